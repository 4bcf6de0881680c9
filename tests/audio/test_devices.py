"""Which outputs there are, and which of them a name means."""

from typing import Any

import miniaudio
import pytest

from supertimer.audio.output.devices import find_device, output_devices
from supertimer.audio.output.speaker import SpeakerError

THERE = ("Speakers (USB)", "Headphones", "Speakers", "Headphones")


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cards, one of which is called like the beginning of the other."""

    class Devices:
        def __init__(self, backends: object) -> None: ...

        def get_playbacks(self) -> list[dict[str, Any]]:
            return [{"name": name, "id": place} for place, name in enumerate(THERE)]

    monkeypatch.setattr(miniaudio, "Devices", Devices)


@pytest.mark.usefixtures("outputs")
def test_each_name_is_told_once() -> None:
    assert output_devices() == ("Speakers (USB)", "Headphones", "Speakers")


@pytest.mark.usefixtures("outputs")
@pytest.mark.parametrize(
    ("name", "place"), [("Speakers", 2), ("speak", 0), ("Speakers (USB)", 0), ("phones", 1)]
)
def test_a_whole_name_goes_before_a_part_of_one(name: str, place: int) -> None:
    assert find_device(name) == place


@pytest.mark.usefixtures("outputs")
def test_a_name_that_nothing_has_is_told_with_what_there_is() -> None:
    with pytest.raises(SpeakerError, match=r"'Radio' not found; available: Speakers \(USB\), Head"):
        find_device("Radio")


def test_where_nothing_can_be_asked_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(backends: object) -> None:
        raise miniaudio.MiniaudioError("no back end")

    monkeypatch.setattr(miniaudio, "Devices", refuse)
    with pytest.raises(SpeakerError, match=r"card responds \(no back end\)"):
        output_devices()
