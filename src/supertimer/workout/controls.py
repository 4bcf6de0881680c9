"""What every front end of a workout drives: keys go in, what is to be shown comes out.

A screen, the line mode, or a page draws what `beat` returns and passes on what was pressed. What a
press means, whether it counts, and what the lifter is asked, is decided here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from supertimer.clock import Clock
from supertimer.engine.commands import Command, OneMore, Order, Pause, Wait
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan, RestLabel, SegmentKind, SetPlan
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.guard import BURST_MS, Guard
from supertimer.workout.hints import early_question, hints, pause_question
from supertimer.workout.keymap import STEPS, Action, Keymap, keymap
from supertimer.workout.orders import false_start, latest, meant, orders, settled
from supertimer.workout.reorder import changed, postpone
from supertimer.workout.runner import Runner
from supertimer.workout.stopping import Stopping

NOTICE_MS = 8000
"""The lifter is told something for so many milliseconds."""

HOLD_MS = 500
"""While a field is open, the next set waits if it, or its get ready, would begin within this."""

Briefs = Mapping[int, Brief]
"""What the history says of each set, by the set's place in the plan."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A set that is over, and can be corrected."""

    attempt: int
    """Its place in the results."""
    work: SetPlan
    result: SetResult


class Front(Protocol):
    """What Controls asks of the front end on which a key was pressed."""

    def help(self) -> None:
        """Show the keys."""
        ...

    def order(self, left: Sequence[Left]) -> None:
        """Show what is left; the lifter may choose what comes next, or leave something out.

        Call `reorder` with the lifter's choice.
        """
        ...

    def edit(self, ended: Ended) -> None:
        """Let the lifter correct the result of a set, then `give` an `Amend`."""
        ...

    def weigh(self) -> None:
        """Ask what the lifter weighs, then call `weigh`."""
        ...

    def repeat(self) -> None:
        """Show again what comes next; the voice says it, if it can be heard."""
        ...

    def refuse(self, action: Action, why: str) -> None:
        """Say that `action` does nothing now; `why` is a sentence, or empty."""
        ...

    def leave(self) -> None:
        """The workout is done, and the lifter leaves it."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be seen of a workout at one moment."""

    snapshot: Snapshot
    question: str
    """What the lifter is asked, if anything."""
    notice: str
    """What the lifter is told at the moment, if anything."""
    hints: str
    """The few keys worth showing."""
    acted: bool = False
    """Whether a key has just acted: its effect is to be seen at once."""


