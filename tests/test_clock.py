"""The system clock always runs; the manual clock moves only when a test moves it."""

import pytest

from supertimer.clock import ManualClock, SystemClock


def test_the_machine_s_clock() -> None:
    clock = SystemClock()
    first = clock.now()
    assert clock.now() >= first
    assert clock.slept() >= 0
    assert clock.wall().tzinfo is not None


def test_a_clock_by_hand() -> None:
    clock = ManualClock(100)
    began = clock.wall()
    clock.advance(1500)
    clock.sleep(60_000)
    assert (clock.now(), clock.slept()) == (1600, 60_000)
    assert (clock.wall() - began).total_seconds() == 61.5
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)
