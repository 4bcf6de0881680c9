"""20 pages show one workout: from a press on one to the picture on all others; the memory.

Limit: 99 of 100 within 150 ms. `LONG=1` runs it for ten minutes.
"""

import json
import os
import resource
import threading
import time
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.web.terminal import Terminal
from tests.web.test_security import cookie, parts

PAGES = 20
SECONDS = 600 if os.environ.get("LONG") else 30
EVERY_S = 0.8
"""Between two presses; the same key may not come faster."""


def memory() -> int:
    """Return the memory that this process uses now, in kilobytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (line,) = [each for each in status.read_text().splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1])


class Watcher:
    """A page that notes when it learns of a new load."""

    def __init__(self, terminal: Terminal, key: str) -> None:
        address, _ = parts(terminal)
        origin: Any = address
        self.socket: ClientConnection = connect(
            f"{address.replace('http', 'ws')}/live",
            origin=origin,
            additional_headers={"cookie": f"supertimer={key}"},
        )
        self.seen: dict[str, float] = {}
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._ping, daemon=True).start()

    def _read(self) -> None:
        try:
            while True:
                message = json.loads(self.socket.recv())
                if message["type"] == "picture":
                    self.seen[message["load"]] = time.perf_counter()
        except ConnectionClosed:
            return

    def _ping(self) -> None:
        try:
            while True:
                self.socket.send('{"type": "ping", "sent": 1}')
                time.sleep(1)
        except ConnectionClosed:
            return


def main() -> None:
    terminal = Terminal()
    key = cookie(terminal)
    pages = [Watcher(terminal, key) for _ in range(PAGES)]
    time.sleep(2)
    began, before = time.monotonic(), memory()
    late: list[float] = []
    lost = place = 0
    while time.monotonic() - began < SECONDS:
        place += 1
        press = {"type": "press", "page": "a" * 10, "id": place, "action": "heavier"}
        if place % 20 > 9:
            press["action"] = "lighter"
        press["at"] = max(0, terminal.clock.now() - terminal.controls.runner.opened)
        for page in pages:
            page.seen.clear()
        pressed = time.perf_counter()
        pages[0].socket.send(json.dumps(press))
        time.sleep(EVERY_S)
        for page in pages:
            late += [(at - pressed) * 1000 for at in page.seen.values()]
            lost += not page.seen
    after = memory()
    for page in pages:
        page.socket.close()
    terminal.close()
    late.sort()
    p50, p99 = late[len(late) // 2], late[len(late) * 99 // 100]
    print(
        f"share: {PAGES} pages, {place} presses in {SECONDS} s: picture after {p50:.0f} ms (p50),"
        f" {p99:.0f} ms (p99, limit 150), {late[-1]:.0f} ms at most; {lost} missed"
    )
    print(f"share: memory {before / 1024:.1f} MB, then {after / 1024:.1f} MB")


if __name__ == "__main__":
    main()
