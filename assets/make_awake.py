"""Make the silent video that keeps a phone's screen on: rewrites assets/awake/awake.mp4.

Needs PyAV (`pip install av`). The video is black and its sound is silence, so nothing in it comes
from anybody else. Browsers count only a video with a soundtrack that is not muted.
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

FILE = Path(__file__).parent / "awake" / "awake.mp4"
SECONDS = 20
SIDE = 16
"""Width and height in pixels."""
RATE, FRAME = 8_000, 1024
"""Samples per second of the sound, and in each of its frames."""


def main() -> None:
    """Write the video."""
    with av.open(str(FILE), "w", options={"movflags": "faststart"}) as file:
        picture = file.add_stream("libx264", rate=1)
        picture.width = picture.height = SIDE
        picture.pix_fmt = "yuv420p"
        picture.options = {"profile": "baseline", "level": "1.0", "crf": "40"}
        sound = file.add_stream("aac", rate=RATE)
        sound.layout = "mono"
        black = np.zeros((SIDE, SIDE, 3), dtype=np.uint8)
        for second in range(SECONDS):
            frame = av.VideoFrame.from_ndarray(black, format="rgb24")
            frame.pts, frame.time_base = second, Fraction(1, 1)
            file.mux(picture.encode(frame))
        silence = np.zeros((1, FRAME), dtype=np.float32)
        for place in range(SECONDS * RATE // FRAME):
            samples = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
            samples.sample_rate = RATE
            samples.pts, samples.time_base = place * FRAME, Fraction(1, RATE)
            file.mux(sound.encode(samples))
        file.mux(picture.encode(None))
        file.mux(sound.encode(None))
    print(f"{FILE.name}: {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
