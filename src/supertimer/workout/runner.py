"""One live workout: a session, the clock that drives it, what is heard of it, what is kept of it.

The screen, the line mode and the tests all drive this one runner; it knows nothing of any of them.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from supertimer.clock import Clock
from supertimer.engine.commands import Command, Fatigue, Order, Pause, Redo, Skip, Stop, Wait
from supertimer.engine.events import Event, SegmentStarted, SetEnded, WorkoutEnded
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State

MARK_EVERY = 5000
"""How far a set runs on, in milliseconds, before that is written down again."""

NAP = 2000
"""A machine that slept for longer, in milliseconds, has interrupted the workout."""

_SILENCING = (Fatigue, Pause, Skip, Redo, Stop, Order)
_MARKED = SegmentStarted | SetEnded | WorkoutEnded


class Sound(Protocol):
    """What makes a workout heard."""

    notice: str | None
    """Something that the user must be told once."""

    @property
    def audible(self) -> bool:
        """Whether a sound device plays the workout now: the screen flashes where none does."""
        ...

    def hush(self) -> None:
        """Be silent at once; `follow` comes next."""
        ...

    def follow(self, session: Session, opened: int) -> None:
        """Play what the session promises now, after a command or a sleep, and nothing else.

        `opened` is the clock's time when the session was opened; a sleep shifts it.
        """
        ...

    def tend(self, session: Session, events: Sequence[Event]) -> None:
        """Look after the device; `events` have just happened as promised, often none.

        Called at every pulse, so it must be quick.
        """
        ...

    def repeat(self, session: Session) -> None:
        """Say once more what comes next."""
        ...

    def close(self) -> None:
        """The workout is over."""
        ...


class Log(Protocol):
    """What keeps a workout. No method raises: a workout goes on whatever the disk does."""

    notice: str | None
    """Something that the user must be told once."""

    def command(self, command: Command, at: int, session: Session) -> None:
        """A command was given at `at`; `session` is the workout after it."""
        ...

    def mark(self, at: int, session: Session) -> None:
        """The workout has come to `at`."""
        ...

    def close(self, at: int, session: Session) -> None:
        """The workout is over at `at`; an undo may open it again."""
        ...


class NoSound:
    """Nothing is heard."""

    notice: str | None = None
    audible = False

    def hush(self) -> None:
        """See `Sound.hush`."""

    def follow(self, session: Session, opened: int) -> None:
        """See `Sound.follow`."""

    def tend(self, session: Session, events: Sequence[Event]) -> None:
        """See `Sound.tend`."""

    def repeat(self, session: Session) -> None:
        """See `Sound.repeat`."""

    def close(self) -> None:
        """See `Sound.close`."""


class NoLog:
    """Nothing is kept: a demo."""

    notice: str | None = None

    def command(self, command: Command, at: int, session: Session) -> None:
        """See `Log.command`."""

    def mark(self, at: int, session: Session) -> None:
        """See `Log.mark`."""

    def close(self, at: int, session: Session) -> None:
        """See `Log.close`."""


class Runner:
    """A workout that is going on now."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        sound: Sound | None = None,
        log: Log | None = None,
    ) -> None:
        """Open the workout; a session that has already run goes on from where it is."""
        self._session = session
        self._clock = clock
        self._sound = sound or NoSound()
        self._log = log or NoLog()
        self._listeners: list[Callable[[Event], None]] = []
        self._opened = clock.now() - session.now
        self._slept = clock.slept()
        self._pulsed = session.now
        self._marked = session.now
        self._closed = False
        self._sound.follow(session, self._opened)

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Tell `listener` every event from now on when it is noticed, retractions included."""
        self._listeners.append(listener)

    @property
    def plan(self) -> Plan:
        """What is being done, in the order in which it is done now."""
        return self._session.plan

    @property
    def left(self) -> tuple[Left, ...]:
        """What is left of the workout and can be moved, in the order in which it is done."""
        return self._session.left

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that has happened, without what was retracted."""
        return tuple(self._session.events)

    @property
    def audible(self) -> bool:
        """Whether the workout can be heard at the moment, by more than the terminal's bell."""
        return self._sound.audible

    def snapshot(self) -> Snapshot:
        """What the workout looked like at the last pulse."""
        return self._session.snapshot()

    def take_notice(self) -> str | None:
        """A sentence that the user must see, once: about the sound, or about the disk."""
        for port in (self._sound, self._log):
            if port.notice:
                notice, port.notice = port.notice, None
                return notice
        return None

    def next_deadline(self) -> int | None:
        """The clock's time at which the next thing happens by itself; None if nothing will."""
        deadline = self._session.next_deadline()
        return None if deadline is None else deadline + self._opened

    def pulse(self) -> Snapshot:
        """Let happen what is due by now, and show what the workout looks like."""
        self._wake()
        now = self._clock.now() - self._opened
        events = self._session.advance(now)
        self._pulsed = now
        self._sound.tend(self._session, events)
        run_on = self._session.state is State.WORKING and now - self._marked >= MARK_EVERY
        if run_on or any(isinstance(event, _MARKED) for event in events):
            self._mark(now)
        self._tell(events)
        return self._session.snapshot()

    def press(self, command: Command, at: int | None = None) -> Snapshot:
        """Give a command at the clock's time `at` (default: now), when its key was pressed.

        Raises RefusedError, and changes nothing, for a command that does nothing there.
        """
        self._wake()
        now = self._clock.now() - self._opened
        self._apply(command, now if at is None else min(max(0, at - self._opened), now))
        return self.pulse()

    def repeat(self) -> None:
        """Have it said once more what comes next."""
        self._sound.repeat(self._session)

    def close(self) -> None:
        """Leave the workout; may be called more than once.

        What was done is kept. A workout that is not done can be resumed another time.
        """
        if self._closed:
            return
        self._closed = True
        self._sound.close()
        self._mark(self._session.now)

    def _apply(self, command: Command, at: int) -> None:
        """Apply, silence, play on, commit, in this order."""
        events = self._session.apply(command, at)
        if isinstance(command, _SILENCING):
            self._sound.hush()
        self._sound.follow(self._session, self._opened)
        self._log.command(command, at, self._session)
        self._marked = at
        if self._session.state is State.DONE:
            self._mark(at)
        self._tell(events)

    def _wake(self) -> None:
        """If the machine slept since the last pulse: time has gone on, but nobody was here."""
        slept = self._clock.slept()
        nap, self._slept = slept - self._slept, slept
        if nap < NAP:
            return
        self._opened -= nap
        if held := self._held(self._clock.now() - self._opened):
            self._apply(*held)
            self._session.seal()
        self._sound.follow(self._session, self._opened)

    def _held(self, now: int) -> tuple[Command, int] | None:
        """What keeps the workout from going on to `now` without its lifter, and from when on.

        A rest goes on to its end, and the set after it waits; anything else stops where it is.
        """
        shown, ends = self._session.snapshot(), self._session.ends
        held: tuple[Command, int] = Pause(), self._pulsed
        if shown.resumes_in is not None:
            held = Pause(), shown.at + shown.resumes_in
        elif shown.paused or ends is None:
            return None
        elif shown.label is RestLabel.PAUSE:
            held = Pause(), ends
        elif shown.state is State.RESTING:
            return (Wait(), self._pulsed) if shown.starts_itself and ends <= now else None
        return held if held[1] <= now else None

    def _mark(self, at: int) -> None:
        """Have it written down how far the workout has come, or that it is over."""
        self._marked = at
        keep = self._log.close if self._session.state is State.DONE else self._log.mark
        keep(at, self._session)

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            for listener in self._listeners:
                listener(event)
