"""Keep ALSA's messages off the terminal.

While it looks for devices, ALSA writes its errors to standard error, in the middle of the screen.
This replaces ALSA's error handler. Standard error can't be redirected, because the screen is drawn
through it.
"""

import ctypes
import sys


def quiet_alsa() -> None:
    """Discard ALSA's messages; do nothing on a system without ALSA."""
    if not sys.platform.startswith("linux"):
        return
    try:
        alsa = ctypes.CDLL("libasound.so.2")
        # Any C function that ignores its arguments will do. A Python function would not: the
        # library's threads would call it, even after the interpreter is gone.
        alsa.snd_lib_error_set_handler(ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p))
    except (OSError, AttributeError):
        return
