"""The schema is made from the models, committed, and understood by the tools that editors use."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from supertimer.paths import bundled_routines
from supertimer.routine.check.explain import TABLES
from supertimer.routine.files import routine_files
from supertimer.routine.schema import FILE, routine_schema, schema_text

HERE = Path(__file__).parent
SCHEMA = bundled_routines() / FILE
BUNDLED = routine_files(bundled_routines())
PROTOCOLS = sorted((HERE / "protocols").glob("*.toml"))
WRONG = HERE / "wrong" / "everything.toml"


def tool(name: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert command, f"{name} is in the dependency group `test`"
    return subprocess.run(
        [command, *map(str, args)], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_committed_schema_is_the_one_of_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "supertimer schema > routines/routine.schema.json"
    )


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def test_every_key_is_described_and_no_other_key_allowed() -> None:
    schema = routine_schema()
    tables = [node for node in nodes(schema) if "properties" in node and "type" in node]
    assert len(tables) == len(TABLES)
    for table in tables:
        assert table["additionalProperties"] is False
        for key, node in table["properties"].items():
            inner = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
            assert node.get("description") or inner.get("description"), key
    assert not any(node.get("type") == "null" for node in nodes(schema)), "TOML has no null"


@pytest.mark.slow
def test_check_jsonschema_accepts_what_we_accept() -> None:
    done = tool("check-jsonschema", "--schemafile", SCHEMA, *BUNDLED, *PROTOCOLS)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_check_jsonschema_refuses_what_is_wrong() -> None:
    done = tool("check-jsonschema", "--schemafile", SCHEMA, WRONG)
    assert done.returncode == 1
    for key in ("nmae", "muscles[1]", "sets", "sides", "until", "schedule.days[0]"):
        assert key in done.stdout, key


def test_an_editor_with_tombi_sees_nothing_wrong_in_the_bundled_routines() -> None:
    assert tool("tombi", "lint", "--offline", *BUNDLED).returncode == 0


def test_an_editor_with_tombi_flags_what_is_wrong(tmp_path: Path) -> None:
    shutil.copy(SCHEMA, tmp_path)
    text = f"#:schema ./{FILE}\n" + WRONG.read_text(encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    done = tool("tombi", "lint", "--offline", tmp_path / "wrong.toml")
    assert done.returncode == 1
    for place in ("wrong.toml:19:8", "wrong.toml:24:9", "wrong.toml:28:48"):
        assert place in done.stdout + done.stderr, place


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_routine_is_no_longer_than_it_must_be(path: Path) -> None:
    """No exercise repeats what the defaults say already."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    defaults = document.get("defaults", {})
    for exercise in document["exercise"]:
        for key, value in exercise.items():
            assert defaults.get(key) != value, (exercise["name"], key)
