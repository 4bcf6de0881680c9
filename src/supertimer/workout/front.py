"""What a front end shows of a workout, and what Controls asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from supertimer.engine.order import Left
from supertimer.engine.plan import SetPlan
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.workout.keymap import Action


@dataclass(frozen=True, slots=True)
class Ended:
    """A set that has ended and can be corrected."""

    attempt: int
    """Its place in the results, from 0."""
    work: SetPlan
    result: SetResult


class Front(Protocol):
    """What Controls needs from the front end where the key was pressed."""

    def help(self) -> None:
        """Show the keys."""
        ...

    def order(self, left: Sequence[Left]) -> None:
        """Show the exercises that are left; the lifter can choose the next one or leave one out.

        Call `Controls.reorder` with the choice.
        """
        ...

    def edit(self, ended: Ended) -> None:
        """Let the lifter correct the result of a set, then call `Controls.give` with an `Amend`."""
        ...

    def weigh(self) -> None:
        """Ask for the body weight, then call `Controls.weigh`."""
        ...

    def repeat(self) -> None:
        """Show again what comes next; the voice says it if sound is on."""
        ...

    def share(self) -> None:
        """Show how a phone opens the workout; call `Controls.share` for the link."""
        ...

    def refuse(self, action: Action, why: str) -> None:
        """Say that `action` does nothing now; `why` is the reason in a sentence, or empty."""
        ...

    def leave(self) -> None:
        """Close the workout: it is done, and the lifter pressed the main key."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What a front end shows of a workout at one moment."""

    snapshot: Snapshot
    question: str
    """The open question to the lifter; empty for none."""
    notice: str
    """The current notice to the lifter; empty for none."""
    hints: str
    """The most useful keys at this moment, such as `Space go   p pause`."""
    acted: bool = False
    """Whether a key has just acted, so that its effect must show at once."""
    early: bool = False
    """Whether the question is whether the last set ended too early."""
    stopping: bool = False
    """Whether the question is whether to stop the workout."""
