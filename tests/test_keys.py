"""What can be remapped, and what is said about a mistake."""

import pytest

from supertimer.engine.state import State
from supertimer.keys import BOUND, DEFAULTS, PRESETS, Action, KeysError, keymap


def test_every_state_says_what_is_bound() -> None:
    assert set(BOUND) == set(State)


def test_every_action_has_a_key() -> None:
    keys = keymap({})
    assert all(keys.key(action) for action in Action)


def test_a_key_can_be_given_another_action() -> None:
    keys = keymap({"f5": "main", ".": "pause"})
    assert keys.action("f5", State.WORKING) is Action.MAIN
    assert keys.action("full_stop", State.WORKING) is Action.PAUSE


def test_a_key_is_bound_only_where_its_action_means_something() -> None:
    keys = keymap({})
    assert keys.action("e", State.RESTING) is Action.EDIT
    assert keys.action("e", State.WORKING) is None
    assert keys.action("space", State.READY) is None
    assert keys.action("space", State.PUSHING) is None


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_keep_the_other_keys(preset: str) -> None:
    keys = keymap({"preset": preset})
    assert keys.actions["space"] is Action.MAIN
    assert set(DEFAULTS) <= set(keys.actions)


def test_own_keys_win_over_the_preset() -> None:
    assert keymap({"preset": "pedal", "a": "skip"}).actions["a"] is Action.SKIP


@pytest.mark.parametrize("wrong", [{"preset": "piano"}, {"x": "fatgue"}])
def test_a_mistake_names_what_there_is(wrong: dict[str, str]) -> None:
    with pytest.raises(KeysError, match=r"there is no (piano|action fatgue); there are"):
        keymap(wrong)
