"""Run the benchmarks of this folder one after the other: `make bench`.

    python -m bench            all
    python -m bench engine     one

`LONG=1` in the environment adds the long ones. Each benchmark prints its figures next to those of a
naive program, a peer, or a limit, measured in the same run. No benchmark passes or fails.
"""

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    """Run the benchmarks called `names`, or all."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    benches = {name: importlib.import_module(f"bench.{name}") for name in found if name[0] != "_"}
    runnable = {name: module.main for name, module in benches.items() if hasattr(module, "main")}
    for name in names or runnable:
        if name not in runnable:
            sys.exit(f"unknown benchmark: {name}. Choose from {', '.join(runnable)}.")
        print(f"\n## {name}\n", flush=True)
        runnable[name]()


main(sys.argv[1:])
