"""What a routine file says, key by key. The same models validate it and make the JSON Schema.

The text under each field is what editors show for the key: `routine.schema` reads it from this
source, since pydantic's own way to do so would cost a third of every start. `Manner` holds the keys
that may stand in `[defaults]` and in an exercise alike; an exercise's own lead. Times are
milliseconds once read.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, model_validator

from supertimer.routine import fields
from supertimer.routine.catalogue import known
from supertimer.routine.notation import MOST_REPS, NotationError
from supertimer.units import Unit

MOST_EXERCISES = 100
MOST_SETS = 20
MOST_EXTRAS = 5
"""Drops, warm-ups or rest-pause breaks of one exercise."""


_EITHER = (("tempo", "cadence"), ("increment", "loads"))
"""Keys that say the same thing in two ways."""


class Table(BaseModel):
    """A table of the file: no other keys than its own, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class TempoBlock(Table):
    """Some reps of a cadence that are not like its others."""

    tempo: fields.Tempo
    """The phases of one rep, in the order in which they are done."""
    reps: Annotated[StrictInt, Field(ge=1, le=MOST_REPS)] = 1
    """How often; the last block of a cadence goes on for as long as `until` asks."""
    effort: fields.Percent | None = None
    """The share of full effort, for timed static contraction: "50%"."""


class Warmup(Table):
    """A light set before the first real one."""

    load: fields.Percent
    """The share of the working load: "50%"."""
    until: fields.End
    """When it is over: "3 reps" or "30s"."""
    rest: fields.Rest | None = None
    """The rest after it; without it the exercise's own."""


class Drop(Table):
    """Another set right after, with less load."""

    load: fields.Drop
    """What comes off the load that was on: "-20%"."""
    rest: fields.Short = fields.written("20s")
    """The time to change the load."""
    ready: fields.Short = fields.written("0s")
    """The countdown after that."""


class RestPause(Table):
    """A set that goes on after short pauses."""

    times: Annotated[StrictInt, Field(ge=1, le=MOST_EXTRAS)]
    """How many pauses; the set has one part more."""
    rest: Annotated[
        tuple[fields.Short, ...], *fields.several(MOST_EXTRAS, "pauses", least=1, one=fields.Short)
    ]
    """How long: "10s" for all of them, or a list with one for each."""
    load: Annotated[
        tuple[fields.Percent, ...],
        *fields.several(MOST_EXTRAS, "loads", least=1, one=fields.Percent),
    ] = fields.written(["100%"])
    """The load after each pause, as a share of the first part's: "80%", or a list."""

    @model_validator(mode="after")
    def _one_for_each(self) -> Self:
        for key, given in (("rest", self.rest), ("load", self.load)):
            if len(given) not in (1, self.times):
                raise NotationError(
                    f"`{key}` has {len(given)} values for {self.times} pauses",
                    f"give one for all, or {self.times}",
                    at=key,
                )
        return self

    def pause(self, number: int) -> int:
        """The milliseconds of pause `number`, 0-based."""
        return self.rest[number if len(self.rest) > 1 else 0]

    def percent(self, number: int) -> Decimal:
        """The load after pause `number`, 0-based, in percent of the first part's."""
        return self.load[number if len(self.load) > 1 else 0]


class ProgressRule(Table):
    """How the next load is found."""

    rule: Literal["tul", "reps", "bodyweight", "never"] = "tul"
    """"tul": by the time under load and its window; "reps": by reps in a window; "bodyweight":
    slower first, then harder by `steps`; "never": no advice."""
    up: fields.Percent = fields.written("5%")
    """How much more above the window; rounded to what can be loaded."""
    down: fields.Percent = fields.written("10%")
    """How much less, well below the window."""
    stall: Annotated[StrictInt, Field(ge=2, le=50)] = 5
    """After so many sessions without a gain, say so."""
    steps: Annotated[tuple[fields.Name, ...], *fields.several(20, "steps")] = ()
    """For "bodyweight": harder variants, in order."""


def _drop(value: object) -> object:
    """`"-20%"` is short for `{ load = "-20%" }`."""
    return value if isinstance(value, dict) else {"load": value}


_DropSet = Annotated[Drop, BeforeValidator(_drop, json_schema_input_type=fields.Drop | Drop)]


