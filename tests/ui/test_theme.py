"""Phases can be told apart wherever they are seen."""

from itertools import combinations

import pytest
from rich.color import Color, ColorSystem

from supertimer.ui.theme import DARK, DARK_16, LIGHT, LIGHT_16, THEMES, Palette, palette, themes

PHASES = ("lift", "lower", "hold", "push", "rest")


def luminance(colour: str) -> float:
    """Relative luminance, after WCAG 2.2."""
    channels = [value / 255 for value in Color.parse(colour).get_truecolor()]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("looks", [DARK, LIGHT, DARK_16, LIGHT_16])
def test_every_color_contrasts_with_the_ground(looks: Palette) -> None:
    for name in (*PHASES, "ready"):
        assert contrast(getattr(looks, name), looks.ground) >= 3, f"{name}: large text"
    assert contrast(looks.text, looks.ground) >= 7
    assert contrast(looks.quiet, looks.ground) >= 4.5


@pytest.mark.parametrize("looks", [DARK_16, LIGHT_16])
def test_phases_differ_in_16_colors(looks: Palette) -> None:
    for one, other in combinations((*PHASES, "ground", "track"), 2):
        colours = [
            Color.parse(getattr(looks, name)).downgrade(ColorSystem.STANDARD).number
            for name in (one, other)
        ]
        assert colours[0] != colours[1], (one, other)


@pytest.mark.parametrize("looks", [DARK, LIGHT])
def test_phases_differ_in_256_colors(looks: Palette) -> None:
    numbers = [
        Color.parse(getattr(looks, name)).downgrade(ColorSystem.EIGHT_BIT).number
        for name in (*PHASES, "ground")
    ]
    assert len(set(numbers)) == len(numbers)


def test_the_palette_follows_the_terminal() -> None:
    assert palette(dark=True, colors="standard") is DARK_16
    assert palette(dark=True, colors="truecolor") is DARK
    assert palette(dark=False, colors="256") is LIGHT


def test_what_is_highlighted_has_its_own_ground_in_16_colors() -> None:
    for theme in themes("standard"):
        assert theme.background is not None and theme.panel is not None and theme.primary
        ground, panel, text = (
            Color.parse(color).downgrade(ColorSystem.STANDARD).number
            for color in (theme.background, theme.panel, theme.primary)
        )
        assert len({ground, panel, text}) == 3
        assert contrast(theme.primary, theme.panel) >= 4.5
    assert [theme.name for theme in themes("standard")] == [theme.name for theme in THEMES]
    assert themes("truecolor") is THEMES
