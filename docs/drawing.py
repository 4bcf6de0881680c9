"""Draw a moving picture: it has each version of a row once, and shows it while a frame has it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from supertimer.ui.drawing import Frame, drawn_row, picture


def moving(frames: Sequence[tuple[Frame, int]], ground: str) -> str:
    """Return a picture that shows each frame for its milliseconds, again and again."""
    total = sum(ms for _, ms in frames)
    shown: dict[str, list[tuple[int, int]]] = defaultdict(list)
    at = 0
    for frame, ms in frames:
        for y, row in enumerate(frame):
            times = shown[drawn_row(row, y, ground)]
            if times and times[-1][1] == at:
                times[-1] = (times[-1][0], at + ms)
            else:
                times.append((at, at + ms))
        at += ms
    names: dict[tuple[tuple[int, int], ...], str] = {}
    rows = []
    for drawn, times in shown.items():
        if times == [(0, total)] or not drawn:
            rows.append(f"{drawn}\n")
            continue
        name = names.setdefault(tuple(times), f"t{len(names)}")
        first = "" if times[0][0] == 0 else " h"
        rows.append(f'<g class="{name}{first}">{drawn}</g>\n')
    style = [f".h{{visibility:hidden}}g{{animation:{total}ms step-end infinite}}"]
    for times_of, name in names.items():
        style.append(f".{name}{{animation-name:{name}}}{_keyframes(name, times_of, total)}")
    style.append("@media(prefers-reduced-motion:reduce){g{animation:none}}")
    return picture(frames[0][0], "".join(rows), ground, "\n".join(style))


def _keyframes(name: str, times: Iterable[tuple[int, int]], total: int) -> str:
    """Return when a version of a row is seen."""
    stops = {0: "hidden"}
    for begin, end in times:
        stops |= {begin: "visible", end: "hidden"}
    told = "".join(f"{ms * 100 / total:.5g}%{{visibility:{how}}}" for ms, how in stops.items())
    return f"@keyframes {name}{{{told}}}"
