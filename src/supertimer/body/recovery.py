"""How far each muscle has recovered, as advice and never as a block.

After three sets to failure young lifters did as many reps as before at 48 hours and more at 72,
with large differences between people; after seven sets two of ten people had not recovered at 96
hours (docs/evidence.md, sources 15 and 16). So the default is 72 hours, and a routine may say
otherwise. That a set short of fatigue, or a helper's part in one, asks for half the time is this
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
    """One muscle's way back from the set that holds it up longest."""

    muscle: Muscle
    since: timedelta
    """Time since the end of that set."""
    needed: timedelta
    """Time that it asks for."""
    ready: datetime
    """When that time is over, in the time zone of the `now` that was asked about."""

    @property
    def left(self) -> timedelta:
        """Time still to go; 0 when recovered."""
        return max(timedelta(0), self.needed - self.since)


def recoveries(
    worked: Iterable[Worked], now: datetime, recovery: timedelta = DEFAULT
) -> dict[Muscle, Recovery]:
    """Every muscle worked up to `now`, with the set after which it is ready last."""
    found: dict[Muscle, tuple[datetime, datetime]] = {}
    half = recovery / 2
    for done in worked:
        if done.when > now:
            continue
        when = done.when.astimezone(UTC)  # elsewhere an hour may be missing, or come twice
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
    """Those of `muscles` that have not recovered yet, the longest wait first."""
    since = now.astimezone(UTC) - recovery  # nothing older can hold anybody up
    found = recoveries((done for done in worked if done.when > since), now, recovery)
    waiting = [found[muscle] for muscle in muscles if muscle in found and found[muscle].left]
    return sorted(waiting, key=lambda one: one.ready, reverse=True)


def ready_days(waiting: Iterable[Recovery], now: datetime) -> dict[str, list[Muscle]]:
    """When who is ready, soonest first: `{"tomorrow": [lats], "Thursday": [chest, triceps]}`."""
    days: dict[str, list[Muscle]] = {}
    for each in sorted(waiting, key=lambda one: one.ready):
        in_days = (each.ready.date() - now.date()).days
        day = coming_day(each.ready, in_days) if in_days else "later today"
        days.setdefault(day, []).append(each.muscle)
    return days


def in_words(recovery: Recovery, now: datetime) -> str:
    """One muscle as a line of advice: `chest: 41 h of 72 h; better Thursday`."""
    if not recovery.left:
        return f"{recovery.muscle}: recovered"
    in_days = (recovery.ready.date() - now.date()).days
    day = coming_day(recovery.ready, in_days) if in_days else f"after {recovery.ready:%H:%M}"
    return f"{recovery.muscle}: {hours(recovery.since)} of {hours(recovery.needed)}; better {day}"


def hours(time: timedelta) -> str:
    """Whole hours, rounded down: `41 h`."""
    return f"{time // timedelta(hours=1)} h"


def coming_day(day: date, in_days: int) -> str:
    """A day so many days ahead: `today`, `tomorrow`, `Thursday`, `in 9 days`."""
    if in_days < 2:
        return ("today", "tomorrow")[in_days]
    return WEEKDAYS[day.weekday()] if in_days < 7 else f"in {in_days} days"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Their English names, whatever the locale."""

DAYS = tuple(day[:3].lower() for day in WEEKDAYS)
"""The same as a routine file writes them."""
