"""What a list says about each routine, kept by the content of its file.

To read a routine takes the models and the compiler, whose start takes longer than a whole list. So
a list keeps the few facts that it shows in the cache, by a hash of the file's content and of this
program: a changed file is read again, whatever its date says, and so is every file by another
version.
"""

import json
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from supertimer import __version__, paths

FILE = "outlines.json"


@dataclass(frozen=True, slots=True)
class Outline:
    """The facts about a valid routine that a list shows."""

    name: str
    about: str
    exercises: int
    least: int
    """The minimum milliseconds of the workout, without waits."""
    most: int

    @property
    def length(self) -> str:
        """How long it takes, without the time between machines: `12 to 17 min`."""
        return in_minutes(self.least, self.most)


def in_minutes(least_ms: int, most_ms: int) -> str:
    """Return `12 to 17 min`, or `12 min` if both are that many minutes."""
    least, most = (max(1, round(ms / 60_000)) for ms in (least_ms, most_ms))
    return f"{least} min" if least == most else f"{least} to {most} min"


def read_outline(content: bytes, source: str) -> Outline:
    """Return the outline of the routine in `content`; raises RoutineError if it has errors.

    `source` is the name of the file, for messages.
    """
    from supertimer.routine.compile import compile_routine
    from supertimer.routine.estimate import workout_length
    from supertimer.routine.parse import parse_routine

    routine = parse_routine(content, source)
    length = workout_length(compile_routine(routine))
    return Outline(routine.name, routine.about, len(routine.exercise), *length)


class Outlines:
    """The outlines of the routines in a list, and of the list before."""

    def __init__(self) -> None:
        self._before: dict[str, Outline] = {}
        self._now: dict[str, Outline] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            kept = json.loads((paths.cache_dir() / FILE).read_bytes())
            self._before = {key: _outline(*facts) for key, facts in kept.items()}

    def read(self, content: bytes, source: str) -> Outline:
        """See `read_outline`; does not read again what the list before had."""
        key = sha256(_program() + content).hexdigest()
        outline = self._now.get(key) or self._before.get(key) or read_outline(content, source)
        self._now[key] = outline
        return outline

    def keep(self) -> None:
        """Store the outlines that were read, if they are not those of the list before."""
        if self._now == self._before:
            return
        self._before = dict(self._now)
        folder = paths.cache_dir()
        new = folder / f"{FILE}.new"
        text = json.dumps({key: astuple(outline) for key, outline in self._now.items()})
        with suppress(OSError):  # the next list reads the routines again
            folder.mkdir(parents=True, exist_ok=True)
            with paths.new_file(new) as file:
                file.write(text.encode())
            new.replace(folder / FILE)


def _outline(name: object, about: object, *numbers: int) -> Outline:
    """Return what `keep` stored; raises an error for anything else."""
    exercises, least, most = map(int, numbers)
    return Outline(str(name), str(about), exercises, least, most)


@cache
def _program() -> bytes:
    """Return what differs between programs that may read a routine in another way."""
    package = Path(__file__).parents[1]
    code = [each for part in ("routine", "engine") for each in (package / part).glob("**/*.py")]
    return f"{__version__} {max(each.stat().st_mtime_ns for each in code)} ".encode()
