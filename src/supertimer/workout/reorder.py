"""Changing the order of what is left: the commands, and the sentences that tell of a change."""

from collections.abc import Sequence

from supertimer.engine.commands import LeaveOut, OneMore, Order, Reorder
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan


def put_next(left: Sequence[Left], unit: int) -> Reorder:
    """Return the command that does `unit` next, and the rest in the order in which it stands."""
    return Reorder((unit, *(each.unit for each in left if each.unit != unit)))


def postpone(left: Sequence[Left]) -> Reorder | None:
    """Return the command that swaps the first two of what is left; None where there are not two."""
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
    """Return the sentences that tell of a change, such as `Leg press later. Next: Chest press.`.

    `before` and `after` is what was left around it; `coming` is the place of the set that comes
    now, None if nothing is left.
    """
    comes = "Nothing else is left."
    if coming is not None:
        comes = f"Next: {plan.sets[coming].exercise}."
    match command:
        case LeaveOut(unit):
            gone = next(each for each in before if each.unit == unit)
            return f"{name(gone)} left out today. {comes}"
        case OneMore():
            return f"One more set of {plan.sets[-1].exercise}. {comes}"
        case Reorder() if before and after and before[0].unit != after[0].unit:
            return f"{name(before[0])} later. {comes}"
    return comes
