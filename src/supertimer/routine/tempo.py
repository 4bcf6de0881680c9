"""Read tempos: the phases of one rep, in words or in the shorthands of the field."""

import re
from decimal import Decimal

from supertimer.engine.cadence import Phase, PhaseName
from supertimer.routine.notation import (
    MINUTE,
    NUMBER,
    SECOND,
    NotationError,
    ms_of,
    read_each,
    text_of,
)
from supertimer.text import near

LONGEST_PHASE = 10 * MINUTE
SHORTEST_PHASE = 100
MOST_PHASES = 12

_TEMPO = '"lift 10, lower 10"'
_PHASE = re.compile(rf"([^\W\d_]+)\s+({NUMBER})\s*s?")
_SHORTHAND = re.compile(rf"(?:{NUMBER}|x)(?:\s*[-/:]\s*(?:{NUMBER}|x))*|[0-9x]{{2,8}}", re.I)

OTHER_WORDS = {
    "raise": "lift", "up": "lift", "positive": "lift", "concentric": "lift", "push": "lift",
    "pull": "lift", "down": "lower", "negative": "lower", "eccentric": "lower", "drop": "lower",
    "pause": "hold", "stop": "hold", "static": "hold", "contract": "squeeze", "rest": "reset",
}  # fmt: skip
"""Other names of the phases, for the hint."""


def tempo(value: object) -> tuple[Phase, ...]:
    """Return the phases of one rep: `"lift 10, lower 10"`, or a shorthand of the field.

    Two numbers are lift/lower, as in slow training. Four are lower-hold-lift-hold (Poliquin);
    zeros are left out, and X is 1 s. Three are an error: half of all trainers mean lift-hold-lower,
    the other half lower-hold-lift.
    """
    text = text_of(value, "a tempo", _TEMPO)
    if is_shorthand(text):
        phases = _shorthand(text)
    else:
        parts = [part.strip() for part in text.split(",")]
        if not all(parts):
            which = "extra comma" if parts[-1] else "comma at the end"
            without = ", ".join(filter(None, parts))
            raise NotationError(f"remove the {which}", f'"{without}"' if without else _TEMPO)
        found = re.finditer(r"[^,]+", text)
        phases = tuple(read_each(_phase_in, ((None, each) for each in found)))
    if len(phases) > MOST_PHASES:
        raise NotationError(f"a rep has at most {MOST_PHASES} phases, not {len(phases)}")
    if all(phase.name is PhaseName.RESET for phase in phases):
        raise NotationError("this tempo has no phase under load", _TEMPO)
    return phases


def is_shorthand(text: str) -> bool:
    """Return whether a tempo is in bare numbers, so that `check` must spell it out."""
    return _SHORTHAND.fullmatch(text.strip().lower()) is not None


def _phase_in(found: re.Match[str]) -> Phase:
    """Return the phase between two commas of a tempo."""
    try:
        return _phase(found[0].strip())
    except NotationError as error:
        start = found.start() + found[0].find(error.part)
        error.nth = found.string.count(error.part, 0, start)
        raise


def _phase(text: str) -> Phase:
    names = tuple(PhaseName)
    match = _PHASE.fullmatch(text)
    word = match[1] if match else text.split()[0] if text else ""
    if word and word not in names:
        meant = OTHER_WORDS.get(word) or near(word, names)
        raise NotationError(
            f"unknown phase “{word}”",
            f"did you mean “{meant}”?" if meant else f"one of {', '.join(names)}",
            word,
        )
    if match is None:
        raise NotationError(
            f"the seconds after “{text}” are missing" if text in names
            else f"can't read “{text}” as a phase with its seconds", _TEMPO, text,
        )  # fmt: skip
    ms = ms_of(match[2], SECOND)
    if not SHORTEST_PHASE <= ms <= LONGEST_PHASE:
        raise NotationError(f"“{text}”: a phase takes 0.1 s to 10 min", _TEMPO, text)
    return Phase(PhaseName(word), ms)


def _shorthand(text: str) -> tuple[Phase, ...]:
    parts = re.split(r"\s*[-/:]\s*", text)
    if len(parts) == 1 and len(text) in (3, 4):
        parts = list(text)
    lift, lower, hold = PhaseName.LIFT, PhaseName.LOWER, PhaseName.HOLD
    order: tuple[PhaseName, ...]
    if len(parts) == 2:
        order = (lift, lower)
    elif len(parts) == 4:
        order = (lower, hold, lift, hold)
    elif len(parts) == 3:
        a, b, c = ("1" if part == "x" else part for part in parts)
        if parts == ["30", "10", "30"]:
            blocks = (
                '[{ tempo = "lower 30" }, { reps = 10, tempo = "lift 1, lower 2" }, '
                '{ tempo = "lower 30" }]'
            )
            raise NotationError(
                "“30-10-30” is the name of a protocol of three blocks", f"cadence = {blocks}"
            )
        raise NotationError(
            f"“{text}” can be read in two ways",
            f'"{_said((lift, a), (hold, b), (lower, c))}" (slow training) or '
            f'"{_said((lower, a), (hold, b), (lift, c))}" (bodybuilding)',
        )
    else:
        raise NotationError(f"“{text}” does not say which phase is which", _TEMPO)
    phases = []
    for name, part in zip(order, parts, strict=True):
        ms = SECOND if part == "x" else ms_of(part, SECOND)
        if ms > LONGEST_PHASE:
            raise NotationError(f"“{text}”: a phase takes at most 10 min")
        if ms:
            phases.append(Phase(name, max(ms, SHORTEST_PHASE)))
    if not phases:
        raise NotationError(f"“{text}” takes no time", _TEMPO)
    return tuple(phases)


def _said(*phases: tuple[PhaseName, str]) -> str:
    return ", ".join(f"{name} {seconds}" for name, seconds in phases if Decimal(seconds))
