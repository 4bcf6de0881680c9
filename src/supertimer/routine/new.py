"""Create a routine file from the template or from another routine."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from supertimer import paths
from supertimer.errors import SupertimerError
from supertimer.routine import library
from supertimer.routine.catalogue import known, suggestion
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.files import is_test
from supertimer.routine.limits import read_content, scan
from supertimer.routine.parse import parse_routine
from supertimer.text import listed, literal, unsafe

TEMPLATE = Path(__file__).with_name("template.toml")
"""Every key once, most of them commented out."""

_FIRST_EXERCISE = "\n[[exercise]]\n"
_NAME_LINE = re.compile(r"^name\s*=.*$", re.MULTILINE)


def own_path(name: str) -> Path:
    """Return the path of the user's routine `name`, which need not exist.

    Raises:
        SupertimerError: the name can't be a file name.
    """
    stem = name.removesuffix(".toml").strip()
    if not stem or unsafe(stem) or re.search(r'[/\\:*?"<>|]', stem) or stem[0] in ".-":
        raise SupertimerError(f"“{literal(name)}” can't be a file name")
    if len(stem) > 80:
        raise SupertimerError("the name is too long for a file: the maximum is 80 characters")
    path = paths.routines_dir() / f"{stem}.toml"
    if is_test(path):
        raise SupertimerError(f"“{literal(name)}” is the name of a test file; leave out “.test”")
    return path


def create_routine(name: str, base: str | None = None, exercises: Sequence[str] = ()) -> Path:
    """Write a new routine, like `base` or the template, to the user's folder; return its path.

    `exercises`, names from the catalog, replace the exercises of the base. The schema is written
    next to the file, so that editors can complete and check.

    Raises:
        SupertimerError: the file already exists or can't be written, the base can't be read, or
            the catalog does not have one of the exercises.
    """
    path = own_path(name)
    title = re.sub(r'["\\]', "", path.stem)
    text = _text(TEMPLATE) if base is None else _base(library.find(base))
    text = _NAME_LINE.sub(f'name = "{title}"', text, count=1)
    if exercises:
        text = text.partition(_FIRST_EXERCISE)[0] + "".join(map(_table, exercises))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SupertimerError(
            f"{literal(str(path))} already exists: to edit it, run supertimer edit "
            f"{shlex.quote(literal(path.stem))}"
        ) from None
    except OSError as error:
        raise SupertimerError(f"{literal(str(path))} can't be written: {error.strerror}") from None
    write_schema(path.parent)
    return path


def _base(source: Path) -> str:
    """Return the text of a file, if it reads as a routine; no other file is copied."""
    parse_routine(read_content(source), str(source))
    return _text(source)


def _text(source: Path) -> str:
    text, found = scan(read_content(source))
    if found:
        raise RoutineError(found, str(source))
    return text.replace("\r\n", "\n")


def _table(name: str) -> str:
    """Return an exercise of the catalog as a file writes it."""
    entry = known(name)
    if entry is None:
        meant = suggestion(name)
        hint = f"; did you mean “{meant}”?" if meant else ""
        raise SupertimerError(f"the catalog has no exercise “{literal(name)}”{hint}")
    sides = 'sides = "each"\n' if entry.sides == "each" else ""
    return f'{_FIRST_EXERCISE}name = "{entry.name}"  # {listed(entry.muscles)}\n{sides}'


def write_schema(folder: Path) -> None:
    """Write the current schema to the user's `folder`, if possible."""
    from supertimer.routine.schema import FILE, schema_text

    target, text = folder / FILE, schema_text()
    try:
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    except OSError:
        pass  # the routine works without the schema
