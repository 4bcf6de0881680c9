"""From the list of routines to everything else, and back."""

import math
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from supertimer.body.safety import SAFETY_NOTE
from supertimer.clock import ManualClock
from supertimer.config import SoundSettings, config_file, read_config, write_settings
from supertimer.engine.commands import Go, Skip
from supertimer.engine.state import State
from supertimer.history.edits import move_to_moment
from supertimer.history.queries import Past
from supertimer.history.store import FILE, Store
from supertimer.paths import bundled_routines, data_dir
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.first import FirstScreen
from supertimer.ui.screens.help import HelpScreen
from supertimer.ui.screens.history import HistoryScreen
from supertimer.ui.screens.home import WELCOME, HomeScreen
from supertimer.ui.screens.resume import ResumeScreen
from supertimer.ui.screens.review import ReviewView
from supertimer.ui.screens.settings import SettingsScreen
from supertimer.ui.screens.who import WhoScreen
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.workout.runner import NoSound
from tests.ui.conftest import Home, begun, lines, reviewed
from tests.ui.seeded import ROUTINE, lift_all, train, write_routine


def said(app: SupertimerApp, name: str) -> str:
    """What a widget shows, as if it had room for the longest line."""
    console = Console(width=200, force_terminal=False)
    with console.capture() as words:
        console.print(app.screen.query_one(name, Static).content, markup=False)
    return "\n".join(line.rstrip() for line in words.get().splitlines())


async def described(app: SupertimerApp, pilot: Pilot[int], name: str) -> str:
    """What home shows about the chosen routine, which is read once the list is painted."""
    await pilot.pause()
    await app.screen.wait_for_refresh()
    await pilot.pause()
    return said(app, name)


def names(app: SupertimerApp) -> list[str]:
    """The routines in the list, without the headings of their groups."""
    options = app.screen.query_one("#routines", OptionList).options
    return [str(option.prompt) for option in options if not option.disabled]


def headings(app: SupertimerApp) -> list[str]:
    options = app.screen.query_one("#routines", OptionList).options
    return [str(option.prompt).strip() for option in options if option.disabled]


@pytest.mark.parametrize(
    ("size", "head", "row"),
    [
        ((80, 24), "here, about", "shoulders    1 2:00 +1"),
        ((120, 40), "this routine", "shoulders    1 1:30-2:30 +1"),
    ],
)
async def test_a_newcomer_sees_what_to_press_and_a_preview(
    size: tuple[int, int], head: str, row: str, home: Home
) -> None:
    async with home(size=size) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        assert said(app, "#banner") == WELCOME
        assert (await described(app, pilot, "#preview")).startswith("Big Five")
        room = app.screen.query_one("#preview").content_size.width
        table = (await described(app, pilot, "#preview")).partition(head)[2].splitlines()[1:-1]
        assert row in table
        assert max(map(len, table)) <= room


async def test_own_routines_come_first_with_their_facts(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now) as (app, pilot):
        first = names(app)[0]
        assert first == "Push and Pull   due in 4 days\ntoday · 5 to 7 min"
        assert "chest        ░░░░░ 0 of 72 h, Sun" in await described(app, pilot, "#recovery")
        assert said(app, "#banner") == ""


@pytest.mark.parametrize("weeks", [0, 2])
async def test_three_routines_fit_in_the_smallest_window(
    weeks: int, home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks)
    async with home(now, size=(40, 12)) as (app, _):
        shown = " ".join(lines(app))
        for prompt in names(app)[:3]:
            name, facts = prompt.splitlines()
            assert name in shown
            assert facts[:20] in shown
        assert "Recovering" not in shown


async def test_the_next_workout_is_a_card_above_the_list(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now + timedelta(days=2), size=(80, 24)) as (app, pilot):
        assert said(app, "#card").splitlines() == [
            "Next: Push and Pull on Monday",
            "last done 2 days ago, twice a week",
            "Last time: 2 sets, 4:19 under load",
        ]
        assert "chest        ███▍░ 48 of 72 h, Sun" in await described(app, pilot, "#recovery")
    async with home(now, size=(40, 12)) as (app, _):
        assert not app.screen.query_one("#card").display


