from click.testing import CliRunner

from supertimer.body.safety import EVIDENCE, SAFETY_CARD
from supertimer.commands.safety import WIDTH, command


def test_the_whole_card_is_shown_on_demand() -> None:
    output = CliRunner().invoke(command, catch_exceptions=False).output
    flat = " ".join(output.split())
    assert all(f"{head} {text}" in flat for head, text in SAFETY_CARD)
    assert all(text in flat for text in EVIDENCE.values())
    assert all(len(line) <= WIDTH for line in output.splitlines())
