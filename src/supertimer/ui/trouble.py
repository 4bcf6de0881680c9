"""What happens when something goes wrong: it is told, or the screens end without a traceback."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.worker import WorkerFailed

from supertimer.errors import SupertimerError

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that end the program; not every system has all of them."""


TOLD_S = 12
"""Seconds for which a sentence of more than a few words is told."""


@contextmanager
def told(screen: App[Any] | Widget) -> Iterator[None]:
    """Tell of an error inside on the screen, instead of raising it."""
    try:
        yield
    except SupertimerError as error:
        screen.notify(str(error), markup=False, severity="error", timeout=TOLD_S)


class EndingApp(App[int]):
    """An app that ends on a signal as on a key, and that raises what it was left for."""

    failure: Exception | None = None
    """Why the screens were left, if it was for an error."""

    def run_to_end(self) -> int:
        """Run until the screens are left; return the process's exit code.

        Raises:
            Exception: what the screens were left for.
        """
        code = self.run()
        if self.failure is not None:
            raise self.failure
        return code or 0

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Leave the screens for an error inside."""
        try:
            yield
        except SupertimerError as error:
            self.failure = error
            self.exit(error.exit_code)

    def on_mount(self) -> None:
        """End on a signal, and for a fault in what the loop itself calls."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._broken)
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.exit, 128 + number)

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What the loop itself was called to do has failed, such as a look at the workout."""
        error = context.get("exception")
        if "handle" in context and isinstance(error, Exception):
            self._handle_exception(error)
        else:
            loop.default_exception_handler(context)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the screens and is passed on: Textual would show its traceback."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        super()._handle_exception(error)
        self._exit_renderables.clear()
        self.failure = self.failure or error
