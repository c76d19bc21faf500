"""Action items that the review suggests: each answers one contributing factor that no recorded action answers.

A suggestion comes from the kind of safeguard that a factor speaks of. A factor of no known kind gets none: it is
listed as one without an action, and someone is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.analysis.model import Case, Evidence
from bot.review.root_cause.factors import Factor, themes_of
from bot.review.root_cause.links import without_action


@dataclass(frozen=True)
class Suggestion:
    """`done_when` is its verifiable end; `owner` a role."""

    title: str
    kind: str
    priority: str
    owner: str
    done_when: str
    factor: Factor

    @property
    def evidence(self) -> Evidence:
        return self.factor.claim.evidence


@dataclass(frozen=True)
class _Answer:
    title: str
    kind: str
    priority: str
    owner: str
    done_when: str


_ANSWERS: Final[Mapping[str, _Answer]] = MappingProxyType(
    {
        "monitoring": _Answer(
            "Alert before the limit is reached, with a warning and a critical step",
            "detection",
            "P1",
            "owner of the monitoring",
            "a test raises the value and the warning arrives",
        ),
        "canary": _Answer(
            "Roll changes of this kind out in steps, with an automatic stop",
            "prevention",
            "P1",
            "owner of the deployment",
            "a change that fails on the first step stops there",
        ),
        "load test": _Answer(
            "Load test this path with the patterns of production before a release",
            "prevention",
            "P1",
            "service owner",
            "the test fails on the version that caused this and passes on the repaired one",
        ),
        "review": _Answer(
            "Add what was not seen here to the checks of a change, automatic where it can be",
            "process",
            "P2",
            "technical lead",
            "the same change is stopped when it is proposed again",
        ),
        "test": _Answer(
            "Add an automatic test for this path",
            "prevention",
            "P2",
            "service owner",
            "the test fails without the repair and passes with it",
        ),
        "documentation": _Answer(
            "Write down what was missing, where responders look first",
            "process",
            "P2",
            "service owner",
            "someone else follows it in a drill",
        ),
        "capacity": _Answer(
            "Set the size from measured demand with headroom, and note how it was found",
            "prevention",
            "P1",
            "service owner",
            "a load test at the expected peak stays under the limit",
        ),
        "limits": _Answer(
            "Set timeouts, retries and limits so that one part cannot take the others down",
            "mitigation",
            "P1",
            "service owner",
            "with the dependency switched off in a test, the rest still answers",
        ),
        "rollback": _Answer(
            "Make the way back one tested step",
            "mitigation",
            "P1",
            "owner of the deployment",
            "a drill brings the version before back within the target for mitigation",
        ),
        "backup": _Answer(
            "Test the restore from the backup regularly",
            "mitigation",
            "P1",
            "owner of the data",
            "a restore has been done and its duration is written down",
        ),
        "access": _Answer(
            "Limit who and what has this access, and rotate it",
            "prevention",
            "P1",
            "security lead",
            "access is refused to what does not need it",
        ),
        "expiry": _Answer(
            "Renew automatically and warn well before the date",
            "prevention",
            "P1",
            "owner of the platform",
            "the next renewal happened without anyone",
        ),
        "on-call": _Answer(
            "Check who is called, by what and who comes next",
            "process",
            "P2",
            "engineering manager",
            "a test page reaches both within the response target",
        ),
        "communication": _Answer(
            "Prepare texts and owner for telling people, with the times that the severity sets",
            "process",
            "P2",
            "communications lead",
            "a drill posts the first text within the target",
        ),
        "vendor": _Answer(
            "Agree with the provider how they tell us, and prepare for doing without",
            "mitigation",
            "P2",
            "service owner",
            "a drill without the provider keeps the main function up",
        ),
        "query": _Answer(
            "Check the cost of queries before they reach production",
            "prevention",
            "P2",
            "owner of the database",
            "the query that caused this is stopped by the check",
        ),
    }
)


def suggested(case: Case, factors: tuple[Factor, ...]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(answer.title, answer.kind, answer.priority, answer.owner, answer.done_when, factor)
        for factor in without_action(case, factors)
        if (answer := _answer(factor)) is not None
    )


def _answer(factor: Factor) -> _Answer | None:
    return next((_ANSWERS[theme] for theme in themes_of(factor.claim.text) if theme in _ANSWERS), None)
