"""The server: the page's files, its sounds, the exchange of token and cookie, and the socket."""

import asyncio
import mimetypes
from collections.abc import Callable
from importlib.resources import files

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from supertimer import paths
from supertimer.web.access import COOKIE, TOKEN_LENGTH, Access, Gate, RequestRate, bare
from supertimer.web.hub import Hub
from supertimer.web.messages import LONGEST, FromPage, Ping, Pong, written

MOST_PAGES = 20
PER_SECOND = 20
"""How many messages a page may send per second; one that sends more is closed."""
SILENT_S = 15
"""After this number of seconds without a message, a page is gone and its place is free."""
UNSENT = 100
"""How many messages may wait for a slow page; then it is closed and comes again."""

_BAD, _NONSENSE, _FULL, _AWAY = 4403, 4400, 4429, 4408
"""Close codes: no access, an invalid message, too many pages, silent or slow."""


class Socket:
    """A page that is connected."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._queue: asyncio.Queue[str] = asyncio.Queue(UNSENT)
        self.name = ""
        """The page's random name, once it has pressed something."""

    def send(self, text: str) -> None:
        """See `hub.Page.send`."""
        if self._queue.full():
            self._queue.get_nowait()
            self.slow = True
        self._queue.put_nowait(text)

    slow = False
    """Whether the page took too few messages."""

    async def write(self) -> None:
        """Send what is to be sent, for as long as the page takes it."""
        while not self.slow:
            await self._socket.send_text(await self._queue.get())
        await self._socket.close(_AWAY)


class PageServer:
    """The application of one workout."""

    def __init__(
        self, hub: Hub, access: Access, clock: Callable[[], int], authority: bytes = b""
    ) -> None:
        """Serve the pages of `hub`; `authority` is the certificate that a phone can trust."""
        self._hub, self._access, self._clock = hub, access, clock
        self._files = {
            entry.name: entry.read_bytes()
            for entry in (files("supertimer.web") / "static").iterdir()
            if entry.is_file()
        }
        """All that can be fetched without a cookie. A name is looked up, never a path."""
        self._authority = authority

    def app(self, host: str, *, secure: bool) -> ASGIApp:
        """Return the application, reached as `host`."""
        routes = [
            Route("/", self._page),
            Route("/enter", self._enter, methods=["POST"]),
            Route("/sound/{name}", self._sound),
            Route("/awake.mp4", self._awake),
            Route("/ca.crt", self._certificate),
            Route("/{name}", self._page),
            WebSocketRoute("/live", self._live),
        ]
        self._secure = secure
        return Gate(Starlette(routes=routes), host, RequestRate(self._clock), secure=secure)

    async def _page(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        content = self._files.get(name)
        if content is None:
            return PlainTextResponse("This page does not exist.", 404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = "text/javascript" if name.endswith(".js") else kind
        return Response(content, media_type=kind, headers={"cache-control": "no-cache"})

    async def _awake(self, request: Request) -> Response:
        """Return the video that keeps the screen on; phones ask for a part of it first."""
        return FileResponse(paths.assets() / "awake" / "awake.mp4", media_type="video/mp4")

    async def _certificate(self, request: Request) -> Response:
        """Return the certificate of the authority, which is public."""
        if not self._authority:
            return PlainTextResponse("This page does not exist.", 404)
        return Response(self._authority, media_type="application/x-x509-ca-cert")

    async def _enter(self, request: Request) -> Response:
        """Exchange the link's token for a cookie."""
        device = request.client.host if request.client else ""
        if self._access.blocked(device):
            return PlainTextResponse("Too many wrong codes. Wait a minute.", 429)
        token = b""
        async for part in request.stream():
            token += part
            if len(token) > 2 * TOKEN_LENGTH:
                break
        typed = token[: 2 * TOKEN_LENGTH].decode("ascii", "replace")
        cookie = self._access.enter(bare(typed), device)
        if cookie is None:
            return PlainTextResponse("This code is not valid.", 403)
        response = Response(status_code=204)
        response.set_cookie(
            COOKIE, cookie, httponly=True, samesite="strict", secure=self._secure, path="/"
        )
        return response

    async def _sound(self, request: Request) -> Response:
        if not self._may(request):
            return PlainTextResponse("Open the link that the terminal shows.", 403)
        content = self._hub.bank.file(request.path_params["name"])
        if content is None:
            return PlainTextResponse("This sound does not exist.", 404)
        headers = {"cache-control": "private, max-age=86400, immutable"}
        return Response(content, media_type="audio/wav", headers=headers)

    def _may(self, connection: HTTPConnection) -> bool:
        return self._access.knows(connection.cookies.get(COOKIE))

    async def _live(self, socket: WebSocket) -> None:
        """Keep a page up to date, and take its presses."""
        await socket.accept()
        if not self._may(socket):
            await socket.close(_BAD)
            return
        if len(self._hub.pages) >= MOST_PAGES:
            await socket.close(_FULL)
            return
        page = Socket(socket)
        self._hub.join(page)
        writing = asyncio.ensure_future(page.write())
        try:
            await self._read(socket, page)
        except (WebSocketDisconnect, RuntimeError):  # RuntimeError: it was closed meanwhile
            pass
        finally:
            self._hub.leave(page)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    async def _read(self, socket: WebSocket, page: Socket) -> None:
        """Take messages until the page leaves, or has to."""
        loop = asyncio.get_running_loop()
        second, messages = 0, 0
        while True:
            try:
                text = await asyncio.wait_for(socket.receive_text(), SILENT_S)
            except TimeoutError:
                await socket.close(_AWAY)
                return
            except KeyError:  # bytes
                text = ""
            if int(loop.time()) != second:
                second, messages = int(loop.time()), 0
            messages += 1
            if messages > PER_SECOND or len(text) > LONGEST:
                await socket.close(_FULL)
                return
            try:
                message = FromPage.validate_json(text)
            except ValidationError:
                await socket.close(_NONSENSE)
                return
            if isinstance(message, Ping):
                page.send(written(self._pong(message)))
            else:
                page.name = message.page
                self._hub.receive(page, message)

    def _pong(self, ping: Ping) -> Pong:
        controls = self._hub.controls
        opened = controls.runner.opened if controls else 0
        return Pong(sent=ping.sent, now=self._clock() - opened, opened=opened)
