"""The review as people work on it: what they wrote, answered, asked, decided and approved, as acts that only grow.

An act is never changed or dropped, so nothing that somebody wrote can be lost; `fold` makes of them what stands. The
text of a section is the generated one until a person writes it; then theirs stands beside what the record says since.
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


class ReviewState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"


class EditLogKind(StrEnum):
    """What somebody did to a review. `key` of the act is the section, the question or the factor that it is about."""

    OPEN = "open"
    EDIT = "edit"
    TAKE = "take"
    GENERATED = "generated"
    ANSWER = "answer"
    ASK = "ask"
    DECIDE = "decide"
    METHOD = "method"
    TEMPLATE = "template"
    STATE = "state"
    APPROVE = "approve"
    MEETING = "meeting"
    HAND_OUT = "hand out"
    PUBLISH = "publish"
    CANVAS = "canvas"


@dataclass(frozen=True)
class EditLogEntry:
    """`number` counts an incident's acts from 1, 0 until it is stored. `text` is what was written, word for word."""

    what: EditLogKind
    by: Person
    at: datetime
    key: str = ""
    text: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True)
class Edit:
    """A section as a person wrote it. `version` is the number of its act.

    `basis` is the fingerprint of the generated text that they had before them, `over` the version that they changed (0
    for the generated one). `amends`: it was written after the approval.
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
class Written:
    """What people made of a section: the version that stands (None: the generated one), and those beside it.

    A version is beside where somebody else's came in between: both are kept until a person chooses.
    """

    stands: Edit | None = None
    beside: tuple[Edit, ...] = ()
    all: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Answer:
    question: str
    text: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class Asked:
    """A question that was put to somebody in the channel; `row` is the outbox key of the message."""

    question: str
    text: str
    whom: str
    by: Person
    at: datetime
    row: str


@dataclass(frozen=True)
class Decision:
    """What becomes of a contributing factor that no action answers: it is accepted, and why."""

    factor: str
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class Approval:
    """`role` is what they were to the incident when they approved, such as incident commander; "" for none."""

    by: Person
    role: str
    at: datetime


@dataclass(frozen=True)
class ReviewEdits:
    """What stands. `opened_at` is None until somebody asked for the review; `version` counts the acts.

    `published_at` is when the review was last handed out or approved, with its text searchable since.
    """

    state: ReviewState = ReviewState.DRAFT
    opened_at: datetime | None = None
    method: str = ""
    template: str = ""
    sections: Mapping[str, Written] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    asked: tuple[Asked, ...] = ()
    decisions: tuple[Decision, ...] = ()
    approvals: tuple[Approval, ...] = ()
    state_by: Person | None = None
    state_at: datetime | None = None
    meeting_at: datetime | None = None
    handed_out_at: datetime | None = None
    published_at: datetime | None = None
    canvas: str = ""
    canvas_text: str = ""
    version: int = 0

    def written(self, section: str) -> Written:
        return self.sections.get(section, Written())

    def answers_to(self, question: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.question == question)

    @property
    def amended(self) -> bool:
        return any(edit.amends for written in self.sections.values() for edit in written.all)


def fold(acts: Iterable[EditLogEntry]) -> ReviewEdits:
    """What the acts come to, in their order. The same acts give the same review, whoever wrote at the same time."""
    living = ReviewEdits()
    for act in acts:
        living = replace(_FOLDS[act.what](living, act), version=act.number)
    return living


def _opened(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    return replace(living, opened_at=living.opened_at or act.at)


def _edited(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    amends = living.state is ReviewState.APPROVED
    over, basis = int(str(act.facts["over"])), str(act.facts["basis"])
    edit = Edit(act.key, act.number, act.text, act.by, act.at, basis, over, amends)
    before = living.written(act.key)
    # Only who had the version that stands before them changes it, or whose own it is.
    stood = before.stands.version if before.stands else 0
    follows = over == stood or (before.stands is not None and before.stands.by.id == act.by.id)
    stands, beside = (edit, before.beside) if follows else (before.stands, (*before.beside, edit))
    return _with_section(living, act.key, Written(stands, beside, (*before.all, edit)))


def _taken(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    """A version of those beside (or an older one) is to stand; what is beside is settled with it."""
    before = living.written(act.key)
    chosen = next((edit for edit in before.all if edit.version == int(str(act.facts["version"]))), before.stands)
    return _with_section(living, act.key, Written(chosen, (), before.all))


def _generated(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    """Back to what the record says; what people wrote stays among the versions."""
    return _with_section(living, act.key, Written(None, (), living.written(act.key).all))


def _with_section(living: ReviewEdits, section: str, written: Written) -> ReviewEdits:
    return replace(living, sections={**living.sections, section: written})


def _answered(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    return replace(living, answers=(*living.answers, Answer(act.key, act.text, act.by, act.at)))


def _asked(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    asked = Asked(act.key, act.text, str(act.facts["whom"]), act.by, act.at, str(act.facts["row"]))
    return replace(living, asked=(*living.asked, asked))


def _decided(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    others = tuple(decision for decision in living.decisions if decision.factor != act.key)
    return replace(living, decisions=(*others, Decision(act.key, act.text, act.by, act.at)))


def _moved(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    """Going back to a draft takes the approvals back too: they were given for what stood then."""
    state = ReviewState(act.key)
    approvals = living.approvals if state is ReviewState.APPROVED else ()
    return replace(living, state=state, state_by=act.by, state_at=act.at, approvals=approvals)


def _approved(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    others = tuple(approval for approval in living.approvals if approval.by.id != act.by.id)
    return replace(living, approvals=(*others, Approval(act.by, act.key, act.at)))


def _published(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    return replace(living, published_at=act.at)


def _meeting(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    return replace(living, meeting_at=datetime.fromisoformat(act.key) if act.key else None)


def _canvas(living: ReviewEdits, act: EditLogEntry) -> ReviewEdits:
    return replace(living, canvas=act.key, canvas_text=act.text)


_FOLDS: Final = {
    EditLogKind.OPEN: _opened,
    EditLogKind.EDIT: _edited,
    EditLogKind.TAKE: _taken,
    EditLogKind.GENERATED: _generated,
    EditLogKind.ANSWER: _answered,
    EditLogKind.ASK: _asked,
    EditLogKind.DECIDE: _decided,
    EditLogKind.METHOD: lambda living, act: replace(living, method=act.key),
    EditLogKind.TEMPLATE: lambda living, act: replace(living, template=act.key),
    EditLogKind.STATE: _moved,
    EditLogKind.APPROVE: _approved,
    EditLogKind.MEETING: _meeting,
    EditLogKind.HAND_OUT: lambda living, act: replace(living, handed_out_at=act.at),
    EditLogKind.PUBLISH: _published,
    EditLogKind.CANVAS: _canvas,
}


# Decisions: each returns the acts to be stored, or raises Refused and changes nothing.


def fingerprint(text: str) -> str:
    """Tells whether a generated text is the one that somebody had before them; blanks don't matter."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def edit(section: str, text: str, over: int, generated: str, by: Person, at: datetime) -> EditLogEntry:
    """`over` is the version that the form was opened with, 0 for the generated text."""
    if not text.strip():
        raise Refused("An empty section says nothing. To go back to the generated text, press Use generated text.")
    return EditLogEntry(EditLogKind.EDIT, by, at, section, text, {"over": over, "basis": fingerprint(generated)})


