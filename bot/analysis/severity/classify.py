"""Classifies an incident: its severity, the reasons, the impact, the teams and the response; also as JSON.

This module combines the parts.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.analysis.language.clauses import Clause, clauses
from bot.analysis.language.moods import Mood
from bot.analysis.model import Case, Classification, Evidence, Reason
from bot.analysis.severity.account import Account, account_of
from bot.analysis.severity.dimensions import dimensions_of
from bot.analysis.severity.facts import LEVELS, Stated
from bot.analysis.severity.features import features_of
from bot.analysis.severity.given import given_in
from bot.analysis.severity.statements import Fact
from bot.analysis.severity.teams import teams_for
from bot.analysis.severity.unread import unread_of_impact
from bot.analysis.severity.verdict import Verdict, in_doubt, verdict_on
from bot.config.policy import Deadline, Policy, Severity
from bot.json_types import Json
from bot.time_format import period

# The description is read first and the events after it, so that only the end of a long log is cut off.
CLAUSES_AT_MOST: Final = 2_000
EVENTS_AT_MOST: Final = 200


def classify(case: Case, policy: Policy) -> Classification:
    """Classifies a case; never fails, however little it contains. A recorded severity is never argued down."""
    found, level = suggest(case, policy), policy.read_severity(case.severity)
    if level is None:
        return found
    reasons = [Reason("Recorded severity", Evidence(case.severity_place, case.severity), level.name)]
    if found.severity != level.name:
        likely = found.severity if found.sure else " or ".join(found.likely)
        reasons.append(Reason(f"Without it, {likely} would be suggested", Evidence("")))
    return replace(
        found,
        severity=level.name,
        sure=True,
        question="",
        confidence=1.0,
        likely=(level.name,),
        reasons=(*reasons, *found.reasons),
        respond_within=_within(level.respond_within_minutes, level),
        escalation=_escalation(level),
        first_actions=level.first_tasks,
        recorded=True,
    )


def suggest(case: Case, policy: Policy) -> Classification:
    """Returns what everything but a recorded severity says."""
    account = account_in(case)
    features = features_of(account)
    verdict = verdict_on(account, features, priority_of(case, policy))
    if doubts := tuple(_doubts(case, account, policy, verdict)):
        verdict = in_doubt(verdict, doubts)
    level = policy.severity(f"sev{verdict.level}")
    return Classification(
        severity=level.name,
        sure=not verdict.question,
        question=verdict.question,
        confidence=verdict.confidence,
        likely=tuple(policy.severity(f"sev{each}").name for each in verdict.likely),
        reasons=(*verdict.reasons, *_beside(account, verdict), *_unmapped(case, policy)),
        dimensions=dimensions_of(case, account),
        teams=teams_for(features),
        respond_within=_within(level.respond_within_minutes, level),
        escalation=_escalation(level),
        first_actions=level.first_tasks,
    )


def _doubts(case: Case, account: Account, policy: Policy, verdict: Verdict) -> Iterator[Evidence]:
    """Yields what could say that it is worse, and is not understood; or that the severity is another one."""
    if verdict.level > 1:
        yield from unread_of_impact(case, account.given)
    word = case.severity if policy.read_severity(case.severity) is None else ""
    mapped = policy.severity_of_priority(word)
    if word and not verdict.question and not (mapped and policy.severities.index(mapped) + 1 == verdict.level):
        yield Evidence(case.severity_place, word)


def account_in(case: Case) -> Account:
    """Reads a case, up to the limits."""
    return account_of(given_in(case), tuple(_read(case)))


def priority_of(case: Case, policy: Policy) -> Stated | None:
    """Returns the levels next to the one that a priority is mapped to: it narrows the severity, and decides nothing."""
    place, word = _priority(case, policy)
    mapped = policy.severity_of_priority(word)
    if mapped is None:
        return None
    middle = policy.severities.index(mapped) + 1
    near = tuple(level for level in LEVELS if abs(level - middle) <= 1)
    rule = f"Priority mapped to {mapped.name}: not decisive by itself, as teams use priorities differently"
    return Stated(near, rule, Evidence(place, word))


def _priority(case: Case, policy: Policy) -> tuple[str, str]:
    """Returns the priority and its field; a severity that is none of ours, such as `high`, is read as one."""
    if not case.priority and policy.read_severity(case.severity) is None:
        return case.severity_place, case.severity
    return case.priority_place, case.priority


def _unmapped(case: Case, policy: Policy) -> tuple[Reason, ...]:
    place, word = _priority(case, policy)
    if not word or policy.severity_of_priority(word):
        return ()
    kind = "priority" if word == case.priority else "severity"
    return (Reason(f"Unknown {kind}, which decides nothing", Evidence(place, word)),)


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


def _beside(account: Account, verdict: Verdict) -> Iterator[Reason]:
    """Yields what was considered but didn't decide, unless it is among the reasons."""
    told = {reason.evidence.words for reason in verdict.reasons}
    for fact, rule in _BESIDE.items():
        found = account.first(fact)
        if found and found.clause.shown not in told:
            yield Reason(rule, Evidence(found.clause.place, found.clause.shown))
    if denied := next((each for each in account.harms if each.mood is Mood.DENIED), None):
        yield Reason("Data loss or exposure ruled out", Evidence(denied.clause.place, denied.clause.shown))


_BESIDE: Final = {
    Fact.NOBODY_HIT: "Reported as not affecting users",
    Fact.WORKAROUND: "Workaround available",
    Fact.RECOVERED: "Recovered; the severity reflects the worst impact",
}


def _escalation(level: Severity) -> tuple[str, ...]:
    return tuple(f"{duty.what} after {_within(duty.within_minutes, level)}" for duty in level.escalate_after_minutes)


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
        "recorded": found.recorded,
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
