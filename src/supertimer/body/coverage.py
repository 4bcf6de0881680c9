"""How much each muscle is worked, by a routine or by the last days, and which are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supertimer.body.muscles import MAJOR, Muscle
from supertimer.text import listed
from supertimer.units import minutes


@dataclass(frozen=True, slots=True)
class Planned:
    """One set that a routine asks for. Warm-ups are left out: they take nothing to fatigue."""

    exercise: str
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    tul_ms: int
    """The time under load it is meant to last, in milliseconds; 0 when nobody can tell."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One set that was done, at `when`: its end, as the clocks showed it where it was done (aware).

    Each side of a one-sided exercise and each drop is a set of its own. Warm-ups, skipped and
    discarded sets are left out.
    """

    when: datetime
    exercise: str
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    tul_ms: int
    to_fatigue: bool
    """Whether the set ended by fatigue, and was not amended to have ended otherwise."""


@dataclass(frozen=True, slots=True)
class MuscleShare:
    """What one muscle got: as a prime mover, and apart from that as a helper."""

    sets: int = 0
    tul_ms: int = 0
    helped_sets: int = 0
    helped_tul_ms: int = 0


def coverage(sets: Iterable[Planned | Worked]) -> dict[Muscle, MuscleShare]:
    """Sets and time under load of every muscle that was worked or helped; the others are absent.

    A set that names a muscle both ways works it as a prime mover.
    """
    # plain lists while counting: ten years of history are counted while a screen opens
    counts: dict[Muscle, list[int]] = {}
    for done in sets:
        for muscle in done.primary:
            count = counts.setdefault(muscle, [0, 0, 0, 0])
            count[0] += 1
            count[1] += done.tul_ms
        for muscle in done.secondary:
            if muscle not in done.primary:
                count = counts.setdefault(muscle, [0, 0, 0, 0])
                count[2] += 1
                count[3] += done.tul_ms
    return {muscle: MuscleShare(*count) for muscle, count in counts.items()}


def lately(worked: Iterable[Worked], now: datetime, days: int) -> list[Worked]:
    """The sets of the last `days` times 24 hours up to `now`."""
    since = now - timedelta(days=days)
    return [done for done in worked if since < done.when <= now]


def not_worked(
    shares: Mapping[Muscle, MuscleShare], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """The muscles of `among` that nothing works, not even as helpers."""
    return tuple(muscle for muscle in among if muscle not in shares)


def only_helping(
    shares: Mapping[Muscle, MuscleShare], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """The muscles of `among` that help in a set or more, but never are what it is for."""
    return tuple(muscle for muscle in among if muscle in shares and not shares[muscle].sets)


def gap(planned: Iterable[Planned], covers: Sequence[Muscle] = MAJOR) -> str | None:
    """What a routine leaves out of the muscles that it means to cover, as a sentence.

    None if it leaves out nothing.
    """
    missing = not_worked(coverage(planned), covers)
    return f"no exercise works the {listed(missing)}" if missing else None


def other_half(covers: Sequence[Muscle], worked: Iterable[Worked], now: datetime) -> str | None:
    """What a split routine leaves to others and nothing has worked lately, as a sentence.

    None if every major group outside of `covers` was worked, if there is none outside, or if
    nothing at all was done in the last 14 days.
    """
    done = lately(worked, now, 14)
    missing = not_worked(coverage(done), [muscle for muscle in MAJOR if muscle not in covers])
    if not done or not missing:
        return None
    return (
        f"This routine leaves the {listed(missing)} to other routines, "
        "but no set has worked them in the last 14 days."
    )


Column = Mapping[Muscle, str]
"""What each muscle got, in words."""

KEY = "sets, time under load, +n as a helper"
"""What the numbers in a column are."""


def column(
    shares: Mapping[Muscle, MuscleShare], most: Mapping[Muscle, MuscleShare] | None = None
) -> Column:
    """What each muscle got: `2 4:10 +1` are two sets of 4:10 in all, and a third as a helper.

    `most` makes ranges of the times: `2 3:00-5:00`.
    """
    times = {}
    for muscle, share in shares.items():
        low, high = minutes(share.tul_ms), minutes((most or shares)[muscle].tul_ms)
        times[muscle] = "" if not share.sets else low if low == high else f"{low}-{high}"
    width = max(map(len, times.values()), default=0)
    return {
        muscle: f"{share.sets or '-':>2} {times[muscle]:>{width}}"
        + (f" +{share.helped_sets}" if share.helped_sets else "")
        for muscle, share in shares.items()
    }


def history_columns(worked: Sequence[Worked], now: datetime) -> dict[str, Column]:
    """The last 7 and 14 days as columns for `table`."""
    return {f"{days} days": column(coverage(lately(worked, now, days))) for days in (7, 14)}


def table(columns: Mapping[str, Column], muscles: Iterable[Muscle] = ()) -> list[str]:
    """The columns side by side under their names, a line a muscle.

    Without `muscles` there is a line for each major group that is in any of the columns.
    """
    muscles = muscles or [
        each for each in MAJOR if any(each in found for found in columns.values())
    ]
    names = [f" {name}" for name in columns]
    rows = [("", *names)]
    rows += [
        (str(muscle), *(found.get(muscle, " -") for found in columns.values()))
        for muscle in muscles
    ]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    widths[0] = max(map(len, Muscle))
    return [
        " ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
