"""`supertimer completion`: complete commands and names in the shell."""

import click

from supertimer.console import say

_VARIABLE = "_SUPERTIMER_COMPLETE"


@click.command("completion", epilog="Example: supertimer completion bash > supertimer.bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script that completes commands, routines, exercises, and persons.

    For bash, write the output to ~/.local/share/bash-completion/completions/supertimer; for zsh, to
    a file _supertimer in a folder of $fpath; for fish, to
    ~/.config/fish/completions/supertimer.fish.
    """
    say(script(shell).rstrip())


def script(shell: str) -> str:
    """Return the completion script of a shell: `bash`, `zsh`, or `fish`."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    return found(click.Command("supertimer"), {}, "supertimer", _VARIABLE).source().strip() + "\n"
