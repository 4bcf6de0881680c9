import os
from collections.abc import Iterator

import pytest

from bench.sound_server import SoundServer, missing, sound_server


@pytest.fixture
def server() -> Iterator[SoundServer]:
    """A real sound server; its sink plays only to a program that records it."""
    if absent := missing():
        notice = f"needs {', '.join(absent)} to play to"
        if os.environ.get("CI"):
            pytest.fail(notice)
        pytest.skip(notice)
    with sound_server() as running:
        yield running
