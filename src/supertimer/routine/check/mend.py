"""A value that is no TOML, mended the way its writer meant it, and what is wrong with it.

What goes wrong by far the most is a value without its quotes; so whatever cannot be a number, a
list or a table is taken for text. Whoever calls this tries whether what comes back is TOML now.
"""

import re
import tomllib
from dataclasses import dataclass

MOST_FAULTS = 100
"""Nobody reads further in one value."""

_CLOSING = {"[": "]", "{": "}"}

_STRING = re.compile(r"\"(?:\\[^\n]|[^\"\\\n])*\"|'[^'\n]*'")
_TOKEN = re.compile(
    r"\"(?:\\[^\n]|[^\"\\\n])*\"?|'[^'\n]*'?|#[^\n]*|[\[\]{},=\n]|[^\S\n]+|[^\s\"'#\[\]{},=]+"
)
_COMMENT = re.compile(r"(?:^|\s)#.*", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{0,15}[.,]?[0-9]{0,15}")
_DECIMAL_COMMA = re.compile(r"([0-9]{1,9}),([0-9]{1,3})(\s*(?:lb|kg)s?)")
_WITH_COLON = re.compile(r"([\"']?[\w-]+[\"']?)\s*(:)\s*(\S.*)")
_WITHOUT_EQUALS = re.compile(r"([\w-]+)\s+(\S.*)")

TYPOGRAPHIC = str.maketrans("“”„‟«»″‘’‚‹›′", '"' * 7 + "'" * 6)
"""Quotes that word processors and phones set -> those that TOML knows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of a text."""

    start: int
    """In characters from the beginning of the text; so is `end`."""
    end: int
    message: str
    right: str = ""
    """What would be right there; empty if that is best said with the key."""


def mend_value(text: str) -> tuple[str | None, list[Fault]]:
    """`text`, all that stands behind an equals sign, as TOML, and its faults.

    None where nobody can tell what is meant. It may come out with fewer lines, never with more.
    """
    first = len(text) - len(text.lstrip())
    faults = []
    if marks := [at for at, sign in enumerate(text) if ord(sign) in TYPOGRAPHIC]:
        straight = text.translate(TYPOGRAPHIC)
        if text[first : first + 1] != straight[first : first + 1] or text[marks[0]] in "“”„«»":
            message = "TOML does not know typographic quotes"
            faults.append(Fault(marks[0], marks[-1] + 1, message))
            text = straight
    if is_toml(text):
        return text, faults
    kind = text[first : first + 1]
    if text[first : first + 3] in ('"""', "'''"):
        return None, [*faults, Fault(first, first + 3, "this text in three quotes has no end")]
    if kind in ("[", "{"):
        new, more = _Collection(text).mended()
    elif kind in ('"', "'"):
        new, more = _quoted(text, first)
    else:
        new, more = _bare(text, first)
    return new, faults + more


def is_toml(value: str) -> bool:
    """Whether this can stand behind an equals sign."""
    try:
        tomllib.loads(f"x = {value.strip()}")
    except (ValueError, RecursionError):
        return False
    return True


def quoted(text: str) -> str:
    """A text in quotes; quotes within it become single ones."""
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"'


def _bare(text: str, first: int) -> tuple[str | None, list[Fault]]:
    """A value that begins neither with a quote nor with a bracket."""
    value = _COMMENT.sub("", text[first:]).rstrip()
    if not value:
        return None, [Fault(0, 1, "the value is missing")]
    without = value.rstrip(",; \t")
    end = first + len(without)
    faults = [_too_many(value[len(without) :], end)] if without != value else []
    if not without or is_toml(without):
        return (without or None), faults
    new, message = plain(without)
    return new, [Fault(first, end, message), *faults] if message else faults


def _too_many(rest: str, start: int) -> Fault:
    """Nothing but commas or semicolons, that follow a value."""
    sign = "semicolon" if ";" in rest else "comma"
    return Fault(start, start + len(rest), f"there is a {sign} too many")


def _quoted(text: str, first: int) -> tuple[str | None, list[Fault]]:
    """A value that begins with a quote."""
    value = text[first:].rstrip()
    string = _STRING.match(value)
    if string is None:
        value = _COMMENT.sub("", value).rstrip(", \t")
        fault = Fault(first, first + len(value), "these quotes are not closed")
        return quoted(value.strip("\"'")), [fault]
    behind = string.end()
    value = value[:behind] + _COMMENT.sub("", value[behind:]).rstrip()
    start = behind + len(value[behind:]) - len(value[behind:].lstrip())
    end = first + len(value)
    rest = value[start:]
    if not rest and "\\" not in value:
        return None, []
    if not rest:
        message = "a backslash in quotes makes a special sign of what follows"
        return quoted(value[1:-1]), [Fault(first, end, message)]
    if not rest.strip(",; "):
        return string[0], [_too_many(rest, first + start)]
    if _STRING.fullmatch(rest):
        return string[0], [Fault(first + start, end, "there is a second value here")]
    if '"' in rest:
        message = "quotes within quotes end the text too early"
        return quoted(value.replace('"', "")), [Fault(first, end, message)]
    return (
        quoted(string[0][1:-1] + value[behind:]),
        [Fault(first + start, end, f"“{rest[:80]}” stands outside of the quotes")],
    )


def plain(value: str) -> tuple[str, str]:
    """A value without quotes as TOML, and what was wrong with it; nothing if the case was only."""
    if comma := _DECIMAL_COMMA.fullmatch(value):
        point = "" if len(comma[2]) == 3 else "."  # 1,000 lb
        right = f'"{comma[1]}{point}{comma[2]}{comma[3]}"'
        return right, f"“{value}” has a comma in the number, and no quotes"
    if _NUMBER.fullmatch(value) and any(map(str.isdigit, value)):
        whole, _, part = value.replace(",", ".").partition(".")
        number = (whole.lstrip("0") or "0") + (f".{part}" if part else "")
        why = "has a decimal comma" if "," in value else "is no way to write a number"
        return number, f"“{value}” {why}"
    if value.lower() in ("true", "false"):
        return value.lower(), ""  # whatever key this is: its own message says what it takes
    stripped = value.strip("\"'")
    if stripped != value:
        return quoted(stripped), "there is only one of a pair of quotes"
    return quoted(value), f"“{value[:80]}” needs quotes around it"


class _Collection:
    """A list, or a table in braces, read piece by piece."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._faults: list[Fault] = []
        self._open: list[tuple[str, int, bool]] = []
        """Each open bracket, where it stands, and whether the table around it has its key."""
        self._copied = 0
        """So much of the text is in `_out`."""
        self._start = self._end = -1
        """The piece that is being read; -1 if none is."""
        self._comma = -1
        """A comma that is left out unless something follows."""
        self._full = False
        """Whether a value stands here since the last comma; `_keyed`: its key."""
        self._keyed = False
        self._bare: tuple[int, int] | None = None
        """The last value, if it had no quotes: where it begins, and its place in `_out`."""
        self._broken = -1
        """A brace that goes over several lines."""

    def mended(self) -> tuple[str | None, list[Fault]]:
        """See `mend_value`."""
        for token in _TOKEN.finditer(self._text):
            sign, at = token[0], token.start()
            if len(self._faults) > MOST_FAULTS:
                return None, self._faults
            if sign[0] in "\"'" and not _STRING.fullmatch(sign):
                first = self._open[-1][1] if self._open else 0
                message = "one of the quotes in here is missing"
                self._blame(first, token.end(), message, '["…", "…"]')
                return None, self._faults
            if sign[0] == "#" or sign == "\n":
                self._flush()
                if self._in_braces():
                    self._skip(at, token.end(), " " if sign == "\n" else "")
                    if sign == "\n" and self._broken < 0:
                        self._broken = self._open[-1][1]
            elif sign in _CLOSING:
                self._flush()
                self._separate(at)
                self._open.append((sign, at, self._keyed))
                self._full = self._keyed = False
            elif sign in ("]", "}"):
                self._close(sign, at)
                if not self._open:
                    return self._finished(token.end())
            elif sign == ",":
                self._flush()
                if self._full:
                    self._comma = at
                else:
                    self._blame(at, at + 1, "there is a comma too many")
                self._skip(at, at + 1)
                self._full = self._keyed = False
            elif sign == "=":
                if not self._in_braces():
                    return None, [*self._faults, Fault(at, at + 1, "keys stand in braces: { }")]
                self._key()
            elif not sign.isspace():
                if self._is_string() and sign[0] in "\"'":
                    self._flush()
                if self._start < 0:
                    self._start = at
                self._end = token.end()
        self._flush()
        for bracket, at, _ in reversed(self._open):
            self._blame(at, at + 1, f"this “{bracket}” is not closed", f"“{_CLOSING[bracket]}”")
        closing = "".join(_CLOSING[bracket] for bracket, *_ in reversed(self._open))
        return "".join(self._out) + closing, self._faults

    def _in_braces(self) -> bool:
        return bool(self._open) and self._open[-1][0] == "{"

    def _is_string(self) -> bool:
        return bool(_STRING.fullmatch(self._text, max(0, self._start), max(0, self._end)))

    def _blame(self, start: int, end: int, message: str, right: str = "") -> None:
        self._faults.append(Fault(start, end, message, right))

    def _skip(self, start: int, end: int, instead: str = "") -> None:
        """Copy up to `start`, and leave out what stands up to `end`."""
        self._out.append(self._text[self._copied : start] + instead)
        self._copied = end

    def _separate(self, at: int) -> None:
        """Before a value that begins at `at`: the comma, whether it is there or not."""
        if self._full:
            self._blame(at, at + 1, "there is no comma before this")
        if self._full or self._comma >= 0:
            self._out.append(", ")
        self._comma = -1
        self._full = True

    def _key(self) -> None:
        """What was read is a key; or a value, and the next key without a comma."""
        piece = self._text[max(0, self._start) : self._end]
        if self._keyed and self._start >= 0 and (words := piece.split(None, 1))[1:]:
            begin, end = self._end - len(words[1]), self._end
            self._end = self._start + len(words[0])
            self._flush()
            self._start, self._end = begin, end
        self._separate(self._start if self._start >= 0 else 0)
        if self._start >= 0:
            key = self._text[self._start : self._end]
            right = key if is_toml(f"{{{key} = 1}}") else quoted(key.strip("\"'"))
            if right != key:
                self._blame(self._start, self._end, "a key of several words needs quotes", right)
            self._skip(self._start, self._end, right)
        self._keyed, self._full, self._start = True, False, -1

    def _flush(self) -> None:
        """What was read is a value."""
        start, end, self._start = self._start, self._end, -1
        if start < 0:
            return
        piece = self._text[start:end]
        if self._in_braces() and not self._keyed:
            self._without_key(piece, start, end)
            return
        if not (self._in_braces() and self._keyed):
            self._separate(start)
        self._full = True
        self._bare = None
        if is_toml(piece):
            self._skip(start, end, piece)
            return
        right, message = plain(piece)
        if message:
            self._blame(start, end, message, right)
        self._skip(start, end, right)
        self._bare = start, len(self._out) - 1

    def _without_key(self, piece: str, start: int, end: int) -> None:
        """A piece in braces without an equals sign."""
        if self._bare and self._comma >= 0 and not _WITH_COLON.fullmatch(piece):
            # it was no end: { tempo = lift 10, lower 10 }
            begin, place = self._bare
            right = quoted(self._text[begin:end])
            self._out[place:] = [right]
            self._copied = end
            self._faults[-1] = Fault(begin, end, "this text needs quotes around it", right)
            self._comma, self._full, self._keyed = -1, True, True
            return
        self._separate(start)
        for pattern in (_WITH_COLON, _WITHOUT_EQUALS):
            if found := pattern.fullmatch(piece):
                value = found[found.lastindex or 0]
                right = f"{found[1]} = {value if is_toml(value) else plain(value)[0]}"
                at = start + found.start(2)
                if pattern is _WITH_COLON:
                    self._blame(at, at + 1, "a colon where “=” belongs", right)
                else:
                    self._blame(start, end, "there is no “=” between key and value", right)
                self._skip(start, end, right)
                return
        self._blame(start, end, "in braces every value has a key", "{ key = value }")
        self._skip(start, end, f"{quoted(piece)} = 0")

    def _close(self, sign: str, at: int) -> None:
        self._flush()
        bracket, _, keyed = self._open.pop() if self._open else ("[", 0, False)
        if self._comma >= 0 and bracket == "{":
            self._blame(self._comma, self._comma + 1, "there is a comma too many")
        right = _CLOSING[bracket]
        if sign != right:
            self._blame(at, at + 1, f"“{bracket}” is closed with “{right}”")
        self._skip(at, at + 1, right)
        self._comma, self._bare, self._full, self._keyed = -1, None, True, keyed

    def _finished(self, end: int) -> tuple[str, list[Fault]]:
        """The outermost bracket is closed; nothing but a comment may follow."""
        rest = _COMMENT.sub("", self._text[end:]).rstrip()
        if rest.strip():
            start = end + len(rest) - len(rest.lstrip())
            if rest.strip(",; \t"):
                self._blame(start, end + len(rest), "this stands behind the value")
            else:
                self._faults.append(_too_many(rest.strip(), start))
        if self._broken >= 0:
            self._blame(self._broken, self._broken + 1, "what stands in braces must be on one line")
        return "".join(self._out), self._faults
