"""`supertimer completion`: complete commands and names in the shell."""

import click

from supertimer.console import say

_VARIABLE = "_SUPERTIMER_COMPLETE"


@click.command("completion", epilog="Example: supertimer completion bash > supertimer.bash")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that completes commands, routines, exercises, and persons.

    For bash, write the output to ~/.local/share/bash-completion/completions/supertimer; for zsh, to
    a file _supertimer in a folder of $fpath; for fish, to
    ~/.config/fish/completions/supertimer.fish.
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    say(found(context.find_root().command, {}, "supertimer", _VARIABLE).source().rstrip())
