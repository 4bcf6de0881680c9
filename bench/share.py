"""20 pages show one workout: from a press on one to the picture on all others; the memory.

The pages are in a separate process, as they are on phones. Limit: 99 of 100 within 150 ms.
`LONG=1` runs it for ten minutes.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.web.terminal import Terminal
from tests.web.test_security import cookie, parts

PAGES = 20
SECONDS = 600 if os.environ.get("LONG") else 30
EVERY_S = 0.8
"""Between two presses; the same key may not come faster."""
NOW = 604_800_000
"""A time in the future; the program takes it for now."""
LIMIT_MS = 150


def memory() -> int:
    """Return the memory that this process uses now, in kilobytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (line,) = [each for each in status.read_text().splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1])


class Watcher:
    """A page that notes when it learns of a new load."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: dict[str, float] = {}

    async def read(self) -> None:
        async for text in self.socket:
            arrived = time.perf_counter()
            message = json.loads(text)
            if message["type"] == "picture":
                self.seen[message["load"]] = arrived

    async def ping(self) -> None:
        while True:
            await self.socket.send('{"type": "ping", "sent": 1}')
            await asyncio.sleep(1)


async def watched(address: str, key: str) -> dict[str, Any]:
    """Press keys on one page, and return how late all pages showed it, in milliseconds."""
    origin: Any = address
    url, headers = f"{address.replace('http', 'ws')}/live", {"cookie": f"supertimer={key}"}
    pages = [
        Watcher(await connect(url, origin=origin, additional_headers=headers)) for _ in range(PAGES)
    ]
    tasks = [asyncio.ensure_future(each) for page in pages for each in (page.read(), page.ping())]
    await asyncio.sleep(2)
    late: list[float] = []
    lost = place = 0
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        place += 1
        action = "lighter" if place % 20 > 9 else "heavier"
        press = {"type": "press", "page": "a" * 10, "id": place, "action": action, "at": NOW}
        for page in pages:
            page.seen.clear()
        pressed = time.perf_counter()
        await pages[0].socket.send(json.dumps(press))
        await asyncio.sleep(EVERY_S)
        for page in pages:
            late += [(at - pressed) * 1000 for at in page.seen.values()]
            lost += not page.seen
    for task in tasks:
        task.cancel()
    return {"late": sorted(late), "presses": place, "lost": lost}


def main() -> None:
    if sys.argv[1:2] == ["pages"]:
        print(json.dumps(asyncio.run(watched(*sys.argv[2:]))))
        return
    terminal = Terminal()
    command = [sys.executable, "-m", "bench.share", "pages", parts(terminal)[0], cookie(terminal)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pages:
        time.sleep(5)
        memories = [memory()]
        time.sleep(min(60, SECONDS / 2))  # by then, the sounds of all loads are made
        memories.append(memory())
        assert pages.stdout is not None
        found = json.loads(pages.stdout.read())
    memories.append(memory())
    terminal.close()
    late = found["late"]
    p50, p99 = late[len(late) // 2], late[len(late) * 99 // 100]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    print(
        f"share: {PAGES} pages, {found['presses']} presses in {SECONDS} s, load {load:.1f}: the"
        f" picture after {p50:.0f} ms (p50), {p99:.0f} ms (p99, limit {LIMIT_MS}),"
        f" {late[-1]:.0f} ms at most; {found['lost']} missed"
    )
    first, then, last = (each / 1024 for each in memories)
    print(f"share: memory {first:.1f} MB, after a minute {then:.1f} MB, at the end {last:.1f} MB")


if __name__ == "__main__":
    main()
