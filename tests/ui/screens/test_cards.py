"""Cards over a screen: the last row has their own keys, and none of the screen below."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

import supertimer.ui.screens
import supertimer.ui.widgets
from supertimer.engine.order import Left
from supertimer.engine.result import EndedBy, SetResult
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.device import DeviceScreen
from supertimer.ui.screens.first import FirstScreen
from supertimer.ui.screens.help import HelpScreen
from supertimer.ui.screens.keys import KeyQuestion
from supertimer.ui.screens.order import OrderScreen
from supertimer.ui.screens.resume import ResumeScreen
from supertimer.ui.screens.set_editor import Edited, SetEditor
from supertimer.ui.screens.share import ShareScreen
from supertimer.ui.screens.who import WhoScreen
from supertimer.ui.widgets.busy import BusyScreen
from supertimer.ui.widgets.choice import Choice
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.prompt import Prompt
from supertimer.units import Grid, Unit
from supertimer.workout.keymap import Action
from supertimer.workout.trainer import Trainer
from tests.ui.conftest import Home, lines
from tests.ui.screens.test_share import Shared
from tests.ui.seeded import write_routine
from tests.ui.workouts import gym, pounds

RESULT = SetResult(0, 0, 93_000, 93_000, 465, EndedBy.FATIGUE, pounds(120))


def trainer_of(app: SupertimerApp) -> Trainer:
    assert app.trainer is not None
    return app.trainer


CARDS: dict[type[ModalScreen[Any]], Callable[[SupertimerApp], ModalScreen[Any]]] = {
    BusyScreen: lambda app: BusyScreen(),
    Choice: lambda app: Choice("Which file?", ["a.csv", "b.csv"]),
    DeviceScreen: lambda app: DeviceScreen(""),
    FirstScreen: lambda app: FirstScreen(lambda opened: None),
    HelpScreen: lambda app: HelpScreen([("p", "pause, resume")]),
    KeyQuestion: lambda app: KeyQuestion(Action.PAUSE, {}),
    OrderScreen: lambda app: OrderScreen([Left(1, ("Leg press",), 2)]),
    Prompt: lambda app: Prompt("Body weight in kg:", "80", str),
    ResumeScreen: lambda app: ResumeScreen("Resume Big Five: set 3, Leg press"),
    SetEditor: lambda app: SetEditor(Edited("Leg press", 0, RESULT, Grid(), Unit.LB)),
    ShareScreen: lambda app: ShareScreen(Shared()),
    WhoScreen: lambda app: WhoScreen(trainer_of(app).store, "Anna"),
}

OVER_A_WORKOUT = (HelpScreen, OrderScreen, Prompt, SetEditor, ShareScreen)
"""The cards that a workout opens."""

SIZES = [(80, 24), (40, 12), (120, 40)]


def modal_screens() -> Iterator[type[Any]]:
    """Every modal screen of the program."""
    for package in (supertimer.ui.screens, supertimer.ui.widgets):
        for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(each.name)
    yield from (each for each in ModalScreen.__subclasses__() if "supertimer" in each.__module__)


def test_every_card_of_the_program_is_tested() -> None:
    assert set(modal_screens()) == set(CARDS)


def own_keys(app: SupertimerApp) -> list[str]:
    """The keys of the screen on top, as its last row shows them."""
    return [
        f"{app.get_key_display(active.binding)} {active.binding.description}"
        for active in app.screen.active_bindings.values()
        if active.binding.show
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.__name__)
async def test_a_card_over_home_shows_its_keys_only(
    card: type[ModalScreen[Any]], size: tuple[int, int], home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home(size=size) as (app, pilot):
        below = own_keys(app)
        assert any(key in lines(app)[-1] for key in below)
        app.push_screen(CARDS[card](app))
        await pilot.pause()
        if isinstance(app.screen, BusyScreen):
            app.screen.note("Reading the log", 10)
            app.screen.look()
            await pilot.pause()
        assert not any(key in lines(app)[-1] for key in below if key not in own_keys(app))
        if app.screen.query(KeyRow):
            row = lines(app)[-1].strip()
            assert row and all(key in own_keys(app) for key in row.split("  "))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("card", OVER_A_WORKOUT, ids=lambda card: card.__name__)
async def test_a_card_over_a_workout_covers_the_keys_of_the_workout(
    card: type[ModalScreen[Any]], size: tuple[int, int]
) -> None:
    async with gym(size=size) as g:
        hints = lines(g.app)[-1].split("  ")
        assert "Space go" in hints
        g.app.push_screen(CARDS[card](g.app))
        await g.wait(100)
        shown = lines(g.app)[-1]
        assert not any(hint in shown for hint in hints if hint.strip())
