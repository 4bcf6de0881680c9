"""A workout of the history as a scenario: its keys at their moments, and what came of it."""

import json
import re
from collections.abc import Iterator, Sequence

from supertimer.engine.commands import (
    Amend,
    Command,
    Extend,
    LeaveOut,
    Redo,
    Reorder,
    SetLoad,
    Stop,
)
from supertimer.engine.plan import Plan, SetKind
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.headless.moments import SetName, clock, quoted
from supertimer.units import Load


def file_stem(routine: str) -> str:
    """Return a name for the files of a routine: `big-five` for `Big Five`."""
    return re.sub(r"[^\w]+", "-", routine.casefold()).strip("-") or "routine"


def scenario_text(
    title: str, plan: Plan, commands: Sequence[tuple[Command, int]], until: int
) -> str:
    """Return a test file with one scenario: what was done in a workout of `plan`.

    The workout came to `until`, milliseconds after it was opened; if it was not over then, it is
    stopped there. May raise RefusedError: a later version refuses one of the commands.
    """
    steps, session = steps_of(plan, commands, until)
    lines = ["[[scenario]]", f"name = {_text(title)}"]
    if last := list(_last(plan)):
        lines.append(f"last = {{ {', '.join(last)} }}")
    lines += ["do = [", *(f"  {_text(step)}," for step in steps), "]", "[scenario.expect]"]
    lines.append(f"length = {_text(clock(session.events[-1].at))}")
    lines += ["sets = [", *_sets(session), "]"]
    return "\n".join(lines) + "\n"


def steps_of(
    plan: Plan, commands: Sequence[tuple[Command, int]], until: int
) -> tuple[list[str], Session]:
    """Return the steps of a workout, each at its moment, and the workout at its end."""
    session = Session(plan)
    steps = []
    for command, at in commands:
        session.advance(at - 1)
        steps.append(f"{_step(command, session)} at {clock(at)} of the workout")
        session.apply(command, at)
    last = session.now
    session.advance(until)
    if session.state is State.DONE:
        if (ended := session.events[-1].at) > last:  # without a key
            steps.append(f"nothing until {clock(ended)} of the workout")
    else:
        steps.append(f"stop at {clock(session.now)} of the workout")
        session.apply(Stop(), session.now)
    return steps, session


def _step(command: Command, session: Session) -> str:
    plan, results = session.plan, session.results
    match command:
        case Extend(ms):
            return f"extend {'-' if ms < 0 else ''}{clock(abs(ms))}"
        case Redo(wait=True):
            return "redo wait"
        case LeaveOut(unit):
            return f"leave out {_unit(plan, unit)}"
        case Reorder(units):
            return f"reorder {' then '.join(_unit(plan, unit) for unit in units)}"
        case SetLoad(load, index):
            of = "" if index is None else f" of {_set(plan, index)}"
            return f"set load {_load(load)}{of}"
        case Amend():
            of = ""
            if (attempt := command.attempt) is not None:
                name = _set(plan, results[attempt].index)
                of = f" of {name if _is_last(attempt, session) else f'result {attempt + 1}'}"
            return f"amend {' '.join(_corrections(command))}{of}"
    return command.name.replace("_", " ")


def _corrections(command: Amend) -> Iterator[str]:
    if command.ended_by is not None:
        yield f"ended_by {command.ended_by}"
    if command.tul_ms is not None:
        yield f"tul {clock(command.tul_ms)}"
    if command.reps is not None:
        yield f"reps {command.reps / 100:g}"
    if command.load is not None:
        yield f"load {command.load}"
    if command.note is not None:
        mark = "'" if '"' in command.note else '"'
        yield f"note {mark}{command.note.replace(mark, '’')}{mark}"


def _unit(plan: Plan, unit: int) -> str:
    return quoted(plan.units[unit][0].exercise)


def _set(plan: Plan, index: int) -> str:
    work = plan.sets[index]
    return str(SetName(work.exercise, work.number, work.side))


def _is_last(attempt: int, session: Session) -> bool:
    """Whether the name of its set means this attempt."""
    index = session.results[attempt].index
    counted = (place for place, each in enumerate(session.results) if not each.discarded)
    same = [place for place in counted if session.results[place].index == index]
    return same[-1:] == [attempt]


def _load(load: Load | None) -> str:
    return "none" if load is None else str(load)


def _last(plan: Plan) -> Iterator[str]:
    """What the plan remembers of the last time, by exercise."""
    for name in dict.fromkeys(work.exercise for work in plan.sets):
        sets = [
            work
            for work in plan.sets
            if work.exercise == name and work.kind is SetKind.WORK and work.side != "right"
        ]
        times = [work.last_tul for work in sets if work.last_tul is not None]
        load = next((f"{work.load} " for work in sets if isinstance(work.load, Load)), "")
        if times:
            each = ", ".join(_text(f"{load}{clock(time)}") for time in times)
            yield f"{_text(name)} = {f'[{each}]' if len(times) > 1 else each}"


def _sets(session: Session) -> Iterator[str]:
    for result in session.results:
        if result.discarded:
            continue
        work = session.plan.sets[result.index]
        keys = [f"exercise = {_text(work.exercise)}", f"set = {work.number}"]
        if work.side is not None:
            keys.append(f"side = {_text(work.side)}")
        keys.append(f"tul = {_text(clock(result.tul_ms))}")
        if result.reps is not None:
            keys.append(f"reps = {result.reps / 100:g}")
        keys += [f"ended_by = {_text(result.ended_by)}", f"load = {_text(_load(result.load))}"]
        yield f"  {{ {', '.join(keys)} }},"


def _text(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
