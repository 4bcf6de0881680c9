"""What a rest and its get ready sound like: a worked example for each rule."""

from dataclasses import replace

import pytest

from supertimer.audio.score.cue import Cue, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.engine.commands import Command, Extend, Go, Redo, SetLoad, Skip, Wait
from supertimer.engine.events import WorkStarted
from supertimer.engine.plan import Plan, RestLabel, Segment, SegmentKind
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from tests.audio.workouts import Reader
from tests.engine.test_rest import ENDED, resting, two_sets

READER = Reader()
NOTES = ("-3 note", "-2 note", "-1 note")
COUNTDOWN = ("-5 prepare", "-4 prepare", "-3 count", "-2 count", "-1 count")


def given(plan: Plan, *commands: tuple[Command, float]) -> Session:
    """A session in its first rest, with commands and their seconds since its start."""
    session = resting(plan)
    for command, at in commands:
        session.apply(command, ENDED + round(at * 1000))
    return session


def whole(session: Session) -> list[Cue]:
    """Everything that is heard if no more keys are pressed."""
    events = [*session.events, *session.preview(session.now + 300_000)]
    return score(session.plan, events, Style(), READER)


def heard(session: Session, *, over: float = 0) -> list[str]:
    """What is heard from now until the next set, by its seconds after `over` into the rest."""
    promised = session.preview(session.now + 300_000)
    begins = [event.at for event in promised if isinstance(event, WorkStarted)]
    return [
        f"{(cue.at - ENDED) / 1000 - over:g} {cue.label}"
        for cue in whole(session)
        if cue.kind is not Kind.FATIGUE and session.now <= cue.at < min([*begins, 10**9])
    ]


def counted(session: Session, over: float) -> list[str]:
    """What counts to a moment of the rest: notes, reminders, a countdown, and how it is said."""
    said = heard(session, over=over)
    kinds = ("note", "reminder", "prepare", "count", "ten seconds")
    return [line for line in said if line.partition(" ")[2] in kinds]


def test_the_notes_count_to_the_get_ready_which_has_a_countdown() -> None:
    session = resting(two_sets())
    assert heard(session, over=60) == [
        "-57 next set 2 100 20 pounds",
        *("-13 note", "-12 note", "-11 note"),
        *COUNTDOWN,
    ]
    assert [cue.pitch for cue in whole(session) if cue.kind is Kind.NOTE] == [0, 0, 5]


@pytest.mark.parametrize(
    ("ready", "told"),
    [
        (0, ["-10 ten seconds", "-3 note", "-2 note", "-1 note"]),
        (5_000, ["-10 ten seconds", "-8 note", "-7 note", "-6 note", *COUNTDOWN[1:]]),
        (9_000, ["-12 note", "-11 note", "-10 note", "-10 ten seconds", *COUNTDOWN]),
        (10_000, ["-13 note", "-12 note", "-11 note", *COUNTDOWN]),
        (12_000, ["-15 note", "-14 note", "-13 note", *COUNTDOWN]),
    ],
)
def test_ten_seconds_are_told_before_the_set_if_the_get_ready_is_shorter(
    ready: int, told: list[str]
) -> None:
    assert counted(resting(two_sets(ready=ready)), 60) == told


@pytest.mark.parametrize("rest", [13_000, 12_000, 10_000])
def test_a_short_rest_tells_ten_seconds_too(rest: int) -> None:
    told = counted(resting(two_sets(rest, ready=3_000)), rest / 1000)
    assert told == ["-10 ten seconds", "-6 note", "-5 note", "-4 note", "-2 count", "-1 count"]


def test_a_rest_before_the_get_ready_of_three_seconds_or_less_has_the_notes_that_fit() -> None:
    told = counted(resting(two_sets(6_000, ready=3_000)), 6)
    assert told == ["-6 note", "-5 note", "-4 note", "-2 count", "-1 count"]
    assert counted(resting(two_sets(4_900, ready=3_000)), 4.9)[0] == "-4 note"


