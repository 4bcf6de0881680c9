"""Run a real sound server with a null sink, and find sounds in its recordings."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from supertimer.audio.monitor import found
from supertimer.audio.score.cue import RATE
from supertimer.audio.synth import Pcm, Samples

NEEDED = ("pulseaudio", "parec", "pactl")
"""The programs that the measurement needs."""

ALIKE = 0.8
"""How similar a sound and its recording must be: a tick can overlap the end of a chime."""

ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
"""The configuration that sends ALSA's sound to the sound server."""


def missing() -> list[str]:
    """Return the programs that are not installed."""
    return [program for program in NEEDED if shutil.which(program) is None]


class SoundServer:
    """Start PulseAudio with a null sink at 48 kHz, in a separate folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` becomes its XDG_RUNTIME_DIR and HOME."""
        self._folder = folder
        self._folder.mkdir(exist_ok=True)
        self._folder.chmod(0o700)
        (self._folder / ".asoundrc").write_text(ALSA)
        self._process: subprocess.Popen[bytes] | None = None
        self.env = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
        }
        self.env.pop("PULSE_SERVER", None)

    def start(self) -> None:
        """Start it, and wait until it answers; raises RuntimeError if it does not."""
        self._process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"),
                *("-L", "module-native-protocol-unix"),
                *("-L", f"module-null-sink sink_name=speaker rate={RATE}"),
            ],
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(100):
            asked = subprocess.run(["pactl", "info"], env=self.env, capture_output=True)
            if asked.returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError("the sound server does not answer")

    def ask(self, *question: str) -> str:
        """What pactl answers."""
        asked = subprocess.run(
            ["pactl", *question], env=self.env, capture_output=True, text=True, check=True
        )
        return asked.stdout

    def kill(self) -> None:
        """End it as a crash would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(number)
            process.wait()


@contextmanager
def sound_server() -> Iterator[SoundServer]:
    """A server that runs, known to this process and its children by their environment."""
    with tempfile.TemporaryDirectory(prefix="sound") as folder:
        server = SoundServer(Path(folder) / "run")
        names = ("XDG_RUNTIME_DIR", "HOME")
        before = {name: os.environ.get(name) for name in names}
        server.start()
        os.environ.update({name: server.env[name] for name in names})
        try:
            yield server
        finally:
            server.stop()
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def differences(
    recording: Samples,
    sounds: Sequence[tuple[int, Samples | Pcm]],
    near: int,
    within: int = RATE // 4,
) -> list[int]:
    """By how many samples each sound stands off its place, the first one being in its own.

    `sounds` are frames and samples as the score has them; the first one is looked for around the
    sample `near`. Raises LookupError for one that is not in the recording.
    """
    first, samples = sounds[0]
    place, alike = found(recording, samples, near, 2 * within)
    off = []
    for frame, samples in sounds:
        due = place + frame - first
        where, alike = found(recording, samples, due, within)
        if alike < ALIKE:
            raise LookupError(f"nothing like a sound due at {due / RATE:.3f} s: {alike:.2f}")
        off.append(where - due)
    return off
