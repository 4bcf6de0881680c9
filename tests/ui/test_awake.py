"""The screen is kept on by a helper that ends with the workout."""

import sys
from pathlib import Path

import pytest

from supertimer.ui.awake import Awake

HELPER = {"linux": "systemd-inhibit", "darwin": "caffeinate"}.get(sys.platform, "")


@pytest.mark.skipif(not HELPER, reason="this system does not have the helper")
def test_the_helper_runs_until_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    helper = tmp_path / HELPER
    helper.write_text("#!/bin/sh\nexec sleep 60\n")
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    awake = Awake()
    awake.start()
    running = awake._helper
    assert running is not None
    assert running.poll() is None
    awake.stop()
    assert running.poll() is not None


def test_without_a_helper_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    awake = Awake()
    awake.start()
    awake.stop()
