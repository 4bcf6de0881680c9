"""Small workouts for the tests of what is heard."""

from decimal import Decimal

from supertimer.audio.score.spoken import Words
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.units import Load, Unit


def cadence(*phases: tuple[str, int]) -> Cadence:
    """One block of phases, each a name and its seconds."""
    return Cadence(
        (Block(tuple(Phase(PhaseName(name), seconds * 1000) for name, seconds in phases)),)
    )


TEN_TEN = cadence(("lift", 10), ("lower", 10))


def a_set(exercise: str, *, cap: int = 240_000, tempo: Cadence = TEN_TEN) -> SetPlan:
    """One set to fatigue on a machine."""
    return SetPlan(
        exercise,
        1,
        tempo,
        ToFatigue(),
        cap,
        window=Window(90_000, 150_000),
        load=Load(Decimal(210), Unit.LB),
        settings=(("seat", "6"), ("chest pad", "B")),
    )


def a_workout(*exercises: str, ready: int = 10_000, cap: int = 240_000) -> Plan:
    """A set of each exercise, with everything around it; each but the first begins by itself."""
    segments: list[Segment] = []
    for index in range(len(exercises)):
        first = index == 0
        segments.append(Segment(SegmentKind.READY, index, ready, waits=first, in_rest=not first))
        segments.append(Segment(SegmentKind.WORK, index))
        segments.append(Segment(SegmentKind.PUSH, index, 10_000))
        if index + 1 < len(exercises):
            segments.append(Segment(SegmentKind.REST, index, 60_000))
    return Plan("Test", tuple(a_set(name, cap=cap) for name in exercises), tuple(segments))


class Reader:
    """A voice that can say everything, 400 ms a word."""

    def say(self, text: str) -> Words:
        return (text.casefold(),)

    def ms(self, words: Words) -> int | None:
        return 400 * len(words)
