"""Pages hear only what they could not know."""

from supertimer.engine.state import State
from supertimer.web.hub import _differs
from supertimer.web.picture import picture
from supertimer.workout.briefing import Brief
from tests.workout.test_controls import Lifter


def test_nothing_is_sent_while_all_goes_as_promised() -> None:
    lifter = Lifter()

    def same(state: State) -> bool:
        """Whether two seconds of a state bring nothing new."""
        seen = _differs(lifter.controls, lifter.shown)
        assert lifter.shown.snapshot.state is state
        for _ in range(20):
            lifter.wait(100)
            if _differs(lifter.controls, lifter.shown) != seen:
                return False
        return True

    assert same(State.WAITING)
    lifter.press("space")
    assert same(State.READY)
    lifter.wait(5_000)
    assert same(State.WORKING)
    lifter.press("p")
    assert same(State.WORKING)
    lifter.press("space")
    lifter.wait(20_000)
    lifter.press("x")
    lifter.wait(5_000)
    assert same(State.RESTING)
    lifter.press("q")
    lifter.wait(1_000)
    lifter.press("q")
    lifter.wait(10_000)
    assert same(State.DONE)


def test_every_command_is_news() -> None:
    lifter = Lifter()
    for key in ("up", "space", "p", "space", "s", "u", "r"):
        lifter.wait(1_000)
        seen = _differs(lifter.controls, lifter.shown)
        lifter.press(key)
        assert _differs(lifter.controls, lifter.shown) != seen, key


def test_the_reason_is_shown_also_for_the_load_that_stays() -> None:
    lifter = Lifter()
    now, controls = lifter.shown.snapshot, lifter.controls
    controls.briefs = {now.index: Brief(suggested=now.load, reason="why")}
    shown = picture(controls, lifter.shown, controls.plan, (), ())
    assert (shown.suggested, shown.reason) == ("", "why")
