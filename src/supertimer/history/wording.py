"""Sets, reps, loads, and cadences in words."""

from decimal import Decimal

from supertimer.engine.cadence import Cadence, Side
from supertimer.engine.plan import Plan, SetKind
from supertimer.units import Load, Unit, plain_number

KINDS = {SetKind.WORK: "", SetKind.WARMUP: "warm-up", SetKind.DROP: "drop"}
"""The kinds of sets in words; a work set is nothing special."""


def reps(hundredths: int | None) -> str:
    """Return `1 rep` or `4.85 reps`; empty for None."""
    if hundredths is None:
        return ""
    return f"{hundredths / 100:g} {'rep' if hundredths == 100 else 'reps'}"


def load_text(load: Load | None, unit: Unit | None) -> str:
    """Return a load in `unit`, or as it was lifted; empty for None."""
    return str(load.shown_in(unit)) if load else ""


def short_load(load: Load | None, unit: Unit | None) -> str:
    """Return a load for a narrow column, without its unit and the word bodyweight.

    `120`, `+5`, `-40`, `2x20`, `pin 7`; empty for None.
    """
    if load is None or load.name:
        return load.name if load else ""
    amount = plain_number(load.shown_in(unit).amount)
    if load.bodyweight and load.amount >= 0:
        return f"+{amount}"
    return f"2x{amount}" if load.per_hand else amount


def set_name(exercise: str, side: Side | None, kind: SetKind, gap: str = ", ") -> str:
    """Return `Leg press, left, drop`: the exercise, and what is special about a set of it."""
    special = (side, KINDS[kind])
    return gap.join((exercise, *(word for word in special if word)))


def set_place(plan: Plan, index: int) -> str:
    """Return which set of its exercise a set is: `set 1, right`, `warm-up 2`, `set 2, drop 1`.

    Both sides of a set share its number.
    """
    work, kinds = plan.sets[index], plan.kinds_up_to(index)
    side = f", {work.side}" if work.side else ""
    if work.kind is SetKind.WARMUP:
        return f"warm-up {len(kinds)}{side}"
    drops = kinds[::-1].index(SetKind.WORK) if SetKind.WORK in kinds else 0
    drop = f", drop {drops}" if drops else ""
    return f"set {kinds.count(SetKind.WORK)}{side}{drop}"


def cadence(whole: Cadence) -> str:
    """Return a cadence as a routine writes it: `lift 10, lower 10`; semicolons part blocks."""
    blocks = []
    for block in whole.blocks:
        phases = []
        for phase in block.phases:
            words = f"{phase.name} {plain_number(Decimal(phase.ms) / 1000)}"
            if phase.effort is not None:
                words += f" at {phase.effort}%"
            if phase.alternates:
                words += " one side"
            phases.append(words)
        times = f"{block.reps} x " if len(whole.blocks) > 1 else ""
        blocks.append(times + ", ".join(phases))
    return "; ".join(blocks)
