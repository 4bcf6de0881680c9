"""Between sets: what comes next can be read from afar, and nothing of it is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from supertimer.engine.plan import RestLabel, Segment, SegmentKind, SetPlan
from supertimer.ui.workout.blocks import Lettering, arranged, spell
from supertimer.ui.workout.letters import big
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from tests.ui.workouts import big_five, gym, pounds

BRIEFS = {1: Brief("125 lb for 2:41 on 3 Nov", pounds(135), "2:41 last time, window 1:30-2:30")}
CHIN_UP = Load(Decimal(10), Unit.KG, bodyweight=True)
SETTINGS = tuple((f"setting number {place}", str(place)) for place in range(9))


async def resting(changed: SetPlan, size: tuple[int, int]) -> str:
    """What is on the stage in the rest before a set."""
    plan = big_five()
    plan = replace(plan, sets=(plan.sets[0], changed, *plan.sets[2:]))
    async with gym(plan, size=size, briefs=BRIEFS, weight=pounds(180)) as g:
        await g.to_work(93_000)
        await g.press("space", then=28_000)
        return g.text()


def written(text: str, shown: str, scale: int = 1) -> bool:
    """Whether `text` stands there in big letters."""
    return all(row.rstrip() in shown for row in big(text, scale))


@pytest.mark.parametrize("settings", [(), (("bar", "wide"), ("belt", "2"))])
async def test_a_long_load_takes_two_lines_of_big_letters(
    settings: tuple[tuple[str, str], ...],
) -> None:
    plan = big_five().sets[1]
    chin_up = replace(plan, exercise="Chin-up", load=CHIN_UP, settings=settings, cue="Slow.")
    shown = await resting(chin_up, (80, 24))
    assert written("BODYWEIGHT", shown)
    assert written("+ 10 KG", shown)
    assert all(written(f"{name} {value}".upper(), shown) for name, value in settings)
    for words in ("last time", "press y for 135 lb", "Slow.", "done  Seated row"):
        assert words in shown


@pytest.mark.parametrize(
    ("size", "scale"), [((80, 24), 1), ((60, 24), 1), ((40, 24), 1), ((120, 40), 2)]
)
async def test_no_setting_is_lost_while_there_is_room(size: tuple[int, int], scale: int) -> None:
    shown = await resting(replace(big_five().sets[1], settings=SETTINGS), size)
    assert all(f"{name} {value}" in shown for name, value in SETTINGS)
    assert "last time" in shown
    assert written("130 LB", shown, scale), "the settings alone are in plain text"


async def test_text_without_room_is_cut_with_an_ellipsis() -> None:
    shown = await resting(replace(big_five().sets[1], settings=SETTINGS), (40, 12))
    assert "130 lb" in shown
    assert "…\n" in shown


def test_big_letters_yield_to_advice_and_other_text_yields_to_big_letters() -> None:
    told = (("LEG", "PRESS"), ("130", "LB"), ("SEAT 6",))
    heights = [
        [len(block.rows) for block in arranged(told, 72, room, 1, (4, 2))]
        for room in (13, 11, 10, 6)
    ]
    assert heights == [[3, 3, 3], [3, 3, 3], [3, 3, 1], [3, 1, 1]]


def test_a_name_wider_than_the_window_breaks_between_words() -> None:
    block = spell(("the angle of the seat 4", "pad B"), "  ", 14, (1, 3))
    assert block == Lettering(("the angle of", "the seat 4", "pad B"), plain=True)


async def test_a_pause_within_a_set_shows_its_load_and_no_advice() -> None:
    whole = big_five()
    parts = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0, percent=Decimal(80)),
    )
    plan = replace(whole, sets=whole.sets[:1], segments=parts)
    async with gym(plan, briefs={0: Brief("125 lb for 1:32", pounds(130), "why not")}) as g:
        await g.press("space")
        await g.wait(60_000)
        await g.press("space")
        assert g.now().label is RestLabel.PAUSE
        assert written("95 LB", g.text())
        assert "press y" not in g.text() and "why not" not in g.text()


async def test_the_reason_for_the_same_load_is_shown_as_a_whole() -> None:
    reason = "first time: choose a load that you can surely handle, stop at 2:30 even if you could"
    for suggested, size in ((pounds(120), (80, 24)), (None, (80, 24)), (None, (120, 40))):
        brief = Brief("120 lb for 1:32 on 3 Nov", suggested, reason)
        async with gym(size=size, briefs={0: brief}) as g:
            await g.wait(100)
            assert f"advice  {reason}" in " ".join(g.text().split()).replace("advice ", "advice  ")


async def test_a_window_without_room_cuts_the_reason_and_not_the_last_time() -> None:
    async with gym(size=(40, 12), briefs={0: Brief("120 lb for 1:32", None, "word " * 30)}) as g:
        await g.wait(100)
        assert "last time  120 lb for 1:32" in g.text()
