"""Between two threads: the workout's, which owns Controls, and the server's, which owns the pages.

Presses go one way through a queue, and Controls takes them at its beat. Snapshots go the other way:
the server's thread turns them into messages, scores the sounds, and sends only what differs.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Protocol

from supertimer.audio.conductor import AHEAD, LATE, lately, two_sets
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.engine.commands import LeaveOut, SetLoad
from supertimer.engine.events import Event
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan
from supertimer.engine.state import State
from supertimer.units import Unit
from supertimer.web.bank import Bank
from supertimer.web.messages import (
    Answer,
    AnyPress,
    ChosenNext,
    Over,
    Press,
    Sound,
    ToPage,
    TypedLoad,
    written,
)
from supertimer.web.picture import picture, workout
from supertimer.web.promise import stretches
from supertimer.workout.controls import Controls
from supertimer.workout.entries import FieldError, read_load
from supertimer.workout.front import Ended, Shown
from supertimer.workout.keymap import STEPS, Action
from supertimer.workout.reorder import put_next

REPEAT_MS = 700
"""A second tap on the same button within this time, in milliseconds, is a slip of the thumb."""

REMEMBERED = 1_000
"""How many answers to presses are kept, for presses that are sent again."""

SCORED_S = 0.01
"""How long after a picture its sounds are worked out, in seconds: pages get it before that."""

WAITING = 200
"""How many presses may wait for the next beat; more are not a person's."""


class Page(Protocol):
    """A page that is connected."""

    name: str
    """Its random name; empty before its first press."""

    def send(self, text: str) -> None:
        """Send a message, or close the page if it takes none."""
        ...


@dataclass(frozen=True, slots=True)
class _Look:
    """A workout at one moment, taken in its thread and turned into messages in the server's."""

    controls: Controls
    shown: Shown
    plan: Plan
    left: Sequence[Left]
    events: Sequence[Event]
    preview: Sequence[Event]


