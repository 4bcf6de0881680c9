"""What the lifter does, a step at a time: a command, and the moment at which it is given.

    go                             as soon as the workout waits for it
    fatigue at 1:35                at a moment, see `moments`
    pause at rep 3 lower for 20s   the time after which `resume` follows
    undo after 3s
    nothing until 3:00             time passes, for example until the cap ends the set
    extend 30s at 10s of the rest  `extend -15s` makes the rest shorter
    leave out Leg press
    reorder Leg press then Chest press      the others follow in their order
    set load 215 lb of Chest press set 2
    amend tul 1:40 ended_by form of Leg press

Commands have the names of the engine, with a space or an underscore between the words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from supertimer.engine.commands import (
    Command,
    Extend,
    Fatigue,
    Go,
    OneMore,
    Pause,
    Redo,
    Resume,
    Skip,
    Stop,
    Undo,
    Wait,
)
from supertimer.engine.result import EndedBy
from supertimer.headless import moments
from supertimer.headless.moments import After, Moment, SetName, duration, pointed, set_name
from supertimer.routine import notation
from supertimer.routine.notation import NotationError, WrittenLoad
from supertimer.text import did_you_mean, unsafe

LONGEST = 500
"""Characters of a step."""


@dataclass(frozen=True, slots=True)
class OrderOfNames:
    """These exercises come next, in this order; the others follow in theirs."""

    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutByName:
    """What is left of this exercise, or of its superset, is left out."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load is put on."""

    load: WrittenLoad
    of: SetName | None = None
    """None: for the set that goes on, or comes next."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The result of a set is corrected; what is None stays."""

    of: SetName | int | None = None
    """A set; or which result, from 1, of all in the order in which the sets ended, the discarded
    ones included; None: the last one."""
    ended_by: EndedBy | None = None
    tul_ms: int | None = None
    reps: int | None = None
    """Hundredths."""
    load: WrittenLoad | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """No key is pressed until the moment of the step."""


Order = Command | Nothing | OrderOfNames | LeftOutByName | Loaded | Amended
"""A command, or what becomes one when the plan is known; or nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the lifter does."""

    text: str
    """The way it is written."""
    order: Order
    when: Moment | None = None
    """None: as soon as the workout takes it."""
    lasts: int | None = None
    """Of a pause: the milliseconds until it ends."""

    @property
    def exercises(self) -> Iterator[str]:
        """The exercises that it names."""
        match self.order:
            case OrderOfNames(names):
                yield from names
            case LeftOutByName(name):
                yield name
            case Loaded(of=SetName(name)) | Amended(of=SetName(name)):
                yield name
        if (of := getattr(self.when, "of", None)) is not None:
            yield of.exercise


