"""The line mode: a live workout as lines of text, for screen readers, ssh, and logs."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from supertimer.engine.as_json import as_json
from supertimer.engine.commands import LeaveOut, Stop
from supertimer.engine.events import (
    Event,
    LastMatched,
    LeftOut,
    LoadSet,
    PhaseResumed,
    PhaseStarted,
    PushStarted,
    ReadyStarted,
    Reordered,
    RepCompleted,
    RestStarted,
    ResultEvent,
    ResumeCount,
    Resumed,
    Retracted,
    SetAdded,
    SetAmended,
    SetDiscarded,
    SetEnded,
    TargetReached,
    TargetTopped,
    Waiting,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.result import EndedBy
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.history.wording import reps, set_place
from supertimer.text import count
from supertimer.units import Load, minutes, seconds_left
from supertimer.workout.briefing import Brief
from supertimer.workout.controls import Controls
from supertimer.workout.front import Ended, Shown
from supertimer.workout.keyboard import Keyboard
from supertimer.workout.keymap import Action, Keymap
from supertimer.workout.orders import settled
from supertimer.workout.reorder import name, put_next

_KEYS = {
    Action.MAIN: "go; during a set, fatigue",
    Action.PAUSE: "pause, resume",
    Action.SKIP: "skip",
    Action.REDO: "redo the set",
    Action.UNDO: "undo",
    Action.LONGER: "15 s more rest",
    Action.SHORTER: "15 s less rest",
    Action.HEAVIER: "next heavier load",
    Action.LIGHTER: "next lighter load",
    Action.EARLIER: "last set ended 1 s earlier",
    Action.LATER: "last set ended 1 s later",
    Action.ORDER: "choose the next exercise, or leave one out",
    Action.POSTPONE: "do this exercise later",
    Action.ONE_MORE: "one more set",
    Action.REPEAT: "repeat what comes next",
    Action.SHARE: "show the workout on a phone",
    Action.STOP: "stop",
    Action.HELP: "list the keys",
}

NO_KEYS = (
    "standard input has ended, and no set was done. To press keys, run the workout in a terminal."
)

LONGEST_WAIT = 100
"""How often to look at the clock when nothing is due, in milliseconds."""


def words(plan: Plan, event: Event, keys: Keymap) -> str | None:
    """Return the line for an event; None for events without one, such as ticks."""
    match event:
        case Waiting():
            return f"{_next(plan, event.index, event.next_load)} {_press_go(keys)}"
        case ReadyStarted():
            return _ready(plan, event)
        case WorkStarted():
            return f"Begin: {_set(plan, event.index, event.load)}"
        case PushStarted():
            return f"Push, {seconds(event.ms)}"
        case RestStarted():
            return _rest(plan, event.label, event.ms, event.next_index, event.next_load)
        case PhaseStarted():
            return _phase(event)
        case RepCompleted():
            return f"Rep {event.rep} complete, {minutes(event.tul_ms)} under load"
        case TargetReached():
            return f"Target window reached, {minutes(event.tul_ms)}"
        case LastMatched():
            return f"Last time's {minutes(event.tul_ms)} reached"
        case TargetTopped():
            return f"Top of the target window reached, {minutes(event.tul_ms)}"
        case SetEnded():
            return f"Set ended ({_ended(event)}): {_result(event)}"
        case SetAmended():
            return f"Set corrected ({_ended(event)}): {_result(event)}"
        case SetDiscarded():
            return "Redo the set"
        case LoadSet():
            return f"Load: {event.load or 'none'}"
        case ResumeCount():
            return str(event.ms // 1000)
        case Resumed():
            return "Resumed"
        case PhaseResumed():
            return f"Resumed: {event.phase}"
        case Retracted() if event.at - event.after > 1:  # else a command came after a poll
            return "Undone"
        case Reordered() | LeftOut() | SetAdded() if event.next_index is not None:
            return _next(plan, event.next_index, event.next_load)
        case WorkoutEnded():
            return "Workout over"
    return None


def _press_go(keys: Keymap) -> str:
    return f"Press {keys.key(Action.MAIN)} to go."


def _ready(plan: Plan, event: ReadyStarted) -> str:
    """Return the line for a get ready; one that is a whole rest reads like a rest."""
    if event.label is not RestLabel.REST:
        return _rest(plan, event.label, event.ms, event.index, event.load)
    return f"Get ready: {_set(plan, event.index, event.load)}, {seconds(event.ms)}"


def _phase(event: PhaseStarted) -> str:
    side = f", {event.side}" if event.side else ""
    effort = f" at {event.effort} % effort" if event.effort else ""
    rep = f", rep {event.rep}" if event.rep else ""
    return f"{event.phase.capitalize()}{side}{effort}, {seconds(event.ms)}{rep}"


def _result(event: ResultEvent) -> str:
    result = event.result
    count = "" if result.reps is None else f", {reps(result.reps)}"
    load = f", {result.load}" if result.load else ""
    return f"{minutes(result.tul_ms)} under load{count}{load}"


def _ended(event: ResultEvent) -> str:
    return event.result.ended_by.replace("-", " ")


def coming(plan: Plan, shown: Snapshot, keys: Keymap) -> str:
    """Return what comes next, as of now, for a lifter who asks again."""
    if shown.state is State.RESTING:
        left = seconds_left(shown.remaining or 0) * 1000
        return _rest(plan, shown.label, left, shown.index, shown.load)
    go = f" {_press_go(keys)}" if shown.state is State.WAITING else ""
    return _next(plan, shown.index, shown.load) + go


def _rest(plan: Plan, label: RestLabel | None, ms: int, index: int, load: Load | None) -> str:
    """Return the line for a rest of `ms` milliseconds before the set at `index` with `load`."""
    match label:
        case RestLabel.CHANGE:
            return f"Change the load{f' to {load}' if load else ''}, {seconds(ms)}"
        case RestLabel.PAUSE:
            return f"Pause, {seconds(ms)}{f', then {load}' if load else ''}"
        case RestLabel.SWITCH:
            return f"Change sides, {seconds(ms)}. {_next(plan, index, load)}"
    return f"Rest, {seconds(ms)}. {_next(plan, index, load)}"


def _next(plan: Plan, index: int, load: Load | None) -> str:
    """Return what to prepare for the set at `index`."""
    work = plan.sets[index]
    settings = "".join(f" {name.capitalize()} {value}." for name, value in work.settings)
    return f"Next: {_set(plan, index, load)}.{settings}" + (f" {work.cue}" if work.cue else "")


def _set(plan: Plan, index: int, load: Load | None) -> str:
    name = f"{plan.sets[index].exercise}, {set_place(plan, index)}"
    return f"{name}, {load}" if load else name


def seconds(ms: int) -> str:
    """Return a length in words: `10 seconds`, `2.5 seconds`, `1 second`."""
    return f"{ms / 1000:g} second{'' if ms == 1000 else 's'}"


def event_line(event: Event) -> str:
    """Return the event as a line of JSON."""
    return json.dumps(as_json(event), ensure_ascii=False)


def key_words(keys: Keymap) -> str:
    """Return the keys of the line mode in one line."""
    told = (f"{keys.key(action)}: {words}" for action, words in _KEYS.items() if keys.key(action))
    return "; ".join(told)


def before_set(brief: Brief, keys: Keymap, load: Load | None = None) -> Iterator[str]:
    """Yield what the history says about the next set, which has `load`: last time, and advice."""
    if brief.last:
        yield f"Last time: {brief.last}."
    if brief.suggested not in (None, load):
        why = f" ({brief.reason})" if brief.reason else ""
        key = keys.key(Action.ACCEPT)
        yield f"Suggested load: {brief.suggested}{why}. Press {key} to use it."
    elif brief.reason:
        yield f"Advice: {brief.reason}."


class NoKeysError(SupertimerError):
    """Standard input has ended before the lifter has done anything."""


class Lines:
    """The line mode of one workout: it writes what happens and passes keys on."""

    def __init__(
        self,
        controls: Controls,
        write: Callable[[str], None],
        tell: Callable[[str], None],
        *,
        as_json: bool = False,
    ) -> None:
        """Show the workout of `controls`: events through `write`, everything else through `tell`.

        With `as_json`, write one JSON object per event.
        """
        self._controls = controls
        self._write = write
        self._tell = tell
        self._as_json = as_json
        self._told = ("", "")
        """The latest question and notice."""
        self._asked = False
        """Whether the lifter has seen the offer to undo the end of the last set."""
        self._left = False
        self._order: Sequence[Left] | None = None
        """The exercises that the lifter chooses from; None if no choice is open."""
        self._leaves_out = False
        """Whether the workout leaves out the chosen exercise."""
        controls.brief()
        controls.runner.listen(self.hear)
        # The Waiting of a resumed workout was not heard, and the load may have changed since.
        for event in [each for each in controls.runner.events if isinstance(each, Waiting)][-1:]:
            self.hear(replace(event, next_load=controls.runner.snapshot().load))

    def hear(self, event: Event) -> None:
        """Write the line for an event, and before a set what the history says about it."""
        if self._as_json:
            self._write(event_line(event))
        elif line := words(self._controls.plan, event, self._controls.keys):
            self._write(line)
            match event:
                case RestStarted() if event.label is not RestLabel.PAUSE:
                    self._brief(event.next_index)
                case Waiting():
                    self._brief(event.index)
                case Reordered() | LeftOut() if event.next_index is not None:
                    self._brief(event.next_index)

    def _brief(self, index: int) -> None:
        """Write what the history says about the next set."""
        brief = self._controls.briefs.get(index, Brief())
        load = self._controls.runner.snapshot().load
        for line in before_set(brief, self._controls.keys, load):
            self._write(line)

    def run(self, keyboard: Keyboard) -> None:
        """Run the workout to its end, or until it waits for a key and no key can come.

        Raises NoKeysError if standard input ends before the lifter has done anything.
        """
        while not self._left:
            shown = self.look().snapshot
            if shown.state is not State.DONE:
                self._asked = False
            elif not self._may_regret(shown, keyboard):
                return
            if key := keyboard.key(self._controls.idle_ms(LONGEST_WAIT)):
                undoes = self._controls.keys.actions.get(key) is Action.UNDO
                if shown.state is not State.DONE or undoes:
                    self.press(key)
                elif settled(shown):
                    return
            elif self._controls.holds:
                continue  # the last key before the end of the input has yet to act
            elif keyboard.at_end and (shown.state is State.WAITING or shown.paused):
                self._controls.give(Stop())
                self.look()
                if not any(result.tul_ms for result in shown.results):
                    raise NoKeysError(NO_KEYS)
                self._tell("Standard input has ended, so the workout stops here.")

    def press(self, key: str) -> None:
        """Take a key that came now; `look` lets it act if it counts."""
        if self._order is not None:
            self._choose(key)
            return
        self._controls.press(key, self._controls.clock.now(), self)

    def look(self) -> Shown:
        """Advance the workout to now, and tell the lifter any new question or notice."""
        shown = self._controls.beat()
        told = (shown.question, shown.notice)
        for new, old in zip(told, self._told, strict=True):
            if new and new != old:
                self._tell(" ".join(new.split()))
        self._told = told
        return shown

    # What the lifter asks for

    def help(self) -> None:
        """See `Front.help`."""
        self._tell(key_words(self._controls.keys))

    def order(self, left: Sequence[Left]) -> None:
        """See `Front.order`."""
        self._order, self._leaves_out = left, False
        self._controls.field_open = True
        for place, each in enumerate(left[:9], start=1):
            self._tell(f"{place}: {name(each)}, {count(each.sets, 'set')} left")
        self._tell("Press a number to do that exercise next.")
        self._tell("Press Backspace and a number to leave that exercise out.")
        self._tell("Press any other key to keep the order.")

    def _choose(self, key: str) -> None:
        """Take a key that answers which exercise comes next."""
        assert self._order is not None
        if key in ("backspace", "delete"):
            self._leaves_out = True
            self._tell("Press the number of the exercise to leave out.")
            return
        left, self._order = self._order, None
        self._controls.field_open = False
        place = int(key) - 1 if key.isdecimal() else -1
        if not 0 <= place < len(left[:9]):
            self._tell("The order stays as it is.")
            return
        unit = left[place].unit
        refused = self._controls.reorder(
            LeaveOut(unit) if self._leaves_out else put_next(left, unit)
        )
        if refused:
            self._tell(refused)

    def edit(self, ended: Ended) -> None:
        """See `Front.edit`."""
        self._tell("The line mode can't edit a set. To edit it, run `supertimer` and press h.")

    def weigh(self) -> None:
        """See `Front.weigh`."""
        self._tell("The line mode can't ask for your body weight. The screen can: `supertimer`, b.")

    def repeat(self) -> None:
        """See `Front.repeat`."""
        if not self._controls.runner.audible:
            shown = self._controls.runner.pulse()
            self._tell(coming(self._controls.plan, shown, self._controls.keys))

    def share(self) -> None:
        """See `Front.share`."""
        try:
            pages = self._controls.share()
        except SupertimerError as error:
            self._tell(str(error))
        else:
            self._tell(f"Open this link on the phone: {pages.link}")
            self._tell(pages.about)

    def refuse(self, action: Action, why: str) -> None:
        """See `Front.refuse`."""
        self._tell(why or f"The key for {action} does nothing now.")

    def leave(self) -> None:
        """See `Front.leave`."""
        self._left = True

    def _may_regret(self, shown: Snapshot, keyboard: Keyboard) -> bool:
        """Return whether the lifter can still undo the end of the last set; offer it once."""
        ended = shown.results[-1].ended_by if shown.results else None
        regrets = ended is EndedBy.FATIGUE and shown.can_undo and not keyboard.at_end
        if regrets and not self._asked:
            self._asked = True
            keys = self._controls.keys
            undo = keys.key(Action.UNDO)
            self._tell(f"If that was not fatigue, press {undo} within 10 seconds.")
            self._tell("Press any other key to leave.")
        return regrets
