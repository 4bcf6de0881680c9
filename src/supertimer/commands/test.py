"""`supertimer test`: the scenarios and timelines of routines."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.clock import SystemClock
from supertimer.commands.options import json_lines
from supertimer.console import say, say_json, shows_styles, warn
from supertimer.errors import SupertimerError
from supertimer.text import count

if TYPE_CHECKING:
    from supertimer.headless.suite import Outcome

PATIENCE = 10_000
"""Milliseconds after which a run shows its progress, and the interval at which it repeats that."""
LOOK_MS = 500
"""How often --watch looks for changes."""


@click.command("test", epilog="Example: supertimer test routines/ -k undo")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-k",
    "text",
    metavar="TEXT",
    default="",
    show_default=False,
    help="Run only tests with TEXT in a name. Default: all tests.",
)
@click.option("--update", is_flag=True, help="Write timelines as they are now, then run the tests.")
@click.option("--watch", is_flag=True, help="Run again each time a file changes.")
@json_lines
@click.option(
    "--junit",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the results as JUnit XML, for CI systems.",
)
def command(
    paths: tuple[str, ...],
    text: str,
    update: bool,
    watch: bool,
    as_json: bool,
    junit: Path | None,
) -> int:
    """Test the timing of routines on a virtual clock.

    PATH is a folder, a routine, a test file (NAME.test.toml), or a timeline (NAME.expected.jsonl).
    Default: the current folder. --update also creates the timeline of a routine that is a PATH.

    The exit code is 0 if all tests pass, otherwise 1.
    """
    if watch and (as_json or junit):
        raise click.UsageError("--watch is for people: use it without --json and --junit")
    run = _Run(paths or (".",), text, update=update, as_json=as_json, junit=junit)
    if not watch:
        return run.once()
    seen: object = None
    while True:
        stamps = run.stamps()
        if stamps != seen:
            seen = stamps
            if shows_styles():
                click.clear()
            try:
                run.once()
            except SupertimerError as error:
                warn(str(error))
            say("Watching for changes. Press Ctrl+C to stop.")
        threading.Event().wait(LOOK_MS / 1000)


class _Run:
    """What the options ask for."""

    def __init__(
        self, paths: tuple[str, ...], text: str, *, update: bool, as_json: bool, junit: Path | None
    ) -> None:
        self._paths = paths
        self._text = text.casefold()
        self._update = update
        self._as_json = as_json
        self._junit = junit
        self._clock = SystemClock()

    def once(self) -> int:
        """Run the tests, and return the exit code; raises SupertimerError if there are none."""
        from supertimer.headless.parallel import run_many
        from supertimer.headless.suite import cases

        files = self._files()
        if self._update:
            self._write(files)
        chosen = [
            case for case in cases(files) if case.broken or self._text in case.label.casefold()
        ]
        if not chosen:
            raise SupertimerError(self._nothing(files))
        outcomes = []
        for outcome in self._shown(run_many(chosen, self._clock.now), len(chosen)):
            outcomes.append(outcome)
            self._tell(outcome)
        failed = sum(outcome.failure is not None for outcome in outcomes)
        if self._junit:
            from supertimer.headless.junit import write_junit

            write_junit(self._junit, outcomes)
        if not self._as_json:
            passed = len(outcomes) - failed
            files_told = count(len({outcome.case.file for outcome in outcomes}), "file")
            failures = f", {failed} failed" if failed else ""
            say(f"{files_told}: {passed} passed{failures}")
        return 1 if failed else 0

    def stamps(self) -> object:
        """Return what changes when a file does that is tested."""
        return [
            (str(path), status.st_mtime_ns, status.st_size)
            for path in _watched(self._files(quiet=True))
            if (status := _status(path))
        ]

    def _files(self, *, quiet: bool = False) -> list[Path]:
        from supertimer.headless.suite import find_tests, named
        from supertimer.headless.timeline import timeline_path
        from supertimer.routine.files import is_routine

        files: list[Path] = []
        for text in self._paths:
            try:
                path = named(text)
            except SupertimerError:
                if quiet:
                    continue
                raise
            files += find_tests([path])
            # Not of a name: that may mean a routine in the program's own folder.
            if self._update and Path(text).is_file() and is_routine(path):
                files.append(timeline_path(path))
        return list(dict.fromkeys(files))

    def _write(self, files: list[Path]) -> None:
        from supertimer.headless.suite import timeline_label, update
        from supertimer.headless.timeline import TIMELINE

        timelines = (file for file in files if file.name.endswith(TIMELINE))
        for file in timelines:
            if self._text in timeline_label(file).casefold() and update(file):
                (warn if self._as_json else say)(f"{file} written")

    def _nothing(self, files: list[Path]) -> str:
        where = ", ".join(self._paths)
        if files:
            return f"no test in {where} has “{self._text}” in its name"
        return f"no tests in {where}: write NAME.test.toml beside NAME.toml"

    def _shown(self, outcomes: "Iterator[Outcome]", total: int) -> "Iterator[Outcome]":
        """Pass outcomes on, and tell from time to time how many there are."""
        told = self._clock.now()
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if self._clock.now() - told >= PATIENCE and number < total:
                told = self._clock.now()
                warn(f"{number} of {total} tests done")

    def _tell(self, outcome: "Outcome") -> None:
        if self._as_json:
            say_json(_object(outcome))
        elif outcome.failure:
            say(f"FAILED {outcome.case.file}: {outcome.case.name}\n{outcome.failure.text}\n")


def _object(outcome: "Outcome") -> dict[str, object]:
    """What --json prints of a test."""
    failure = outcome.failure
    row: dict[str, object] = {
        "file": str(outcome.case.file),
        "name": outcome.case.name,
        "outcome": "failed" if failure else "passed",
        "seconds": outcome.ms / 1000,
    }
    if failure:
        row["text"] = failure.text
        row["failures"] = [each.as_json(failure.source) for each in failure.diagnostics]
        if failure.changes:
            row["changes"] = [
                {
                    "set": change.group,
                    "event": change.what,
                    "was": change.was,
                    "now": change.now,
                    "how": change.how,
                }
                for change in failure.changes
            ]
    return row


def _watched(files: list[Path]) -> Iterator[Path]:
    """Return the files, and the routines that they test."""
    from supertimer.headless.reading import tested_routine

    for file in files:
        yield file
        yield tested_routine(file)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
