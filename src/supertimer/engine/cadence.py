"""Where in a cadence a moment falls.

A cadence is what the lifter does with the weight: named phases with their milliseconds, in order.
Phases make a block, and one pass through a block is a rep. Blocks follow each other; the last one
repeats as long as the set lasts. Every answer is computed from the time since the start, in whole
milliseconds, pauses excluded. Nothing is counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import groupby


class PhaseName(StrEnum):
    """What the weight does."""

    LIFT = "lift"
    LOWER = "lower"
    HOLD = "hold"
    SQUEEZE = "squeeze"
    STRETCH = "stretch"
    RESET = "reset"
    """A partner lifts, or the lifter puts the weight down: no load, so no time under load."""


class Side(StrEnum):
    """Which limb works."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a rep."""

    name: PhaseName
    ms: int
    """Its length in milliseconds, at least 1."""
    effort: int | None = None
    """The percentage of full effort asked for (timed static contraction), if any."""
    alternates: bool = False
    """Whether one limb does it: left in the first rep, right in the second, and so on."""

    @property
    def load_ms(self) -> int:
        """The milliseconds under load: all of them, or 0 for a `reset`."""
        return 0 if self.name is PhaseName.RESET else self.ms


@dataclass(frozen=True, slots=True)
class Block:
    """Phases that make one rep, and how often that rep is done."""

    phases: tuple[Phase, ...]
    reps: int = 1

    @property
    def ms(self) -> int:
        """The length of one rep in milliseconds."""
        return sum(phase.ms for phase in self.phases)

    @property
    def load_ms(self) -> int:
        """The milliseconds of one rep under load; always above 0."""
        return sum(phase.load_ms for phase in self.phases)

    @property
    def complete_ms(self) -> int:
        """The milliseconds from the start of a rep to the end of its last phase under load."""
        last = max(place for place, phase in enumerate(self.phases) if phase.load_ms)
        return sum(phase.ms for phase in self.phases[: last + 1])

    def load_by(self, ms: int) -> int:
        """Return how many of the first `ms` milliseconds of a rep are under load."""
        load = 0
        for phase in self.phases:
            load += min(phase.load_ms, max(0, ms))
            ms -= phase.ms
        return load


@dataclass(frozen=True, slots=True)
class Position:
    """A moment in a cadence."""

    rep: int
    """1-based number of the rep that is being done."""
    rep_start: int
    """When that rep began, in milliseconds since the start of the cadence."""
    rep_ms: int
    """The length of that rep."""
    phase: Phase
    phase_index: int
    """0-based place of the phase in its block."""
    block_index: int
    phase_start: int
    """When that phase began, in milliseconds since the start of the cadence."""


@dataclass(frozen=True)
class Cadence:
    """Blocks of phases; the last block repeats forever."""

    blocks: tuple[Block, ...]

    @cached_property
    def is_static(self) -> bool:
        """Whether the cadence has holds only, so that reps mean nothing."""
        moving = (PhaseName.LIFT, PhaseName.LOWER, PhaseName.RESET)
        return not any(phase.name in moving for block in self.blocks for phase in block.phases)

    def position(self, at: int) -> Position:
        """Return the rep and phase at `at` >= 0; a boundary belongs to what begins there."""
        rep, start, index = 0, 0, 0
        block = self.blocks[0]
        while at >= start + block.ms * block.reps and index < len(self.blocks) - 1:
            rep += block.reps
            start += block.ms * block.reps
            index += 1
            block = self.blocks[index]
        passes = (at - start) // block.ms
        rep_start = phase_start = start + passes * block.ms
        place = 0
        while at >= phase_start + block.phases[place].ms:
            phase_start += block.phases[place].ms
            place += 1
        phase = block.phases[place]
        return Position(rep + passes + 1, rep_start, block.ms, phase, place, index, phase_start)

    def phases(self, until: int) -> Iterator[Position]:
        """Yield every phase that begins before `until`, in order."""
        at = 0
        while at < until:
            position = self.position(at)
            yield position
            at = position.phase_start + position.phase.ms

    def reps(self, at: int) -> Fraction:
        """Return the reps done by `at`; the current rep counts by its share of time under load."""
        position = self.position(at)
        block = self.blocks[position.block_index]
        load = block.load_by(at - position.rep_start)
        return position.rep - 1 + Fraction(load, block.load_ms)

    def rep_end(self, rep: int) -> int:
        """Return when rep number `rep` (1-based) is complete: after its last phase under load."""
        before, start = rep - 1, 0
        for block in self.blocks[:-1]:
            if before < block.reps:
                return start + before * block.ms + block.complete_ms
            before -= block.reps
            start += block.reps * block.ms
        block = self.blocks[-1]
        return start + before * block.ms + block.complete_ms

    @cached_property
    def _rests(self) -> bool:
        return any(p.name is PhaseName.RESET for block in self.blocks for p in block.phases)

    def tul(self, at: int) -> int:
        """Return the time under load by `at`; `reset` phases do not count."""
        if not self._rests:
            return at
        block, start, load = self._whole_reps(max(0, at), lambda block: block.ms)
        return load + block.load_by(at - start)

    def when_tul(self, tul: int) -> int:
        """Return the first moment at which the time under load is `tul`."""
        if not self._rests or tul <= 0:
            return max(0, tul)
        block, at, load = self._whole_reps(tul - 1, lambda block: block.load_ms)
        phases = iter(block.phases)
        phase = next(phases)
        while load + phase.load_ms < tul:
            load += phase.load_ms
            at += phase.ms
            phase = next(phases)
        return at + tul - load

    def _whole_reps(self, goal: int, measure: Callable[[Block], int]) -> tuple[Block, int, int]:
        """Return the block of the rep that contains `goal`, and time and load before that rep.

        `measure` returns how much of `goal` one rep of a block takes.
        """
        at = load = index = 0
        block = self.blocks[0]
        while index < len(self.blocks) - 1 and goal >= block.reps * measure(block):
            at += block.reps * block.ms
            load += block.reps * block.load_ms
            goal -= block.reps * measure(block)
            index += 1
            block = self.blocks[index]
        reps = goal // measure(block)
        return block, at + reps * block.ms, load + reps * block.load_ms

    def height(self, at: int) -> float:
        """Return where the weight should be: 0.0 at the bottom of its path, 1.0 at the top.

        The lifts of a rep divide the way up by their time, and the lower phases the way down. A
        hold stays in place. A `reset` returns to where the rep began.
        """
        position = self.position(at)
        low = height = 1.0 if self._starts_high(position.block_index) else 0.0
        left = at - position.rep_start
        phases = self.blocks[position.block_index].phases
        for name, movement in groupby(phases, key=lambda phase: phase.name):
            way = sum(phase.ms for phase in movement)
            aim = {PhaseName.LIFT: 1.0, PhaseName.LOWER: 0.0, PhaseName.RESET: low}
            done = min(left, way)
            height += (aim.get(name, height) - height) * done / way
            left -= done
        return height

    def _starts_high(self, block: int) -> bool:
        """Return whether a rep of the block begins at the top: its first movement goes down."""
        moving = (PhaseName.LIFT, PhaseName.LOWER)
        moves = [p.name for b in self.blocks[block:] for p in b.phases if p.name in moving]
        return bool(moves) and moves[0] is PhaseName.LOWER
