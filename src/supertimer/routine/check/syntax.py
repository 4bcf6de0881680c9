"""A file that is no TOML, read statement by statement: each that is wrong is told and mended.

The parser stops at its first error. Here every statement is parsed by itself, so that one fault
does not hide the others, and so that the values of all that can be understood are checked as well.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from supertimer.routine.check.diagnostic import Diagnostic
from supertimer.routine.check.explain import MOST, OTHER_KEYS, TABLES, of_syntax
from supertimer.routine.check.mend import Fault, mend_value

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\\?\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\[^\n]|[^"\\\n])*"?'
    r"|'[^'\n]*'?|#[^\n]*|[\[\]{}\n]|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)
_NEXT = re.compile(
    r"[ \t]*(?:[A-Za-z_][\w.-]*[ \t]*=|\[\[?[ \t]*[A-Za-z_][\w. -]*\]\]?[ \t\r]*(?:#|\n|\Z))"
)
"""How a line begins that cannot be the inside of a list."""
_HEADED = re.compile(r"[ \t]*\[")
_AFTER_BRACE = re.compile(r"\{[ \t]*(?:#[^\n]*)?\r?\n")
_BRACE_OR_TABLE = re.compile(r"^[ \t]*(?:\}|\[\[?[ \t]*[A-Za-z])", re.MULTILINE)

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = re.compile(rf"\s*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*=")
_COLON = re.compile(rf"\s*({_PART})[ \t]*:")
_WORDS = re.compile(r"\s*([^\s=#\"'\[\]{}][^=#\"'\[\]{}\n]*?)[ \t]*=")
_NO_EQUALS = re.compile(r"\s*([A-Za-z_]+)[ \t]+(?=\S)")
_SIGNS = re.compile(r"[=:>]+")
_HEADER = re.compile(r"\s*(\[{1,2})([^\[\]#\n]*?)(\]{0,2})\s*(?:#.*)?", re.DOTALL)

_KEYS = frozenset(OTHER_KEYS).union(*(table.model_fields for table in TABLES.values()))
_LISTS = ("exercise", "cadence", "warmup", "drops")
"""Tables of which there are several, each under a header in double brackets."""

LONGEST_HINT = 120
NOBODY_KNOWS = '"?"'
"""Stands for a value that cannot be guessed."""

Table = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """A file that is no TOML, as far as it can be understood."""

    source: str
    document: Table = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    """What keeps it from being TOML."""
    mended: str = ""
    """The text as TOML, line by line; only keys and tables may be there twice."""
    unknown: set[int] = field(default_factory=set)
    """The lines, 1-based, of which nobody knows what is meant."""

    def in_source(self, found: Diagnostic) -> Diagnostic | None:
        """What was found in the mended text, at its place in the file; None if it is not there."""
        if not found.line:
            return found
        line = self.source.split("\n")[found.line - 1].rstrip("\r")
        if found.line in self.unknown:
            return None
        if line == found.text:
            return found
        start = found.column - 1
        meant = found.text[start : start + found.width].strip("\"'[]")
        low = meant.lower()
        at = line.lower().rfind(low, 0, start + len(low))  # what was added stands before it
        at = line.lower().find(low) if at < 0 else at
        if not meant or at < 0:
            return None
        return replace(found, column=at + 1, width=len(meant), text=line)


def read(text: str) -> Reading:
    """All of a file that is no TOML."""
    return _Reader(text).read()


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Where each statement begins and ends: a line, or more while a bracket or a text is open."""
    start = 0
    close = -1  # where the brace that went over a line's end is closed; the text's end if nowhere
    while start < len(text):
        depth, at = 0, start
        header = _HEADED.match(text, start)
        for token in _TOKEN.finditer(text, start):
            at = token.end()
            sign = token[0]
            if sign in ("[", "{"):
                depth += 1
                if sign == "{" and close < at and _AFTER_BRACE.match(text, token.start()):
                    closing = _BRACE_OR_TABLE.search(text, at)
                    if closing is None:
                        close = len(text) + 1
                    elif closing[0].endswith("}"):
                        close = closing.end()
            elif sign in ("]", "}"):
                depth -= 1
            elif sign == "\n":
                within = at < close <= len(text)
                if depth <= 0 or header or (not within and _NEXT.match(text, at)):
                    break
        yield start, at
        start = at


