"""Where in an incident a search found its words."""

from collections.abc import Mapping
from typing import Final

FOUND_IN: Final[Mapping[str, str]] = {
    "title": "Title",
    "summary": "Summary",
    "entry": "Timeline",
    "update": "Update",
    "record": "Recorded fact",
    "action": "Action item",
    "review": "Review",
}


WHAT_TO_LOOK_FOR: Final = "What to look for"


def no_word(words: str) -> str:
    return f"{words} holds no word to look for."
