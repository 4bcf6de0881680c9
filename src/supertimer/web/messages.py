"""The messages between the program and a page, as pydantic models.

docs/messages.md has their JSON Schema. All times are milliseconds since the workout was opened.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.plan import RestLabel
from supertimer.workout.keymap import Action

LONGEST = 512
"""The longest message that a page may send, in bytes."""

A_DAY = 86_400_000

Sound = Literal["none", "offer", "play"]
"""Whether a page plays the sound: never, when the user turns it on, or from the first tap on."""


class Message(BaseModel):
    """A message; it never changes, and an unknown key makes it invalid."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# From a page


class Ping(Message):
    """Ask for the time: the page ties its clock to the answer."""

    type: Literal["ping"]
    sent: float = Field(ge=0, allow_inf_nan=False)
    """The page's own time; `pong` brings it back."""


class Numbered(Message):
    """Something that the user does; the page sends it until it gets an `answer`."""

    page: str = Field(pattern="^[0-9a-z]{8,24}$")
    """A random name of the page."""
    id: int = Field(ge=1, le=1_000_000)
    """Counts the page's presses; each acts once, however often it is sent."""
    at: int = Field(ge=0, le=7 * A_DAY)
    """When it was pressed."""


class Press(Numbered):
    """A button was pressed."""

    type: Literal["press"]
    action: Action


class ChosenNext(Numbered):
    """An exercise was chosen as the next one, or left out."""

    type: Literal["order"]
    unit: int = Field(ge=0, le=10_000)
    """The exercise, as in `left` of the picture."""
    leave_out: bool = False


class TypedLoad(Numbered):
    """A load was typed for the set that comes next."""

    type: Literal["load"]
    set: int = Field(ge=0, le=10_000)
    text: str = Field(max_length=40)
    """`52.5`, `120 lb`, or `bodyweight + 10 kg`."""


AnyPress = Press | ChosenNext | TypedLoad

FromPage = TypeAdapter[Ping | AnyPress](Annotated[Ping | AnyPress, Field(discriminator="type")])


# To a page


class Pong(Message):
    """The answer to `ping`."""

    type: Literal["pong"] = "pong"
    sent: float
    now: int
    """The time of the workout."""
    opened: int
    """Changes when the computer has slept: then earlier answers are wrong."""


class Answer(Message):
    """What became of a press."""

    type: Literal["answer"] = "answer"
    id: int
    refused: str | None = None
    """Why it did nothing, in a sentence or empty; null if it counts."""


class SetCard(Message):
    """A set of the plan."""

    exercise: str
    place: str
    """Which set of its exercise it is: `set 2`."""
    title: str
    """The exercise, and what is special about this set of it."""
    side: Side | None = None
    window: tuple[int, int | None] | None = None
    """The target window of time under load: its bottom, and its top or null for none."""
    last: int | None = None
    """The time under load of the last time."""
    full: int
    """How much time under load the bar holds."""
    settings: tuple[tuple[str, str], ...] = ()
    cue: str = ""
    fatigue: bool = True
    """Whether the set ends when the lifter says so."""


class PageCue(Message):
    """A sound to play."""

    id: int
    at: int
    sound: str
    """Fetch it from `/sound/` and this name."""
    gain: float
    speech: bool = False


class WorkoutMessage(Message):
    """What does not change while the workout runs, but for the order."""

    type: Literal["workout"] = "workout"
    name: str
    person: str
    sets: tuple[SetCard, ...]
    order: tuple[int, ...]
    """The places in `sets` of what is done today, in the order in which it is done."""
    sound: Sound
    samples: tuple[PageCue, ...]
    """The accents of lift and lower, to try the sound with."""


class Stretch(Message):
    """A stretch of time with one picture: a phase, a rest, a get ready, a push, a wait."""

    kind: Literal["phase", "rest", "ready", "push", "waiting", "done"]
    since: int
    """From when on it is shown."""
    at: int
    """When it began, as if it had never been paused."""
    ms: int | None = None
    """Its length; null if that is open."""
    stopped: int | None = None
    """How much of it has passed, if it is paused."""
    resumes: int | None = None
    """When it continues, if a count of three runs."""
    set: int
    """The place in `sets` of its set; in a rest, of the one that comes."""
    label: RestLabel | None = None
    phase: PhaseName | None = None
    rep: int | None = None
    tul: int | None = None
    """The time under load when it began."""
    heights: tuple[float, float] | None = None
    """Where the weight should be when it begins and when it ends; 0 is the bottom."""
    side: Side | None = None
    effort: int | None = None


class Done(Message):
    """The result of a set."""

    set: int
    tul: int
    """The time under load."""
    text: str
    """`210 lb  1:32  4.5 reps  fatigue`."""
    skipped: bool = False


class LeftExercise(Message):
    """An exercise, or a superset, of which sets are left."""

    unit: int
    name: str
    sets: int


class Picture(Message):
    """What the workout shows, and what it will show if no key is pressed."""

    type: Literal["picture"] = "picture"
    stretches: tuple[Stretch, ...]
    """The current one first; the last one lasts until a key is pressed."""
    load: str = ""
    """The load that is on, or comes next."""
    last: str = ""
    """What was done last time."""
    suggested: str = ""
    """The suggested load, if it is another one."""
    reason: str = ""
    """Why the history suggests this load, or the one that is set; or advice in words."""
    notice: str = ""
    early: bool = False
    """Whether the lifter is asked if the last set ended by mistake."""
    stopping: bool = False
    """Whether the lifter is asked whether to stop the workout."""
    can: tuple[Action, ...] = ()
    """The actions that do something now."""
    left: tuple[LeftExercise, ...] = ()
    """What is left and can be moved, the next one first."""
    done: tuple[Done, ...] = ()


class Cues(Message):
    """What differs in the sounds to come."""

    type: Literal["cues"] = "cues"
    drop: tuple[int, ...] = ()
    """The ids of sounds that will not come."""
    add: tuple[PageCue, ...] = ()


class Over(Message):
    """The workout was closed on the terminal."""

    type: Literal["over"] = "over"


ToPage = Pong | Answer | WorkoutMessage | Picture | Cues | Over


def written(message: ToPage) -> str:
    """Return a message as JSON, without what does not apply."""
    return message.model_dump_json(exclude_none=True)
