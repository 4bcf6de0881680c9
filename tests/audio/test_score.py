"""The score: what is heard when, second by second, and the same however it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.audio.score.cue import Cue, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import PROFILES, Style
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Extend, Fatigue, Go, Pause, Resume
from supertimer.engine.events import EventName
from supertimer.engine.plan import (
    ForReps,
    ForTime,
    Plan,
    RestLabel,
    Segment,
    SegmentKind,
    SetPlan,
    Window,
)
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.engine.state import State
from tests.audio.workouts import TEN_TEN, Reader, a_set, a_workout, cadence
from tests.strategies import plans

READER = Reader()
BIG = 10_000_000


def heard(plan: Plan, style: Style | None = None) -> list[Cue]:
    return score(plan, simulate(plan), style or Style(), READER)


def listing(cues: Sequence[Cue], since: int, until: int) -> list[str]:
    return [
        f"{(cue.at - since) / 1000:g} {cue.label} {cue.decibels:g}"
        for cue in cues
        if since <= cue.at < until
    ]


def one_set(work: SetPlan) -> Plan:
    return Plan("One", (work,), (Segment(SegmentKind.WORK, 0),))


def test_what_to_remember_is_said_after_what_comes_next() -> None:
    plan = a_workout("Leg press", "Seated row")
    plan = replace(plan, sets=(plan.sets[0], replace(plan.sets[1], cue="Elbows in.")))
    said = [cue for cue in heard(plan) if cue.words]
    [place] = [n for n, cue in enumerate(said) if cue.words == ("elbows in.",)]
    announced = said[place - 1]
    length = READER.ms(announced.words)
    assert announced.words[:2] == ("next", "seated row") and length is not None
    assert announced.at + length < said[place].at < announced.at + length + 1_000


def test_the_first_rep_is_heard_as_the_table_of_the_design_says() -> None:
    assert listing(heard(a_workout("Leg press")), 10_000, 50_000) == [
        "0 lift 0",
        "0.35 lift -3",
        *(f"{second} tick -16" for second in range(1, 5)),
        "5 half -10",
        *(f"{second} tick -16" for second in range(6, 8)),
        "8 turn -10",
        "9 turn -10",
        "10 lower 0",
        "10.35 lower -3",
        *(f"{second} tick -16" for second in range(11, 15)),
        "15 half -10",
        *(f"{second} tick -16" for second in range(16, 18)),
        "18 turn -10",
        "19 turn -10",
        "20 lift 0",
        "20.35 2 -3",
        *(f"{second} tick -16" for second in range(21, 25)),
        "25 half -10",
        *(f"{second} tick -16" for second in range(26, 28)),
        "28 turn -10",
        "29 turn -10",
        "30 lower 0",
        *(f"{second} tick -16" for second in range(31, 35)),
        "35 half -10",
        *(f"{second} tick -16" for second in range(36, 38)),
        "38 turn -10",
        "39 turn -10",
    ]


def test_the_pitch_of_the_ticks_climbs_through_the_lift_and_sinks_through_the_lowering() -> None:
    ticks = [cue for cue in heard(a_workout("Leg press")) if 10_000 < cue.at < 30_000]
    pitches = [cue.pitch for cue in ticks if cue.kind in (Kind.TICK, Kind.HALF, Kind.TURN)]
    assert pitches == [1, 2, 4, 5, 6, 7, 8, 10, 11, 11, 10, 8, 7, 6, 5, 4, 2, 1]


@pytest.mark.parametrize(
    ("profile", "first_lift"),
    [
        ("sparse", ["0 lift 0", "0.35 lift -3", "5 half -10", "8 turn -10", "9 turn -10"]),
        (
            "tones",
            [
                *("0 lift 0", "1 tick -16", "2 tick -16", "3 tick -16", "4 tick -16"),
                *("5 half -10", "6 tick -16", "7 tick -16", "8 turn -10", "9 turn -10"),
            ],
        ),
        ("silent", []),
    ],
)
def test_profiles_leave_out_what_they_say(profile: str, first_lift: list[str]) -> None:
    cues = heard(a_workout("Leg press"), Style(profile))
    assert listing(cues, 10_000, 20_000) == first_lift


def test_the_voice_profile_names_every_phase() -> None:
    cues = heard(a_workout("Leg press"), Style("voice"))
    said = [cue.label for cue in cues if cue.kind is Kind.SPEECH and 10_000 <= cue.at < 60_000]
    assert said == ["lift", "lower", "2 lift", "lower", "3 lift"]


def test_fatigue_push_and_rest() -> None:
    cues = heard(a_workout("Leg press", "Seated row"))
    stamp = 10_000 + 120_000
    assert listing(cues, stamp, stamp + 70_000) == [
        "0 fatigue 0",
        "0.2 push 10 -3",
        *(
            f"{second}{part}"
            for second in range(1, 10)
            for part in (" pulse -6", f".15 {10 - second} -3")
        ),
        "10 release -3",
        "10.9 lower it slowly -3",
        "13 next seated row seat 6 chest pad B 200 10 pounds -3",
        "57 note -6",
        "58 note -6",
        "59 note -6",
        "65 prepare -10",
        "66 prepare -10",
        "67 count 0",
        "68 count 0",
        "69 count 0",
    ]


def test_a_chime_waits_for_the_accent_and_speech_for_the_chime() -> None:
    work = replace(a_set("Leg press"), window=Window(40_100, 150_000), last_tul=40_000)
    cues = heard(one_set(work), Style(tul_every=20))
    assert listing(cues, 40_000, 43_000) == [
        "0 lift 0",
        "0.4 last -3",
        "0.8 opens -3",
        "1 tick -16",
        "1.24 40 seconds -3",
        "2 tick -16",
        "2.1 3 -3",
    ]


def test_what_does_not_fit_into_its_phase_is_not_said() -> None:
    quick = replace(a_set("Row", tempo=cadence(("lift", 1), ("lower", 1))), window=None)
    said = [cue for cue in heard(one_set(quick), Style(tul_every=2)) if cue.kind is Kind.SPEECH]
    assert [cue.label for cue in said if cue.at < 9000] == ["lift", "lower", "2", "3", "4", "5"]


def test_a_hold_is_level_and_effort_is_told_where_it_changes() -> None:
    phases = [Phase(PhaseName.HOLD, 30_000, effort=percent) for percent in (50, 75, 100, 50)]
    tempo = Cadence(tuple(Block((phase,)) for phase in phases))
    work = SetPlan("Row", 1, tempo, ForTime(120_000), cap=240_000)
    cues = heard(one_set(work))
    said = [cue.label for cue in cues if cue.kind is Kind.SPEECH][:4]
    assert said == [
        "hold 50 percent",
        "70 5 percent",
        "everything",
        "ease off 50 percent",
    ]
    assert {cue.pitch for cue in cues if cue.kind is Kind.TICK} == {0}


def test_the_side_is_said_in_the_second_before_its_phase() -> None:
    phases = (Phase(PhaseName.LIFT, 3000), Phase(PhaseName.LOWER, 6000, alternates=True))
    work = SetPlan("Leg press", 1, Cadence((Block(phases),)), ForReps(2), cap=240_000)
    said = [cue for cue in heard(one_set(work)) if cue.kind is Kind.SPEECH]
    sides = [(cue.at, cue.label) for cue in said if cue.label in ("left", "right")]
    assert sides == [(3000 - 780, "left"), (12_000 - 780, "right")]


@pytest.mark.parametrize(
    ("label", "kind", "words"),
    [
        (RestLabel.SWITCH, Kind.SWITCH, "switch sides"),
        (RestLabel.CHANGE, Kind.CHANGE, "change the load"),
    ],
)
def test_a_change_is_told(label: RestLabel, kind: Kind, words: str) -> None:
    plan = Plan(
        "Two",
        (replace(a_set("Row"), end=ForTime(5000)), replace(a_set("Row"), end=ForTime(5000))),
        (
            Segment(SegmentKind.WORK, 0),
            Segment(SegmentKind.REST, 0, 15_000, label=label),
            Segment(SegmentKind.WORK, 1),
        ),
    )
    cues = heard(plan)
    assert [cue.at for cue in cues if cue.kind is kind] == [5600]
    assert words in [cue.label for cue in cues]


def in_parts(pause: int, percent: Decimal | None) -> Plan:
    """A set of two parts, five seconds each, with `percent` of its load in the second one."""
    segments = (
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.REST, 0, pause, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0, percent=percent),
    )
    return Plan("Rest-pause", (replace(a_set("Row"), end=ForTime(5000)),), segments)


NEW_LOAD = "change the load 100 80 9 pounds"


@pytest.mark.parametrize(
    ("pause", "percent", "profile", "told"),
    [
        (10_000, 90, "guided", ["5.6 change", "6.1 rest", f"6.56 {NEW_LOAD}"]),
        (10_000, 90, "voice", ["5.6 change", "6.1 rest", f"6.56 {NEW_LOAD}"]),
        (10_000, 90, "tones", ["5.6 change"]),
        (10_000, 90, "silent", []),
        (3_000, 90, "guided", ["5.6 change", "6.1 rest"]),
        (10_000, None, "guided", ["6.1 rest"]),
        (10_000, 100, "guided", ["6.1 rest"]),
    ],
)
def test_a_pause_tells_a_new_load_where_it_can(
    pause: int, percent: int | None, profile: str, told: list[str]
) -> None:
    plan = in_parts(pause, None if percent is None else Decimal(percent))
    cues = heard(plan, Style(profile))
    until = 5000 + pause
    found = [c for c in cues if 5000 < c.at < until and c.kind in (Kind.CHANGE, Kind.SPEECH)]
    assert [f"{cue.at / 1000:g} {cue.label}" for cue in found] == told


def test_the_cap_and_the_end_have_different_sounds() -> None:
    cues = heard(one_set(replace(a_set("Row"), end=ForReps(99), cap=30_000)))
    assert [cue.label for cue in cues if cue.at >= 30_000] == ["cap", "done", "workout done"]


def overrun() -> Session:
    plan = a_workout("Leg press", "Seated row")
    segments = [
        replace(segment, waits=segment.kind is SegmentKind.READY) for segment in plan.segments
    ]
    session = Session(replace(plan, segments=tuple(segments)))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 60_000)
    return session


def test_a_rest_that_is_overrun_reminds_three_times_and_then_no_more() -> None:
    session = overrun()
    session.advance(400_000)
    cues = score(session.plan, session.events, Style(), READER)
    assert [cue.at for cue in cues if cue.kind is Kind.REMINDER] == [160_000, 190_000, 220_000]


def test_a_rest_that_was_made_longer_ends_with_its_notes_at_its_new_end() -> None:
    session = overrun()
    session.advance(80_000)
    session.apply(Extend(30_000), 80_000)
    cues = score(session.plan, [*session.events, *session.preview(BIG)], Style(), READER)
    assert [cue.at for cue in cues if cue.kind is Kind.NOTE] == [157_000, 158_000, 159_000]


def test_a_pause_is_silent_and_the_set_goes_on_with_a_count_and_its_phase() -> None:
    session = Session(a_workout("Leg press"))
    session.apply(Go(), 0)
    session.apply(Pause(), 12_500)
    session.apply(Resume(), 20_000)
    events = [*session.events, *session.preview(40_000)]
    cues = score(session.plan, events, Style(), READER)
    assert listing(cues, 12_500, 25_000) == [
        "7.5 count 0",
        "8.5 count 0",
        "9.5 count 0",
        "10.5 lift 0",
        "10.85 lift -3",
        "11 tick -16",
        "12 tick -16",
    ]


def test_ticks_and_the_last_note_of_a_rest_have_a_pitch_and_nothing_else() -> None:
    session = Session(a_workout("Leg press", "Seated row"))
    session.apply(Go(), 0)
    session.apply(Pause(), 12_500)
    session.apply(Resume(), 20_000)
    session.apply(Fatigue(), 60_000)
    cues = score(session.plan, [*session.events, *session.preview(BIG)], Style(), READER)
    assert {Kind.COUNT, Kind.NOTE, Kind.RELEASE, Kind.PULSE} < {cue.kind for cue in cues}
    pitched = {cue.kind for cue in cues if cue.pitch}
    assert pitched == {Kind.TICK, Kind.HALF, Kind.TURN, Kind.NOTE}


def live(session: Session, style: Style) -> set[Cue]:
    """The cues of a session that is scored again whenever a segment starts, each from there on."""
    cues: set[Cue] = set()
    now = 0
    session.advance(0)
    while session.state is not State.DONE:
        assert session.ends is not None
        events = [*session.events, *session.preview(BIG)]
        found = score(session.plan, events, style, READER, since=now)
        cues |= {cue for cue in found if now <= cue.at < session.ends}
        now = session.ends
        session.advance(now)
    found = score(session.plan, session.events, style, READER, now)
    return cues | {cue for cue in found if cue.at >= now}


def by_itself(plan: Plan) -> Plan:
    """The plan with nothing in it that waits for somebody."""
    segments = tuple(replace(segment, waits=False) for segment in plan.segments)
    return replace(plan, segments=segments)


@pytest.mark.slow
@settings(max_examples=25)
@given(plans().map(by_itself), st.sampled_from(PROFILES), st.sampled_from([0, 7]))
def test_scored_live_or_as_a_whole_the_cues_are_the_same(
    plan: Plan, profile: str, tul: int
) -> None:
    events = simulate(plan, fatigue_after=lambda work: BIG)
    style = Style(profile, tul)
    assert live(Session(plan), style) == set(score(plan, events, style, READER))


@pytest.mark.slow
@settings(max_examples=25)
@given(plans().map(by_itself), st.sampled_from(["guided", "voice"]))
def test_no_sentence_meets_another_or_runs_over_the_end_of_its_segment(
    plan: Plan, profile: str
) -> None:
    events = simulate(plan)
    cues = score(plan, events, Style(profile, 5), READER)
    said = [cue for cue in cues if cue.kind is Kind.SPEECH]
    starts = [e.at for e in events if e.event is EventName.SEGMENT_STARTED]
    for cue, following in pairwise(said):
        assert cue.at + 400 * len(cue.words) <= following.at
    for cue in said:
        end = cue.at + 400 * len(cue.words)
        assert not any(cue.at < start < end for start in starts)


def test_two_phases_of_one_name_are_named_once() -> None:
    work = a_set("Row", tempo=cadence(("lift", 3), ("lift", 7), ("lower", 10)))
    said = [c.label for c in heard(one_set(work)) if c.kind is Kind.SPEECH and c.at < 20_000]
    assert said == ["lift", "lower"]
    assert TEN_TEN.blocks[0].ms == work.cadence.blocks[0].ms
