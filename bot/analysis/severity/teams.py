"""Suggests teams from the words of an incident: at most two, and one where one is likely enough."""

from typing import Final

from bot.analysis.language.small_words import SMALL_WORDS
from bot.analysis.severity.features import Features
from bot.analysis.severity.word_model import KNOWN_NEEDED, WordModel, model

AT_MOST: Final = 2
# The log odds from which on a second team is named
LIKELY: Final = -0.6


def teams_for(features: Features) -> tuple[str, ...]:
    """Returns the likely teams, most likely first; none for a text of which nothing is known."""
    read = model("teams")
    telling = [word for word in features.spelled if word[0].isalpha() and word not in SMALL_WORDS]
    known = sum(word in read.words.places for word in telling)
    return named_by(read, features) if known > KNOWN_NEEDED * len(telling) else ()


def named_by(read: WordModel, features: Features) -> tuple[str, ...]:
    scores = dict(zip(read.labels, read.scores(features), strict=True))
    first, second = sorted(scores, key=lambda team: -scores[team])[:AT_MOST]
    return (first, second) if scores[second] >= LIKELY else (first,)
