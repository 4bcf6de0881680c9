"""What is heard of a workout, with default settings."""

from collections.abc import Sequence
from functools import cache

from supertimer.audio.score.cue import Cue
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.voice import Voice
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan
from supertimer.paths import assets


@cache
def _voice() -> Voice:
    return Voice(assets() / "voice")


def heard(plan: Plan, events: Sequence[Event], profile: str | None = None) -> list[Cue]:
    """Return the cues of `events` in order; the `profile` of the sounds is `guided` by default."""
    return score(plan, events, Style(profile or "guided"), _voice())
