"""How bad an incident is, why, and whom it takes: the classification as one value, and as JSON.

Reading, weighing and the order of the questions stand in their own modules; here the parts are put together, and each
sort of answer gets the confidence that was measured for it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.analysis.model import Case, Classification, Evidence, Reason
from bot.analysis.severity.circumstances import Circumstance
from bot.analysis.severity.dimensions import dimensions_of
from bot.analysis.severity.given import given_in
from bot.analysis.severity.language import Clause, clauses
from bot.analysis.severity.teams import teams_for
from bot.analysis.severity.verdict import Verdict, verdict_on
from bot.analysis.severity.weighing import Account, account_of
from bot.config.policy import Deadline, Policy, Severity
from bot.json_types import Json

# What is read in all, in clauses. The account of an incident comes first and its events after it, so that what is cut
# off is the end of a long log.
CLAUSES_AT_MOST: Final = 2_000
EVENTS_AT_MOST: Final = 200

# How often an answer of each sort was acceptable when labelled incidents were read for the first time; the table with
# its counts is in docs/analysis.md, and both are tested against tests/bot/analysis/data.
CONFIDENCE: Final[Mapping[str, float]] = {
    "not live": 0.98,
    "harm given": 0.96,
    "alike": 0.94,
    "nobody hit": 0.91,
    "small": 0.9,
    "feature": 0.88,
    "share": 0.88,
    "inside": 0.84,
    "nothing": 0.75,
    "harm said": 0.68,
    "harm feared": 0.67,
    "whole": 0.67,
    "function": 0.64,
    "half alike": 0.64,
    "guessed": 0.5,
}


def classify(case: Case, policy: Policy) -> Classification:
    """The level, with its reasons; never fails, however little the case holds."""
    account = account_in(case)
    verdict = verdict_on(account, drill=case.drill, revenue_lost=_revenue_lost(case))
    level = policy.severity(f"sev{verdict.level}")
    worst = account.worst
    return Classification(
        severity=level.name,
        sure=not verdict.question,
        question=verdict.question,
        confidence=CONFIDENCE[verdict.kind],
        reasons=_reasons(account, verdict),
        dimensions=dimensions_of(case, account),
        teams=teams_for(
            account.given,
            account.clauses,
            worst.subject if worst else None,
            nobody_hit=verdict.kind == "nobody hit",
        ),
        respond_within=_within(level.respond_within_minutes, level),
        escalation=tuple(
            f"{duty.what} after {_within(duty.within_minutes, level)}" for duty in level.escalate_after_minutes
        ),
        first_actions=level.first_actions,
    )


def account_in(case: Case) -> Account:
    """What the case tells, read to a bound."""
    return account_of(given_in(case), tuple(_read(case)))


def _revenue_lost(case: Case) -> float:
    lost = case.facts.get("revenue_impact_usd")
    return float(lost) if isinstance(lost, int | float) and not isinstance(lost, bool) and lost > 0 else 0.0


def _read(case: Case) -> Iterator[Clause]:
    """The clauses of everything that tells of the impact, each sentence part once, the account before the events."""
    met: set[str] = set()
    for place, text in _texts(case):
        for clause in clauses(place, text):
            if clause.words not in met:
                met.add(clause.words)
                yield clause
            if len(met) >= CLAUSES_AT_MOST:
                return


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    yield "title", case.title
    yield "description", case.description
    for claim in case.impact:
        yield claim.evidence.place, claim.text
    for event in case.events[:EVENTS_AT_MOST]:
        yield event.place, event.text


def _reasons(account: Account, verdict: Verdict) -> tuple[Reason, ...]:
    """The rule that decided, once for each thing that it rests on, then what was weighed and did not decide."""
    name = f"SEV{verdict.level}"
    deciding = [Reason(verdict.rule, evidence, name) for evidence in verdict.evidence or (Evidence(""),)]
    said = {evidence.words for evidence in verdict.evidence}
    beside = [
        Reason(rule, Evidence(found.clause.place, found.clause.shown))
        for circumstance, rule in _BESIDE.items()
        if (found := account.first(circumstance)) is not None and found.clause.shown not in said
    ]
    denied = [
        Reason("Harm to data is ruled out or denied", Evidence(harm.clause.place, harm.clause.shown))
        for harm in account.harms
        if harm.mood.value == "denied" and harm.clause.shown not in said
    ]
    return (*deciding, *beside, *denied[:1])


_BESIDE: Final = {
    Circumstance.NOBODY_HIT: "Said not to be hit",
    Circumstance.WORKAROUND: "There is a way around",
    Circumstance.RECOVERED: "Said to have recovered; what counts is how bad it was",
}


def _within(minutes: int, level: Severity) -> str:
    """`5 min`, `2 h in working hours`; `""` where there is no such aim."""
    if not minutes:
        return ""
    length = (
        f"{minutes} min" if minutes < 120 else f"{minutes / 60:g} h" if minutes < 2_880 else f"{minutes / 1_440:g} d"
    )
    return f"{length} in working hours" if level.working_hours_only else length


def classification_json(found: Classification, policy: Policy) -> dict[str, Json]:
    """Plain values; `response` and `escalation` are the level's, in minutes. The texts for audiences are templates'."""
    level = policy.require_severity(found.severity)
    return {
        "severity": found.severity,
        "sure": found.sure,
        "question": found.question or None,
        "confidence": found.confidence,
        "reasons": [
            {"rule": reason.rule, "place": reason.evidence.place, "words": reason.evidence.words}
            for reason in found.reasons
        ],
        "dimensions": dict(found.dimensions),
        "teams": list(found.teams),
        "response": _response(level),
        "escalation": [_duty(duty) for duty in level.escalate_after_minutes],
        "first_actions": list(found.first_actions),
    }


def _response(level: Severity) -> dict[str, Json]:
    detect, declare, mitigate, resolve = level.target_minutes
    return {
        "respond_within_minutes": level.respond_within_minutes or None,
        "command_within_minutes": level.commander_within_minutes or None,
        "in_working_hours": level.working_hours_only,
        "update_every_minutes": level.update_every_minutes or None,
        "tell": [_duty(duty) for duty in level.notify_within_minutes],
        "targets_minutes": {"detect": detect, "declare": declare, "mitigate": mitigate, "resolve": resolve},
        "review_within_hours": level.review_within_hours,
    }


def _duty(duty: Deadline) -> dict[str, Json]:
    return {"who": duty.what, "within_minutes": duty.within_minutes}
