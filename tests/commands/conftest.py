from pathlib import Path

import pytest

from tests.commands.diaries import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The folders of a user, empty, and the environment that names them."""
    home = Home(tmp_path)
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(home.data))
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(home.config))
    return home
