"""Whether a routine can be used, told without the models that validate it.

`supertimer next` has no time to load those. It asks the JSON Schema that is made from them, which
knows keys, kinds of values and choices; and of what stands in quotes the commonest forms are known
here, so that the whole notation is loaded for the others only. What is left are faults that no
value has by itself: `supertimer check` finds those, too.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from supertimer.paths import bundled_routines

Node = Mapping[str, Any]

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
_PHASE = r"(?:lift|lower|hold|squeeze|stretch|reset) [1-9][0-9]?"
_LOAD = re.compile(r"[0-9]{1,3}(?:\.[0-9])? (?:lb|kg)|bodyweight|none")
_WINDOW = re.compile(r"([1-9][0-9]{0,2})-([1-9][0-9]{0,2})(?:s| reps)")
_COMMON = {
    "tempo": re.compile(
        rf"(?!(?:reset [0-9, ]+)+$){_PHASE}(?:, {_PHASE}){{0,7}}|[1-9][0-9]?/[1-9][0-9]?"
    ),
    "until": re.compile(r"fatigue|[1-9][0-9]? reps?|[1-9][0-9]{1,2}s"),
    "load": _LOAD,
    "increment": _LOAD,
}
"""Forms that are right whatever the digits are; a tempo of resets alone, or too long, is none."""
_KEYS = (*_COMMON, "target")


def usable(table: Node) -> bool:
    """Whether nothing is wrong with any single value of a routine's document."""
    schema = _schema()
    if not _fits(table, schema, schema["$defs"]):
        return False
    parts = [table.get("defaults", {}), *table["exercise"]]
    parts += [block for part in parts for block in part.get("cadence", ())]
    return all(_readable(key, part[key]) for part in parts for key in _KEYS if key in part)


@cache
def _schema() -> Node:
    path = bundled_routines() / "routine.schema.json"
    schema: Node = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _fits(value: object, node: Node, defs: Node) -> bool:
    """Whether the schema's `node` allows `value`; case and spaces around it mean nothing."""
    if "$ref" in node:
        return _fits(value, defs[node["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in node:
        return any(_fits(value, choice, defs) for choice in node["anyOf"])
    if not isinstance(value, _KINDS[node["type"]]) or isinstance(value, bool):
        return False
    if isinstance(value, str):
        text = value.strip().lower()
        size = len(value.strip())
        return (
            ("enum" not in node or text in node["enum"])
            and ("pattern" not in node or re.search(node["pattern"], text) is not None)
            and node.get("minLength", 0) <= size <= node.get("maxLength", size)
        )
    if isinstance(value, list):
        count = node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value))
        return count and all(_fits(each, node["items"], defs) for each in value)
    if isinstance(value, dict):
        keys, others = node.get("properties", {}), node["additionalProperties"]
        return all(key in value for key in node.get("required", ())) and all(
            _fits(each, keys[key], defs) if key in keys
            else isinstance(others, dict) and _fits(each, others, defs)
            for key, each in value.items()
        )  # fmt: skip
    assert isinstance(value, int | float)
    return bool(node.get("minimum", value) <= value <= node.get("maximum", value))


def _readable(key: str, value: object) -> bool:
    if key in _COMMON and isinstance(value, str) and _COMMON[key].fullmatch(value):
        return True
    if key in ("load", "increment") and type(value) is int and 0 <= value < 1000:
        return True
    if key == "target" and isinstance(value, str) and (window := _WINDOW.fullmatch(value)):
        return int(window[1]) < int(window[2])
    from supertimer.routine import notation

    read = {"tempo": notation.tempo, "until": notation.end, "target": notation.target}
    try:
        read.get(key, notation.load)(value)
    except notation.NotationError:
        return False
    return True
