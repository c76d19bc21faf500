"""Where a search found its words, and the refusals of `find`."""

from collections.abc import Mapping
from typing import Final

FOUND_IN: Final[Mapping[str, str]] = {
    "title": "Title",
    "summary": "Summary",
    "entry": "Timeline",
    "update": "Update",
    "record": "Fact",
    "task": "Task",
    "action": "Action item",
    "review": "Review",
}


WHAT_TO_LOOK_FOR: Final = "Text to search for"


def no_word(words: str) -> str:
    return f'"{words}" has no word to search for.'
