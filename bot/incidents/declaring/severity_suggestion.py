"""The severity that a title and a summary suggest: the classifier's result, shortened for a declaration."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.model import Case, Classification
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy

MOST_REASONS = 2
# An answer that is more often wrong than right helps nobody who declares an incident.
NO_GUESS = 0.5


@dataclass(frozen=True)
class SeveritySuggestion:
    """`severity` is a key of the policy. Each reason is a sentence that quotes the words behind it.

    If it isn't sure, `likely` are the names of the two likeliest severities, and `question` settles which one it is.
    """

    severity: str
    sure: bool
    reasons: tuple[str, ...]
    likely: tuple[str, ...]
    question: str


def suggest(title: str, summary: str, services: Sequence[str], policy: Policy) -> SeveritySuggestion | None:
    found = classify(Case(title=title, description=summary, services=tuple(services)), policy)
    level = policy.read_severity(found.severity)
    if level is None or not found.reasons or (not found.sure and found.confidence < NO_GUESS):
        return None
    return SeveritySuggestion(level.key, found.sure, said_of(found), found.likely, found.question)


def said_of(found: Classification) -> tuple[str, ...]:
    """The first reasons, as sentences."""
    reasons = dict.fromkeys(_said(reason.rule, reason.evidence.words) for reason in found.reasons)
    return tuple(reasons)[:MOST_REASONS]


def _said(rule: str, words: str) -> str:
    return f'{rule.rstrip(".")} ("{words}")' if words else rule.rstrip(".")
