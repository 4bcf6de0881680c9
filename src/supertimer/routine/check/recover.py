"""Read a file that is not TOML: report every mistake, and check everything else in it.

`tomllib` stops at the first mistake. This module parses each statement (a header, or a key with its
value) separately, so that no mistake hides another. It corrects an invalid statement the way its
writer probably meant it, so that the value is checked, too. If the meaning is unclear, the parser's
message is shown.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from supertimer.routine.check.diagnostic import Diagnostic, Path
from supertimer.routine.check.explain import MOST, OTHER_KEYS
from supertimer.routine.check.locate import Edit, Source
from supertimer.routine.notation import without_comma
from supertimer.text import odd_space

_LISTS = ("exercise", "scenario", "cadence", "warmup", "drops")
"""Tables that can occur several times, each under a header in double brackets."""
_CLOSING = {"[": "]", "{": "}"}
_LONGEST_HINT = 120

_TEXT = (
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?!"")(?:\\[^\n]|[^"\\\n])*"'
    r"|'(?!'')[^'\n]*'"
)
_STRING = re.compile(_TEXT, re.DOTALL)
_TOKEN = re.compile(
    rf"{_TEXT}|\"\"\".*|'''.*|[\"'#][^\n]*"
    r"|\{[ \t]*(?:#[^\n]*)?\r?\n[^\[\]{}]*\}"  # a table in braces, a key a line
    r"|[\[\]{}\n]|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)
_NEXT = re.compile(
    r"[ \t]*(?:[A-Za-z_][\w.-]*[ \t]*[=:]|\[\[?[ \t]*[A-Za-z_][\w. -]*\]\]?[ \t\r]*(?:#|\n|\Z))"
)
"""The beginning of a line that can't be inside a list."""
_SPACE = re.compile(r"(?:\s++|#[^\n]*+)*+")
_HEADER = re.compile(r"((\[\[?)[ \t]*([\w-]+(?:\.[\w-]+)*)[ \t]*(\]{0,2}))[ \t]*(?:#.*)?")
_KEY = re.compile(r"""((?:"[^"\n]*"|'[^'\n]*'|[^=:,\[\]{}#"'\n]++)++)([=:])""")
_TYPOGRAPHIC = re.compile(r"""[“”„‟«»‘’‚‹›][^“”„‟«»"\n]*[“”„‟«»‘’‚‹›"]""")
_TO_LINE_END = re.compile(r"[^#\n=>][^#\n]*")
_IN_LIST = re.compile(r"[^,\[\]{}#\"\n]+")
_IN_BRACES = re.compile(r"(?:[^=,\[\]{}#\"\n]|,(?![^=:,\[\]{}#\n]*[=:}]))+")
"""Text without quotes. In braces, a comma belongs to it if no key follows."""
_EXTRA = re.compile(r"[ \t]*([,;])(?=\s*(?:#|\}|\Z))")
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


Fault = tuple[int, int, str]
"""The start and end of a part of a statement, and the error in it."""


class _Unclear(Exception):
    """The meaning of a statement is unclear. Its argument is the fault behind that, if known."""


def recover(text: str) -> tuple[dict[str, Any] | None, list[Diagnostic], list[Edit]]:
    """Read all of a file that is not TOML.

    Returns the document, or None if it can't be recovered; the errors in the TOML; and the edits
    that correct them.
    """
    file = _File(text)
    for start, statement in _statements(text):
        if len(file.found) > 2 * MOST:  # more errors than anyone reads: skip the rest
            file.edits.append(Edit(start, len(text), ""))
            break
        edits = (file.header if statement[0] == "[" else file.pair)(start, statement)
        if file.is_lost:
            edits = [Edit(0, len(statement), "")]
        file.edits += (Edit(start + first, start + last, new) for first, last, new in edits)
    source = Source(text, file.edits)
    document, error = _parsed(source.corrected)
    if error:  # valid statements that can't be combined
        start, end, message = _of_parser(error, source.corrected)
        file.found.append(source.located(Diagnostic(message), *map(source.origin, (start, end))))
    return (None if error else document), file.found, file.edits


