"""`supertimer list`: the routines there are, the user's own and the bundled ones."""

import json

import click


@click.command("list")
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object a line.")
def command(as_lines: bool) -> None:
    """Show the routines there are: your own first, then the bundled ones."""
    from supertimer.errors import SupertimerError
    from supertimer.routine.compile import compile_routine, workout_length
    from supertimer.routine.library import listing
    from supertimer.routine.parse import read_routine
    from supertimer.routine.phrases import how_long
    from supertimer.text import literal

    for entry in listing():
        row: dict[str, object] = {
            "name": entry.name,
            "path": str(entry.path),
            "bundled": entry.bundled,
        }
        try:
            routine = read_routine(entry.path)
        except SupertimerError:
            row["error"] = True
            words = f"cannot be used: see `supertimer check {entry.name}`"
        else:
            plan = compile_routine(routine)
            least, most = workout_length(plan)
            row |= {"title": routine.name, "about": routine.about}
            row |= {"exercises": len(routine.exercise), "seconds": [least // 1000, most // 1000]}
            words = f"{routine.name}, {how_long(plan)}. {routine.about}"
        if as_lines:
            click.echo(json.dumps(row))
        else:
            mark = " " if entry.bundled else "*"
            click.echo(literal(f"{mark} {entry.name:<22} {words}"))
    if not as_lines:
        click.echo("\n* your own. Start one: supertimer NAME. Make one: supertimer new NAME")
