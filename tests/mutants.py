"""Show which small mistakes in the source no test notices.

    python -m tests.mutants            every group
    python -m tests.mutants engine     one group

Cosmic-ray makes the mistakes. A separate process tries each mistake, in memory: no file changes.
Later stages of tests meet only the mistakes that the earlier stages let through.
`.mutants/GROUP.tsv` keeps every verdict, so an interrupted run continues where it ended. Remove the
folder after a change of the source or the tests. A process that a test starts runs the program
without the mistake.
"""

import importlib.machinery
import os
import re
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis.stateful
import numpy  # noqa: F401 -- imported once, before the forks
import parso
import pydantic  # noqa: F401
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

SOURCE = Path("src/supertimer").resolve()
GROUPS = {  # the files to make mistakes in, then the tests of each stage
    "engine": (
        "engine/*.py",
        "engine/test_story.py engine/test_meaning.py engine/test_rest.py "
        "engine/test_cadence_load.py engine/test_order.py",
        "engine/test_machine.py",
        "engine/test_laws.py",
    ),
    "score": ("audio/score/*.py", "audio/test_score.py audio/test_rest.py", "audio/test_spoken.py"),
    "mixer": ("audio/mixer.py", "audio/test_mixer.py audio/test_track.py"),
    "output": ("audio/output/*.py audio/setup.py", "audio/test_speakers.py audio/test_devices.py"),
    "journal": ("history/journal.py", "history/test_journal.py", "history/test_trouble.py"),
    "merge": ("history/merge.py", "history/test_merge.py", "history/test_trouble.py"),
    "advice": ("history/advice.py", "history/test_advice.py"),
}
WANTED = re.compile(
    r"core/(NumberReplacer|AddNot|ExceptionReplacer|ZeroIterationForLoop"
    r"|Replace(True|False|And|Or|Break|Continue)With\w+|ReplaceUnaryOperator_(USub_UAdd|Delete_Not)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_FloorDiv|FloorDiv_Mul|Div_Mul|Mod_FloorDiv)"
    r"|ReplaceComparisonOperator_(Lt_LtE|Lt_GtE|LtE_Lt|LtE_Gt|Gt_GtE|Gt_LtE|GtE_Gt|GtE_Lt|Eq_NotEq"
    r"|NotEq_Eq|Is_IsNot|IsNot_Is))"
)
NEGATED_COMPARISON = re.compile(
    r"\bnot \S+ (is|[=!<>]=|[<>]) "
)  # `!=` for `==` is the same mistake


class Forget(Operator):  # type: ignore[misc]
    """Replace a keyword argument with None, or a statement that only has an effect with pass."""

    @classmethod
    def examples(cls) -> tuple[()]:
        """Return the examples for cosmic-ray's own tests: none."""
        return ()

    def mutation_positions(self, node: Any) -> list[tuple[Any, Any]]:
        """Return where the node starts and ends, if it can be forgotten."""
        return [(node.start_pos, node.end_pos)] if _replacement(node) else []

    def mutate(self, node: Any, index: int) -> Any:
        """Return the name that replaces the node."""
        return parso.python.tree.Name(_replacement(node), (1, 0), node.get_first_leaf().prefix)


def _replacement(node: Any) -> str:
    above = node.parent.type if node.parent else ""
    if above == "argument" and node.parent.children[1:] == ["=", node]:
        return "None" if node.get_code().strip() != "None" else ""
    effect = node.type in ("atom_expr", "yield_expr", "raise_stmt") or (
        node.type == "expr_stmt"
        and (node.children[0].type != "name" or node.children[1].type == "operator")
        and (node.children[0].type != "name" or node.children[1] != "=")
        and node.children[1].type != "annassign"
    )
    return "pass" if above == "simple_stmt" and effect else ""


