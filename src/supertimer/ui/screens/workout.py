"""The workout screen: it passes keys to the controls and shows what they return."""

import asyncio
import gc
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.console import Group
from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Static

from supertimer.clock import Clock
from supertimer.config import Config
from supertimer.engine.commands import Amend, Order
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.history.wording import set_place
from supertimer.ui.awake import Awake
from supertimer.ui.theme import DARK, palette
from supertimer.ui.trouble import told
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.workout.frame import MARGIN, Moment, still_ms
from supertimer.ui.workout.notices import Notices
from supertimer.ui.workout.view import LIFTING, WorkoutView
from supertimer.units import Load, Unit, plain_number
from supertimer.workout.controls import Controls, Pages
from supertimer.workout.entries import read_load
from supertimer.workout.front import Ended, Shown
from supertimer.workout.guard import MOUSE
from supertimer.workout.keymap import Action

if TYPE_CHECKING:
    from supertimer.ui.screens.review import Reviewer

BEAT_MS = 83
"""The longest time between two looks at the workout, in milliseconds; another comes when something
is due. In 80x24, a bar of 15 rows rises by 12 eighths of a row per second."""

AFTER_MS = 1
"""How long after its due time a beat comes, in milliseconds."""


def arrival(event: events.Event, clock: Clock) -> int:
    """Return when `event` came, on the workout's clock."""
    ago = events.Event().time - event.time  # a new event has the present time of the same clock
    return clock.now() - max(0, round(ago * 1000))


def lifts_themselves(plan: Plan) -> bool:
    """Return whether body weight is part of any load of the plan."""
    return any(isinstance(each.load, Load) and each.load.bodyweight for each in plan.sets)


