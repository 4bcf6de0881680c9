"""`render` and `doctor`: workouts as sound files, and what is said of the sound."""

import json
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from supertimer.audio import sound_file
from supertimer.audio.score.cue import RATE
from supertimer.audio.score.track import Track, cue_sheet
from supertimer.cli import cli

ROUTINE = """
name = "Short"
[defaults]
tempo = "lift 2, lower 2"
target = "6-8s"
ready = "3s"
push = "2s"
rest = "10s"
[[exercise]]
name = "Leg press"
load = "120 lb"
settings = { seat = 4 }
[[exercise]]
name = "Zercher squat"
"""


@pytest.fixture
def routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"SUPERTIMER_{name}_DIR", str(tmp_path / name))
    path = tmp_path / "short.toml"
    path.write_text(ROUTINE)
    return path


def call(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=True)


def samples(path: Path) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_volumes_in_the_settings_are_heard(routine: Path, tmp_path: Path) -> None:
    def rendered(name: str) -> tuple[dict[str, int], np.ndarray[tuple[int], np.dtype[np.int16]]]:
        out, listed = tmp_path / f"{name}.wav", tmp_path / f"{name}.json"
        result = call("render", routine, "-o", out, "--cues", listed, "--profile", "tones")
        assert result.exit_code == 0, result.output
        cues = [json.loads(line) for line in listed.read_text().splitlines()]
        return {cue["cue"]: cue["frame"] for cue in cues}, samples(out)

    usual, loud = rendered("usual")
    (tmp_path / "CONFIG").mkdir(exist_ok=True)
    settings = "[sound]\nvolumes = { tick = -6, count = -inf, lower = 0.0 }\n"
    (tmp_path / "CONFIG" / "config.toml").write_text(settings)
    cues, soft = rendered("soft")

    def level(heard: np.ndarray[tuple[int], np.dtype[np.int16]], frame: int) -> float:
        return float(np.sqrt(np.mean(heard[frame : frame + RATE // 50].astype(float) ** 2)))

    assert "count" in usual and "count" not in cues
    assert not soft[usual["count"] : usual["count"] + RATE // 10].any()
    quieter = 20 * np.log10(level(soft, cues["tick"]) / level(loud, usual["tick"]))
    assert quieter == pytest.approx(-6, abs=0.1)
    assert level(soft, cues["lower"]) == level(loud, usual["lower"])


def test_every_cue_that_is_listed_is_heard_at_its_frame(routine: Path, tmp_path: Path) -> None:
    out, listed = tmp_path / "short.wav", tmp_path / "cues.json"
    result = call("render", routine, "-o", out, "--cues", listed, "--profile", "tones")
    assert result.exit_code == 0, result.output
    heard = np.abs(samples(out).astype(np.int32))
    cues = [json.loads(line) for line in listed.read_text().splitlines()]
    assert [cue["frame"] for cue in cues] == sorted(cue["frame"] for cue in cues)
    assert [cue["cue"] for cue in cues][:6] == ["count", "count", "lift", "tick", "lower", "tick"]
    for cue in cues:
        assert cue["frame"] == cue["at_ms"] * 48
        assert heard[cue["frame"] : cue["frame"] + 960].max() > 500
    assert not heard[: cues[0]["frame"]].any()


def test_sets_to_fatigue_play_to_the_top_of_the_window_or_as_told(
    routine: Path, tmp_path: Path
) -> None:
    def fatigue(*more: str) -> list[int]:
        listed = tmp_path / "cues.json"
        assert (
            call("render", routine, "-o", tmp_path / "a.wav", "--cues", listed, *more).exit_code
            == 0
        )
        cues = [json.loads(line) for line in listed.read_text().splitlines()]
        return [cue["at_ms"] for cue in cues if cue["cue"] == "fatigue"]

    assert fatigue()[0] == 3_000 + 8_000
    assert fatigue("--fatigue-after", "5s")[0] == 3_000 + 5_000


def test_one_track_per_set_with_a_playlist(routine: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tracks"
    assert call("render", routine, "--split", folder).exit_code == 0
    head, *lines = (folder / "playlist.m3u8").read_text().splitlines()
    names = lines[1::2]
    assert head == "#EXTM3U"
    assert names == ["01-Leg-press-set-1.wav", "02-Zercher-squat-set-1.wav"]
    seconds = len(samples(folder / names[0])) // RATE
    assert lines[0] == f"#EXTINF:{seconds},01 Leg press, set 1"
    heard = samples(folder / names[1])
    assert heard[20 * RATE : 20 * RATE + 960].any()  # the first lift, after 20 s to get ready
    assert not heard[-60 * RATE :].any()  # time to press next


def test_a_cue_sheet_names_the_sets(routine: Path, tmp_path: Path) -> None:
    assert call("render", routine, "-o", tmp_path / "short.wav", "--sheet").exit_code == 0
    sheet = (tmp_path / "short.cue").read_text()
    assert 'FILE "short.wav" WAVE' in sheet
    assert '    TITLE "Leg press, set 1"\n    INDEX 01 00:03:00\n' in sheet
    assert 'FILE "short.mp3" MP3' in cue_sheet(Track("Short", (), 1), "short.mp3")


@pytest.mark.parametrize("suffix", ["flac", "ogg", "opus", "mp3"])
def test_other_formats_hold_the_same_length(routine: Path, tmp_path: Path, suffix: str) -> None:
    soundfile = pytest.importorskip("soundfile", reason="the extra files is not installed")
    out = tmp_path / f"short.{suffix}"
    result = call("render", routine, "-o", out, "-o", out)
    assert result.exit_code == 0, result.output
    call("render", routine, "-o", tmp_path / "short.wav")
    length = len(samples(tmp_path / "short.wav"))
    assert abs(soundfile.info(out).frames - length) < RATE / 10
    with soundfile.SoundFile(out) as file:
        assert file.title == "Short"


def test_a_format_that_cannot_be_written_is_told_with_the_remedy(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "must end in" in str(call("render", routine, "-o", tmp_path / "a.xyz").exception)
    monkeypatch.setattr(sound_file, "find_spec", lambda name: None)
    told = str(call("render", routine, "-o", tmp_path / "a.mp3").exception)
    assert 'pip install "supertimer-tui[files]"' in told
    assert not list(tmp_path.glob("a.*"))


def test_a_file_that_can_not_be_written_is_reported(routine: Path, tmp_path: Path) -> None:
    told = str(call("render", routine, "-o", tmp_path / "nowhere" / "a.wav").exception)
    assert "can't write" in told


def test_nothing_is_rendered_where_the_cues_have_no_place(routine: Path, tmp_path: Path) -> None:
    out, listed = tmp_path / "a.wav", tmp_path / "nowhere" / "c.json"
    told = str(call("render", routine, "-o", out, "--cues", listed).exception)
    assert told == f"can't write {listed}: the folder {listed.parent} does not exist"
    assert not out.exists()


def test_somewhere_must_be_named(routine: Path) -> None:
    assert call("render", routine).exit_code == 2


def test_doctor_says_what_is_missing_and_that_only_the_bell_is_left(
    routine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    monkeypatch.setenv("HOME", str(tmp_path))
    result = call("doctor", "--quiet", "--audio", "bell")
    assert "bell: plays the sound." in result.output
    assert "Sound profile: guided" in result.output
    settings = tmp_path / "CONFIG"
    assert result.output.splitlines()[-3:] == [
        f"History folder: {tmp_path / 'DATA'}",
        f"Settings folder: {settings}",
        f"Routine folder: {settings / 'routines'}",
    ]
    assert "\N{ESCAPE}" not in result.output
    assert sys.version_info >= (3, 11)


def test_a_link_beside_the_file_is_not_followed(routine: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "short.wav.part").symlink_to(victim)
    assert call("render", routine, "-o", tmp_path / "short.wav").exit_code == 0
    assert victim.read_text() == "mine"
    assert not (tmp_path / "short.wav").is_symlink()
