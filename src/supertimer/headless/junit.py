"""The outcomes of tests as JUnit XML, which CI systems show."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from supertimer.errors import SupertimerError
from supertimer.headless.suite import Outcome
from supertimer.text import literal


def write_junit(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write a file with one suite per test file; raises SupertimerError if that fails."""
    root = ElementTree.Element("testsuites", {"name": "supertimer", **_totals(outcomes)})
    for file, group in groupby(outcomes, key=lambda outcome: str(outcome.case.file)):
        members = list(group)
        suite = ElementTree.SubElement(root, "testsuite", {"name": file, **_totals(members)})
        for outcome in members:
            _case(suite, outcome)
    tree = ElementTree.ElementTree(root)
    ElementTree.indent(tree)
    try:
        tree.write(path, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise SupertimerError(f"{path} cannot be written: {error.strerror}") from None


def _totals(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {
        "tests": str(len(outcomes)),
        "failures": str(sum(outcome.failure is not None for outcome in outcomes)),
        "errors": "0",
        "time": _seconds(sum(outcome.ms for outcome in outcomes)),
    }


def _case(suite: ElementTree.Element, outcome: Outcome) -> None:
    file = str(outcome.case.file)
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=file,
        name=outcome.case.name,
        file=file,
        time=_seconds(outcome.ms),
    )
    if (failure := outcome.failure) is None:
        return
    first = failure.diagnostics[0].message if failure.diagnostics else "the timeline changed"
    if failure.diagnostics and failure.diagnostics[0].line:
        case.set("line", str(failure.diagnostics[0].line))
    told = ElementTree.SubElement(case, "failure", message=literal(first))
    told.text = "\n".join(map(literal, failure.text.splitlines()))


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"
