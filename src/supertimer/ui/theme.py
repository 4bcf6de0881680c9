"""The two themes of our own. Any theme of Textual's can be chosen as well."""

from textual.theme import Theme

from supertimer.ui.palette import DARK, LIGHT, Palette


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
