"""Texts that people read keep to plain English: name the actor, give the number, say what to do.

`RELAPSES` holds the phrases that came back most often. Add to `ALLOWED` only what has to stay.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RELAPSES = {
    r"\b(is|are|was|were) no (?!longer|more|less|later|earlier)\w": "is not a, unknown",
    r"\bno (key|load) (here|and)\b": "unknown, can't read",
    r"\b(whoever|nobody|what stands)\b": "the actor or the thing",
    r"\b(all well|(?<!--)anew|mend(ed|s)?|away from here)\b": "ordinary words",
    r"\bof (your|their|its|our) own\b": "your own ..., separate",
    r"\b(heard later by|played through|the best there is|comes to pass)\b": "the usual term",
    r"\bsystem's own\b|\bas usual\b|^keys of\b|^as lifted$": "default, the usual term",
    r"\bgoes behind\b|^closed as\b|\bit only helped\b": "put ... after, marked as, helper",
    r"\bso (many|long)\b(?! as\b)": "the number",
    r"\b(line|set|track|row|person|object|week|day) an? (line|set|track|row|person|week)\b": "per",
    r"[;,] else\b|\bone is for\b|\bis done as\b|\bwas done as\b": "default:, whole sentences",
    r"^no flashing\b|; better \w+day\b": "a label for what is on, ready ...",
    r"\btake back nothing\b|^An? .+ that .+ and none in\b|^From what\b": "undo, Return, Turn",
}
ALLOWED: dict[str, int] = {}
"""File -> the number of relapses that have to stay in it."""

BEFORE = """heard later by · 0 ms
played through · the best there is
output device · the system's own
keys of · a keyboard
keys in a workout · as usual
no flashing · no
as lifted
accents · as usual
This routine has to be mended first: e edits it.
A shade paler: it only helped
chest: 0 h of 72 h; better Sunday
Push and Pull, done away from here
“heavy” is no load and time; write 120 1:42 …
Count what was done as the exercise OLD to the exercise NEW.
Whose history; else the settings say.
all well
--as goes behind the command
closed as stopped
another one is for "redo". Press y to take it from there.
Let `undo` take back nothing that was given before: it was another day.
An action that has keys in the one `[keys]` and none in the other
From what a parser or a model complains about to what a lifter can mend""".splitlines()
AFTER = """Audio latency · 0 ms
Audio backend · automatic (miniaudio)
Output device · system default
Key preset · keyboard
Workout keys · default
Flash at turnarounds · on
Load units · as entered
Accents · 0 dB
This routine has errors. Press e to edit it.
Lighter shade: worked as a helper
chest: 0 of 72 h recovered, ready Sunday
Log a past workout: Push and Pull
Can't read “heavy”. Enter a load and a time, such as 120 1:42.
Treat OLD as an earlier name of NEW.
Person whose history to show (default: from settings).
No problems found.
Put --as after the command.
marked as stopped
That key is used for Redo. Press y to reassign it.
Make earlier commands permanent: after a resume, undo must not reach across the interruption.
Return an action that `after` leaves without a key, or None.
Turn parser and validation errors into located messages.""".splitlines()


def relapse(text: str) -> str:
    """Return the first phrase of a text that has to be decoded and what to write, or nothing."""
    for pattern, better in RELAPSES.items():
        if found := re.search(pattern, text, re.IGNORECASE | re.MULTILINE):
            return f"{found[0]!r}: write {better}"
    return ""


def shown(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a file with its line: strings with a space in them, and comments."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from enumerate(source.splitlines(), 1)
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and " " in str(node.value):
            yield node.lineno, str(node.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


FILES = [
    *sorted((ROOT / "src" / "supertimer").rglob("*.py")),
    *sorted((ROOT / "src" / "supertimer" / "web" / "static").glob("*.[hj]*")),
    *sorted((ROOT / "routines").glob("*.toml")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_texts_of_a_file_are_plain_english(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = [f"{name}:{line}: {why}" for line, text in shown(path) if (why := relapse(text))]
    assert len(found) <= ALLOWED.get(name, 0), "\n".join(found)


@pytest.mark.parametrize("text", BEFORE)
def test_a_text_that_has_to_be_decoded_is_found(text: str) -> None:
    assert relapse(text)


@pytest.mark.parametrize("text", AFTER)
def test_a_plain_text_passes(text: str) -> None:
    assert not relapse(text)
