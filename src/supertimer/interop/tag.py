"""What other formats can't hold about a set, in a note that our import reads back.

`[supertimer: side left | cadence lift 10, lower 10 | time 102.5 | ended pain]`
"""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history.set_record import SetDone
from supertimer.units import Load, plain_number

_TAG = re.compile(r"\s*\[supertimer: ([^\]]*)\]")


def tagged(done: SetDone, names: Collection[str]) -> str:
    """Return the note of a set with those of the facts `names` that it has."""
    ms = done.tul_ms
    facts = {
        "side": done.side or "",
        "cadence": done.cadence,
        "time": plain_number(Decimal(ms) / 1000) if ms else "",
        "reps": "" if done.reps is None else plain_number(Decimal(done.reps) / 100),
        "ended": str(done.ended_by),
        "kind": "" if done.kind is SetKind.WORK else str(done.kind),
        "load": str(done.load) if done.load else "",
    }
    told = [f"{name} {text}" for name, text in facts.items() if text and name in names]
    plain = [part.replace("|", "/").replace("]", ")") for part in told]
    return " ".join(
        filter(None, [done.note, f"[supertimer: {' | '.join(plain)}]" if plain else ""])
    )


def read(note: str) -> tuple[str, dict[str, Any]]:
    """Return a note without its tag, and the fields of `SetDone` that the tag has."""
    found = _TAG.search(note)
    if found is None:
        return note, {}
    values: dict[str, Any] = {}
    for part in found[1].split(" | "):
        name, _, text = part.partition(" ")
        if name in _FACTS:
            field, make = _FACTS[name]
            try:
                values[field] = make(text)
            except (ValueError, ArithmeticError):
                return note, {}
    return (note[: found.start()] + note[found.end() :]).strip(), values


def _scaled(scale: int) -> Callable[[str], int]:
    def make(text: str) -> int:
        made = int(Decimal(text) * scale)
        if not 0 <= made <= 10**9:
            raise ValueError
        return made

    return make


_FACTS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "side": ("side", Side),
    "cadence": ("cadence", str),
    "time": ("tul_ms", _scaled(1000)),
    "reps": ("reps", _scaled(100)),
    "ended": ("ended_by", EndedBy),
    "kind": ("kind", SetKind),
    "load": ("load", Load.parse),
}
