"""The states of a workout, and the one table of transitions between them.

A workout rests, waits for go, gets ready, works, pushes after fatigue, and is done at last. The get
ready that ends a rest belongs to the rest: it is not a state. A get ready that a key started is
`ready`. Pause is not a state either: time stands still in a state, so the table's key is the pair
(state, paused). Each row says what a command, or the end of a segment's time (`ELAPSED`), does
there, and to which states it can lead. A command without a row is refused and changes nothing. Only
this table decides transitions: the session looks up a row, does what its `Effect` says, and ends in
one of the states that the row names.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a workout is."""

    RESTING = "resting"
    WAITING = "waiting"
    READY = "ready"
    WORKING = "working"
    PUSHING = "pushing"
    DONE = "done"


class Effect(StrEnum):
    """What a row of the table does."""

    START = "start"
    """Begin the next segment, even if it would wait for go."""
    FOLLOW = "follow"
    """Continue with the next segment, or wait for go if it waits."""
    END_WORK = "end work"
    """End the effort: record the set, or pause within a rest-pause set."""
    SKIP_SET = "skip set"
    """Record the set as skipped, and continue with the rest after it."""
    REPEAT = "repeat"
    """Repeat the current set, or the one that just ended, at once or on go."""
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    HOLD = "hold"
    """Make the next set wait for go."""
    ORDER = "order"
    """Change the order of what is left."""
    NOTE = "note"
    """Keep a load or a correction."""
    TAKE_BACK = "take back"
    """Recompute the workout without an earlier command."""
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens, and the states in which it can end."""

    action: Effect
    to: frozenset[State]


ELAPSED = "elapsed"
"""The trigger that is not a command: the current segment's time is over."""

_BEGUN = frozenset({State.READY, State.WORKING})
_AGAIN = _BEGUN | {State.WAITING}
_OVER = frozenset({State.RESTING, State.WAITING, State.READY, State.WORKING, State.DONE})

TRANSITIONS: dict[tuple[State, bool], dict[str, Transition]] = {
    (State.RESTING, False): {
        ELAPSED: Transition(Effect.FOLLOW, _AGAIN | {State.RESTING}),
        "go": Transition(Effect.START, _BEGUN),
        "skip": Transition(Effect.START, _BEGUN),
        "redo": Transition(Effect.REPEAT, _AGAIN),
        "extend": Transition(Effect.EXTEND, frozenset({State.RESTING})),
        "wait": Transition(Effect.HOLD, frozenset({State.RESTING})),
        "reorder": Transition(Effect.ORDER, frozenset({State.RESTING})),
        "leave_out": Transition(Effect.ORDER, frozenset({State.RESTING, State.DONE})),
        "one_more": Transition(Effect.ORDER, frozenset({State.RESTING})),
    },
    (State.WAITING, False): {
        "go": Transition(Effect.START, _BEGUN),
        "skip": Transition(Effect.SKIP_SET, _OVER),
        "redo": Transition(Effect.REPEAT, _AGAIN),
        "extend": Transition(Effect.EXTEND, frozenset({State.RESTING})),
        "wait": Transition(Effect.HOLD, frozenset({State.WAITING})),
        "reorder": Transition(Effect.ORDER, frozenset({State.WAITING})),
        "leave_out": Transition(Effect.ORDER, frozenset({State.WAITING, State.DONE})),
        "one_more": Transition(Effect.ORDER, frozenset({State.WAITING})),
    },
    (State.READY, False): {
        ELAPSED: Transition(Effect.FOLLOW, frozenset({State.WORKING})),
        "skip": Transition(Effect.SKIP_SET, _OVER),
        "redo": Transition(Effect.REPEAT, _AGAIN),
    },
    (State.WORKING, False): {
        ELAPSED: Transition(Effect.END_WORK, _OVER),
        "fatigue": Transition(Effect.END_WORK, _OVER | {State.PUSHING}),
        "skip": Transition(Effect.SKIP_SET, _OVER),
        "redo": Transition(Effect.REPEAT, _AGAIN),
    },
    (State.PUSHING, False): {
        ELAPSED: Transition(Effect.FOLLOW, _OVER),
        "skip": Transition(Effect.FOLLOW, _OVER),
        "redo": Transition(Effect.REPEAT, _AGAIN),
    },
    (State.DONE, False): {
        "one_more": Transition(Effect.ORDER, frozenset({State.WAITING})),
    },
}
"""(state, paused) -> trigger -> row. The rows that many states share are added below."""

for _state in State:
    _rows = TRANSITIONS[_state, False]
    _stay = Transition(Effect.NOTE, frozenset({_state}))
    _shared = {"undo": Transition(Effect.TAKE_BACK, frozenset(State)), "amend": _stay}
    _rows |= _shared
    if _state is State.DONE:
        continue
    _rows |= {"set_load": _stay, "stop": Transition(Effect.STOP, frozenset({State.DONE}))}
    if _state is State.WAITING:
        continue
    _rows["pause"] = Transition(Effect.PAUSE, frozenset({_state}))
    TRANSITIONS[_state, True] = _shared | {
        "resume": Transition(Effect.RESUME, frozenset({_state})),
        **{name: _rows[name] for name in ("stop", "skip", "redo")},
    }
