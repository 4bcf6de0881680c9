"""One live workout: a session with its clock, its sound, and its journal.

The screen, the line mode, and the tests all drive this runner; it knows none of them.
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
"""How often the journal stores how far a set has come, in milliseconds."""

NAP = 2000
"""A sleep longer than this, in milliseconds, interrupts the workout."""

STOPPED = 300
"""How long the program was stopped at least, in milliseconds; pulses are closer to each other."""

LATE = 1000
"""How long after a stop the signal to continue may come, in milliseconds: behind some pulses."""

_SILENCING = (Fatigue, Pause, Skip, Redo, Stop, Order)
_MARKED = SegmentStarted | SetEnded | WorkoutEnded


class Sound(Protocol):
    """The sound of a workout."""

    notice: str | None
    """A sentence that the lifter must see once."""

    @property
    def audible(self) -> bool:
        """Whether a sound device plays the workout now; if not, the screen flashes."""
        ...

    def hush(self) -> None:
        """Stop all sound at once; the runner calls `follow` next."""
        ...

    def follow(self, session: Session, opened: int) -> None:
        """Play what the session promises now, after a command or a sleep; drop the rest.

        `opened` is the clock's time when the session was opened; a sleep shifts it.
        """
        ...

    def tend(self, session: Session, events: Sequence[Event]) -> None:
        """Look after the device; `events` (often empty) have just happened as promised.

        The runner calls this at every pulse, so it must be quick.
        """
        ...

    def repeat(self, session: Session) -> None:
        """Repeat what comes next."""
        ...

    def close(self) -> None:
        """Stop playing: the workout is over."""
        ...


class Log(Protocol):
    """The journal of a workout. No method raises: the workout never waits for the disk."""

    notice: str | None
    """A sentence that the lifter must see once."""

    def command(self, command: Command, at: int, session: Session) -> None:
        """Store a command, given at `at`; `session` is the workout after it."""
        ...

    def mark(self, at: int, session: Session) -> None:
        """Store that the workout has come to `at`."""
        ...

    def close(self, at: int, session: Session) -> None:
        """Store that the workout ended at `at`; an undo may reopen it."""
        ...


class Port(Protocol):
    """Something outside of the workout that gets its events."""

    notice: str | None
    """A sentence that the lifter must see once."""

    def hear(self, event: Event) -> None:
        """Take an event; returns at once, and does not raise."""
        ...


class NoSound:
    """A workout without sound."""

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
    """A workout that is not stored, such as the demo."""

    notice: str | None = None

    def command(self, command: Command, at: int, session: Session) -> None:
        """See `Log.command`."""

    def mark(self, at: int, session: Session) -> None:
        """See `Log.mark`."""

    def close(self, at: int, session: Session) -> None:
        """See `Log.close`."""


class Runner:
    """A workout in progress."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        sound: Sound | None = None,
        log: Log | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        """Open the workout; a session that has already run continues where it is.

        Calls `left` when the workout is left.
        """
        self._session = session
        self._clock = clock
        self._sound = sound or NoSound()
        self._log = log or NoLog()
        self._left = left
        self._listeners: list[Callable[[Event], None]] = []
        self._ports: list[Port] = []
        self._opened = clock.now() - session.now
        self._slept = clock.slept()
        self._pulsed = session.now
        self._marked = session.now
        self._closed = False
        self._gap = (0, -LATE)
        """The two pulses around the last gap that was as long as a stop."""
        self._stopped: int | None = None
        """When a stop began that the workout does not know of yet."""
        self._sound.follow(session, self._opened)

    def add(self, port: Port) -> None:
        """Pass every event from now on to `port`, and show its notices."""
        self._listeners.append(port.hear)
        self._ports.append(port)

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Pass every event from now on to `listener`, retractions included."""
        self._listeners.append(listener)

    @property
    def plan(self) -> Plan:
        """The plan of the workout, in its current order."""
        return self._session.plan

    @property
    def left(self) -> tuple[Left, ...]:
        """The exercises and supersets that are left and can move, in their current order."""
        return self._session.left

    @property
    def events(self) -> tuple[Event, ...]:
        """All events so far, without the retracted ones."""
        return tuple(self._session.events)

    @property
    def audible(self) -> bool:
        """Whether a sound device plays the workout now; the terminal's bell does not count."""
        return self._sound.audible

    def snapshot(self) -> Snapshot:
        """Return the workout as of the last pulse."""
        return self._session.snapshot()

    @property
    def opened(self) -> int:
        """The clock's time at which the session was at 0; it moves when the machine sleeps."""
        return self._opened

    def snapshot_at(self, at: int) -> Snapshot | None:
        """Return the workout as it was `at` milliseconds after it was opened.

        Return None if a command was given after that.
        """
        return self._session.snapshot_at(at)

    def preview(self, until: int) -> list[Event]:
        """Return what happens until the session's time `until` if no key is pressed."""
        return self._session.preview(until)

    def take_notice(self) -> str | None:
        """Return a new sentence that the lifter must see, about sound or disk; None for none."""
        ports: tuple[Sound | Log | Port, ...] = (self._sound, self._log, *self._ports)
        for port in ports:
            if port.notice:
                notice, port.notice = port.notice, None
                return notice
        return None

    def next_deadline(self) -> int | None:
        """Return the clock's time of the next event that needs no key; None if none will come."""
        deadline = self._session.next_deadline()
        return None if deadline is None else deadline + self._opened

    def pulse(self) -> Snapshot:
        """Advance the workout to now, and return a snapshot of it."""
        now = self._now()
        if now - self._pulsed >= STOPPED:
            self._gap = self._pulsed, now
        events = self._session.advance(now)
        self._pulsed = now
        self._sound.tend(self._session, events)
        run_on = self._session.state is State.WORKING and now - self._marked >= MARK_EVERY
        if run_on or any(isinstance(event, _MARKED) for event in events):
            self._mark(now)
        self._tell(events)
        return self._session.snapshot()

    def glance(self) -> int | None:
        """Return the workout's time now if nothing but time has passed since the last pulse.

        This costs little, but it also tends the sound. Return None if a pulse is due.
        """
        now = self._clock.now() - self._opened
        due = self._session.next_deadline()
        if now - self._pulsed >= STOPPED or self._stopped is not None:
            return None
        if self._clock.slept() - self._slept >= NAP or (due is not None and due <= now):
            return None
        self._pulsed = now
        self._sound.tend(self._session, ())
        return now

    def press(self, command: Command, at: int | None = None) -> Snapshot:
        """Give a command that was pressed at the clock's time `at` (default: now).

        Raises RefusedError, and changes nothing, if the workout does not accept the command now.
        """
        now = self._now()
        self._apply(command, now if at is None else min(max(0, at - self._opened), now))
        return self.pulse()

    def continued(self) -> None:
        """Note that the program was stopped (Ctrl-Z, SIGSTOP) and continues now.

        The workout treats the time between the pulses around the stop like sleep. Call this from
        the handler of SIGCONT, which may run when the workout has already gone on.
        """
        now = self._clock.now() - self._opened
        if now - self._pulsed >= STOPPED:
            self._stopped = self._pulsed
        elif now - self._gap[1] <= LATE:
            self._stopped = self._gap[0]

    def repeat(self) -> None:
        """Have the voice repeat what comes next."""
        self._sound.repeat(self._session)

    def close(self) -> None:
        """Leave the workout and keep what was done; more calls do nothing.

        A workout that is not done can be resumed later.
        """
        if self._closed:
            return
        self._closed = True
        self._sound.close()
        self._mark(self._session.now)
        if self._left is not None:
            self._left()

    def _apply(self, command: Command, at: int) -> None:
        """Apply a command, silence the old sound, play the new one, commit: in this order."""
        events = self._session.apply(command, at)
        if isinstance(command, _SILENCING):
            self._sound.hush()
        self._sound.follow(self._session, self._opened)
        self._log.command(command, at, self._session)
        self._marked = at
        if self._session.state is State.DONE:
            self._mark(at)
        self._tell(events)

    def _now(self) -> int:
        """Return the workout's time, after holding the workout if it was asleep or stopped."""
        slept = self._clock.slept()
        nap, self._slept = slept - self._slept, slept
        left, self._stopped = self._stopped, None
        if nap >= NAP:
            self._opened -= nap
            left = self._pulsed
        now = self._clock.now() - self._opened
        if left is None and now - self._pulsed >= STOPPED:
            self._clock.await_signals()  # another thread may take the signal to continue
            left, self._stopped = self._stopped, None
        if left is not None:
            if held := self._held(left, now):
                self._apply(*held)
                self._session.seal()
            self._sound.follow(self._session, self._opened)
        return now

    def _held(self, left: int, now: int) -> tuple[Command, int] | None:
        """Return the command that stops the workout where its lifter left it, and its time.

        A rest runs to its end and the next set waits; anything else pauses. None if the workout
        needs no command.
        """
        shown = self._session.snapshot_at(left)
        if shown is None or shown.remaining is None:
            return None
        ends = left + shown.remaining
        held: tuple[Command, int] = Pause(), left
        if shown.resumes_in is not None:
            held = Pause(), left + shown.resumes_in
        elif shown.paused:
            return None
        elif shown.label is RestLabel.PAUSE:
            held = Pause(), ends
        elif shown.state is State.RESTING:
            return (Wait(), left) if shown.starts_itself and ends <= now else None
        return held if held[1] <= now else None

    def _mark(self, at: int) -> None:
        """Store how far the workout has come, or that it is over."""
        self._marked = at
        keep = self._log.close if self._session.state is State.DONE else self._log.mark
        keep(at, self._session)

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            for listener in self._listeners:
                listener(event)
