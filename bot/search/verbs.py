"""The verb that searches incidents."""

from typing import Final

from bot.commands.arguments import required
from bot.commands.grammar import CommandVerb
from bot.commands.requests import CommandContext, Find, TypedText
from bot.errors import Unclear


def _find(typed: TypedText, _asking: CommandContext) -> Find:
    words = required("What to look for", " ".join(typed.text.split()))
    if not any(map(str.isalnum, words)):
        raise Unclear(f"{words} holds no word to look for.")
    return Find(words)


VERBS: Final = (
    CommandVerb(
        "find",
        "find <words>",
        "Search titles, summaries, timelines, updates, facts, action items and reviews. Every word must be there.",
        "find connection pool",
        _find,
        needs_incident=False,
    ),
)
