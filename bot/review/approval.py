"""Requesting review, moving back to draft, approving and sharing a review, and which required sections are missing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.config.policy import COMMANDER, Policy
from bot.errors import Refused
from bot.incidents.change import with_messages
from bot.incidents.model import Incident
from bot.outbox import messages
from bot.outbox.review import (
    ReviewApproved,
    ReviewBackToDraft,
    ReviewRequested,
    ReviewSharedWith,
)
from bot.people.model import Person
from bot.review import edit_log
from bot.review.decision import ReviewDecision, announced
from bot.review.document.review import LAYOUT, Review
from bot.review.edit_log import EditLogEntry, EditLogKind, MissingSection, ReviewEdits, ReviewState
from bot.review.review_command import ReviewAction, hint
from templates.review import wording


def request_review(incident: Incident, review: ReviewEdits, policy: Policy, by: Person, at: datetime) -> ReviewDecision:
    needed = policy.severity(incident.severity).approvals
    entry = edit_log.request_review(review, by, at)
    said = wording.REVIEW_REQUESTED
    return announced(incident, said, lambda line, by, at: ReviewRequested(*line, by=by, at=at, needed=needed), entry)


def back_to_draft(incident: Incident, review: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
    entry = edit_log.back_to_draft(review, by, at)
    lost, said = len(review.approvals), wording.BACK_TO_DRAFT
    return announced(incident, said, lambda line, by, at: ReviewBackToDraft(*line, by=by, at=at, lost=lost), entry)


def approve(
    incident: Incident,
    review: ReviewEdits,
    missing: tuple[MissingSection, ...],
    policy: Policy,
    by: Person,
    at: datetime,
) -> ReviewDecision:
    """Raises SectionsMissing if there are any."""
    needed = policy.severity(incident.severity).approvals
    if review.state is ReviewState.DRAFT and needed:
        raise Refused(wording.STILL_DRAFT, hint(ReviewAction.REQUEST_REVIEW.word, wording.TO_REQUEST_REVIEW))
    role = role_of(incident, policy, by)
    log = edit_log.approve(review, by, role, at, missing=missing, needed=needed)
    to_come = max(0, needed - len(review.approvals) - 1)
    entry = wording.approved_by(by.name, to_come) if to_come else wording.APPROVED
    return announced(incident, entry, lambda line, by, at: ReviewApproved(*line, by=by, at=at, to_come=to_come), *log)


def role_of(incident: Incident, policy: Policy, person: Person) -> str:
    """The name of the person's role in the incident, "" if they have none."""
    if incident.commander and incident.commander.id == person.id:
        return policy.role(COMMANDER).name
    return next((policy.role(held.role).name for held in incident.roles if held.person.id == person.id), "")


# The sections that a severity can require, with the check that says whether there is content. A summary always has.
_CHECKED: Final = {"timeline": "Timeline", "root cause": "Root cause", "lessons": "Lessons"}


def missing_sections(review: Review, now: ReviewEdits) -> tuple[MissingSection, ...]:
    """Sections that the severity requires, that have no generated content, and that nobody wrote."""
    open_checks = {check.name for check in review.checks if not check.done}
    return tuple(
        MissingSection(layout.key, layout.title)
        for layout in LAYOUT
        if layout.demanded_as in review.level.review_sections
        and now.versions_of(layout.key).current is None
        and (_CHECKED.get(layout.demanded_as) in open_checks or _no_actions(review, layout.demanded_as))
    )


def _no_actions(review: Review, demanded: str) -> bool:
    return demanded == "actions" and not review.case.actions


# Sharing


def attendees(incident: Incident) -> tuple[Person, ...]:
    """The people to suggest for sharing: the incident commander, people with other roles, and who declared."""
    command = (incident.commander,) if incident.commander else ()
    people = (*command, *(held.person for held in incident.roles), incident.declared_by)
    return tuple({person.id: person for person in people if person.id and not person.deactivated}.values())


def share(
    incident: Incident, people: Iterable[Person], members: frozenset[str], by: Person, at: datetime, round_: int
) -> ReviewDecision:
    """By direct message. `round_` makes the messages of this sharing different from those of an earlier one."""
    to = tuple({person.id: person for person in people}.values())
    outside = [person.name for person in to if incident.private and person.id not in members]
    if outside:
        raise Refused(wording.cant_see(incident.name, outside))
    if not to:
        raise Refused(wording.NOBODY_CHOSEN)
    names = ", ".join(person.name for person in to)
    entry = EditLogEntry(EditLogKind.SHARE, by, at, text=names, facts={"to": [person.id for person in to]})
    given, said = tuple(person.name for person in to), wording.shared_with(names)
    decision = announced(incident, said, lambda line, by, at: ReviewSharedWith(*line, by=by, at=at, to=given), entry)
    sent = (messages.review_to(decision.change.incident, person, by, round_) for person in to)
    return replace(decision, change=with_messages(decision.change, *sent))