class Hub:
    """The joint between a workout and its pages."""

    def __init__(self, sounds: Sounds, style: Style, sound: Sound) -> None:
        """Score cues in `style` from `sounds`; `sound` says whether pages play them."""
        self.bank = Bank(sounds)
        self.pages: set[Page] = set()
        self.controls: Controls | None = None
        """The workout that is shown; None before the first beat."""
        self._sounds, self._style, self._sound = sounds, style, sound
        self._loop: asyncio.AbstractEventLoop | None = None
        self._presses: SimpleQueue[AnyPress] = SimpleQueue()
        self._answers: OrderedDict[tuple[str, int], Answer | None] = OrderedDict()
        self._acted: dict[tuple[str, str], int] = {}
        self._seen: object = None
        self._unscored: _Look | None = None
        """The latest look whose sounds the pages do not have yet."""
        self._plan: Plan | None = None
        """The plan that the pages know."""
        self._workout = self._picture = ""

    # In the workout's thread

    def press(self, controls: Controls) -> None:
        """See `Pages.press`."""
        while True:
            try:
                press = self._presses.get_nowait()
            except Empty:
                return
            front = _Front()
            if not self._slipped(press):
                _act(controls, press, front)
            else:
                front.refused = ""
            answer = Answer(id=press.id, refused=front.refused)
            self._call(self._answer, (press.page, press.id), answer)

    def _slipped(self, press: AnyPress) -> bool:
        """Return whether a press is a second tap of a thumb that slipped."""
        button = press.model_dump_json(exclude={"page", "id", "at"})
        steps = isinstance(press, Press) and press.action in STEPS
        last = self._acted.get((press.page, button))
        if last is not None and 0 <= press.at - last < REPEAT_MS and not steps:
            return True
        if len(self._acted) > REMEMBERED:
            self._acted.clear()
        self._acted[press.page, button] = press.at
        return False

    def show(self, controls: Controls, shown: Shown) -> None:
        """See `Pages.show`; does nothing as long as all goes as the pages know it."""
        seen = _differs(controls, shown)
        if seen == self._seen or self._loop is None:
            return
        self._seen = seen
        now = shown.snapshot.at
        preview = two_sets(controls.runner.preview(now + AHEAD), now)
        events = lately(controls.runner.events)
        look = _Look(controls, shown, controls.plan, controls.runner.left, events, preview)
        self._call(self._publish, look)

    def _call(self, what: object, *args: object) -> None:
        assert callable(what)
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(what, *args)

    # In the server's thread

    def serve_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Use `loop` for the pages."""
        self._loop = loop

    def join(self, page: Page) -> None:
        """Add a page, and send it all that it must know."""
        self.pages.add(page)
        if self._workout:
            page.send(self._workout)
            page.send(written(self.bank.known()))
            page.send(self._picture)

    def leave(self, page: Page) -> None:
        """Forget a page."""
        self.pages.discard(page)

    def receive(self, page: Page, press: AnyPress) -> None:
        """Take a press, once; a page that sends it again gets the same answer again."""
        name = (press.page, press.id)
        if name in self._answers:
            answer = self._answers[name]
            if answer is not None:
                page.send(written(answer))
        elif self._presses.qsize() < WAITING:
            self._answers[name] = None
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
            self._presses.put(press)

    def close(self) -> None:
        """Tell the pages that the workout was closed."""
        self._tell(Over())

    def _answer(self, name: tuple[str, int], answer: Answer) -> None:
        self._answers[name] = answer
        for page in self.pages:
            if page.name == name[0]:
                page.send(written(answer))

    def _publish(self, look: _Look) -> None:
        """Turn a look into messages, and send those that say something new."""
        self.controls, snapshot = look.controls, look.shown.snapshot
        if look.plan is not self._plan:
            self._plan = look.plan
            told = written(workout(look.controls, look.plan, self._sound, self.bank.samples))
            if told != self._workout:
                self._workout = told
                self._send(told)
        coming = stretches(look.plan, snapshot, look.preview)
        shown = picture(look.controls, look.shown, look.plan, look.left, coming)
        self._picture = written(shown)
        self._send(self._picture)
        if self._unscored is None:  # the picture goes out before the sounds are worked out
            asyncio.get_running_loop().call_later(SCORED_S, self._score)
        self._unscored = look

    def _score(self) -> None:
        """Send what differs in the sounds of the latest look."""
        look, self._unscored = self._unscored, None
        assert look is not None
        snapshot, voice = look.shown.snapshot, self._sounds.voice
        events = [*look.events, *look.preview]
        cues = score(look.plan, events, self._style, voice, since=snapshot.at - LATE)
        if snapshot.paused and snapshot.resumes_in is None:
            cues = []
        changed = self.bank.change(cues, snapshot.at)
        if changed.add or changed.drop:
            self._tell(changed)

    def _tell(self, message: ToPage) -> None:
        self._send(written(message))

    def _send(self, text: str) -> None:
        for page in tuple(self.pages):
            page.send(text)


def _differs(controls: Controls, shown: Shown) -> object:
    """Return what is equal as long as the workout does what was promised."""
    at = shown.snapshot
    ends = None if at.remaining is None else at.elapsed + at.remaining
    began = at.elapsed if at.paused else at.at - at.elapsed
    return (
        *(at.state, at.paused, at.resumes_in is None, at.index, at.segment, at.label),
        *(began, ends, at.starts_itself, at.load, at.results, at.can_undo),
        *(shown.early, shown.stopping, shown.notice),
        *(controls.plan.order, controls.runner.opened, id(controls.briefs)),
        at.at // (AHEAD // 2) if at.state is not State.WAITING else None,
    )


def _act(controls: Controls, press: AnyPress, front: "_Front") -> None:
    """Do what was pressed on a page."""
    match press:
        case Press():
            controls.act(press.action, press.at, front)
        case ChosenNext() if press.leave_out:
            controls.choose(LeaveOut(press.unit), press.at, front)
        case ChosenNext():
            controls.choose(put_next(controls.runner.left, press.unit), press.at, front)
        case TypedLoad():
            _set_load(controls, press, front)


def _set_load(controls: Controls, press: TypedLoad, front: "_Front") -> None:
    """Set the load that was typed on a page, if it is one."""
    load, sets = controls.runner.snapshot().load, controls.plan.sets
    names = sets[press.set].grid.names if press.set < len(sets) else ()
    unit = controls.unit or (load.unit if load else None) or Unit.KG
    try:
        typed = read_load(press.text, unit, names, load)
    except FieldError as error:
        front.refused = str(error)
        return
    if typed is not None:
        controls.choose(SetLoad(typed, press.set), press.at, front)


class _Front:
    """The front end of one press on a page: it only learns whether the press counts."""

    def __init__(self) -> None:
        self.refused: str | None = None

    def refuse(self, action: Action, why: str) -> None:
        """See `Front.refuse`."""
        self.refused = f"{why[:1].upper()}{why[1:]}"

    def help(self) -> None:
        """See `Front.help`: a page shows its buttons."""

    def order(self, left: Sequence[Left]) -> None:
        """See `Front.order`: a page has its own list."""

    def edit(self, ended: Ended) -> None:
        """See `Front.edit`: a page has no fields."""

    def weigh(self) -> None:
        """See `Front.weigh`: a page has no fields."""

    def share(self) -> None:
        """See `Front.share`: this is a page."""

    def repeat(self) -> None:
        """See `Front.repeat`: a page shows it anyway."""

    def leave(self) -> None:
        """See `Front.leave`: the terminal closes the workout."""
