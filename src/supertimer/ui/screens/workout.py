"""The workout: keys go down to the controls, what they show comes up to the stage."""

import asyncio
import gc
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

import textual._time  # the clock that stamps events
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.theme import Theme

from supertimer.clock import Clock
from supertimer.config import Config
from supertimer.engine.commands import Amend, Order
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan
from supertimer.engine.snapshot import Snapshot
from supertimer.ui.awake import Awake
from supertimer.ui.screens.help import HelpScreen, workout_keys
from supertimer.ui.screens.order import OrderScreen
from supertimer.ui.screens.set_editor import Edited, SetEditor
from supertimer.ui.theme import DARK, palette
from supertimer.ui.widgets.field import read_load
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.workout.frame import MARGIN, Moment
from supertimer.ui.workout.view import WorkoutView
from supertimer.units import Load, Unit, plain_number
from supertimer.workout.controls import NOTICE_MS, Controls, Ended, Shown
from supertimer.workout.guard import MOUSE
from supertimer.workout.keymap import Action

BEAT_MS = 83
"""Milliseconds between two looks at the workout, at most. What happens is looked at when it is due;
in 80x24 a bar of 15 rows rises by 12 eighths of a row per second."""

AFTER_MS = 1
"""A look comes so many milliseconds after the moment for which it is meant."""


def arrival(event: events.Event, clock: Clock) -> int:
    """When `event` came, on the workout's clock: Textual stamps events with the monotonic time."""
    return clock.now() - max(0, round((textual._time.get_time() - event.time) * 1000))


def lifts_themselves(plan: Plan) -> bool:
    """Whether bodyweight is a part of any load."""
    return any(isinstance(each.load, Load) and each.load.bodyweight for each in plan.sets)