class WorkoutScreen(Screen[Snapshot | None]):
    """One live workout; returns its last snapshot when the lifter leaves it, None for a bug.

    When the workout is over, the screen shows its review, if it has any: undo, a correction, and
    one more set still work there.
    """

    IS_FIRST = True
    """See `LaterLooks`."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middle"), (118, "-wide")]  # noqa: RUF012  # Textual asks for it
    AUTO_FOCUS = "WorkoutView"
    COMMANDS: ClassVar = set()

    def __init__(
        self,
        controls: Controls,
        config: Config,
        after: "Reviewer | None" = None,
        notices: Notices | None = None,
    ) -> None:
        super().__init__()
        self.controls = controls
        self._config = config
        self._after = after
        self._keys = Static()
        """The keys below the review."""
        self._reviewed: tuple[SetResult, ...] = ()
        """The results that the review shows; empty while the workout is not over."""
        self._stage = WorkoutView()
        self._awake = Awake()
        self._palette = DARK
        self._replaced = False
        """Whether a new screen shows the workout after a bug in this one."""
        self._notices = notices or Notices()
        self._sharing = False
        """Whether the pages are being opened."""
        self._notice = ""
        """The latest notice of the controls."""
        self._alarm: asyncio.TimerHandle | None = None
        self._shown_at = self._still_until = 0
        """The workout's times of the last picture, and until when only its bar moves."""
        self._recent: deque[tuple[int, Shown]] = deque()
        """The latest pictures with their times, for audio latency."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield self._stage

    def on_mount(self) -> None:
        """Start the beats; read the history after the first frame."""
        self.app.clear_notifications()
        self._dress(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._dress)
        if self.controls.pages is not None:
            self._show_code(self.controls.pages)
        self.beat()
        self.call_after_refresh(self._brief)
        self._awake.start()

    def on_resize(self) -> None:
        """Paint this moment in the new size, not the one of the last beat."""
        if self._alarm is not None:
            self.beat()

    def on_unmount(self) -> None:
        """Leave the workout and keep what was done."""
        if not self._replaced:
            self._cancel()
            self.controls.close()
            self._awake.stop()
            gc.unfreeze()

    def recover(self) -> None:
        """Go on after a bug in a widget or a screen: close what is on top.

        If the bug was in this screen, close it too: Textual stops what raises, and a new screen
        shows the workout.
        """
        while self.app.screen is not self:
            self.app.pop_screen()
        if all(node.is_running for node in self.walk_children(with_self=True)):
            self.beat()
        else:
            self._replaced = True
            self._cancel()
            self._awake.stop()
            self.dismiss(None)

    def _dress(self, theme: Theme) -> None:
        """Use the palette that goes with `theme`, at once."""
        self._palette = palette(dark=theme.dark, colors=self.app.console.color_system)
        if self._alarm is not None:
            self.beat()

    def _brief(self) -> None:
        self.controls.brief()
        self.beat()
        # Everything loaded so far stays, so the garbage collector need not scan it during a set.
        gc.collect()
        gc.freeze()
        controls = self.controls
        if controls.weight is None and controls.person and lifts_themselves(controls.plan):
            self.weigh()

    # What is shown

    def beat(self) -> None:
        """Advance the workout to now, show it, and set the alarm for the next beat."""
        self._cancel()
        self.controls.field_open = self.app.screen is not self
        shown = self.controls.beat()
        if shown.notice != self._notice:
            if shown.notice:
                self._notices.add(shown.notice, instead=self._notice)
            self._notice = shown.notice
        self.show(self._heard(shown))
        self._wake()

    def _look(self) -> None:
        """Move the bar if nothing else can have changed since the last beat, or beat."""
        now = self.controls.glance()
        if now is None or now >= self._still_until or self.app.screen is not self:
            self.beat()
        else:
            self._stage.rise(now - self._shown_at)
            self._wake()

    def tell(self, notice: str) -> None:
        """Show a notice as soon as it has room."""
        self._notices.add(notice)
        self._still_until = 0

    def show(self, shown: Shown) -> None:
        """Draw the workout, or its review when it is over."""
        controls = self.controls
        self._still_until = 0
        if self._review(shown):
            return
        now = Moment(
            plan=controls.plan,
            snapshot=shown.snapshot,
            palette=self._palette,
            person=controls.person,
            unit=controls.unit,
            briefs=controls.briefs,
            accept=controls.keys.key(Action.ACCEPT),
            hints=shown.hints,
            question=shown.question or self._link(shown),
            notices=self._noticed(shown),
            flashes=not (self._config.screen.reduced_motion or controls.runner.audible),
        )
        self._stage.show(now)
        if not (now.question or now.notices or self._config.sound.latency_ms):
            self._shown_at = now.snapshot.at
            self._still_until = now.snapshot.at + still_ms(now)

    def _link(self, shown: Shown) -> str:
        """Return where phones find the workout while it waits and no phone has come, if it fits."""
        pages, keys = self.controls.pages, self.controls.keys
        if pages is None or pages.count or shown.snapshot.state is not State.WAITING:
            return ""
        link = f"{keys.key(Action.MAIN)} go   Phone: {pages.address}, code {pages.code}"
        return link if len(link) <= self.size.width else ""

    def _review(self, shown: Shown) -> bool:
        """Draw the review if the workout is over; return whether it is."""
        shot, after = shown.snapshot, self._after
        reviewing = after is not None and shot.state is State.DONE and bool(shot.results)
        results = shot.results if reviewing else ()
        if results != self._reviewed:
            self._reviewed = results
            self.query(".review").remove()
            self._stage.display = not reviewing
            if after is not None and reviewing:
                self._keys = Static("", classes="review keys", markup=False)
                self.mount(after.view(shot, self._palette), self._keys)
        if after is not None and reviewing:
            keymap, main = self.controls.keys, self.controls.keys.key(Action.MAIN)
            key = "Enter" if keymap.action("enter", State.DONE) is Action.MAIN else main
            hints = shown.hints.replace(f"{main} leave", f"{key} {after.leads}")
            hints += "  h history  ↑↓ scroll"
            told = Text(shown.question or hints, no_wrap=True, overflow="ellipsis")
            self._keys.update(Group(*map(Text, self._noticed(shown)), told))
        return reviewing

    def _noticed(self, shown: Shown) -> tuple[str, ...]:
        """Return the notices that have room now: a long one waits for the end of the set."""
        room = self.size.width - 2 * MARGIN if self.app.screen is self else 0
        some = shown.snapshot.segment not in LIFTING and room > 0
        now = self.controls.clock.now()
        return self._notices.shown(now, lambda text: some or cell_len(text) <= room)

    def _heard(self, shown: Shown) -> Shown:
        """Return what the lifter hears now: with audio latency, an earlier picture."""
        latency, now = self._config.sound.latency_ms, self.controls.clock.now()
        if not latency:
            return shown
        if shown.acted:
            self._recent.clear()
        self._recent.append((now, shown))
        while len(self._recent) > 1 and self._recent[1][0] <= now - latency:
            self._recent.popleft()
        return self._recent[0][1]

    def _wake(self) -> None:
        """Set the alarm for the next look: at the latest when the picture changes."""
        self._cancel()
        ms = self.controls.idle_ms(BEAT_MS) + AFTER_MS
        self._alarm = asyncio.get_running_loop().call_later(ms / 1000, self._look)

    def _cancel(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    # What is pressed

    def on_key(self, event: events.Key) -> None:
        """Pass every key to the controls; leave chords to Textual."""
        if event.key.startswith(("ctrl+", "alt+")):
            self.controls.chord(event.key, arrival(event, self.controls.clock))
            return
        event.stop()
        event.prevent_default()
        if self._reviewed and self._reads(event.key):
            return
        self._press(event.key, event)

    def _reads(self, key: str) -> bool:
        """Scroll the review or open the history; return whether `key` does that."""
        if self._after is None or self.controls.keys.action(key, State.DONE) is not None:
            return False
        view = self.query(".review").first()
        reads = {"up": view.scroll_up, "down": view.scroll_down, "h": self._after.history}
        if key in reads:
            reads[key]()
        return key in reads

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pass a click to the controls; anywhere on the screen, it is the main key."""
        event.stop()
        self._press(MOUSE, event)

    def on_paste(self, event: events.Paste) -> None:
        """Ignore pasted text."""
        event.stop()
        self.controls.paste()

    def window_came(self, event: events.AppFocus) -> None:
        """Ignore the click that brings the window to the front."""
        self.controls.focus(arrival(event, self.controls.clock))

    def _press(self, key: str, event: events.InputEvent) -> None:
        self.controls.press(key, arrival(event, self.controls.clock), self)
        self._wake()

    # What the lifter asks for

    def help(self) -> None:
        """See `Front.help`."""
        from supertimer.ui.screens.help import HelpScreen, workout_keys

        self.app.push_screen(HelpScreen(workout_keys(self.controls.keys)))

    def order(self, left: Sequence[Left]) -> None:
        """See `Front.order`."""
        from supertimer.ui.screens.order import OrderScreen

        self.app.push_screen(OrderScreen(left), self._ordered)

    def _ordered(self, order: Order | None) -> None:
        if order is not None:
            self.controls.reorder(order)
            self.beat()

    def edit(self, ended: Ended) -> None:
        """See `Front.edit`."""
        from supertimer.ui.screens.set_editor import Edited, SetEditor

        work, result = ended.work, ended.result
        unit = self.controls.unit or (result.load.unit if result.load else Unit.KG)
        title = f"{work.exercise}, {set_place(self.controls.plan, ended.result.index)}"
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
        question = f"Body weight in {unit}:"
        if controls.person:
            question = f"Body weight of {controls.person} in {unit}:"
        value = plain_number(weight.amount) if weight else ""
        prompt = Prompt(question, value, lambda text: read_load(text, unit))
        self.app.push_screen(prompt, partial(self._weighed, unit))

    def _weighed(self, unit: Unit, text: str | None) -> None:
        if text and (weight := read_load(text, unit)) is not None:
            self.controls.weigh(weight)

    def repeat(self) -> None:
        """See `Front.repeat`: the screen already shows it."""

    def share(self) -> None:
        """See `Front.share`; a second press while it opens does nothing."""
        if not self._sharing:
            self._sharing = True
            self._share()

    @work
    async def _share(self) -> None:
        """Open the pages in another thread: a server is imported for that."""
        with told(self):
            try:
                self._show_code(await asyncio.to_thread(self.controls.share))
            finally:
                self._sharing = False

    def _show_code(self, pages: Pages) -> None:
        from supertimer.ui.screens.share import ShareScreen

        self.app.push_screen(ShareScreen(pages, self.controls.keys.key(Action.SHARE)))

    def refuse(self, action: Action, why: str) -> None:
        """See `Front.refuse`."""
        if why:
            self.app.bell()

    def leave(self) -> None:
        """See `Front.leave`."""
        if self.is_current:
            self.app.call_later(self.dismiss, self.controls.runner.pulse())
