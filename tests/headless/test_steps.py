"""The language of steps: what is written is what is done, and a mistake is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.commands import Extend, Fatigue, Go, OneMore, Pause, Redo
from supertimer.engine.plan import SegmentKind
from supertimer.engine.result import EndedBy
from supertimer.headless.moments import (
    After,
    AtRep,
    AtSegment,
    AtTul,
    AtWorkout,
    Moment,
    SetName,
    clock,
    moment,
    quoted,
    set_name,
)
from supertimer.headless.steps import (
    STEPS,
    Amended,
    LeftOutByName,
    Loaded,
    Nothing,
    OrderOfNames,
    Step,
    read_step,
    split_steps,
)
from supertimer.routine.notation import NotationError, WrittenLoad
from supertimer.units import Unit

times = st.integers(0, 599_999)
names = st.sampled_from(
    ["Leg press", "Push press", "Squat at home", "Chest press, incline", "Row + curl", "Row 1-2"]
)
sets = st.builds(SetName, names, st.none() | st.integers(1, 20), st.none() | st.sampled_from(Side))
moments: st.SearchStrategy[Moment] = st.one_of(
    st.builds(AtTul, times, st.none() | sets),
    st.builds(
        AtRep, st.integers(1, 99), st.none() | st.sampled_from(PhaseName), times, st.none() | sets
    ),
    st.builds(
        AtSegment,
        times,
        st.sampled_from([SegmentKind.REST, SegmentKind.READY, SegmentKind.PUSH]),
    ),
    st.builds(AtWorkout, times),
)


def written(found: Moment) -> str:
    match found:
        case AtTul(ms, of):
            return clock(ms) + (f" of {of}" if of else "")
        case AtRep(rep, phase, more, of):
            text = f"rep {rep}" + (f" {phase}" if phase else "")
            text += f" + {clock(more)}" if more else ""
            return text + (f" of {of}" if of else "")
        case AtSegment(ms, segment):
            return f"{clock(ms)} of the {segment}"
        case AtWorkout(ms):
            return f"{clock(ms)} of the workout"
        case After(ms):
            return clock(ms)


@given(moments)
def test_a_moment_is_read_as_it_is_written(expected: Moment) -> None:
    assert moment(written(expected)) == expected
    assert read_step(f"fatigue at {written(expected)}").when == expected


@given(st.text(alphabet="ab SetRp:,+'\"19-", min_size=1, max_size=20), st.integers(1, 9))
def test_any_name_can_be_put_into_a_step(name: str, number: int) -> None:
    name = " ".join(name.replace("'", "’").replace('"', "”").split())
    if name:
        assert set_name(f"{quoted(name)} set {number}") == SetName(name, number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("go", Step("go", Go())),
        (" Fatigue  at 1:35", Step("Fatigue at 1:35", Fatigue(), AtTul(95_000))),
        ("one_more", Step("one_more", OneMore())),
        ("redo wait", Step("redo wait", Redo(wait=True))),
        (
            "pause at rep 3 lower + 4s for 20s",
            Step(
                "pause at rep 3 lower + 4s for 20s",
                Pause(),
                AtRep(3, PhaseName.LOWER, 4000),
                20_000,
            ),
        ),
        ("nothing until 3:00", Step("nothing until 3:00", Nothing(), AtTul(180_000))),
        ("undo after 3s", Step("undo after 3s", read_step("undo").order, After(3000))),
        ("extend -15s", Step("extend -15s", Extend(-15_000))),
        ("leave out Leg press", Step("leave out Leg press", LeftOutByName("Leg press"))),
        (
            "reorder Leg press then 'Squat at home'",
            Step(
                "reorder Leg press then 'Squat at home'",
                OrderOfNames(("Leg press", "Squat at home")),
            ),
        ),
        ("set load none", Step("set load none", Loaded(WrittenLoad(None)))),
    ],
)
def test_a_step_is_read(text: str, expected: Step) -> None:
    assert read_step(text) == expected


def test_a_correction_can_have_several_keys() -> None:
    step = read_step("amend tul 1:40 ended_by form load 80 note 'at rep 3, left' of Row set 2")
    assert step.order == Amended(
        SetName("Row", 2), EndedBy.FORM, 100_000, None, WrittenLoad(Decimal(80)), "at rep 3, left"
    )
    assert read_step("amend reps 8.5 of result 2").order == Amended(2, reps=850)
    ended = read_step("amend ended_by reps tul 1:00 note too fast, load light").order
    assert ended == Amended(None, EndedBy.REPS, 60_000, note="too fast, load light")


def test_steps_in_one_line_are_taken_apart_outside_of_quotes() -> None:
    assert split_steps("go, amend note 'a, b' , fatigue at 1:35,") == [
        "go",
        "amend note 'a, b'",
        "fatigue at 1:35",
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint", "part"),
    [
        ("fatige at 1:35", "unknown step “fatige”", "did you mean “fatigue”?", "fatige"),
        ("go now", "unexpected “now” after “go”", '"go at 1:35" or "go after 3s"', "now"),
        ("fatigue at 1:3x", "“1:3x” is not a length of time", "1m30s", "1:3x"),
        ("fatigue at rep x", "“rep x” is not a rep", '"rep 3"', "rep x"),
        ("go at rep 3 lowr", "unknown phase “lowr”", "did you mean “lower”?", "lowr"),
        ("go for 3s", "only a pause lasts for a time", "pause at rep 3", "for 3s"),
        ("go until 3s", "a step is given at a moment", '"go at 3s"', "until"),
        ("nothing", "say until when nothing is done", "nothing until 3:00", ""),
        ("stop at 3s of the rst", "a workout has no “rst”", "did you mean “rest”?", "rst"),
        ("leave out", "the name of an exercise is missing", "leave out Leg press", ""),
        ("set load heavy", "“heavy” is not a load", "120 lb", "heavy"),
        ("amend colour red", "what is corrected is missing", "ended_by, tul, reps", ""),
        ("amend ended_by tired", "a set is not ended by “tired”", "did you mean “time”?", "tired"),
        ("amend reps many", "“many” is not a number of reps", "8.5", "many"),
        ("", "this should be a step in quotes", "", ""),
        ("go\x1b[2J", "hidden character", "plain text", ""),
        ("x" * 501, "at most 500 characters", "", ""),
    ],
)
def test_a_mistake_is_named_with_its_remedy(text: str, message: str, hint: str, part: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_step(text)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.part == part


@given(
    st.text(max_size=60) | st.lists(st.sampled_from([*STEPS, "at", "of", "1:3", "'"])).map(" ".join)
)
def test_nothing_else_is_raised_for_any_text(text: str) -> None:
    try:
        assert isinstance(read_step(text), Step)
    except NotationError as error:
        assert error.message


def test_a_bare_number_of_a_load_has_the_unit_of_the_routine() -> None:
    order = read_step("set load 215").order
    assert isinstance(order, Loaded)
    load = order.load.read_in(Unit.LB)
    assert load is not None
    assert str(load) == "215 lb"
