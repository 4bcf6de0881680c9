"""The generated parts of the docs are those that the code would write now."""

import pytest

from docs.generate import DOCS, PARTS, renewed


@pytest.mark.parametrize("file", PARTS)
def test_generated_parts_are_fresh(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == renewed(file), "run `make docs`"