class _Reader:
    """Goes through the statements of one file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lines = text.split("\n")
        self._out: list[str] = []
        self._result = Reading(text)
        self._table: Table = self._result.document
        self._seen: dict[tuple[int, str], int] = {}
        """The table (by its identity) and the key -> the line where it was first."""
        self._lost: list[Table] = []
        """Tables that belong nowhere; kept, so that no other one gets their identity."""

    def read(self) -> Reading:
        """See the function of this name."""
        for start, stop in statements(self._text):
            statement = self._text[start:stop]
            sign = statement.lstrip()[:1]
            if sign in ("", "#"):
                new = ""
            elif sign == "[":
                new = self._header(statement, start)
            else:
                new = self._pair(statement, start)
            missing = statement.count("\n") - new.count("\n")
            self._out.append(new + "\n" * missing)
        self._result.mended = "".join(self._out)
        return self._result

    def _line(self, at: int) -> int:
        """The 1-based line of a place in the text."""
        return bisect_right(self._ends, at - 1) + 1

    def _blame(self, start: int, end: int, message: str, hint: str) -> None:
        line = self._line(start)
        text = self._lines[line - 1]
        column = start - (self._ends[line - 2] + 1 if line > 1 else 0) + 1
        width = max(1, min(end - start, len(text) - column + 1))
        shown = hint if len(hint) <= LONGEST_HINT else ""
        self._result.found.append(
            Diagnostic(
                message, shown, line=line, column=column, width=width, text=text.rstrip("\r")
            )
        )

    def _detached(self) -> Table:
        """A table that belongs nowhere."""
        self._lost.append({})
        return self._lost[-1]

    # headers

    def _header(self, statement: str, start: int) -> str:
        at = start + len(statement) - len(statement.lstrip())
        shown = statement.strip()
        match = _HEADER.fullmatch(statement.rstrip())
        path = _path(match[2]) if match else ()
        if match is None or not path:
            self._blame(
                at, start + len(statement.rstrip()),
                f"“{shown[:80]}” is no table",
                f'[[exercise]], and below it name = "{shown.strip("[] ")}"',
            )  # fmt: skip
            self._table = self._detached()
            return "[nowhere]"
        many = path[-1] in _LISTS
        name = match[2].strip()
        if len(path) == 1 and path[0].lower().rstrip("s") == "exercise":
            path, name, many = ("exercise",), "exercise", True
        right = f"[[{name}]]" if many else f"[{name}]"
        opened, closed = match[1], match[3]
        if len(opened) != len(closed):
            self._blame(at, start + match.end(3), "these brackets do not match", right)
        elif many and len(opened) == 1:
            message = f"each {name.rpartition('.')[2]} stands in double brackets"
            self._blame(at, start + match.end(3), message, right)
        else:
            many = len(opened) == 2
            right = f"{opened}{match[2].strip()}{closed}"
        self._table = self._enter(path, many, at, start + match.end(3), right)
        return right

    def _enter(self, path: tuple[str, ...], many: bool, start: int, end: int, name: str) -> Table:
        """The table that a header begins."""
        here: Any = self._result.document
        for key in path[:-1]:
            here = here.setdefault(key, {})
            here = here[-1] if isinstance(here, list) and here else here
            if not isinstance(here, dict):
                return self._conflict(start, end, name)
        last = path[-1]
        mark = (id(here), last)
        if many:
            rows = here.setdefault(last, [])
            if not isinstance(rows, list) or mark in self._seen:
                return self._conflict(start, end, name)
            rows.append({})
            return rows[-1]  # type: ignore[no-any-return]
        table = here.setdefault(last, {})
        if mark in self._seen:
            first = self._seen[mark]
            self._blame(
                start, end, f"{name} is there twice, the first time in line {first}",
                f"one {name} with all its keys",
            )  # fmt: skip
        self._seen.setdefault(mark, self._line(start))
        return table if isinstance(table, dict) else self._detached()

    def _conflict(self, start: int, end: int, name: str) -> Table:
        self._blame(start, end, f"{name} does not go with what stands above", "")
        return self._detached()

    # keys and values

    def _pair(self, statement: str, start: int) -> str:
        values, error = _parsed(statement)
        new = statement if error is None else self._mend(statement, start, error)
        if error is not None:
            values, _ = _parsed(new)
        if not values:
            return new
        key = _KEY.match(statement) or _COLON.match(statement)
        at, end = (start + key.start(1), start + key.end(1)) if key else (start, start + 1)
        self._merge(self._table, values, at, end)
        return new

    def _mend(self, statement: str, start: int, error: Exception) -> str:
        """Tell all that is wrong with a statement; what it should be, or nothing."""
        if len(self._result.found) > 2 * MOST:  # nobody reads that far: it is only counted
            self._result.found.append(Diagnostic("", line=self._line(start)))
            return ""
        mendable = isinstance(error, tomllib.TOMLDecodeError)  # and not a number without end
        faults, new = _mended(statement) if mendable else ([], "")
        right = re.sub(r"\s+", " ", new).replace(" ,", ",").strip()
        for fault in faults:
            hint = fault.right or ("" if NOBODY_KNOWS in right else right)
            self._blame(start + fault.start, start + fault.end, fault.message, hint)
        if NOBODY_KNOWS in new or not new or _parsed(new)[1] is not None:
            if not faults:
                told = of_syntax(error, statement.rstrip())
                line = self._line(start) + max(0, told.line - 1)
                self._result.found.append(replace(told, line=line))
            first = self._line(start)
            self._result.unknown.update(range(first, first + statement.count("\n") + 1))
            key = _KEY.match(statement)
            new = f"{key[1]} = {NOBODY_KNOWS}" if key else ""
            new = "" if _parsed(new)[1] else new
        return new

    def _merge(self, table: Table, values: Table, start: int, end: int) -> None:
        """Put what a statement says into its table, unless it is there already."""
        for key, value in values.items():
            mark = (id(table), key)
            if key not in table:
                table[key] = value
                self._seen[mark] = self._line(start)
            elif isinstance(value, dict) and isinstance(table[key], dict) and len(value) == 1:
                self._merge(table[key], value, start, end)
            else:
                first = f", the first time in line {self._seen[mark]}" if mark in self._seen else ""
                another = key == "name" and table is not self._result.document
                hint = "[[exercise]] above this line, if another one begins here"
                message = f"“{key[:80]}” is there twice{first}"
                self._blame(start, end, message, hint if another else "only one of them")
                if another:  # what follows is the other one's
                    self._table = self._detached()


def _parsed(text: str) -> tuple[Table, Exception | None]:
    try:
        return tomllib.loads(text), None
    except (ValueError, RecursionError) as error:
        return {}, error


def _path(name: str) -> tuple[str, ...]:
    """The keys in a header, between its brackets; none if it cannot be one."""
    inner: Any = _parsed(f"[{name.strip()}]")[0]
    keys = []
    while inner:
        ((key, inner),) = inner.items()
        keys.append(key)
    return tuple(keys)


def _mended(statement: str) -> tuple[list[Fault], str]:
    """A key with its value as TOML, and what is wrong with it."""
    faults: list[Fault] = []
    if match := _KEY.match(statement):
        key, behind = match[1], match.end()
    elif (match := _COLON.match(statement)) and match.end() < len(statement.rstrip()):
        key, behind = match[1], match.end()
        faults.append(Fault(behind - 1, behind, "a colon where “=” belongs"))
    elif match := _WORDS.match(statement):  # several words; whoever knows the keys tells more
        key, behind = f'"{match[1]}"', match.end()
    elif (match := _NO_EQUALS.match(statement)) and match[1].lower() in _KEYS:
        key, behind = match[1], match.end()
        faults.append(Fault(match.start(1), match.end(1), f"there is no “=” behind “{key}”"))
    else:
        first = len(statement) - len(statement.lstrip())
        line = statement.strip().split("\n")[0].rstrip()
        message = "this is neither a key with its value nor a table"
        return [Fault(first, first + len(line), message, 'key = "value"')], ""
    if sign := _SIGNS.match(statement, behind):
        faults.append(Fault(sign.start(), sign.end(), "one “=” is enough"))
        behind = sign.end()
    value, more = mend_value(statement[behind:])
    faults += [Fault(behind + f.start, behind + f.end, f.message, f.right) for f in more]
    return faults, f"{key} = {NOBODY_KNOWS if value is None else value.strip()}"
