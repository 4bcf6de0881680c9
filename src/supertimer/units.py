"""Loads as they are lifted, and times as they are said.

A load is a decimal with a unit: stored as lifted, converted only to be shown.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

LB_IN_KG = Decimal("0.45359237")
"""The international avoirdupois pound in kilograms, exact by definition since 1959."""


class Unit(StrEnum):
    """A unit of load."""

    LB = "lb"
    KG = "kg"


@dataclass(frozen=True, slots=True)
class Load:
    """What is on the machine or in the hand; or, with `bodyweight`, what hangs on the lifter.

    `Load(Decimal(10), Unit.KG, bodyweight=True)` is bodyweight plus ten kilograms; an `amount`
    of 0 with `bodyweight` is bodyweight alone.
    """

    amount: Decimal
    unit: Unit
    bodyweight: bool = False

    def __str__(self) -> str:
        """The way a routine file writes it: `120 lb`, `bodyweight + 10 kg`."""
        plain = f"{plain_number(self.amount)} {self.unit}"
        if not self.bodyweight:
            return plain
        return f"bodyweight + {plain}" if self.amount else "bodyweight"

    def scaled(self, percent: Decimal, grid: "Grid") -> "Load":
        """This load times `percent` / 100, rounded down to what the `grid` can make.

        Of bodyweight alone nothing can be taken off: it stays as it is.
        """
        return Load(grid.floor(self.amount * percent / 100), self.unit, self.bodyweight)

    def shown_in(self, unit: Unit | None) -> "Load":
        """The same load in `unit`, rounded to a tenth when it must be converted, else untouched.

        Without a unit it is shown as it was lifted.
        """
        if unit is None or unit is self.unit:
            return self
        factor = LB_IN_KG if unit is Unit.KG else 1 / LB_IN_KG
        amount = (self.amount * factor).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        return Load(amount, unit, self.bodyweight)


@dataclass(frozen=True, slots=True)
class Grid:
    """The loads that a machine can be set to: a step, or an explicit ascending list, or any."""

    step: Decimal | None = None
    loads: tuple[Decimal, ...] = ()

    def floor(self, amount: Decimal) -> Decimal:
        """The heaviest load not above `amount`; the lightest one there is, if all are above."""
        if self.loads:
            return max((load for load in self.loads if load <= amount), default=self.loads[0])
        if self.step:
            return amount // self.step * self.step
        return amount

    def above(self, amount: Decimal) -> Decimal | None:
        """The next real load above `amount`, or None if the stack ends or any load will do."""
        if self.loads:
            return min((load for load in self.loads if load > amount), default=None)
        if self.step:
            return (amount // self.step + 1) * self.step
        return None

    def below(self, amount: Decimal) -> Decimal | None:
        """The next real load below `amount`, or None if there is none or any load will do."""
        if self.loads:
            return max((load for load in self.loads if load < amount), default=None)
        if self.step:
            lower = -(-amount // self.step) * self.step - self.step
            return lower if lower > 0 else None
        return None


ANY_LOAD = Grid()


def plain_number(value: Decimal) -> str:
    """A decimal without an exponent and without trailing zeros: `52.5`, `120`, `0`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def minutes(ms: int) -> str:
    """Milliseconds as minutes and seconds, the part of a second dropped: `1:48`, `0:07`."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    return f"{minutes}:{seconds:02}"


def seconds_left(ms: int) -> int:
    """Milliseconds as the seconds that are not over yet: 10 at the start of ten, 1 in the last."""
    return -(-max(0, ms) // 1000)
