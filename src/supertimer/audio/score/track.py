"""A workout as sound files for another player: one track, or one per set."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from supertimer.audio.score.cue import Cue
from supertimer.audio.score.score import score, speech
from supertimer.audio.score.spoken import announcement
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.engine.events import WorkoutEnded, WorkStarted
from supertimer.engine.plan import Plan, SameAs, Segment, SegmentKind, SetPlan, ToFatigue
from supertimer.engine.simulate import NO_WINDOW, simulate
from supertimer.history.wording import set_place

TAIL = 5
"""Seconds of silence after the last cue of a whole workout."""
LEAD_IN = 20_000
"""Milliseconds of get ready at the start of a set's track."""
STILL = 120
"""Seconds of silence at the end of a set's track: time to press `next`."""
TUL_EVERY = 30
"""Seconds between two announcements of the time under load, because no screen shows it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in a track that a player can jump to."""

    at: int
    """Milliseconds since the track's beginning."""
    title: str


@dataclass(frozen=True, slots=True)
class Track:
    """The content of one file."""

    title: str
    cues: Sequence[Cue]
    tail: int
    """Seconds of silence after the last cue."""
    chapters: Sequence[Chapter] = ()


def top_of_window(work: SetPlan) -> int:
    """Return the top of a set's window, in milliseconds under load, where its track ends."""
    return work.window.tops or work.window.opens if work.window else NO_WINDOW


def whole(
    plan: Plan, fatigue_after: Callable[[SetPlan], int], style: Style, voice: Vocabulary
) -> Track:
    """Return the workout from beginning to end."""
    events = simulate(plan, fatigue_after)
    chapters = [Chapter(0, "Get ready")]
    for event in events:
        if isinstance(event, WorkStarted):
            title = f"{event.exercise}, {set_place(plan, event.index)}"
            if chapters[-1].title != title:  # a later part of a rest-pause set has the same
                chapters.append(Chapter(event.at, title))
    return Track(plan.name, score(plan, events, style, voice), TAIL, chapters)


def by_set(plan: Plan, style: Style, voice: Vocabulary) -> Iterator[Track]:
    """Return one track per set: announcement, get ready, the cadence up to the cap, silence."""
    style = style if style.tul_every else replace(style, tul_every=TUL_EVERY)
    segments = (Segment(SegmentKind.READY, 0, LEAD_IN), Segment(SegmentKind.WORK, 0))
    for index, work in enumerate(plan.sets):
        load = plan.load(index, {})
        # A file can't know how long the other side lasted.
        end = ToFatigue() if isinstance(work.end, SameAs) else work.end
        alone = Plan(work.exercise, (replace(work, load=load, end=end),), segments)
        events = simulate(alone, lambda work: work.cap)
        events = tuple(event for event in events if not isinstance(event, WorkoutEnded))
        cues = score(alone, events, style, voice)
        after = index - 1 if index else None
        words = announcement(plan, index, load, voice.say, after=after)
        if work.cue:
            words += voice.say(work.cue)
        if style.speaks:
            cues = [*speech(500, words, style, voice), *cues]
        title = f"{index + 1:02} {work.exercise}, {set_place(plan, index)}"
        yield Track(title, cues, TAIL + STILL)


def file_name(title: str) -> str:
    """Return a title as a file name that works with every player and file system."""
    return re.sub(r"[^\w.-]+", "-", title).strip("-.")[:80] or "track"


def cue_sheet(track: Track, file: str) -> str:
    """Return a cue sheet: the chapters of a sound file for players that know them."""
    kind = "MP3" if file.lower().endswith(".mp3") else "WAVE"  # also for other formats
    lines = [f'TITLE "{_quoted(track.title)}"', f'FILE "{_quoted(file)}" {kind}']
    for number, chapter in enumerate(track.chapters[:99], 1):
        frames = chapter.at * 75 // 1000  # a cue sheet counts 75 frames per second
        minutes, rest = divmod(frames, 75 * 60)
        lines += [
            f"  TRACK {number:02} AUDIO",
            f'    TITLE "{_quoted(chapter.title)}"',
            f"    INDEX 01 {minutes:02}:{rest // 75:02}:{rest % 75:02}",
        ]
    return "\n".join(lines) + "\n"


def playlist(tracks: Iterable[tuple[str, int, str]]) -> str:
    """Return a playlist (extended M3U) of titles, each with its seconds and its file."""
    lines = ["#EXTM3U"]
    for title, seconds, file in tracks:
        lines += [f"#EXTINF:{seconds},{_quoted(title)}", file]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "".join(c for c in text.replace('"', "'") if c.isprintable())


def as_json(cue: Cue) -> dict[str, object]:
    """Return a cue as one line of `--cues`."""
    return {"frame": cue.frame, "at_ms": cue.at, "cue": cue.label}
