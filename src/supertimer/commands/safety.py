"""`supertimer safety`: the safety card, and what the literature says in short."""

import textwrap

import click

from supertimer import paths
from supertimer.body.safety import EVIDENCE, SAFETY_CARD, SAFETY_TITLE

WIDTH = 78


@click.command("safety")
def command() -> None:
    """Say what to know before going to fatigue, and what training can be expected to do."""
    click.secho(SAFETY_TITLE, bold=True)
    for head, text in SAFETY_CARD:
        click.echo("\n" + textwrap.fill(f"{head} {text}", WIDTH))
    click.secho("\nWhat is known", bold=True)
    for topic, text in EVIDENCE.items():
        click.echo("\n" + textwrap.fill(f"{topic.capitalize()}: {text}", WIDTH))
    click.echo("\nThe sources are in docs/evidence.md. This is no medical advice.")
    paths.welcome()
