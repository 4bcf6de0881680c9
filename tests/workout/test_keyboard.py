"""The line mode reads the keys that a terminal sends, by the names that the screens use."""

import os
import sys
from collections.abc import Iterator

import pytest

from supertimer.workout.keyboard import Keyboard

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows reads the console")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of the terminal that is standard input."""
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield ours
    os.close(ours)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b" ", "space"),
        (b"\r", "enter"),
        (b"\t", "tab"),
        (b"\x7f", "backspace"),
        (b"\b", "backspace"),
        (b"\x1b[3~", "delete"),
        (b"\x1b[2~", "insert"),
        (b"\x1b[H", "home"),
        (b"\x1b[F", "end"),
        (b"\x1b[6~", "pagedown"),
        (b"\x1bOA", "up"),
        (b"\x1b", "escape"),
        ("ä".encode(), "ä"),
    ],
)
def test_a_key_has_the_name_that_it_has_on_the_screens(
    terminal: int, sent: bytes, name: str
) -> None:
    with Keyboard() as keyboard:
        os.write(terminal, sent)
        assert keyboard.key(1000) == name
        assert keyboard.key(0) is None
