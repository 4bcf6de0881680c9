"""Loads, and times in words.

A load is a decimal with a unit. It is stored as lifted and converted only for display.
"""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import StrEnum

LB_IN_KG = Decimal("0.45359237")
"""The international avoirdupois pound in kilograms, exact by definition since 1959."""


class Unit(StrEnum):
    """A unit of load."""

    LB = "lb"
    KG = "kg"


_AMOUNT = r"[0-9]{1,9}(?:\.[0-9]{1,3})?"
_LOAD = re.compile(rf"(?:(bodyweight) ([-+]) |(2 x ))?({_AMOUNT}) (lb|kg)")
_PIN = re.compile(r"(pin|plate) ([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Load:
    """What is on the machine or in the hand; or, with `bodyweight`, what is added to the lifter.

    `Load(Decimal(10), Unit.KG, bodyweight=True)` is bodyweight plus ten kilograms. A negative
    `amount` is assistance; an `amount` of 0 is bodyweight alone.
    """

    amount: Decimal
    unit: Unit
    bodyweight: bool = False
    per_hand: bool = False
    """Whether each hand holds `amount`."""
    name: str = ""
    """The name of a load without a number, such as a band. Its unit has no meaning; its amount is
    the number of a pin or plate, or 0."""

    @classmethod
    def named(cls, name: str) -> "Load":
        """Return the load called `name`; `pin 7` and `plate 7` are ordered by their number."""
        pin = _PIN.fullmatch(name)
        return cls(Decimal(pin[2] if pin else 0), Unit.KG, name=name)

    @classmethod
    def parse(cls, text: str) -> "Load":
        """Return the load that `str` wrote as `text`; any other text is a name."""
        if text == "bodyweight":
            return cls(Decimal(0), Unit.KG, bodyweight=True)
        if (found := _LOAD.fullmatch(text)) is None:
            return cls.named(text)
        bodyweight, sign, per_hand, number, unit = found.groups()
        amount = Decimal(number) * (-1 if sign == "-" else 1)
        return cls(amount, Unit(unit), bool(bodyweight), per_hand=bool(per_hand))

    def __str__(self) -> str:
        """Return the load as a routine file writes it: `120 lb`, `bodyweight - 40 kg`, `pin 7`."""
        if self.name:
            return self.name
        plain = f"{plain_number(abs(self.amount))} {self.unit}"
        if not self.bodyweight:
            return f"2 x {plain}" if self.per_hand else plain
        if not self.amount:
            return "bodyweight"
        return f"bodyweight {'-' if self.amount < 0 else '+'} {plain}"

    @property
    def form(self) -> tuple[bool, bool, str]:
        """Equal for loads that can be compared by their amounts."""
        pin = _PIN.fullmatch(self.name) if self.name else None
        return self.bodyweight, self.per_hand, pin[1] if pin else self.name

    @property
    def assisted(self) -> bool:
        """Whether something carries a part of the lifter."""
        return self.bodyweight and self.amount < 0

    def like(self, other: "Load | None", *, has_unit: bool) -> "Load":
        """Return a number that was typed in place of `other` as a load of the same form.

        It is added to the lifter, carries the lifter, or is in each hand; without a unit, it can be
        the number of a pin. A load that was typed in another form stays as it is.
        """
        if other is None or self.name or self.bodyweight or self.per_hand:
            return self
        if other.bodyweight:
            amount = -self.amount if other.assisted and self.amount else self.amount
            return replace(self, amount=amount, bodyweight=True)
        pin = f"{other.form[2]} {plain_number(self.amount)}"
        if _PIN.fullmatch(other.name) and not has_unit and _PIN.fullmatch(pin):
            return Load.named(pin)
        return replace(self, per_hand=other.per_hand)

    def scaled(self, percent: Decimal, grid: "Grid", body: "Load | None" = None) -> "Load":
        """Return `percent` of this load, rounded down to what the `grid` can make, never up.

        A share below everything that the grid can make is not rounded. A share of bodyweight is of
        the whole, so the load stays if the weight of the `body` is not known; it is not below
        bodyweight unless this load is assisted. A named load stays.
        """
        if self.name or percent == 100 or (self.bodyweight and body is None):
            return self
        if not self.bodyweight or body is None:
            return replace(self, amount=grid.share(self, self.amount * percent / 100))
        weight = body.shown_in(self.unit).amount
        whole = weight + self.amount
        if whole <= 0:
            return self
        amount = whole * percent / 100 - weight
        if not self.assisted:
            amount = max(amount, Decimal(0))
        return replace(self, amount=grid.share(self, amount))

    def shown_in(self, unit: Unit | None) -> "Load":
        """Return the load in `unit`; a converted load is rounded to a tenth.

        If `unit` is None, the load is returned as it is.
        """
        if unit is None or unit is self.unit or self.name:
            return self
        factor = LB_IN_KG if unit is Unit.KG else 1 / LB_IN_KG
        amount = (self.amount * factor).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        return replace(self, amount=amount, unit=unit)


@dataclass(frozen=True, slots=True)
class Grid:
    """The loads that a machine can be set to: a step, an ascending list, names, or any load."""

    step: Decimal | None = None
    loads: tuple[Decimal, ...] = ()
    names: tuple[str, ...] = ()
    """Loads without a number, the lightest first."""
    bodyweight: bool = False
    """Whether `loads` are added to the lifter."""
    per_hand: bool = False
    """Whether each hand holds one of `loads`."""

    def fits(self, load: Load) -> bool:
        """Return whether the steps, or the list, are for loads of this form."""
        if load.name:
            return load.name in self.names or _PIN.fullmatch(load.name) is not None
        form = (self.bodyweight, self.per_hand)
        return bool(self.step) or (bool(self.loads) and form == (load.bodyweight, load.per_hand))

    def share(self, load: Load, amount: Decimal) -> Decimal:
        """Return the heaviest possible amount up to `amount`, which is a share of `load`.

        Return `amount` itself if the grid is for other loads, or has none that light.
        """
        if not self.fits(load):
            return amount
        floor = self.floor(amount)
        if floor > amount or (not floor and not load.bodyweight):
            return amount
        return floor

    def heavier(self, load: Load) -> Load | None:
        """Return the next load above `load`; None if there is none or if any load is possible."""
        return self._next(load, up=True)

    def lighter(self, load: Load) -> Load | None:
        """Return the next load below `load`; None if there is none or if any load is possible."""
        return self._next(load, up=False)

    def _next(self, load: Load, *, up: bool) -> Load | None:
        if not self.fits(load):
            return None
        if load.name in self.names:
            place = self.names.index(load.name) + (1 if up else -1)
            return Load.named(self.names[place]) if 0 <= place < len(self.names) else None
        if pin := _PIN.fullmatch(load.name):
            number = int(pin[2]) + (1 if up else -1)
            return Load.named(f"{pin[1]} {number}") if number and not self.names else None
        if self.step and load.bodyweight and not up:
            lower = -(-load.amount / self.step).to_integral_value(ROUND_FLOOR) - 1
            return replace(load, amount=lower * self.step)
        amount = self.above(load.amount) if up else self.below(load.amount)
        return None if amount is None else replace(load, amount=amount)

    def floor(self, amount: Decimal) -> Decimal:
        """Return the heaviest amount that is not above `amount`; the lightest one if all are."""
        if self.loads:
            return max((load for load in self.loads if load <= amount), default=self.loads[0])
        if self.step:
            return (amount / self.step).to_integral_value(ROUND_FLOOR) * self.step
        return amount

    def above(self, amount: Decimal) -> Decimal | None:
        """Return the next amount above `amount`; None if there is none or if any is possible."""
        if self.loads:
            return min((load for load in self.loads if load > amount), default=None)
        return self.floor(amount) + self.step if self.step else None

    def below(self, amount: Decimal) -> Decimal | None:
        """Return the next amount below `amount`; None if there is none or if any is possible."""
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
