"""The body map as text in the colours of a theme."""

from rich.text import Text
from textual.widgets import Static

from supertimer.body.map import DARK, LIGHT
from supertimer.body.views import BodyView, picture


def body_text(view: BodyView, rows: int, *, dark: bool, colour: bool) -> Text:
    """The picture of `view` with its legend in so many rows; without colours, in patterns."""
    inks = DARK if dark else LIGHT
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


class BodyMap(Static):
    """The body map, as high as there is room."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._view: BodyView | None = None

    def show(self, view: BodyView) -> None:
        """Draw `view` from now on."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Another height may have room for another drawing."""
        self._draw()

    def _draw(self) -> None:
        if self._view is not None and (rows := self.size.height):
            colour, dark = not self.app.no_color, self.app.current_theme.dark
            self.update(body_text(self._view, rows, dark=dark, colour=colour))
