"""Run the benchmarks of this folder one after the other: `make bench`.

    python -m bench            all
    python -m bench engine     one

`LONG=1` in the environment adds the long ones; `QUICK=1` runs only what takes a minute. A run of
all also writes its figures into docs/benchmarks.md. Each benchmark prints its figures next to those
of a naive program, a peer, or a limit, measured in the same run. No benchmark passes or fails.
"""

import compileall
import importlib
import io
import os
import platform
import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/benchmarks.md"
BEGIN, END = "<!-- last run -->\n", "<!-- end of last run -->\n"
LONGER = ("body", "live", "past", "peers", "screen", "share", "tests")
"""What `QUICK=1` leaves out."""


class Both(io.StringIO):
    """Keeps what is printed, and prints it."""

    def write(self, text: str) -> int:
        sys.__stdout__.write(text) if sys.__stdout__ else 0
        return super().write(text)


def write_page(printed: str) -> None:
    """Put the figures of this run into the page, with the machine and the date."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    kind = next((name for name in ("QUICK", "LONG") if os.environ.get(name)), "")
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    machine = (
        f"{date.today():%Y-%m-%d}, Python {platform.python_version()}, {platform.platform()},"
        f" {os.cpu_count()} processors{load}{f', {kind}=1' if kind else ''}"
    )
    PAGE.write_text(
        f"{before}{BEGIN}{machine}\n\n```\n{printed.strip()}\n```\n{END}{after}", encoding="utf-8"
    )


def main(names: list[str]) -> None:
    """Run the benchmarks called `names`, or all."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    benches = {name: importlib.import_module(f"bench.{name}") for name in found if name[0] != "_"}
    runnable = {name: module.main for name, module in benches.items() if hasattr(module, "main")}
    quick = [name for name in runnable if name not in LONGER]
    compileall.compile_dir(ROOT / "src", quiet=1)  # as in an installed program
    printed = Both()
    for name in names or (quick if os.environ.get("QUICK") else runnable):
        if name not in runnable:
            sys.exit(f"unknown benchmark: {name}. Choose from {', '.join(runnable)}.")
        with redirect_stdout(printed):
            print(f"\n## {name}\n", flush=True)
            runnable[name]()
    if not names:
        write_page(printed.getvalue())


main(sys.argv[1:])
