"""Whether a routine can be used, told without the models that validate it.

`supertimer next` has no time to load those. It asks the JSON Schema that is made from them, which
knows keys, kinds of values and choices; and of what has a notation the commonest forms are known
here, so that its readers are loaded for the others only. What is left are faults that no value has
by itself: `supertimer check` finds those, too.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from supertimer.paths import bundled_routines
from supertimer.text import unsafe

Node = Mapping[str, Any]

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
_READERS = {
    "tempo": "tempo", "until": "end", "target": "target", "settings": "settings",
    "load": "load", "increment": "load", "loads": "load",
    "effort": "percent", "up": "percent", "down": "percent", "drops": "drop",
    "ready": "short", "push": "short", "switch": "short", "reach": "short",
    "rest": "rest", "cap": "set length", "recovery": "recovery",
    "Warmup.load": "percent", "RestPause.load": "percent", "Drop.load": "drop",
    "RestPause.rest": "short", "Drop.rest": "short",
}  # fmt: skip
"""Keys of values that have a notation -> the reader; with the table's name where that matters."""
_ANY_CASE = ("muscles", "also", "covers")
"""Keys of words that may be written with capitals, and spaces around them."""

_PHASE = r"(?:lift|lower|hold|squeeze|stretch|reset) [1-9][0-9]?"
_COMMON = {
    "tempo": rf"(?!(?:reset [0-9, ]+)+$){_PHASE}(?:, {_PHASE}){{0,7}}|[1-9][0-9]?/[1-9][0-9]?",
    "end": r"fatigue|[1-9][0-9]? reps?|[1-9][0-9]{1,2}s",
    "target": r"([1-9][0-9]{0,2})-([1-4]?[0-9]{1,2})(?:s| reps)",
    "settings": r"[A-Za-z0-9][A-Za-z0-9 .-]{0,40}",
    "load": r"[0-9]{1,3}(?:\.[0-9])?(?: (?:lb|kg))?|bodyweight|none",
    "percent": r"[1-9][0-9]?%|100%",
    "drop": r"-[1-9][0-9]?%",
    "short": r"[1-5]?[0-9]{1,2}s?",
    "rest": r"[1-5]?[0-9]{1,2}s?",
    "set length": r"[1-9][0-9]{0,2}s?|[1-9]m",
    "recovery": r"[1-9][0-9]?h",
}
"""By reader: forms that are right whatever the digits are, if only a window ends after it begins; a
tempo of resets alone, or too long, is none."""


def usable(table: Node) -> bool:
    """Whether nothing is wrong with any single value of a routine's document."""
    schema = _schema()
    return _fits(table, schema, schema["$defs"], "")


@cache
def _schema() -> Node:
    path = bundled_routines() / "routine.schema.json"
    schema: Node = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _fits(value: object, node: Node, defs: Node, name: str) -> bool:
    """Whether the schema's `node` and the notation allow `value`.

    `name` is that of the table for a table, else that of its table and its key: "Drop.load".
    """
    if "$ref" in node:
        table = node["$ref"].rpartition("/")[2]
        return _fits(value, defs[table], defs, name if "enum" in defs[table] else table)
    if "anyOf" in node:
        return any(_fits(value, choice, defs, name) for choice in node["anyOf"])
    if not isinstance(value, _KINDS[node["type"]]) or isinstance(value, bool):
        return False
    key = name.rpartition(".")[2]
    if isinstance(value, list):
        count = node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value))
        return count and all(_fits(each, node["items"], defs, name) for each in value)
    reader = _READERS.get(name) or _READERS.get(key)
    if reader and not _readable(reader, value):
        return False
    if isinstance(value, dict):
        keys = node.get("properties", {})
        return all(each in value for each in node.get("required", ())) and (
            bool(reader) or all(
                each in keys and _fits(one, keys[each], defs, f"{name}.{each}")
                for each, one in value.items()
            )
        )  # fmt: skip
    if isinstance(value, str):
        return bool(reader) or _is_text(value, node, key)
    assert isinstance(value, int | float)
    return bool(node.get("minimum", value) <= value <= node.get("maximum", value))


def _is_text(value: str, node: Node, key: str) -> bool:
    """Whether the schema's `node` allows a text that has no notation."""
    if "enum" in node:
        return (value.strip().lower() if key in _ANY_CASE else value) in node["enum"]
    size = len(value.strip())
    return node.get("minLength", 0) <= size <= node.get("maxLength", size) and not unsafe(value)


def _readable(reader: str, value: object) -> bool:
    """Whether `value` is right in its notation."""
    texts = [*value, *value.values()] if isinstance(value, dict) else [value]
    if len(texts) <= 40 and all(_is_common(reader, each) for each in texts):  # 20 settings
        return True
    from supertimer.routine.notation import NotationError
    from supertimer.routine.readers import READERS

    try:
        READERS[reader](value)
    except NotationError:
        return False
    return True


def _is_common(reader: str, value: object) -> bool:
    if type(value) is int and 0 <= value < 1000:
        value = str(value)
    found = re.fullmatch(_COMMON[reader], value) if isinstance(value, str) else None
    return found is not None and (reader != "target" or int(found[1]) < int(found[2]))
