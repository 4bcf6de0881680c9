"""The JSON Schema of routine files, made from the models that validate them."""

import ast
import inspect
import itertools
import json
from types import ModuleType
from typing import Any

from supertimer.routine import model
from supertimer.routine.model import Routine, Table

FILE = "routine.schema.json"
"""The name of the schema file next to the routines."""


def routine_schema() -> dict[str, Any]:
    """Return the schema: every key with its description, for editors."""
    return schema_of(Routine, model, "A supertimer routine")


def schema_of(table: type[Table], module: ModuleType, title: str) -> dict[str, Any]:
    """Return the schema of a file that `table` validates; the models are those of `module`."""
    schema = _plain(table.model_json_schema())
    tables = {table.__name__: schema, **schema["$defs"]}
    for name, texts in _descriptions(module).items():
        properties = tables.get(name, {}).get("properties", {})
        for key, node in properties.items():
            properties[key] = {"description": texts[key], **node}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    }
    return {**head, **schema}


def _descriptions(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return the text under each field of each model, inherited ones too, on one line."""
    found: dict[str, dict[str, str]] = {}
    for table in ast.parse(inspect.getsource(module)).body:
        if not isinstance(table, ast.ClassDef):
            continue
        texts = found[table.name] = {}
        for base in table.bases:
            texts |= found.get(ast.unparse(base), {})
        for field, below in itertools.pairwise(table.body):
            if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
                texts[ast.unparse(field.target)] = " ".join(ast.literal_eval(below.value).split())
    return found


def schema_text() -> str:
    """Return the schema as it is printed and committed."""
    return as_text(routine_schema())


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema the way it is printed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _plain(node: Any) -> Any:
    """Return `node` without titles that repeat the keys, and without null, which TOML lacks."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: _plain(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and value is not None
    }
    choices = [each for each in plain.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1 and len(choices) < len(plain["anyOf"]):
        del plain["anyOf"]
        plain = {**choices[0], **plain}
    elif choices:
        plain["anyOf"] = choices
    if isinstance(text := plain.get("description"), str):
        plain["description"] = " ".join(text.split())
    return plain
