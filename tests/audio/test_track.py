"""Tracks: the whole workout with its chapters, or one per set."""

from dataclasses import replace
from decimal import Decimal

from supertimer.audio.score.cue import Kind
from supertimer.audio.score.style import Style
from supertimer.audio.score.track import Chapter, by_set, cue_sheet, playlist, whole
from supertimer.engine.cadence import Side
from supertimer.engine.plan import ForTime, Plan, RestLabel, SameAs, Segment, SegmentKind, Share
from tests.audio.workouts import Reader, a_set, a_workout

READER = Reader()
MINUTE = 60_000


def test_the_parts_of_a_rest_pause_set_are_one_chapter() -> None:
    work = replace(a_set("Row"), end=ForTime(5_000))
    pause = Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE)
    part = Segment(SegmentKind.WORK, 0)
    plan = Plan("Rest-pause", (work,), (part, pause, part, pause, part))
    track = whole(plan, lambda work: MINUTE, Style(), READER)
    assert track.chapters == [Chapter(0, "Get ready"), Chapter(0, "Row, set 1")]


def test_both_sides_of_a_set_have_its_number() -> None:
    plan = a_workout("Row", "Row")
    left, right = (replace(each, side=side) for each, side in zip(plan.sets, Side, strict=True))
    sets = (left, replace(right, number=2))
    track = whole(replace(plan, sets=sets), lambda work: MINUTE, Style(), READER)
    assert [chapter.title for chapter in track.chapters[1:]] == [
        "Row, set 1, left",
        "Row, set 1, right",
    ]


def test_each_set_is_a_chapter_and_each_side() -> None:
    plan = a_workout("Row", "Press")
    left = replace(plan.sets[0], side=Side.LEFT)
    track = whole(replace(plan, sets=(left, plan.sets[1])), lambda work: MINUTE, Style(), READER)
    assert [chapter.title for chapter in track.chapters] == [
        "Get ready",
        "Row, set 1, left",
        "Press, set 1",
    ]
    assert [chapter.at for chapter in track.chapters] == [0, 10_000, 10_000 + MINUTE + 70_000]


def test_a_track_of_one_set_announces_counts_in_and_plays_to_its_cap() -> None:
    sets = (
        replace(a_set("Row"), cue="Elbows in."),
        replace(a_set("Row", cap=90_000), number=2, load=Share(0, Decimal(50)), end=SameAs(0)),
    )
    first, second = by_set(Plan("Two", sets, ()), Style(), READER)
    assert (first.title, second.title) == ("01 Row, set 1", "02 Row, set 2")
    assert first.cues[0].at == 500
    assert first.cues[0].label == "next row seat 6 chest pad B 200 10 pounds elbows in."
    assert second.cues[0].label == "next set 2 100 5 pounds"
    starts = [cue.at for cue in first.cues if cue.kind is Kind.LIFT]
    assert starts[0] == 20_000
    caps = [[cue.at for cue in track.cues if cue.kind is Kind.CAP] for track in (first, second)]
    assert caps == [[20_000 + 240_000], [20_000 + 90_000]]
    assert "30 seconds" in [cue.label for cue in first.cues], "no screen shows it"
    assert not any(cue.kind is Kind.DONE for cue in first.cues)


def test_a_track_of_one_set_is_not_announced_without_words() -> None:
    (track,) = by_set(Plan("One", (a_set("Row"),), ()), Style("tones"), READER)
    assert not any(cue.words for cue in track.cues)


def test_titles_break_neither_a_cue_sheet_nor_a_playlist() -> None:
    plan = replace(a_workout("Row"), name='The "big"\none')
    track = whole(plan, lambda work: MINUTE, Style(), READER)
    sheet = cue_sheet(track, "big.flac").splitlines()
    assert sheet[:2] == ["TITLE \"The 'big'one\"", 'FILE "big.flac" WAVE']
    assert sheet[-2:] == ['    TITLE "Row, set 1"', "    INDEX 01 00:10:00"]
    listed = playlist([(plan.name, 75, "big.flac")]).splitlines()
    assert listed == ["#EXTM3U", "#EXTINF:75,The 'big'one", "big.flac"]
