"""The shape of the code: files that can be read at once, and names that mean one thing."""

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "supertimer"

LONGEST = 400
"""Lines of a file that a reader can still take in."""


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _files()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}
    assert lengths[SOURCE / "ui" / "app.py"] < 250


def test_a_class_name_means_one_class() -> None:
    found = defaultdict(list)
    for path in _files():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(SOURCE)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def _files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))
