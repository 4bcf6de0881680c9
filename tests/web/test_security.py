"""Each "cannot" of docs/security.md, tried."""

import contextlib
import json
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from supertimer.clock import ManualClock, SystemClock
from supertimer.config import SoundSettings
from supertimer.web import access
from supertimer.web.access import COOKIE, PER_MS, REQUESTS, TRIES, WITHIN_MS, Access, RequestRate
from supertimer.web.messages import LONGEST
from supertimer.web.server import MOST_PAGES, PER_SECOND
from supertimer.web.share import SharedWorkout, ShareError, Wish
from tests.web.conftest import Begin, Open
from tests.web.terminal import Terminal
from tests.web.test_page import shows

HANDSHAKE = (
    "GET /live HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n"
)
PING = json.dumps({"type": "ping", "sent": 1})


def parts(terminal: Terminal) -> tuple[str, str]:
    """The address and the token of a link."""
    address, token = terminal.link.split("/#")
    return address, token


def client(terminal: Terminal, **headers: str) -> httpx.Client:
    address, _ = parts(terminal)
    return httpx.Client(base_url=address, headers={"origin": address, **headers})


def cookie(terminal: Terminal) -> str:
    with client(terminal) as web:
        answer = web.post("/enter", content=parts(terminal)[1])
        assert answer.status_code == 204
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert "SameSite=strict" in answer.headers["set-cookie"]
        return answer.cookies[COOKIE]


@contextlib.contextmanager
def live(terminal: Terminal, key: str, **headers: str) -> Iterator[ClientConnection]:
    address, _ = parts(terminal)
    own: dict[str, str] = {"origin": address, "cookie": f"{COOKIE}={key}", **headers}
    origin: Any = own.pop("origin") or None
    url = f"{address.replace('http', 'ws')}/live"
    with connect(url, additional_headers=own, origin=origin) as page:
        yield page