class Controls:
    """One live workout, for as many front ends as there are."""

    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        keys: Keymap | None = None,
        *,
        person: str = "",
        unit: Unit | None = None,
        read_briefs: Callable[[], Briefs] = dict,
        weight: Load | None = None,
        keep_weight: Callable[[Load], None] = lambda weight: None,
        caption: Callable[[Snapshot], str] = lambda snapshot: "",
    ) -> None:
        """Drive the workout of `runner`.

        `read_briefs` reads what the history says of the sets, `keep_weight` keeps what the person
        weighs. `caption` explains a moment, where nothing else is asked.
        """
        self.runner = runner
        self.clock = clock
        self.keys = keys or keymap({})
        self.person = person
        self.unit = unit
        """The unit to show loads in; None: as they are lifted."""
        self.weight = weight
        """What the person weighed the last time."""
        self.briefs: Briefs = {}
        self.field_open = False
        """Whether the lifter is typing something: the next set waits for that."""
        self._read_briefs = read_briefs
        self._keep_weight = keep_weight
        self._caption = caption
        self._guard = Guard()
        self._stopping = Stopping()
        self._notice, self._notice_until = "", 0
        self._kept: int | None = None
        """The early end that the lifter has confirmed, by its place in the results."""
        self._snapshot = runner.snapshot()

    @property
    def plan(self) -> Plan:
        """What is being done."""
        return self.runner.plan

    def brief(self) -> None:
        """Read what the history says of the sets: best done after the first picture."""
        self.briefs = self._read_briefs()

    def press(self, key: str, at: int, front: Front) -> None:
        """`key` was pressed at the clock's time `at`; `beat` lets it act, if it counts."""
        steps = meant(key, self.keys, self._look()) in STEPS
        self._guard.press(key, at, partial(self._act, key, front=front), steps=steps)

    def chord(self, key: str, at: int) -> None:
        """A key was pressed that means nothing here: what came with it does not count either."""
        self._guard.press(key, at, None)

    def focus(self, at: int) -> None:
        """The window came to the front: the click that did it does not count."""
        self._guard.focus(at)

    def paste(self) -> None:
        """Text was pasted: its letters do not count."""
        self._guard.drop()

    def give(self, *commands: Command, at: int | None = None) -> str:
        """Give commands to the workout; returns why one was refused, or nothing."""
        try:
            for command in commands:
                self._snapshot = self.runner.press(command, at)
        except RefusedError as refused:
            return str(refused)
        return ""

    def reorder(self, command: Order, at: int | None = None) -> str:
        """Change the order of what is left, and say so; return why it was refused, or nothing."""
        before = self.runner.left
        refused = self.give(command, at=at)
        if not refused:
            snapshot = self._snapshot
            coming = None if snapshot.state is State.DONE else snapshot.index
            self._say(changed(command, before, self.runner.left, self.plan, coming))
        return refused

    def weigh(self, weight: Load) -> None:
        """Keep what the person weighs."""
        self.weight = weight
        self._keep_weight(weight)

    def idle_ms(self, at_most: int) -> int:
        """How long nothing has to be looked at, in milliseconds."""
        if self._guard.holds:
            return min(at_most, BURST_MS)
        deadline = self.runner.next_deadline()
        return at_most if deadline is None else max(0, min(at_most, deadline - self.clock.now()))

    def beat(self) -> Shown:
        """Let a key act that was held back, let happen what is due, and return what to show."""
        now = self.clock.now()
        acted = self._guard.release(now)
        snapshot = self._hold(self._look(), now)
        if notice := self.runner.take_notice():
            self._say(notice)
        return Shown(
            snapshot=snapshot,
            question=self._question(snapshot, now),
            notice=self._notice if now < self._notice_until else "",
            hints=hints(snapshot, self.keys),
            acted=acted,
        )

    def _say(self, notice: str) -> None:
        self._notice, self._notice_until = notice, self.clock.now() + NOTICE_MS

    def _look(self) -> Snapshot:
        """While a key is held back nothing happens, so that nothing must be taken back for it."""
        if not self._guard.holds:
            self._snapshot = self.runner.pulse()
        return self._snapshot

    def _hold(self, snapshot: Snapshot, now: int) -> Snapshot:
        """Make the next set wait while a field is open."""
        deadline = self.runner.next_deadline()
        if not (self.field_open and snapshot.starts_itself) or deadline is None:
            return snapshot
        if snapshot.segment is SegmentKind.READY or deadline - now <= HOLD_MS:
            self.give(Pause() if snapshot.label is RestLabel.PAUSE else Wait())
        return self._snapshot

    def _question(self, snapshot: Snapshot, now: int) -> str:
        if stop := self._stopping.question(now):
            return stop
        if snapshot.paused:
            return pause_question(snapshot, self.keys)
        early = false_start(snapshot)
        if early is not None and early != self._kept:
            return early_question(snapshot, self.keys)
        return self._caption(snapshot)

    def _act(self, key: str, at: int, front: Front) -> None:
        """What `key`, pressed at `at`, does."""
        snapshot = self._snapshot
        action = meant(key, self.keys, snapshot)
        answer = self._stopping.answer(key, at, action, snapshot.state)
        if answer is not None:
            self.give(*answer, at=at)
            return
        match action:
            case None:
                pass
            case Action.STOP | Action.MAIN if snapshot.state is State.DONE:
                front.leave()
            case Action.STOP:
                self._stopping.ask(key, at)
            case Action.HELP:
                front.help()
            case Action.KEEP:
                self._kept = false_start(snapshot)
            case Action.BODYWEIGHT:
                front.weigh()
            case Action.REPEAT if snapshot.state is not State.WORKING:
                self.runner.repeat()
                front.repeat()
            case Action.ORDER | Action.POSTPONE | Action.ONE_MORE if not snapshot.paused:
                if refused := self._order(action, at, front):
                    front.refuse(action, refused)
            case Action.EDIT if not snapshot.paused:
                if ended := self._ended(snapshot):
                    front.edit(ended)
            case _:
                brief = self.briefs.get(snapshot.index)
                given = orders(action, self.plan, snapshot, brief.suggested if brief else None)
                refused = self.give(*given, at=at)
                if action is Action.UNDO and not refused:
                    self._say_next(snapshot)
                if refused or not (given or action is Action.MAIN):
                    front.refuse(action, refused)

    def _order(self, action: Action, at: int, front: Front) -> str:
        """Change the order of what is left; return why that is refused, or nothing."""
        left = self.runner.left
        if not settled(self._snapshot):
            return "the rest has only just begun; press it once more"
        if action is Action.ONE_MORE:
            return self.reorder(OneMore(), at)
        if not left:
            return "no other exercise is left"
        if action is Action.ORDER:
            front.order(left)
            return ""
        later = postpone(left)
        return "no other exercise is left" if later is None else self.reorder(later, at)

    def _say_next(self, before: Snapshot) -> None:
        """Say which exercise comes next, if an undo has changed that."""
        now, sets = self._snapshot, self.plan.sets
        rests = {before.state, now.state} <= {State.RESTING, State.WAITING}
        if rests and before.index != now.index:
            self._say(f"Next: {sets[now.index].exercise}.")

    def _ended(self, snapshot: Snapshot) -> Ended | None:
        """The set that ended last and counts."""
        place = latest(snapshot)
        if place is None:
            return None
        result = snapshot.results[place]
        return Ended(place, self.plan.sets[result.index], result)
