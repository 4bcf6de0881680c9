"""What goes wrong is told, or ends the screens; what is passed on is the error itself."""

import pytest
from textual import work

from supertimer.errors import SupertimerError
from supertimer.ui.trouble import EndingApp, told


def refuse(why: str) -> None:
    raise SupertimerError(why)


class Faulty(EndingApp):
    """Does what fails."""

    @work
    async def divide(self) -> None:
        _ = 1 / 0

    @work
    async def leave(self) -> None:
        with self.failing():
            refuse("the file is not there")


async def test_an_error_in_a_worker_is_passed_on_unchanged() -> None:
    app = Faulty()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            app.divide()
            await pilot.pause()
    assert isinstance(app.failure, ZeroDivisionError)


async def test_a_user_error_ends_the_screens() -> None:
    app = Faulty()
    async with app.run_test() as pilot:
        app.leave()
        await pilot.pause()
    assert str(app.failure) == "the file is not there"
    assert app.return_value == 1


async def test_a_user_error_can_be_shown_on_the_screen() -> None:
    app = Faulty()
    async with app.run_test() as pilot:
        with told(app):
            refuse("[b]no[/b]")
        await pilot.pause()
        notes = [(note.message, note.severity) for note in app._notifications]
        assert notes == [("[b]no[/b]", "error")]
