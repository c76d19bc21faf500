"""Following up on reviews: their progress, who has to answer the open questions, and what is published and when.

Pure functions; bot/review/follow_up_service.py reads the data and checks who may see it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.announcements.broadcast import below_announcement, is_announced
from bot.config.policy import COMMANDER, Policy
from bot.incidents.model import Incident
from bot.nudges import prompts
from bot.nudges.escalation import leader
from bot.nudges.reminder_schedule import review_due
from bot.outbox import keys
from bot.outbox.model import OutboxMessage
from bot.outbox.review import IndexReview, ReviewPublished
from bot.people.model import MUSTER, Person
from bot.review.approval import missing_sections
from bot.review.document.parts import Question, Questions, Section
from bot.review.document.review import Review
from bot.review.edit_log import EditLogEntry, EditLogKind, MissingSection, ReviewEdits, ReviewState
from bot.review.facts import FactKind, RecordedFact
from bot.review.questions.open_questions import open_factors, open_questions
from bot.review.root_cause.blame import Wording
from bot.review.sections.editable_sections import EditableSection, editable_sections
from bot.review.sections.generated_text import text_of

APPROVED_LATELY: Final = timedelta(days=14)
MOST_ROWS: Final = 12  # of the list: nobody reads more in one answer


class ReviewGroupName(StrEnum):
    """The groups of the list of reviews, in this order."""

    OVERDUE = "overdue"
    DUE = "due"
    IN_REVIEW = "in review"
    APPROVED = "approved"


@dataclass(frozen=True)
class ReviewProgress:
    """The state of an incident's review. `begun`: someone posted it. `published`: it was approved or shared."""

    incident: Incident
    state: ReviewState
    state_at: datetime | None = None
    begun: bool = False
    published: bool = False

    @property
    def state_name(self) -> str:
        return self.state.value if self.begun or self.state is not ReviewState.DRAFT else "not started"


@dataclass(frozen=True)
class ReviewGroup:
    """`count` is the number of reviews in the group; `shown` are those that fit into the list."""

    group: ReviewGroupName
    count: int
    shown: tuple[ReviewProgress, ...]


@dataclass(frozen=True)
class AssignedQuestion:
    """An open question and who has to answer it: the holder of its role, or else the person leading the incident.

    `holds`: they hold the role that it is put to.
    """

    question: Question
    whom: Person
    holds: bool

    @property
    def is_person(self) -> bool:
        """Whether it is put to the person whom the question names, and not to one in their place."""
        return bool(self.question.person) and self.question.person == self.whom.name


@dataclass(frozen=True)
class ReviewStatus:
    """The status of a review: what is open, which required sections are missing, and who approved.

    This is what messages, lists and reminders say about a review, and what a request for review and an approval check.
    `wording` are words of people that blame somebody.
    """

    progress: ReviewProgress
    due: datetime | None
    completeness: int
    open_questions: tuple[AssignedQuestion, ...]
    open_factors: tuple[str, ...]
    missing: tuple[MissingSection, ...]
    approvals: tuple[Person, ...]
    needed: int
    wording: tuple[Wording, ...] = ()

    @property
    def owner(self) -> Person:
        """The person leading the incident."""
        return leader(self.progress.incident)


def progress_of(incident: Incident, edits: ReviewEdits) -> ReviewProgress:
    begun = edits.opened_at is not None or edits.version > 0
    return ReviewProgress(incident, edits.state, edits.state_at, begun, edits.published_at is not None)


def is_done(progress: ReviewProgress, policy: Policy) -> bool:
    """Whether it is approved, or shared if the severity needs no approval."""
    needed = policy.severity(progress.incident.severity).approvals
    return progress.state is ReviewState.APPROVED or (progress.published and not needed)


def status_of(review: Review, edits: ReviewEdits, incident: Incident, policy: Policy) -> ReviewStatus:
    return ReviewStatus(
        progress=progress_of(incident, edits),
        due=review_due(incident, policy),
        completeness=review.completeness,
        open_questions=tuple(_assigned(each, incident, policy) for each in open_questions(review, edits)),
        open_factors=tuple(factor.text for factor in open_factors(review.case, edits)),
        missing=missing_sections(review, edits),
        approvals=tuple(given.by for given in edits.approvals),
        needed=policy.severity(incident.severity).approvals,
        wording=review.wording,
    )


def _assigned(question: Question, incident: Incident, policy: Policy) -> AssignedQuestion:
    """Put a question whose person isn't there to the person leading the incident."""
    held = (each.person for each in incident.roles)
    gone = {person.id for person in (incident.commander, *held) if person and not person.is_there}
    named = Person(question.person_id, question.person) if question.person else None
    whom = named if named and named.id not in gone else leader(incident)
    return AssignedQuestion(question, whom, whom.id in {each.id for each in _holders(question.to, incident, policy)})


def _holders(asked_role: str, incident: Incident, policy: Policy) -> tuple[Person, ...]:
    keys = [role.key for role in policy.roles if role.name.casefold() == asked_role.casefold()]
    command = (incident.commander,) if incident.commander and COMMANDER in keys else ()
    return (*command, *(person for key in keys for person in incident.holders(key)))


def by_holder(questions: Iterable[AssignedQuestion]) -> Sequence[tuple[Person, tuple[AssignedQuestion, ...]]]:
    """The questions by person, in the order in which the people first appear."""
    found: dict[tuple[str, str], list[AssignedQuestion]] = {}
    for each in questions:
        found.setdefault((each.whom.id, each.whom.name), []).append(each)
    return [(mine[0].whom, tuple(mine)) for mine in found.values()]


# The list


