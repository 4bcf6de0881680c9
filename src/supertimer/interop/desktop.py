"""Desktop notifications, through the tool of the system."""

import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

from supertimer.errors import SupertimerError

_SCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


class NotificationError(SupertimerError):
    """The notification could not be shown; the message says why and how to fix it."""


def notify(title: str, text: str) -> None:
    """Show a notification; markup in `text` is shown as text.

    Raises:
        NotificationError: the tool or the desktop is missing, or does not answer.
    """
    if sys.platform == "darwin":
        command = ["osascript", "-e", _SCRIPT, title, text]
    elif tool := shutil.which("notify-send"):
        command = [tool, "--app-name=supertimer", "--", title, escape(text, quote=False)]
    else:
        raise NotificationError(
            "can't show a notification: notify-send is missing; on Debian and Ubuntu:"
            " sudo apt install libnotify-bin"
        )
    try:
        subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=10, env=_environment()
        )
    except subprocess.CalledProcessError as error:
        told = error.stderr.strip().splitlines()
        raise NotificationError(
            f"can't show a notification: {told[0] if told else 'the desktop refused it'}"
        ) from None
    except (OSError, subprocess.TimeoutExpired):
        raise NotificationError("can't show a notification: the desktop does not answer") from None


def _environment() -> dict[str, str]:
    """Return the environment with the address of the user's desktop, which cron leaves out."""
    environment = dict(os.environ)
    if hasattr(os, "getuid"):
        bus = Path(f"/run/user/{os.getuid()}/bus")
        if bus.exists():
            environment.setdefault("DBUS_SESSION_BUS_ADDRESS", f"unix:path={bus}")
    return environment
