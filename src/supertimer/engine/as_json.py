"""Events as JSON objects, which `simulate --json`, `run --events` and `replay --json` print."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from supertimer.engine.events import Event
from supertimer.engine.plan import RestLabel
from supertimer.engine.result import SetResult
from supertimer.units import Load


def as_json(event: Event) -> Mapping[str, object]:
    """Return the event's JSON object: keys in a fixed order, without those that do not apply."""
    found: dict[str, object] = {"event": event.event, "segment": getattr(event, "segment", None)}
    for field in fields(event):
        value = getattr(event, field.name)
        found |= _ENCODED[field.name](value) if field.name in _ENCODED else {field.name: value}
    return {key: found[key] for key in _KEYS if found.get(key) is not None}


_KEYS = (
    *("at", "event", "segment", "exercise", "set", "kind", "side", "rep", "phase", "seconds"),
    *("tul_ms", "reps", "ended_by", "bodyweight", "load", "unit", "per_hand"),
    *("load_name", "effort", "label", "after", "estimated", "paused", "order"),
)


def load_json(load: Load | None) -> Mapping[str, object]:
    """Return the keys of a load."""
    if load is None:
        return {}
    if load.name:
        return {"load_name": load.name}
    form = {"bodyweight": load.bodyweight or None, "per_hand": load.per_hand or None}
    if load.bodyweight and not load.amount:
        return form
    return {**form, "load": json_number(load.amount), "unit": load.unit}


def _result(result: SetResult) -> Mapping[str, object]:
    return {
        "tul_ms": result.tul_ms,
        "reps": None if result.reps is None else json_number(Decimal(result.reps) / 100),
        "ended_by": result.ended_by,
        **load_json(result.load),
        "estimated": result.estimated or None,
        "paused": result.paused or None,
    }


_ENCODED: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    "ms": lambda ms: {"seconds": json_number(Decimal(ms) / 1000)},
    "load": load_json,
    "result": _result,
    "order": lambda order: {"order": list(order)},
    "label": lambda label: {} if label is RestLabel.REST else {"label": label},
}
"""Attributes that have another name in the JSON. Keys that are not in `_KEYS` are not printed."""


def json_number(amount: Decimal) -> int | float:
    """Return a decimal as the number that JSON writes the same way: 120, 52.5."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
