import pytest
from hypothesis import given

from supertimer.engine.commands import Command, Go
from supertimer.engine.plan import Plan
from supertimer.history.codec import as_command, as_plan, command_text, plan_text
from tests.history.workouts import plan
from tests.strategies import commands, plans


@given(plans())
def test_a_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert as_plan(plan_text(plan)) == plan
    assert plan_text(as_plan(plan_text(plan))) == plan_text(plan)


@given(commands)
def test_a_command_comes_back_as_it_was(command: Command) -> None:
    assert as_command(command_text(command)) == command
    assert type(as_command(command_text(command))) is type(command)


def test_a_load_keeps_its_last_digit() -> None:
    assert '"amount":"52.50"' in plan_text(plan("Leg press"))


@pytest.mark.parametrize("text", ["", "no", "{}", '{"name":"jump"}', "[1]", "null"])
def test_an_invalid_command_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        as_command(text)


@pytest.mark.parametrize("text", ["", "{}", '{"name":"x","sets":[{}],"segments":[]}'])
def test_an_invalid_plan_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        as_plan(text)


def test_a_command_is_short() -> None:
    assert command_text(Go()) == '{"name":"go"}'
