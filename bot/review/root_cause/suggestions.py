"""The action item with which the form for a contributing factor begins, by the safeguard that the factor speaks of.

A factor of no known kind gets none. What is in the form is a proposal: a person changes it and adds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.review.root_cause.factors import themes_of


@dataclass(frozen=True)
class Suggestion:
    title: str
    kind: str
    priority: str


_ANSWERS: Final[Mapping[str, Suggestion]] = {
    "monitoring": Suggestion(
        "Alert before the limit is reached, with a warning and a critical step", "detection", "P1"
    ),
    "canary": Suggestion("Roll changes of this kind out in steps, with an automatic stop", "prevention", "P1"),
    "load test": Suggestion("Load test this path with the patterns of production before a release", "prevention", "P1"),
    "review": Suggestion(
        "Add what was not seen here to the checks of a change, automatic where it can be", "process", "P2"
    ),
    "test": Suggestion("Add an automatic test for this path", "prevention", "P2"),
    "documentation": Suggestion("Write down what was missing, where responders look first", "process", "P2"),
    "capacity": Suggestion(
        "Set the size from measured demand with headroom, and note how it was found", "prevention", "P1"
    ),
    "limits": Suggestion(
        "Set timeouts, retries and limits so that one part cannot take the others down", "mitigation", "P1"
    ),
    "rollback": Suggestion("Make the way back one tested step", "mitigation", "P1"),
    "backup": Suggestion("Test the restore from the backup regularly", "mitigation", "P1"),
    "access": Suggestion("Limit who and what has this access, and rotate it", "prevention", "P1"),
    "expiry": Suggestion("Renew automatically and warn well before the date", "prevention", "P1"),
    "on-call": Suggestion("Check who is called, by what and who comes next", "process", "P2"),
    "communication": Suggestion(
        "Prepare texts and owner for telling people, with the times that the severity sets", "process", "P2"
    ),
    "vendor": Suggestion("Agree with the provider how they tell us, and prepare for doing without", "mitigation", "P2"),
    "query": Suggestion("Check the cost of queries before they reach production", "prevention", "P2"),
}


def suggested(factor: str) -> Suggestion | None:
    return next((_ANSWERS[theme] for theme in themes_of(factor) if theme in _ANSWERS), None)
