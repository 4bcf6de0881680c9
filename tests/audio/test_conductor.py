"""The conductor: exact within a segment, silent at a key, and undisturbed by what breaks."""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from supertimer import paths
from supertimer.audio import conductor
from supertimer.audio.conductor import Conductor
from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.output.speaker import Edit, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.voice import Voice
from supertimer.clock import ManualClock
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Extend, Fatigue, Go, Pause, Resume, Skip, Undo
from supertimer.engine.plan import Plan, RestLabel, Segment, SegmentKind
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.workout.runner import Runner
from tests.audio.workouts import a_set, a_workout

BUFFER = 100 * FRAMES_PER_MS


class Card:
    """A sound card on paper: it has always taken a buffer more than is heard."""

    name = told = "card"

    def __init__(self, clock: ManualClock, *, audible: bool = True) -> None:
        self.clock = clock
        self.audible = audible
        self.mix = Mix()
        self.skew = 0
        self.broken = False
        self.played: dict[tuple[int, str], None] = {}
        self.back = threading.Event()

    def open(self) -> None:
        if self.broken:
            raise SpeakerError("there is no card")
        self.back.set()

    def frame(self, now: int) -> int:
        return now * FRAMES_PER_MS + self.skew

    def change(self, edit: Edit, now: int) -> None:
        self.mix = edit(self.mix, self.frame(now) + BUFFER)

    def lost(self, now: int) -> bool:
        return self.broken

    def close(self) -> None: ...

    def take(self) -> None:
        """Play what has come to be due."""
        due = self.frame(self.clock.now()) + BUFFER
        for sound in self.mix.sounds:
            if due - 60 * BUFFER <= sound.frame < due and sound.faded == sys.maxsize:
                self.played[sound.frame, sound.label] = None


class Live:
    """A workout on a card and a clock on paper."""

    def __init__(
        self, plan: Plan, nowhere: Path, voice: Voice | None = None, style: Style | None = None
    ) -> None:
        self.clock = ManualClock(5_000)
        self.card, self.bell = Card(self.clock), Card(self.clock, audible=False)
        self.sounds = Sounds(voice or Voice(nowhere))
        self.session = Session(plan)
        style = style or Style()
        self.conductor = Conductor(self.card, self.bell, self.sounds, style, self.clock.now)
        self.runner = Runner(self.session, self.clock, self.conductor)

    def wait(self, ms: int, step: int = 50) -> None:
        for _ in range(0, ms, step):
            self.clock.advance(step)
            self.runner.pulse()
            self.card.take()
            self.bell.take()

    def said(self, word: str) -> list[float]:
        """When a sentence that begins with this word began to be spoken."""
        labels = {name for _, name in self.card.played if name.startswith(f"{word} ")}
        return sorted(at for label in labels for at in self.heard(label))

    def heard(self, label: str, card: Card | None = None) -> list[float]:
        """When sounds of this label were played, in milliseconds of the session."""
        played = (card or self.card).played
        return [frame / FRAMES_PER_MS - 5_000 for frame, name in played if name == label]


@pytest.fixture
def live(tmp_path: Path) -> Callable[..., Live]:
    return lambda *names, **more: Live(a_workout(*(names or ("Row",)), **more), tmp_path)


def test_a_set_that_was_promised_is_heard_where_the_screen_shows_it(
    live: Callable[..., Live],
) -> None:
    workout = live()
    workout.wait(1_000)
    workout.runner.press(Go())
    workout.wait(32_000)
    assert workout.heard("lift") == [11_000, 31_000]
    assert workout.heard("half") == [16_000, 26_000]


def test_a_workout_without_keys_is_heard_as_it_is_scored(tmp_path: Path) -> None:
    plan = a_workout("Row", "Press", "Curl", "Dip", cap=25_000)
    segments = tuple(replace(segment, waits=False) for segment in plan.segments)
    workout = Live(replace(plan, segments=segments), tmp_path)
    workout.wait(320_000)
    cues = score(plan, workout.session.events, Style(), workout.sounds.voice)
    frames = [(cue.frame + 5_000 * FRAMES_PER_MS, cue.label) for cue in cues]
    assert sorted(workout.card.played) == sorted(frames)
    assert workout.session.state is State.DONE


def test_a_turn_that_was_promised_is_scored_after_it_was_shown(
    live: Callable[..., Live],
) -> None:
    workout = live()
    changes: list[int] = []
    change = workout.card.change

    def watched(edit: Edit, now: int) -> None:
        changes.append(now - 5_000)
        change(edit, now)

    workout.card.change = watched  # type: ignore[method-assign]
    workout.runner.press(Go())
    workout.wait(10_000)
    changes.clear()
    workout.wait(1_000)
    assert changes == [10_050]


