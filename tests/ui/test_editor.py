"""A routine in the user's own editor."""

import sys
from pathlib import Path

import pytest

from supertimer.errors import SupertimerError
from supertimer.routine.library import listing
from supertimer.routine.parse import read_routine
from supertimer.ui.editor import open_editor, own_copy


def test_a_bundled_routine_is_copied_before_editing(folders: Path) -> None:
    bundled = next(entry for entry in listing() if entry.bundled)
    path = own_copy(bundled)
    assert path.parent == folders / "routines"
    assert read_routine(path).exercise == read_routine(bundled.path).exercise
    own = next(entry for entry in listing() if entry.path == path)
    assert own_copy(own) == path, "what is one's own is changed where it is"


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_the_named_editor_is_started_with_the_file(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    script = tmp_path / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('edited')")
    monkeypatch.setenv(variable, f"{sys.executable} '{script}'")
    path = tmp_path / "with a space.toml"
    path.touch()
    open_editor(path)
    assert path.read_text() == "edited"


@pytest.mark.parametrize("editor", ["/nowhere/vi", "'unclosed"])
def test_a_missing_editor_is_an_error(
    editor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(SupertimerError, match="can't start the editor"):
        open_editor(tmp_path / "x.toml")


def test_a_failing_editor_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c 'raise SystemExit(3)'")
    with pytest.raises(SupertimerError, match="failed with exit status 3"):
        open_editor(tmp_path / "x.toml")


def test_a_blank_editor_variable_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "  ")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SupertimerError, match="no editor found: set EDITOR"):
        open_editor(tmp_path / "x.toml")
