"""Each way in which a key press does not mean fatigue."""

import pytest

from supertimer.workout.guard import BURST_MS, FOCUS_MS, MOUSE, REPEAT_MS, Guard, is_modifier


class Keyboard:
    """A guard, and what came through it."""

    def __init__(self) -> None:
        self.guard = Guard()
        self.through: list[tuple[str, int]] = []

    def press(self, key: str, at: int) -> None:
        self.guard.press(key, at, lambda when: self.through.append((key, when)))

    def later(self, now: int) -> list[tuple[str, int]]:
        self.guard.release(now)
        return self.through


def test_a_press_counts_with_its_own_time() -> None:
    keys = Keyboard()
    keys.press("x", 5000)
    assert keys.later(5000 + BURST_MS - 1) == []
    assert keys.later(5000 + BURST_MS) == [("x", 5000)]
    assert keys.later(9999) == [("x", 5000)], "once"


def test_a_held_key_counts_once_until_it_was_silent() -> None:
    keys = Keyboard()
    for at in (0, 500, 530, 560, 560 + REPEAT_MS - 1):
        keys.press("space", at)
        keys.later(at + 20)
    assert keys.through == [("space", 0)]
    keys.press("space", 560 + 2 * REPEAT_MS)
    assert len(keys.later(9999)) == 2


def test_a_held_key_does_not_block_another_key() -> None:
    keys = Keyboard()
    keys.press("space", 0)
    keys.later(20)
    keys.press("x", 40)
    assert keys.later(99) == [("space", 0), ("x", 40)]


def test_no_key_of_a_burst_counts_not_even_the_first() -> None:
    keys = Keyboard()
    for offset, key in enumerate("]11;rgb"):
        keys.press(key, 1000 + offset)
    assert keys.later(2000) == []


def test_two_keys_just_far_enough_apart_both_count() -> None:
    keys = Keyboard()
    keys.press("a", 0)
    keys.later(BURST_MS)
    keys.press("b", BURST_MS)
    assert keys.later(50) == [("a", 0), ("b", BURST_MS)]


@pytest.mark.parametrize(
    "key",
    ["ctrl+x", "alt+f", "shift+tab", "left_shift", "right_control", "caps_lock", "super+l", "alt"],
)
def test_modifiers_and_chords_mean_nothing(key: str) -> None:
    keys = Keyboard()
    keys.press(key, 0)
    assert is_modifier(key)
    assert keys.later(50) == []


@pytest.mark.parametrize("key", ["A", "f5", "space", "left", "right", "a", "shiftless"])
def test_plain_keys_are_not_modifiers(key: str) -> None:
    assert not is_modifier(key)


def test_a_paste_drops_the_held_press() -> None:
    keys = Keyboard()
    keys.press("x", 0)
    keys.guard.drop()
    assert keys.later(50) == []


def test_the_click_that_focuses_the_window_does_not_count() -> None:
    keys = Keyboard()
    keys.guard.focus(1000)
    keys.press(MOUSE, 1000 + FOCUS_MS - 1)
    assert keys.later(2000) == []
    keys.press(MOUSE, 2500)
    assert keys.later(3000) == [(MOUSE, 2500)]


def test_a_click_just_before_the_focus_event_does_not_count() -> None:
    keys = Keyboard()
    keys.press(MOUSE, 1000)
    keys.guard.focus(1001)
    assert keys.later(2000) == []


def test_a_key_after_the_window_gets_the_focus_counts() -> None:
    keys = Keyboard()
    keys.guard.focus(1000)
    keys.press("space", 1001)
    assert keys.later(2000) == [("space", 1001)]
