"""Find the place of a value in a TOML text. Loaded only if a diagnostic needs a place.

All places are offsets in the file, in characters. If the file is not TOML, the search uses its
corrected text and maps the places back.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import tree_sitter
import tree_sitter_toml

from supertimer.routine.check.diagnostic import Diagnostic, Path

Span = tuple[int, int]
"""The offsets at which a part of the file begins and ends."""


class Edit(NamedTuple):
    """A part of a text, and its replacement."""

    start: int
    end: int
    new: str


class Source:
    """The text of a file, and the same text with the edits that make it TOML."""

    def __init__(self, text: str, edits: Iterable[Edit] = ()) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._parts: list[tuple[int, int, int]] = []
        """Each kept or edited part: its offset in the corrected text, and its span in the file."""
        pieces: list[str] = []
        at = size = 0
        end_of_file = Edit(len(text), len(text), "")
        for start, end, new in (*sorted(edits, key=lambda edit: edit[:2]), end_of_file):
            for piece, first, last in ((text[at:start], at, start), (new, start, end)):
                self._parts.append((size, first, last))
                pieces.append(piece)
                size += len(piece)
            at = end
        self.corrected = "".join(pieces)

    def origin(self, offset: int) -> int:
        """Return the offset in the file for an offset in the corrected text."""
        part = bisect_right(self._parts, offset, key=lambda part: part[0]) - 1
        corrected, first, last = self._parts[part]
        return min(first + offset - corrected, last)

    def line(self, offset: int) -> int:
        """Return the 1-based line of an offset."""
        return bisect_right(self._starts, offset)

    def located(self, found: Diagnostic, start: int, end: int) -> Diagnostic:
        """Return a diagnostic with its place, which ends at the end of the line."""
        line = self.line(start)
        first, *following = self._starts[line - 1 : line + 1]
        text = self.text[first : following[0] - 1 if following else None].rstrip("\r")
        column = start - first + 1
        width = max(1, min(end - first, len(text)) - column + 1)
        return replace(found, line=line, column=column, width=width, text=text)


@dataclass(frozen=True, slots=True)
class Location:
    """The places of a key and its value. For a table, both are its header."""

    key: Span
    value: Span


class Places:
    """The places of `wanted` paths, or of the tables and lists that contain them.

    Only tables and lists that lead to a wanted path are searched.
    """

    def __init__(self, source: Source, wanted: Iterable[Path]) -> None:
        self._source = source
        self._text = source.corrected.encode()
        self._wanted = {path[:length] for path in wanted for length in range(len(path) + 1)}
        self._found: dict[Path, tuple[tree_sitter.Node, tree_sitter.Node]] = {}
        language = tree_sitter.Language(tree_sitter_toml.language())
        self._document(tree_sitter.Parser(language).parse(self._text).root_node)

    def of(self, path: Path) -> tuple[Path, Location | None]:
        """Return the longest part of `path` in the text, and its place; None for the file."""
        while path and path not in self._found:
            path = path[:-1]
        nodes = self._found.get(path)
        return path, nodes and Location(*map(self._span, nodes))

    def _span(self, node: tree_sitter.Node) -> Span:
        start, end = (
            self._source.origin(len(self._text[:byte].decode()))
            for byte in (node.start_byte, node.end_byte)
        )
        return start, end

    def _document(self, root: tree_sitter.Node) -> None:
        counts: dict[Path, int] = {}
        for node in root.named_children:
            if node.type == "pair":
                self._pair((), node)
            elif node.type in ("table", "table_array_element"):
                self._table(node, counts)

    def _table(self, node: tree_sitter.Node, counts: dict[Path, int]) -> None:
        header, *pairs = node.named_children
        if header.type == "comment":
            return
        *outer, last = _keys(header)
        path: Path = ()
        for key in outer:
            path = (*path, key)
            path = (*path, counts[path]) if path in counts else path
        path = (*path, last)
        if node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
            path = (*path, counts[path])
        if path[:1] not in self._wanted:
            return
        for length in range(1, len(path)):
            self._found.setdefault(path[:length], (header, header))
        self._found[path] = (header, header)
        for pair in pairs if path in self._wanted else ():
            if pair.type == "pair":
                self._pair(path, pair)

    def _pair(self, path: Path, node: tree_sitter.Node) -> None:
        key, value = (each for each in node.named_children if each.type != "comment")
        for name in _keys(key):
            path = (*path, name)
            if path not in self._wanted:
                return
            self._found.setdefault(path, (key, value))
        self._value(path, value)

    def _value(self, path: Path, node: tree_sitter.Node) -> None:
        if node.type == "inline_table":
            for pair in node.named_children:
                if pair.type == "pair":
                    self._pair(path, pair)
        elif node.type == "array":
            items = (item for item in node.named_children if item.type != "comment")
            for index, item in enumerate(items):
                if (inner := (*path, index)) in self._wanted:
                    self._found[inner] = (item, item)
                    self._value(inner, item)


def _keys(node: tree_sitter.Node) -> tuple[str, ...]:
    """Return the names in a key, split at dots and without quotes."""
    if node.type == "dotted_key":
        return tuple(key for child in node.named_children for key in _keys(child))
    text = (node.text or b"").decode()
    return (text,) if node.type == "bare_key" else (next(iter(tomllib.loads(f"{text} = 0"))),)
