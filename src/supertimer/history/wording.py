"""Reps, loads and cadences, the way people say them."""

from decimal import Decimal

from supertimer.engine.cadence import Cadence
from supertimer.units import Load, Unit, plain_number


def reps(hundredths: int | None) -> str:
    """`1 rep`, `4.85 reps`; empty where reps mean nothing."""
    if hundredths is None:
        return ""
    return f"{hundredths / 100:g} {'rep' if hundredths == 100 else 'reps'}"


def load_text(load: Load | None, unit: Unit | None) -> str:
    """A load in the unit asked for, or as it was lifted; empty for none."""
    return str(load.shown_in(unit)) if load else ""


def cadence(whole: Cadence) -> str:
    """A cadence as a routine writes it, blocks parted by semicolons: `lift 10, lower 10`."""
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