def closed_with(page: ClientConnection) -> int | None:
    """Read until the server closes; return its code."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            page.recv(timeout=30)
    return closed.value.rcvd.code if closed.value.rcvd else None


def still_serves(terminal: Terminal) -> None:
    with live(terminal, cookie(terminal)) as page:
        assert json.loads(page.recv(timeout=30))["type"] == "workout"


# Without the link


def test_no_one_sees_the_workout_without_the_link(begin: Begin) -> None:
    terminal = begin()
    for key in ("", "x" * 43, parts(terminal)[1]):
        with live(terminal, key) as page:
            assert closed_with(page) == 4403
        with client(terminal, cookie=f"{COOKIE}={key}") as web:
            assert web.get("/sound/silence").status_code == 403


@pytest.mark.parametrize("token", ["", "a", "a" * 16, "a" * 100_000, "\u00e9" * 16, "\0"])
def test_a_wrong_token_opens_nothing(token: str, begin: Begin) -> None:
    with client(begin()) as web:
        answer = web.post("/enter", content=token.encode())
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_token_with_more_behind_it_is_wrong(begin: Begin) -> None:
    terminal = begin()
    with client(terminal) as web:
        assert web.post("/enter", content=parts(terminal)[1] + "a").status_code == 403


def test_ten_thousand_wrong_tokens_are_not_tried() -> None:
    """After ten within a minute, a device has to wait; many devices do not help."""
    clock = ManualClock(0)
    access = Access(clock.now)
    tried = {True: 0, False: 0}
    for place in range(10_000):
        blocked = access.blocked("phone")
        tried[blocked] += 1
        if not blocked:
            access.enter(f"{place:016}", "phone")
    assert tried[False] == TRIES
    clock.advance(PER_MS + 1)
    assert not access.blocked("phone")
    tries = 0
    for place in range(10_000):
        if not access.blocked(f"device {place}"):
            tries += 1
            access.enter("", f"device {place}")
    assert tries == 10 * TRIES


def test_the_server_refuses_even_the_right_token_after_too_many_wrong_ones(begin: Begin) -> None:
    terminal = begin()
    with client(terminal) as web:
        codes = [web.post("/enter", content="wrong").status_code for _ in range(TRIES + 1)]
        assert codes == [403] * TRIES + [429]
        assert web.post("/enter", content=parts(terminal)[1]).status_code == 429


def test_a_cookie_and_a_link_end_with_the_workout(begin: Begin) -> None:
    first = begin()
    key, (_, token) = cookie(first), parts(first)
    first.close()
    second = begin()
    with live(second, key) as page:
        assert closed_with(page) == 4403
    with client(second) as web:
        assert web.post("/enter", content=token).status_code == 403


# Other sites


def test_a_page_of_another_site_cannot_act(begin: Begin) -> None:
    terminal = begin()
    key = cookie(terminal)
    for origin in ("http://evil.example", "null", "https://127.0.0.1:1", ""):
        with pytest.raises(InvalidStatus, match="403"), live(terminal, key, origin=origin):
            pass
        with client(terminal, origin=origin) as web:
            assert web.post("/enter", content=parts(terminal)[1]).status_code == 403


def test_a_page_of_another_site_cannot_act_in_a_browser(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link)
    shows(page, "waiting")
    evil = page.context.new_page()
    body = "<title>evil</title>"
    evil.route(
        "http://evil.example/**", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    evil.goto("http://evil.example/")
    address, token = parts(terminal)
    tried = evil.evaluate(
        """async ([address, token]) => {
            const fetched = await fetch(address + "/enter",
                {method: "POST", body: token, credentials: "include"}).then(() => "ok", () => "no");
            const socket = await new Promise((done) => {
                const tried = new WebSocket(address.replace("http", "ws") + "/live");
                tried.onopen = () => done("ok");
                tried.onerror = () => done("no");
            });
            return [fetched, socket];
        }""",
        [address, token],
    )
    assert tried == ["no", "no"]


def test_another_name_for_this_computer_is_refused(begin: Begin) -> None:
    """DNS rebinding: a site gives its own name the address of this computer."""
    terminal = begin()
    address, _ = parts(terminal)
    for host in ("evil.example", f"evil.example:{terminal.port}", "127.0.0.1", "localhost"):
        for path in ("/", "/main.js", "/sound/silence"):
            answer = httpx.get(f"{address}{path}", headers={"host": host})
            assert answer.status_code == 403
        with socket.create_connection(("127.0.0.1", terminal.port)) as raw:
            raw.sendall(HANDSHAKE.format(host=host).encode())
            assert raw.recv(1000).startswith(b"HTTP/1.1 403")


def test_nothing_of_another_site_is_loaded_and_no_other_site_may_frame_the_page(
    begin: Begin, opened: Open
) -> None:
    terminal = begin()
    asked: list[str] = []
    page: Page = opened("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(terminal.link)
    shows(page, "waiting")
    address, _ = parts(terminal)
    assert asked and all(url.startswith(address) for url in asked)
    with client(terminal) as web:
        for path in ("/", "/style.css", "/missing"):
            headers = web.get(path).headers
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'")
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy and "*" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "server" not in headers


# What comes in


@pytest.mark.parametrize(
    "path",
    [
        *("/../pyproject.toml", "/..%2f..%2fpyproject.toml", "/%2e%2e/server.py", "//etc/passwd"),
        *("/static/main.js", "/sound/../main.js/x", "/sound/%2e%2e%2fmain.js", "/main.js%00"),
        "/server.py",
    ],
)
def test_a_path_outside_the_page_does_not_exist(path: str, begin: Begin) -> None:
    terminal = begin()
    with client(terminal, cookie=f"{COOKIE}={cookie(terminal)}") as web:
        assert web.get(httpx.URL(path)).status_code in (403, 404)


@pytest.mark.parametrize(
    "message",
    [
        *("", "nonsense", "{}", "[]", "null", '{"type": "press"}', '{"type": "ping", "sent": "x"}'),
        '{"type": "ping", "sent": 1, "more": 1}',
        '{"type": "ping", "sent": NaN}',
        '{"type": "press", "page": "aaaaaaaa", "id": 1, "action": "format", "at": 1}',
        '{"type": "press", "page": "aaaaaaaa", "id": 1, "action": "main", "at": -1}',
        '{"type": "press", "page": "<script>", "id": 1, "action": "main", "at": 1}',
        '{"type": "press", "page": "aaaaaaaa", "id": 1, "action": "main", "at": 1e99}',
        b"\x00\xff",
    ],
)
def test_nonsense_closes_its_page_and_no_other(message: str | bytes, begin: Begin) -> None:
    terminal = begin()
    key = cookie(terminal)
    with live(terminal, key) as other, live(terminal, key) as page:
        page.send(message)
        assert closed_with(page) in (4400, 1007)
        other.send(PING)
        types = [json.loads(other.recv(timeout=30))["type"] for _ in range(4)]
        assert types == ["workout", "cues", "picture", "pong"]
    assert not terminal.results


@pytest.mark.parametrize("size", [LONGEST + 1, 10_000_000])
def test_a_message_that_is_too_long_closes_its_page(size: int, begin: Begin) -> None:
    terminal = begin()
    with live(terminal, cookie(terminal)) as page:
        with contextlib.suppress(ConnectionClosed):
            page.send(" " * size)
        assert closed_with(page) in (1009, 4429, None)
    still_serves(terminal)


def test_a_flood_of_messages_closes_its_page(begin: Begin) -> None:
    terminal = begin()
    with live(terminal, cookie(terminal)) as page:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(PER_SECOND * 5):
                page.send(PING)
        assert closed_with(page) == 4429
    still_serves(terminal)


def test_a_long_request_is_refused(begin: Begin) -> None:
    terminal = begin()
    # The connection may be closed while the request is still being sent.
    with client(terminal) as web, contextlib.suppress(httpx.TransportError):
        assert web.get("/", headers={"x": "y" * 10_000_000}).status_code == 400
    with client(terminal) as web:
        assert web.post("/enter", content=b"a" * 10_000_000).status_code == 403
    still_serves(terminal)


def test_a_device_that_sends_too_many_requests_has_to_wait() -> None:
    clock = ManualClock(20_000)
    rate = RequestRate(clock.now)
    assert [rate.exceeded("phone") for _ in range(REQUESTS + 2)].count(True) == 2
    assert not rate.exceeded("another phone")
    clock.advance(WITHIN_MS)
    assert not rate.exceeded("phone")


def test_too_many_requests_are_refused_and_an_open_page_goes_on(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "REQUESTS", 20)  # a slow machine can't send many in ten seconds
    terminal = begin()
    with live(terminal, cookie(terminal)) as page, client(terminal) as web:
        codes = {web.get("/icon.svg").status_code for _ in range(40)}
        assert codes == {200, 429}
        page.send(PING)
        while json.loads(page.recv(timeout=30))["type"] != "pong":
            pass


def test_a_twenty_first_page_is_refused(begin: Begin) -> None:
    terminal = begin()
    key = cookie(terminal)
    with contextlib.ExitStack() as stack:
        for _ in range(MOST_PAGES):
            stack.enter_context(live(terminal, key)).recv(timeout=30)
        with live(terminal, key) as page:
            assert closed_with(page) == 4429
    still_serves(terminal)


def test_a_press_that_is_sent_again_acts_once(begin: Begin) -> None:
    terminal = begin()
    press = {"type": "press", "page": "a" * 10, "id": 1, "action": "heavier", "at": 0}
    press["at"] = terminal.snapshot.at
    with live(terminal, cookie(terminal)) as page:
        for _ in range(3):
            page.send(json.dumps(press))
        answers = 0
        while answers < 1:
            answers += json.loads(page.recv(timeout=30))["type"] == "answer"
        page.send(json.dumps(press))
        while answers < 2:
            answers += json.loads(page.recv(timeout=30))["type"] == "answer"
    terminal.until(lambda now: str(now.load) == "105 kg")
    with live(terminal, cookie(terminal)) as page:  # what was sent three times has acted by now
        page.send(PING)
        while json.loads(page.recv(timeout=30))["type"] != "pong":
            pass
    assert str(terminal.snapshot.load) == "105 kg"


# HTTPS and addresses


def test_https_protects_the_link_and_the_cookie(begin: Begin, opened: Open) -> None:
    terminal = begin(wish=Wish("127.0.0.1", https=True))
    address, token = parts(terminal)
    assert address.startswith("https://")
    trusting = ssl.create_default_context()
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, verify=trusting)
    with httpx.Client(base_url=address, verify=False, headers={"origin": address}) as web:
        assert "Secure" in web.post("/enter", content=token).headers["set-cookie"]
    page = opened(terminal.link, ignore_https_errors=True)
    shows(page, "waiting")
    expect(page.locator("#exercise")).to_have_text("Leg press")
    assert page.evaluate("isSecureContext && 'wakeLock' in navigator")


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "example.com", "a b", "8.8.8.8"])
def test_only_an_address_of_this_computer_is_listened_on(address: str) -> None:
    for https in (False, True):
        with pytest.raises(ShareError):
            SharedWorkout(Wish(address, https=https), SoundSettings(), SystemClock())
