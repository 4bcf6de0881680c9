"""A sample: a few seconds of a workout to test the sound, without screen or history."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from supertimer.audio.score.cue import Kind, loudness
from supertimer.audio.settings import style_of
from supertimer.clock import SystemClock
from supertimer.config import Config, SoundSettings
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Fatigue
from supertimer.engine.plan import (
    ForReps,
    Plan,
    Segment,
    SegmentKind,
    SetPlan,
    ToFatigue,
    Window,
)
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.workout.runner import Runner

LOOK_S = 0.2
"""Seconds between two pulses of the sample."""

TAIL_LOOKS = 5
"""Pulses after the end, in which the last sound may finish."""


def sample_plan(group: str = "") -> Plan:
    """Return a short plan in which the cues of `group` play; one rep for most groups."""
    cadence = Cadence((Block((Phase(PhaseName.LIFT, 3_000), Phase(PhaseName.LOWER, 3_000))),))
    rep = SetPlan("Sample", 1, cadence, ForReps(1), cap=60_000)
    work = Segment(SegmentKind.WORK, 0)
    match group:
        case "chimes":
            rep = replace(rep, window=Window(1_000, 4_000), last_tul=2_500)
        case "push":
            rep = replace(rep, end=ToFatigue())
            return Plan("Sample", (rep,), (work, Segment(SegmentKind.PUSH, 0, 5_000)))
        case "countdown":
            return Plan("Sample", (rep,), (Segment(SegmentKind.READY, 0, 6_000), work))
        case "rest":
            return Plan("Sample", (rep,), (Segment(SegmentKind.REST, 0, 4_000), work))
    return Plan("Sample", (rep,), (work,))


def says_words(settings: SoundSettings) -> bool:
    """Return whether the settings let the voice speak, if a device plays."""
    return style_of(settings).speaks and loudness(Kind.SPEECH, settings.volumes) is not None


async def play(
    config: Config,
    tell: Callable[[str], None],
    group: str = "",
    opened: Callable[[bool], None] = lambda heard: None,
) -> None:
    """Play the sample of a group of cues until it ends or is canceled.

    Pass problems with the sound to `tell`, and whether the voice can be heard to `opened`.
    """
    from supertimer.audio.setup import open_conductor

    plan, clock = sample_plan(group), SystemClock()
    try:
        sound = open_conductor(plan, config.sound, clock)
    except SupertimerError as error:
        tell(str(error))
        opened(False)
        return
    runner = Runner(Session(plan), clock, sound)
    try:
        runner.pulse()
        opened(runner.audible and says_words(config.sound))
        if group == "push":
            runner.press(Fatigue())
        left = TAIL_LOOKS
        while left:
            left -= runner.pulse().state is State.DONE
            if notice := runner.take_notice():
                tell(notice)
            await asyncio.sleep(LOOK_S)
    finally:
        runner.close()
