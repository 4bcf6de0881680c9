"""The man page, made from the texts that `--help` shows."""

import re
from collections.abc import Iterable, Iterator

import click

from supertimer import __version__
from supertimer.cli import COMMANDS, DATA_DIR, cli


def man_page() -> str:
    """Return the page as roff."""
    context = click.Context(cli, info_name="supertimer", **cli.context_settings)
    summary, *more = _paragraphs(cli.help or "")
    lines = [
        f'.TH SUPERTIMER 1 "" "supertimer {_escaped(__version__)}" "User Commands"',
        ".SH NAME",
        f"supertimer \\- {_text(summary.removesuffix('.'))}",
        ".SH SYNOPSIS",
        ".B supertimer",
        *_usage(cli, context),
        ".SH DESCRIPTION",
        *_paragraph_lines(more),
        ".SH OPTIONS",
        *_options(cli.get_params(context), context),
        ".PP",
        _text("Every command takes `--data-dir` and `--help`, too."),
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        lines += _command(name, context)
    lines += [".SH EXAMPLES", _text(str(cli.epilog).partition(": ")[2])]
    return "\n".join(lines) + "\n"


def _command(name: str, parent: click.Context) -> Iterator[str]:
    """Yield the section of a command, and those of its parts."""
    assert isinstance(parent.command, click.Group)
    command = parent.command.get_command(parent, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=parent)
    yield f".SS {_escaped(context.command_path)}"
    yield f".B {_escaped(context.command_path)}"
    yield from _usage(command, context)
    yield from _paragraph_lines(_paragraphs(command.help or ""))
    yield from _options((each for each in command.params if each is not DATA_DIR), context)
    if command.epilog:
        example, _, words = command.epilog.partition(": ")
        yield from (".PP", f"{_text(example)}:", f".B {_escaped(words)}")
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            yield from _command(part, context)


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    yield _escaped(" ".join(command.collect_usage_pieces(context)))


def _options(params: Iterable[click.Parameter], context: click.Context) -> Iterator[str]:
    for param in params:
        record = param.get_help_record(context)
        if record is not None and record[1]:
            yield ".TP"
            yield f".B {_escaped(record[0])}"
            yield _text(record[1])


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each in one line."""
    return [" ".join(each.split()) for each in text.split("\n\n")]


def _paragraph_lines(paragraphs: list[str]) -> Iterator[str]:
    for each in paragraphs:
        yield from (".PP", _text(each))


def _text(text: str) -> str:
    """Return a text as roff, with what is in backquotes in bold."""
    return re.sub(r"`([^`]*)`", r"\\fB\1\\fP", _escaped(text))


def _escaped(text: str) -> str:
    """Return a text that roff prints as it is."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
