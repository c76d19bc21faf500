"""The edit log of a review: what people wrote, answered, asked, accepted and approved. Entries are only ever added.

`fold` turns the entries into the current edits. A section shows its generated text until someone edits it; from then
on it shows their text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot.errors import Refused
from bot.json_types import Json
from bot.people.model import Person
from templates.review import wording


@dataclass(frozen=True)
class MissingSection:
    """A section that the severity requires and that is empty: the review can't be approved without it."""

    key: str
    title: str


class SectionsMissing(Refused):
    """The review can't be approved yet."""

    def __init__(self, missing: tuple[MissingSection, ...]) -> None:
        super().__init__(wording.sections_missing([section.title for section in missing]))
        self.missing = missing


class RequestedAlready(Refused):
    """The review is in review or approved."""


class ReviewState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"


class EditLogKind(StrEnum):
    """What someone did. The values are stored."""

    OPEN = "open"
    EDIT = "edit"
    TAKE = "take"
    GENERATED = "generated"
    ANSWER = "answer"
    ASK = "ask"
    DECIDE = "decide"
    COVER = "cover"
    UNCOVER = "uncover"
    METHOD = "method"
    TEMPLATE = "template"
    STATE = "state"
    APPROVE = "approve"
    MEETING = "meeting"
    SHARE = "hand out"
    PUBLISH = "publish"
    CANVAS = "canvas"


@dataclass(frozen=True)
class EditLogEntry:
    """`key` is the section, question or factor that the entry is about, `text` what was written, unchanged.

    `number` counts the entries of an incident from 1; 0 until the entry is stored.
    """

    what: EditLogKind
    by: Person
    at: datetime
    key: str = ""
    text: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True)
class SectionVersion:
    """A section as someone wrote it. `version` is the number of its entry in the log.

    `basis` is the fingerprint of the generated text at that time, `over` the version that was edited (0 for the
    generated text). `amends` is true if it was written after the approval.
    """

    section: str
    version: int
    text: str
    by: Person
    at: datetime
    basis: str
    over: int
    amends: bool


@dataclass(frozen=True)
class SectionVersions:
    """The versions of a section: the current one (None for the generated text), and alternatives to it.

    When two people edit a section at the same time, the later version is an alternative until someone chooses.
    """

    current: SectionVersion | None = None
    alternatives: tuple[SectionVersion, ...] = ()
    all: tuple[SectionVersion, ...] = ()


@dataclass(frozen=True)
class Answer:
    question: str
    text: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class ChannelQuestion:
    """A question that was asked in the channel; `row` is the outbox key of its message."""

    question: str
    text: str
    whom: str
    by: Person
    at: datetime
    row: str


@dataclass(frozen=True)
class AcceptedFactor:
    """A contributing factor that needs no action item, and why."""

    factor: str
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class CoveredFactor:
    """A person said that the action item with this number covers a contributing factor."""

    factor: str
    item: int
    by: Person
    at: datetime


@dataclass(frozen=True)
class Approval:
    """`role` is the person's role in the incident at the time, such as "incident commander"; "" for none."""

    by: Person
    role: str
    at: datetime


@dataclass(frozen=True)
class ReviewEdits:
    """The current edits of a review. `opened_at` is None until someone posts the review.

    `version` is the number of the last entry. `published_at` is when the review's text was last added to the search.
    """

    state: ReviewState = ReviewState.DRAFT
    opened_at: datetime | None = None
    method: str = ""
    template: str = ""
    sections: Mapping[str, SectionVersions] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    asked: tuple[ChannelQuestion, ...] = ()
    accepted_factors: tuple[AcceptedFactor, ...] = ()
    covered_factors: tuple[CoveredFactor, ...] = ()
    approvals: tuple[Approval, ...] = ()
    state_by: Person | None = None
    state_at: datetime | None = None
    meeting_at: datetime | None = None
    shared_at: datetime | None = None
    published_at: datetime | None = None
    canvas: str = ""
    canvas_text: str = ""
    version: int = 0

    def versions_of(self, section: str) -> SectionVersions:
        return self.sections.get(section, SectionVersions())

    def answers_to(self, question: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.question == question)

    @property
    def amended(self) -> bool:
        return any(edit.amends for written in self.sections.values() for edit in written.all)


