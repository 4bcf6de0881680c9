"""The workout: keys go down to the runner, snapshots come up to the stage."""

import asyncio
import gc
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.theme import Theme

from supertimer.engine.events import Amend, Command, Pause, Resume
from supertimer.engine.plan import Plan
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.ui.awake import Awake
from supertimer.ui.palette import DARK, palette
from supertimer.ui.screens.help import HelpScreen, workout_keys
from supertimer.ui.screens.live import Live
from supertimer.ui.screens.set_editor import Edited, SetEditor
from supertimer.ui.widgets.entries import read_load
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.workout.frame import MARGIN
from supertimer.ui.workout.stage import Stage
from supertimer.ui.workout.view import View
from supertimer.units import Load, Unit, plain_number
from supertimer.workout.briefing import Brief
from supertimer.workout.guard import BURST_MS, MOUSE, Guard
from supertimer.workout.hints import early_question, hints, pause_question
from supertimer.workout.keymap import STEPS, Action
from supertimer.workout.orders import false_start, latest, meant, orders, paused_orders
from supertimer.workout.stopping import Stopping

BEAT_S = 1 / 12
"""Seconds between two looks at the workout, at most: what comes to pass is looked at when it is
due, and in 80x24 a bar of 15 rows rises by 12 eighths of a row a second."""

NOTICE_MS = 8000
"""So long, in milliseconds, the lifter is told something."""

HOLD_MS = 500
"""An open field stops a rest that has no more than this left, in milliseconds."""


def lifts_themselves(plan: Plan) -> bool:
    """Whether bodyweight is a part of any load."""
    return any(isinstance(each.load, Load) and each.load.bodyweight for each in plan.sets)


Over = Callable[[Snapshot], Awaitable[None]]


