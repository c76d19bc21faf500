"""The facts for stakeholder updates, from a case: a file's as well as an incident's that Muster has stored.

What is recorded decides every fact. The status follows the timeline: an incident that was resolved is told as resolved.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.analysis.impact import BREACH, DATA_LOSS, RecordedImpact, is_about_users, recorded_impact
from bot.analysis.input.fields.incident import LONG_TERM
from bot.analysis.model import Case, Claim, Classification, Moment, Todo
from bot.analysis.phases.claims import names_failure
from bot.announcements.outside_words import for_outside, names_in, service_for_outside
from bot.announcements.stakeholder_facts import (
    Asked,
    Beginning,
    Known,
    Need,
    PublicStatus,
    Seen,
    StakeholderFacts,
)
from bot.announcements.titles import usable_title
from bot.config.policy import Policy, Severity
from bot.metrics.durations import Duration, durations
from bot.metrics.key_moments import Certainty, FoundMoment, MomentKey
from bot.metrics.targets import targets_of


@dataclass(frozen=True)
class Now:
    """What is known beside the record itself, of an incident that goes on.

    `needs_commander`: nobody holds the role, which is no question where the record is a file. `next_by` is when the
    next update is due.
    """

    at: datetime | None = None
    known: str = ""
    doing: str = ""
    next_by: datetime | None = None
    needs_commander: bool = False


_NOTHING_MORE: Final = Now()


def facts_of_file(
    case: Case, found: Classification, moments: Mapping[MomentKey, Moment], policy: Policy
) -> StakeholderFacts:
    """The facts of an incident that is read from a file. Targets count only where its severity is recorded.

    Where neither a title nor a description says what it is about, the first report does.
    """
    level = policy.require_severity(found.severity) if found.recorded else None
    reached = {key: moment for key, moment in moments.items() if not _is_only_a_change(moment)}
    facts = facts_of(case, reached, level, status_of(case, reached), Now(known=case.description))
    reported = "" if facts.title or facts.known else _first_report(case, moments)
    return replace(facts, severity=found.severity, reported=reported)


def _is_only_a_change(moment: Moment) -> bool:
    """Whether a start is estimated from a change that may have led to it, at which nothing failed yet."""
    words = [each.words for each in moment.evidence if each.words]
    return moment.key is MomentKey.STARTED and moment.estimated and bool(words) and not any(map(names_failure, words))


def _first_report(case: Case, moments: Mapping[MomentKey, Moment]) -> str:
    places = {each.place for each in moments[MomentKey.DETECTED].evidence}
    return next((event.text for event in case.events if event.place in places), "")


def facts_of(
    case: Case,
    reached: Mapping[MomentKey, FoundMoment],
    level: Severity | None,
    status: PublicStatus,
    now: Now = _NOTHING_MORE,
) -> StakeholderFacts:
    """`level` has the targets, None where no severity is recorded."""
    impact = recorded_impact(case)
    beginning = _beginning(reached)
    return StakeholderFacts(
        severity=level.name if level else case.severity,
        status=status,
        title=usable_title(case.title),
        impact=impact,
        seen=_seen(case, impact),
        beginning=beginning or Beginning.DECLARED,
        begun=_known(reached, MomentKey(f"{beginning}_at")) if beginning else None,
        recovered=_known(reached, MomentKey.MITIGATED),
        resolved=_known(reached, MomentKey.RESOLVED),
        at=now.at,
        cause=_cause(case.causes),
        known=now.known,
        doing=now.doing,
        commander=case.commander,
        missed=tuple(_missed(reached, level)),
        asked=tuple(_asked(case, impact, now)),
        next_by=now.next_by,
        drill=case.drill,
    )


_WORDS: Final[Mapping[PublicStatus, tuple[str, ...]]] = {
    PublicStatus.RESOLVED: ("resolved", "closed", "done", "completed", "fixed", "restored", "postmortem", "ended"),
    PublicStatus.MONITORING: ("monitoring", "watching", "mitigated", "stable"),
    PublicStatus.IDENTIFIED: ("identified", "mitigating", "fixing"),
    PublicStatus.INVESTIGATING: (
        "investigating", "open", "triggered", "acknowledged", "new", "active", "firing", "triage", "detected",
    ),
}  # fmt: skip
_STATUSES: Final = {word: status for status, words in _WORDS.items() for word in words}


def status_of(case: Case, reached: Mapping[MomentKey, FoundMoment]) -> PublicStatus:
    """The public status of a file: the resolution of its timeline, else its status, else what is recorded of it."""
    if _known(reached, MomentKey.RESOLVED):
        return PublicStatus.RESOLVED
    said = _STATUSES.get(case.status.strip().casefold())
    if said:
        return said
    mitigated = _known(reached, MomentKey.MITIGATED)
    if mitigated and not mitigated.estimated:
        return PublicStatus.MONITORING
    return PublicStatus.IDENTIFIED if case.causes else PublicStatus.INVESTIGATING


def _beginning(reached: Mapping[MomentKey, FoundMoment]) -> Beginning | None:
    """The earliest that is known and does not contradict the end."""
    end = _known(reached, MomentKey.RESOLVED)
    for each in Beginning:
        begun = _known(reached, MomentKey(f"{each}_at"))
        if begun and (end is None or begun.at <= end.at):
            return each
    return None


def _known(reached: Mapping[MomentKey, FoundMoment], key: MomentKey) -> Known | None:
    found = reached.get(key)
    return Known(found.at, found.certainty is Certainty.ESTIMATED) if found and found.at else None


# For people outside


def _seen(case: Case, impact: RecordedImpact) -> Seen:
    names = names_in(case)
    services = tuple(dict.fromkeys(filter(None, (service_for_outside(one, names) for one in case.services))))
    words = frozenset(word for service in services for word in service.casefold().split())
    noticed = for_outside((one.text for one in impact.claims if is_about_users(one)), names, words)
    failed = tuple(figure.outside for figure in impact.figures if figure.outside) if not noticed.sentences else ()
    changes = for_outside(_changes(case), names, words).sentences
    return Seen(services, noticed.sentences or failed, changes[:_MOST_CHANGES], noticed.left_out)


def _changes(case: Case) -> Iterator[str]:
    """Yields what is planned so that it does not happen again: action items, else the permanent fix."""
    if case.actions:
        yield from (todo.title for todo in case.actions if todo.kind != _PROCESS)
    else:
        yield from (fix.text for fix in case.fixes if fix.category == LONG_TERM)


_PROCESS: Final = "process"  # how people work, and no change of the service
_MOST_CHANGES: Final = 3


# For executives

_WHY: Final = ("root cause", "cause", "why")  # how a category of it begins


def _cause(claims: Sequence[Claim]) -> str:
    """The recorded cause in one clause. A report may label its parts: what is called the cause beats what broke."""
    known = [claim for claim in claims if claim.text.strip()]
    called = [claim for claim in known if claim.category.casefold().startswith(_WHY) or not claim.category]
    return next((one_clause(claim.text) for claim in (*called, *known)), "")


_ENDS_OF_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])|\n+|\s*;\s+")
# What follows from a cause, behind a comma: "exhausting the pool", "which broke the cache"
_FOLLOWS: Final = re.compile(
    r",\s+(?:which|so that|so)\s.*$"
    r"|,\s+(?!during\b|nothing\b|including\b)[a-z]+ing (?:the|an?|all|each|every|its|our|their) .*$"
)


def one_clause(text: str) -> str:
    """The first sentence of a cause, without what followed from it."""
    first = _ENDS_OF_SENTENCES.split(text.strip(), maxsplit=1)[0]
    return _FOLLOWS.sub("", first).strip(" ,")


def _missed(reached: Mapping[MomentKey, FoundMoment], level: Severity | None) -> Iterator[Duration]:
    """Yields the durations that took longer than the severity wants."""
    for span in durations(reached, targets_of(level)):
        if span.target and span.met is False:
            yield span


def _asked(case: Case, impact: RecordedImpact, now: Now) -> Iterator[Asked]:
    if now.needs_commander:
        yield Asked(Need.COMMANDER)
    if impact.answer(DATA_LOSS):
        yield Asked(Need.WORD_ON_DATA_LOSS)
    if impact.answer(BREACH):
        yield Asked(Need.WORD_ON_BREACH)
    yield from _asked_of_actions([todo for todo in case.actions if not _is_done(todo)])


def _asked_of_actions(left: Sequence[Todo]) -> Iterator[Asked]:
    ownerless = [todo for todo in left if not todo.owner]
    undated = [todo for todo in left if not todo.due]
    if ownerless and ownerless == undated:
        yield Asked(Need.OWNERS_AND_DUE_DATES, len(undated))
        return
    if ownerless:
        yield Asked(Need.OWNERS, len(ownerless))
    if undated:
        yield Asked(Need.DUE_DATES, len(undated))


_DONE: Final = ("done", "closed", "completed", "complete", "resolved", "canceled", "cancelled")


def _is_done(todo: Todo) -> bool:
    return todo.status.strip().casefold() in _DONE