NO_EDITS: Final = ReviewEdits()


def fold(log: Iterable[EditLogEntry]) -> ReviewEdits:
    """The current edits. They depend on nothing but the log."""
    edits = ReviewEdits()
    for entry in log:
        edits = replace(_FOLDS[entry.what](edits, entry), version=entry.number)
    return edits


def _opened(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, opened_at=edits.opened_at or entry.at)


def _edited(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    amends = edits.state is ReviewState.APPROVED
    over, basis = int(str(entry.facts["over"])), str(entry.facts["basis"])
    edit = SectionVersion(entry.key, entry.number, entry.text, entry.by, entry.at, basis, over, amends)
    before = edits.versions_of(entry.key)
    # An edit of another version than the current one is an alternative, unless the current one is by the same person.
    current_version = before.current.version if before.current else 0
    follows = over == current_version or (before.current is not None and before.current.by.id == entry.by.id)
    current, alternatives = (edit, before.alternatives) if follows else (before.current, (*before.alternatives, edit))
    return _with_section(edits, entry.key, SectionVersions(current, alternatives, (*before.all, edit)))


def _taken(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    """Makes an alternative or an older version the current one, and discards the other alternatives."""
    before = edits.versions_of(entry.key)
    chosen = next((edit for edit in before.all if edit.version == int(str(entry.facts["version"]))), before.current)
    return _with_section(edits, entry.key, SectionVersions(chosen, (), before.all))


def _generated(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    """Back to the generated text; what people wrote stays among the versions."""
    return _with_section(edits, entry.key, SectionVersions(None, (), edits.versions_of(entry.key).all))


def _with_section(edits: ReviewEdits, section: str, written: SectionVersions) -> ReviewEdits:
    return replace(edits, sections={**edits.sections, section: written})


def _answered(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, answers=(*edits.answers, Answer(entry.key, entry.text, entry.by, entry.at)))


def _asked(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    asked = ChannelQuestion(
        entry.key, entry.text, str(entry.facts["whom"]), entry.by, entry.at, str(entry.facts["row"])
    )
    return replace(edits, asked=(*edits.asked, asked))


def _accepted(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    others = tuple(each for each in edits.accepted_factors if each.factor != entry.key)
    return replace(edits, accepted_factors=(*others, AcceptedFactor(entry.key, entry.text, entry.by, entry.at)))


def _covered(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    covered = CoveredFactor(entry.key, int(str(entry.facts["item"])), entry.by, entry.at)
    return replace(edits, covered_factors=(*_without(edits, entry), covered))


def _uncovered(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, covered_factors=_without(edits, entry))


def _without(edits: ReviewEdits, entry: EditLogEntry) -> tuple[CoveredFactor, ...]:
    which = (entry.key, int(str(entry.facts["item"])))
    return tuple(each for each in edits.covered_factors if (each.factor, each.item) != which)


def _moved(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    """Going back to draft withdraws the approvals, as the review may change."""
    state = ReviewState(entry.key)
    approvals = edits.approvals if state is ReviewState.APPROVED else ()
    return replace(edits, state=state, state_by=entry.by, state_at=entry.at, approvals=approvals)


def _approved(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    others = tuple(approval for approval in edits.approvals if approval.by.id != entry.by.id)
    return replace(edits, approvals=(*others, Approval(entry.by, entry.key, entry.at)))


def _published(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, published_at=entry.at)


def _meeting(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, meeting_at=datetime.fromisoformat(entry.key) if entry.key else None)


def _canvas(edits: ReviewEdits, entry: EditLogEntry) -> ReviewEdits:
    return replace(edits, canvas=entry.key, canvas_text=entry.text)


_FOLDS: Final = {
    EditLogKind.OPEN: _opened,
    EditLogKind.EDIT: _edited,
    EditLogKind.TAKE: _taken,
    EditLogKind.GENERATED: _generated,
    EditLogKind.ANSWER: _answered,
    EditLogKind.ASK: _asked,
    EditLogKind.DECIDE: _accepted,
    EditLogKind.COVER: _covered,
    EditLogKind.UNCOVER: _uncovered,
    EditLogKind.METHOD: lambda edits, entry: replace(edits, method=entry.key),
    EditLogKind.TEMPLATE: lambda edits, entry: replace(edits, template=entry.key),
    EditLogKind.STATE: _moved,
    EditLogKind.APPROVE: _approved,
    EditLogKind.MEETING: _meeting,
    EditLogKind.SHARE: lambda edits, entry: replace(edits, shared_at=entry.at),
    EditLogKind.PUBLISH: _published,
    EditLogKind.CANVAS: _canvas,
}


# Decisions: each returns the entries to store, or raises Refused.


def fingerprint(text: str) -> str:
    """The same for two texts that differ only in white space."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def edit(section: str, text: str, over: int, generated: str, by: Person, at: datetime) -> EditLogEntry:
    """`over` is the version that the person edited, 0 for the generated text."""
    if not text.strip():
        raise Refused(wording.EMPTY_SECTION)
    return EditLogEntry(EditLogKind.EDIT, by, at, section, text, {"over": over, "basis": fingerprint(generated)})


def take(edits: ReviewEdits, section: str, version: int, by: Person, at: datetime) -> EditLogEntry:
    if all(known.version != version for known in edits.versions_of(section).all):
        raise Refused(wording.NO_VERSION)
    return EditLogEntry(EditLogKind.TAKE, by, at, section, facts={"version": version})


def answer(question: str, text: str, by: Person, at: datetime) -> EditLogEntry:
    if not text.strip():
        raise Refused(wording.EMPTY_ANSWER)
    return EditLogEntry(EditLogKind.ANSWER, by, at, question, text)


def cover(factor: str, item: int, by: Person, at: datetime) -> EditLogEntry:
    """A person confirms that an action item covers a factor."""
    return EditLogEntry(EditLogKind.COVER, by, at, factor, facts={"item": item})


def uncover(factor: str, item: int, by: Person, at: datetime) -> EditLogEntry:
    return EditLogEntry(EditLogKind.UNCOVER, by, at, factor, facts={"item": item})


def request_review(edits: ReviewEdits, by: Person, at: datetime) -> EditLogEntry:
    if edits.state is not ReviewState.DRAFT:
        raise RequestedAlready(wording.state_already(edits.state))
    return EditLogEntry(EditLogKind.STATE, by, at, ReviewState.IN_REVIEW)


def back_to_draft(edits: ReviewEdits, by: Person, at: datetime) -> EditLogEntry:
    if edits.state is ReviewState.DRAFT:
        raise Refused(wording.DRAFT_ALREADY)
    if edits.state is ReviewState.APPROVED:
        raise Refused(wording.STAYS_APPROVED)
    return EditLogEntry(EditLogKind.STATE, by, at, ReviewState.DRAFT)


def approve(
    edits: ReviewEdits, by: Person, role: str, at: datetime, *, missing: tuple[MissingSection, ...], needed: int
) -> tuple[EditLogEntry, ...]:
    """Adds an approval; the last one that the severity needs approves the review.

    Raises SectionsMissing if there are any, and Refused for a second approval by the same person.
    """
    if edits.state is ReviewState.APPROVED:
        raise Refused(wording.APPROVED_ALREADY)
    if missing:
        raise SectionsMissing(missing)
    if any(approval.by.id == by.id for approval in edits.approvals):
        raise Refused(wording.approved_by_you(needed - len(edits.approvals)))
    given = EditLogEntry(EditLogKind.APPROVE, by, at, role)
    if len(edits.approvals) + 1 < needed:
        return (given,)
    return (given, EditLogEntry(EditLogKind.STATE, by, at, ReviewState.APPROVED))
