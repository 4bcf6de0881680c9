"""Errors in the screens: show them, or end the program without a traceback."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from textual.app import App
from textual.events import Event
from textual.widget import Widget
from textual.worker import WorkerFailed

from supertimer.errors import SupertimerError

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
"""Signals that end the program; some systems lack some of them."""


TOLD_S = 12
"""How long a long sentence is shown, in seconds."""


@contextmanager
def told(screen: App[Any] | Widget) -> Iterator[None]:
    """Show an error on the screen instead of raising it."""
    try:
        yield
    except SupertimerError as error:
        screen.notify(str(error), markup=False, severity="error", timeout=TOLD_S)


class EndingApp(App[int]):
    """An app that ends on a signal like on a key, and that raises the error that ended it."""

    failure: Exception | None = None
    """The error that ended the screens, or None."""

    def run_to_end(self) -> int:
        """Run until the user leaves the screens; return the exit code of the process.

        Raises:
            Exception: the error that ended the screens.
        """
        code = self.run()
        if self.failure is not None:
            raise self.failure
        return code or 0

    @contextmanager
    def failing(self) -> Iterator[None]:
        """End the screens on an error."""
        try:
            yield
        except SupertimerError as error:
            self.failure = error
            self.exit(error.exit_code)

    def on_mount(self) -> None:
        """End on a signal, and on a bug in a callback of the event loop."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._broken)
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.exit, 128 + number)
        self._never_wait_for_terminal()
        if hasattr(signal, "SIGCONT") and hasattr(self._driver, "attrs_before"):
            signal.signal(signal.SIGCONT, self._continue)

    def continued(self) -> None:
        """Note that the program was stopped and continues; called from a signal handler."""

    def outlives(self, error: Exception) -> bool:
        """Return whether the app goes on after `error`, a bug in a widget or a screen."""
        return False

    def _continue(self, number: int, frame: FrameType | None) -> None:
        """Set up the terminal again; Textual would take the raw terminal for the user's own."""
        driver: Any = self._driver
        if driver is not None and driver._auto_restart and self.is_running:
            if not driver._must_signal_resume:  # SIGSTOP, of which the driver knows nothing
                driver.suspend_application_mode()
                driver._must_signal_resume = True
            driver.resume_application_mode()
            self._never_wait_for_terminal()
        self.continued()

    def _never_wait_for_terminal(self) -> None:
        """Let what is to be drawn queue up without a limit.

        The thread that draws ends when the terminal closes; a full queue would then block the loop.
        """
        if (writer := getattr(self._driver, "_writer_thread", None)) is not None:
            writer._queue.maxsize = 0

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Handle an error in a callback of the event loop, such as a beat of the workout."""
        error = context.get("exception")
        if "handle" in context and isinstance(error, Exception):
            self._handle_exception(error)
        else:
            loop.default_exception_handler(context)

    async def on_event(self, event: Event) -> None:
        """Keep the app's own loop, which also runs the keys of all screens, from ending."""
        try:
            await super().on_event(event)
        except Exception as error:
            if not self.outlives(error):
                raise

    def _handle_exception(self, error: Exception) -> None:
        """End the screens and keep the error: Textual would print a traceback."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self.outlives(error):
            return
        super()._handle_exception(error)
        self.error_console.quiet = True
        self.failure = self.failure or error