_STEP = re.compile(
    r"(?P<what>.+?)"
    r"(?:\s+(?P<sign>at|after|until)\s+(?P<moment>.+?))?"
    r"(?:\s+for\s+(?P<lasts>.+))?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_HIDDEN = re.compile("\ue000([0-9]+)\ue001")
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_AMENDS = ("ended_by", "tul", "reps", "load", "note")
_RESULT = re.compile(r"result ([0-9]{1,3})", re.IGNORECASE)
_AMEND = re.compile(
    r"(?:(ended_by|tul|reps)\s+(\S+)"
    r"|(load)\s+(.+?)(?=\s+(?:ended_by|tul|reps|note)\s|$)"
    "|(note)\\s+(\ue000[0-9]+\ue001|.+$))\\s*",
    re.IGNORECASE,
)
"""A key and its value; a note without quotes goes on to the end."""


def split_steps(text: str) -> list[str]:
    """Return the steps in a text that has them in one line, with commas between them."""
    return [_shown(part.strip(), text) for part in _hidden(text).split(",") if part.strip()]


def read_step(value: object) -> Step:
    """Read one step; raises NotationError."""
    right = '"go" or "fatigue at 1:35"'
    if not isinstance(value, str) or not value.strip():
        raise NotationError("this should be a step in quotes", right)
    if len(value) > LONGEST:
        raise NotationError(f"a step has at most {LONGEST} characters, not {len(value)}")
    if (character := unsafe(value)) is not None:
        raise NotationError(f"this has a hidden character in it: {character}", "use plain text")
    text = " ".join(value.split())
    match = _STEP.fullmatch(_hidden(text))
    assert match is not None
    what, moment, lasts = (
        found and _shown(found, text) for found in match.group("what", "moment", "lasts")
    )
    step = Step(text, _order(what))
    if moment:
        after = match["sign"].lower() == "after"
        step = replace(step, when=After(duration(moment)) if after else moments.moment(moment))
    if isinstance(step.order, Nothing) and step.when is None:
        raise NotationError("say until when nothing is done", '"nothing until 3:00"')
    if match["sign"] and match["sign"].lower() == "until" and not isinstance(step.order, Nothing):
        raise NotationError("a step is given at a moment", f'"{what} at {moment}"', "until")
    if lasts:
        if not isinstance(step.order, Pause):
            message = "only a pause lasts for a time"
            raise NotationError(message, '"pause at rep 3 lower for 20s"', f"for {lasts.lower()}")
        step = replace(step, lasts=duration(lasts))
    return step


def _hidden(text: str) -> str:
    """Put a mark in the place of each part in quotes, so that nothing in it is read."""
    found = iter(range(len(text)))
    return _QUOTED.sub(lambda _: f"\ue000{next(found)}\ue001", text)


def _shown(part: str, text: str) -> str:
    """Put what is in quotes in `text` back into a part of it."""
    quotes = _QUOTED.findall(text)
    return _HIDDEN.sub(lambda found: str(quotes[int(found[1])]), part)


def _order(text: str) -> Order:
    words = text.replace("_", " ").lower()
    for name in sorted((*_PLAIN, *_WITH), key=len, reverse=True):
        if words == name and name in _PLAIN:
            return _PLAIN[name]
        if name in _WITH and words.startswith(name) and words[len(name) :][:1] in ("", " "):
            return _WITH[name](text[len(name) :].strip())
    names = (*_PLAIN, *_WITH)
    first = next((name for name in names if words.startswith(f"{name} ")), None)
    if first:
        extra = text[len(first) :].strip()
        raise NotationError(f"unexpected “{extra}” after “{first}”", _hint(first), extra.lower())
    hint = did_you_mean(words, names, f"one of {', '.join(names)}")
    raise NotationError(f"unknown step “{text}”", hint, text.lower())


def _hint(name: str) -> str:
    return f'"{name} at 1:35" or "{name} after 3s"'


def _extend(text: str) -> Order:
    sign, rest = (-1, text[1:].strip()) if text.startswith("-") else (1, text.removeprefix("+"))
    if not rest:
        raise NotationError("the time by which the rest gets longer is missing", '"extend 30s"')
    return Extend(sign * duration(rest))


def _left_out(text: str) -> Order:
    return LeftOutByName(_exercise(text, '"leave out Leg press"'))


def _reordered(text: str) -> Order:
    right = '"reorder Leg press then Chest press"'
    parts = re.split(r"\s+then\s+", _hidden(text), flags=re.IGNORECASE)
    return OrderOfNames(tuple(_exercise(_shown(part, text), right) for part in parts))


def _exercise(text: str, right: str) -> str:
    if not text:
        raise NotationError("the name of an exercise is missing", right)
    return set_name(text).exercise


def _of(text: str) -> tuple[str, SetName | None]:
    """Take the set off the end of a text."""
    what, of, name = _hidden(text).rpartition(" of ")
    if not of:
        return text, None
    return _shown(what, text).strip(), set_name(_shown(name, text))


def _loaded(text: str) -> Order:
    what, of = _of(text)
    if not what:
        raise NotationError("the load is missing", '"set load 215 lb"')
    return Loaded(pointed(notation.load, what), of)


def _amended(text: str) -> Order:
    right = '"amend tul 1:40", "amend ended_by form" or "amend note \'too fast\'"'
    what, of = _of(text)
    which: SetName | int | None = of
    if of and (result := _RESULT.fullmatch(of.exercise)):
        which = int(result[1])
    hidden, end = _hidden(what), 0
    found = Amended(which)
    for pair in _AMEND.finditer(hidden):
        if pair.start() != end:
            break
        end = pair.end()
        key, value = (_shown(part, what) for part in pair.groups() if part)
        match key.lower():
            case "ended_by":
                found = replace(found, ended_by=_ended_by(value))
            case "tul":
                found = replace(found, tul_ms=duration(value))
            case "reps":
                found = replace(found, reps=_reps(value))
            case "load":
                found = replace(found, load=pointed(notation.load, value))
            case _:
                found = replace(found, note=value.strip("'\""))
    if not end or end < len(hidden):
        raise NotationError("what is corrected is missing", f"{right}; keys: {', '.join(_AMENDS)}")
    return found


def _ended_by(text: str) -> EndedBy:
    choices = tuple(EndedBy)
    if text.lower() not in choices:
        hint = did_you_mean(text, choices, f"one of {', '.join(choices)}")
        raise NotationError(f"a set is not ended by “{text}”", hint, text.lower())
    return EndedBy(text.lower())


def _reps(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise NotationError(f"“{text}” is not a number of reps", '"8.5"', text.lower())
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") if part else 0)


_PLAIN: dict[str, Command | Nothing] = {
    "go": Go(),
    "fatigue": Fatigue(),
    "pause": Pause(),
    "resume": Resume(),
    "skip": Skip(),
    "redo": Redo(),
    "redo wait": Redo(wait=True),
    "undo": Undo(),
    "wait": Wait(),
    "one more": OneMore(),
    "stop": Stop(),
    "nothing": Nothing(),
}
_WITH: dict[str, Callable[[str], Order]] = {
    "extend": _extend,
    "leave out": _left_out,
    "reorder": _reordered,
    "set load": _loaded,
    "amend": _amended,
}
STEPS = (*_PLAIN, *_WITH)
"""The names of all steps."""
