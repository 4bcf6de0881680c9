"""Shares a workout with pages in the local network: the address, the link, the server's thread."""

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import segno
import uvicorn
from websockets.exceptions import InvalidState

from supertimer import paths
from supertimer.audio.settings import style_of
from supertimer.audio.setup import learn_names, sounds_of
from supertimer.clock import Clock
from supertimer.config import SoundSettings
from supertimer.errors import SupertimerError
from supertimer.web.access import Access, grouped
from supertimer.web.certificate import given, issued
from supertimer.web.hub import Hub
from supertimer.web.messages import Sound
from supertimer.web.server import MOST_PAGES, PageServer
from supertimer.workout.controls import Controls
from supertimer.workout.front import Shown

PORT = 8765
"""The port, if it is free; otherwise any other one."""


TOLD_S = 0.2
"""How long the server goes on when the workout was closed, in seconds: the pages are told."""


class ShareError(SupertimerError):
    """The workout can't be shared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a workout is to be shared."""

    address: str = ""
    """The address to listen on; empty for the one that leads to the network."""
    https: bool = False
    cert: Path | None = None
    key: Path | None = None
    sound: Sound = "offer"


class SharedWorkout:
    """A server for the pages of one workout, in a separate thread. See `controls.Pages`."""

    def __init__(self, wish: Wish, settings: SoundSettings, clock: Clock) -> None:
        """Begin to listen; raises ShareError if that can't be done."""
        secure = wish.https or wish.cert is not None
        host = checked(wish.address) if wish.address else lan_address()
        certificate, authority = None, b""
        if wish.cert is not None:
            certificate = given(wish.cert, wish.key)
        elif secure:
            certificate, authority = issued(host, paths.data_dir(), clock)
        self._socket = listen(host)
        reached = reached_as(self._socket)
        self._access = Access(clock.now)
        self.link = f"{'https' if secure else 'http'}://{reached}/#{self._access.token}"
        self.qr = qr(self.link)
        self.address = f"https://{reached}" if secure else reached
        self.code = grouped(self._access.token)
        self.about = (
            f"Every device that can reach {host} and has this link can see the workout and press"
            " its buttons, until the workout is closed."
        )
        if authority:
            self.about += (
                f" To end the browser's warning, open {self.address}/ca.crt on the phone once, and"
                " trust it."
            )
        self._sounds, self._style = sounds_of(settings), style_of(settings)
        self._hub = Hub(self._sounds, self._style, wish.sound)
        app = PageServer(self._hub, self._access, clock.now, authority).app(reached, secure=secure)
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="websockets-sansio",
            ws_max_size=1024,
            ws_max_queue=8,
            ws_ping_interval=None,  # the page's own pings tell whether it is there
            ws_per_message_deflate=False,
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=8 * MOST_PAGES,
            h11_max_incomplete_event_size=16_384,
            timeout_graceful_shutdown=1,
            ssl_context_factory=(lambda *_: certificate) if certificate else None,
        )
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())
        logging.getLogger("uvicorn").propagate = False
        self._server = _Quiet(config)
        self._thread = threading.Thread(target=self._serve, name="share", daemon=True)
        self._thread.start()

    @property
    def count(self) -> int:
        """See `Pages.count`."""
        return len(self._hub.pages)

    def press(self, controls: Controls) -> None:
        """See `Pages.press`."""
        self._hub.press(controls)

    def show(self, controls: Controls, shown: Shown) -> None:
        """See `Pages.show`."""
        if self._hub.controls is None and self._style.speaks:
            names = threading.Thread(
                target=learn_names, args=(self._sounds.voice, controls.plan), daemon=True
            )
            names.start()
        self._hub.show(controls, shown)

    def close(self) -> None:
        """Tell the pages that the workout was closed, and stop listening."""
        self._access.revoke()
        loop = self._server.loop
        if loop is None or loop.is_closed():
            self._server.should_exit = True
        else:
            with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
                loop.call_soon_threadsafe(self._end, loop)
        self._thread.join(3)

    def _end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the pages, then stop: a server that stops sends no more messages."""
        pages = self.count
        self._hub.close()
        loop.call_later(TOLD_S if pages else 0, setattr, self._server, "should_exit", True)

    def _serve(self) -> None:
        asyncio.run(self._server.serve_for(self._hub, self._socket))


class _Quiet(uvicorn.Server):
    """A server that leaves the signals to the program, and runs in a thread."""

    loop: asyncio.AbstractEventLoop | None = None

    async def serve_for(self, hub: Hub, listening: socket.socket) -> None:
        """Serve the pages of `hub` until `should_exit`."""
        self.loop = asyncio.get_running_loop()
        hub.serve_in(self.loop)
        with contextlib.suppress(InvalidState):  # a page leaves while the server closes
            await self.serve([listening])

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See `uvicorn.Server.capture_signals`: a thread can't take any."""
        yield


def lan_address() -> str:
    """Return this computer's address in the network; no packet is sent for that.

    Raises ShareError if this computer has no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            raise ShareError(
                "this computer has no network, so no phone can reach it; "
                "to share with a browser on this computer, use --address 127.0.0.1"
            ) from None
        return str(probe.getsockname()[0])


def checked(address: str) -> str:
    """Return an IP address as it is usually written; raises ShareError if it is not one."""
    try:
        kind = ipaddress.ip_address(address)
    except ValueError:
        raise ShareError(f"{address!r} is not an IP address, such as 192.168.1.5") from None
    if kind.is_unspecified:
        raise ShareError("name one address of this computer, not all of them")
    return str(kind)


def listen(address: str) -> socket.socket:
    """Return a socket that listens on `address`; raises ShareError if that can't be done."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in (PORT, 0):
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would share the port with another program
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, port))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if port:
                continue
            raise ShareError(
                f"can't listen on {address}: {error.strerror}; use an address of this computer"
            ) from None
        return listening
    raise AssertionError("port 0 is bound or refused")


def reached_as(listening: socket.socket) -> str:
    """Return how a browser names what listens there: `192.168.1.5:8765`."""
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def qr(text: str) -> tuple[str, ...]:
    """Return a QR code of `text` as rows of half blocks, black on white, with its quiet zone."""
    rows = [[bool(cell) for cell in row] for row in segno.make(text, micro=False).matrix]
    width = len(rows[0])
    border = 2
    blank = [False] * (width + 2 * border)
    full = [blank] * border
    full += [[*blank[:border], *row, *blank[:border]] for row in rows]
    full += [blank] * (border + len(full) % 2)
    blocks = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return tuple(
        "".join(blocks[int(a), int(b)] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(full[::2], full[1::2], strict=True)
    )
