"""Keeps ALSA's own messages off the terminal.

The library writes to standard error whatever goes wrong while devices are looked for, and that
lands in the middle of the screen. Only its error handler is replaced: nothing is redirected, since
the screen itself is drawn through standard error.
"""

import ctypes
import sys


def quiet_alsa() -> None:
    """Have ALSA's messages go nowhere; does nothing where there is no ALSA."""
    if not sys.platform.startswith("linux"):
        return
    try:
        alsa = ctypes.CDLL("libasound.so.2")
        # Any C function that takes no notice of its arguments will do. One of Python's would not:
        # it would be called from the library's threads, until after the interpreter has gone.
        alsa.snd_lib_error_set_handler(ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p))
    except (OSError, AttributeError):
        return
