"""Who may come in: the token of the link, the cookie, and the hosts and origins that count.

`Gate` stands before the whole application. It answers what must not reach it, and adds the headers
that keep other sites out of the page and the page out of other sites.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 letters that can't be mistaken for each other."""
TOKEN_LENGTH = 10
"""50 bits: short enough to type, too long to guess at 100 tries per minute."""

COOKIE = "supertimer"
SESSIONS = 100
"""How many cookies count at once; a new one then takes the place of the oldest."""

TRIES, PER_MS = 10, 60_000
"""How many wrong tokens per minute one device may send, and all devices ten times that."""


REQUESTS, WITHIN_MS = 400, 10_000
"""How many requests one device may send within some milliseconds: a page needs about 60."""

DEVICES = 1_000
"""How many devices are counted at once."""


def new_token() -> str:
    """Return a random token for a link."""
    return "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))


def grouped(token: str) -> str:
    """Return a token as people read and type it: `abcde-fghij`."""
    return f"{token[:5]}-{token[5:]}"


def bare(typed: str) -> str:
    """Return what was typed without what people add: spaces, dashes, capitals."""
    return "".join(typed.split()).replace("-", "").lower()


class Access:
    """The token of one workout, and the cookies that were given for it."""

    def __init__(self, clock: Callable[[], int]) -> None:
        """Make a token; `clock` gives milliseconds."""
        self.token = new_token()
        self._clock = clock
        self._sessions: OrderedDict[str, None] = OrderedDict()
        self._wrong: dict[str, list[int]] = {}

    def enter(self, token: str, device: str) -> str | None:
        """Return a new cookie for the right token from `device`; None for a wrong one."""
        if not compare_digest(token.encode(), self.token.encode()):
            self._wrong.setdefault(device, []).append(self._clock())
            return None
        cookie = secrets.token_urlsafe(32)
        self._sessions[cookie] = None
        if len(self._sessions) > SESSIONS:
            self._sessions.popitem(last=False)
        return cookie

    def blocked(self, device: str) -> bool:
        """Return whether `device`, or all together, sent too many wrong tokens of late."""
        since = self._clock() - PER_MS
        self._wrong = {
            name: late
            for name, times in self._wrong.items()
            if (late := [at for at in times if at > since])
        }
        everybody = sum(len(times) for times in self._wrong.values())
        return len(self._wrong.get(device, ())) >= TRIES or everybody >= 10 * TRIES

    def knows(self, cookie: str | None) -> bool:
        """Return whether `cookie` was given for this workout."""
        return cookie is not None and cookie in self._sessions

    def revoke(self) -> None:
        """Let the token and all cookies count no more."""
        self.token = new_token()
        self._sessions.clear()


class RequestRate:
    """How many requests each device has sent of late."""

    def __init__(self, clock: Callable[[], int]) -> None:
        """Count by `clock`, which gives milliseconds."""
        self._clock = clock
        self._began = 0
        self._counts: dict[str, int] = {}

    def exceeded(self, device: str) -> bool:
        """Count a request; return whether `device` has sent too many."""
        now = self._clock()
        if now - self._began >= WITHIN_MS or len(self._counts) > DEVICES:
            self._began, self._counts = now, {}
        self._counts[device] = self._counts.get(device, 0) + 1
        return self._counts[device] > REQUESTS


class Gate:
    """Lets requests pass that come from the page itself, not too many, and no others."""

    def __init__(self, app: ASGIApp, host: str, rate: RequestRate, *, secure: bool) -> None:
        """Protect `app`, which is reached as `host`, such as `192.168.1.5:8765`."""
        self._app = app
        self._rate = rate
        self._host = host
        scheme, socket = ("https", "wss") if secure else ("http", "ws")
        self._origin = f"{scheme}://{host}"
        own = "'self'"
        self._headers = {
            "content-security-policy": (
                f"default-src 'none'; script-src {own}; style-src {own}; img-src {own}; "
                f"media-src {own}; manifest-src {own}; connect-src {own} {socket}://{host}; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        device = scope["client"][0] if scope.get("client") else ""
        if self._rate.exceeded(device):
            await PlainTextResponse("Too many requests. Wait.", 429, self._headers)(
                scope, receive, send
            )
            return
        if why := self._refuses(scope):
            await PlainTextResponse(why, 403, self._headers)(scope, receive, send)
            return

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_safe)

    def _refuses(self, scope: Scope) -> str:
        """Return why a request must not pass; empty if it may."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._host]:
            return "Open the address that the terminal shows."
        origins = headers.getlist("origin")
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if origins != [self._origin] and (origins or not reads):
            return "Only the page itself may ask for this."
        return ""
