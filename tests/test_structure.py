"""The shape of the code: files that can be read at once, and names that mean one thing."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
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


PRIVATE = {
    "audio/output/simpleaudio.py": {"_simpleaudio"},  # its error has no public name
    "audio/score/cue.py": {"_value_"},  # the documented name in an enum
    # Textual has no public way to continue after SIGSTOP, or to go on while a closed terminal takes
    # nothing more of what is drawn.
    "ui/trouble.py": {
        "_auto_restart",
        "_driver",
        "_must_signal_resume",
        "_queue",
        "_writer_thread",
    },
    # The one place that writes past Textual's compositor, which has no public door.
    "ui/workout/cells.py": {
        "_batch_count",
        "_compositor",
        "_driver",
        "_layout_required",
        "_recompose_required",
        "_scroll_required",
        "_styles_cache",
    },
}
"""The private names of libraries that have no public substitute, and why."""

BY_NAME = ("getattr", "setattr", "hasattr", "delattr")


def test_libraries_are_used_by_their_public_names() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _files()}
    own = set().union(*map(_defined, trees.values()))
    found = {
        str(path.relative_to(SOURCE)): names
        for path, tree in trees.items()
        if (names := set(_private_names(tree, own)))
    }
    assert found == PRIVATE


def test_no_screen_hides_a_private_name_of_textual() -> None:
    spec = find_spec("textual")
    assert spec is not None and spec.origin is not None
    theirs: set[str] = set()
    for name in ("app", "screen", "widget", "dom", "message_pump", "containers"):
        text = Path(spec.origin).with_name(f"{name}.py").read_text(encoding="utf-8")
        theirs |= set(re.findall(r"\b(?:self\.|def )(_[a-z]\w*)", text))
    assert {"_driver", "_handle_exception", "_closing"} <= theirs
    for path in sorted((SOURCE / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                hidden = _defined(node) & theirs
                # Textual has no public way to learn of a bug in a widget.
                allowed = {"_handle_exception"} if node.name == "EndingApp" else set()
                assert hidden == allowed, f"{path.name}: {node.name}"


def _private_names(tree: ast.Module, own: set[str]) -> Iterator[str]:
    """The private names that a file takes from others: imported, read by name, or of an object.

    `own` has those that the project defines: an object of the project may inherit them.
    """
    here = _defined(tree)
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [part for each in node.names for part in each.name.split(".")]
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
        elif isinstance(node, ast.Attribute):
            inherits = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            names = [] if node.attr in (own if inherits else here) else [node.attr]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            names = [str(each.value) for each in node.args if isinstance(each, ast.Constant)]
        yield from (name for name in names if re.match(r"_[^_]", name))


def _defined(tree: ast.AST) -> set[str]:
    """The private names that a file or a class defines."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {node.attr} if ast.unparse(node.value) == "self" else set()
    return {name for name in found if re.match(r"_[^_]", name)}


def _files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))
