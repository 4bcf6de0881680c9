"""The sets of each muscle, week by week."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.text import Text
from textual.widgets import Static

from supertimer.body.coverage import MuscleShare, Worked, by_week
from supertimer.body.muscles import MAJOR, Muscle
from supertimer.ui.workout.gauges import EIGHTHS

MOST_WEEKS = 26
"""How many weeks to show, at most."""

NAMES = 2 + max(map(len, MAJOR))
"""The columns of the names of the muscles."""

WEEK = 5
"""The columns of a week."""

TITLE = "Sets per week"
KEY = "+n: only as a helper"


class MuscleWeeks(Static):
    """A table of the major muscles, with one column per week, as many as fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._worked: Sequence[Worked] = ()
        self._today = date.min

    def show(self, worked: Sequence[Worked], today: date) -> None:
        """Show the sets from now on."""
        self._worked, self._today = worked, today
        self.draw()

    def on_resize(self) -> None:
        """Draw again: another width has room for other weeks."""
        self.draw()

    def draw(self) -> None:
        """Draw in the colors of the theme."""
        weeks = min(MOST_WEEKS, max(1, (self.size.width - NAMES) // WEEK))
        theme = self.app.current_theme
        styles = theme.secondary or "bold", theme.variables.get("quiet", "dim")
        self.update(weeks_text(by_week(self._worked, self._today, weeks), *styles))


def weeks_text(weeks: Mapping[date, Mapping[Muscle, MuscleShare]], accent: str, quiet: str) -> Text:
    """Return the table: a bar and the number of sets for each muscle and week."""
    text = Text(f"{TITLE}\n\n", "bold", no_wrap=True)
    months, before = "", ""
    for monday in weeks:
        month = f"{monday:%b}"
        months += f"{month if month != before else '':{WEEK}}"
        before = month
    days = "".join(f"{monday.day:<{WEEK}}" for monday in weeks)
    text.append(
        f"{'':{NAMES}}{months.rstrip()}\n{'':{NAMES}}{days.rstrip()}\n", f"not bold {quiet}"
    )
    most = max((share.sets for shares in weeks.values() for share in shares.values()), default=1)
    for muscle in MAJOR:
        text.append(f"{muscle:{NAMES}}", "not bold")
        for shares in weeks.values():
            share = shares.get(muscle, MuscleShare())
            said = (
                str(share.sets) if share.sets else f"+{share.helped_sets}" * bool(share.helped_sets)
            )
            level = max(1, round(share.sets * 8 / max(1, most)))
            bar = EIGHTHS[level] if share.sets else "" if said else "·"
            text.append(bar, f"not bold {accent if share.sets else quiet}")
            said = f" {said}" if bar and said else said
            text.append(f"{said:{WEEK - len(bar)}}", f"not bold {'' if share.sets else quiet}")
        text.append("\n")
    text.append(f"\n{KEY}", f"not bold {quiet}")
    return text
