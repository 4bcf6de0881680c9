"""Turn validation errors into diagnostics in a lifter's words, each at its place in the file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from pydantic import ValidationError

from supertimer.routine import model
from supertimer.routine.check.diagnostic import Diagnostic, Path
from supertimer.routine.notation import NotationError
from supertimer.text import did_you_mean, near, odd_space

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from supertimer.routine.check.locate import Edit, Places, Source

MOST = 50
"""The most diagnostics to show for one file."""

TABLES: dict[str, type[model.Table]] = {
    "": model.Routine,
    "schedule": model.Schedule,
    "defaults": model.Manner,
    "exercise": model.Exercise,
    "cadence": model.TempoBlock,
    "warmup": model.Warmup,
    "drops": model.Drop,
    "rest_pause": model.RestPause,
    "progress": model.ProgressRule,
}
"""The tables of a routine file by the key they stand under."""

EXAMPLES = {
    "schedule": "[schedule]",
    "defaults": "[defaults]",
    "exercise": '[[exercise]] and a name: name = "Leg press"',
    "cadence": 'cadence = [{ tempo = "lower 30" }, { reps = 10, tempo = "lift 1, lower 2" }]',
    "warmup": 'warmup = [{ load = "50%", until = "3 reps" }]',
    "drops": 'drops = ["-20%"]',
    "rest_pause": 'rest_pause = { times = 3, rest = "10s" }',
    "progress": 'progress = { rule = "tul", up = "5%", down = "10%" }',
    "steps": 'steps = ["Knee push-up", "Push-up"]',
    "loads": 'loads = ["10 kg", "12.5 kg"]',
    "alias": 'alias = ["Leg press (old gym)"]',
    "muscles": 'muscles = ["quadriceps", "glutes"]',
    "also": 'also = ["hamstrings"]',
    "days": 'days = ["mon", "thu"]',
    "alternate": 'alternate = ["My Other Routine"]',
}
"""How tables and lists of a routine file are written, by their keys."""

PLACES = {
    "": "at the top of the file",
    "exercise": "in [[exercise]]",
    "cadence": "in a block of cadence = [{ … }]",
}
"""Where the keys of a table of a routine file stand, if not under a header of its name."""

OTHER_KEYS = {
    "exercises": "exercise", "title": "name", "weight": "load", "weights": "loads",
    "reps": "until", "time": "until", "duration": "until", "seconds": "until", "end": "until",
    "speed": "tempo", "pace": "tempo", "break": "rest", "pause": "rest", "prepare": "ready",
    "note": "cue", "notes": "cue", "muscle": "muscles", "secondary": "also", "side": "sides",
    "seat": "settings", "machine": "settings", "set": "sets", "warm_up": "warmup",
    "dropset": "drops", "description": "about", "frequency": "per_week", "step": "increment",
}  # fmt: skip
"""Other names for our keys, for the hint."""


@dataclass(frozen=True)
class Form:
    """A kind of file, as far as its diagnostics need it."""

    what: str
    """What a file of this kind is called."""
    tables: Mapping[str, type[model.Table]]
    """Its tables by the key they stand under; "" is the whole file."""
    examples: Mapping[str, str]
    """How to write tables and lists, by their keys."""
    places: Mapping[str, str]
    """Where the keys of a table stand, if not under a header of its name."""
    other_keys: Mapping[str, str] = field(default_factory=dict)
    """What people call its keys, for the hint."""


ROUTINE = Form("routine", TABLES, EXAMPLES, PLACES, OTHER_KEYS)

_LIMITS = {
    "greater_than_equal": ("ge", "minimum"),
    "less_than_equal": ("le", "maximum"),
}


def of_values(
    error: ValidationError, others: Sequence[Diagnostic] = (), form: Form = ROUTINE
) -> list[Diagnostic]:
    """Everything that the models refuse, and the `others`, up to `MOST`."""
    errors = error.errors(include_url=False)
    found = [told for each in errors[:MOST] for told in _of_value(each, form)]
    renamed = {(*each.path[:-1], each.meant) for each in found if each.meant}
    found = [each for each in found if each.path not in renamed]
    found += others[: max(0, MOST - len(errors))]
    if (more := len(errors) + len(others) - MOST) > 0:
        found.append(Diagnostic(f"and {more} more"))
    return found


def together(slips: Iterable[Diagnostic], values: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return all diagnostics in the order of their places, those without one last, up to `MOST`.

    If a value is invalid anyway, the hint on how to make it TOML is left out.
    """
    values = list(values)
    wrong = {
        (each.line, each.column, each.width)
        for each in values
        if each.path and isinstance(each.path[-1], str)
    }
    left = (
        each for each in slips if not each.hint or (each.line, each.column, each.width) not in wrong
    )
    whole = sorted(chain(left, values), key=lambda each: (not each.line, each.line, each.column))
    more = len(whole) - MOST
    return whole if more <= 0 else [*whole[:MOST], Diagnostic(f"and at least {more} more")]


