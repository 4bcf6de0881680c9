"""The schema of test files, as editors use it."""

from typing import Any

from supertimer.headless.reading import FORM, SCHEMA, schema_of_tests
from supertimer.paths import bundled_routines
from tests.headless.test_bundled import TESTS
from tests.headless.test_scenario import HERE
from tests.routine.test_schema import nodes, tool


def test_every_key_is_described_and_no_other_key_allowed() -> None:
    schema = schema_of_tests()
    tables = [node for node in nodes(schema) if "properties" in node and "type" in node]
    assert len(tables) == len(FORM.tables)
    for table in tables:
        assert table["additionalProperties"] is False
        for key, node in table["properties"].items():
            inner: dict[str, Any] = node
            if "$ref" in node:
                inner = schema["$defs"][node["$ref"].rpartition("/")[2]]
            assert node.get("description") or inner.get("description"), key


def test_check_jsonschema_accepts_what_we_accept() -> None:
    done = tool("check-jsonschema", "--schemafile", bundled_routines() / SCHEMA, *TESTS)
    assert done.returncode == 0, done.stdout


def test_check_jsonschema_refuses_what_is_invalid() -> None:
    wrong = HERE / "wrong" / "everything.toml"
    done = tool("check-jsonschema", "--schemafile", bundled_routines() / SCHEMA, wrong)
    assert done.returncode == 1
    for key in ("nmae", "routin", "tock", "scenario[0].do[3]", "side"):
        assert key in done.stdout, key


def test_an_editor_with_tombi_sees_nothing_wrong_in_the_bundled_scenarios() -> None:
    done = tool("tombi", "lint", "--offline", *TESTS)
    assert done.returncode == 0, done.stdout + done.stderr
