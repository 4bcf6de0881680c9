"""What a key sends, and what it would do."""

from textual.widgets import Static

from supertimer.ui.screens.keys import KeyProbe


async def test_keys_are_named_with_what_they_do() -> None:
    app = KeyProbe({"preset": "clicker"})
    async with app.run_test() as pilot:
        await pilot.press("pagedown", "pageup", "x", "ctrl+k")
        seen = str(app.query_one("#seen", Static).content).split("\n")
    assert [line.split() for line in seen] == [
        ["pagedown", "in", "a", "set:", "fatigue", "at", "rest:", "main"],
        ["pageup", "in", "a", "set:", "undo", "at", "rest:", "undo"],
        ["x", "in", "a", "set:", "fatigue", "at", "rest:", "nothing"],
        ["ctrl+k", "does", "nothing:", "a", "modifier", "or", "a", "chord"],
    ]
