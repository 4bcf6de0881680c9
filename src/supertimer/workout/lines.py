"""The line mode: a live workout as lines of text, for screen readers, ssh and logs."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from supertimer.clock import Clock
from supertimer.engine.events import Command, EndedBy, Event, EventName, Stop, Undo, as_json
from supertimer.engine.plan import Plan, RestLabel, SegmentKind
from supertimer.engine.session import UNDO_FATIGUE
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.history.wording import reps
from supertimer.units import Load, minutes, seconds_left
from supertimer.workout.guard import BURST_MS, SETTLE_MS, Guard
from supertimer.workout.keyboard import Keyboard
from supertimer.workout.keymap import STEPS, Action, Keymap
from supertimer.workout.orders import meant, orders, paused_orders
from supertimer.workout.runner import Runner
from supertimer.workout.stopping import Stopping

_KEYS = {
    Action.MAIN: "go, and fatigue during a set",
    Action.PAUSE: "pause",
    Action.SKIP: "skip",
    Action.REDO: "repeat the set",
    Action.UNDO: "undo",
    Action.LONGER: "15 s more rest",
    Action.SHORTER: "15 s less",
    Action.HEAVIER: "the next heavier load",
    Action.LIGHTER: "the next lighter one",
    Action.EARLIER: "the set ended a second earlier",
    Action.LATER: "a second later",
    Action.REPEAT: "say again what comes next",
    Action.STOP: "stop",
    Action.HELP: "these keys",
}

LONGEST_WAIT = 100
"""Milliseconds between two looks at the clock when nothing is due."""


def words(plan: Plan, event: Event, keys: Keymap) -> str | None:
    """What an event says in the line mode; None for ticks."""
    return "".join(_words(plan, event, keys)) or None


def _words(plan: Plan, event: Event, keys: Keymap) -> Iterator[str]:
    go, stop = keys.key(Action.MAIN), keys.key(Action.STOP)
    match event.event:
        case EventName.WAITING:
            assert event.index is not None
            yield f"{_next(plan, event.index, event.next_load)} Press {go} to go."
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
            yield f"Rep {event.rep} complete, {minutes(event.tul_ms or 0)} under load"
        case EventName.TARGET_REACHED:
            yield f"Target window reached, {minutes(event.tul_ms or 0)}"
        case EventName.LAST_MATCHED:
            yield f"Last time's {minutes(event.tul_ms or 0)} matched"
        case EventName.TARGET_TOPPED:
            yield f"Top of the target window, {minutes(event.tul_ms or 0)}"
        case EventName.SET_ENDED | EventName.SET_AMENDED:
            yield "Set over" if event.event is EventName.SET_ENDED else "Corrected"
            yield f", {event.ended_by}: {minutes(event.tul_ms or 0)} under load"
            yield "" if event.reps is None else f", {reps(event.reps)}"
            yield f", {event.load}" if event.load else ""
        case EventName.SET_DISCARDED:
            yield "That set will be repeated"
        case EventName.LOAD_SET:
            yield f"Load: {event.load or 'none'}"
        case EventName.PAUSED:
            yield f"Paused. Press {go} to go on, {stop} to stop."
        case EventName.RESUME_COUNT:
            yield f"{(event.ms or 0) // 1000}"
        case EventName.RESUMED:
            yield "Go on" + (f": {event.phase}" if event.phase else "")
        case EventName.RETRACTED:
            yield "Taken back"
        case EventName.WORKOUT_ENDED:
            yield "Workout over"


def _segment(plan: Plan, event: Event) -> Iterator[str]:
    assert event.index is not None
    length = event.ms or 0
    match event.segment:
        case SegmentKind.READY:
            yield f"Get ready: {_set(plan, event.index, event.load)}, {seconds(length)}"
        case SegmentKind.WORK:
            yield f"Begin: {_set(plan, event.index, event.load)}"
        case SegmentKind.PUSH:
            yield f"Push, {seconds(length)}"
        case SegmentKind.REST:
            yield _rest(plan, event.label, length, event.index + 1, event.next_load)


def coming(plan: Plan, shown: Snapshot, keys: Keymap) -> str:
    """What comes next, once more, as it stands by now."""
    if shown.state is State.RESTING:
        left = seconds_left(shown.remaining or 0) * 1000
        return _rest(plan, shown.label, left, shown.index, shown.load)
    go = f" Press {keys.key(Action.MAIN)} to go." if shown.state is State.WAITING else ""
    return _next(plan, shown.index, shown.load) + go


def _rest(plan: Plan, label: RestLabel | None, ms: int, index: int, load: Load | None) -> str:
    """A rest of `ms` milliseconds, and what comes after it: the set at `index`, with `load` on."""
    match label:
        case RestLabel.CHANGE:
            return f"Change the load{f' to {load}' if load else ''}, {seconds(ms)}"
        case RestLabel.PAUSE:
            return f"Pause, {seconds(ms)}{f', then {load}' if load else ''}"
        case RestLabel.SWITCH:
            return f"Change sides, {seconds(ms)}. {_next(plan, index, load)}"
    return f"Rest, {seconds(ms)}. {_next(plan, index, load)}"


def _next(plan: Plan, index: int, load: Load | None) -> str:
    """What is to be prepared for the set at `index`."""
    work = plan.sets[index]
    settings = "".join(f" {name.capitalize()} {value}." for name, value in work.settings)
    return f"Next: {_set(plan, index, load)}.{settings}" + (f" {work.cue}" if work.cue else "")


def _set(plan: Plan, index: int, load: Load | None) -> str:
    work = plan.sets[index]
    side = f", {work.side} side" if work.side else ""
    return f"{work.exercise}, set {work.number}{side}{f', {load}' if load else ''}"


def seconds(ms: int) -> str:
    """A length in words: `10 seconds`, `2.5 seconds`, `1 second`."""
    return f"{ms / 1000:g} second{'' if ms == 1000 else 's'}"


def event_line(event: Event) -> str:
    """The event as a line of JSON."""
    return json.dumps(as_json(event), ensure_ascii=False)


def key_words(keys: Keymap) -> str:
    """The keys of the line mode, in one sentence."""
    told = (f"{keys.key(action)}: {words}" for action, words in _KEYS.items() if keys.key(action))
    return "; ".join(told)


class Lines:
    """The line mode's keys, and when they count."""

    def __init__(
        self, runner: Runner, clock: Clock, keys: Keymap, write: Callable[[str], None]
    ) -> None:
        """`write` is given what the lifter is told besides what happens."""
        self._runner = runner
        self._clock = clock
        self._keys = keys
        self._write = write
        self._guard = Guard()
        self._shown = runner.pulse()
        self._stopping = Stopping()
        self._after: tuple[Command, ...] = ()
        """What is to be done as soon as a paused set runs again."""

    def run(self, keyboard: Keyboard) -> None:
        """Do the workout to its end, or until no key can come and one is waited for."""
        while True:
            shown = self._workout(keyboard)
            ended = shown.results[-1].ended_by if shown.results else None
            again = ended is EndedBy.FATIGUE and shown.can_undo and not keyboard.at_end
            if not (again and self._regrets(keyboard)):
                return

    def _workout(self, keyboard: Keyboard) -> Snapshot:
        shown = self.look()
        while shown.state is not State.DONE:
            if key := keyboard.key(self._wait()):
                self.press(key)
            elif keyboard.at_end and (shown.state is State.WAITING or shown.paused):
                self._write("No key can come any more: the workout is stopped.")
                self._runner.press(Stop())
            shown = self.look()
        return shown

    def _wait(self) -> int:
        """How long to wait for a key, in milliseconds: until the next thing is due."""
        if self._guard.holds:
            return BURST_MS
        deadline = self._runner.next_deadline()
        until = LONGEST_WAIT if deadline is None else deadline - self._clock.now()
        return min(LONGEST_WAIT, max(0, until))

    def _regrets(self, keyboard: Keyboard) -> bool:
        """Ask whether the end of the last set was a mistake; if so, the set goes on."""
        undo = self._keys.key(Action.UNDO)
        self._write(f"{undo} within ten seconds if that was not fatigue; any other key leaves.")
        until = self._clock.now() + UNDO_FATIGUE
        while (left := until - self._clock.now()) > 0 and not keyboard.at_end:
            key = keyboard.key(min(left, LONGEST_WAIT))
            if key and self._keys.actions.get(key) is Action.UNDO:
                self._give(Undo(), at=self._clock.now())
                return True
            if key and left < UNDO_FATIGUE - SETTLE_MS:
                return False
        return False

    def press(self, key: str) -> None:
        """A key came now; `look` lets it act, if it counts."""
        steps = meant(key, self._keys, self.look()) in STEPS
        self._guard.press(key, self._clock.now(), partial(self._act, key), steps=steps)

    def look(self) -> Snapshot:
        """Let a key act that has been held back, and happen what is due.

        While a key is held back nothing happens, so that nothing has to be taken back for it.
        """
        self._guard.release(self._clock.now())
        if self._guard.holds:
            return self._shown
        shown = self._runner.pulse()
        if self._after and not shown.paused and shown.resumes_in is None:
            commands, self._after = self._after, ()
            self._give(*commands, at=self._clock.now())
            shown = self._runner.pulse()
        if notice := self._runner.take_notice():
            self._write(notice)
        self._shown = shown
        return shown

    def _act(self, key: str, at: int) -> None:
        """What `key`, pressed at `at`, does."""
        shown = self._shown
        action = meant(key, self._keys, shown)
        answer = self._stopping.answer(key, at, action, shown.state)
        if answer is not None:
            self._give(*answer, at=at)
            return
        match action:
            case None:
                return
            case Action.HELP:
                self._write(key_words(self._keys))
            case Action.STOP:
                self._stopping.ask(key, at)
                self._write(self._stopping.question(at))
            case Action.REPEAT if shown.state is not State.WORKING:
                self._runner.repeat()
                if not self._runner.audible:
                    self._write(coming(self._runner.plan, shown, self._keys))
            case _ if shown.paused or shown.resumes_in is not None:
                commands, after = paused_orders(action, shown)
                self._after = after or self._after
                self._obey(action, commands, at)
            case _:
                self._obey(action, orders(action, self._runner.plan, shown), at)

    def _obey(self, action: Action, commands: tuple[Command, ...], at: int) -> None:
        if not commands and action is not Action.MAIN:
            when = "now" if action in _KEYS else "in the line mode"
            self._write(f"{action} does nothing {when}")
        self._give(*commands, at=at)

    def _give(self, *commands: Command, at: int) -> None:
        try:
            for command in commands:
                self._runner.press(command, at)
        except RefusedError as refused:
            self._write(str(refused))