async def test_a_workout_of_a_day_to_come_is_not_last_time(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    with Store.open(data_dir() / FILE) as store:
        first = Past(store, "Anna").sessions()[0]
        move_to_moment(store, first.workout, now + timedelta(days=90))
    async with home(now + timedelta(days=2)) as (app, _):
        assert said(app, "#card").splitlines()[-1] == "Last time: 2 sets, 4:19 under load"


async def test_without_a_schedule_the_list_is_at_the_top(home: Home) -> None:
    async with home() as (app, _):
        assert not app.screen.query_one("#card").display


async def test_recovering_muscles_are_listed_if_they_fit(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(48, 16)) as (app, _):
        shown = " ".join(" ".join(lines(app)).split())
        assert "middle back ░░░░░ 0 of 72 h, Sun" in shown
        firsts = (" ".join(prompt.splitlines()[0].split()) for prompt in names(app)[:2])
        assert all(first in shown for first in firsts)


async def test_the_routines_are_in_groups_whose_headings_are_not_chosen(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        assert headings(app) == ["Yours", "Bundled"]
        first, second = (
            next(y for y, line in enumerate(lines(app)) if line.strip().startswith(heading))
            for heading in headings(app)
        )
        assert lines(app)[first + 1].strip().startswith("Push and Pull")
        assert lines(app)[second + 1].strip().startswith("30-10-30")
        await pilot.press("up")
        assert (await described(app, pilot, "#preview")).startswith("SuperSlow Classic"), (
            "the list goes round"
        )
        await pilot.press("home")
        assert (await described(app, pilot, "#preview")).startswith("Push and Pull")
        await pilot.press("down")
        assert (await described(app, pilot, "#preview")).startswith("30-10-30"), "past the heading"


async def test_without_own_routines_one_heading_is_left(home: Home) -> None:
    async with home() as (app, _):
        assert headings(app) == ["Bundled"]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_a_filter_narrows_the_list_and_enter_takes_the_top_one(
    size: tuple[int, int], home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home(size=size) as (app, pilot):
        everything = names(app)
        assert "/ filter" in lines(app)[-1]
        await pilot.press("slash", *"SLOW")
        await pilot.pause()
        assert [name.splitlines()[0] for name in names(app)] == ["Slow Burn", "SuperSlow Classic"]
        assert headings(app) == ["Bundled"]
        assert lines(app)[-1].split() == ["⏎", "choose", "esc", "show", "all"]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert (await described(app, pilot, "#preview")).startswith("Slow Burn")
        await pilot.press("down", "escape")
        await pilot.pause()
        assert names(app) == everything
        assert (await described(app, pilot, "#preview")).startswith("SuperSlow Classic"), (
            "it stays chosen"
        )
        assert "show all" not in lines(app)[-1]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        assert app.screen.controls.runner.plan.name == "SuperSlow Classic"


async def test_a_filter_also_finds_exercises_and_muscles_and_says_if_nothing_matches(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await pilot.press("slash", *"seated row chest")
        await pilot.pause()
        assert names(app)[0].startswith("Push and Pull")
        await pilot.press(*"zz", "enter")
        await pilot.pause()
        assert names(app) == []
        assert "No routine has “seated row chestzz”." in " ".join(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert names(app)[0].startswith("Push and Pull")
        await pilot.press("d")
        assert isinstance(app.screen, HomeScreen | WorkoutScreen), "letters are keys again"


async def test_a_change_of_the_files_keeps_the_filter_and_the_chosen_routine(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        await pilot.press("slash", *"slow", "enter", "down")
        write_routine(folders, ROUTINE.replace("Push and Pull", "Slow Arms"), "arms")
        screen._look_again()
        await pilot.pause()
        assert [name.splitlines()[0].split("  ")[0] for name in names(app)] == [
            "Slow Arms",
            "Slow Burn",
            "SuperSlow Classic",
        ]
        assert (await described(app, pilot, "#preview")).startswith("SuperSlow Classic")


@pytest.mark.parametrize(("size", "keys"), [((80, 24), "m"), ((120, 40), ""), ((200, 60), "")])
async def test_recovery_is_beside_the_body_map(
    size: tuple[int, int], keys: str, home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=size) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        body, bars = app.screen.query_one("#body"), app.screen.query_one("#recovery")
        assert body.region.y <= bars.region.y < bars.region.bottom <= body.region.bottom
        assert bars.region.right <= body.region.x or body.region.right <= bars.region.x
        assert any("0 of 72 h, Sun" in line for line in lines(app)), "no bar is cut"


@pytest.mark.parametrize(("size", "shown"), [((80, 24), 4), ((120, 40), 17)])
async def test_more_recovering_muscles_than_fit_are_counted(
    size: tuple[int, int], shown: int, home: Home
) -> None:
    now = train(bundled_routines() / "big-five.toml", weeks=1)
    async with home(now, size=size) as (app, pilot):
        rows = (await described(app, pilot, "#recovery")).splitlines()[1:]
        assert len(rows) <= shown
        assert (rows[-1] == "11 more") is (size == (80, 24))


async def test_an_invalid_routine_shows_its_errors_and_does_not_start(
    home: Home, folders: Path
) -> None:
    write_routine(folders, 'name = "Broken"\n[[exercise]]\nname = "Row"\ntempoo = 3\n', "broken")
    async with home() as (app, pilot):
        screen = app.screen
        screen.query_one(OptionList).highlighted = 1
        await pilot.pause()
        assert "tempoo" in await described(app, pilot, "#preview")
        await pilot.press("enter")
        assert app.screen is screen


async def test_a_changed_routine_is_reloaded(home: Home, folders: Path) -> None:
    path = write_routine(folders)
    async with home() as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        path.write_text(path.read_text().replace("Push and Pull", "Pull and Push"))
        app.screen._look_again()
        await pilot.pause()
        assert names(app)[0].startswith("Pull and Push")
        assert (await described(app, pilot, "#preview")).startswith("Pull and Push")


async def test_new_deleted_and_fixed_routines_are_noticed(home: Home, folders: Path) -> None:
    path = write_routine(folders, "name = 3\n")
    async with home() as (app, pilot):
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        assert names(app)[0] == "push-pull\nhas errors"
        there = len(names(app))
        write_routine(folders)
        screen._look_again()
        assert names(app)[0].startswith("Push and Pull")
        other = write_routine(folders, ROUTINE.replace("Push and Pull", "Arms"), "arms")
        screen._look_again()
        await pilot.pause()
        assert (names(app)[0].splitlines()[0], len(names(app))) == ("Arms   due today", there + 1)
        path.unlink()
        other.unlink()
        screen._look_again()
        assert len(names(app)) == there - 1
        write_routine(folders, "name = 3\n")
        screen._look_again()
        await pilot.pause()
        assert names(app)[0].splitlines()[1] == "has errors; uses the last valid version"


async def test_a_double_press_starts_one_workout(home: Home, folders: Path) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        app.screen.action_start()
        app.screen.action_start()
        await pilot.pause()
        workouts = [screen for screen in app.screen_stack if isinstance(screen, WorkoutScreen)]
        assert len(workouts) == 1


async def test_enter_starts_the_chosen_routine_and_leaving_it_offers_to_resume(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        screen = await begun(app, pilot)
        assert screen.controls.person == "Anna"
        screen.controls.give(Go())
        await app.pop_screen()
        await pilot.pause()
        assert "Resume Push and Pull: Seated row, set 1" in said(app, "#banner")
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)


async def test_a_resumed_workout_shows_its_advice(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=3)
    async with home(now) as (app, pilot):
        screen = await begun(app, pilot)
        screen.controls.brief()
        advised = screen.controls.briefs
        assert all(brief.reason for brief in advised.values())
        screen.controls.give(Go())
        await app.pop_screen()
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        app.screen.controls.brief()
        assert app.screen.controls.briefs == advised


async def test_enter_right_after_an_arrow_starts_the_newly_chosen_routine(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        assert app.screen.controls.runner.plan.name != "Push and Pull"


async def test_a_workout_ends_with_its_review_which_leads_home(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=3)
    async with home(now) as (app, pilot):
        await reviewed(app, pilot)
        review = app.screen.query_one(ReviewView)._review
        assert [line.name for line in review.sets] == ["Seated row", "Chest press"]
        assert all(line.against for line in review.sets)
        assert review.advice
        assert review.due.startswith("Next workout: Push and Pull ")
        shown = " ".join(lines(app))
        assert "Enter home" in shown and "h history" in shown and "DONE" not in shown
        await pilot.press("h")
        await pilot.pause()
        assert [type(each) for each in app.screen_stack[1:]] == [
            HomeScreen,
            WorkoutScreen,
            HistoryScreen,
        ]
        await pilot.press("escape", "enter")
        workout_of(app).beat()
        await pilot.pause()
        assert [type(each) for each in app.screen_stack[1:]] == [HomeScreen]


async def test_a_review_from_the_command_line_leads_out(home: Home, folders: Path) -> None:
    async with home(path=write_routine(folders)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, WorkoutScreen)
        clock = screen.controls.clock
        assert isinstance(clock, ManualClock)
        lift_all(screen.controls.runner, clock, 3)
        screen.beat()
        await pilot.pause()
        assert "Enter quit" in " ".join(lines(app))
        await pilot.press("enter")
        clock.advance(100)
        screen.beat()
        await pilot.pause()
        assert app.return_code == 0


async def test_one_more_set_leads_from_the_review_back_into_the_workout(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await reviewed(app, pilot)
        assert app.screen.query(ReviewView)
        screen = workout_of(app, wait_ms=5_000)
        await pilot.press("m")
        workout_of(app).beat()
        await pilot.pause()
        assert not screen.query(ReviewView)
        assert screen.controls.runner.snapshot().state is not State.DONE


def workout_of(app: SupertimerApp, wait_ms: int = 100) -> WorkoutScreen:
    """The workout's screen, after a time in which no key is pressed."""
    screen = app.screen
    assert isinstance(screen, WorkoutScreen)
    assert isinstance(screen.controls.clock, ManualClock)
    screen.controls.clock.advance(wait_ms)
    return screen


@pytest.mark.parametrize("width", [120, 80, 60, 40])
async def test_the_review_is_readable_at_every_width(width: int, home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(width, 40)) as (app, pilot):
        await reviewed(app, pilot)
        await pilot.pause()
        told = " ".join(" ".join(lines(app)).split())
        facts = [
            "2 sets",
            "4:19 under load",
            "Seated row 120 lb",
            "6.4 reps, in rep 7 +0:00 2:08",
            "2:11",
        ]
        for fact in (*facts, "Next time", "so 120 lb again", "target window", "last time"):
            assert fact in told
        assert not any(line.endswith("…") for line in lines(app)[:-1])


async def test_the_person_can_be_changed(home: Home) -> None:
    async with home() as (app, pilot):
        await pilot.press("w")
        assert isinstance(app.screen, WhoScreen)
        await pilot.press("tab", *"Ben", "enter")
        await pilot.pause()
        assert app.trainer is not None
        assert app.trainer.person == "Ben"
        assert said(app, "#person").startswith("Ben ")
    assert read_config().person == "Ben", "Ben trains at the next start as well"


async def test_typing_a_name_goes_to_the_field(home: Home) -> None:
    async with home() as (app, pilot):
        await pilot.press("w", *"Ben", "enter")
        await pilot.pause()
        assert app.trainer is not None
        assert app.trainer.person == "Ben"


async def test_the_other_screens_open_and_close(home: Home) -> None:
    async with home() as (app, pilot):
        for key, kind in (
            ("h", HistoryScreen),
            ("s", SettingsScreen),
            ("question_mark", HelpScreen),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, kind)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)


def told(app: SupertimerApp) -> str:
    return str(app.screen.query_one("#told", Static).content)


class Heard(NoSound):
    """A device that plays."""

    audible = True


class Mute(NoSound):
    """A device that could not be opened."""

    notice = "No sound device."


async def test_the_first_start_shows_the_safety_card_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supertimer.audio.setup.open_conductor", lambda *_: Heard())
    (data_dir() / "welcomed").unlink()
    async with home() as (app, pilot):
        assert isinstance(app.screen, FirstScreen)
        assert "Never hold your breath" in told(app)
        assert lines(app)[-1].strip() == "⏎ I have read this"
        assert "not at fatigue." in " ".join(lines(app)), "the card fits"
        await pilot.press("enter")
        await pilot.pause()
        assert "Did you hear “lift” and “lower”?" in told(app)
        assert lines(app)[-1].split() == ["⏎", "yes", "n", "no", "r", "play", "again"]
        await pilot.press("n")
        await pilot.pause()
        assert "volume" in told(app)
        assert lines(app)[-1].split() == ["⏎", "continue"]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    async with home() as (app, _):
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("sound", "settings"),
    [
        (NoSound, {}),  # --audio none or bell, and the profile silent
        (Mute, {}),
        (Heard, {("sound", "profile"): "tones"}),
        (Heard, {("sound", "volumes", "voice"): "-inf"}),
        (Heard, {("sound", "volumes", "speech"): "-inf"}),
    ],
)
async def test_the_sound_is_not_asked_about_if_the_words_do_not_play(
    sound: type[NoSound],
    settings: dict[tuple[str, ...], str],
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("supertimer.audio.setup.open_conductor", lambda *_: sound())
    write_settings(
        {place: -math.inf if value == "-inf" else value for place, value in settings.items()},
        config_file(),
    )
    (data_dir() / "welcomed").unlink()
    async with home() as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        messages = [notice.message for notice in app._notifications]
        assert messages == ([Mute.notice] if sound is Mute else []), "why no sound plays"


async def test_the_sample_of_the_first_start_uses_the_backend_of_the_command_line(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def opened(plan: object, settings: SoundSettings, clock: object) -> NoSound:
        asked.append(settings.backend)
        return NoSound()

    monkeypatch.setattr("supertimer.audio.setup.open_conductor", opened)
    (data_dir() / "welcomed").unlink()
    async with home() as (_, pilot):
        await pilot.press("enter")
        await pilot.pause()
    assert asked == ["none"]


async def test_a_routine_on_the_command_line_starts_at_once(home: Home, folders: Path) -> None:
    async with home(path=write_routine(folders)) as (app, pilot):
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)


async def test_a_routine_on_the_command_line_shows_the_safety_note_without_blocking(
    home: Home, folders: Path
) -> None:
    (data_dir() / "welcomed").unlink()
    async with home(path=write_routine(folders)) as (app, pilot):
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        app.screen.beat()
        await pilot.pause()
        assert SAFETY_NOTE in " ".join(" ".join(lines(app)).split())


@pytest.mark.parametrize(("key", "sets"), [("enter", 1), ("space", 1), ("n", 0)])
async def test_an_interrupted_routine_resumes_or_starts_over(
    home: Home, folders: Path, key: str, sets: int
) -> None:
    path = write_routine(folders)
    async with home() as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        app.screen.controls.give(Go(), Skip())
        await app.pop_screen()
    async with home(path=path) as (app, pilot):
        assert isinstance(app.screen, ResumeScreen)
        assert "Resume Push and Pull: Chest press, set 1" in said(app, "ResumeScreen #what")
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        assert len(app.screen.controls.runner.pulse().results) == sets
        assert app.trainer is not None
        assert len(app.trainer.unfinished()) == sets, "only what was left for good is not offered"


async def test_the_resume_question_fits_in_the_smallest_window(home: Home, folders: Path) -> None:
    path = write_routine(folders)
    async with home() as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        app.screen.controls.give(Go())
        await app.pop_screen()
    async with home(path=path, size=(40, 12)) as (app, _):
        shown = " ".join(" ".join(line.strip(" │") for line in lines(app)).split())
        assert "Resume Push and Pull: Seated row, set 1, interrupted just now?" in shown
        assert "If you start over, the sets that you did stay in the history." in shown
        assert shown.endswith("⏎ resume n start over esc cancel")


async def test_escape_from_the_resume_question_ends_the_program_or_goes_home(
    home: Home, folders: Path
) -> None:
    path = write_routine(folders)
    async with home() as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)
        app.screen.controls.give(Go())
        await app.pop_screen()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ResumeScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    async with home(path=path) as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_value == 0


async def test_an_unreadable_routine_ends_the_program_with_the_reason(
    home: Home, folders: Path
) -> None:
    path = write_routine(folders, "name = 3\n")
    async with home(path=path) as (app, pilot):
        await pilot.pause()
    assert app.return_value == 1


async def test_names_from_files_are_shown_literally(home: Home, folders: Path) -> None:
    text = 'name = "[bold red]Loud[/]"\n[[exercise]]\nname = "[blink]Row[/blink]"\n'
    write_routine(folders, text, "loud")
    async with home() as (app, pilot):
        app.screen.query_one(OptionList).highlighted = 1
        await pilot.pause()
        assert names(app)[0].startswith("[bold red]Loud[/]\n")
        assert "[blink]Row[/blink]" in await described(app, pilot, "#preview")


async def test_a_routine_with_new_errors_runs_its_last_valid_version(
    home: Home, folders: Path
) -> None:
    path = write_routine(folders)
    good = path.read_text(encoding="utf-8")
    async with home() as (app, pilot):
        path.write_text(good.replace("target", "targett", 1), encoding="utf-8")
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen.fill()
        await pilot.pause()
        screen.query_one(OptionList).highlighted = 1
        await pilot.pause()
        shown = await described(app, pilot, "#preview")
        assert "targett" in shown
        assert "Seated row" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkoutScreen)


async def test_a_narrow_window_can_show_the_body_map(home: Home) -> None:
    async with home() as (app, pilot):
        assert not app.screen.query_one("#body").display
        await pilot.press("m")
        await pilot.pause()
        assert app.screen.query_one("#body").display
        assert not app.screen.query_one("#right").display
        await pilot.press("m")
        await pilot.pause()
        assert app.screen.query_one("#right").display


async def test_a_window_too_low_for_the_body_map_shows_it_in_words(
    home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now + timedelta(days=1), size=(40, 12)) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        shown = " ".join(str(app.screen.query_one("#body", Static).content).split())
        worked = "Last worked 1-2 days ago: chest, lats and middle back"
        assert shown.startswith(f"{worked} longer ago, or never: the other muscles")
        assert shown.endswith("A muscle that only helped is one line lower.")
        assert app.screen.query_one("#body").virtual_size.height <= app.screen.size.height - 2


async def test_an_interrupted_workout_can_be_dismissed(home: Home, folders: Path) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        screen = await begun(app, pilot)
        screen.controls.runner.press(Go())
        screen.controls.runner.close()
        await app.pop_screen()
        await pilot.pause()
        assert "x don't resume" in said(app, "#banner")
        await pilot.press("x")
        await pilot.pause()
        assert "Resume" not in said(app, "#banner")
