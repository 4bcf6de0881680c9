"""The keys of a routine file. The same models validate it and make the JSON Schema.

Editors show the text under each field: `routine.schema` reads it from this source, because
pydantic's own way would cost a third of every start. `Manner` has the keys that both `[defaults]`
and an exercise can have; the exercise's own win. Times are in milliseconds once read.
"""

from contextlib import suppress
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, model_validator

from supertimer.engine.plan import ToFatigue
from supertimer.routine import fields
from supertimer.routine.catalogue import known
from supertimer.routine.notation import MOST_REPS, NotationError, listed_load
from supertimer.units import Unit

MOST_EXERCISES = 100
MOST_SETS = 20
MOST_EXTRAS = 5
"""The most drops or warm-ups of one exercise."""
MOST_PAUSES = 20
"""The most pauses of a rest-pause set."""


_EITHER = (("tempo", "cadence"), ("increment", "loads"))
"""Pairs of keys of which an exercise can have only one."""


class Table(BaseModel):
    """A table of the file. It has no unknown keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, defer_build=True)


class TempoBlock(Table):
    """Some reps of a cadence with their own tempo."""

    tempo: fields.Tempo
    """The phases of one rep, in the order in which they are done."""
    reps: Annotated[StrictInt, Field(ge=1, le=MOST_REPS)] = 1
    """How many reps; the last block of a cadence repeats until the set ends."""
    effort: fields.Percent | None = None
    """The share of full effort for a timed static contraction: "50%"."""


class Warmup(Table):
    """A light set before the first work set."""

    load: fields.Percent
    """The share of the working load: "50%"."""
    until: fields.End
    """When it ends: "3 reps" or "30s"."""
    rest: fields.Rest | None = None
    """The rest after it; the default is the rest of the exercise."""


class Drop(Table):
    """A set right after another one, with less load."""

    load: fields.Drop
    """How much less than the load before: "-20%"."""
    rest: fields.Short = fields.written("20s")
    """The time to change the load."""
    ready: fields.Short = fields.written("0s")
    """The countdown after the change."""


class RestPause(Table):
    """A set that continues after short pauses."""

    times: Annotated[StrictInt, Field(ge=1, le=MOST_PAUSES)]
    """How many pauses; the set has one more part than that."""
    rest: Annotated[
        tuple[fields.Short, ...], *fields.several(MOST_PAUSES, "pauses", least=1, one=fields.Short)
    ]
    """How long each pause is: "10s" for all of them, or a list with one value per pause."""
    load: Annotated[
        tuple[fields.Percent, ...],
        *fields.several(MOST_PAUSES, "loads", least=1, one=fields.Percent),
    ] = fields.written(["100%"])
    """The load after each pause as a share of the first load: "80%" for all, or a list."""

    until: fields.End | None = None
    """The end of each part after the first: "3 reps". Fatigue in such a part ends the set. Without
    it, each part ends like the first."""

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if isinstance(self.until, ToFatigue):
            hint = 'until = "3 reps", or leave it out'
            raise NotationError("a later part needs reps or a time", hint, at="until")
        return self

    @model_validator(mode="after")
    def _one_for_each(self) -> Self:
        for key, given in (("rest", self.rest), ("load", self.load)):
            if len(given) not in (1, self.times):
                raise NotationError(
                    f"`{key}` has {len(given)} values for {self.times} pauses",
                    f"give one value for all pauses, or {self.times} values",
                    at=key,
                )
        return self

    def pause(self, number: int) -> int:
        """Return the milliseconds of pause `number`, 0-based."""
        return self.rest[number if len(self.rest) > 1 else 0]

    def percent(self, number: int) -> Decimal:
        """Return the load after pause `number`, 0-based, in percent of the first part's."""
        return self.load[number if len(self.load) > 1 else 0]


class ProgressRule(Table):
    """How the program finds the suggested load."""

    rule: Literal["tul", "reps", "bodyweight", "never"] = "tul"
    """"tul": by time under load in the target window; "reps": by reps in the window; "bodyweight":
    slower first, then the next of the `steps`; "never": no suggestion."""
    up: fields.Percent = fields.written("5%")
    """How much more load after a set above the window; rounded to a possible load."""
    down: fields.Percent = fields.written("10%")
    """How much less load after a set far below the window."""
    away: fields.Reduction = fields.written("10%")
    """How much less load after more than four weeks without the exercise; 0 turns it off."""
    stall: Annotated[StrictInt, Field(ge=2, le=50)] = 5
    """After how many workouts without progress to say so."""
    steps: Annotated[tuple[fields.Name, ...], *fields.several(20, "steps")] = ()
    """For "bodyweight": harder and harder variants, in order."""


