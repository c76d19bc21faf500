"""The verb `find`."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import required
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.search.terms import wanted
from templates.search import wording


@dataclass(frozen=True)
class FindIncidents(Request):
    words: str


def _find(typed: TypedText, _asking: CommandContext) -> FindIncidents:
    words = required(wording.WHAT_TO_LOOK_FOR, " ".join(typed.text.split()))
    if not wanted(words):
        raise Unclear(wording.no_word(words))
    return FindIncidents(words)


VERBS: Final = (
    CommandVerb(
        "find",
        "find <words>",
        "Search titles, summaries, timelines, updates, facts, tasks, action items and reviews. "
        "Results match all words.",
        "find connection pool",
        _find,
        needs_incident=False,
    ),
)