class WorkoutScreen(Screen[None]):
    """One live workout. `over` is called with its last snapshot when the screen is left."""

    AUTO_FOCUS = "Stage"
    COMMANDS: ClassVar = set()

    def __init__(self, live: Live, over: Over) -> None:
        super().__init__()
        self.live = live
        self._over = over
        self._stage = Stage()
        self._awake = Awake()
        self._palette = DARK
        self._guard = Guard()
        self._weight = live.weight
        self._briefs: Mapping[int, Brief] = {}
        self._stopping = Stopping()
        self._notice = ("", 0)
        """What the lifter is told, and until when."""
        self._kept: int | None = None
        """The early end that the lifter has confirmed, by its place in the results."""
        self._after: tuple[Command, ...] = ()
        """What is to be done as soon as a paused set runs again."""
        self._held: int | None = None
        """When the rest was over, if the next set waits because a field is open."""
        self._alarm: asyncio.TimerHandle | None = None
        self._recent: deque[tuple[int, Snapshot]] = deque()
        """What was seen lately, and when; a key's effect is shown at once."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield self._stage

    def on_mount(self) -> None:
        """Start looking; read the history once the first frame is there."""
        self._dress(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._dress)
        self.beat()
        self.call_after_refresh(self._read_briefs)
        self._awake.start()

    def on_unmount(self) -> None:
        """Leave the workout; what was done is kept."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self.live.runner.close()
        self._awake.stop()
        gc.unfreeze()

    def _dress(self, theme: Theme) -> None:
        """Take the colours that go with `theme`."""
        self._palette = palette(dark=theme.dark, colours=self.app.console.color_system)

    def _read_briefs(self) -> None:
        self._briefs = self.live.briefs()
        self.show(self.live.runner.pulse())
        # What has been loaded by now stays: nobody need look through it for garbage in mid-set.
        gc.collect()
        gc.freeze()
        if self._weight is None and self.live.person and lifts_themselves(self.live.runner.plan):
            self._weigh()

    def beat(self) -> None:
        """Let happen what is due, show it, and set the alarm for the next look."""
        if self._alarm is not None:
            self._alarm.cancel()
        now = self.live.clock.now()
        self._guard.release(now)
        snapshot = self._hold(self.live.runner.pulse())
        if notice := self.live.runner.take_notice():
            self._tell(notice, now)
        if self._after and not snapshot.paused and snapshot.resumes_in is None:
            commands, self._after = self._after, ()
            self.give(*commands)
        else:
            self.show(self._heard(snapshot, now))
        deadline = self.live.runner.next_deadline()
        due = BEAT_S if deadline is None else (deadline - self.live.clock.now()) / 1000
        delay = max(0.001, min(BEAT_S, due))
        self._alarm = asyncio.get_running_loop().call_later(delay, self.beat)

    def _heard(self, snapshot: Snapshot, now: int) -> Snapshot:
        """What the ear hears now: the snapshot of `latency_ms` ago, where sound comes late."""
        if not self.live.latency_ms:
            return snapshot
        self._recent.append((now, snapshot))
        while len(self._recent) > 1 and self._recent[1][0] <= now - self.live.latency_ms:
            self._recent.popleft()
        return self._recent[0][1]

    def _hold(self, snapshot: Snapshot) -> Snapshot:
        """Keep the next set waiting while a field is open; let it go on afterwards."""
        editing = self.app.screen is not self
        short = snapshot.remaining is not None and snapshot.remaining <= HOLD_MS
        if editing and snapshot.state is State.RESTING and short and not snapshot.paused:
            self._held = snapshot.at
            return self.live.runner.press(Pause())
        if self._held is not None and not editing:
            self._held = None
            if snapshot.paused:
                return self.live.runner.press(Resume())
        return snapshot

    def _tell(self, notice: str, now: int) -> None:
        """Say it above the last row; what is too long for that, over the screen."""
        if cell_len(notice) <= self.size.width - 2 * MARGIN:
            self._notice = (notice, now + NOTICE_MS)
        else:
            self.notify(notice, markup=False, timeout=NOTICE_MS / 1000)

    def show(self, snapshot: Snapshot) -> None:
        """Put the workout on the stage."""
        live, (notice, until) = self.live, self._notice
        if self._held is not None:  # to the lifter the rest is over, and the next set waits
            overrun = snapshot.at - self._held
            snapshot = replace(snapshot, state=State.WAITING, paused=False, elapsed=overrun)
        self._stage.show(
            View(
                plan=live.runner.plan,
                snapshot=snapshot,
                palette=self._palette,
                person=live.person,
                unit=live.unit,
                briefs=self._briefs,
                accept=live.keys.key(Action.ACCEPT),
                hints=hints(snapshot, live.keys),
                question=self._question(snapshot),
                notice=notice if live.clock.now() < until else "",
                flashes=not (live.reduced_motion or live.runner.audible),
            )
        )

    def _question(self, snapshot: Snapshot) -> str:
        """What the lifter is to be asked, if anything."""
        keys, now = self.live.keys, self.live.clock.now()
        if stop := self._stopping.question(now):
            return stop
        if snapshot.paused or snapshot.resumes_in is not None:
            return pause_question(snapshot, keys)
        early = false_start(snapshot)
        if early is not None and early != self._kept:
            return early_question(snapshot, keys)
        return self.live.caption(snapshot)

    def give(self, *commands: Command, at: int | None = None) -> None:
        """Give commands to the workout and show what comes of them."""
        snapshot = None
        try:
            for command in commands:
                snapshot = self.live.runner.press(command, at)
        except RefusedError:
            self.app.bell()
        self._recent.clear()
        self.show(snapshot or self.live.runner.pulse())

    def on_key(self, event: events.Key) -> None:
        """Every key goes through the guard; chords are Textual's."""
        if event.key.startswith(("ctrl+", "alt+")):
            self._guard.press(event.key, self.live.arrival(event, self.live.clock), None)
            return
        event.stop()
        event.prevent_default()
        self._hear(event.key, event)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click anywhere is the main key, where that ends a set or begins one."""
        event.stop()
        self._hear(MOUSE, event)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text means nothing."""
        event.stop()
        self._guard.drop()

    def window_came(self, event: events.AppFocus) -> None:
        """A click that brings the window to the front is not meant for the workout."""
        self._guard.focus(self.live.arrival(event, self.live.clock))

    def _hear(self, key: str, event: events.InputEvent) -> None:
        """Hold a press back until it is known that it was no burst, then let it act."""
        at = self.live.arrival(event, self.live.clock)
        steps = meant(key, self.live.keys, self.live.runner.pulse()) in STEPS
        self._guard.press(key, at, partial(self._act, key), steps=steps)
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later((BURST_MS + 1) / 1000, self.beat)

    def _act(self, key: str, at: int) -> None:
        """What `key`, pressed at `at`, does now."""
        snapshot = self.live.runner.pulse()
        action = meant(key, self.live.keys, snapshot)
        answer = self._stopping.answer(key, at, action, snapshot.state)
        if answer is not None:
            self.give(*answer, at=at)
            return
        match action:
            case None:
                return
            case Action.STOP:
                if snapshot.state is State.DONE:
                    self._leave(snapshot)
                else:
                    self._stopping.ask(key, at)
            case Action.MAIN if snapshot.state is State.DONE:
                self._leave(snapshot)
            case Action.HELP:
                self.app.push_screen(HelpScreen(workout_keys(self.live.keys)))
            case Action.KEEP:
                self._kept = false_start(snapshot)
            case Action.BODYWEIGHT:
                self._weigh()
            case Action.REPEAT if snapshot.state is not State.WORKING:
                self.live.runner.repeat()
            case Action.EDIT if not snapshot.paused:
                self._edit(snapshot)
            case _ if snapshot.paused or snapshot.resumes_in is not None:
                commands, after = paused_orders(action, snapshot)
                self._after = after or self._after
                self.give(*commands, at=at)
            case _:
                brief = self._briefs.get(snapshot.index)
                suggested = brief.suggested if brief else None
                self.give(*orders(action, self.live.runner.plan, snapshot, suggested), at=at)

    def _edit(self, snapshot: Snapshot) -> None:
        """Open the fields of the set that ended last."""
        place = latest(snapshot)
        if place is None:
            return
        result = snapshot.results[place]
        plan = self.live.runner.plan.sets[result.index]
        unit = self.live.unit or (result.load.unit if result.load else Unit.KG)
        title = f"{plan.exercise}, set {plan.number}"
        self.app.push_screen(SetEditor(Edited(title, place, result, plan.grid, unit)), self._edited)

    def _edited(self, amend: Amend | None) -> None:
        if amend is not None and amend != Amend(attempt=amend.attempt):
            self.give(amend)

    def _weigh(self) -> None:
        """Ask what the lifter weighs."""
        live = self.live
        unit = live.unit or (self._weight.unit if self._weight else Unit.KG)
        question = f"What do you weigh, {live.person or 'you'}? ({unit})"
        value = plain_number(self._weight.amount) if self._weight else ""
        self.app.push_screen(
            Prompt(question, value, lambda text: read_load(text, unit)),
            lambda text: self._weighed(text, unit),
        )

    def _weighed(self, text: str | None, unit: Unit) -> None:
        weight = read_load(text, unit) if text else None
        if weight is not None:
            self._weight = weight
            self.live.weigh(weight)

    def _leave(self, snapshot: Snapshot) -> None:
        """The workout is over."""
        self.app.call_later(self._over, snapshot)
