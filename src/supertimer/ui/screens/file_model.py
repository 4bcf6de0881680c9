"""Which files and folders a path means that is being typed."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from supertimer.errors import SupertimerError, reason

KINDS = (".csv", ".json", ".tsv", ".txt")
"""The names of files that an import can read end in one of these."""

MOST = 200
"""The most files, and the most folders, that are listed."""


class FolderError(SupertimerError):
    """A folder can't be listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder that a typed path may mean."""

    path: Path
    is_folder: bool
    changed: float = 0
    """When the file was changed, in seconds since 1970."""
    is_parent: bool = False
    """Whether it is the folder above the listed one."""


def first_folder() -> str:
    """Return the path of the folder of downloads, or of the home folder, as it is typed."""
    import platformdirs

    for folder in (platformdirs.user_downloads_path(), Path("~").expanduser()):
        if folder.is_dir():
            return typed(folder)
    return typed(Path.cwd())


def typed(path: Path, *, is_folder: bool = True) -> str:
    """Return a path as a user types it: `~/Downloads/`."""
    text = str(path)
    with suppress(ValueError, RuntimeError):
        text = str("~" / path.relative_to(Path.home()))
    return text + os.sep if is_folder and not text.endswith(os.sep) else text


def as_path(text: str) -> Path:
    """Return the path that a user typed or dropped, which a terminal may put into quotes."""
    plain = text.strip().strip("'\"")
    try:
        return Path(plain).expanduser()
    except RuntimeError:  # `~` of a user who does not exist
        return Path(plain)


def entries(text: str) -> list[Entry]:
    """Return what a typed path may mean: files, then folders.

    Files whose names begin with what was typed come first, and newer ones before older ones.

    Raises FolderError if the folder of the path can't be listed.
    """
    head, name = os.path.split(text.strip().strip("'\""))
    folder = as_path(head)
    try:
        with os.scandir(folder) as found:
            known = list(_fitting(found, name.casefold()))
    except (OSError, ValueError) as error:
        raise FolderError(f"can't list {folder}: {reason(error)}") from None
    files = sorted(
        (each for each in known if not each.is_folder),
        key=lambda each: (
            each.path.name != name,
            not each.path.name.casefold().startswith(name.casefold()),
            -each.changed,
            each.path.name,
        ),
    )
    folders = sorted((each for each in known if each.is_folder), key=lambda each: each.path.name)
    here = folder.absolute()
    parent = [] if name or here == here.parent else [Entry(here.parent, True, is_parent=True)]
    return [*files[:MOST], *parent, *folders[:MOST]]


def _fitting(found: "Iterator[os.DirEntry[str]]", name: str) -> Iterator[Entry]:
    """Yield the entries with `name` in their names; without one, only what an import can read."""
    for each in found:
        if each.name.startswith(".") and not name.startswith("."):
            continue
        if name not in each.name.casefold():
            continue
        try:
            is_folder, changed = each.is_dir(), each.stat().st_mtime
        except OSError:  # a broken link, or it was deleted just now
            continue
        if is_folder or name or each.name.casefold().endswith(KINDS):
            yield Entry(Path(each.path), is_folder, changed)
