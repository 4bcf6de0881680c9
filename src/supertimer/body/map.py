"""Draw the front and back of a body in a terminal, each muscle shaded by its level.

A figure has 36 by 40 pixels, each half a cell wide and half a cell high. The text below is its
right half; the left half is the mirror image. Four pixels make a cell: one of the sixteen quadrant
characters, in at most two inks. Without colors, a cell shows a pattern. In a low window, some lines
of pixels are left out.

`body.views` turns histories into levels and says what they mean.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from supertimer.body.muscles import Muscle

SKIN = -1
"""The ink of parts that are not muscles: head, hands, joints, and the lines between muscles."""

ROWS, COLUMNS = 20, 38
"""The size of the picture in cells: two figures of 18 columns, and 2 columns between them."""

HEIGHTS = {20: (), 18: (2, 10, 28, 35), 16: (2, 10, 14, 17, 24, 28, 30, 35)}
"""The possible numbers of rows -> the lines of pixels to leave out."""

PATTERNS = ("-", "░", "▒", "▓", "█")
"""The levels from 0 (cold) to 4 (hot) without colors."""

DARK = ("#3a4350", "#5a4a3a", "#96672c", "#d08420", "#ff9f1c", "#232a33")
LIGHT = ("#cfd4da", "#dcb98c", "#d39a4e", "#c1761c", "#9a4300", "#e6e9ec")
"""Colors of the inks on a dark and on a light background: `DARK[level]` and `DARK[SKIN]`.

Their lightness alone also goes from faint to strong, for eyes that can't tell red from green.
"""

SIXTEEN = ("white", "blue", "magenta", "red", "bright_yellow", "bright_black")
"""The same for a terminal with sixteen colors, by their ANSI names."""

_SKIN_PATTERN = "·"


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of the picture.

    An ink is a level (0 to 4), `SKIN`, or None for the terminal's default color.
    """

    text: str = " "
    ink: int | None = None
    """The ink of the character."""
    paper: int | None = None
    """The ink of its background."""
    muscle: Muscle | None = None
    """The muscle that most of the cell belongs to."""


_Pixels = tuple[str, str, str, str]
"""The letters at a cell's upper left, upper right, lower left and lower right."""


