"""Any bytes at all give a plan or a list of diagnostics, soon, and never a traceback.

`FUZZ_CASES=100000 pytest tests/routine/test_fuzz.py -k long` runs the long one.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.engine.plan import Plan
from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.check.lint import lint
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine

HERE = Path(__file__).parent
SEEDS = [
    path.read_bytes()
    for folder in (bundled_routines(), HERE / "protocols", HERE / "wrong")
    for path in sorted(folder.glob("*.toml"))
]
BITS = [
    *(b'" \' """ \\ [ ] [[ { } = . , # - 0 1e999 inf nan true 1979-05-27'.split()),
    *(b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\x1b[2J", "\u202e".encode(), b"\\u0000"),
    *(b"9" * 400, b"0x" + b"f" * 500, b"a." * 20, b"[" * 70, b"{a=" * 70),
    *(b"[[exercise]]\n", b'name = "A"\n', b"superset = 'A'\n", b"sets = 20\n"),
    *(b"defaults.defaults = 1\n", b"exercise.0 = 1\n"),
    *(b'"-20%"', b'"fatigue"', b'"4-1-4"', b'"1h"'),
]


def outcome(content: bytes | str) -> Plan | RoutineError:
    """What comes of a file; whatever else is raised fails the test."""
    try:
        routine = parse_routine(content, "fuzz.toml")
    except RoutineError as error:
        assert error.diagnostics
        assert str(error)
        assert "\x1b" not in str(error)
        return error
    text = content if isinstance(content, str) else content.decode()
    for each in lint(routine, text.removeprefix("\ufeff")):
        assert each.rendered("fuzz.toml")
    return compile_routine(routine)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_anything(content: bytes | str) -> None:
    outcome(content)


def mutated(chance: random.Random, seeds: Sequence[bytes] = SEEDS) -> bytes:
    """A routine with some bits of it lost, doubled, moved or replaced."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(content) + 1)
        stop = min(len(content), start + chance.choice((0, 0, 1, 2, 8, 40, 200)))
        piece = bytes(content[start:stop])
        content[start:stop] = chance.choice(
            (b"", chance.choice(BITS), piece * 2, piece[::-1], chance.randbytes(2), piece.upper())
        )
    return bytes(content)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_routines(seed: int) -> None:
    chance = random.Random(seed)
    outcomes = [outcome(mutated(chance)) for _ in range(50)]
    assert any(isinstance(each, RoutineError) for each in outcomes)
    assert any(isinstance(each, Plan) for each in outcomes)


@pytest.mark.skipif("FUZZ_CASES" not in os.environ, reason="the long run is done by hand")
def test_long() -> None:
    chance = random.Random(int(os.environ.get("FUZZ_SEED", "0")))
    worst = 0.0
    plans = 0
    for _ in range(int(os.environ["FUZZ_CASES"])):
        content = mutated(chance)
        began = time.perf_counter()
        try:
            plans += isinstance(outcome(content), Plan)
        except Exception:
            Path("fuzz-failure.toml").write_bytes(content)
            raise
        worst = max(worst, time.perf_counter() - began)
    print(
        f"{os.environ['FUZZ_CASES']} cases, {plans} plans, the slowest took {worst * 1000:.0f} ms"
    )


HUGE = {
    "dotted key": "a." * 30_000 + "a = 1",
    "many dotted keys": "".join(f"a.b.c.d.e.f.g.k{number} = 1\n" for number in range(2_500)),
    "brackets": "a = " + "[" * 50_000,
    "digits": "a = " + "9" * 50_000,
    "hex digits": "name = 0x" + "f" * 50_000,
    "quotes": '"""' * 20_000,
    "open strings": '"""\\' * 15_000,
    "dashes": "a-" * 30_000,
    "long list": "a = [" + "1," * 30_000 + "]",
    "long inline table": "a = {" + ",".join(f"k{number} = 1" for number in range(5_000)) + "}",
    "keys": 'name = "x"\n' + "".join(f"lfit{number} = 1\n" for number in range(4_500)),
    "exercises": 'name = "x"\n' + '[[exercise]]\nname = "a"\n' * 2_500,
    "muscles": 'name = "x"\n[[exercise]]\nmuscles = [' + '"quadricep",' * 4_500 + "]",
    "tables": "[[a]]\n" * 10_000,
    "name": 'name = "' + "x" * 60_000 + '"',
    "lines": "\n" * 60_000,
    "bare values": "rest = 60s\n" * 5_500,
    "bare lists": "days = [mon, tue]\n" * 3_500,
    "open braces": "a = {\n" * 10_000,
    "open lists": "a = [\n" * 10_000,
    "open quotes": 'a = "x\n' * 9_000,
    "colons": "a:1\n" * 15_000,
    "words": "leg press\n" * 6_000,
    "long bare list": "a = [" + "mon, " * 12_000 + "]",
    "long bare text": "a = " + "mon, " * 12_000,
    "long braces": "a = {" + "seat: four, " * 5_000 + "}",
    "many spaces": "a = " + " " * 60_000 + "b",
    "single tables": "[exercise]\n" * 5_500,
    "broken tables": "[exercise\n" * 6_000,
    "nested tables": "[a.b.c.d.e.f.g.h\n" * 3_500,
    "most sets": 'name = "x"\n[defaults]\nsets = 20\nuntil = "1s"\nsides = "each"\nready = 0\n'
    'push = 0\nrest = 0\nswitch = 0\ndrops = ["-1%", "-1%", "-1%", "-1%", "-1%"]\n'
    + "".join(f'[[exercise]]\nname = "a{number}"\n' for number in range(100)),
    "resets": 'name = "x"\n[[exercise]]\nname = "a"\ntempo = "lower 0.1, reset 600"\nuntil = "1h"',
    "short resets": 'name = "x"\n'
    + "".join(
        f'[[exercise]]\nname = "a{number}"\ntempo = "lower 0.1, reset 0.1"\nuntil = "58m"\n'
        for number in range(50)
    ),
    "beyond the limit": "#" * 1_000_000,
}  # fmt: skip


CPU_SECONDS = 60
"""More than a hundred times what all of these files need; a quadratic parser needs far more."""


@pytest.mark.slow
def test_huge_files_are_refused_without_much_work() -> None:
    """The limit is of processor time, in a separate process, so a busy machine does not count."""
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.limits import LARGEST
from tests.routine.test_fuzz import HUGE, outcome
for name, text in HUGE.items():
    print(name, flush=True)
    assert len(text.encode()) <= LARGEST or name == "beyond the limit"
    assert isinstance(outcome(text.encode()), RoutineError)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr)


KEYS = [
    "tempo",
    "until",
    "target",
    "cap",
    "load",
    "loads",
    "sets",
    "sides",
    "muscles",
    "settings",
    "drops",
    "warmup",
    "rest_pause",
    "progress",
    "cadence",
    "name",
    "superset",
    "increment",
    "ready",
    "cue",
    "reach",
    "also",
    "days",
]
VALUES = [
    "1 ",
    " -1 ",
    " 0 ",
    " 1.5 ",
    " nan ",
    " inf ",
    " -0.0 ",
    ' "" ',
    ' "x" ',
    ' "1" ',
    " true ",
    " [] ",
    " {} ",
    " [[]] ",
    " [{}] ",
    " 07:32:00 ",
    " 1979-05-27T07:32:00Z ",
    ' ["-20%"] ',
    " { load = 1 } ",
    " { rule = 1 } ",
    ' [1, "a"] ',
    " 1e400 ",
    ' "8 reps" ',
    ' "90s" ',
    ' "100%" ',
    " { a = { b = 1 } } ",
    " 999999999999999999999999999999999999999999 ",
    ' ["a"] ',
]


@given(st.sampled_from(KEYS), st.sampled_from(VALUES))
@settings(max_examples=100)
def test_keys_with_any_value(key: str, value: str) -> None:
    """A right key with a value of any type and size is read or refused."""
    outcome(f'name = "x"\n[[exercise]]\nname = "a"\n{key} = {value}\n'.encode())
