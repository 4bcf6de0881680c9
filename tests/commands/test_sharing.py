"""`run --share`: options that need each other, a missing extra, and the link in line mode."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from supertimer.cli import cli

QUICK = 'name = "Quick"\n[[exercise]]\nname = "Row"\n'


def run(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["run", "big-five", "--plain", *options])
    return done.exit_code, done.output + str(done.exception or "")


@pytest.mark.parametrize("option", ["--sound=phone", "--address=127.0.0.1", "--https"])
def test_an_option_of_share_needs_share(option: str) -> None:
    code, output = run(option)
    assert code == 2
    assert "need --share" in output


def test_a_certificate_and_its_key_need_each_other(tmp_path: Path) -> None:
    cert = tmp_path / "cert.pem"
    cert.touch()
    assert "--cert and --key need each other" in run("--share", "--cert", str(cert))[1]
    key = ("--cert", str(cert), "--key", str(cert), "--address", "127.0.0.1")
    assert "can't use the certificate" in run("--share", *key)[1]


def test_a_missing_extra_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("supertimer.web", "segno"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "segno", None)
    code, output = run("--share")
    assert code == 1
    assert "sharing needs segno, which is not installed" in output
    assert "pip install 'supertimer-tui[web]'" in output


def test_the_line_mode_prints_the_link_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "quick.toml").write_text(QUICK)
    folders = {f"SUPERTIMER_{each}_DIR": str(tmp_path / each) for each in ("DATA", "CONFIG")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "supertimer", "run", str(tmp_path / "quick.toml"), "--plain"),
            *("--audio", "none", "--share", "--address", "127.0.0.1"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **folders},
        timeout=60,
    )
    link = r"^Open .* http://127\.0\.0\.1:\d+/#\w{10}$"
    assert len(re.findall(link, done.stderr, re.M)) == 1


def test_nothing_of_the_server_is_imported_without_share() -> None:
    code = (
        "import sys, supertimer.commands.run, supertimer.ui.app, supertimer.workout.trainer;"
        "print([name for name in ('starlette', 'uvicorn', 'segno') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
