"""Beginning a routine of one's own: from the template, or from one that there is."""

import re
from collections.abc import Sequence
from pathlib import Path

from supertimer import paths
from supertimer.errors import SupertimerError
from supertimer.routine import library
from supertimer.routine.catalogue import known, suggestion
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.limits import read_content, scan
from supertimer.text import listed, literal, unsafe

TEMPLATE = Path(__file__).with_name("template.toml")
"""Every key once, most of them commented out."""

_FIRST_EXERCISE = "\n[[exercise]]\n"
_NAME_LINE = re.compile(r"^name\s*=.*$", re.MULTILINE)


def own_path(name: str) -> Path:
    """Where the user's routine called `name` lies or would lie.

    Raises:
        SupertimerError: the name cannot be that of a file.
    """
    stem = name.removesuffix(".toml").strip()
    if not stem or unsafe(stem) or re.search(r'[/\\:*?"<>|]', stem) or stem[0] in ".-":
        raise SupertimerError(f"“{literal(name)}” cannot be the name of a file")
    if len(stem) > 80:
        raise SupertimerError("the name is too long for a file: at most 80 characters")
    return paths.routines_dir() / f"{stem}.toml"


def create_routine(name: str, base: str | None = None, exercises: Sequence[str] = ()) -> Path:
    """Write a new routine, like `base` or the template, into the user's folder; return its path.

    With `exercises`, names of the catalogue, these take the place of those that were there. The
    schema is put beside the file, so that editors can complete and check.

    Raises:
        SupertimerError: the file already exists or cannot be written, the base cannot be read, or
            the catalogue does not have one of the exercises.
    """
    path = own_path(name)
    title = re.sub(r'["\\]', "", path.stem)
    text = _text(TEMPLATE if base is None else library.find(base))
    text = _NAME_LINE.sub(f'name = "{title}"', text, count=1)
    if exercises:
        text = text.partition(_FIRST_EXERCISE)[0] + "".join(map(_table, exercises))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SupertimerError(
            f"{literal(str(path))} already exists: `supertimer edit {literal(path.stem)}`"
        ) from None
    except OSError as error:
        raise SupertimerError(f"{literal(str(path))} cannot be written: {error.strerror}") from None
    write_schema(path.parent)
    return path


def _text(source: Path) -> str:
    text, found = scan(read_content(source))
    if found:
        raise RoutineError(found, str(source))
    return text.replace("\r\n", "\n")


def _table(name: str) -> str:
    """An exercise of the catalogue as the file says it."""
    entry = known(name)
    if entry is None:
        meant = suggestion(name)
        hint = f"; did you mean {meant}?" if meant else ""
        raise SupertimerError(f"the catalogue has no exercise {literal(name)}{hint}")
    sides = 'sides = "each"\n' if entry.sides == "each" else ""
    return f'{_FIRST_EXERCISE}name = "{entry.name}"  # {listed(entry.muscles)}\n{sides}'


def write_schema(folder: Path) -> None:
    """Put the current schema into the user's `folder`, if it can be written."""
    from supertimer.routine.schema import FILE, schema_text

    target, text = folder / FILE, schema_text()
    try:
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    except OSError:
        pass  # an editor without completion is no reason not to write a routine
