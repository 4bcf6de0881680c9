"""What keys stand for, where it depends on the moment."""

from dataclasses import replace
from decimal import Decimal

import pytest

from supertimer.engine.commands import Fatigue, Go, SetLoad
from supertimer.engine.plan import RestLabel
from supertimer.engine.session import Session
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import Load, Unit
from supertimer.workout.keymap import Action
from supertimer.workout.orders import orders

ROUTINE = """
name = "Rest-pause"
defaults = { tempo = "lift 2, lower 2", ready = "0s", push = "0s", rest = "30s" }
[[exercise]]
name = "Leg press"
load = "100 kg"
increment = "5 kg"
sets = 2
rest_pause = { times = 1, rest = "10s", load = "90%" }
"""
PLAN = compile_routine(parse_routine(ROUTINE, "rest-pause.toml"))


@pytest.mark.parametrize(
    ("action", "amount"), [(Action.HEAVIER, 105), (Action.LIGHTER, 95), (Action.ACCEPT, 120)]
)
def test_load_keys_change_the_next_set_but_do_nothing_in_a_rest_pause_pause(
    action: Action, amount: int
) -> None:
    suggested = Load(Decimal(120), Unit.KG)
    put_on = SetLoad(Load(Decimal(amount), Unit.KG), 1)
    session = Session(PLAN)
    waiting = session.snapshot()
    assert orders(action, PLAN, waiting, suggested) == (replace(put_on, index=0),)
    for command, at in ((Go(), 0), (Fatigue(), 20_000)):
        session.apply(command, at)
    pause = session.snapshot()
    assert pause.label is RestLabel.PAUSE
    assert orders(action, PLAN, pause, suggested) == ()
    session.advance(30_000)
    session.apply(Fatigue(), 50_000)
    rest = session.snapshot()
    assert orders(action, PLAN, rest, suggested) == (put_on,)
