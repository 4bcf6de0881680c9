"""A file on its way into the history: what is read at all, what is shown, and how far it is."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from supertimer.clock import ManualClock
from supertimer.interop.import_file import LogImport, compared, content, read
from supertimer.interop.preview import (
    DayOrderError,
    ImportFileError,
    Options,
    QuestionError,
    UnitError,
)
from supertimer.interop.progress import WorkProgress
from supertimer.units import Unit
from tests.history.test_identity import station
from tests.interop import logs


def test_only_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, told in {
        tmp_path: "is a folder",
        pipe: "is a device or a pipe",
        Path("/dev/zero"): "is a device or a pipe",
        tmp_path / "missing": "No such file",
        Path("a\0b"): "can't read",
        Path("x" * 5000): "File name too long",
    }.items():
        with pytest.raises(ImportFileError, match=told):
            content(path)


def test_a_file_that_the_user_may_not_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImportFileError, match=r"can't read .*log\.csv: Permission denied"):
        content(file)


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supertimer.interop.import_file.MOST_BYTES", 3_000_000)
    file = tmp_path / "log.csv"
    with file.open("wb") as large:
        large.truncate(3_000_001)
    with pytest.raises(ImportFileError, match="is larger than 3 MB"):
        content(file)


@pytest.mark.parametrize(
    ("text", "error", "answers"),
    [
        (logs.STRONG, UnitError, {"kg": "40 kg", "lb": "40 lb"}),
        (
            logs.STRONG_UNITS.replace("2024-03-05", "03/04/24"),
            DayOrderError,
            {"day": "2024-04-03", "month": "2024-03-04"},
        ),
    ],
)
def test_each_answer_to_a_question_is_what_the_file_is_read_with(
    text: str, error: type[QuestionError], answers: dict[str, str]
) -> None:
    file = Path("log.csv")
    with pytest.raises(error) as asked:
        read(file, text.encode(), Options())
    assert set(asked.value.answers) == set(answers)
    for answer, told in answers.items():
        options = asked.value.answered(Options(), answer)
        found = read(file, text.encode(), options)
        with station("here", timedelta(0)) as store:
            assert told in "\n".join(compared(found, store, "Anna", file).lines())


def test_dates_that_are_the_same_in_both_orders_are_not_asked_about() -> None:
    text = logs.STRONG_UNITS.replace("2024-03-05", "05/05/24")
    assert "2024-05-05" in str(read(Path("log.csv"), text.encode(), Options()))


def test_a_long_list_is_cut_only_if_asked() -> None:
    text = logs.FITNOTES + "2024-01-16,Row,Back,heavy,kgs,5,,,,\n" * 9
    found = read(Path("log.csv"), text.encode(), Options())
    with station("here", timedelta(0)) as store:
        shown = compared(found, store, "Anna", Path("log.csv"))
    assert sum("heavy" in line for line in shown.lines()) == 9
    assert sum("heavy" in line for line in shown.lines(4)) == 4
    assert "  and 5 more; --all shows them" in list(shown.lines(4))


class Slow(ManualClock):
    """A clock on which every look takes 30 ms."""

    def now(self) -> int:
        self.advance(30)
        return super().now()


@pytest.mark.parametrize("clock", [Slow(), ManualClock()])
def test_every_part_of_a_long_import_is_shown_and_nothing_of_a_short_one(
    clock: ManualClock,
) -> None:
    shown: list[tuple[str, int]] = []
    progress = WorkProgress(clock, lambda doing, percent: shown.append((doing, percent)))
    lines = logs.FITNOTES.splitlines(keepends=True)
    text = lines[0] + "".join(
        f"{2000 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02},Squat,Legs,100,kgs,5,,,,\n"
        for day in range(3000)
    )
    file = Path("log.csv")
    found = read(file, text.encode(), Options(Unit.KG), progress=progress)
    with station("here", timedelta(0)) as store:
        placed = compared(found, store, "Anna", file, progress)
        assert isinstance(placed, LogImport)
        placed.keep(store, progress)
        assert placed.plan.new_sets == 3000
    if type(clock) is ManualClock:
        assert shown == []
        return
    assert list(dict.fromkeys(doing for doing, _ in shown)) == ["Reading", "Comparing", "Storing"]
    assert shown[0] == ("Reading", 33), "the first second shows nothing"
    for part in ("Reading", "Comparing", "Storing"):
        percents = [percent for doing, percent in shown if doing == part]
        assert percents == sorted(set(percents))
