"""Beginning a routine of one's own: from the template, or from one that there is."""

import re
from pathlib import Path

from supertimer import paths
from supertimer.errors import SupertimerError
from supertimer.routine import library
from supertimer.routine.literal import literal, unsafe

TEMPLATE = Path(__file__).with_name("template.toml")
"""Every key once, most of them commented out."""

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


def draft(name: str, base: str | None = None) -> Path:
    """A new file in the user's folder, like the routine `base` or the template; its path.

    The schema is laid beside it, so that editors can complete and check.

    Raises:
        SupertimerError: there is such a file already, or no such base, or it cannot be written.
    """
    path = own_path(name)
    source = TEMPLATE if base is None else library.find(base)
    title = re.sub(r'["\\]', "", path.stem)
    text = _NAME_LINE.sub(f'name = "{title}"', source.read_text(encoding="utf-8"), count=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SupertimerError(
            f"there is {literal(str(path))} already: `supertimer edit {literal(path.stem)}`"
        ) from None
    except OSError as error:
        raise SupertimerError(f"{literal(str(path))} cannot be written: {error.strerror}") from None
    lay_schema(path.parent)
    return path


def lay_schema(folder: Path) -> None:
    """Put the current schema into the user's `folder`, if it can be written."""
    from supertimer.routine.schema import FILE, schema_text

    target, text = folder / FILE, schema_text()
    try:
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    except OSError:
        pass  # an editor without completion is no reason not to write a routine
