"""The line mode: a live workout as lines of text, for screen readers, ssh and logs."""

import json
from collections.abc import Callable, Iterator

from supertimer.clock import Clock
from supertimer.engine.events import (
    Command,
    Event,
    EventName,
    Extend,
    Fatigue,
    Go,
    Pause,
    Redo,
    Resume,
    Skip,
    Stop,
    Undo,
    as_json,
)
from supertimer.engine.plan import Plan, RestLabel, SegmentKind
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.keyboard import Keyboard
from supertimer.runner import Runner

KEYS = (
    "Space or Enter: go, and fatigue during a set. p: pause, s: skip, r: repeat the set,"
    " u: undo, +/-: 15 s more or less rest, a: say again what comes next, q: stop, ?: these keys."
)

LONGEST_WAIT = 100
"""Milliseconds between two looks at the clock when nothing is due."""

FIRST_SECONDS = 2000
"""A key in the first milliseconds of a set or a rest is one too many, not a decision."""

REPEAT = 700
"""A held key repeats faster than this, in milliseconds; it counts once."""

_RESTS = {
    RestLabel.SWITCH: "Change sides",
    RestLabel.CHANGE: "Change the load",
    RestLabel.PAUSE: "Pause",
}


def words(plan: Plan, event: Event) -> str | None:
    """What an event says in the line mode; None for ticks."""
    return "".join(_words(plan, event)) or None


def _words(plan: Plan, event: Event) -> Iterator[str]:
    match event.event:
        case EventName.WAITING:
            yield f"Next: {_set(event)}.{_settings(plan, event)} Press Space to go."
        case EventName.SEGMENT_STARTED:
            yield from _segment(plan, event)
        case EventName.PHASE_STARTED:
            assert event.phase is not None
            yield event.phase.capitalize()
            yield f", {event.side}" if event.side else ""
            yield f" at {event.effort} % effort" if event.effort else ""
            yield f", {seconds(event.ms or 0)}"
            yield f", rep {event.rep}" if event.rep else ""
        case EventName.REP_COMPLETED:
            yield f"Rep {event.rep} complete, {clock(event.tul_ms)} under load"
        case EventName.TARGET_REACHED:
            yield f"Target window reached, {clock(event.tul_ms)}"
        case EventName.LAST_MATCHED:
            yield f"Last time's {clock(event.tul_ms)} matched"
        case EventName.TARGET_TOPPED:
            yield f"Top of the target window, {clock(event.tul_ms)}"
        case EventName.SET_ENDED | EventName.SET_AMENDED:
            yield "Set over" if event.event is EventName.SET_ENDED else "Corrected"
            yield f", {event.ended_by}: {clock(event.tul_ms)} under load"
            yield "" if event.reps is None else f", {event.reps / 100:g} reps"
            yield f", {event.load}" if event.load else ""
        case EventName.SET_DISCARDED:
            yield "That set will be repeated"
        case EventName.LOAD_SET:
            yield f"Load: {event.load or 'none'}"
        case EventName.PAUSED:
            yield "Paused. Press Space to go on, q to stop."
        case EventName.RESUME_COUNT:
            yield f"{(event.ms or 0) // 1000}"
        case EventName.RESUMED:
            yield "Go on" + (f": {event.phase}" if event.phase else "")
        case EventName.RETRACTED:
            yield "Taken back"
        case EventName.WORKOUT_ENDED:
            yield "Workout over"


def _segment(plan: Plan, event: Event) -> Iterator[str]:
    match event.segment:
        case SegmentKind.READY:
            yield f"Get ready: {_set(event)}, {seconds(event.ms or 0)}"
        case SegmentKind.WORK:
            yield f"Begin: {_set(event)}"
        case SegmentKind.PUSH:
            yield f"Push, {seconds(event.ms or 0)}"
        case SegmentKind.REST:
            rest = _RESTS[event.label] if event.label else "Rest"
            yield f"{rest}, {seconds(event.ms or 0)}"


def _set(event: Event) -> str:
    side = f", {event.side} side" if event.side else ""
    load = f", {event.load}" if event.load else ""
    return f"{event.exercise}, set {event.set}{side}{load}"


def _settings(plan: Plan, event: Event) -> str:
    assert event.index is not None
    work = plan.sets[event.index]
    settings = "".join(f" {name.capitalize()} {value}." for name, value in work.settings)
    return settings + (f" {work.cue}" if work.cue else "")


def seconds(ms: int) -> str:
    """A length in words: `10 seconds`, `2.5 seconds`, `1 second`."""
    return f"{ms / 1000:g} second{'' if ms == 1000 else 's'}"


def clock(ms: int | None) -> str:
    """Minutes and whole seconds: `1:32`."""
    minutes, rest = divmod((ms or 0) // 1000, 60)
    return f"{minutes}:{rest:02}"


def event_line(plan: Plan, event: Event) -> str:
    """The event as a line of JSON."""
    return json.dumps(as_json(event), ensure_ascii=False)


class Lines:
    """The line mode's keys, and when they count."""

    def __init__(self, runner: Runner, clock: Clock, write: Callable[[str], None]) -> None:
        self._runner = runner
        self._clock = clock
        self._write = write
        self._last: dict[str, int] = {}

    def run(self, keyboard: Keyboard) -> None:
        """Do the workout to its end, or until no key can come and one is waited for."""
        shown = self._runner.pulse()
        while shown.state is not State.DONE:
            key = keyboard.key(self._wait())
            if key:
                self.press(key, self._clock.now(), shown)
            elif keyboard.at_end and (shown.state is State.WAITING or shown.paused):
                self._write("No key can come any more: the workout is stopped.")
                self._runner.press(Stop())
            shown = self._runner.pulse()
            if notice := self._runner.take_notice():
                self._write(notice)

    def _wait(self) -> int:
        """How long to wait for a key, in milliseconds: until the next thing is due."""
        deadline = self._runner.next_deadline()
        until = LONGEST_WAIT if deadline is None else deadline - self._clock.now()
        return min(LONGEST_WAIT, max(0, until))

    def press(self, key: str, at: int, shown: Snapshot) -> None:
        """A key came at the clock's time `at`, when the workout looked like `shown`."""
        repeated = at - self._last.get(key, -REPEAT) < REPEAT
        self._last[key] = at
        if repeated:
            return
        if key == "question_mark":
            self._write(KEYS)
        if key == "a" and shown.state not in (State.WORKING, State.PUSHING):
            self._runner.repeat()
        command = meaning(key, shown)
        if command is None:
            return
        try:
            self._runner.press(command, at)
        except RefusedError as refused:
            self._write(str(refused))


def meaning(key: str, shown: Snapshot) -> Command | None:
    """The command that `key` gives when the workout looks like `shown`; None for none."""
    named: dict[str, Command] = {
        "s": Skip(),
        "r": Redo(),
        "u": Undo(),
        "plus": Extend(15_000),
        "minus": Extend(-15_000),
        "q": Stop(),
    }
    if key in named:
        return named[key]
    if key == "p":
        return Resume() if shown.paused else Pause()
    if key == "question_mark":
        return None
    main = key in ("space", "enter", "pagedown", "right")
    if shown.paused:
        return Resume() if main else None
    early = shown.elapsed < FIRST_SECONDS
    if shown.state is State.WORKING:
        return None if early else Fatigue()
    if shown.state is State.WAITING or (shown.state is State.RESTING and not early):
        return Go() if main else None
    return None
