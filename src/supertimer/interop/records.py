"""Rows of a CSV file from other hands: any encoding, separator, and line end, and broken quotes.

Every line of the file belongs to a row, or to a row that is refused.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from supertimer.interop.preview import ImportFileError, Refused

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a]")
"""Control characters that a text does not have."""

_NO_TEXT = {
    b"PK\x03\x04": "an archive or a spreadsheet",
    b"SQLite format 3": "a database",
    b"%PDF": "a PDF",
}
"""How files begin that people take for an export, and what they are."""

_LONGEST_NOTE = 50
"""The most lines of a row: a note in quotes may have line ends."""


@dataclass(slots=True)
class Records:
    """The header of a file and its rows."""

    header: list[str]
    separator: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    """The line of each row and its cells: as many as the header has, without spaces around them, or
    more, as they are in the file."""
    refused: list[Refused] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, or Windows-1252; raises ImportFileError."""
    for begin, what in _NO_TEXT.items():
        if data.startswith(begin):
            raise ImportFileError(f"the file is {what}: export or save it as CSV first")
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:4096]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) * 4 > len(head):  # more than half of these bytes
            return data.decode(encoding, "replace")
    if b"\0" in head or len(_CONTROL.findall(head)) * 20 > len(head):
        raise ImportFileError("the file is not a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def records(text: str) -> Records:
    """Return the rows of a CSV file; raises ImportFileError if it is empty."""
    lines = _LINE_END.split(text)
    begin = next((place for place, line in enumerate(lines) if _is_header(line)), None)
    if begin is None:
        raise ImportFileError("the file is empty")
    separator = max(";\t,", key=lines[begin].count)
    header = [name.strip().strip('"').strip() for name in _reader(separator)(lines[begin])]
    columns = len(header)
    while header and not header[-1]:
        header.pop()
    found = Records(header, separator)
    plain = _PlainCells().__getitem__
    for line, cells in _rows(lines, begin + 1, separator, len(header)):
        for _ in range(columns - len(header)):  # a spreadsheet adds columns without a name
            if len(cells) > len(header) and not cells[-1].strip():
                cells.pop()
        if len(cells) < len(header):
            told = f"the row has {len(cells)} fields instead of {len(header)}"
            found.refused.append(Refused(line, f"{told}: it is cut off, or a quote is not closed"))
        elif len(cells) == len(header):
            found.rows.append((line, list(map(plain, cells))))
        else:
            found.rows.append((line, cells))
    return found


class _PlainCells(dict[str, str]):
    """Each cell without spaces around it, once: a log has the same cells over and over."""

    def __missing__(self, cell: str) -> str:
        plain = self[cell] = cell.strip()
        return plain


def _is_header(line: str) -> bool:
    return bool(line.strip("\ufeff \t,;")) and not line.lower().startswith("sep=")


def _rows(
    lines: list[str], begin: int, separator: str, width: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first line and the cells of each row."""
    loose, strict = _reader(separator), _reader(separator, strict=True)
    place = begin
    while place < len(lines):
        line = lines[place]
        first = place + 1
        place += 1
        if '"' not in line:
            if line.strip() and line.strip(separator + " \t"):
                yield first, line.split(separator)
            continue
        cells = loose(line)
        if line.count('"') % 2 and len(cells) <= width:
            # The quote goes on over line ends, or it was never closed.
            for end in range(place + 1, min(place + _LONGEST_NOTE, len(lines)) + 1):
                if lines[end - 1].count('"') % 2:
                    joined = strict("\n".join(lines[place - 1 : end]))
                    if len(joined) == width:
                        cells, place = joined, end
                    break
        yield first, cells


def _reader(separator: str, *, strict: bool = False) -> Callable[[str], list[str]]:
    """Return a function that reads a row; if strict, a row with a broken quote has no cells."""
    # Made once: that takes longer than to read a row.
    dialect = csv.reader([], delimiter=separator, strict=strict).dialect

    def cells(line: str) -> list[str]:
        try:
            return next(csv.reader([line], dialect), [])
        except csv.Error:  # a cell that is longer than a library's limit
            return [] if strict else line.split(separator)

    return cells
