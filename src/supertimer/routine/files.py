"""Which files of a folder are routines: every `.toml` but tests, which lie beside them."""

from pathlib import Path

TEST = ".test.toml"
"""How the name of a test file ends: `legs.test.toml` tests `legs.toml`."""


def routine_files(folder: Path) -> list[Path]:
    """Return the routine files in `folder` by name; none if the folder does not exist."""
    return sorted(path for path in folder.glob("*.toml") if not is_test(path))


def is_routine(path: Path) -> bool:
    """Return whether `path` is named like a routine file."""
    return path.suffix == ".toml" and not is_test(path)


def is_test(path: Path) -> bool:
    """Return whether `path` is named like a test file."""
    return path.name.endswith(TEST)
