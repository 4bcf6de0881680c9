"""The colors, and the two themes of our own. Any theme of Textual's can be chosen as well.

Each phase has one accent. Lifting is orange and lowering blue, the pair that every common kind of
color blindness keeps apart (after Okabe and Ito's palette, 2008). Color alone never tells a phase.
"""

from dataclasses import dataclass
from functools import cached_property

from rich.style import Style
from textual.theme import Theme

from supertimer.engine.cadence import PhaseName


@dataclass(frozen=True)
class Palette:
    """What a frame is painted with."""

    ground: str
    text: str
    quiet: str
    """For what is read only when looked for."""
    track: str
    """The part of a bar that is not filled."""
    lift: str
    lower: str
    hold: str
    push: str
    rest: str
    ready: str

    @cached_property
    def base(self) -> Style:
        """Text on the ground."""
        return Style(color=self.text, bgcolor=self.ground)

    @cached_property
    def plain(self) -> Style:
        """Text."""
        return Style(color=self.text)

    @cached_property
    def strong(self) -> Style:
        """Text that matters."""
        return Style(color=self.text, bold=True)

    @cached_property
    def dim(self) -> Style:
        """Text that is there when it is looked for."""
        return Style(color=self.quiet)

    def phase(self, name: PhaseName) -> str:
        """The color of a phase."""
        return {
            PhaseName.LIFT: self.lift,
            PhaseName.LOWER: self.lower,
            PhaseName.RESET: self.rest,
        }.get(name, self.hold)


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
"""For terminals of 16 colors: exactly those, so that no two phases fall together."""


def palette(*, dark: bool, colors: str | None) -> Palette:
    """The palette for a theme, on a terminal with what Rich calls its color system."""
    if colors == "standard":
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
"""The first one is the default."""
