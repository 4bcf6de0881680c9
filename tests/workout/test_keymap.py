"""What can be remapped, and what is said about a mistake."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.state import State
from supertimer.workout.keymap import (
    BOUND,
    DEFAULTS,
    KEY_NAMES,
    PRESETS,
    Action,
    KeysError,
    bind,
    keymap,
    reset_binding,
    shown,
    unbound_by,
)


def test_every_state_has_a_list_of_actions() -> None:
    assert set(BOUND) == set(State)


def test_every_action_has_a_key() -> None:
    keys = keymap({})
    assert all(keys.key(action) for action in Action)


def test_a_key_can_be_given_another_action() -> None:
    keys = keymap({"f5": "main", ".": "pause"})
    assert keys.action("f5", State.WORKING) is Action.MAIN
    assert keys.action("full_stop", State.WORKING) is Action.PAUSE


def test_a_key_is_bound_only_in_states_that_accept_its_action() -> None:
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
def test_an_unknown_name_is_refused_with_the_known_ones(wrong: dict[str, str]) -> None:
    with pytest.raises(
        KeysError, match=r'unknown (preset "piano"|action "fatgue"); use one of: \w'
    ):
        keymap(wrong)


def test_every_character_has_the_key_name_that_textual_gives_it() -> None:
    from textual.keys import _character_to_key

    assert {char: _character_to_key(char) for char in string.punctuation + " "} == KEY_NAMES


PRESSED = st.sampled_from([*DEFAULTS, "f5", "x", "asterisk", "é"])
CHANGES = st.lists(st.tuples(PRESSED, st.sampled_from(Action)), max_size=8)


@given(st.sampled_from([None, *PRESETS]), CHANGES)
def test_a_binding_changes_only_its_own_key(
    preset: str | None, changes: list[tuple[str, Action]]
) -> None:
    remapped = {} if preset is None else {"preset": preset}
    for key, action in changes:
        before = dict(keymap(remapped).actions)
        remapped = bind(remapped, key, action)
        assert keymap(remapped).actions == before | {key: action}
    usual = keymap({} if preset is None else {"preset": preset}).actions
    for action in Action:
        now = keymap(reset_binding(remapped, action)).actions
        keys = {key for key, does in now.items() if does is action}
        assert keys == {key for key, does in usual.items() if does is action}
    for action in Action:
        remapped = reset_binding(remapped, action)
    assert keymap(remapped).actions == usual


def test_both_spellings_of_a_key_are_the_same_key() -> None:
    mine = {"full_stop": "pause", "+": "skip"}
    assert bind(mine, "full_stop", Action.UNDO) == {"+": "skip", ".": "undo"}
    assert bind(mine, "plus", Action.LONGER) == {"full_stop": "pause"}, "as it is usual"
    assert reset_binding(mine, Action.LONGER) == {"full_stop": "pause"}


def test_an_action_without_a_key_is_noticed() -> None:
    assert unbound_by({}, bind({}, "s", Action.PAUSE)) is Action.SKIP
    assert unbound_by({}, bind({}, "enter", Action.PAUSE)) is None


def test_keys_are_shown_as_printed_on_the_keyboard() -> None:
    said = [shown(key) for key in ("f5", "f", "full_stop", "asterisk", "tab", "pagedown", "é")]
    assert said == ["F5", "f", ".", "*", "Tab", "PgDn", "é"]
