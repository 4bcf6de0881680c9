"""The controls that every front end of a workout drives: keys go in, a picture comes out.

A screen, the line mode, or a page draws what `beat` returns and passes keys to `press`. Controls
decides what a press means, whether it counts, and which question the lifter sees.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from supertimer.clock import Clock
from supertimer.engine.commands import Command, OneMore, Order, Pause, SetLoad, Wait
from supertimer.engine.plan import Plan, RestLabel, SegmentKind
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError, SupertimerError
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.front import Ended, Front, Shown
from supertimer.workout.guard import BURST_MS, Guard
from supertimer.workout.hints import early_question, hints, pause_question
from supertimer.workout.keymap import BOUND, STEPS, Action, Keymap, keymap
from supertimer.workout.orders import false_start, latest, meant, orders, settled
from supertimer.workout.reorder import changed, postpone
from supertimer.workout.runner import Runner
from supertimer.workout.stopping import PAGE, Stopping

NOTICE_MS = 8000
"""How long a notice is shown, in milliseconds."""

SHARED_MS = 40
"""How long a front end may sleep while pages show the workout too, in milliseconds."""

HOLD_MS = 500
"""While a field is open, hold a set that would begin within this time, in milliseconds."""

TOO_LATE = "Something else was pressed after that."
TOO_SOON = "The rest has just begun. Press again."
"""Why a press does nothing."""

Briefs = Mapping[int, Brief]
"""What the history says about each set, by the set's place in the plan."""


class Pages(Protocol):
    """The pages on other devices that show the workout and act on it."""

    link: str
    """The link that opens a page; everybody who has it can act on the workout."""
    qr: tuple[str, ...]
    """The link as a QR code: rows of half blocks, to be drawn in black on white."""
    address: str
    """The short address to type on a device that can't scan, such as `192.168.1.5:8765`."""
    code: str
    """What the page at `address` asks for, such as `abcde-fghij`."""
    about: str
    """What the link opens, in a sentence or two."""

    @property
    def count(self) -> int:
        """How many pages show the workout now."""
        ...

    def press(self, controls: "Controls") -> None:
        """Pass what was pressed on the pages since the last call to `controls.act`."""
        ...

    def show(self, controls: "Controls", shown: Shown) -> None:
        """Show the workout on the pages; Controls calls this at every beat."""
        ...

    def close(self) -> None:
        """Tell the pages that the workout was closed, and open no more pages."""
        ...