def body_map(
    levels: Mapping[Muscle, int], height: int = ROWS, *, colour: bool = True
) -> list[list[Cell]]:
    """Draw `height` rows (see `HEIGHTS`) of `COLUMNS` cells.

    `levels` has a level from 0 to 4 per muscle; a missing muscle has level 0. Needs six inks
    besides the background: the skin and the five levels. Without colors (NO_COLOR), a level is one
    of `PATTERNS`, and every ink is None.
    """
    cell = _quadrants if colour else _pattern
    front, back = _cells(_FRONT, height), _cells(_BACK, height)
    # the picture has only a few dozen kinds of cells
    right = {pixels: cell(pixels, levels) for row in front + back for pixels in row}
    left = {
        pixels: replace(made, text=made.text.translate(_MIRRORED)) for pixels, made in right.items()
    }
    rows = []
    for halves in zip(front, back, strict=True):
        row: list[Cell] = []
        for half in halves:
            row += [left[pixels] for pixels in reversed(half)]
            row += [right[pixels] for pixels in half]
            row += [Cell(), Cell()]
        rows.append(row[:COLUMNS])
    for start, word in ((0, "front"), (COLUMNS // 2 + 1, "back")):
        rows[0][start : start + len(word)] = [Cell(letter) for letter in word]
    return rows


def _quadrants(pixels: _Pixels, levels: Mapping[Muscle, int]) -> Cell:
    """Return a cell in at most two inks: with its outline, without the rarest of three inks."""
    inks = [_ink(letter, levels) for letter in pixels]
    present = dict.fromkeys(ink for ink in inks if ink is not None)
    ranked = sorted(present, key=inks.count, reverse=True)
    if not ranked:
        return Cell()
    ink, *others = ranked
    paper = None if None in inks or not others else others[0]
    mask = sum(1 << place for place, found in enumerate(inks) if found not in (paper, None))
    return Cell(_QUADRANTS[mask], ink, paper, _muscle(pixels))


def _pattern(pixels: _Pixels, levels: Mapping[Muscle, int]) -> Cell:
    """Return a cell in the pattern of the part that fills most of it."""
    muscle = _muscle(pixels)
    if muscle is not None and pixels.count(".") < 2:
        return Cell(PATTERNS[levels.get(muscle, 0)], muscle=muscle)
    return Cell(_SKIN_PATTERN if pixels.count(" ") < 3 else " ", muscle=muscle)


def _ink(letter: str, levels: Mapping[Muscle, int]) -> int | None:
    if letter == " ":
        return None
    return SKIN if letter == "." else levels.get(_LETTERS[letter], 0)


@cache
def _muscle(pixels: _Pixels) -> Muscle | None:
    """Return the muscle with the most pixels, if it has at least two."""
    found = Counter(letter for letter in pixels if letter in _LETTERS).most_common(1)
    return _LETTERS[found[0][0]] if found and found[0][1] >= 2 else None


@cache
def _cells(figure: str, height: int) -> list[list[_Pixels]]:
    """Return the right half of a figure as `height` rows of cells."""
    lines = [
        line.ljust(COLUMNS // 2 - 1)
        for place, line in enumerate(figure.strip("\n").split("\n"))
        if place not in HEIGHTS[height]
    ]
    return [
        [(up[x], up[x + 1], low[x], low[x + 1]) for x in range(0, len(up), 2)]
        for up, low in zip(lines[::2], lines[1::2], strict=True)
    ]


_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_MIRRORED = str.maketrans("▘▝▖▗▌▐▞▚▛▜▙▟", "▝▘▗▖▐▌▚▞▜▛▟▙")

_LETTERS = {
    "A": Muscle.ABDOMINALS,
    "B": Muscle.BICEPS,
    "C": Muscle.CHEST,
    "D": Muscle.ADDUCTORS,
    "F": Muscle.FOREARMS,
    "G": Muscle.GLUTES,
    "H": Muscle.HAMSTRINGS,
    "K": Muscle.LOWER_BACK,
    "L": Muscle.LATS,
    "M": Muscle.MIDDLE_BACK,
    "N": Muscle.NECK,
    "O": Muscle.ABDUCTORS,
    "Q": Muscle.QUADRICEPS,
    "R": Muscle.TRICEPS,
    "S": Muscle.SHOULDERS,
    "T": Muscle.TRAPS,
    "V": Muscle.CALVES,
}


_FRONT = """
...
....
....
....
...
.NN
.NNTT
..TTTTT.SS
.CCCCC..SSSS
.CCCCCCC.SSSS
.CCCCCCC.SSSS
.CCCCCCC.SSSS
.CCCCCC.L.BBBB
..CCCC.LL.BBBB
AAA...LLL .BBBB
AAA.AA.L.  BBBB
AAA.AAA.   .BBB
AAA.AAA    .FFFF
AAA.AAA.    FFFF
AAA..A.O    FFFF
AA..Q..OO    FFF
A..QQQ.OOO   FFF
.D.QQQQ.OO    .F
.DD.QQQQ.O    ..
.DD.QQQQQ     ...
.DDD.QQQQQ    ...
 DDD.QQQQQ    ..
 DDD.QQQQQ
 .DD.QQQQQ
 .D.QQQQQ.
  .QQQQQQ
  .QQ..QQ
  .......
  V....VV
  VV..VVV
  VV..VVV
  .V..VV
   ....
   ...
   .....
"""

_BACK = """
...
....
....
....
...
NNN
NNNTT
TTTTTTT.SS
TTTTTTT.SSSS
TTTTTT..SSSSS
TTTTT.MM.SSSS
TTTT.MMM..SSSS
TTT.MMM.L.RRRR
TT.MMM.LL.RRRR
T.MMM.LLL .RRRR
....LLLLL  RRRR
K.LLLLLL   .RRR
KK.LLLL    .FFFF
KKK.LL.     FFFF
KKK..OO     FFFF
KK.OOOOO     FFF
..GGG.OOO    FFF
.GGGGG.OO     .F
.GGGGGGG.     ..
.GGGGGGGG     ...
.GGGGGGGG     ...
..GGGGGG      ..
 D......HH
 DD.HHH.HH
 DD.HHH.HH
  D.HHH.HH
  .HHH.HH
  .HH..HH
  .......
  VVV.VVV
  VVV.VVV
  VVV.VV
  .VV.VV
   ....
   .....
"""
