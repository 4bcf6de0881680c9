"""Big letters, readable from across the room.

The font has square pixels and is five pixels high; half-cells scale it up. A cell of a terminal is
about twice as high as wide, so half a cell is a square pixel and every scale is crisp. If two
pixels meet only at a corner, the code fills the corner, which rounds bowls and smooths diagonals.
"""

import unicodedata
from functools import lru_cache

HEIGHT = 5
"""The height of the font in pixels."""

_FONT = """
A .##. #..# #### #..# #..#
B ###. #..# ###. #..# ###.
C .### #... #... #... .###
D ###. #..# #..# #..# ###.
E ### #.. ##. #.. ###
F ### #.. ##. #.. #..
G .### #... #.## #..# .###
H #..# #..# #### #..# #..#
I # # # # #
J ..# ..# ..# #.# .#.
K #..# #.#. ##.. #.#. #..#
L #.. #.. #.. #.. ###
M #...# ##.## #.#.# #...# #...#
N #..# ##.# #.## #..# #..#
O .##. #..# #..# #..# .##.
P ###. #..# ###. #... #...
Q .##. #..# #..# #.#. .#.#
R ###. #..# ###. #.#. #..#
S .### #... .##. ...# ###.
T ### .#. .#. .#. .#.
U #..# #..# #..# #..# .##.
V #.# #.# #.# #.# .#.
W #...# #...# #.#.# ##.## #...#
X #.# #.# .#. #.# #.#
Y #.# #.# .#. .#. .#.
Z #### ...# .##. #... ####
0 .##. #..# #..# #..# .##.
1 ..#. .##. ..#. ..#. .###
2 ###. ...# .##. #... ####
3 ###. ...# .##. ...# ###.
4 #..# #..# #### ...# ...#
5 #### #... ###. ...# ###.
6 .##. #... ###. #..# .##.
7 #### ...# ..#. .#.. .#..
8 .##. #..# .##. #..# .##.
9 .##. #..# .### ...# .##.
: . # . # .
. . . . . #
, .. .. .. .# #.
- ... ... ### ... ...
+ ... .#. ### .#. ...
/ ..# ..# .#. #.. #..
( .# #. #. #. .#
) #. .# .# .# #.
' # # . . .
% #..# ...# .##. #... #..#
! # # # . #
? ##. ..# .#. ... .#.
& .#.. #.#. .#.. #.## .##.
# .#.# #### .#.# #### .#.#
× ... #.# .#. #.# ...
↑ ..#.. .###. #.#.# ..#.. ..#..
↓ ..#.. ..#.. #.#.# .###. ..#..
"""

GLYPHS: dict[str, tuple[str, ...]] = {" ": ("..",) * HEIGHT}
"""The rows of each character; `#` is a pixel that is on."""
for _line in _FONT.strip().splitlines():
    _name, *_rows = _line.split()
    GLYPHS[_name] = tuple(_rows)

_LOOKALIKES = str.maketrans({"–": "-", "—": "-", "’": "'", "·": "-", "_": "-", "Ø": "O", "ß": "S"})


@lru_cache(maxsize=256)
def spelled(text: str) -> str | None:
    """Return `text` in the characters of the font, without accents; None if that fails."""
    plain = unicodedata.normalize("NFKD", text.upper().translate(_LOOKALIKES))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return kept if kept and all(char in GLYPHS for char in kept) else None


def width(text: str, scale: int) -> int:
    """Return the width of `text`, from `spelled`, at `scale`, in columns."""
    return (sum(len(GLYPHS[char][0]) for char in text) + len(text) - 1) * scale


def rows(scale: int) -> int:
    """Return the height of a line of letters at `scale`, in rows: 3, 5, 8, 10, 13, 15, ..."""
    return (HEIGHT * scale + 1) // 2


@lru_cache(maxsize=256)
def big(text: str, scale: int) -> tuple[str, ...]:
    """Return `text`, from `spelled`, in rows of half-block characters of equal length."""
    lines = [".".join(GLYPHS[char][row] for char in text) for row in range(HEIGHT)]
    wide = len(lines[0])
    pixels = [[False] * (wide * scale) for _ in range(rows(scale) * 2)]

    def lit(x: int, y: int) -> bool:
        return 0 <= x < wide and 0 <= y < HEIGHT and lines[y][x] == "#"

    for y in range(HEIGHT):
        for x in range(wide):
            if lit(x, y):
                for dy in range(scale):
                    for dx in range(scale):
                        pixels[y * scale + dy][x * scale + dx] = True
                continue
            for sx in (-1, 1):
                for sy in (-1, 1):
                    if lit(x + sx, y) and lit(x, y + sy) and not lit(x + sx, y + sy):
                        _fill_corner(pixels, x * scale, y * scale, sx, sy, scale)
    return tuple(
        "".join(
            " ▄▀█"[top * 2 + bottom]
            for top, bottom in zip(pixels[row], pixels[row + 1], strict=True)
        )
        for row in range(0, len(pixels), 2)
    )


def _fill_corner(
    pixels: list[list[bool]], left: int, top: int, sx: int, sy: int, scale: int
) -> None:
    """Fill the corner of an unlit pixel next to its lit neighbors in directions `sx` and `sy`."""
    for dy in range(scale - 1):
        for dx in range(scale - 1 - dy):
            x = left + (dx if sx < 0 else scale - 1 - dx)
            y = top + (dy if sy < 0 else scale - 1 - dy)
            pixels[y][x] = True