class Controls:
    """The controls of one live workout, shared by all its front ends."""

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
        pages: Pages | None = None,
        open_pages: Callable[[], Pages] | None = None,
    ) -> None:
        """Drive the workout of `runner`; `pages` show it on other devices.

        `open_pages` shares a workout that is not shared yet, when the lifter asks for it.

        `read_briefs` reads what the history says about the sets, `keep_weight` stores the body
        weight. `caption` explains a moment when no question is open.
        """
        self.runner = runner
        self.clock = clock
        self.keys = keys or keymap({})
        self.person = person
        self.unit = unit
        """The unit to show loads in; None shows each load as it was entered."""
        self.weight = weight
        """The latest known body weight, or None."""
        self.briefs: Briefs = {}
        self.pages = pages
        """The pages that show this workout; None while it is not shared."""
        self.field_open = False
        """Whether the lifter is typing into a field; if so, the next set waits."""
        self._read_briefs = read_briefs
        self._keep_weight = keep_weight
        self._caption = caption
        self._open_pages = open_pages
        self._guard = Guard()
        self._stopping = Stopping()
        self._notice, self._notice_until = "", 0
        self._kept: int | None = None
        """The place in the results of the early end that the lifter confirmed."""
        self._snapshot = self._shown = runner.snapshot()

    @property
    def plan(self) -> Plan:
        """The plan of the workout."""
        return self.runner.plan

    def brief(self) -> None:
        """Read what the history says about the sets; call this after the first picture."""
        self.briefs = self._read_briefs()

    @property
    def shareable(self) -> bool:
        """Whether the lifter can share this workout, or has."""
        return self.pages is not None or self._open_pages is not None

    def share(self) -> Pages:
        """Return the pages of this workout; share it if it is not shared yet.

        Raises SupertimerError if it can't be shared.
        """
        if self.pages is None:
            if self._open_pages is None:
                raise SupertimerError("this workout can't be shared")
            self.pages = self._open_pages()
        return self.pages

    def close(self) -> None:
        """Leave the workout, here and on the pages; more calls do nothing."""
        self.runner.close()
        if self.pages is not None:
            self.pages.close()

    def press(self, key: str, at: int, front: Front) -> None:
        """Take `key`, pressed at the clock's time `at`; `beat` lets it act if it counts."""
        steps = meant(key, self.keys, self._look()) in STEPS
        self._guard.press(key, at, partial(self._act, key, front=front), steps=steps)

    def act(self, action: Action, at: int, front: Front) -> None:
        """Do `action`, chosen on a page `at` milliseconds after the workout was opened.

        It means what it meant then, which may be a while ago: the page was cut off. If a command
        was given after `at`, `front` is told that the action is refused.
        """
        if (counts := self._on_page(action, at, front)) is None:
            return
        snapshot, pressed = counts
        if snapshot.paused or action in BOUND[snapshot.state]:
            self._do(action, pressed, front, snapshot)
        else:
            front.refuse(action, "")

    def choose(self, command: Order | SetLoad, at: int, front: Front) -> None:
        """Give a command that was chosen on a page, such as another order; see `act`."""
        action = Action.HEAVIER if isinstance(command, SetLoad) else Action.ORDER
        if (counts := self._on_page(action, at, front)) is None:
            return
        snapshot, pressed = counts
        if isinstance(command, SetLoad):
            if refused := self.give(command, at=pressed):
                front.refuse(action, refused)
        elif refused := self.reorder(command, pressed) if settled(snapshot) else TOO_SOON:
            front.refuse(action, refused)

    def _on_page(self, action: Action, at: int, front: Front) -> tuple[Snapshot, int] | None:
        """Return the workout as it was `at`, and the clock's time then, for a press on a page.

        Return None if the press was about stopping, or came too late, which `front` is told.
        """
        at = min(at, self.clock.now() - self.runner.opened)
        snapshot, pressed = self.runner.snapshot_at(at), at + self.runner.opened
        if snapshot is None:
            front.refuse(action, TOO_LATE)
            return None
        return None if self._stops(PAGE, pressed, action, snapshot) else (snapshot, pressed)

    def chord(self, key: str, at: int) -> None:
        """Take a chord, which means nothing here; keys in the same burst do not count either."""
        self._guard.press(key, at, None)

    def focus(self, at: int) -> None:
        """Note that the window came to the front; the click that did it does not count."""
        self._guard.focus(at)

    def paste(self) -> None:
        """Note that text was pasted; its letters do not count as keys."""
        self._guard.drop()

    def give(self, *commands: Command, at: int | None = None) -> str:
        """Give commands to the workout; return why one was refused, or an empty string."""
        try:
            for command in commands:
                self._snapshot = self.runner.press(command, at)
        except RefusedError as refused:
            return str(refused)
        return ""

    def reorder(self, command: Order, at: int | None = None) -> str:
        """Change the order and show a notice; return why it was refused, or an empty string."""
        before = self.runner.left
        refused = self.give(command, at=at)
        if not refused:
            snapshot = self._snapshot
            coming = None if snapshot.state is State.DONE else snapshot.index
            self._say(changed(command, before, self.runner.left, self.plan, coming))
        return refused

    def weigh(self, weight: Load) -> None:
        """Store the body weight."""
        self.weight = weight
        self._keep_weight(weight)

    def idle_ms(self, at_most: int) -> int:
        """Return how long the front end may sleep, at most `at_most` milliseconds."""
        if self.pages is not None:
            at_most = min(at_most, SHARED_MS)
        if self._guard.holds:
            return min(at_most, BURST_MS)
        deadline = self.runner.next_deadline()
        return at_most if deadline is None else max(0, min(at_most, deadline - self.clock.now()))

    def beat(self) -> Shown:
        """Release a held key, advance the workout to now, and return what to show."""
        now = self.clock.now()
        acted = self._guard.release(now)
        if self.pages is not None and not self._guard.holds:
            self.pages.press(self)
        snapshot = self._shown = self._hold(self._look(), now)
        if notice := self.runner.take_notice():
            self._say(notice)
        shown = Shown(
            snapshot=snapshot,
            question=self._question(snapshot, now),
            notice=self._notice if now < self._notice_until else "",
            hints=hints(snapshot, self.keys, shares=self.shareable),
            acted=acted,
            early=self._early(snapshot),
            stopping=bool(self._stopping.question(now, self.keys)),
        )
        if self.pages is not None:
            self.pages.show(self, shown)
        return shown

    def glance(self) -> int | None:
        """Return the workout's time if only time has passed since the last beat, or None.

        A front end that knows until when its picture stays the same may call this instead of
        `beat`, which costs more, as long as no question and no notice is open.
        """
        idle = not self._guard.holds and self.pages is None and not self.field_open
        return self.runner.glance() if idle and self._snapshot is self._shown else None

    @property
    def holds(self) -> bool:
        """Whether a press has come that may act at the next beats."""
        return self._guard.holds

    def _say(self, notice: str) -> None:
        self._notice, self._notice_until = notice, self.clock.now() + NOTICE_MS

    def _look(self) -> Snapshot:
        """Advance the workout, but not while a key is held: its command may be older than now."""
        if not self._guard.holds:
            self._snapshot = self.runner.pulse()
        return self._snapshot

    def _hold(self, snapshot: Snapshot, now: int) -> Snapshot:
        """Make the next set wait while a field is open, and return the snapshot after that."""
        deadline = self.runner.next_deadline()
        if not (self.field_open and snapshot.starts_itself) or deadline is None:
            return snapshot
        if snapshot.segment is SegmentKind.READY or deadline - now <= HOLD_MS:
            self.give(Pause() if snapshot.label is RestLabel.PAUSE else Wait())
        return self._snapshot

    def _question(self, snapshot: Snapshot, now: int) -> str:
        if stop := self._stopping.question(now, self.keys):
            return stop
        if snapshot.paused:
            return pause_question(snapshot, self.keys)
        if self._early(snapshot):
            return early_question(snapshot, self.keys)
        return self._caption(snapshot)

    def _early(self, snapshot: Snapshot) -> bool:
        """Return whether the last set ended so early that the lifter is asked about it."""
        early = false_start(self.plan, snapshot)
        return early is not None and early != self._kept

    def _act(self, key: str, at: int, front: Front) -> None:
        """Do what `key`, pressed at `at`, means."""
        snapshot = self._snapshot
        action = meant(key, self.keys, snapshot)
        if not self._stops(key, at, action, snapshot) and action is not None:
            self._do(action, at, front, snapshot)

    def _stops(self, key: str, at: int, action: Action | None, snapshot: Snapshot) -> bool:
        """Ask whether to stop, or take the answer; return whether the press was for that."""
        answer = self._stopping.answer(key, at, action, snapshot.state)
        if answer is not None:
            self.give(*answer, at=at)
            return True
        asks = action is Action.STOP and snapshot.state is not State.DONE
        if asks:
            self._stopping.ask(key, at)
        return asks

    def _do(self, action: Action, at: int, front: Front, snapshot: Snapshot) -> None:
        """Do `action`, chosen at the clock's time `at`, when `snapshot` was seen."""
        match action:
            case Action.STOP | Action.MAIN if snapshot.state is State.DONE:
                front.leave()
            case Action.HELP:
                front.help()
            case Action.SHARE:
                front.share()
            case Action.KEEP:
                self._kept = false_start(self.plan, snapshot)
            case Action.BODYWEIGHT:
                front.weigh()
            case Action.REPEAT if snapshot.state is not State.WORKING:
                self.runner.repeat()
                front.repeat()
            case Action.ORDER | Action.POSTPONE | Action.ONE_MORE if not snapshot.paused:
                if refused := self._order(action, at, front, snapshot):
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

    def _order(self, action: Action, at: int, front: Front, snapshot: Snapshot) -> str:
        """Do what `action` does to the order; return why it is refused, or an empty string."""
        left = self.runner.left
        if not settled(snapshot):
            return TOO_SOON
        if action is Action.ONE_MORE:
            return self.reorder(OneMore(), at)
        if not left:
            return "No other exercise is left."
        if action is Action.ORDER:
            front.order(left)
            return ""
        later = postpone(left)
        return "No other exercise is left." if later is None else self.reorder(later, at)

    def _say_next(self, before: Snapshot) -> None:
        """Show a notice with the next exercise if an undo has changed it."""
        now, sets = self._snapshot, self.plan.sets
        rests = {before.state, now.state} <= {State.RESTING, State.WAITING}
        if rests and before.index != now.index:
            self._say(f"Next: {sets[now.index].exercise}.")

    def _ended(self, snapshot: Snapshot) -> Ended | None:
        """Return the latest set that counts, or None."""
        place = latest(snapshot)
        if place is None:
            return None
        result = snapshot.results[place]
        return Ended(place, self.plan.sets[result.index], result)
