"""Compare what a set costs with an old version of the program, which git still has.

Both versions run `supertimer run` at once, each in a pty of 80x24, without and with sound, beside
an empty Textual app. In mid-set, the processor time of each process is read from the kernel.
"""

import io
import os
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import median

from bench.live import IDLE_APP, READY, ROUTINE, Terminal
from bench.sound_server import missing, sound_server

OLD = "5de68a7"
"""The commit to compare with."""
LIMIT = 2 / 3
WINDOWS, SECONDS = 9, 7
"""How many measurements, and how long each is."""
ROOT = Path(__file__).parents[1]


@contextmanager
def old_version() -> Iterator[Path | None]:
    """The folder of the old version's source, or None if this clone does not have the commit."""
    packed = subprocess.run(
        ["git", "archive", OLD, "src", "assets", "routines"], cwd=ROOT, capture_output=True
    )
    if packed.returncode:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "src"


@contextmanager
def in_set(source: Path, audio: str) -> Iterator[int]:
    """Start a set with the program at `source`; yield its process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bench.toml").write_text(ROUTINE, encoding="utf-8")
        (folder / "welcomed").touch()
        env = {**os.environ, "PYTHONPATH": str(source)}
        env |= {f"SUPERTIMER_{what}_DIR": name for what in ("CONFIG", "DATA", "CACHE")}
        run = ("-m", "supertimer", "run", str(folder / "bench.toml"), "--audio", audio)
        terminal = Terminal(*run, env=env)
        try:
            terminal.sees("Space")
            time.sleep(2)
            terminal.press(b" ")
            yield terminal.process.pid
        finally:
            terminal.end()


@contextmanager
def empty_app() -> Iterator[int]:
    """Start an empty Textual app; yield its process."""
    terminal = Terminal("-c", IDLE_APP, env=os.environ)
    try:
        yield terminal.process.pid
    finally:
        terminal.end()


def used(process: int) -> float:
    """Return the processor seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(old: Path, audios: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Return the share of a core that each program takes, by version and sound."""
    with ExitStack() as running:
        begin = running.enter_context
        processes = {("empty", ""): begin(empty_app())}
        for audio in audios:
            processes["new", audio] = begin(in_set(ROOT / "src", audio))
            processes["old", audio] = begin(in_set(old, audio))
        time.sleep(READY + 1)
        shares: dict[tuple[str, str], list[float]] = {key: [] for key in processes}
        for _ in range(WINDOWS):
            before, began = {key: used(pid) for key, pid in processes.items()}, time.monotonic()
            time.sleep(SECONDS)
            took = time.monotonic() - began
            for key, pid in processes.items():
                shares[key].append((used(pid) - before[key]) / took)
    return {key: median(each) for key, each in shares.items()}


def main() -> None:
    """Print the table."""
    if not Path("/proc/self/stat").exists():
        print("past: not measured, needs /proc")
        return
    with old_version() as old:
        if old is None:
            print(f"past: not measured, this clone does not have commit {OLD}.")
            return
        silent = missing()
        with nullcontext() if silent else sound_server():
            shares = measured(old, ("none",) if silent else ("none", "auto"))
    print(f"| in a set, 80x24 | of a core | commit {OLD} | ratio | limit |")
    print("|---|---:|---:|---:|---:|")
    print(f"| an empty Textual app | {shares['empty', ''] * 100:.2f} % | | | |")
    for audio, told in (("none", "without sound"), ("auto", "with sound")):
        if ("new", audio) in shares:
            new, then = shares["new", audio], shares["old", audio]
            figures = f"{new * 100:.2f} % | {then * 100:.2f} % | {new / then:.2f}"
            print(f"| the program {told} | {figures} | {LIMIT:.2f} |")


if __name__ == "__main__":
    main()
