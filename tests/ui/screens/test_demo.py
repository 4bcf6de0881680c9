"""The demo explains every moment, and keeps nothing."""

from supertimer.clock import ManualClock
from supertimer.engine.commands import Go
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.ui.screens.demo import FastClock, caption, demo_plan
from supertimer.workout.runner import Runner


def captions() -> list[tuple[State, str]]:
    """What is said, second by second, if no key but go is pressed."""
    clock = ManualClock()
    runner = Runner(Session(demo_plan()), clock)
    said = [(State.WAITING, caption(runner.pulse()))]
    runner.press(Go())
    while said[-1][0] is not State.DONE:
        clock.advance(500)
        shot = runner.pulse()
        said.append((shot.state, caption(shot)))
    return said


def test_every_moment_has_a_caption() -> None:
    assert all(text for _, text in captions())


def test_captions_fit_in_80_columns() -> None:
    assert max(len(text) for _, text in captions()) <= 76


def test_it_lasts_three_reps_at_normal_speed() -> None:
    working = [state for state, _ in captions() if state is State.WORKING]
    assert len(working) == 2 * 60


def test_the_last_lowering_asks_for_the_key() -> None:
    texts = [text for state, text in captions() if state is State.WORKING]
    assert texts[-1] == "When you can't go any further, press any key: that is fatigue."


def test_a_fast_clock_multiplies_time() -> None:
    clock = ManualClock(1_000)
    fast = FastClock(clock, 4)
    before = fast.now()
    clock.advance(250)
    assert fast.now() - before == 1_000
