"""Golden files: what came out is compared with what was once read and found right."""

import os
from pathlib import Path


def compare(golden: Path, found: str) -> None:
    """`found` is what the file says; with UPDATE_GOLDEN set, the file is written first."""
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
