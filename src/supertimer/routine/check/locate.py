"""Where in a TOML text a value stands. Loaded only when there is something to point at."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

import tree_sitter
import tree_sitter_toml

from supertimer.routine.check.diagnostic import Path


@dataclass(frozen=True, slots=True)
class Span:
    """A place on one line, in characters; what goes on below is cut off at the line's end."""

    line: int
    """0-based, like the columns."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key and its value stand. For a table both are its header."""

    key: Span
    value: Span


class Places:
    """The places of `wanted` paths in a valid TOML `text`, or of what they are parts of.

    Only the tables and lists that lead to a wanted path are walked through.
    """

    def __init__(self, text: str, wanted: Iterable[Path]) -> None:
        self._lines = text.encode().split(b"\n")
        self._wanted = {path[:length] for path in wanted for length in range(len(path) + 1)}
        self._found: dict[Path, Place] = {}
        self._document(_root(text))

    def of(self, path: Path) -> tuple[Path, Place | None]:
        """The longest part of `path` that stands in the text, and where; None for the file."""
        while path and path not in self._found:
            path = path[:-1]
        return path, self._found.get(path)

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
            path = _last_of((*path, key), counts)
        path = (*path, last)
        if node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
            path = (*path, counts[path])
        if path[:1] not in self._wanted:
            return
        span = self._span(header)
        for length in range(1, len(path) + 1):
            self._found.setdefault(path[:length], Place(span, span))
        if path not in self._wanted:
            return
        self._found[path] = Place(span, span)
        for pair in pairs:
            if pair.type == "pair":
                self._pair(path, pair)

    def _pair(self, path: Path, node: tree_sitter.Node) -> None:
        key, value = (each for each in node.named_children if each.type != "comment")
        for name in _keys(key):
            path = (*path, name)
            if path not in self._wanted:
                return
            self._found.setdefault(path, Place(self._span(key), self._span(value)))
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
                    span = self._span(item)
                    self._found[inner] = Place(span, span)
                    self._value(inner, item)

    def _span(self, node: tree_sitter.Node) -> Span:
        line, start = node.start_point
        last, end = node.end_point
        row = self._lines[line].rstrip(b"\r")
        stop = end if last == line else len(row)
        return Span(line, len(row[:start].decode()), len(row[:stop].decode()))


def _root(text: str) -> tree_sitter.Node:
    language = tree_sitter.Language(tree_sitter_toml.language())
    return tree_sitter.Parser(language).parse(text.encode()).root_node


def _last_of(path: Path, counts: dict[Path, int]) -> Path:
    """`path`, at the last element if it is an array of tables."""
    return (*path, counts[path]) if path in counts else path


def _keys(node: tree_sitter.Node) -> tuple[str, ...]:
    """The names in a key, dots taken apart and quotes off."""
    if node.type == "dotted_key":
        return tuple(key for child in node.named_children for key in _keys(child))
    text = (node.text or b"").decode()
    return (text,) if node.type == "bare_key" else (next(iter(tomllib.loads(f"{text} = 0"))),)
