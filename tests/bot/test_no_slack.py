"""The bot decides; how something is typed, and where Slack is answered, is for the entrances to know."""

import re
from pathlib import Path
from typing import Final

BOT: Final = Path(__file__).parents[2] / "bot"
SLACK: Final = re.compile(r"/incident\b|/pir\b|response_url")
STILL: Final = (
    "review/document/",  # where the answer to a question is typed
    "review/questions/",
    "review/root_cause/",
)


def test_nothing_that_the_bot_says_or_decides_names_slacks_commands() -> None:
    found = {str(file.relative_to(BOT)) for file in BOT.rglob("*.py") if SLACK.search(file.read_text(encoding="utf-8"))}
    assert {name for name in found if not name.startswith(STILL)} == set()
