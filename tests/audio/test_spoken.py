"""What is said is what is: the loads that the voice tells are those of the session."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from supertimer.audio.score.spoken import load_on
from supertimer.engine.events import Amend, EventName
from supertimer.engine.plan import Plan
from supertimer.engine.simulate import simulate
from tests.engine.test_laws import Script, perform
from tests.strategies import plans, scripts


@given(plans(), st.integers(1, 40_000))
def test_the_load_that_is_said_before_a_set_is_kept_with_it(plan: Plan, tul: int) -> None:
    events = simulate(plan, lambda _: tul)
    for place, event in enumerate(events):
        if event.event is EventName.SET_ENDED:
            assert event.index is not None
            assert load_on(plan, event.index, events[:place]) == event.load


@given(plans(), scripts)
def test_the_load_that_is_said_is_the_one_that_is_on(plan: Plan, script: Script) -> None:
    # No front end amends an attempt that does not count, of which the events cannot tell.
    # A part of a rest-pause set tells its own load.
    whole = replace(plan, segments=tuple(replace(s, percent=None) for s in plan.segments))
    session, _ = perform(whole, [each for each in script if not isinstance(each[0], Amend)])
    shown = session.snapshot()
    assert load_on(plan, shown.index, session.events) == shown.load
