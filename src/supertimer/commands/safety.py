"""`supertimer safety`: show the safety card, and the evidence in short."""

import textwrap

import click

from supertimer import paths
from supertimer.body.safety import EVIDENCE, SAFETY_CARD, SAFETY_TITLE
from supertimer.console import say, shows_styles

WIDTH = 78


@click.command("safety", epilog="Example: supertimer safety")
def command() -> None:
    """Show the safety card and the evidence for training to fatigue."""
    bold = shows_styles()
    say(click.style(SAFETY_TITLE, bold=bold), styled=bold)
    for head, text in SAFETY_CARD:
        say("\n" + textwrap.fill(f"{head} {text}", WIDTH))
    say(click.style("\nEvidence", bold=bold), styled=bold)
    for topic, text in EVIDENCE.items():
        say("\n" + textwrap.fill(f"{topic.capitalize()}: {text}", WIDTH))
    say("\nThe sources are in docs/evidence.md. This is not medical advice.")
    paths.welcome()