def _drop(value: object) -> object:
    """Return `{ load = "-20%" }` for `"-20%"`."""
    return value if isinstance(value, dict) else {"load": value}


_DropSet = Annotated[Drop, BeforeValidator(_drop, json_schema_input_type=fields.Drop | Drop)]


class Manner(Table):
    """How a set is done: the keys that `[defaults]` and an exercise share."""

    tempo: fields.Tempo = fields.written("lift 10, lower 10")
    """The phases of a rep with their seconds, in order: lift, lower, hold, squeeze, stretch, reset.
    Two numbers ("10/5") are lift/lower. Four ("4-0-1-0", "30X1") are lower-hold-lift-hold. Three
    are an error, because people read them in two ways."""
    cadence: Annotated[tuple[TempoBlock, ...], *fields.several(50, "blocks", least=1)] | None = None
    """Blocks of reps, if not all reps have the same tempo."""
    until: fields.End = fields.written("fatigue")
    """When a set ends: at "fatigue", after "8 reps", after "90s" of time under load, or at
    whichever comes first: "8 reps or 90s"."""
    target: fields.Target | None = None
    """The target window in which a set should end: "90-150s" of time under load, "4-8 reps", or
    without a top "at least 7 reps", "90s+"; "none": no window, in spite of a default."""
    cap: fields.SetLength | None = None
    """The time under load at which a set ends without a key. A set to fatigue has a default: twice
    the top of the window, or 5 minutes without a window."""
    ready: fields.Short = fields.written("10s")
    """The countdown before a set."""
    push: fields.Short = fields.written("10s")
    """How long to keep pushing after fatigue; not part of the time under load."""
    rest: fields.Rest = fields.written("60s")
    """The rest after a set."""
    sets: Annotated[StrictInt, Field(ge=1, le=MOST_SETS)] = 1
    """How many sets."""
    warmup: Annotated[tuple[Warmup, ...], *fields.several(MOST_EXTRAS, "warm-up sets")] = ()
    """Light sets before the first work set."""
    drops: Annotated[tuple[_DropSet, ...], *fields.several(MOST_EXTRAS, "drops")] = ()
    """Sets right after each work set with less load: ["-20%"]."""
    rest_pause: RestPause | None = None
    """Short pauses after which the set continues: { times = 3, rest = "10s" }."""
    sides: Literal["both", "each", "alternate"] = "both"
    """"each": one set with the left side, then one with the right; "alternate": one set in which
    the sides take turns lowering."""
    switch: fields.Short = fields.written("15s")
    """The time to change sides."""
    second: Literal["fatigue", "match"] = "fatigue"
    """Whether the second side goes to its own end, or (with "match") lasts as long as the first."""
    superset: fields.Name | None = None
    """Neighboring exercises with the same letter are done in turn, without rest between them. The
    same letter for all exercises makes a circuit."""
    advance: Literal["wait", "auto"] | None = None
    """Whether each set waits for go, or starts automatically after the rest. By default the first
    set of an exercise waits; other sets, and all sets inside a superset, start automatically."""
    mark: Literal["now", "after"] = "now"
    """When you press the fatigue key: at fatigue, or (alone under a bar) only after the push."""
    reach: fields.Short = fields.written("15s")
    """With mark = "after": how long after fatigue you press the key; this time is subtracted."""
    load: fields.Load | None = None
    """The load of the first workout; later workouts begin with the last load. "none": no load."""
    increment: fields.Load | None = None
    """The smallest step of the load: "5 lb"."""
    loads: (
        Annotated[tuple[fields.ListedLoad, ...], *fields.several(100, "loads", least=1)] | None
    ) = None
    """The possible loads, if they are not even steps: ["10 kg", "12.5 kg"]; or their names, the
    lightest first: ["red band", "black band"]."""
    progress: ProgressRule = Field(default_factory=ProgressRule)
    """How the program finds the suggested load."""

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        for one, other in _EITHER:
            if {one, other} <= self.model_fields_set:
                message = f"`{one}` and `{other}` can't be combined"
                raise NotationError(message, "keep one of them", at=other, on_key=True)
        return self

    def blocks(self) -> tuple[TempoBlock, ...]:
        """Return the cadence as blocks, from `cadence` or `tempo`."""
        return self.cadence or (TempoBlock.model_construct(tempo=self.tempo, reps=1, effort=None),)


