"""How much each muscle is worked, by a routine or by the last days, and which are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supertimer.body.worked import Planned, Worked
from supertimer.muscles import MAJOR, Muscle
from supertimer.units import minutes


@dataclass(frozen=True, slots=True)
class Share:
    """What one muscle got: as a prime mover, and apart from that as a helper."""

    sets: int = 0
    tul_ms: int = 0
    helped_sets: int = 0
    helped_tul_ms: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Both together."""
        return Share(
            self.sets + other.sets,
            self.tul_ms + other.tul_ms,
            self.helped_sets + other.helped_sets,
            self.helped_tul_ms + other.helped_tul_ms,
        )


def coverage(sets: Iterable[Planned | Worked]) -> dict[Muscle, Share]:
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
    return {muscle: Share(*count) for muscle, count in counts.items()}


def lately(worked: Iterable[Worked], now: datetime, days: int) -> list[Worked]:
    """The sets of the last `days` times 24 hours up to `now`."""
    since = now - timedelta(days=days)
    return [done for done in worked if since < done.when <= now]


def not_worked(
    shares: Mapping[Muscle, Share], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """The muscles of `among` that nothing works, not even as helpers."""
    return tuple(muscle for muscle in among if muscle not in shares)


def only_helping(
    shares: Mapping[Muscle, Share], among: Sequence[Muscle] = MAJOR
) -> tuple[Muscle, ...]:
    """The muscles of `among` that help in a set or more, but never are what it is for."""
    return tuple(muscle for muscle in among if muscle in shares and not shares[muscle].sets)


def gap(planned: Iterable[Planned], covers: Sequence[Muscle] = MAJOR) -> str | None:
    """What a routine leaves out of the muscles that it means to cover, as a sentence.

    None if it leaves out nothing. `worked.covered` turns the key `covers` into muscles.
    """
    missing = not_worked(coverage(planned), covers)
    return f"nothing here works the {listed(missing)}" if missing else None


def other_half(covers: Sequence[Muscle], worked: Iterable[Worked], now: datetime) -> str | None:
    """What a split routine leaves to others and nothing has worked in the last 14 days.

    None if every major group outside of `covers` was worked, or if there is none outside.
    """
    rest = [muscle for muscle in MAJOR if muscle not in covers]
    missing = not_worked(coverage(lately(worked, now, 14)), rest)
    if not missing:
        return None
    return f"in the last 14 days nothing has worked the {listed(missing)}"


def numbers(worked: Sequence[Worked], now: datetime) -> list[str]:
    """Sets and time under load of each major group in the last 7 and 14 days, a line a group.

    Sets in which it only helped are told apart.
    """
    spans = [coverage(lately(worked, now, days)) for days in (7, 14)]
    lines = [f"{'':12} {'7 days':11} 14 days"]
    for muscle in MAJOR:
        week, fortnight = (_amount(shares.get(muscle, Share())) for shares in spans)
        lines.append(f"{muscle:12} {week:11} {fortnight}")
    return [*lines, "", "+n: sets in which it helped"]


def _amount(share: Share) -> str:
    """`2 x 3:10 +1`: sets, time under load in them, and sets as a helper."""
    did = f"{share.sets} x {minutes(share.tul_ms)}" if share.sets else "-"
    return f"{did} +{share.helped_sets}" if share.helped_sets else did


def listed(muscles: Sequence[Muscle]) -> str:
    """Names joined the way a sentence has them: `chest, lats and calves`."""
    *first, last = (str(muscle) for muscle in muscles)
    return f"{', '.join(first)} and {last}" if first else last
