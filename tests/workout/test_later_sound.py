"""Sound that is opened beside the workout."""

import threading

from supertimer.clock import ManualClock
from supertimer.engine.commands import Go
from supertimer.engine.session import Session
from supertimer.workout.later_sound import LaterSound
from supertimer.workout.runner import NoSound, Runner
from tests.audio.workouts import a_workout


class Heard(NoSound):
    """What the sound was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.audible = True
        self.notice = "The sound is back."

    def hush(self) -> None:
        self.told.append("hush")

    def follow(self, session: Session, opened: int) -> None:
        self.told.append(f"follow {session.now} {opened}")

    def close(self) -> None:
        self.told.append("close")


class Opening:
    """A sound that takes its time to be opened."""

    def __init__(self) -> None:
        self.sound = Heard()
        self.asked, self.may = threading.Event(), threading.Event()

    def __call__(self) -> Heard:
        self.asked.set()
        assert self.may.wait(5)
        return self.sound


def live() -> tuple[Runner, Opening, ManualClock]:
    opening, clock = Opening(), ManualClock(5_000)
    return Runner(Session(a_workout("Row")), clock, LaterSound(opening)), opening, clock


def opened(runner: Runner, opening: Opening) -> None:
    """Wait until it is open, however the threads are scheduled."""
    opening.may.set()
    for thread in threading.enumerate():
        if thread.name == "sound":
            thread.join(5)
    runner.pulse()


def test_the_first_picture_does_not_wait_for_the_sound() -> None:
    runner, opening, _ = live()
    runner.pulse()
    assert not opening.asked.wait(0.05)
    runner.pulse()
    assert opening.asked.wait(5)
    runner.pulse()
    assert opening.sound.told == []
    assert runner.audible, "no flash for a sound that is about to come"
    assert runner.take_notice() is None
    opened(runner, opening)
    runner.close()


def test_what_happened_meanwhile_is_followed_once_it_is_open() -> None:
    runner, opening, clock = live()
    runner.pulse()
    runner.pulse()
    clock.advance(700)
    runner.press(Go())
    opened(runner, opening)
    assert opening.sound.told == ["follow 700 5000"]
    assert runner.take_notice() == "The sound is back."
    opening.sound.audible = False
    assert not runner.audible
    runner.close()
    assert opening.sound.told[-1] == "close"


def test_a_workout_that_is_left_before_that_closes_it() -> None:
    runner, opening, _ = live()
    runner.pulse()
    runner.pulse()
    assert opening.asked.wait(5)
    runner.close()
    opening.may.set()
    for thread in threading.enumerate():
        if thread.name == "sound":
            thread.join(5)
    assert opening.sound.told == ["close"]


def test_a_workout_that_is_left_at_once_opens_none() -> None:
    runner, opening, _ = live()
    runner.close()
    assert not opening.asked.is_set()