class WorkoutScreen(Screen[Snapshot]):
    """One live workout; gives what it has come to when the lifter leaves it."""

    AUTO_FOCUS = "WorkoutView"
    COMMANDS: ClassVar = set()

    def __init__(self, controls: Controls, config: Config) -> None:
        super().__init__()
        self.controls = controls
        self._config = config
        self._stage = WorkoutView()
        self._awake = Awake()
        self._palette = DARK
        self._notice = ""
        """What was told last."""
        self._alarm: asyncio.TimerHandle | None = None
        self._recent: deque[tuple[int, Shown]] = deque()
        """What was seen lately, and when; a key's effect is shown at once."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield self._stage

    def on_mount(self) -> None:
        """Start looking; read the history once the first frame is there."""
        self._dress(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._dress)
        self.beat()
        self.call_after_refresh(self._brief)
        self._awake.start()

    def on_unmount(self) -> None:
        """Leave the workout; what was done is kept."""
        self._cancel()
        self.controls.runner.close()
        self._awake.stop()
        gc.unfreeze()

    def _dress(self, theme: Theme) -> None:
        """Take the colors that go with `theme`."""
        self._palette = palette(dark=theme.dark, colors=self.app.console.color_system)

    def _brief(self) -> None:
        self.controls.brief()
        self.beat()
        # What has been loaded by now stays: nothing need look through it for garbage in mid-set.
        gc.collect()
        gc.freeze()
        controls = self.controls
        if controls.weight is None and controls.person and lifts_themselves(controls.plan):
            self.weigh()

    # What is shown

    def beat(self) -> None:
        """Let happen what is due, show it, and set the alarm for the next look."""
        self._cancel()
        self.controls.field_open = self.app.screen is not self
        shown = self.controls.beat()
        if shown.notice != self._notice:
            self._notice = shown.notice
            if cell_len(shown.notice) > self._room:
                self.notify(shown.notice, markup=False, timeout=NOTICE_MS / 1000)
        self.show(self._heard(shown))
        self._wake_in(self.controls.idle_ms(BEAT_MS) + AFTER_MS)

    def show(self, shown: Shown) -> None:
        """Put the workout on the stage."""
        controls = self.controls
        self._stage.show(
            Moment(
                plan=controls.plan,
                snapshot=shown.snapshot,
                palette=self._palette,
                person=controls.person,
                unit=controls.unit,
                briefs=controls.briefs,
                accept=controls.keys.key(Action.ACCEPT),
                hints=shown.hints,
                question=shown.question,
                notice=shown.notice if cell_len(shown.notice) <= self._room else "",
                flashes=not (self._config.screen.reduced_motion or controls.runner.audible),
            )
        )

    @property
    def _room(self) -> int:
        """Columns for a notice above the last row; a longer one is shown over the screen."""
        return self.size.width - 2 * MARGIN

    def _heard(self, shown: Shown) -> Shown:
        """What the ear hears now: the workout of `latency_ms` ago, where sound comes late."""
        latency, now = self._config.sound.latency_ms, self.controls.clock.now()
        if not latency:
            return shown
        if shown.acted:
            self._recent.clear()
        self._recent.append((now, shown))
        while len(self._recent) > 1 and self._recent[1][0] <= now - latency:
            self._recent.popleft()
        return self._recent[0][1]

    def _wake_in(self, ms: int) -> None:
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(ms / 1000, self.beat)

    def _cancel(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    # What is pressed

    def on_key(self, event: events.Key) -> None:
        """Every key goes to the controls; chords are Textual's."""
        if event.key.startswith(("ctrl+", "alt+")):
            self.controls.chord(event.key, arrival(event, self.controls.clock))
            return
        event.stop()
        event.prevent_default()
        self._press(event.key, event)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click anywhere is the main key, where that ends a set or begins one."""
        event.stop()
        self._press(MOUSE, event)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text means nothing."""
        event.stop()
        self.controls.paste()

    def window_came(self, event: events.AppFocus) -> None:
        """A click that brings the window to the front is not meant for the workout."""
        self.controls.focus(arrival(event, self.controls.clock))

    def _press(self, key: str, event: events.InputEvent) -> None:
        self.controls.press(key, arrival(event, self.controls.clock), self)
        self._cancel()
        self._wake_in(self.controls.idle_ms(BEAT_MS) + AFTER_MS)

    # What the lifter asks for

    def help(self) -> None:
        """See `Front.help`."""
        self.app.push_screen(HelpScreen(workout_keys(self.controls.keys)))

    def order(self, left: Sequence[Left]) -> None:
        """See `Front.order`."""
        self.app.push_screen(OrderScreen(left), self._ordered)

    def _ordered(self, order: Order | None) -> None:
        if order is not None:
            self.controls.reorder(order)
            self.beat()

    def edit(self, ended: Ended) -> None:
        """See `Front.edit`."""
        work, result = ended.work, ended.result
        unit = self.controls.unit or (result.load.unit if result.load else Unit.KG)
        title = f"{work.exercise}, set {work.number}"
        edited = Edited(title, ended.attempt, result, work.grid, unit)
        self.app.push_screen(SetEditor(edited), self._edited)

    def _edited(self, amend: Amend | None) -> None:
        if amend is not None:
            self.controls.give(amend)
            self.beat()

    def weigh(self) -> None:
        """See `Front.weigh`."""
        controls, weight = self.controls, self.controls.weight
        unit = controls.unit or (weight.unit if weight else Unit.KG)
        question = f"What do you weigh, {controls.person or 'you'}? ({unit})"
        value = plain_number(weight.amount) if weight else ""
        prompt = Prompt(question, value, lambda text: read_load(text, unit))
        self.app.push_screen(prompt, partial(self._weighed, unit))

    def _weighed(self, unit: Unit, text: str | None) -> None:
        weight = read_load(text, unit) if text else None
        if weight is not None:
            self.controls.weigh(weight)

    def repeat(self) -> None:
        """See `Front.repeat`: the screen shows it anyhow."""

    def refuse(self, action: Action, why: str) -> None:
        """See `Front.refuse`."""
        if why:
            self.app.bell()

    def leave(self) -> None:
        """See `Front.leave`."""
        if self.is_current:
            self.app.call_later(self.dismiss, self.controls.runner.pulse())