class Manner(Table):
    """How a set is done: what `[defaults]` and an exercise can both say."""

    tempo: fields.Tempo = fields.written("lift 10, lower 10")
    """The phases of a rep with their seconds, in the order in which they are done: lift, lower,
    hold, squeeze, stretch, reset. Two numbers ("10/5") are lift/lower, four ("4-0-1-0", "30X1")
    lower-hold-lift-hold; three are refused, for they are read in two ways."""
    cadence: Annotated[tuple[TempoBlock, ...], *fields.several(50, "blocks", least=1)] | None = None
    """Blocks of reps, where not all reps have one tempo."""
    until: fields.End = fields.written("fatigue")
    """When a set is over: "fatigue", "8 reps" or "90s" of time under load."""
    target: fields.Target | None = None
    """The window of time under load to end in: "90-150s", or "4-8 reps"."""
    cap: fields.SetLength | None = None
    """The set ends here by itself. Without it: twice the window's top, else 5 minutes."""
    ready: fields.Short = fields.written("10s")
    """The countdown before a set."""
    push: fields.Short = fields.written("10s")
    """How long to keep pushing after fatigue; logged apart."""
    rest: fields.Rest = fields.written("60s")
    """The rest after a set."""
    sets: Annotated[StrictInt, Field(ge=1, le=MOST_SETS)] = 1
    """How many sets."""
    warmup: Annotated[tuple[Warmup, ...], *fields.several(MOST_EXTRAS, "warm-up sets")] = ()
    """Light sets before the first real one."""
    drops: Annotated[tuple[_DropSet, ...], *fields.several(MOST_EXTRAS, "drops")] = ()
    """Sets right after with less load: ["-20%"]."""
    rest_pause: RestPause | None = None
    """Short pauses after which the set goes on: { times = 3, rest = "10s" }."""
    sides: Literal["both", "each", "alternate"] = "both"
    """"each": left, then right, a set each; "alternate": one set in which the limbs take turns at
    lowering."""
    switch: fields.Short = fields.written("15s")
    """The time to change sides."""
    second: Literal["fatigue", "match"] = "fatigue"
    """Whether the second side goes to its own end, or as long as the first."""
    superset: fields.Name | None = None
    """Neighbours with the same letter are done in turn, without rest between them; one letter over
    all makes a circuit."""
    advance: Literal["wait", "auto"] | None = None
    """Whether each of its sets waits for go, or comes by itself after the rest. Without it: wait
    before a new exercise, come by itself within one and inside a superset."""
    mark: Literal["now", "after"] = "now"
    """When fatigue is marked: as it comes, or (alone under a bar) only after the push."""
    reach: fields.Short = fields.written("15s")
    """With mark = "after": how long after fatigue the key is pressed; it is taken off."""
    load: fields.Load | None = None
    """The load of the first time; afterwards what was last lifted leads. "none": none to speak
    of."""
    increment: fields.Load | None = None
    """The smallest step of the load: "5 lb"."""
    loads: Annotated[tuple[fields.Load, ...], *fields.several(100, "loads", least=1)] | None = None
    """The loads there are, where they are no even steps: ["10 kg", "12.5 kg"]."""
    progress: ProgressRule = Field(default_factory=ProgressRule)
    """How the next load is found."""

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        for one, other in _EITHER:
            if {one, other} <= self.model_fields_set:
                message = f"`{one}` and `{other}` say the same thing"
                raise NotationError(message, "keep one of them", at=other, on_key=True)
        return self

    def blocks(self) -> tuple[TempoBlock, ...]:
        """The cadence as blocks, whichever way it was written."""
        return self.cadence or (TempoBlock.model_construct(tempo=self.tempo, reps=1, effort=None),)


class Exercise(Manner):
    """One exercise."""

    name: fields.KnownName
    """What it is called. A name of the catalogue brings its muscles along."""
    alias: Annotated[tuple[fields.Name, ...], *fields.several(20, "names")] = ()
    """Names it had before: their history counts as its own."""
    muscles: Annotated[tuple[fields.MuscleName, ...], *fields.several(17, "muscles")] = ()
    """The muscles that it takes to fatigue."""
    also: Annotated[tuple[fields.MuscleName, ...], *fields.several(17, "muscles")] = ()
    """The muscles that help."""
    settings: fields.Settings = fields.written({})
    """The machine's settings, in the order in which they are adjusted."""
    cue: fields.Prose = ""
    """What to remember, shown before the set, and spoken where a voice can say any text."""

    def under(self, defaults: Manner) -> "Exercise":
        """This exercise with all that it does not say itself from `defaults` and the catalogue."""
        said = set(self.model_fields_set)
        for keys in map(set, _EITHER):
            said |= keys if said & keys else set()
        update = {key: getattr(defaults, key) for key in defaults.model_fields_set - said}
        if not self.muscles and (entry := known(self.name)):
            update["muscles"] = entry.muscles
            if "also" not in said:
                update["also"] = entry.also
        return self.model_copy(update=update)


class Schedule(Table):
    """When the routine is due."""

    per_week: Annotated[StrictInt, Field(ge=1, le=14)] | None = None
    """How often a week."""
    days: Annotated[
        tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        *fields.several(7, "days"),
    ] = ()
    """Or on which days."""
    alternate: Annotated[tuple[fields.Name, ...], *fields.several(20, "routines")] = ()
    """The names of the routines that it takes turns with."""
    recovery: fields.Recovery = fields.written("72h")
    """How long a muscle should rest after fatigue."""


class Routine(Table):
    """A workout, as a file says it."""

    name: fields.Name
    """What it is called."""
    about: fields.Prose = ""
    """A sentence on what it is for."""
    unit: Unit | None = None
    """The unit of bare numbers: "lb" or "kg"."""
    covers: fields.Covers = fields.written("whole body")
    """What it means to work; for a split, a part of the body or a list of muscles."""
    sound: Literal["guided", "sparse", "voice", "tones", "silent"] | None = None
    """The profile of sounds; without it, the one of the settings."""
    schedule: Schedule = Field(default_factory=Schedule)
    """When it is due."""
    defaults: Manner = Field(default_factory=Manner)
    """What holds for every exercise that does not say otherwise."""
    exercise: Annotated[tuple[Exercise, ...], *fields.several(MOST_EXERCISES, "exercises", least=1)]
    """The exercises, in the order in which they are done."""

    def resolved(self) -> tuple[Exercise, ...]:
        """The exercises with the defaults filled in."""
        return tuple(exercise.under(self.defaults) for exercise in self.exercise)
