"""The options of `run` that share a workout with a phone, and the server behind them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from supertimer.config import Config
from supertimer.errors import SupertimerError

if TYPE_CHECKING:
    from supertimer.workout.controls import Pages

Command = TypeVar("Command", bound=Callable[..., Any])

_PAGES: Mapping[str, Any] = {"here": "none", "both": "offer", "phone": "play"}
"""Whether pages play the sound, by the option --sound."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_OPTIONS = (
    click.option("--share", is_flag=True, help="Show the workout on phones in this network too."),
    click.option(
        "--sound",
        type=click.Choice(("here", "phone", "both")),
        default="both",
        help="With --share: play the sound on this computer, on the phone, or on both.",
    ),
    click.option(
        "--address",
        metavar="ADDRESS",
        default="",
        show_default=False,
        help="With --share: listen on this IP address of this computer. Default: the address in"
        " the local network.",
    ),
    click.option(
        "--https",
        is_flag=True,
        help="With --share: use HTTPS with a certificate that the program makes.",
    ),
    click.option("--cert", type=_FILE, metavar="FILE", help="With --share: use this certificate."),
    click.option("--key", type=_FILE, metavar="FILE", help="The private key of --cert."),
)


def shares(command: Command) -> Command:
    """Add the options of `--share` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def silenced(sharing: Mapping[str, Any]) -> str:
    """Return the audio backend `none` for this computer if only the phone plays, or nothing."""
    return "none" if sharing["share"] and sharing["sound"] == "phone" else ""


@contextmanager
def shared(
    config: Config,
    *,
    share: bool,
    sound: str,
    address: str,
    https: bool,
    cert: Path | None,
    key: Path | None,
) -> "Iterator[Pages | None]":
    """Serve the pages of a workout inside `with`, or nothing without `share`.

    Raises UsageError for options that need another one, and SupertimerError if the workout can't
    be shared.
    """
    if (cert is None) != (key is None):
        raise click.UsageError("--cert and --key need each other")
    if not share:
        if address or https or cert or sound != "both":
            raise click.UsageError("--sound, --address, --https, --cert, and --key need --share")
        yield None
        return
    pages = _opened(config, address, https, cert, key, sound)
    try:
        yield pages
    finally:
        pages.close()


def opener(config: Config) -> "Callable[[], Pages]":
    """Return what shares a workout with the options' defaults; it raises like `shared`."""
    return partial(_opened, config)


def _opened(
    config: Config,
    address: str = "",
    https: bool = False,
    cert: Path | None = None,
    key: Path | None = None,
    sound: str = "both",
) -> "Pages":
    """Return pages that are being served."""
    try:
        from supertimer.web.share import SharedWorkout, Wish
    except ImportError as error:
        raise SupertimerError(
            f"sharing needs {error.name}, which is not installed; "
            "install it with: pip install 'supertimer-tui[web]'"
        ) from None
    from supertimer.clock import SystemClock

    wish = Wish(address, https, cert, key, _PAGES[sound])
    return SharedWorkout(wish, config.sound, SystemClock())
