"""Notices in a workout: each one is read in full, and none covers the phase word."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets._toast import Toast

from supertimer.body.safety import SAFETY_NOTE
from supertimer.engine.state import State
from supertimer.paths import data_dir
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.workout.frame import Moment, word
from supertimer.ui.workout.letters import big
from supertimer.ui.workout.notices import Notices
from supertimer.ui.workout.view import WorkoutView, paint
from supertimer.workout.controls import NOTICE_MS
from tests.ui.conftest import Home, lines
from tests.ui.seeded import write_routine
from tests.ui.workouts import Gym, gym

SIZES = [(40, 12), (60, 16), (80, 24), (120, 40), (200, 60)]
LONG = "Kept in a file, because another program writes to the history. " * 6


looks = st.tuples(st.sampled_from("abcde"), st.integers(1, 900))


@given(st.lists(looks, max_size=60))
def test_each_notice_is_shown_for_its_time_however_long_it_waits(
    seen: list[tuple[str, int]],
) -> None:
    notices, now = Notices("abcde"), 0
    shown_ms = dict.fromkeys("abcde", 0)
    notices.shown(now, lambda text: False)
    for hidden, ms in [*seen, *[("", 250)] * 40]:
        now += ms
        for text in notices.shown(now, hidden.__ne__):
            shown_ms[text] += ms
    assert notices.shown(now + 250, lambda text: True) == ()
    assert all(NOTICE_MS - 900 <= ms < NOTICE_MS for ms in shown_ms.values())


def test_the_latest_notice_is_first_and_one_can_replace_another() -> None:
    notices = Notices(["Next: Row."])
    notices.add("The sound is back.")
    assert notices.shown(1, lambda text: True) == ("The sound is back.", "Next: Row.")
    notices.add("Next: Dip.", instead="Next: Row.")
    assert notices.shown(2, lambda text: True) == ("Next: Dip.", "The sound is back.")


async def waiting(g: Gym) -> None:
    await g.wait(100)


async def ready(g: Gym) -> None:
    await g.press("space", then=2_000)


async def lifting(g: Gym) -> None:
    await g.to_work(63_300)


async def paused(g: Gym) -> None:
    await g.to_work(63_300)
    await g.press("p", then=1_000)


async def pushing(g: Gym) -> None:
    await g.to_work(93_000)
    await g.press("space", then=3_000)


async def resting(g: Gym) -> None:
    await pushing(g)
    await g.wait(25_000)


async def done(g: Gym) -> None:
    await g.press("q", then=1_000)
    await g.press("q")


def moment_of(g: Gym) -> Moment:
    moment = g.screen.query_one(WorkoutView)._moment
    assert moment is not None
    return moment


def word_rows(moment: Moment, size: tuple[int, int]) -> dict[int, str]:
    """The rows of the picture that have the phase word, with what is in them."""
    canvas = paint(moment, *size)
    shown = [canvas.strip(y).text for y in range(size[1])]
    for scale in range(10, 0, -1):
        letters = [row.strip() for row in big(word(moment), scale)]
        for top in range(size[1] - len(letters) + 1):
            rows = shown[top : top + len(letters)]
            if all(part in row for part, row in zip(letters, rows, strict=True)):
                return dict(enumerate(rows, top))
    raise AssertionError(f"{word(moment)} is not there")


MOMENTS = [waiting, ready, lifting, paused, pushing, resting, done]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda each: each.__name__)
async def test_no_notice_covers_the_phase_word(
    moment: Callable[[Gym], Awaitable[None]], size: tuple[int, int]
) -> None:
    async with gym(size=size) as g:
        await moment(g)
        bare = moment_of(g)
        before = word_rows(bare, size)
        noticed = replace(bare, notices=(LONG, SAFETY_NOTE, "The sound is back."))
        assert word_rows(noticed, size) == before
        shown = "\n".join(paint(noticed, *size).strip(y).text for y in range(size[1]))
        assert "Kept in a file" in shown
        last = size[1] - 1
        assert paint(noticed, *size).strip(last).text == paint(bare, *size).strip(last).text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_newcomer_reads_the_safety_note_below_the_phase_word(
    size: tuple[int, int], home: Home, folders: Path
) -> None:
    path = write_routine(folders)
    async with home(path=path, size=size) as (app, _):
        bare = lines(app)
    (data_dir() / "welcomed").unlink()
    async with home(path=path, size=size) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, WorkoutScreen)
        screen.beat()
        await pilot.pause()
        assert SAFETY_NOTE in " ".join(" ".join(lines(app)).split())
        rows = 3 if size[1] == 12 else 5
        assert lines(app)[:rows] == bare[:rows], "the word is where it was"
        assert not app._notifications


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_what_the_app_tells_is_not_a_toast_in_a_workout(size: tuple[int, int]) -> None:
    async with gym(size=size) as g:
        g.app.notify(LONG.strip())
        await g.wait(100)
        assert LONG.strip()[:30] in g.text()
        assert not g.app._notifications and not g.app.screen.query(Toast)


async def test_a_long_notice_waits_for_the_end_of_the_set() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        g.app.notify(SAFETY_NOTE)
        await g.wait(30_000)
        assert "New here?" not in g.text()
        await g.press("space", then=12_000)
        assert g.now().state is State.RESTING
        assert "New here?" in g.text()
        await g.wait(15_000)
        assert "New here?" not in g.text()


async def test_a_notice_waits_for_the_card_that_covers_it() -> None:
    async with gym() as g:
        await g.press("b")
        assert isinstance(g.app.screen, Prompt)
        g.app.notify("The history was locked.")
        await g.wait(20_000)
        await g.pilot.press("escape")
        await g.wait(100)
        assert "The history was locked." in g.text()