class Exercise(Manner):
    """One exercise."""

    name: fields.KnownName
    """The name of the exercise. A name from the catalog needs no `muscles`."""
    alias: Annotated[tuple[fields.Name, ...], *fields.several(20, "names")] = ()
    """Earlier names; their history counts for this exercise."""
    muscles: Annotated[tuple[fields.MuscleName, ...], *fields.several(17, "muscles")] = ()
    """The muscles that the exercise takes to fatigue."""
    also: Annotated[tuple[fields.MuscleName, ...], *fields.several(17, "muscles")] = ()
    """The muscles that help."""
    settings: fields.Settings = fields.written({})
    """The settings of the machine, in the order in which you adjust them."""
    cue: fields.Prose = ""
    """A reminder, shown before the set, and spoken if a voice that says any text is installed."""

    def under(self, defaults: Manner) -> "Exercise":
        """Return this exercise with its missing keys from `defaults` and the catalog."""
        said = set(self.model_fields_set)
        for keys in map(set, _EITHER):
            said |= keys if said & keys else set()
        update = {key: getattr(defaults, key) for key in defaults.model_fields_set - said}
        if not self.muscles and (entry := known(self.name)):
            update["muscles"] = entry.muscles
            if "also" not in said:
                update["also"] = entry.also
        return self.model_copy(update=update)


def _with_named_load(table: dict[str, object], shared: dict[str, object]) -> dict[str, object]:
    """Return `table` with its load read, if the load is a name in the list that applies."""
    loads, load = table.get("loads", shared.get("loads")), table.get("load")
    if not isinstance(loads, list) or not isinstance(load, str):
        return table
    for name in loads:
        if isinstance(name, str) and name.strip().casefold() == load.strip().casefold():
            with suppress(NotationError):
                return {**table, "load": listed_load(name)}
    return table


class Schedule(Table):
    """When the routine is due."""

    per_week: fields.PerWeek | None = None
    """How many workouts per week: 2, or 0.5 for one in two weeks."""
    every: fields.Every | None = None
    """The time from one workout to the next, instead of `per_week`: "5 days", "2 weeks"."""
    days: Annotated[
        tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        *fields.several(7, "days"),
    ] = ()
    """On which days of the week, instead of `per_week`."""
    alternate: Annotated[tuple[fields.Name, ...], *fields.several(20, "routines")] = ()
    """The names of the routines that it takes turns with."""
    recovery: fields.Recovery = fields.written("72h")
    """How long a muscle should recover after fatigue."""


class Routine(Table):
    """A routine file."""

    name: fields.Name
    """The name of the routine."""
    about: fields.Prose = ""
    """A sentence about its purpose."""
    unit: Unit | None = None
    """The unit of bare numbers: "lb" or "kg"."""
    covers: fields.Covers = fields.written("whole body")
    """What the routine should work: "whole body", or for a split a part of it or a list of
    muscles."""
    sound: Literal["guided", "sparse", "voice", "tones", "silent"] | None = None
    """The sound profile; the default is the one from the settings."""
    schedule: Schedule = Field(default_factory=Schedule)
    """When the routine is due."""
    defaults: Manner = Field(default_factory=Manner)
    """Keys for every exercise that does not have its own."""
    exercise: Annotated[tuple[Exercise, ...], *fields.several(MOST_EXERCISES, "exercises", least=1)]
    """The exercises, in the order in which they are done."""

    @model_validator(mode="before")
    @classmethod
    def _named_loads(cls, document: object) -> object:
        """Read the loads that are names in a list of loads: the exercise's own or the defaults'."""
        if not isinstance(document, dict):
            return document
        shared, exercises = document.get("defaults"), document.get("exercise")
        shared = shared if isinstance(shared, dict) else {}
        found = dict(document)
        if shared:
            found["defaults"] = _with_named_load(shared, shared)
        if isinstance(exercises, list):
            found["exercise"] = [
                _with_named_load(each, shared) if isinstance(each, dict) else each
                for each in exercises
            ]
        return found

    def resolved(self) -> tuple[Exercise, ...]:
        """Return the exercises with the defaults filled in."""
        return tuple(exercise.under(self.defaults) for exercise in self.exercise)