def listed(known: Iterable[ReviewProgress], policy: Policy, at: datetime) -> tuple[ReviewGroup, ...]:
    """The groups that are not empty: oldest due date first, newest approval first."""
    groups: dict[ReviewGroupName, list[tuple[datetime, ReviewProgress]]] = {group: [] for group in ReviewGroupName}
    for each in known:
        due = review_due(each.incident, policy)
        if due and (group := _group(each, due, policy, at)):
            groups[group].append((each.state_at or due if group is ReviewGroupName.APPROVED else due, each))
    return tuple(_fitting(groups))


def _group(progress: ReviewProgress, due: datetime, policy: Policy, at: datetime) -> ReviewGroupName | None:
    if is_done(progress, policy):
        since = progress.state_at or due
        return ReviewGroupName.APPROVED if at - since < APPROVED_LATELY else None
    if due < at:
        return ReviewGroupName.OVERDUE
    return ReviewGroupName.IN_REVIEW if progress.state is ReviewState.IN_REVIEW else ReviewGroupName.DUE


def _fitting(groups: Mapping[ReviewGroupName, list[tuple[datetime, ReviewProgress]]]) -> Iterator[ReviewGroup]:
    left = MOST_ROWS
    for group, found in groups.items():
        ordered = sorted(
            found, key=lambda each: (each[0], each[1].incident.number), reverse=group is ReviewGroupName.APPROVED
        )
        if found:
            yield ReviewGroup(group, len(found), tuple(progress for _when, progress in ordered[:left]))
        left = max(0, left - len(found))


# Publishing

_TEXTS_CHANGE: Final = frozenset(
    {
        EditLogKind.EDIT,
        EditLogKind.TAKE,
        EditLogKind.GENERATED,
        EditLogKind.ANSWER,
        EditLogKind.DECIDE,
        EditLogKind.COVER,
        EditLogKind.UNCOVER,
    }
)
_SEARCHED: Final = frozenset({"summary", "impact", "root-cause", "factors", "actions", "lessons"})  # as generated
MOST_TEXT: Final = 100_000  # characters of a review that are searched


def publishes(log: Sequence[EditLogEntry]) -> bool:
    """Whether these entries publish the review: they approve or share it."""
    return any(
        entry.what is EditLogKind.SHARE or (entry.what, entry.key) == (EditLogKind.STATE, ReviewState.APPROVED)
        for entry in log
    )


def to_publish(log: Sequence[EditLogEntry], now: ReviewEdits) -> bool:
    """Whether to add its current text to the search; `now` includes the entries of `log`."""
    is_public = now.state is ReviewState.APPROVED or now.shared_at is not None
    return publishes(log) or (is_public and any(entry.what in _TEXTS_CHANGE for entry in log))


def followed(
    incident: Incident, log: Sequence[EditLogEntry], now: ReviewEdits, policy: Policy, at: datetime
) -> tuple[OutboxMessage, ...]:
    """The messages that follow from edits of a review; `now` includes the entries of `log`."""
    text = (to_index(incident),) if to_publish(log, now) else ()
    if not publishes(log):
        return text
    published = replace(progress_of(incident, now), published=True)
    settled = prompts.review_over(incident) if is_done(published, policy) else ()
    return (*text, *announced(incident, now, at), *settled)


def to_index(incident: Incident) -> IndexReview:
    """Adds the review's text to the search."""
    return IndexReview(keys.key(incident, "review", "text"))


def publish(text: str, at: datetime) -> EditLogEntry:
    return EditLogEntry(EditLogKind.PUBLISH, MUSTER, at, text=text)


def published_text(review: Review, now: ReviewEdits) -> str:
    """The text that `find` searches: whatever people wrote, also in sections of earlier versions, and the generated
    text of what reviews are searched for. The entries of the timeline are searched anyway."""
    found = editable_sections(review, now)
    written = [_searched_text(each, review) for each in found if each.versions.current or each.key in _SEARCHED]
    answers = [answer.text for answer in now.answers]
    return "\n".join(text for text in (*written, *answers) if text)[:MOST_TEXT]


def _searched_text(editable: EditableSection, review: Review) -> str:
    """Without its open questions."""
    section, edit = review.section(editable.key), editable.versions.current
    parts = section.parts if section else ()
    told = Section(editable.key, editable.title, tuple(part for part in parts if not isinstance(part, Questions)))
    said = edit.text if edit else text_of(told)
    return f"{editable.title}: {said}" if said else ""


def announced(incident: Incident, now: ReviewEdits, at: datetime) -> tuple[OutboxMessage, ...]:
    """The note in the announcement's thread that the review is published."""
    if not is_announced(incident):
        return ()
    approved_by = tuple(given.by.name for given in now.approvals) if now.state is ReviewState.APPROVED else ()
    name = keys.key(incident, "review", "out")
    return (ReviewPublished(name, *below_announcement(incident), at=at, approved_by=approved_by),)


# What past reviews say about a similar incident


@dataclass(frozen=True)
class PastReview:
    """A published review of a similar incident: `helped` is what fixed it, as people recorded it."""

    incident: Incident
    helped: str
    cause: str


def learned(incident: Incident, records: Sequence[RecordedFact], now: ReviewEdits) -> PastReview:
    """Edited sections take precedence over recorded facts. Those on what fixed it and what helped are of earlier
    versions."""
    helped = (
        _written(now, "resolution")
        or _first(records, FactKind.FIX)
        or _written(now, "helped")
        or _first(records, FactKind.HELPED)
    )
    return PastReview(incident, helped, _written(now, "root-cause") or _first(records, FactKind.CAUSE))


def _written(now: ReviewEdits, section: str) -> str:
    current = now.versions_of(section).current
    return current.text if current else ""


def _first(records: Sequence[RecordedFact], kind: FactKind) -> str:
    return next((record.text for record in records if record.kind is kind), "")