@pytest.mark.parametrize("ready", [0, 5_000, 10_000, 15_000])
def test_before_a_set_that_waits_both_count_to_the_end_of_the_rest(ready: int) -> None:
    session = resting(two_sets(ready=ready, waits=True))
    late = [f"{seconds} reminder" for seconds in (30, 60, 90)]
    assert counted(session, 60) == ["-10 ten seconds", *NOTES, *late]


@pytest.mark.parametrize("ready", [5_000, 10_000])
def test_the_get_ready_after_go_counts_down_and_nothing_else(ready: int) -> None:
    session = given(two_sets(ready=ready, waits=True), (Go(), 65))
    wanted = COUNTDOWN if ready > 5_000 else COUNTDOWN[1:]
    assert heard(session, over=65 + ready / 1000) == [*wanted]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (RestLabel.REST, []),
        (RestLabel.SWITCH, ["-9.4 switch", "-8.9 switch sides"]),
        (RestLabel.CHANGE, ["-9.4 change", "-8.9 change the load"]),
    ],
)
def test_a_rest_that_is_all_get_ready_says_what_it_is_for(
    label: RestLabel, told: list[str]
) -> None:
    session = resting(two_sets(10_000, label=label))
    assert heard(session, over=10) == [*told, "-7 next set 2 100 20 pounds", *COUNTDOWN]


def test_a_rest_that_is_all_get_ready_is_announced_after_a_skip_too() -> None:
    plan = two_sets(8_000, sets=3)
    session = given(plan, (Redo(), 1), (Skip(), 2))
    assert "5 next set 2 100 20 pounds" in heard(session)


def test_a_rest_made_longer_in_its_get_ready_counts_to_its_new_end() -> None:
    session = given(two_sets(), (Extend(15_000), 57.5))
    assert heard(session, over=75) == ["-13 note", "-12 note", "-11 note", *COUNTDOWN]


def test_a_rest_made_a_little_longer_in_its_get_ready_has_the_notes_that_are_left() -> None:
    session = given(two_sets(), (Extend(5_000), 52.5))
    assert heard(session, over=65) == ["-12 note", "-11 note", *COUNTDOWN]
    notes = [(cue.at - ENDED) / 1000 for cue in whole(session) if cue.kind is Kind.NOTE]
    assert notes == [47, 48, 49, 53, 54], "none where the get ready was counted"


def test_a_rest_made_longer_in_a_short_get_ready_tells_ten_seconds_again() -> None:
    session = given(two_sets(ready=5_000), (Extend(15_000), 57))
    assert heard(session, over=75) == [
        *("-10 ten seconds", "-8 note", "-7 note", "-6 note"),
        *COUNTDOWN[1:],
    ]


def test_a_rest_of_get_ready_made_longer_says_once_what_it_is_for() -> None:
    session = given(two_sets(8_000, label=RestLabel.SWITCH), (Extend(15_000), 4))
    assert heard(session, over=23) == ["-13 note", "-12 note", "-11 note", *COUNTDOWN]


def test_a_shorter_rest_counts_to_its_new_end() -> None:
    session = given(two_sets(ready=5_000), (Extend(-15_000), 20))
    assert counted(session, 45)[:4] == ["-10 ten seconds", "-8 note", "-7 note", "-6 note"]


@pytest.mark.parametrize("at", [20, 51.5])
def test_a_held_rest_counts_to_its_end_and_reminds(at: float) -> None:
    session = given(two_sets(), (Wait(), at))
    told = counted(session, 60)
    early = ["-10 ten seconds"] if at < 50 else []
    assert told == [*early, *NOTES, "30 reminder", "60 reminder", "90 reminder"]
    assert not any("next" in line for line in heard(session)[1:]), "it was announced before"


