"""Which key does what. The settings can remap every key; presets suit some hardware."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from supertimer.engine.state import State
from supertimer.errors import SupertimerError


class Action(StrEnum):
    """What a key can do in a workout; the settings use these values in `[keys]`."""

    MAIN = "main"
    """Go; during a set, fatigue."""
    PAUSE = "pause"
    SKIP = "skip"
    REDO = "redo"
    UNDO = "undo"
    LONGER = "longer"
    """Lengthen the rest by 15 s."""
    SHORTER = "shorter"
    EARLIER = "earlier"
    """Move the end of the last set one second earlier."""
    LATER = "later"
    HEAVIER = "heavier"
    """Put on the next heavier load that the machine has."""
    LIGHTER = "lighter"
    EDIT = "edit"
    """Correct the last set."""
    KEEP = "keep"
    """Keep the set that ended early: it was not a false start."""
    ACCEPT = "accept"
    """Take the suggested load."""
    BODYWEIGHT = "bodyweight"
    ORDER = "order"
    """List the exercises that are left, to choose the next one or leave one out."""
    POSTPONE = "postpone"
    """Move the next exercise back by one place."""
    ONE_MORE = "one_more"
    """Add one more set of the last exercise."""
    REPEAT = "repeat"
    """Repeat what comes next."""
    SHARE = "share"
    """Show the workout on a phone."""
    STOP = "stop"
    HELP = "help"


DEFAULTS: Mapping[str, Action] = {
    "space": Action.MAIN,
    "enter": Action.MAIN,
    "pagedown": Action.MAIN,
    "right": Action.MAIN,
    "p": Action.PAUSE,
    "s": Action.SKIP,
    "r": Action.REDO,
    "u": Action.UNDO,
    "plus": Action.LONGER,
    "minus": Action.SHORTER,
    "left_square_bracket": Action.EARLIER,
    "right_square_bracket": Action.LATER,
    "up": Action.HEAVIER,
    "down": Action.LIGHTER,
    "e": Action.EDIT,
    "k": Action.KEEP,
    "y": Action.ACCEPT,
    "b": Action.BODYWEIGHT,
    "o": Action.ORDER,
    "n": Action.POSTPONE,
    "m": Action.ONE_MORE,
    "a": Action.REPEAT,
    "w": Action.SHARE,
    "q": Action.STOP,
    "escape": Action.STOP,
    "question_mark": Action.HELP,
}

PRESETS: Mapping[str, Mapping[str, Action]] = {
    "clicker": {
        "pageup": Action.UNDO,
        "full_stop": Action.PAUSE,
        "f5": Action.MAIN,
        "escape": Action.MAIN,
    },
    "pedal": {"a": Action.MAIN, "b": Action.UNDO, "c": Action.SKIP},
}
"""The keys that hardware sends: presentation clickers (forward, back, blank, start, and
Escape in turn with start) and foot pedals with three buttons."""

STEPS = frozenset(
    {
        *(Action.LONGER, Action.SHORTER, Action.EARLIER),
        *(Action.LATER, Action.HEAVIER, Action.LIGHTER),
    }
)
"""Actions that change a value by one step; their keys may repeat fast or be held."""

_ALWAYS = {Action.HELP, Action.STOP}
_CORRECT = {
    *(Action.UNDO, Action.REDO, Action.KEEP),
    *(Action.EARLIER, Action.LATER, Action.EDIT),
}
_ORDER = {Action.ORDER, Action.POSTPONE, Action.ONE_MORE}
_PREPARE = {
    *(Action.HEAVIER, Action.LIGHTER, Action.ACCEPT, Action.BODYWEIGHT, Action.SKIP),
    *(Action.REPEAT, Action.SHARE),
}

BOUND: Mapping[State, frozenset[Action]] = {
    State.WAITING: frozenset(
        _ALWAYS | _CORRECT | _PREPARE | _ORDER | {Action.MAIN, Action.LONGER, Action.SHORTER}
    ),
    State.RESTING: frozenset(
        _ALWAYS
        | _CORRECT
        | _PREPARE
        | _ORDER
        | {Action.MAIN, Action.LONGER, Action.SHORTER, Action.PAUSE}
    ),
    State.READY: frozenset(
        _ALWAYS
        | {Action.PAUSE, Action.SKIP, Action.REDO, Action.UNDO, Action.HEAVIER}
        | {Action.LIGHTER, Action.REPEAT}
    ),
    State.WORKING: frozenset(
        _ALWAYS | {Action.MAIN, Action.PAUSE, Action.SKIP, Action.REDO, Action.UNDO}
    ),
    State.PUSHING: frozenset(
        _ALWAYS | {Action.PAUSE, Action.SKIP, Action.REDO, Action.UNDO, Action.KEEP}
    ),
    State.DONE: frozenset(_ALWAYS | _CORRECT | {Action.MAIN, Action.ONE_MORE}),
}
"""The actions that each state accepts. During a set, every other key means fatigue."""


class KeysError(SupertimerError):
    """The settings name an unknown action or preset."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which action each key has."""

    actions: Mapping[str, Action]

    def action(self, key: str, state: State) -> Action | None:
        """Return what `key` does in `state`; None if it is not bound there."""
        action = self.actions.get(key)
        return action if action in BOUND[state] else None

    def key(self, action: Action) -> str:
        """Return the first key for `action` as printed on the keyboard; empty if it has no key."""
        return next((shown(key) for key, does in self.actions.items() if does is action), "")


