"""Draw what a terminal shows as an SVG picture.

Block characters become shapes, because the fonts of browsers leave gaps between them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

Row = Sequence[Segment]
Frame = Sequence[Row]

WIDE, HIGH = 10, 20
"""The size of a cell."""
MARGIN = 14
"""The margin around the terminal."""
FONT = "'Fira Code','JetBrains Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"

LOWER = "▁▂▃▄▅▆▇█"
LEFT = "▏▎▍▌▋▊▉█"
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
QUADRANTS = {
    "▘": "1000", "▝": "0100", "▖": "0010", "▗": "0001", "▀": "1100", "▐": "0101", "▚": "1001",
    "▞": "0110", "▛": "1110", "▜": "1101", "▙": "1011", "▟": "0111",
}  # fmt: skip
"""The quarters of a cell that a character fills: above left, above right, below left and right."""

Box = tuple[float, float, float, float]
"""Left edge, upper edge, width, height."""


def still(frame: Frame, ground: str) -> str:
    """Return a picture of one frame."""
    rows = "".join(f"{drawn_row(row, y, ground)}\n" for y, row in enumerate(frame))
    return picture(frame, rows, ground)


def picture(frame: Frame, rows: str, ground: str, style: str = "") -> str:
    """Return a picture as large as `frame` with these drawn rows and style rules."""
    columns = max(sum(segment.cell_length for segment in row) for row in frame)
    width, height = columns * WIDE + 2 * MARGIN, len(frame) * HIGH + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' font-family="{FONT}" font-size="16.6">\n'
        f"<style>text{{white-space:pre}}path{{shape-rendering:crispEdges}}{style}</style>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>\n'
        f'<g transform="translate({MARGIN} {MARGIN})" style="animation:none">\n{rows}</g>\n</svg>\n'
    )


def drawn_row(row: Row, y: int, ground: str) -> str:
    """Return the shapes and the words of a row."""
    shapes: dict[str, list[Box]] = defaultdict(list)
    words = []
    x = 0
    for segment in row:
        style = segment.style or Style()
        ink, paper = _colors(style, ground)
        width = segment.cell_length
        if paper != ground:
            shapes[f'fill="{paper}"'].append((x * WIDE, 0, width * WIDE, HIGH))
        for block, cells in groupby(segment.text, _is_block):
            text = "".join(cells)
            if block:
                for place, sign in enumerate(text):
                    opacity = f' opacity="{SHADES[sign]}"' if sign in SHADES else ""
                    shapes[f'fill="{ink}"{opacity}'] += _boxes(sign, (x + place) * WIDE)
            else:
                words += _words(text, x, y, ink, style)
            x += cell_len(text)
    paths = (f'<path {look} d="{_path(boxes, y)}"/>' for look, boxes in shapes.items())
    return "".join((*paths, *words))


def _colors(style: Style, ground: str) -> tuple[str, str]:
    """Return the colors of the text and of what is behind it."""
    ink = style.color.get_truecolor().hex if style.color else "#ffffff"
    paper = style.bgcolor.get_truecolor().hex if style.bgcolor else ground
    return (paper, ink) if style.reverse else (ink, paper)


def _is_block(sign: str) -> bool:
    return sign in LOWER or sign in LEFT or sign in SHADES or sign in QUADRANTS


def _boxes(sign: str, x: float) -> list[Box]:
    """Return the boxes that a block character fills."""
    if sign in LOWER:
        high = HIGH * (LOWER.index(sign) + 1) / 8
        return [(x, HIGH - high, WIDE, high)]
    if sign in LEFT:
        return [(x, 0, WIDE * (LEFT.index(sign) + 1) / 8, HIGH)]
    if sign in SHADES:
        return [(x, 0, WIDE, HIGH)]
    half, middle = WIDE / 2, HIGH / 2
    places = ((x, 0), (x + half, 0), (x, middle), (x + half, middle))
    return [
        (left, top, half, middle)
        for (left, top), filled in zip(places, QUADRANTS[sign], strict=True)
        if filled == "1"
    ]


def _path(boxes: Iterable[Box], y: int) -> str:
    """Return boxes as one path; neighbors of one height are joined."""
    joined: list[Box] = []
    for left, top, width, high in sorted(boxes, key=lambda box: (box[1], box[3], box[0])):
        if joined and joined[-1][1] == top and joined[-1][3] == high:
            before = joined[-1]
            if before[0] + before[2] == left:
                joined[-1] = (before[0], top, before[2] + width, high)
                continue
        joined.append((left, top, width, high))
    return "".join(
        f"M{left:g} {y * HIGH + top:g}h{width:g}v{high:g}h{-width:g}z"
        for left, top, width, high in joined
    )


def _words(text: str, x: int, y: int, ink: str, style: Style) -> list[str]:
    """Return text, in pieces between wide spaces, each exactly as wide as its cells."""
    look = f' fill="{ink}"' + ' font-weight="bold"' * bool(style.bold)
    look += ' font-style="italic"' * bool(style.italic) + ' opacity=".6"' * bool(style.dim)
    pieces = []
    while text.strip(" "):
        begin = len(text) - len(text.lstrip(" "))
        end = text.find("  ", begin)
        piece = (text[begin:] if end < 0 else text[begin:end]).rstrip(" ")
        place = f'x="{(x + begin) * WIDE}" y="{y * HIGH + 15}"'
        width = cell_len(piece) * WIDE
        pieces.append(f'<text {place} textLength="{width}"{look}>{escape(piece)}</text>')
        x += begin + cell_len(piece)
        text = text[begin + len(piece) :]
    return pieces
