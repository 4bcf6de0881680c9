"""`--https`: an authority that a phone trusts once, and whose key no other user can read."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from supertimer.clock import SystemClock
from supertimer.web.certificate import FILE, VALID, CertificateError, issued
from supertimer.web.share import Wish
from tests.web.conftest import Begin
from tests.web.terminal import Terminal

HOST = "127.0.0.1"


def trusting(authority: bytes) -> ssl.SSLContext:
    """A phone that trusts an authority and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.decode())
    return context


def address(terminal: Terminal) -> str:
    return terminal.link.split("/#")[0]


def test_a_phone_that_trusts_the_authority_once_trusts_every_workout(begin: Begin) -> None:
    first = begin(wish=Wish(HOST, https=True))
    authority = httpx.get(f"{address(first)}/ca.crt", verify=False).content
    assert f"{address(first)}/ca.crt" in first.share.about
    first.close()
    second = begin(wish=Wish(HOST, https=True))
    phone = trusting(authority)
    assert httpx.get(address(second), verify=phone).status_code == 200
    answer = httpx.get(f"{address(second)}/ca.crt", verify=phone)
    assert answer.content == authority
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert b"PRIVATE" not in authority


def test_only_this_user_can_read_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "data"
    issued(HOST, folder, SystemClock())
    path = folder / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    path.chmod(0o644)
    issued(HOST, folder, SystemClock())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_certificate_is_valid_for_as_long_as_phones_accept(tmp_path: Path, begin: Begin) -> None:
    terminal = begin(wish=Wish(HOST, https=True))
    pem = ssl.get_server_certificate((HOST, terminal.port))
    ends = x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc
    assert timedelta(days=390) < ends - datetime.now(UTC) <= VALID < timedelta(days=398)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nx"])
def test_a_damaged_authority_names_its_file_and_the_fix(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    with pytest.raises(CertificateError, match="remove it") as raised:
        issued(HOST, tmp_path, SystemClock())
    assert str(path) in str(raised.value)


def test_without_https_no_authority_is_made(tmp_path: Path, begin: Begin) -> None:
    terminal = begin()
    assert httpx.get(f"{address(terminal)}/ca.crt").status_code == 404
    assert not (tmp_path / "data" / FILE).exists()
