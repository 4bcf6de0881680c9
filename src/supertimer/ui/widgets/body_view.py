"""The body map as text, in the colors of the theme."""

from rich.text import Text
from textual.widgets import Static

from supertimer.body.map import DARK, HEIGHTS, LIGHT
from supertimer.body.views import BodyView, in_words, picture
from supertimer.ui.theme import has_16

DARK_16 = ("#aaaaaa", "#0000aa", "#aa00aa", "#aa0000", "#ffff55", "#555555")
LIGHT_16 = ("#555555", "#0000aa", "#aa00aa", "#aa5500", "#aa0000", "#aaaaaa")
"""The inks of the body map for terminals with 16 colors, in the order of `map.DARK`."""


class BodyMap(Static):
    """The body map with its legend, as large as fits; without colors it has patterns."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._view: BodyView | None = None

    def show(self, view: BodyView) -> None:
        """Draw `view` from now on."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Draw again: another height may fit another drawing."""
        self._draw()

    def _draw(self) -> None:
        if self._view is None or not self.size.height:
            return
        dark, colour = self.app.current_theme.dark, not self.app.no_color
        few = has_16(self.app.console.color_system)
        self.update(body_text(self._view, self.size.height, dark=dark, colour=colour, few=few))


def body_text(
    view: BodyView, rows: int, *, dark: bool, colour: bool = True, few: bool = False
) -> Text:
    """Return the body map with its legend in at most `rows` rows; `few`: in 16 colors.

    Too few rows for the map show the muscles in words.
    """
    if rows <= min(HEIGHTS):
        title, *lines = in_words(view)
        return Text("\n").join([Text(title, "bold"), *map(Text, lines)])
    inks = (DARK_16 if dark else LIGHT_16) if few else (DARK if dark else LIGHT)
    text = Text(no_wrap=True)
    for line in picture(view, rows, colour=colour):
        for cell in line:
            ink = "" if cell.ink is None else inks[cell.ink]
            paper = "" if cell.paper is None else f" on {inks[cell.paper]}"
            text.append(cell.text, f"{ink}{paper}")
        text.append("\n")
    text.rstrip()
    if text.plain.startswith(view.title):
        text.stylize("bold", 0, len(view.title))
    return text
