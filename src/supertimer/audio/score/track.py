"""A workout as tracks to take along: the whole of it, or one track a set."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from supertimer.audio.mixer import Mix
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Cue, Kind, loudness
from supertimer.audio.score.score import score
from supertimer.audio.score.spoken import announcement
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.engine.events import WorkoutEnded, WorkStarted
from supertimer.engine.plan import Plan, SameAs, Segment, SegmentKind, SetPlan, ToFatigue
from supertimer.engine.simulate import NO_WINDOW, simulate

TAIL = 5
"""Seconds after the last cue."""
LEAD_IN = 20_000
"""A set's own track begins with so many milliseconds to get ready."""
STILL = 120
"""Seconds of silence at the end of a set's own track: time to press `next`."""
TUL_EVERY = 30
"""A set's own track speaks the time under load this often, in seconds, as no screen shows it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in a track that can be jumped to."""

    at: int
    """Milliseconds since the track's beginning."""
    title: str


@dataclass(frozen=True, slots=True)
class Track:
    """What one file holds."""

    title: str
    cues: Sequence[Cue]
    seconds: int
    chapters: Sequence[Chapter] = ()

    def mix(self, sounds: Sounds) -> Mix:
        """The track as sound."""
        return Mix(sounds.placed(cue, cue.frame) for cue in self.cues)


def top_of_window(work: SetPlan) -> int:
    """A set to fatigue is played to the top of its window, in milliseconds under load."""
    return work.window.tops if work.window else NO_WINDOW


def whole(
    plan: Plan, fatigue_after: Callable[[SetPlan], int], style: Style, sounds: Sounds
) -> Track:
    """The workout from beginning to end."""
    events = simulate(plan, fatigue_after)
    cues = score(plan, events, style, sounds.voice)
    chapters = [Chapter(0, "Get ready")]
    for event in events:
        if isinstance(event, WorkStarted):
            side = f", {event.side}" if event.side else ""
            title = f"{event.exercise}, set {event.set}{side}"
            if chapters[-1].title != title:
                chapters.append(Chapter(event.at, title))
    return Track(plan.name, cues, _length(cues, sounds), chapters)


def by_set(plan: Plan, style: Style, sounds: Sounds) -> Iterable[Track]:
    """One track a set: what it is, time to get ready, the cadence up to the cap, then silence."""
    style = style if style.tul_every else replace(style, tul_every=TUL_EVERY)
    decibels = loudness(Kind.SPEECH, style.volumes)
    for index, work in enumerate(plan.sets):
        load = plan.load(index, {})
        alone = replace(work, load=load)
        if isinstance(alone.end, SameAs):  # what the other side came to, no file can know
            alone = replace(alone, end=ToFatigue())
        segments = (Segment(SegmentKind.READY, 0, LEAD_IN), Segment(SegmentKind.WORK, 0))
        events = simulate(Plan(work.exercise, (alone,), segments), lambda work: work.cap)
        events = tuple(event for event in events if not isinstance(event, WorkoutEnded))
        cues = score(Plan(work.exercise, (alone,), segments), events, style, sounds.voice)
        words = announcement(
            plan, index, load, sounds.voice.say, after=index - 1 if index else None
        )
        if work.cue:
            words += sounds.voice.say(work.cue)
        if style.speaks and decibels is not None and sounds.voice.ms(words) is not None:
            cues.insert(0, Cue(500, Kind.SPEECH, decibels, words=words))
        side = f" {work.side}" if work.side else ""
        title = f"{index + 1:02} {work.exercise} {work.number}{side}"
        yield Track(title, cues, _length(cues, sounds) + STILL)


def _length(cues: Sequence[Cue], sounds: Sounds) -> int:
    """Whole seconds that hold all cues."""
    end = max((cue.frame + len(sounds.placed(cue, 0).samples) for cue in cues), default=0)
    return -(-end // RATE) + TAIL


def file_name(title: str) -> str:
    """A title as the name of a file that every player and every disk can take."""
    return re.sub(r"[^\w.-]+", "-", title).strip("-.")[:80] or "track"


def cue_sheet(track: Track, file: str) -> str:
    """A cue sheet: the chapters of a sound file for players that know them."""
    kind = "MP3" if file.lower().endswith(".mp3") else "WAVE"  # which stands for all others
    lines = [f'TITLE "{_quoted(track.title)}"', f'FILE "{_quoted(file)}" {kind}']
    for number, chapter in enumerate(track.chapters[:99], 1):
        frames = chapter.at * 75 // 1000  # a cue sheet counts 75 frames a second
        minutes, rest = divmod(frames, 75 * 60)
        lines += [
            f"  TRACK {number:02} AUDIO",
            f'    TITLE "{_quoted(chapter.title)}"',
            f"    INDEX 01 {minutes:02}:{rest // 75:02}:{rest % 75:02}",
        ]
    return "\n".join(lines) + "\n"


def playlist(tracks: Iterable[tuple[Track, str]]) -> str:
    """A playlist (extended M3U) of tracks, each with the name of its file."""
    lines = ["#EXTM3U"]
    for track, file in tracks:
        lines += [f"#EXTINF:{track.seconds},{_quoted(track.title)}", file]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "".join(c for c in text.replace('"', "'") if c.isprintable())


def as_json(cue: Cue) -> dict[str, object]:
    """A cue as one line of `--cues`."""
    return {"frame": cue.frame, "at_ms": cue.frame // FRAMES_PER_MS, "cue": cue.label}
