"""Golden timelines: a routine's events as a file keeps them, one JSON object per line.

`NAME.expected.jsonl` holds what `supertimer simulate NAME.toml --json` printed when it was found
right. `changes` tells how it came to differ.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from supertimer.engine.as_json import as_json
from supertimer.engine.events import Event
from supertimer.errors import SupertimerError
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError

TIMELINE = ".expected.jsonl"
"""How the name of a timeline ends: `legs.expected.jsonl` is that of `legs.toml`."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a timeline that are read."""

Line = Mapping[str, Any]
"""An event as a JSON object."""


def timeline_path(routine: Path) -> Path:
    """Return where the timeline of the routine in a file lies or would lie."""
    return routine.with_name(routine.name.removesuffix(".toml") + TIMELINE)


def routine_of(timeline: Path) -> Path:
    """Return where the routine of a timeline lies or would lie."""
    return timeline.with_name(timeline.name.removesuffix(TIMELINE) + ".toml")


def timeline_text(events: Iterable[Event]) -> str:
    """Return the text of a timeline."""
    return "".join(json.dumps(as_json(event), ensure_ascii=False) + "\n" for event in events)


def as_lines(events: Iterable[Event]) -> list[Line]:
    """Return events as the lines of a timeline have them, read back."""
    return [json.loads(line) for line in timeline_text(events).splitlines()]


def read_timeline(path: Path) -> list[Line]:
    """Return the events in a file.

    Raises:
        RoutineError: a line is not an event.
        SupertimerError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise SupertimerError(f"{path} cannot be read: {reason.lower()}") from None
    return [_line(number, line, path) for number, line in enumerate(text.splitlines(), 1) if line]


def _line(number: int, text: str, path: Path) -> Line:
    hint = "write the file again with --update"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", 1)
        told = Diagnostic("this is not JSON", hint, line=number, column=column, text=text)
        raise RoutineError([told], str(path)) from None
    if (
        not isinstance(found, dict)
        or type(found.get("at")) is not int
        or not isinstance(found.get("event"), str)
    ):
        told = Diagnostic(
            "this is not an event", hint, line=number, column=1, width=len(text), text=text
        )
        raise RoutineError([told], str(path))
    return found