def mutants(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each mistake in a file: the line, the text before and after, and the whole source."""
    code = path.read_text(encoding="utf-8")
    lines, tree, seen = code.splitlines(), get_ast(code), set()
    for operator in [get_operator(n)() for n in operator_names() if WANTED.fullmatch(n)] + [
        Forget()
    ]:
        places = [p[0][0] for node in ast_nodes(tree) for p in operator.mutation_positions(node)]
        for occurrence, line in enumerate(places):
            source = mutate_code(code, operator, occurrence)
            try:
                compile(source, path, "exec")
            except SyntaxError:  # a statement of a kind that parso does not know
                continue
            if source in seen or lines[line - 1].lstrip().startswith("@"):
                continue
            seen.add(source)
            changed = zip(lines, source.splitlines(), strict=False)
            old, new = next((old, new) for old, new in changed if old != new)
            if not NEGATED_COMPARISON.search(new) or NEGATED_COMPARISON.search(old):
                yield f"{path.name}:{line}\t{old.strip()}\t{new.strip()}", source


class SameExamples:
    """A pytest plugin: the same examples every time, and no search for the smallest failure."""

    def pytest_sessionstart(self) -> None:
        """Load the profile after conftest has loaded its own."""
        search = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        hypothesis.settings.register_profile(
            "mutants", derandomize=True, phases=search, max_examples=20
        )
        hypothesis.settings.load_profile("mutants")


def verdict(
    tests: list[str], seconds: int, path: Path | None = None, source: str = ""
) -> tuple[str, float]:
    """Run tests in a fork that reads `source` for `path`.

    Return killed, survived, or timeout, and the processor time in seconds.
    """
    pid = os.fork()
    if not pid:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        signal.alarm(seconds * 6)
        for stream in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        loader: Any = importlib.machinery.SourceFileLoader
        unchanged = loader.get_code
        loader.get_code = lambda self, name: (
            compile(source, path or "", "exec")
            if Path(self.path) == path
            else unchanged(self, name)
        )
        options = ["-x", "-q", "--tb=no", "--assert=plain"]
        without = ["-p", "no:cacheprovider", "-p", "no:xdist"]
        os._exit(pytest.main([*options, *without, *tests], plugins=[SameExamples()]))
    _, status, used = os.wait4(pid, 0)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    took = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return "timeout", took
    return "survived" if status == 0 else "killed", took


def run(group: str) -> None:
    """Try every mistake of a group in each stage that it has not met yet, and print the counts."""
    files, *stages = GROUPS[group]
    paths = [path for name in files.split() for path in sorted(SOURCE.glob(name))]
    table = Path(".mutants") / f"{group}.tsv"
    table.parent.mkdir(exist_ok=True)
    table.touch()
    known = dict(line.rsplit("\t", 1) for line in table.read_text(encoding="utf-8").splitlines())
    for stage, names in enumerate(stages, 1):
        tests = [f"tests/{name}" for name in names.split()]
        said, took = verdict(tests, 600)
        if said != "survived":
            sys.exit(f"{' '.join(tests)}: the tests fail without any mistake. Fix them first.")
        limit = int(5 + 3 * took)
        print(f"{group}, stage {stage}: at most {limit} s per mistake", flush=True)
        for path in paths:
            counts: Counter[str] = Counter()
            for name, source in mutants(path):
                if known.get(name, "survived 0") == f"survived {stage - 1}":
                    known[name] = f"{verdict(tests, limit, path, source)[0]} {stage}"
                    with table.open("a", encoding="utf-8") as kept:
                        print(name, known[name], sep="\t", file=kept)
                counts[known[name]] += 1
            print(path.name, dict(counts), flush=True)


if __name__ == "__main__":
    groups = sys.argv[1:] or list(GROUPS)
    if unknown := [group for group in groups if group not in GROUPS]:
        sys.exit(f"unknown group: {', '.join(unknown)}. Choose from {', '.join(GROUPS)}.")
    for each in groups:
        run(each)
