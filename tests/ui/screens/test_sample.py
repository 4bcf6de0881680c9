"""What is turned up is heard in the sample."""

import pytest

from supertimer import paths
from supertimer.audio.score.cue import GROUPS, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.voice import Voice
from supertimer.engine.commands import Fatigue
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.ui.screens.sample import sample_plan


def heard(group: str) -> set[Kind]:
    plan = sample_plan(group)
    session = Session(plan)
    past = list(session.apply(Fatigue(), 0)) if group == "push" else []
    cues = score(
        plan, past + list(session.advance(60_000)), Style(), Voice(paths.assets() / "voice")
    )
    assert session.snapshot().state is State.DONE
    assert cues[-1].at < 14_000, "a sample is short"
    return {cue.kind for cue in cues}


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_of_cues_is_heard_in_its_sample(group: str) -> None:
    assert heard(group) & GROUPS[group]