class _File:
    """The state of a file while its statements are read."""

    def __init__(self, text: str) -> None:
        self.found: list[Diagnostic] = []
        self.edits: list[Edit] = []
        self._source = Source(text)
        self._path: Path = ()
        """The table to which the next key belongs."""
        self.is_lost = False
        """Whether that table can't be part of the document."""
        self._last_row: dict[Path, int] = {}
        self._line_of: dict[Path, int] = {}
        """The first line of each key and table; the path of a table ends with an empty key."""

    def _blame(self, start: int, end: int, message: str, hint: str = "") -> None:
        told = Diagnostic(message, hint if len(hint) <= _LONGEST_HINT else "")
        self.found.append(self._source.located(told, start, end))

    def _before(self, path: Path, start: int) -> int | None:
        """Return the earlier line of a key or table, or None."""
        parts = (path[:size] for size in range(1, len(path) + 1))
        before = next((self._line_of[part] for part in parts if part in self._line_of), None)
        self._line_of.setdefault(path, self._source.line(start))
        return before

    def header(self, start: int, statement: str) -> list[Edit]:
        """Enter the table of a header; return the edits that correct the header."""
        match = _HEADER.fullmatch(statement)
        if match is None:
            shown = statement.partition("\n")[0][:80]
            hint = f'[[exercise]] and, below it, name = "{shown.strip("[] ")}"'
            self._blame(start, start + len(statement), f"“{shown}” is not a table", hint)
            self._path, self.is_lost = ("?", start), True
            return []
        whole, opening, name, closing = match.groups()
        end = start + len(whole)
        *outer, last = name.split(".")
        many = opening == "[[" or OTHER_KEYS.get(last, last) in _LISTS
        right = f"[[{name}]]" if many else f"[{name}]"
        if opening + name + closing != right:
            message = f"{name[:80]} needs {'double ' if many else ''}brackets on both sides"
            self._blame(start, end, message, right)
        path: Path = ()
        for key in outer:
            path = (*path, key)
            path = (*path, self._last_row[path]) if path in self._last_row else path
        self._path = path = (*path, last)
        self.is_lost = False
        if many:
            self._last_row[path] = self._last_row.get(path, -1) + 1
            self._path = (*path, self._last_row[path])
        elif before := self._before((*path, ""), start):
            message = f"{right} is already on line {before}"
            self._blame(start, end, message, f"put all its keys under one {right}")
            self.is_lost = True
        return [Edit(0, len(whole), right)]

    def pair(self, start: int, statement: str) -> list[Edit]:
        """Read a key and its value; return the edits that correct them."""
        _, error = _parsed(statement)
        edits = self._corrected(start, statement, error) if error else []
        if (key := _KEY.match(statement)) is None:
            return edits
        name = key[1].rstrip()
        path = (*self._path, *(_keys(name) or (name,)))
        if (before := self._before(path, start)) is None:
            return edits
        another = path[:1] == ("exercise",) and path[2:] == ("name",)
        hint = "add [[exercise]] above this line if another exercise begins here"
        message = f"“{name[:80]}” is already set on line {before}"
        self._blame(start, start + len(name), message, hint if another else "keep one of them")
        if another:  # what follows belongs to the other exercise
            self._path, self.is_lost = ("?", start), True
        return [Edit(0, len(statement), "")]

    def _corrected(self, start: int, statement: str, error: Exception) -> list[Edit]:
        """Report the errors in a statement; return the edits that correct it."""
        reader = _Statement(statement)
        is_toml = not isinstance(error, tomllib.TOMLDecodeError)  # but has an endless number
        corrected = "" if is_toml else reader.read()
        for first, end, message in reader.faults or [_of_parser(error, statement)]:
            self._blame(start + first, start + end, message, corrected)
        if corrected:
            return reader.edits
        unknown = 'name = "?"' if re.match(r"name\b", statement) else ""  # not missing
        return [Edit(0, len(statement), unknown)]


