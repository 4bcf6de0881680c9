"""What is said in short is said in docs/evidence.md; the unit files are those of the docs."""

import re
from pathlib import Path

import pytest

from supertimer.body.safety import EVIDENCE, SAFETY_CARD

DOCS = Path(__file__).parents[2] / "docs"
EVERY_TEXT = (*(f"{head} {text}" for head, text in SAFETY_CARD), *EVIDENCE.values())


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_every_number_has_its_place_in_the_evidence(text: str) -> None:
    evidence = (DOCS / "evidence.md").read_text(encoding="utf-8")
    for number in re.findall(r"\d[\d.,/]*\d|\d", text):
        # a pound's 5.9 kcal are called 6 for short
        assert number == "6" or re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", evidence)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_it_is_plain_text_of_a_paragraph(text: str) -> None:
    assert text.isascii()
    assert not re.search(r"[\n\[\]`*_<>]|  ", text)
    assert text.endswith(".")


def test_every_source_is_cited_and_every_citation_has_a_source() -> None:
    text, sources = (DOCS / "evidence.md").read_text(encoding="utf-8").split("## Sources")
    cited = {int(n) for found in re.findall(r"\[([\d, ]+)", text) for n in found.split(", ") if n}
    listed = [int(number) for number in re.findall(r"^(\d+)\. ", sources, re.M)]
    assert listed == list(range(1, len(listed) + 1))
    assert cited == set(listed)


@pytest.mark.parametrize("name", ["supertimer-next.service", "supertimer-next.timer"])
def test_the_unit_files_are_those_of_the_page(name: str) -> None:
    page = (DOCS / "reminders.md").read_text(encoding="utf-8")
    unit = (DOCS / "systemd" / name).read_text(encoding="utf-8")
    assert f"```ini\n# {name}\n{unit}```" in page