def take(living: ReviewEdits, section: str, version: int, by: Person, at: datetime) -> EditLogEntry:
    if all(known.version != version for known in living.written(section).all):
        raise Refused("That version is not on the record. Open the section again to see those that are.")
    return EditLogEntry(EditLogKind.TAKE, by, at, section, facts={"version": version})


def answer(question: str, text: str, by: Person, at: datetime) -> EditLogEntry:
    if not text.strip():
        raise Refused("An empty answer answers nothing. Say it in a few words, or leave the question open.")
    return EditLogEntry(EditLogKind.ANSWER, by, at, question, text)


def send_round(living: ReviewEdits, by: Person, at: datetime) -> EditLogEntry:
    if living.state is not ReviewState.DRAFT:
        raise Refused(f"The review is {living.state} already.")
    return EditLogEntry(EditLogKind.STATE, by, at, ReviewState.IN_REVIEW)


def take_back(living: ReviewEdits, by: Person, at: datetime) -> EditLogEntry:
    if living.state is ReviewState.DRAFT:
        raise Refused("The review is a draft already.")
    if living.state is ReviewState.APPROVED:
        raise Refused("An approved review stays approved. What you change from now on is shown as an amendment.")
    return EditLogEntry(EditLogKind.STATE, by, at, ReviewState.DRAFT)


def approve(
    living: ReviewEdits, by: Person, role: str, at: datetime, *, missing: tuple[str, ...], needed: int
) -> tuple[EditLogEntry, ...]:
    """`missing` are sections that the severity demands and that say nothing; `needed` counts the approvals it wants.

    The approval that completes them approves the review.
    """
    if living.state is ReviewState.APPROVED:
        raise Refused("The review is approved already. What you change from now on is shown as an amendment.")
    if missing:
        raise Refused(f"It can't be approved yet: {_listed(missing)} {_are(missing)} missing. Press Edit to write it.")
    if any(approval.by.id == by.id for approval in living.approvals):
        raise Refused(f"You have approved it already; {needed - len(living.approvals)} more of {needed} to come.")
    given = EditLogEntry(EditLogKind.APPROVE, by, at, role)
    if len(living.approvals) + 1 < needed:
        return (given,)
    return (given, EditLogEntry(EditLogKind.STATE, by, at, ReviewState.APPROVED))


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _are(words: tuple[str, ...]) -> str:
    return "is" if len(words) == 1 else "are"
