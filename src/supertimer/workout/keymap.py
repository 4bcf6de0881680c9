"""Which key does what. Everything can be remapped in the settings; presets know some hardware."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from supertimer.engine.state import State
from supertimer.errors import SupertimerError


class Action(StrEnum):
    """What a key can do in a workout; the values are the names in `[keys]` of the settings."""

    MAIN = "main"
    """Go; during a set: fatigue."""
    PAUSE = "pause"
    SKIP = "skip"
    REDO = "redo"
    UNDO = "undo"
    LONGER = "longer"
    """Fifteen seconds more rest."""
    SHORTER = "shorter"
    EARLIER = "earlier"
    """The set that is over ended a second earlier."""
    LATER = "later"
    HEAVIER = "heavier"
    """The next real load for the set that comes."""
    LIGHTER = "lighter"
    EDIT = "edit"
    """Correct the set that is over."""
    KEEP = "keep"
    """The set that ended early is no false start."""
    ACCEPT = "accept"
    """Take the suggested load."""
    BODYWEIGHT = "bodyweight"
    ORDER = "order"
    """Show what is left, to put an exercise next or to leave it out."""
    POSTPONE = "postpone"
    """Do the exercise that comes next later."""
    ONE_MORE = "one_more"
    """Add one more set of the exercise just done."""
    REPEAT = "repeat"
    """Say again what comes next."""
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
"""Hardware that sends fixed keys: presenter's clickers (forward, back, blank, start, which many
alternate with Escape) and three-button foot pedals."""

STEPS = frozenset(
    {
        *(Action.LONGER, Action.SHORTER, Action.EARLIER),
        *(Action.LATER, Action.HEAVIER, Action.LIGHTER),
    }
)
"""What is done step by step: a key for it may be tapped fast, or held."""

_ALWAYS = {Action.HELP, Action.STOP}
_CORRECT = {
    *(Action.UNDO, Action.REDO, Action.KEEP),
    *(Action.EARLIER, Action.LATER, Action.EDIT),
}
_ORDER = {Action.ORDER, Action.POSTPONE, Action.ONE_MORE}
_PREPARE = {
    *(Action.HEAVIER, Action.LIGHTER, Action.ACCEPT, Action.BODYWEIGHT, Action.SKIP),
    Action.REPEAT,
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
"""What can be done in which state. In a set every key that is not bound there means fatigue."""


class KeysError(SupertimerError):
    """The settings name an action or a preset that there is not."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Key -> action."""

    actions: Mapping[str, Action]

    def action(self, key: str, state: State) -> Action | None:
        """What `key` does in `state`; None if it is not bound there."""
        action = self.actions.get(key)
        return action if action in BOUND[state] else None

    def key(self, action: Action) -> str:
        """The first key that does `action`, as it is written on the keyboard; empty for none."""
        return next((shown(key) for key, does in self.actions.items() if does is action), "")


def keymap(remapped: Mapping[str, str]) -> Keymap:
    """The defaults, with what the user's `[keys]` change: `preset = "clicker"`, `f5 = "main"`.

    Raises KeysError for an action or a preset that there is not.
    """
    actions = dict(DEFAULTS)
    preset = remapped.get("preset")
    if preset is not None:
        if preset not in PRESETS:
            known = ", ".join(PRESETS)
            raise KeysError(f"[keys] preset: there is no {preset}; there are {known}")
        actions |= PRESETS[preset]
    for key, name in remapped.items():
        if key == "preset":
            continue
        if name not in list(Action):
            known = ", ".join(Action)
            raise KeysError(f"[keys] {key}: there is no action {name}; there are {known}")
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
"""Characters -> what Textual calls their keys."""

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
    """A key's name as it is written on the keyboard."""
    if key[:1] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)


def bind(remapped: Mapping[str, str], key: str, action: Action) -> dict[str, str]:
    """Return `[keys]` of the settings with `key` for `action`, whatever the key was for."""
    kept = {name: does for name, does in remapped.items() if KEY_NAMES.get(name, name) != key}
    if keymap(kept).actions.get(key) is not action:
        characters = {name: char for char, name in KEY_NAMES.items() if char != " "}
        kept[characters.get(key, key)] = str(action)
    return kept


def reset_binding(remapped: Mapping[str, str], action: Action) -> dict[str, str]:
    """Return `[keys]` of the settings in which `action` has its default keys, and no others."""
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
