"""How much a routine, or the last days, work each muscle, and which muscles are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
    """The planned time under load, in milliseconds; 0 if it is unknown."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One completed set. `when` is its end in the time zone where it was done (aware).

    Each side of a one-sided exercise and each drop is a set. Warm-ups, skipped sets, and discarded
    sets are left out.
    """

    when: datetime
    exercise: str
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...]
    tul_ms: int
    to_fatigue: bool
    """Whether the set ended by fatigue and was not amended to another end."""


@dataclass(frozen=True, slots=True)
class MuscleShare:
    """The work of one muscle: as a prime mover, and separately as a helper."""

    sets: int = 0
    tul_ms: int = 0
    helped_sets: int = 0
    helped_tul_ms: int = 0


def coverage(sets: Iterable[Planned | Worked]) -> dict[Muscle, MuscleShare]:
    """Return sets and time under load of every muscle that worked or helped.

    A set that names a muscle both ways counts for it as a prime mover.
    """
    # plain lists, because ten years of history are counted while a screen opens
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
    """Return the sets of the last `days` times 24 hours up to `now`."""
    since = now - timedelta(days=days)
    return [done for done in worked if since < done.when <= now]


def by_week(
    worked: Iterable[Worked], today: date, weeks: int
) -> dict[date, dict[Muscle, MuscleShare]]:
    """Return the coverage of the last `weeks` calendar weeks, by their Mondays, the earliest first.

    The last one is the week of `today`; a set belongs to the day on which it ended.
    """
    monday = today - timedelta(days=today.weekday())
    sets: dict[date, list[Worked]] = {
        monday - timedelta(weeks=ago): [] for ago in range(weeks - 1, -1, -1)
    }
    for done in worked:
        day = done.when.date()
        if (first := day - timedelta(days=day.weekday())) in sets:
            sets[first].append(done)
    return {first: coverage(done) for first, done in sets.items()}


def not_worked(
    shares: Mapping[Muscle, MuscleShare], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """Return the muscles of `among` that no set works, not even as helpers."""
    return tuple(muscle for muscle in among if muscle not in shares)


def only_helping(
    shares: Mapping[Muscle, MuscleShare], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """Return the muscles of `among` that only help in sets."""
    return tuple(muscle for muscle in among if muscle in shares and not shares[muscle].sets)


def gap(planned: Iterable[Planned], covers: Sequence[Muscle] = MAJOR) -> str | None:
    """Return a sentence about the muscles in `covers` that a routine does not work, or None."""
    missing = not_worked(coverage(planned), covers)
    return f"no exercise works the {listed(missing)}" if missing else None


def other_half(covers: Sequence[Muscle], worked: Iterable[Worked], now: datetime) -> str | None:
    """Return a sentence about the muscles that a split routine leaves out and no set has worked.

    None if the last 14 days worked every major group outside of `covers`, or had no sets.
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
"""The work of each muscle, in words."""

KEY = "sets, time under load, +n as a helper"
"""The meaning of the numbers in a column."""


def column(
    shares: Mapping[Muscle, MuscleShare], most: Mapping[Muscle, MuscleShare] | None = None
) -> Column:
    """Return the work of each muscle: `2 4:10 +1` is two sets of 4:10 in total and one as a helper.

    With `most`, the times are ranges: `2 3:00-5:00`.
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
    """Return the last 7 and 14 days as columns for `table`."""
    return {f"{days} days": column(coverage(lately(worked, now, days))) for days in (7, 14)}


def table(columns: Mapping[str, Column], muscles: Iterable[Muscle] = ()) -> list[str]:
    """Return the columns side by side under their names, one line per muscle.

    Without `muscles`, every major group that is in one of the columns has a line.
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
