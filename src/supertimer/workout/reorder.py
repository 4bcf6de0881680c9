"""Changing the order of the exercises: the commands, and the notices about a change."""

from collections.abc import Sequence

from supertimer.engine.commands import LeaveOut, OneMore, Order, Reorder
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan


def put_next(left: Sequence[Left], unit: int) -> Reorder:
    """Return the command that does `unit` next and keeps the order of the others."""
    return Reorder((unit, *(each.unit for each in left if each.unit != unit)))


def postpone(left: Sequence[Left]) -> Reorder | None:
    """Return the command that swaps the next two exercises; None if only one is left."""
    if len(left) < 2:
        return None
    first, second, *others = (each.unit for each in left)
    return Reorder((second, first, *others))


def name(left: Left) -> str:
    """Return `Leg press`, or `Leg press and Chest press` for a superset."""
    return " and ".join(left.exercises)


def changed(
    command: Order, before: Sequence[Left], after: Sequence[Left], plan: Plan, coming: int | None
) -> str:
    """Return the notice about a change, such as `Leg press comes later. Next: Chest press.`.

    `before` and `after` are the exercises that were left before and after the command; `coming` is
    the place of the next set, None if no set is left.
    """
    comes = "No other set is left."
    if coming is not None:
        comes = f"Next: {plan.sets[coming].exercise}."
    match command:
        case LeaveOut(unit):
            gone = next(each for each in before if each.unit == unit)
            return f"{name(gone)} is left out today. {comes}"
        case OneMore():
            return f"One more set of {plan.sets[-1].exercise} is added. {comes}"
        case Reorder() if before and after and before[0].unit != after[0].unit:
            return f"{name(before[0])} comes later. {comes}"
    return comes
