"""Find routines by name: the user's own first, then the bundled ones."""

from dataclasses import dataclass
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.paths import bundled_routines, routines_dir
from supertimer.routine.files import routine_files
from supertimer.routine.summary import read_summary
from supertimer.text import literal, near


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """A routine file that can be run by name."""

    name: str
    """The file's name without `.toml`."""
    path: Path
    bundled: bool


def listing() -> tuple[RoutineFile, ...]:
    """Return all routines by name; the user's own come first and hide bundled ones."""
    found: dict[str, RoutineFile] = {}
    for folder, bundled in ((routines_dir(), False), (bundled_routines(), True)):
        for path in routine_files(folder):
            found.setdefault(path.stem, RoutineFile(path.stem, path, bundled))
    return tuple(found.values())


def find(name_or_path: str) -> Path:
    """Return an existing path, or else a routine by the name of its file or its own name.

    A folder does not count as a file.

    Raises:
        SupertimerError: not found; the message offers a similar name.
    """
    path = Path(name_or_path).expanduser()
    try:
        if path.exists() and not path.is_dir():
            return path
    except (OSError, ValueError):
        raise SupertimerError(f"{literal(name_or_path)} can't be a file name") from None
    entries = {entry.name: entry for entry in listing()}
    name = name_or_path.removesuffix(".toml")
    if name in entries:
        return entries[name].path
    for entry in entries.values():
        found = read_summary(entry.path)
        if found is not None and found.name.casefold() == name.strip().casefold():
            return entry.path
    meant = near(name, tuple(entries))
    hint = f"did you mean {meant}?" if meant else "to see all routines, run supertimer list"
    kind = "file" if path.suffix or len(path.parts) > 1 else "routine"
    raise SupertimerError(f"{kind} not found: {literal(name_or_path)}; {hint}")
