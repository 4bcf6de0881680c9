"""Write the parts of the docs that follow from the code: `make docs`. A test fails if they are old.

A generated part is between `<!-- NAME -->` and `<!-- end of NAME -->`.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from docs import routine_parts
from docs.man_page import man_page
from supertimer.commands.completion import script
from supertimer.engine.state import ELAPSED, TRANSITIONS, Effect, State
from supertimer.interop import whole
from supertimer.ui.glossary import GLOSSARY
from supertimer.web.messages import FromPage, ToPage

DOCS = Path(__file__).parent
SHARE = DOCS.parent / "share"
"""The files that the wheel puts into the folder `share` of an installation."""


def diagram() -> str:
    """Return the transition table as a diagram; each arrow names its triggers."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.WAITING}"]
    arrows: dict[tuple[State, State], list[str]] = {}
    for (state, _), rows in TRANSITIONS.items():
        for trigger, row in rows.items():
            if row.to == {state} or row.action is Effect.TAKE_BACK:
                continue  # the state stays the same, or any state can follow: see the table
            for target in State:
                if target in row.to:
                    name = "time" if trigger == ELAPSED else trigger
                    arrow = arrows.setdefault((state, target), [])
                    if name not in arrow:
                        arrow.append(name)
    for (state, target), triggers in arrows.items():
        lines.append(f"    {state} --> {target}: {', '.join(triggers)}")
    lines += [f"    {State.DONE} --> [*]", "```"]
    return "\n".join(lines)


def table() -> str:
    """Return the transition table, one row per state and trigger."""
    lines = ["| state | trigger | does | leads to |", "|---|---|---|---|"]
    for (state, paused), rows in TRANSITIONS.items():
        for trigger, row in rows.items():
            leads = (
                "any"
                if row.action is Effect.TAKE_BACK
                else ", ".join(s for s in State if s in row.to)
            )
            where = f"{state}, paused" if paused else state
            name = "its time is over" if trigger == ELAPSED else f"`{trigger}`"
            lines.append(f"| {where} | {name} | {row.action} | {leads} |")
    return "\n".join(lines)


def glossary() -> str:
    """Return the glossary as a table."""
    lines = ["| term | meaning |", "|---|---|"]
    return "\n".join([*lines, *(f"| {term} | {meaning} |" for term, meaning in GLOSSARY)])


def messages(adapter: Any) -> str:
    """Return the JSON Schema of messages as a block of code."""
    schema = adapter.json_schema()
    return f"```json\n{json.dumps(schema, indent=2, ensure_ascii=False)}\n```"


def history_schema() -> str:
    """Return the JSON Schema of a whole history, with one table per line."""
    text = json.dumps(whole.schema(), ensure_ascii=False).replace("}}}, ", "}}},\n")
    return f"```json\n{text}\n```"


PARTS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "architecture.md": {"transition diagram": diagram, "transition table": table},
    "glossary.md": {"glossary": glossary},
    "import-export.md": {"history schema": history_schema},
    "messages.md": {
        "from a page": lambda: messages(FromPage),
        "to a page": lambda: messages(TypeAdapter(ToPage)),
    },
    "routines.md": routine_parts.PARTS,
}
"""The functions that write the parts: file -> name of the part -> function."""


SHARED: Mapping[str, Callable[[], str]] = {
    "man/man1/supertimer.1": man_page,
    "bash-completion/completions/supertimer": lambda: script("bash"),
    "zsh/site-functions/_supertimer": lambda: script("zsh"),
    "fish/vendor_completions.d/supertimer.fish": lambda: script("fish"),
}
"""The functions that write the files in `SHARE`."""


def renewed(file: str) -> str:
    """Return the text of a file with new generated parts."""
    text = (DOCS / file).read_text(encoding="utf-8")
    for name, write in PARTS[file].items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not between.search(text):
            raise SystemExit(f"{file} doesn't have a part called {name}")
        part = f"{begin}\n{write()}\n{end}"
        text = between.sub(part.replace("\\", r"\\"), text)
    return text


if __name__ == "__main__":
    for each in PARTS:
        (DOCS / each).write_text(renewed(each), encoding="utf-8")
    for name, make in SHARED.items():
        (SHARE / name).parent.mkdir(parents=True, exist_ok=True)
        (SHARE / name).write_text(make(), encoding="utf-8")
