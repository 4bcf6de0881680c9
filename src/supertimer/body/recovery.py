"""How far each muscle has recovered: advice, never a block.

After three sets to failure young lifters did as many reps as before at 48 hours and more at 72,
with large differences between people; after seven sets two of ten people had not recovered at 96
hours (docs/evidence.md, sources 15 and 16). So the default is 72 hours, and a routine can
set another time. That a set without fatigue, or work as a helper, needs half the time is this
program's own rule of thumb.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle

DEFAULT = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery of one muscle from the set after which it is ready last."""

    muscle: Muscle
    since: timedelta
    """Time since the end of that set."""
    needed: timedelta
    """Time that it needs."""
    ready: datetime
    """When that time is over, in the time zone of `now`."""

    @property
    def left(self) -> timedelta:
        """Time left; 0 when recovered."""
        return max(timedelta(0), self.needed - self.since)


def recoveries(
    worked: Iterable[Worked], now: datetime, recovery: timedelta = DEFAULT
) -> dict[Muscle, Recovery]:
    """Return the recovery of every muscle worked up to `now`."""
    found: dict[Muscle, tuple[datetime, datetime]] = {}
    half = recovery / 2
    for done in worked:
        if done.when > now:
            continue
        when = done.when.astimezone(UTC)  # in local time, an hour may be missing or come twice
        whole = when + (recovery if done.to_fatigue else half)
        part = when + (half if done.to_fatigue else half / 2)
        for muscles, ready in ((done.secondary, part), (done.primary, whole)):
            for muscle in muscles:
                if muscle not in found or found[muscle][0] < ready:
                    found[muscle] = (ready, when)
    return {
        muscle: Recovery(
            muscle, now.astimezone(UTC) - when, ready - when, ready.astimezone(now.tzinfo)
        )
        for muscle, (ready, when) in found.items()
    }


def tired(
    worked: Iterable[Worked],
    muscles: Sequence[Muscle],
    now: datetime,
    recovery: timedelta = DEFAULT,
) -> list[Recovery]:
    """Return those of `muscles` that have not recovered yet, the longest wait first."""
    since = now.astimezone(UTC) - recovery  # older sets no longer matter
    found = recoveries((done for done in worked if done.when > since), now, recovery)
    waiting = [found[muscle] for muscle in muscles if muscle in found and found[muscle].left]
    return sorted(waiting, key=lambda one: one.ready, reverse=True)


def ready_days(waiting: Iterable[Recovery], now: datetime) -> dict[str, list[Muscle]]:
    """Return the muscles by the day on which they are ready: `{"tomorrow": [lats]}`."""
    days: dict[str, list[Muscle]] = {}
    for each in sorted(waiting, key=lambda one: one.ready):
        in_days = (each.ready.date() - now.date()).days
        day = coming_day(each.ready, in_days) if in_days else "later today"
        days.setdefault(day, []).append(each.muscle)
    return days


def recovered(recovery: Recovery) -> str:
    """Return how far a muscle has recovered: `41 of 72 h recovered`."""
    since, needed = (time // timedelta(hours=1) for time in (recovery.since, recovery.needed))
    return f"{since} of {needed} h recovered"


def coming_day(day: date, in_days: int) -> str:
    """Return the name of a day `in_days` ahead: `today`, `tomorrow`, `Thursday`, `in 9 days`."""
    if in_days < 2:
        return ("today", "tomorrow")[in_days]
    return WEEKDAYS[day.weekday()] if in_days < 7 else f"in {in_days} days"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Their English names, whatever the locale."""

DAYS = tuple(day[:3].lower() for day in WEEKDAYS)
"""The weekdays as a routine file writes them."""
