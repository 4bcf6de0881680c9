"""What happens in a workout, the way a test writes it: `2:10 target_reached Leg press set 1`.

A moment of the workout (left out: any), the name of the event, then what of it is known: the phase
or the segment, the rep, the set.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from supertimer.engine.cadence import PhaseName
from supertimer.engine.events import Event, EventName, SetEvent
from supertimer.engine.plan import SegmentKind
from supertimer.headless.moments import SetName, clock, duration, quoted, set_name
from supertimer.routine.notation import NotationError
from supertimer.text import did_you_mean, unsafe

_HAPPENING = re.compile(r"(?:([0-9][0-9:.]*[a-z]*)\s+)?(\S+)(?:\s+(.+))?")
_REP = re.compile(r"rep\s+([0-9]{1,3})(?:\s+|$)")
_NAMES = tuple(name for name in EventName if name is not EventName.RETRACTED)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, as far as a test says it."""

    text: str
    """The way it is written."""
    name: EventName
    at: int | None = None
    """Milliseconds since the workout was opened; None: at any time."""
    segment: SegmentKind | None = None
    phase: PhaseName | None = None
    rep: int | None = None
    of: SetName | None = None

    def means(self, event: Event) -> bool:
        """Return whether `event` is what is meant, at this very moment."""
        return event.event is self.name and self.at in (None, event.at) and self.is_like(event)

    def is_like(self, event: Event) -> bool:
        """Return whether `event` is what is meant, at whatever moment."""
        return (
            event.event is self.name
            and self.segment in (None, getattr(event, "segment", None))
            and self.phase in (None, getattr(event, "phase", None))
            and self.rep in (None, getattr(event, "rep", None))
            and (self.of is None or _is_about(self.of, event))
        )

    def nearest(self, events: Iterable[Event]) -> Event | None:
        """Return what came instead: the most alike of `events`, of these the nearest in time."""
        kept = [
            event for event in events if event.event is not EventName.TICK or self.is_like(event)
        ]
        about = replace(self, segment=None, phase=None, rep=None)
        for alike in (self.is_like, about.is_like, lambda event: event.event is self.name):
            if found := [event for event in kept if alike(event)]:
                return self._closest(found)
        return self._closest(kept) if self.at is not None and kept else None

    def _closest(self, events: list[Event]) -> Event:
        return min(events, key=lambda event: abs(event.at - (self.at or 0)))


def _is_about(of: SetName, event: Event) -> bool:
    if isinstance(event, SetEvent):
        return of.is_about(event)
    return bool(of.exercise.casefold() == str(getattr(event, "exercise", "")).casefold())


def read_happening(value: object) -> Happening:
    """Read an event that a test expects; raises NotationError."""
    right = '"2:10 target_reached Leg press"'
    if not isinstance(value, str) or not value.strip():
        raise NotationError("this should be an event in quotes", right)
    if len(value) > _LONGEST:
        raise NotationError(f"an event has at most {_LONGEST} characters, not {len(value)}")
    if (character := unsafe(value)) is not None:
        raise NotationError(f"this has a hidden character in it: {character}", "use plain text")
    text = " ".join(value.split())
    match = _HAPPENING.fullmatch(text)
    if match is None:
        raise NotationError("the name of the event is missing", right)
    when, name, rest = match.groups()
    if name.lower() not in _NAMES:
        hint = did_you_mean(name, _NAMES, f"one of {', '.join(_NAMES)}")
        raise NotationError(f"unknown event “{name}”", hint, name.lower())
    found = Happening(text, EventName(name.lower()), duration(when) if when else None)
    return _with_details(found, rest or "")


def _with_details(found: Happening, text: str) -> Happening:
    while text:
        first, _, rest = text.partition(" ")
        if first in tuple(PhaseName):
            found, text = replace(found, phase=PhaseName(first)), rest
        elif first in tuple(SegmentKind):
            found, text = replace(found, segment=SegmentKind(first)), rest
        elif rep := _REP.match(text):
            found, text = replace(found, rep=int(rep[1])), text[rep.end() :]
        else:
            return replace(found, of=set_name(text))
    return found


def told(event: Event) -> str:
    """Return an event the way a test writes it."""
    parts = [clock(event.at), str(event.event)]
    phase = getattr(event, "phase", None)
    if phase is not None:
        parts.append(str(phase))
    elif event.event in (EventName.SEGMENT_STARTED, EventName.TICK, EventName.PAUSED):
        parts.append(str(getattr(event, "segment", "")))
    if (rep := getattr(event, "rep", None)) is not None:
        parts.append(f"rep {rep}")
    if isinstance(event, SetEvent):
        parts.append(str(SetName(event.exercise, event.set, event.side)))
    elif exercise := getattr(event, "exercise", ""):
        parts.append(quoted(exercise))
    return " ".join(parts)
