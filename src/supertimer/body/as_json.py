"""The work and recovery of muscles as plain values for JSON: times in seconds and hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from supertimer.body.coverage import MuscleShare, Worked, coverage, lately
from supertimer.body.muscles import Muscle
from supertimer.body.recovery import Recovery

Object = dict[str, object]


def shares(
    found: Mapping[Muscle, MuscleShare], most: Mapping[Muscle, MuscleShare] | None = None
) -> Object:
    """Return sets and seconds under load by muscle, as a prime mover and as a helper.

    With `most`, each number of seconds is a list of the minimum and the maximum.
    """

    def seconds(muscle: Muscle, *, helped: bool) -> object:
        values = [
            (share.helped_tul_ms if helped else share.tul_ms) // 1000
            for share in (found[muscle], (most or found)[muscle])
        ]
        return values if most else values[0]

    return {
        str(muscle): {
            "sets": share.sets,
            "seconds": seconds(muscle, helped=False),
            "helped_sets": share.helped_sets,
            "helped_seconds": seconds(muscle, helped=True),
        }
        for muscle, share in found.items()
    }


def last_days(worked: Sequence[Worked], now: datetime) -> Object:
    """Return the shares of the last 7 and 14 days."""
    return {f"last_{days}_days": shares(coverage(lately(worked, now, days))) for days in (7, 14)}


def waiting(one: Recovery) -> Object:
    """Return a muscle that has not recovered yet."""
    return {
        "muscle": str(one.muscle),
        "hours": one.since // timedelta(hours=1),
        "of_hours": one.needed // timedelta(hours=1),
        "ready": one.ready.isoformat(timespec="minutes"),
    }
