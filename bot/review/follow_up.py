"""After care: how far each review is, what it lacks and who has that, and what goes out once it is done.

Pure: what is known comes in, what is to be said goes out. Which review is meant, and who may know of it, is asked in
bot/review/follow_up_service.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.nudges import prompts
from bot.nudges.escalation import leader
from bot.nudges.reminder_schedule import review_due
from bot.outbox import messages
from bot.outbox.model import MessageKind, OutboxMessage
from bot.people.model import Person
from bot.retention.retention import MUSTER
from bot.review.decisions import undecided
from bot.review.document.review import Review
from bot.review.document.sections import Question, Questions, Section
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, ReviewState
from bot.review.facts import FactKind, RecordedFact
from bot.review.section_text import text_of
from bot.review.sections import EditableSection, editable_sections

APPROVED_LATELY: Final = timedelta(days=14)
MOST_ROWS: Final = 12  # of a list; more nobody reads in one answer
OUT: Final = "review out"  # of the payload of the message below the announcement


class Group(StrEnum):
    """What a list of reviews is divided into, in this order."""

    OVERDUE = "overdue"
    DUE = "due"
    IN_REVIEW = "in review"
    APPROVED = "approved"


@dataclass(frozen=True)
class Progress:
    """How far the review of an incident is. `begun`: somebody opened it. `published`: approved or handed out once."""

    incident: Incident
    state: ReviewState
    state_at: datetime | None = None
    begun: bool = False
    published: bool = False

    @property
    def said(self) -> str:
        return self.state.value if self.begun or self.state is not ReviewState.DRAFT else "not begun"


@dataclass(frozen=True)
class Listed:
    """`count` is how many there are in the group, `shown` those that fit."""

    group: Group
    count: int
    shown: tuple[Progress, ...]


@dataclass(frozen=True)
class Lack:
    """Something that a review lacks. `whom` has it: the holder of the `role`, else who leads the incident."""

    question: Question
    role: str
    whom: Person


@dataclass(frozen=True)
class Standing:
    """A review looked into. `approvals` of `needed` are given; `undecided` are factors that nobody answered to."""

    progress: Progress
    due: datetime | None
    completeness: int
    lacks: tuple[Lack, ...]
    undecided: tuple[str, ...]
    approvals: tuple[Person, ...]
    needed: int

    @property
    def whom(self) -> Person:
        """Who has it: whoever leads the incident sees to its review."""
        return leader(self.progress.incident)


def progress_of(incident: Incident, living: ReviewEdits) -> Progress:
    begun = living.opened_at is not None or living.version > 0
    return Progress(incident, living.state, living.state_at, begun, living.published_at is not None)


def is_done(progress: Progress, policy: Policy) -> bool:
    """Approved; where the severity wants no approval, handing it out is enough."""
    needed = policy.severity(progress.incident.severity).approvals
    return progress.state is ReviewState.APPROVED or (progress.published and not needed)


def standing(review: Review, living: ReviewEdits, incident: Incident, policy: Policy) -> Standing:
    return Standing(
        progress=progress_of(incident, living),
        due=review_due(incident, policy),
        completeness=review.completeness,
        lacks=tuple(_lacks(review, living, incident)),
        undecided=undecided(review.case, living),
        approvals=tuple(given.by for given in living.approvals),
        needed=policy.severity(incident.severity).approvals,
    )


def _lacks(review: Review, living: ReviewEdits, incident: Incident) -> Iterator[Lack]:
    """What the checks miss and nobody has answered."""
    for question in review.questions:
        if not living.answers_to(question.key):
            holder = Person(question.person_id, question.person) if question.person else leader(incident)
            yield Lack(question, question.to, holder)


def by_holder(lacks: Iterable[Lack]) -> Sequence[tuple[Person, tuple[Lack, ...]]]:
    """Each person once, with all that they have, in the order in which they come up."""
    found: dict[tuple[str, str], list[Lack]] = {}
    for lack in lacks:
        found.setdefault((lack.whom.id, lack.whom.name), []).append(lack)
    return [(mine[0].whom, tuple(mine)) for mine in found.values()]


# The list


def listed(known: Iterable[Progress], policy: Policy, at: datetime) -> tuple[Listed, ...]:
    """Groups that have any: what waits longest comes first, of the approved ones the newest."""
    groups: dict[Group, list[tuple[datetime, Progress]]] = {group: [] for group in Group}
    for each in known:
        due = review_due(each.incident, policy)
        if due and (group := _group(each, due, policy, at)):
            groups[group].append((each.state_at or due if group is Group.APPROVED else due, each))
    return tuple(_fitting(groups))


def _group(progress: Progress, due: datetime, policy: Policy, at: datetime) -> Group | None:
    if is_done(progress, policy):
        since = progress.state_at or due
        return Group.APPROVED if at - since < APPROVED_LATELY else None
    if due < at:
        return Group.OVERDUE
    return Group.IN_REVIEW if progress.state is ReviewState.IN_REVIEW else Group.DUE


def _fitting(groups: Mapping[Group, list[tuple[datetime, Progress]]]) -> Iterator[Listed]:
    left = MOST_ROWS
    for group, found in groups.items():
        ordered = sorted(found, key=lambda each: (each[0], each[1].incident.number), reverse=group is Group.APPROVED)
        if found:
            yield Listed(group, len(found), tuple(progress for _when, progress in ordered[:left]))
        left = max(0, left - len(found))


# Once it is out

_TEXTS_CHANGE: Final = frozenset(
    {EditLogKind.EDIT, EditLogKind.TAKE, EditLogKind.GENERATED, EditLogKind.ANSWER, EditLogKind.DECIDE}
)
_SEARCHED: Final = (
    "summary",
    "impact",
    "detection",
    "response",
    "helped",
    "hindered",
    "root-cause",
    "factors",
    "resolution",
    "actions",
    "lessons",
)
MOST_TEXT: Final = 100_000  # characters of a review that are searched


def goes_out(acts: Sequence[EditLogEntry]) -> bool:
    """Whether it is out with these: it is approved, or handed out."""
    return any(
        act.what is EditLogKind.HAND_OUT or (act.what, act.key) == (EditLogKind.STATE, ReviewState.APPROVED)
        for act in acts
    )


def to_publish(acts: Sequence[EditLogEntry], now: ReviewEdits) -> bool:
    """Whether its text is to be found from now on as it is; `now` is with the acts."""
    is_out = now.state is ReviewState.APPROVED or now.handed_out_at is not None
    return goes_out(acts) or (is_out and any(act.what in _TEXTS_CHANGE for act in acts))


def followed(
    incident: Incident, acts: Sequence[EditLogEntry], now: ReviewEdits, policy: Policy, at: datetime
) -> tuple[OutboxMessage, ...]:
    """What follows from acts on a review for others than its authors; `now` is with the acts."""
    text = (to_find(incident),) if to_publish(acts, now) else ()
    if not goes_out(acts):
        return text
    published = replace(progress_of(incident, now), published=True)
    settled = prompts.review_over(incident) if is_done(published, policy) else ()
    return (*text, *announced(incident, now, at), *settled)


def to_find(incident: Incident) -> OutboxMessage:
    """Its text is taken into the search, as it is once the record is stored."""
    return OutboxMessage(messages.key(incident, "review", "text"), MessageKind.PUBLISH, importance=messages.LATER)


def publish(text: str, at: datetime) -> EditLogEntry:
    return EditLogEntry(EditLogKind.PUBLISH, MUSTER, at, text=text)


def published_text(review: Review, now: ReviewEdits) -> str:
    """What `find` looks through: the sections as they stand, without the timeline, which is searched by itself."""
    written = [_chapter_text(chapter, review) for chapter in editable_sections(review, now) if chapter.key in _SEARCHED]
    answers = [answer.text for answer in now.answers]
    return "\n".join(text for text in (*written, *answers) if text)[:MOST_TEXT]


def _chapter_text(chapter: EditableSection, review: Review) -> str:
    """Without its open questions: they are no finding."""
    section, edit = review.section(chapter.key), chapter.written.stands
    parts = section.parts if section else ()
    told = Section(chapter.key, chapter.title, tuple(part for part in parts if not isinstance(part, Questions)))
    said = edit.text if edit else text_of(told)
    return f"{chapter.title}: {said}" if said else ""


def announced(incident: Incident, now: ReviewEdits, at: datetime) -> tuple[OutboxMessage, ...]:
    """Those who followed from outside hear, below the announcement, that the review is out."""
    if incident.private or incident.drill:
        return ()
    payload: Mapping[str, Json] = {
        "what": OUT,
        "at": at.isoformat(),
        "approved_by": [given.by.name for given in now.approvals] if now.state is ReviewState.APPROVED else [],
    }
    lane, needed = messages.key(incident, "thread"), messages.key(incident, "announcement")
    name = messages.key(incident, "review", "out")
    return (
        OutboxMessage(name, MessageKind.THREAD, payload, lane=lane, needs=(needed,), importance=messages.BROADCAST),
    )


# What the next one learns from it


@dataclass(frozen=True)
class Learned:
    """A published review that a new incident makes one think of: `helped` is what ended it, as people recorded it."""

    incident: Incident
    helped: str
    cause: str


def learned(incident: Incident, records: Sequence[RecordedFact], now: ReviewEdits) -> Learned:
    """What somebody wrote of its resolution goes before the facts."""
    written = now.written("resolution").stands
    helped = written.text if written else _first(records, FactKind.FIX) or _first(records, FactKind.HELPED)
    root = now.written("root-cause").stands
    return Learned(incident, helped, root.text if root else _first(records, FactKind.CAUSE))


def _first(records: Sequence[RecordedFact], kind: FactKind) -> str:
    return next((record.text for record in records if record.kind is kind), "")
