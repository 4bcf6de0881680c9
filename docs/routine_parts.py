"""Write the generated parts of `routines.md`: the keys from the schema, examples from the tests."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from supertimer.body.muscles import Muscle
from supertimer.paths import bundled_routines
from supertimer.routine.catalogue import catalogue
from supertimer.routine.compile import compile_routine
from supertimer.routine.files import routine_files
from supertimer.routine.parse import read_routine
from supertimer.routine.phrases import how_long, routine_lines
from supertimer.routine.schema import routine_schema

PROTOCOLS = Path(__file__).parent.parent / "tests" / "routine" / "protocols"

TABLES = {
    "": "At the top of the file",
    "Schedule": "`[schedule]`",
    "Manner": "In `[defaults]` and in an exercise",
    "Exercise": "In an `[[exercise]]` only",
    "TempoBlock": "A block of a `cadence`",
    "Warmup": "One of `warmup`",
    "Drop": "One of `drops`",
    "RestPause": "`rest_pause`",
    "ProgressRule": "`progress`",
}
"""The headings of the schema's tables, in the order of the page."""


HEAD = "| key | what can stand there | without it | |\n|---|---|---|---|"


def keys() -> str:
    """Return one table of keys per table of a routine file."""
    schema = routine_schema()
    definitions = {"": schema, **schema["$defs"]}
    shared = set(definitions["Manner"]["properties"])
    parts = []
    for name, heading in TABLES.items():
        table = definitions[name]
        rows = [
            _row(key, node, key in table.get("required", ()), schema["$defs"])
            for key, node in table["properties"].items()
            if name != "Exercise" or key not in shared
        ]
        parts.append("\n".join([f"### {heading}\n", HEAD, *rows]))
    return "\n\n".join(parts)


Node = Mapping[str, Any]


def _row(key: str, node: Node, required: bool, definitions: Node) -> str:
    kind = _kinds(node, definitions)
    default = "must be there" if required else _shown(node.get("default", ""))
    meaning = node.get("description") or _referred(node, definitions).get("description", "")
    return f"| `{key}` | {kind} | {default} | {meaning} |"


def _shown(value: object) -> str:
    return "" if value in ("", [], {}) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _referred(node: Node, definitions: Node) -> Node:
    found: Node = definitions[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    return found


def _kinds(node: Node, definitions: Node) -> str:
    """Return the possible values of a key: its words, examples, or kind of value."""
    node = _referred(node, definitions)
    choices = node.get("anyOf", ())
    share = any("const" in each for each in choices)  # a percentage, or 0
    if not share and any("pattern" in each and "examples" not in each for each in choices):
        return "a time"
    if "examples" in node:
        return ", ".join(_shown(each) for each in node["examples"])
    if "anyOf" in node:
        return " or ".join(dict.fromkeys(_kinds(each, definitions) for each in node["anyOf"]))
    if "enum" in node:
        words = [_shown(each) for each in node["enum"]]
        long = "an exercise of the catalog" if len(words) > len(Muscle) else "a muscle"
        return long if len(words) > 10 else ", ".join(words)
    if node["type"] == "array":
        return f"a list: {_kinds(node['items'], definitions)}"
    if node["type"] in ("integer", "number"):
        return f"{node['minimum']} to {node['maximum']}"
    return {"string": "text", "object": "a table"}[node["type"]]


def examples() -> str:
    """Return every protocol as a routine file, with the output of `supertimer show`."""
    return "\n\n".join(_example(path) for path in sorted(PROTOCOLS.glob("*.toml")))


def _example(path: Path) -> str:
    routine = read_routine(path)
    words = "\n".join(routine_lines(routine))
    text = path.read_text(encoding="utf-8").strip()
    return f"### {routine.name}\n\n```toml\n{text}\n```\n\n```text\n{words}\n```"


def bundled() -> str:
    """Return the table of the bundled routines."""
    return "\n".join(_bundled())


def _bundled() -> Iterator[str]:
    yield "| run it | | takes |\n|---|---|---|"
    for path in routine_files(bundled_routines()):
        routine = read_routine(path)
        length = how_long(compile_routine(routine))
        yield f"| `supertimer {path.stem}` | {routine.about} | {length} |"


def exercises() -> str:
    """Return the catalog, one line per muscle."""
    by_muscle: dict[str, list[str]] = {}
    for entry in catalogue():
        by_muscle.setdefault(entry.muscles[0], []).append(entry.name)
    return "\n".join(
        f"* **{muscle}**: {', '.join(by_muscle[muscle])}" for muscle in sorted(by_muscle)
    )


PARTS = {
    "bundled routines": bundled,
    "keys": keys,
    "examples": examples,
    "catalogue": exercises,
}
