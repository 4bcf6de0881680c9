"""Loads, and times in words.

A load is a decimal with a unit. It is stored as lifted and converted only for display.
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
        """Return the way a routine file writes it: `120 lb`, `bodyweight + 10 kg`."""
        plain = f"{plain_number(self.amount)} {self.unit}"
        if not self.bodyweight:
            return plain
        return f"bodyweight + {plain}" if self.amount else "bodyweight"

    def scaled(self, percent: Decimal, grid: "Grid") -> "Load":
        """Return this load times `percent` / 100, rounded down to what the `grid` can make.

        Of bodyweight alone nothing can be taken off: it stays as it is.
        """
        return Load(grid.floor(self.amount * percent / 100), self.unit, self.bodyweight)

    def shown_in(self, unit: Unit | None) -> "Load":
        """Return the load in `unit`; a converted load is rounded to a tenth.

        If `unit` is None, the load is returned as it is.
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
        """Return the heaviest load that is not above `amount`; the lightest one if all are."""
        if self.loads:
            return max((load for load in self.loads if load <= amount), default=self.loads[0])
        if self.step:
            return amount // self.step * self.step
        return amount

    def above(self, amount: Decimal) -> Decimal | None:
        """Return the next load above `amount`; None if there is none or if any load is possible."""
        if self.loads:
            return min((load for load in self.loads if load > amount), default=None)
        if self.step:
            return (amount // self.step + 1) * self.step
        return None

    def below(self, amount: Decimal) -> Decimal | None:
        """Return the next load below `amount`; None if there is none or if any load is possible."""
        if self.loads:
            return max((load for load in self.loads if load < amount), default=None)
        if self.step:
            lower = -(-amount // self.step) * self.step - self.step
            return lower if lower > 0 else None
        return None


ANY_LOAD = Grid()


def plain_number(value: Decimal) -> str:
    """Return a decimal without an exponent and without trailing zeros: `52.5`, `120`, `0`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def minutes(ms: int) -> str:
    """Return milliseconds as minutes and whole seconds, rounded down: `1:48`, `0:07`."""
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    return f"{minutes}:{seconds:02}"


def seconds_left(ms: int) -> int:
    """Return the seconds left, rounded up: 10 at the start of ten seconds, 1 in the last."""
    return -(-max(0, ms) // 1000)
