"""The pacer: a bar as high as the weight should be now."""

EIGHTHS = " ▁▂▃▄▅▆▇█"


def pacer_rows(height: float, rows: int) -> list[str]:
    """One character a row, top row first: a column filled to `height` (0.0 to 1.0).

    The edge moves in steps of an eighth of a cell, so that ten seconds over twenty rows look
    like a movement, not like jumps.
    """
    eighths = round(min(1.0, max(0.0, height)) * rows * 8)
    return [EIGHTHS[min(8, max(0, eighths - 8 * row))] for row in range(rows - 1, -1, -1)]
