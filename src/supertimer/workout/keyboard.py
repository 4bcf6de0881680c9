"""Read single keys from standard input: a terminal, or a pipe in its place."""

import codecs
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from supertimer.console import HangUpError
from supertimer.workout.keymap import KEY_NAMES

_NAMES = {**KEY_NAMES, "\r": "enter", "\n": "enter", "\t": "tab", "\x1b": "escape"}
_NAMES |= dict.fromkeys(("\x7f", "\b"), "backspace")


class Keyboard:
    """Standard input; inside `with` it is unbuffered and does not echo.

    A stop (Ctrl-Z, SIGSTOP) gives the terminal back to the shell; afterwards the keyboard sets it
    up again and calls `continued`.
    """

    def __init__(self, continued: Callable[[], None] = lambda: None) -> None:
        self._continued = continued
        self.at_end = False
        """Whether standard input has ended, so that no more keys can come."""
        self._restore: list[Any] | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> "Keyboard":
        if sys.stdin.isatty() and os.name == "posix":
            import termios
            import tty

            self._restore = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin)
        self._handle(self._stop, self._continue)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._handle(signal.SIG_DFL, signal.SIG_DFL)
        self._give_back()

    def _handle(self, stop: Any, cont: Any) -> None:
        """Set the handlers of Ctrl-Z and of the signal to continue, where they exist."""
        if os.name == "posix" and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTSTP, stop)
            signal.signal(signal.SIGCONT, cont)

    def _give_back(self) -> None:
        """Set the terminal as it was."""
        if self._restore is not None:
            import termios

            with suppress(termios.error):  # the terminal was closed
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._restore)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self, number: int, frame: FrameType | None) -> None:
        if self._restore is not None:
            import termios
            import tty

            with suppress(OSError, termios.error):
                if os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp():
                    tty.setcbreak(sys.stdin)
        self._continued()

    def key(self, wait_ms: int) -> str | None:
        """Return the name of the next key, or None if none comes within `wait_ms` milliseconds."""
        char = _console(wait_ms) if os.name == "nt" and sys.stdin.isatty() else self._read(wait_ms)
        return _NAMES.get(char, char) if char else None

    def _read(self, wait_ms: int) -> str:
        import select

        if self.at_end:
            select.select([], [], [], wait_ms / 1000)
            return ""
        ready, _, _ = select.select([sys.stdin], [], [], wait_ms / 1000)
        if not ready:
            return ""
        try:
            read = os.read(sys.stdin.fileno(), 1)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise HangUpError from None
        if not read and self._restore is not None:
            raise HangUpError  # a terminal does not end, but closes
        if not read:
            self.at_end = True
        elif read == b"\x1b":
            return self._escape()
        # A letter outside ASCII arrives as several bytes, but is one key.
        return self._decoder.decode(read) or (self._read(wait_ms) if read else "")

    def _escape(self) -> str:
        """Read the rest of an escape sequence; return its key, or Escape if nothing follows."""
        import select

        sequence = b""
        while select.select([sys.stdin], [], [], 0.01)[0]:
            more = os.read(sys.stdin.fileno(), 1)
            sequence += more
            if not more or (sequence not in (b"[", b"O") and more.isalpha()) or more == b"~":
                break
        return _SEQUENCES.get(sequence, "\x1b" if not sequence else "")


_ARROWS = {b"A": "up", b"B": "down", b"C": "right", b"D": "left"}
_SEQUENCES = {b"[6~": "pagedown", b"[5~": "pageup", b"[15~": "f5"}
_SEQUENCES |= {b"[3~": "delete", b"[2~": "insert", b"[H": "home", b"[F": "end"}
_SEQUENCES |= {begin + end: name for end, name in _ARROWS.items() for begin in (b"[", b"O")}


def _console(wait_ms: int) -> str:  # pragma: no cover (Windows)
    """Return the next character typed into a Windows console, or an empty string."""
    import msvcrt
    import threading

    typed = threading.Event()
    for _ in range(max(1, wait_ms // 10)):
        if msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            return str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
        typed.wait(0.01)
    return ""
