"""The colors, the motion, and the two themes of supertimer; Textual has more themes.

Each phase has one color. Lifting is orange and lowering is blue, because every common kind of color
blindness keeps this pair apart (after the palette of Okabe and Ito, 2008). A word always names the
phase as well.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.style import Style
from textual.constants import TEXTUAL_ANIMATIONS
from textual.theme import Theme
from textual.types import AnimationLevel

if TYPE_CHECKING:
    from supertimer.engine.cadence import PhaseName


@dataclass(frozen=True)
class Palette:
    """The colors of a frame."""

    ground: str
    text: str
    quiet: str
    """For text that is not important."""
    track: str
    """For the empty part of a bar."""
    lift: str
    lower: str
    hold: str
    push: str
    rest: str
    ready: str

    @cached_property
    def base(self) -> Style:
        """The style of text on the ground."""
        return Style(color=self.text, bgcolor=self.ground)

    @cached_property
    def plain(self) -> Style:
        """The style of normal text."""
        return Style(color=self.text)

    @cached_property
    def strong(self) -> Style:
        """The style of important text."""
        return Style(color=self.text, bold=True)

    @cached_property
    def dim(self) -> Style:
        """The style of text that is not important."""
        return Style(color=self.quiet)

    def phase(self, name: "PhaseName") -> str:
        """Return the color of a phase."""
        colors = {"lift": self.lift, "lower": self.lower, "reset": self.rest}
        return colors.get(name, self.hold)


DARK = Palette(
    ground="#0e1116",
    text="#eef1f5",
    quiet="#8a93a0",
    track="#252b35",
    lift="#ff9f1c",
    lower="#4cc2ff",
    hold="#f4e285",
    push="#ff5d8f",
    rest="#4fd6a5",
    ready="#dfe5ec",
)
LIGHT = Palette(
    ground="#fbfbf8",
    text="#14181d",
    quiet="#5d6672",
    track="#dde1e6",
    lift="#b85600",
    lower="#0063b1",
    hold="#7a6400",
    push="#c2185b",
    rest="#00734f",
    ready="#30363d",
)

DARK_16 = Palette(
    ground="#000000",
    text="#ffffff",
    quiet="#aaaaaa",
    track="#555555",
    lift="#ffff55",
    lower="#55ffff",
    hold="#ffffff",
    push="#ff5555",
    rest="#55ff55",
    ready="#aaaaaa",
)
LIGHT_16 = Palette(
    ground="#ffffff",
    text="#000000",
    quiet="#555555",
    track="#aaaaaa",
    lift="#aa5500",
    lower="#0000aa",
    hold="#aa00aa",
    push="#aa0000",
    rest="#00aa00",
    ready="#555555",
)
"""Exact colors for terminals with 16 colors, so that all phases differ."""


def palette(*, dark: bool, colors: str | None) -> Palette:
    """Return the palette for a dark or light theme and a color system of Rich."""
    if has_16(colors):
        return DARK_16 if dark else LIGHT_16
    return DARK if dark else LIGHT


def _theme(name: str, palette: Palette, surface: str, panel: str, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=palette.lower,
        secondary=palette.rest,
        accent=palette.lift,
        warning=palette.lift,
        error=palette.push,
        success=palette.rest,
        foreground=palette.text,
        background=palette.ground,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            "quiet": palette.quiet,
            "footer-key-foreground": palette.lift,
            "footer-background": palette.ground,
            "footer-item-background": palette.ground,
            "block-cursor-foreground": palette.ground,
            "block-cursor-background": palette.lower,
            "block-cursor-text-style": "bold",
        },
    )


THEMES = (
    _theme("supertimer-dark", DARK, surface="#151a21", panel="#1c222b", dark=True),
    _theme("supertimer-light", LIGHT, surface="#f1f2f0", panel="#e6e8ea", dark=False),
)
"""The themes of supertimer; the first one is the default."""

THEMES_16 = (
    _theme("supertimer-dark", DARK_16, surface="#000000", panel="#0000aa", dark=True),
    _theme("supertimer-light", LIGHT_16, surface="#ffffff", panel="#aaaaaa", dark=False),
)
"""The same for terminals with 16 colors: what is highlighted still differs from the ground."""


def has_16(colors: str | None) -> bool:
    """Return whether a color system of Rich has 16 colors or fewer."""
    return colors == "standard"


def themes(colors: str | None) -> tuple[Theme, Theme]:
    """Return the themes for a color system of Rich."""
    return THEMES_16 if has_16(colors) else THEMES


def motion(*, reduced: bool) -> AnimationLevel:
    """Return how much moves by itself: with `reduced`, no page or mark slides."""
    return "none" if reduced else TEXTUAL_ANIMATIONS
