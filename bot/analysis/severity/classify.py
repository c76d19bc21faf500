"""Classifies an incident: its severity, the reasons, the impact, the teams and the response; also as JSON.

This module combines the parts.
"""

from collections.abc import Iterator
from typing import Final

from bot.analysis.model import Case, Classification, Evidence, Reason
from bot.analysis.severity.account import Account, account_of
from bot.analysis.severity.circumstances import Circumstance
from bot.analysis.severity.dimensions import dimensions_of
from bot.analysis.severity.features import features_of
from bot.analysis.severity.given import given_in
from bot.analysis.severity.language import Clause, clauses
from bot.analysis.severity.teams import teams_for
from bot.analysis.severity.verdict import Verdict, verdict_on
from bot.config.policy import Deadline, Policy, Severity
from bot.json_types import Json
from bot.time_format import period

# The description is read first and the events after it, so that only the end of a long log is cut off.
CLAUSES_AT_MOST: Final = 2_000
EVENTS_AT_MOST: Final = 200


def classify(case: Case, policy: Policy) -> Classification:
    """Classifies a case; never fails, however little it contains."""
    account = account_in(case)
    verdict = verdict_on(account, drill=case.drill, revenue_lost=_revenue_lost(case))
    level = policy.severity(f"sev{verdict.level}")
    return Classification(
        severity=level.name,
        sure=not verdict.question,
        question=verdict.question,
        confidence=verdict.confidence,
        likely=tuple(policy.severity(f"sev{each}").name for each in verdict.likely),
        reasons=(*_reasons(account, verdict), *_priority(case)),
        dimensions=dimensions_of(case, account),
        teams=teams_for(features_of(account)),
        respond_within=_within(level.respond_within_minutes, level),
        escalation=tuple(
            f"{duty.what} after {_within(duty.within_minutes, level)}" for duty in level.escalate_after_minutes
        ),
        first_actions=level.first_tasks,
    )


def account_in(case: Case) -> Account:
    """Reads a case, up to the limits."""
    return account_of(given_in(case), tuple(_read(case)))


def _revenue_lost(case: Case) -> float:
    lost = case.facts.get("revenue_impact_usd")
    return float(lost) if isinstance(lost, int | float) and not isinstance(lost, bool) and lost > 0 else 0.0


def _read(case: Case) -> Iterator[Clause]:
    """Yields the clauses of all texts about the impact, without duplicates; the description before the events."""
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
        if not event.bookkeeping:
            yield event.place, event.text


def _reasons(account: Account, verdict: Verdict) -> tuple[Reason, ...]:
    """Returns the deciding rule, once for each piece of evidence, then what was considered but didn't decide."""
    name = f"SEV{verdict.level}"
    deciding = [Reason(verdict.rule, evidence, name) for evidence in verdict.evidence or (Evidence(""),)]
    said = {evidence.words for evidence in verdict.evidence}
    beside = [
        Reason(rule, Evidence(found.clause.place, found.clause.shown))
        for circumstance, rule in _BESIDE.items()
        if (found := account.first(circumstance)) is not None and found.clause.shown not in said
    ]
    denied = [
        Reason("Data loss or exposure ruled out", Evidence(harm.clause.place, harm.clause.shown))
        for harm in account.harms
        if harm.mood.value == "denied" and harm.clause.shown not in said
    ]
    return (*deciding, *beside, *denied[:1])


def _priority(case: Case) -> tuple[Reason, ...]:
    """Each tool and team means something else by a priority, so it is told and doesn't decide."""
    return (Reason("Priority given; it doesn't decide the severity", Evidence("priority", case.priority)),) * bool(
        case.priority
    )


_BESIDE: Final = {
    Circumstance.NOBODY_HIT: "Reported as not affecting users",
    Circumstance.WORKAROUND: "Workaround available",
    Circumstance.RECOVERED: "Recovered; the severity reflects the worst impact",
}


def _within(minutes: int, level: Severity) -> str:
    """Returns `5 min` or `2 h (working hours)`; "" if there is no target."""
    if not minutes:
        return ""
    return f"{period(minutes)} (working hours)" if level.working_hours_only else period(minutes)


def classification_json(found: Classification, policy: Policy) -> dict[str, Json]:
    """Returns plain values. `response` and `escalation` are those of the severity, in minutes."""
    level = policy.require_severity(found.severity)
    return {
        "severity": found.severity,
        "sure": found.sure,
        "likely": list(found.likely),
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
