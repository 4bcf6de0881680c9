"""The certificate of `--https`: the user's own, or one of an authority that a phone trusts once."""

import os
import ssl
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import trustme

from supertimer.clock import Clock
from supertimer.errors import SupertimerError

FILE = "share-authority.pem"
"""The authority in the data folder: its private key and its certificate."""

_BEGINS = b"-----BEGIN CERTIFICATE-----"

VALID = timedelta(days=397)
"""How long a certificate is valid; phones refuse those that are valid for years."""


class CertificateError(SupertimerError):
    """A certificate can't be used or made; the message names the file and the fix."""


def given(cert: Path, key: Path | None) -> ssl.SSLContext:
    """Return the user's own certificate; raises CertificateError if it can't be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateError(f"can't use the certificate {cert}: {error}") from None
    return context


def issued(host: str, folder: Path, clock: Clock) -> tuple[ssl.SSLContext, bytes]:
    """Return a new certificate for `host`, and the authority's own one as PEM.

    The authority is in `folder`; the first call makes it. Raises CertificateError if its file can't
    be read or written.
    """
    authority = _authority(folder / FILE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ends = clock.wall() + VALID
    authority.issue_cert(host, organization_name="supertimer", not_after=ends).configure_cert(
        context
    )
    return context, authority.cert_pem.bytes()


def _authority(path: Path) -> trustme.CA:
    try:
        content = path.read_bytes()
        path.chmod(0o600)
    except FileNotFoundError:
        return _new(path)
    except OSError as error:
        raise CertificateError(f"can't read {path}: {error.strerror}") from None
    key, begins, rest = content.partition(_BEGINS)
    try:
        return trustme.CA.from_pem(begins + rest, key)
    except ValueError:
        raise CertificateError(
            f"{path} is damaged; remove it, and the next start makes a new one that phones must"
            " trust again"
        ) from None


def _new(path: Path) -> trustme.CA:
    """Make an authority, and store it where only this user can read it."""
    authority = trustme.CA(organization_name="supertimer on this computer")
    content = authority.private_key_pem.bytes() + authority.cert_pem.bytes()
    try:
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
    except OSError as error:
        raise CertificateError(f"can't write {path}: {error.strerror}") from None
    return authority