def keymap(remapped: Mapping[str, str]) -> Keymap:
    """Return the default keys, changed by `[keys]`: `preset = "clicker"`, `f5 = "main"`.

    Raises KeysError for an unknown action or preset.
    """
    actions = dict(DEFAULTS)
    preset = remapped.get("preset")
    if preset is not None:
        if preset not in PRESETS:
            known = ", ".join(PRESETS)
            raise KeysError(f'[keys] unknown preset "{preset}"; use one of: {known}')
        actions |= PRESETS[preset]
    for key, name in remapped.items():
        if key == "preset":
            continue
        if name not in list(Action):
            known = ", ".join(Action)
            raise KeysError(f'[keys] {key}: unknown action "{name}"; use one of: {known}')
        actions[KEY_NAMES.get(key, key)] = Action(name)
    return Keymap(actions)


KEY_NAMES: Mapping[str, str] = {
    " ": "space",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
"""The name that Textual gives to the key of each character."""

_SHOWN = {name: char for char, name in KEY_NAMES.items() if char != " "} | {
    "escape": "Esc",
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "right": "→",
    "left": "←",
}


def shown(key: str) -> str:
    """Return a key's name as printed on the keyboard."""
    if key[:1] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)


def bind(remapped: Mapping[str, str], key: str, action: Action) -> dict[str, str]:
    """Return `[keys]` of the settings with `key` assigned to `action`."""
    kept = {name: does for name, does in remapped.items() if KEY_NAMES.get(name, name) != key}
    if keymap(kept).actions.get(key) is not action:
        characters = {name: char for char, name in KEY_NAMES.items() if char != " "}
        kept[characters.get(key, key)] = str(action)
    return kept


def reset_binding(remapped: Mapping[str, str], action: Action) -> dict[str, str]:
    """Return `[keys]` of the settings with `action` reset to its default keys."""
    usual = keymap(_preset(remapped)).actions
    return _preset(remapped) | {
        name: does
        for name, does in remapped.items()
        if does != action and usual.get(KEY_NAMES.get(name, name)) is not action
    }


def unbound_by(before: Mapping[str, str], after: Mapping[str, str]) -> Action | None:
    """Return an action of `before` that `after` leaves without a key, or None."""
    left = set(keymap(after).actions.values())
    return next((each for each in keymap(before).actions.values() if each not in left), None)


def _preset(remapped: Mapping[str, str]) -> dict[str, str]:
    return {name: each for name, each in remapped.items() if name == "preset"}
