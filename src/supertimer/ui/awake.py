"""Keep the display on during a workout, if the system offers a way."""

import os
import shutil
import subprocess
import sys


def _ways(pid: int) -> dict[str, tuple[str, ...]]:
    """Return the command of each system that keeps the display on while `pid` runs."""
    return {
        "linux": (
            "systemd-inhibit", "--what=idle:sleep", "--who=supertimer", "--why=workout",
            "--mode=block", "tail", f"--pid={pid}", "-f", "/dev/null",
        ),
        "darwin": ("caffeinate", "-d", "-i", "-w", str(pid)),
    }  # fmt: skip


_AWAKE, _NORMAL = 0x80000003, 0x80000000
"""Windows: ES_CONTINUOUS, with and without ES_SYSTEM_REQUIRED and ES_DISPLAY_REQUIRED."""


class Awake:
    """Keeps the display on from `start` to `stop`, if the system offers a way."""

    def __init__(self) -> None:
        self._helper: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Keep the display on; never raises."""
        if sys.platform == "win32":
            _tell_windows(_AWAKE)
            return
        way = _ways(os.getpid()).get(sys.platform)
        if way is None or shutil.which(way[0]) is None or self._helper is not None:
            return
        try:
            self._helper = subprocess.Popen(
                way,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            self._helper = None

    def stop(self) -> None:
        """Let the display turn off again."""
        if sys.platform == "win32":
            _tell_windows(_NORMAL)
        if self._helper is not None:
            self._helper.terminate()
            self._helper.wait()
            self._helper = None


def _tell_windows(state: int) -> None:
    import ctypes

    ctypes.windll.kernel32.SetThreadExecutionState(state)  # type: ignore[attr-defined]