def test_a_rest_made_longer_while_the_workout_waits_counts_again_and_reminds_after_it() -> None:
    session = given(two_sets(waits=True), (Extend(30_000), 65))
    late = [f"{seconds} reminder" for seconds in (30, 60, 90)]
    assert heard(session, over=95) == ["-10 ten seconds", *NOTES, *late]
    session = given(two_sets(0, waits=True), (Extend(30_000), 5))
    assert heard(session, over=35) == ["-10 ten seconds", *NOTES, *late], "without a rest before"


def test_a_load_that_changes_while_the_workout_waits_is_the_one_that_is_told() -> None:
    session = given(two_sets(0, waits=True), (SetLoad(None), 1))
    assert heard(session) == ["3 next set 2"]


def test_a_pause_of_a_rest_pause_set_counts_to_its_end() -> None:
    plan = two_sets()
    segments = (
        *plan.segments[:2],
        Segment(SegmentKind.REST, 0, 15_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    session = resting(replace(plan, sets=plan.sets[:1], segments=segments))
    assert heard(session, over=15) == ["-13.9 rest", "-10 ten seconds", *NOTES]


@pytest.mark.parametrize("command", [Go(), Skip()])
def test_a_set_that_a_key_begins_in_the_get_ready_is_heard_at_once(command: Command) -> None:
    session = given(two_sets(), (command, 53.5))
    begun = [cue for cue in whole(session) if ENDED + 50_000 < cue.at < ENDED + 56_000]
    told = [f"{(cue.at - ENDED) / 1000:g} {cue.label}" for cue in begun]
    assert told == ["53.5 lift", "53.85 lift", "54.5 tick", "55.5 tick"]


def test_the_side_of_a_set_that_a_key_begins_is_said_after_its_accent() -> None:
    plan = two_sets()
    lift, lower = plan.sets[1].cadence.blocks[0].phases
    tempo = replace(plan.sets[1].cadence.blocks[0], phases=(replace(lift, alternates=True), lower))
    work = replace(plan.sets[1], cadence=replace(plan.sets[1].cadence, blocks=(tempo,)))
    plan = replace(plan, sets=(plan.sets[0], work))
    for commands, told in (((), "-0.78 left"), (((Skip(), 53.5),), "0.35 left")):
        cues = [cue for cue in whole(given(plan, *commands)) if cue.at > ENDED + 50_000]
        [left] = [cue.at for cue in cues if cue.label == "left"][:1]
        begins = next(cue.at for cue in cues if cue.kind is Kind.LIFT)
        assert f"{(left - begins) / 1000:g} left" == told


def superset(more: str) -> list[str]:
    """What is heard between A and B, two exercises that take turns, five seconds each."""
    text = f"""
name = "Turns"
[defaults]
tempo = "lift 2, lower 3"
until = "5s"
superset = "x"
[[exercise]]
name = "A"
{more}
"""
    plan = compile_routine(parse_routine(text, "turns.toml"))
    events = simulate(plan)
    first, second = (event.at for event in events if isinstance(event, WorkStarted))
    return [
        f"{(cue.at - second) / 1000:g} {cue.label}"
        for cue in score(plan, events, Style(), READER)
        if first + 5_000 < cue.at < second
    ]


def test_a_superset_has_no_rest_inside_and_none_is_heard() -> None:
    assert superset('[[exercise]]\nname = "B"') == []


def test_inside_a_superset_an_own_get_ready_is_the_rest() -> None:
    told = ["-5 next b", "-5 prepare", "-4 prepare", "-3 count", "-2 count", "-1 count"]
    assert sorted(superset('[[exercise]]\nname = "B"\nready = "8s"')) == sorted(told)


def test_inside_a_superset_an_own_rest_ends_with_the_get_ready() -> None:
    assert superset('rest = "20s"\n[[exercise]]\nname = "B"\nready = "5s"') == [
        *("-17 next b", "-10 ten seconds", "-8 note", "-7 note", "-6 note"),
        *COUNTDOWN[1:],
    ]
