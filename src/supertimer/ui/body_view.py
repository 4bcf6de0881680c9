"""The body map as text in the colours of a theme."""

from rich.text import Text

from supertimer.body.map import PATTERNS, body_map, pattern_map
from supertimer.body.views import View

DARK_INKS = ("#3a4350", "#5a4a3a", "#96672c", "#d08420", "#ff9f1c")
LIGHT_INKS = ("#c9ced5", "#e3c9a8", "#dba35a", "#c97a1a", "#b85600")
"""From cold to hot."""
SKIN_DARK, SKIN_LIGHT = "#232a33", "#dfe3e7"


def body_text(view: View, *, dark: bool, colour: bool) -> Text:
    """The picture of `view`, with its title and legend; without colours, in patterns."""
    inks = DARK_INKS if dark else LIGHT_INKS
    skin = SKIN_DARK if dark else SKIN_LIGHT

    def shade(ink: int | None) -> str:
        return "default" if ink is None else skin if ink < 0 else inks[ink]

    text = Text(no_wrap=True)
    text.append(f"{view.title}\n\n", "bold")
    for row in body_map(view.levels) if colour else pattern_map(view.levels):
        for cell in row:
            if not colour:
                text.append(cell.text)
                continue
            paper = "" if cell.paper is None else f" on {shade(cell.paper)}"
            text.append(cell.text, f"{shade(cell.ink)}{paper}")
        text.append("\n")
    text.append("\n")
    for level, meaning in view.legend:
        sign = "██" if colour else PATTERNS[level] * 2
        text.append(sign, inks[level] if colour else "")
        text.append(f" {meaning}\n")
    return text