def test_what_was_promised_is_not_scored_again(live: Callable[..., Live]) -> None:
    workout = live()
    changes: list[int] = []
    workout.runner.press(Go())
    workout.wait(11_000)
    workout.card.change = lambda edit, now: changes.append(now)  # type: ignore[method-assign]
    workout.wait(60_000)
    assert not changes


def test_a_rest_longer_than_any_promise_has_its_notes(live: Callable[..., Live]) -> None:
    workout = live("Row", "Press")
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(11_000)
    workout.runner.press(Extend(20 * 60_000))
    workout.wait(21 * 60_000, step=500)
    end = 30_000 + 21 * 60_000 - 10_000
    assert workout.heard("note") == [end - 3_000, end - 2_000, end - 1_000]


def test_a_rest_made_longer_at_the_very_tick_is_heard_at_its_new_end(
    live: Callable[..., Live],
) -> None:
    """The key comes with a tick that was promised, and changes what comes without an event."""
    workout = live("Row", "Press")
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.runner.press(Skip())
    workout.wait(52_000)
    workout.clock.advance(1_010)
    workout.runner.press(Extend(15_000))
    workout.wait(30_000)
    assert workout.heard("note")[3:] == [20_000 + left for left in (62_000, 63_000, 64_000)]
    assert workout.heard("lift")[1:] == [20_000 + 75_000]


