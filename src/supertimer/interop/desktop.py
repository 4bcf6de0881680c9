"""A notification on the desktop, through the tool that the system brings along."""

import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

from supertimer.errors import SupertimerError

_SCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


class NotificationError(SupertimerError):
    """No notification could be shown; the message says why and what would help."""


def notify(title: str, text: str) -> None:
    """Show a notification; `text` is shown as it is, whatever it contains.

    Raises:
        NotificationError: there is no tool for it, or no desktop to show it on.
    """
    if sys.platform == "darwin":
        command = ["osascript", "-e", _SCRIPT, title, text]
    elif tool := shutil.which("notify-send"):
        command = [tool, "--app-name=supertimer", "--", title, escape(text, quote=False)]
    else:
        raise NotificationError(
            "no notification: there is no notify-send here (Debian and Ubuntu: libnotify-bin)"
        )
    try:
        subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=10, env=_environment()
        )
    except subprocess.CalledProcessError as error:
        told = error.stderr.strip().splitlines()
        raise NotificationError(
            f"no notification: {told[0] if told else 'the desktop took none'}"
        ) from None
    except (OSError, subprocess.TimeoutExpired):
        raise NotificationError("no notification: the desktop does not answer") from None


def _environment() -> dict[str, str]:
    """The environment, with the address of the user's desktop, which cron does not tell."""
    environment = dict(os.environ)
    if hasattr(os, "getuid"):
        bus = Path(f"/run/user/{os.getuid()}/bus")
        if bus.exists():
            environment.setdefault("DBUS_SESSION_BUS_ADDRESS", f"unix:path={bus}")
    return environment
