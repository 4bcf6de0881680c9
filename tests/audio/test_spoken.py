"""What is said is what is: the loads that the voice tells are those of the session."""

from hypothesis import given

from supertimer.engine.commands import Amend, Extend, Pause, SetLoad, Wait
from supertimer.engine.events import (
    Event,
    LoadSet,
    PushStarted,
    ReadyStarted,
    RestStarted,
    SetAmended,
    Waiting,
    WorkStarted,
)
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.state import State
from supertimer.units import Load
from tests.engine.test_laws import Script, perform
from tests.strategies import plans, scripts


def told(events: list[Event]) -> Load | None:
    """The load of what comes or is being done, as the latest event tells it."""
    for event in reversed(events):
        match event:
            case RestStarted() | LoadSet() | SetAmended() | Waiting():
                return event.next_load
            case ReadyStarted() | WorkStarted() | PushStarted():
                return event.load
    return None


@given(plans(), scripts)
def test_the_load_that_is_told_is_the_one_that_is_on(plan: Plan, script: Script) -> None:
    """A pause of a rest-pause set tells only a load that changes.

    A key that changes a segment at the very instant at which it begins comes before its event.
    """
    session, taken = perform(plan, script)
    shown = session.snapshot()
    changes = Amend | Extend | Pause | SetLoad | Wait
    if session.began in [at for command, at in taken if isinstance(command, changes)]:
        return
    if shown.label is not RestLabel.PAUSE and shown.state is not State.DONE:
        assert told(session.events) == shown.load
