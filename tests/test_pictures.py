"""The pictures of the README and the docs: current, used, and small."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.segment import Segment
from rich.style import Style

from docs.drawing import moving
from docs.pictures import FOLDER, pictures
from supertimer.ui.drawing import still

ROOT = Path(__file__).parents[1]
ONE, OTHER, GROUND = Style(color="#ff0000"), Style(color="#00ff00", bold=True), "#000000"


async def test_the_pictures_are_current() -> None:
    drawn = await pictures()
    kept = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    stale = {name for name in {*drawn, *kept} if drawn.get(name) != kept.get(name)}
    assert not stale, "run make screenshot, and look at the pictures"


def test_every_picture_is_shown_and_small() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set(FOLDER.glob("*.svg"))
    assert all(path.stat().st_size < 400_000 for path in shown)
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert "docs/pictures/set.svg" in first, "the moving one is on the first screen"


def test_a_still_picture_draws_blocks_as_shapes_and_text_in_its_cells() -> None:
    svg = still([[Segment("▄█ a  b", ONE), Segment("<", OTHER)]], GROUND)
    ElementTree.fromstring(svg)
    assert '<path fill="#ff0000" d="M10 0h10v20h-10zM0 10h10v10h-10z"/>' in svg
    assert '<text x="30" y="15" textLength="10" fill="#ff0000">a</text>' in svg
    assert '<text x="60" y="15" textLength="10" fill="#ff0000">b</text>' in svg
    assert (
        '<text x="70" y="15" textLength="10" fill="#00ff00" font-weight="bold">&lt;</text>' in svg
    )


def test_a_moving_picture_has_each_version_of_a_row_once() -> None:
    frames = [([[Segment("same", ONE)], [Segment(text, ONE)]], 100) for text in ("on", "off", "on")]
    svg = moving(frames, GROUND)
    ElementTree.fromstring(svg)
    assert svg.count(">same<") == svg.count(">on<") == svg.count(">off<") == 1
    assert re.search(r"<g class=\"\w+\"><text [^>]*>on<", svg), "it is in the first frame"
    assert re.search(r"<g class=\"\w+ h\"><text [^>]*>off<", svg)
    off = "0%{visibility:hidden}33.333%{visibility:visible}66.667%{visibility:hidden}"
    on = "0%{visibility:visible}33.333%{visibility:hidden}66.667%{visibility:visible}"
    assert off in svg and on in svg
    assert "animation:300ms" in svg and "prefers-reduced-motion" in svg


@pytest.mark.parametrize("style", [Style(color="#ff0000", bgcolor="#0000ff", reverse=True)])
def test_what_is_reversed_swaps_its_colors(style: Style) -> None:
    svg = still([[Segment("a", style)]], GROUND)
    assert '<path fill="#ff0000" d="M0 0h10v20h-10z"/>' in svg
    assert 'fill="#0000ff">a<' in svg
