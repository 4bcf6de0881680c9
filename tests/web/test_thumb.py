"""What else a thumb does: stop, another order, a load, the code of the terminal."""

from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from supertimer.web.hub import REPEAT_MS
from supertimer.workout.guard import SETTLE_MS
from tests.web.conftest import Begin, Open
from tests.web.test_page import shows, tap

ROUTINE = """
name = "Three machines"
unit = "kg"
[defaults]
tempo = "lift 2, lower 2"
target = "4-60s"
ready = "2s"
push = "2s"
[[exercise]]
name = "Leg press"
load = 100
increment = 5
[[exercise]]
name = "Row"
load = 50
[[exercise]]
name = "Chest press"
load = 60
"""
EXERCISE = "#exercise"

SAID = """() => {
    window.said = [];
    const live = document.querySelector("[aria-live=polite]");
    new MutationObserver(() => said.push(live.textContent)).observe(live, {childList: true});
}"""
"""Notes what a screen reader is told."""


def press(page: Page, action: str) -> None:
    page.click(f"#keys [data-action={action}]")


def test_stop_asks_here_and_there_and_continue_goes_on(begin: Begin, opened: Open) -> None:
    terminal = begin(ROUTINE)
    phone, wall = opened(terminal.link), opened(terminal.link, 1920, 1080)
    for page in (phone, wall):
        shows(page, "waiting")
    tap(phone)
    shows(phone, "phase")
    for page in (phone, wall):
        page.evaluate(SAID)
    press(phone, "stop")
    for page in (phone, wall):
        expect(page.locator("#question")).to_have_text("Stop the workout?")
        page.wait_for_function("() => said.includes('Stop the workout?')")
    wall.click("#answers [data-action=keep]")
    for page in (phone, wall):
        expect(page.locator("#ask")).to_be_hidden()
    assert terminal.snapshot.state is State.WORKING
    terminal.press("q")
    expect(phone.locator("#question")).to_have_text("Stop the workout?")
    phone.wait_for_timeout(REPEAT_MS)  # a second tap on stop at once would be a slip of the thumb
    phone.click("#answers [data-action=stop]")
    for page in (phone, wall):
        shows(page, "done")
    assert terminal.until(lambda now: now.state is State.DONE).results[0].ended_by == "stop"
    press(wall, "undo")
    terminal.until(lambda now: now.state is not State.DONE)


def test_a_fatigue_counts_while_the_page_asks_whether_to_stop(begin: Begin, opened: Open) -> None:
    terminal = begin(ROUTINE)
    page = opened(terminal.link)
    shows(page, "waiting")
    tap(page)
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_500)
    press(page, "stop")
    expect(page.locator("#question")).to_be_visible()
    tap(page)
    assert terminal.until(lambda now: bool(now.results)).results[0].ended_by == "fatigue"


def test_another_order_by_taps(begin: Begin, opened: Open) -> None:
    terminal = begin(ROUTINE)
    page = opened(terminal.link)
    shows(page, "waiting")
    expect(page.locator(EXERCISE)).to_have_text("Leg press")
    press(page, "order")
    expect(page.locator("#left li")).to_have_count(3)
    page.get_by_role("button", name="Chest press next").click()
    expect(page.locator("#order")).to_be_hidden()
    expect(page.locator(EXERCISE)).to_have_text("Chest press")
    expect(page.locator("#link")).to_contain_text("Leg press comes later. Next: Chest press.")
    press(page, "order")
    page.get_by_role("button", name="Chest press later").click()
    expect(page.locator(EXERCISE)).to_have_text("Leg press")
    press(page, "order")
    page.get_by_role("button", name="Leave out Leg press").click()
    expect(page.locator(EXERCISE)).to_have_text("Chest press")
    assert [each.exercises for each in terminal.controls.runner.left] == [
        ("Chest press",),
        ("Row",),
    ]
    press(page, "skip")
    expect(page.locator(EXERCISE)).to_have_text("Row")
    page.wait_for_timeout(SETTLE_MS)
    press(page, "order")
    page.get_by_role("button", name="One more set").click()
    expect(page.locator("#link")).to_contain_text("One more set of")
    assert len(terminal.controls.plan.sets) == 4


def test_the_list_closes_when_a_set_begins(begin: Begin, opened: Open) -> None:
    terminal = begin(ROUTINE)
    page = opened(terminal.link)
    shows(page, "waiting")
    press(page, "order")
    expect(page.locator("#order")).to_be_visible()
    terminal.press("space")
    shows(page, "ready")
    expect(page.locator("#order")).to_be_hidden()


def test_a_load_is_typed(begin: Begin, opened: Open) -> None:
    terminal = begin(ROUTINE)
    page = opened(terminal.link)
    shows(page, "waiting")
    press(page, "type")
    expect(page.locator("#load-field")).to_have_value("100")
    page.fill("#load-field", "107,5")
    page.keyboard.press("Enter")
    expect(page.locator("#load")).to_have_text("107.5 kg")
    press(page, "type")
    page.fill("#load-field", "heavy")
    page.keyboard.press("Enter")
    expect(page.locator("#link")).to_contain_text("heavy")
    press(page, "type")
    page.fill("#load-field", "bodyweight + 10 kg")
    page.keyboard.press("Enter")
    expect(page.locator("#load")).to_have_text("bodyweight + 10 kg")
    terminal.until(lambda now: str(now.load) == "bodyweight + 10 kg")


def test_the_code_of_the_terminal_opens_the_page_without_a_camera(
    begin: Begin, opened: Open
) -> None:
    terminal = begin(ROUTINE)
    assert terminal.link.startswith(f"http://{terminal.share.address}/#")
    page = opened(f"http://{terminal.share.address}")
    page.fill("#code", "aaaaa-bbbbb")
    page.click("#enter button")
    expect(page.locator("#why")).to_have_text("This code is not valid.")
    page.fill("#code", f" {terminal.share.code.upper()} ")
    page.click("#enter button")
    shows(page, "waiting")
    expect(page.locator("#enter")).to_be_hidden()