def test_a_skew_of_the_cards_clock_never_reaches_into_a_set(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    for _ in range(60):
        workout.card.skew += 7
        workout.wait(500)
    lift, lower = workout.heard("lift"), workout.heard("lower")
    assert lower[0] - lift[0] == 10_000
    assert lift[1] - lower[0] == 10_000


def test_a_stream_that_stalled_before_the_set_is_found_again_before_it_begins(
    live: Callable[..., Live],
) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(2_000)
    workout.card.skew = -1_500 * FRAMES_PER_MS
    workout.wait(12_000)
    assert workout.heard("lift")[0] + 1_500 == 10_000


def test_a_small_slip_before_the_set_is_taken_out_before_it_begins(
    live: Callable[..., Live],
) -> None:
    """Too small to be heard as a gap in the countdown, but the set begins exactly all the same."""
    workout = live()
    workout.runner.press(Go())
    workout.wait(2_000)
    workout.card.skew = -20 * FRAMES_PER_MS
    workout.wait(12_000)
    assert workout.heard("lift")[0] + 20 == 10_000


def test_what_comes_after_a_gap_in_a_set_is_in_its_place_again(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(13_200)
    workout.card.skew = -200 * FRAMES_PER_MS
    workout.wait(20_000)
    assert [at + 200 for at in workout.heard("half")] == [15_000, 25_000]
    assert [at + 200 for at in workout.heard("lower")] == [20_000]


def test_no_cue_is_lost_where_what_comes_after_a_gap_is_moved(tmp_path: Path) -> None:
    plan = a_workout("Row")
    phases = tuple(Phase(name, 3_100) for name in (PhaseName.LIFT, PhaseName.LOWER))
    work = replace(plan.sets[0], cadence=Cadence((Block(phases),)))
    workout = Live(replace(plan, sets=(work,)), tmp_path)
    workout.runner.press(Go())
    workout.wait(12_500)
    workout.card.skew = -250 * FRAMES_PER_MS
    workout.wait(8_000)
    assert workout.heard("lower") == [13_100, 19_300 - 250]
    assert workout.heard("lift")[1:] == [16_200 - 250]


def test_nothing_of_the_cadence_is_heard_after_the_key(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(34_300)
    workout.runner.press(Fatigue())
    workout.wait(5_000)
    assert max(workout.heard("tick")) < 34_300 + 100
    assert workout.heard("fatigue") == [34_300 + 100]
    assert [at - 34_400 for at in workout.heard("pulse")][:3] == [1_000, 2_000, 3_000]


def test_a_pause_is_silent_and_the_set_goes_on_where_it_was(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(12_500)
    workout.runner.press(Pause())
    workout.wait(10_000)
    assert max(workout.heard("tick")) < 12_600
    workout.runner.press(Resume())
    workout.wait(5_000)
    assert [at for at in workout.heard("tick") if at > 22_500] == [26_000, 27_000]


def test_an_undone_fatigue_goes_on_as_if_nothing_had_been(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(14_200)
    workout.runner.press(Fatigue())
    workout.wait(2_500)
    workout.runner.press(Undo())
    workout.wait(4_500)
    assert workout.heard("lower") == [20_000]
    assert workout.heard("turn") == [18_000, 19_000]


def test_a_longer_rest_moves_its_end(live: Callable[..., Live]) -> None:
    workout = live("Row", "Press")
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(20_000)
    workout.runner.press(Extend(10_000))
    workout.wait(60_000)
    assert workout.heard("note") == [87_000, 88_000, 89_000], "before the get ready"


def test_a_lost_card_is_told_once_and_the_other_one_plays_on(live: Callable[..., Live]) -> None:
    workout = live()
    workout.runner.press(Go())
    workout.wait(12_500)
    audible = [workout.runner.audible]
    workout.card.broken = True
    workout.wait(5_000)
    audible.append(workout.runner.audible)
    assert audible == [True, False]
    assert workout.runner.take_notice() == "No sound device. The workout continues with card."
    assert workout.runner.take_notice() is None
    assert workout.heard("half", workout.bell) == [15_000]


def test_each_speaker_has_its_own_frames(live: Callable[..., Live]) -> None:
    workout = live()
    workout.bell.skew = 7_000 * FRAMES_PER_MS
    workout.runner.press(Go())
    workout.wait(12_500)
    workout.card.broken = True
    workout.wait(5_000)
    assert workout.heard("half", workout.bell) == [15_000 + 7_000]


def test_after_a_sleep_in_a_rest_its_end_is_heard_where_it_is_now(
    live: Callable[..., Live],
) -> None:
    workout = live("Row", "Press")
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(20_000)
    workout.clock.sleep(15_000)
    workout.wait(40_000)
    assert workout.heard("note") == [77_000 - 15_000, 78_000 - 15_000, 79_000 - 15_000]


def test_the_sound_comes_back_by_itself(
    live: Callable[..., Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "RETRY", 0.01)
    workout = live()
    workout.card.broken = True
    workout.runner.press(Go())
    workout.wait(3_000)
    workout.card.broken = False
    assert workout.card.back.wait(timeout=5)
    workout.wait(18_000)
    assert workout.runner.take_notice() == "The sound is back."
    assert workout.runner.audible
    assert workout.heard("lower") == [20_000]


def test_the_profile_silent_is_not_audible_on_any_device(tmp_path: Path) -> None:
    assert not Live(a_workout("Row"), tmp_path, style=Style("silent")).runner.audible


def test_a_card_lost_in_a_rest_is_back_before_the_rest_is_over(
    live: Callable[..., Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conductor, "RETRY", 0.01)
    workout = live("Row", "Press")
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(20_000)
    workout.card.broken = True
    workout.wait(1_100)
    assert workout.runner.take_notice() == "No sound device. The workout continues with card."
    workout.card.broken = False
    assert workout.card.back.wait(timeout=5)
    workout.wait(1_100)
    assert workout.runner.take_notice() == "The sound is back."
    workout.wait(50_000)
    assert workout.heard("note") == [77_000, 78_000, 79_000]


def test_what_comes_next_is_said_again_at_a_key(tmp_path: Path) -> None:
    workout = Live(a_workout("Row", "Press"), tmp_path, Voice(paths.assets() / "voice"))
    workout.runner.press(Go())
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(30_000)
    [first] = [at for at in workout.said("next") if at > 20_000]
    workout.runner.repeat()
    workout.wait(20_000)
    said = [at for at in workout.said("next") if at > first]
    assert said == [50_000 + 100]


def test_in_a_pause_the_load_of_the_part_that_comes_is_said_again(tmp_path: Path) -> None:
    segments = (
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.REST, 0, 30_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0, percent=Decimal(50)),
    )
    plan = Plan("Rest-pause", (replace(a_set("Row"), settings=()),), segments)
    workout = Live(plan, tmp_path, Voice(paths.assets() / "voice"))
    workout.wait(20_000)
    workout.runner.press(Fatigue())
    workout.wait(10_000)
    workout.runner.repeat()
    workout.wait(5_000)
    [again] = [label for _, label in workout.card.played if label.startswith("next ")]
    assert again.endswith(" 100 5 pounds"), "half of 210"


def test_sounds_are_placed_only_where_they_can_still_be_heard(live: Callable[..., Live]) -> None:
    workout = live()
    late: list[Placed] = []
    change = workout.card.change

    def watched(edit: Edit, now: int) -> None:
        old = set(map(id, workout.card.mix.sounds))
        change(edit, now)
        free = workout.card.frame(now) + BUFFER
        late.extend(s for s in workout.card.mix.sounds if s.frame < free and id(s) not in old)

    workout.card.change = watched  # type: ignore[method-assign]
    workout.runner.press(Go())
    workout.wait(14_000)
    assert not late
