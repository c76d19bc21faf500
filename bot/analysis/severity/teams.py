"""Suggests teams from the words of an incident: at most two, and one where one is likely enough."""

from typing import Final

from bot.analysis.severity.features import Features
from bot.analysis.severity.word_model import WordModel, model

AT_MOST: Final = 2
# The log odds from which on a second team is named
LIKELY: Final = -0.6


def teams_for(features: Features) -> tuple[str, ...]:
    """Returns the likely teams, most likely first; none for a text without words."""
    return named_by(model("teams"), features) if features.spelled else ()


def named_by(read: WordModel, features: Features) -> tuple[str, ...]:
    scores = dict(zip(read.labels, read.scores(features), strict=True))
    first, second = sorted(scores, key=lambda team: -scores[team])[:AT_MOST]
    return (first, second) if scores[second] >= LIKELY else (first,)
