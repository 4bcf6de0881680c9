"""What is turned up is heard in the sample, one sample at a time."""

from pathlib import Path

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
from supertimer.workout.runner import NoSound
from tests.ui.conftest import Home


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


class Speaker(NoSound):
    """Says when it is closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


async def test_a_new_sample_replaces_the_one_that_plays(
    home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speakers: list[Speaker] = []

    def opened(*_: object) -> Speaker:
        speakers.append(Speaker())
        return speakers[-1]

    monkeypatch.setattr("supertimer.audio.setup.open_conductor", opened)
    async with home() as (app, pilot):
        app.play_sample()
        await pilot.pause()
        app.play_sample(group="push")
        await pilot.pause()
        assert [speaker.closed for speaker in speakers] == [True, False]
        speakers[1].notice = "No sound device"
        await pilot.pause(0.3)
        assert [note.message for note in app._notifications] == ["No sound device"]
    assert speakers[1].closed, "it is not heard after the end"
