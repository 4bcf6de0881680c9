"""One scenario done: the workout that its steps make, and what in it was not expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from supertimer.audio.score.cue import Cue
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan
from supertimer.engine.result import SetResult
from supertimer.headless import past
from supertimer.headless.happening import Happening, told
from supertimer.headless.lifter import Lifter, StepError
from supertimer.headless.model import Expect, ExpectedSet, Scenario
from supertimer.headless.moments import SetName, apart, clock, length
from supertimer.history import wording
from supertimer.history.advice import Advice
from supertimer.routine.check.diagnostic import Diagnostic
from supertimer.routine.check.diagnostic import Path as Place
from supertimer.routine.compile import compile_routine
from supertimer.routine.model import Routine
from supertimer.text import count
from supertimer.units import Load, Unit


@dataclass(frozen=True)
class Ran:
    """A workout that was done on a virtual clock."""

    routine: Routine
    plan: Plan
    """As it is at the end, with the sets that were added."""
    events: Sequence[Event]
    """What happened, without anything that was taken back."""
    attempts: Sequence[SetResult]
    last: past.Last

    @property
    def unit(self) -> Unit:
        """The unit of bare numbers."""
        return self.routine.unit or Unit.KG

    @property
    def ended_at(self) -> int:
        """When the last event happened."""
        return self.events[-1].at

    @cached_property
    def sets(self) -> list[SetResult]:
        """The results that count, in the order in which the sets ended."""
        return [result for result in self.attempts if not result.discarded]

    @cached_property
    def cues(self) -> list[Cue]:
        """Everything that is heard with default settings."""
        from supertimer.headless.hearing import heard

        return heard(self.plan, self.events, self.routine.sound)

    def name(self, result: SetResult) -> SetName:
        """Return the name of the set of a result."""
        work = self.plan.sets[result.index]
        return SetName(work.exercise, work.number, work.side)

    def advice(self, exercise: str) -> Advice | None:
        """Return the suggested load for the next workout, and the reason."""
        return past.advice(exercise, self.routine, self.plan, self.attempts, self.last)


def run_scenario(routine: Routine, scenario: Scenario, at: int = 0) -> list[Diagnostic]:
    """Do a scenario, and return everything that came otherwise, with paths into the test file.

    `at` is the place of the scenario in its file.
    """
    here: Place = ("scenario", at)
    unit = routine.unit or Unit.KG
    lifter = Lifter(compile_routine(routine, past.memory(scenario.last, unit)), unit)
    for number, step in enumerate(scenario.do):
        try:
            lifter.do(step)
        except StepError as error:
            message = f"“{step.text}” can't be given: {error}"
            return [Diagnostic(message, path=(*here, "do", number))]
    lifter.finish()
    session = lifter.session
    done = Ran(routine, session.plan, session.events, session.results, scenario.last)
    return list(_failures(scenario.expect, done, (*here, "expect")))


def _failures(expect: Expect, done: Ran, here: Place) -> Iterator[Diagnostic]:
    if expect.length is not None and expect.length != done.ended_at:
        ended = f"it ended at {clock(done.ended_at)}, {apart(expect.length, done.ended_at)}"
        message = f"the workout did not end at {clock(expect.length)}: {ended}"
        yield Diagnostic(message, path=(*here, "length"))
    yield from _sets(expect.sets, done, (*here, "sets"))
    for number, happening in enumerate(expect.events):
        if not any(map(happening.means, done.events)):
            yield _missed(happening, done.events, (*here, "events", number))
    for number, happening in enumerate(expect.never):
        if event := next(filter(happening.means, done.events), None):
            path = (*here, "never", number)
            yield Diagnostic(f"“{happening.text}” happened: {told(event)}", path=path)
    for kind, expected in expect.cues.items():
        heard = [cue for cue in done.cues if cue.kind is kind]
        if len(heard) != expected:
            last = f", the last at {clock(heard[-1].at)}" if heard else ""
            times = count(len(heard), "time")
            message = f"“{kind}” was heard {times} instead of {expected}{last}"
            yield Diagnostic(message, path=(*here, "cues", str(kind)))
    for exercise, written in expect.next.items():
        if found := _next(exercise, written.read_in(done.unit), done):
            yield Diagnostic(*found, path=(*here, "next", exercise))


def _missed(happening: Happening, events: Sequence[Event], path: Place) -> Diagnostic:
    """An event that did not happen, and what came instead."""
    nearest = happening.nearest(events)
    if nearest is None:
        return Diagnostic(f"“{happening.text}” never happened", path=path)
    instead = f"the nearest was {told(nearest)}"
    if happening.at is None:
        return Diagnostic(f"“{happening.text}” never happened; {instead}", path=path)
    away = apart(happening.at, nearest.at)
    message = f"“{happening.text}” did not happen at {clock(happening.at)}; {instead}, {away}"
    return Diagnostic(message, path=path)


def _next(exercise: str, expected: Load | None, done: Ran) -> tuple[str, str] | None:
    """Return how the suggestion differs, and its reason; None if it does not."""
    advice = done.advice(exercise)
    if advice is None:
        return f"the program suggests nothing for {exercise}, not {_load(expected)}", ""
    if advice.load == expected:
        return None
    message = f"the program suggests {_load(advice.load)} for {exercise}, not {_load(expected)}"
    return message, f"the reason: {advice.reason}"


# Sets


def _sets(expected: Sequence[ExpectedSet], done: Ran, here: Place) -> Iterator[Diagnostic]:
    """Compare sets; entries that do not say which set of an exercise take one after the other."""
    left = list(done.sets)
    for number, each in enumerate(expected):
        name = SetName(each.exercise, each.set, each.side)
        found = next((result for result in left if name.means(done.plan.sets[result.index])), None)
        if found is None:
            yield _not_done(name, done, (*here, number))
            continue
        left.remove(found)
        for key, message in _differences(each, found, done.unit):
            when = f"{done.name(found)}, ended at {clock(found.ended_at)}"
            yield Diagnostic(f"{when}: {message}", path=(*here, number, key))


def _not_done(name: SetName, done: Ran, path: Place) -> Diagnostic:
    others = [
        f"{done.name(result)} ended at {clock(result.ended_at)}"
        for result in done.sets
        if SetName(name.exercise).means(done.plan.sets[result.index])
    ]
    known = "; ".join(others) or f"no set of {name.exercise} was done"
    which = name.number is not None or name.side is not None
    message = f"{name} was not done" if which else f"{name} has no other set to compare"
    return Diagnostic(message, known, path)


def _differences(expected: ExpectedSet, found: SetResult, unit: Unit) -> Iterator[tuple[str, str]]:
    """Each key that came out otherwise, and how."""
    if expected.tul is not None and expected.tul != found.tul_ms:
        more = "more" if found.tul_ms > expected.tul else "less"
        away = f"{length(found.tul_ms - expected.tul)} {more}"
        was = f"it was {clock(found.tul_ms)} under load, not {clock(expected.tul)}"
        yield "tul", f"{was} ({away})"
    if expected.reps is not None and expected.reps != found.reps:
        reps = "no reps are counted" if found.reps is None else wording.reps(found.reps)
        yield "reps", f"{reps}, not {wording.reps(expected.reps)}"
    if expected.ended_by not in (None, found.ended_by):
        yield "ended_by", f"it ended by {found.ended_by}, not {expected.ended_by}"
    if expected.load is not None and (load := expected.load.read_in(unit)) != found.load:
        yield "load", f"the load was {_load(found.load)}, not {_load(load)}"


def _load(load: Load | None) -> str:
    return "no load" if load is None else str(load)