class _Statement:
    """A key with its value, read the way its writer probably meant it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.faults: list[Fault] = []
        self.edits: list[Edit] = []

    def read(self) -> str:
        """Return the statement as TOML on one line; "" if its meaning is unclear."""
        try:
            self._key()
            self._value(_TO_LINE_END)
            corrected = Source(self._text[: self._at], self.edits).corrected
            if self._next():
                message = "unexpected text after the value"
                raise _Unclear((self._at, len(self._text), message))
            if _parsed(corrected)[1]:
                raise _Unclear
        except (_Unclear, RecursionError) as unclear:
            self.faults = [each for each in unclear.args if isinstance(each, tuple)]
            return ""
        return " ".join(corrected.split())

    def _next(self) -> str:
        """Skip space and comments; return the next character, or nothing at the end."""
        if space := _SPACE.match(self._text, self._at):
            self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _correct(self, start: int, end: int, message: str, *edits: Edit) -> None:
        self.faults.append((start, end, message))
        self.edits += edits
        if len(self.faults) > MOST:
            raise _Unclear(self.faults[0])

    def _quote(self, start: int, end: int) -> None:
        message = f"“{self._text[start:end][:80]}” needs quotes"
        self._correct(start, end, message, Edit(start, start, '"'), Edit(end, end, '"'))

    def _key(self) -> None:
        start = self._at
        found = _KEY.match(self._text, start)
        if found is None:
            raise _Unclear((start, len(self._text), "expected “key = value” here"))
        name, sign = found[1].rstrip(), found.start(2)
        if odd := odd_space(self._text[start:sign]):
            place = next(at for at in range(start, sign) if odd_space(self._text[at]))
            self._correct(place, place + 1, f"this is a {odd}", Edit(place, place + 1, " "))
            name = "".join(" " if odd_space(each) else each for each in name).rstrip()
        if not _keys(name):
            self._quote(start, start + len(name))
        if found[2] == ":":
            self._correct(sign, sign + 1, "use “=” instead of a colon", Edit(sign, sign + 1, " ="))
        self._at = sign + 1

    def _value(self, bare: re.Pattern[str]) -> None:
        sign, text, start = self._next(), self._text, self._at
        if sign in _CLOSING:
            self._collection(_CLOSING[sign])
        elif found := _STRING.match(text, start):
            self._at = found.end()
        elif found := _TYPOGRAPHIC.match(text, start):
            self._at = end = found.end()
            edit = Edit(start, end, f'"{text[start + 1 : end - 1]}"')
            self._correct(start, end, "TOML needs straight quotes", edit)
        elif text.startswith(('"""', "'''"), start):
            raise _Unclear((start, start + 3, "this quote is not closed"))
        elif sign in ("'", '"'):
            self._at = end = start + len(text[start:].partition("\n")[0].rstrip())
            self._correct(start, end, "this quote is not closed", Edit(end, end, sign))
        elif found := bare.match(text, start):
            self._bare(found[0].rstrip(" \t\r,;"))
        else:
            raise _Unclear((start, start + 1, "the value is missing"))
        if bare is not _IN_LIST and (extra := _EXTRA.match(text, self._at)):
            first, self._at = extra.span(1)
            self._correct(first, self._at, f"remove this “{extra[1]}”", Edit(first, self._at, ""))

    def _bare(self, value: str) -> None:
        """Read a value that begins with neither a quote nor a bracket."""
        start = self._at
        self._at = end = start + len(value)
        if _parsed(f"x = {value}")[1] is None:
            return
        if number := without_comma(value):
            comma = start + value.index(",")
            edit = Edit(comma, comma + 1, "." if "." in number else "")
            self._correct(comma, comma + 1, f"“{value}” has a comma in the number", edit)
        if not number or _parsed(f"x = {number}")[1]:
            self._quote(start, end)

    def _collection(self, closing: str) -> None:
        """Read a list, or a table in braces."""
        opening, in_braces, full = self._at, closing == "}", False
        self._at = end = opening + 1
        while (here := self._next()) not in ("", "]", "}"):
            if full:
                message = "a comma or a quote is missing before this"
                raise _Unclear((self._at, self._at + 1, message))
            if in_braces:
                self._key()
            self._value(_IN_BRACES if in_braces else _IN_LIST)
            end = self._at
            full = self._next() != ","
            if not full:
                self._at = end = self._at + 1
        if in_braces and "\n" in self._text[opening : self._at]:
            raise _Unclear((opening, opening + 1, "a table in braces must be on one line"))
        if here != closing:
            message = f"close this “{self._text[opening]}” with “{closing}”"
            end = self._at if here else end
            self._correct(opening, opening + 1, message, Edit(end, end + len(here), closing))
        self._at += len(here)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement and its offset; it continues while a bracket or text is open."""
    start = 0
    while start < len(text):
        depth, at = 0, start
        for token in _TOKEN.finditer(text, start):
            at = token.end()
            depth += (token[0] in _CLOSING) - (token[0] in _CLOSING.values())
            if token[0] == "\n" and (depth <= 0 or _NEXT.match(text, at)):
                break
        statement = text[start:at].lstrip()
        if statement[:1] not in ("", "#"):
            yield at - len(statement), statement.rstrip()
        start = at


def _parsed(text: str) -> tuple[dict[str, Any], Exception | None]:
    """Return the document of a TOML text, or the error."""
    try:
        return tomllib.loads(text), None
    except (ValueError, RecursionError) as error:
        return {}, error


def _keys(name: str) -> tuple[str, ...]:
    """Return the parts of a key; none if it is invalid."""
    table: Any = _parsed(f"{name} = 0")[0]
    keys = []
    while table:
        ((key, table),) = table.items()
        keys.append(key)
    return tuple(keys)


def _of_parser(error: Exception, text: str) -> Fault:
    """Return the parser's error in a text."""
    message = str(error)
    if "integer string conversion" in message and (digits := re.search(r"\d{1000,}", text)):
        return digits.start(), digits.end(), "a number has thousands of digits"
    place = _AT.search(message)
    start = len(text)
    if place and place[1]:
        before = text.split("\n")[: int(place[1]) - 1]
        start = sum(map(len, before)) + len(before) + int(place[2]) - 1
    if odd := odd_space(text[start : start + 1]):
        return start, start + 1, f"this is a {odd}: use a plain space"
    said = _AT.sub("", message)[:200]
    return start, start + 1, f"invalid TOML: {said[:1].lower()}{said[1:]}"