def with_places(
    found: Iterable[Diagnostic], text: str, edits: Iterable["Edit"] = ()
) -> list[Diagnostic]:
    """Return the diagnostics with their places in the text, in order; those without a place last.

    `edits` turn the text into TOML.
    """
    found = list(found)
    if not any(each.path for each in found):
        return found
    from supertimer.routine.check import locate  # only if a diagnostic needs a place

    source = locate.Source(text, edits)
    places = locate.Places(source, [each.path for each in found])
    located = [_with_place(each, places, source) if each.path else each for each in found]
    return sorted(located, key=lambda each: (not each.line, each.line, each.column))


def _with_place(diagnostic: Diagnostic, places: "Places", source: "Source") -> Diagnostic:
    path, place = places.of(diagnostic.path)
    if place is None:
        return source.located(diagnostic, 0, 1)
    start, end = place.key if diagnostic.on_key or path != diagnostic.path else place.value
    if part := diagnostic.part:
        value = source.text[start:end].lower()
        at = value.find(part)
        for _ in range(diagnostic.nth):
            at = value.find(part, at + len(part))
        if at >= 0:
            start, end = start + at, start + at + len(part)
    return source.located(diagnostic, start, end)


def _of_value(error: "ErrorDetails", form: Form) -> list[Diagnostic]:
    """Return the errors in one value."""
    inner = error.get("ctx", {}).get("error")
    if isinstance(inner, NotationError):
        path = tuple(error["loc"])
        return [_of_notation(each, path) for each in (inner, *inner.others)]
    return [_of_model(error, form)]


def _of_notation(error: NotationError, path: Path) -> Diagnostic:
    path = path if error.at is None else (*path, error.at)
    return Diagnostic(
        error.message, error.hint, path, part=error.part, nth=error.nth, on_key=error.on_key
    )


def _of_model(error: "ErrorDetails", form: Form) -> Diagnostic:
    path: Path = tuple(error["loc"])
    context = error.get("ctx", {})
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if path in (("exercise",), ("scenario",)) and error["type"] != "missing":
        return Diagnostic(f"this should be a list of {key}s", f"add [[{key}]] above each", path)
    match error["type"]:
        case "extra_forbidden":
            hint, meant = _meant(path, form)
            message = f"unknown key “{key[:80]}”"
            if odd := odd_space(key):
                message += f", which contains a {odd}"
            return Diagnostic(message, hint, path, on_key=True, meant=meant)
        case "missing":
            return Diagnostic(*_missing(path, form), path)
        case "literal_error" | "enum":
            return _of_choice(str(context["expected"]), error["input"], path)
        case "int_type":
            return Diagnostic(
                "this should be a whole number", "write a number without quotes", path
            )
        case "greater_than_equal" | "less_than_equal":
            limit, name = _LIMITS[error["type"]]
            return Diagnostic(f"the {name} here is {context[limit]}", "", path)
        case "model_type" | "model_attributes_type" | "dict_type":
            return Diagnostic("this should be a table", form.examples.get(key, ""), path)
        case "tuple_type":
            return Diagnostic("this should be a list", form.examples.get(key, ""), path)
    return Diagnostic(error["msg"], "", path)


def _missing(path: Path, form: Form) -> tuple[str, str]:
    key = str(path[-1])
    if path in (("exercise",), ("scenario",)):
        return f"this {form.what} has no {key}s", form.examples[key]
    owner = next((str(part) for part in reversed(path[:-1]) if isinstance(part, str)), form.what)
    return f"the {key} of this {owner.rstrip('s')} is missing", f'{key} = "…"'


def _of_choice(expected: str, given: object, path: Path) -> Diagnostic:
    choices = tuple(re.findall(r"'([^']*)'", expected))
    shown = f"“{given[:80]}”" if isinstance(given, str) else "this"
    hint = did_you_mean(str(given), choices, "one of " + ", ".join(f'"{each}"' for each in choices))
    return Diagnostic(f"{shown} is not a valid value", hint, path)


def _meant(path: Path, form: Form) -> tuple[str, str]:
    """Return a hint for an unknown key, and the key that it probably means here."""
    owner = next((part for part in reversed(path[:-1]) if isinstance(part, str)), "")
    key = str(path[-1])
    if key == "reps" and owner in ("exercise", "defaults"):
        return 'for a number of reps: until = "8 reps"; for a range: target = "4-8 reps"', ""
    for name, table in form.tables.items():
        if key in table.model_fields:
            return f"it belongs {form.places.get(name, f'in [{name}]')}", ""
    here = tuple(form.tables[owner].model_fields) if owner in form.tables else ()
    meant = form.other_keys.get(key.lower(), "")
    if meant not in here:
        meant = near(key, here) or ""
    if meant:
        return f"did you mean “{meant}”?", meant
    return f"one of {', '.join(here)}" if len(here) <= 9 else "", ""
