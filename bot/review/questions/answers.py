"""Answering the open questions of a review, asking them in the channel, and accepting factors with no action item."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.analysis.model import Case
from bot.commands.requests import CommandContext, TypedText
from bot.errors import NotFound, Refused
from bot.incidents.change import Change, with_changes, with_messages
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.json_types import Json
from bot.outbox import keys
from bot.outbox.review import (
    CarriedQuestion,
    QuestionAnswer,
    QuestionPosted,
)
from bot.people.model import Person
from bot.review import edit_log
from bot.review.decision import ReviewDecision, in_review_only
from bot.review.document.parts import Question
from bot.review.edit_log import ChannelQuestion, EditLogEntry, EditLogKind, ReviewEdits
from bot.review.questions.destinations import ToActionItems, ToFacts, ToTimeline
from bot.review.recording import record
from bot.review.review_command import hint
from bot.review.root_cause.factors import factors_of
from bot.review.root_cause.links import numbered
from bot.review.root_cause.suggestions import suggested
from bot.review.verbs import AddFact
from bot.tasks import action_items
from bot.tasks import verbs as task_verbs
from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from bot.time_format import clock
from bot.time_parsing import read_past
from bot.timeline import verbs as timeline_verbs
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.verbs import Log
from templates.review import wording

ASK_AGAIN: Final = timedelta(hours=1)  # how soon a question can be asked in the channel again
QUESTION: Final = "question"  # part of the outbox key of a question in the channel

AnswerRequest = AddFact | Log | AddAction


def request_of(question: Question, typed: TypedText, asking: CommandContext) -> AnswerRequest | None:
    """The fact, timeline entry or action item that the answer adds to the incident; None if it adds nothing.

    A timeline entry needs a time at the start of the answer, an action item an owner or a due date. Raises Unclear for
    what looks like a time and is none.
    """
    match question.destination:
        case ToFacts(kind, label):
            return AddFact(kind, _labeled(typed.text.strip(), label))
        case ToTimeline(kind):
            return _entry_request(kind, typed, asking)
        case ToActionItems():
            return _action_request(typed, asking)
    return None


def _labeled(text: str, label: str) -> str:
    return text if not label or text.startswith(f"{label}: ") else f"{label}: {text}"


def _entry_request(kind: EntryKind | None, typed: TypedText, asking: CommandContext) -> Log | None:
    read_past(typed.text, asking.person.tz, asking.at)  # asks about what looks like a time and is none
    try:
        log = timeline_verbs.log(typed, asking)
    except Refused:
        return None
    if log.occurred_at is None:
        return None
    return replace(log, kind=kind) if kind and log.kind is EntryKind.NOTE else log


def _action_request(typed: TypedText, asking: CommandContext) -> AddAction | None:
    try:
        asked = task_verbs.action(typed, asking)
    except Refused:
        return None
    return asked if isinstance(asked, AddAction) and (asked.owner or asked.due) else None


@dataclass(frozen=True)
class NewAnswer:
    """`request` is what the answer adds to the incident; `next_action` is the number of the next action item."""

    question: str
    text: str
    request: AnswerRequest | None = None
    next_action: int = 0


def answer(incident: Incident, review: ReviewEdits, said: NewAnswer, by: Person, at: datetime) -> ReviewDecision:
    """Adds the answer to the review, to the incident, and to the question's message in the channel."""
    entry = edit_log.answer(said.question, said.text, by, at)
    changed = _added_to_incident(incident, said, by, at)
    answered = QuestionAnswer(by, said.text, at)
    asked = [one for one in review.asked if one.question == said.question]
    shown = tuple(QuestionPosted(*keys.posted(changed.incident, one.row), answered=answered) for one in asked)
    return ReviewDecision((entry,), with_messages(changed, *shown))


def _added_to_incident(incident: Incident, said: NewAnswer, by: Person, at: datetime) -> Change:
    next_status(incident, Verb.REVIEW)
    request = said.request
    if isinstance(request, AddFact):
        return record(incident, request.kind, request.text, by, at)
    if isinstance(request, AddAction):
        item = ActionItem(
            said.next_action,
            request.title,
            request.owner,
            request.priority,
            request.due,
            by,
            at,
            request.owner_id,
            kind=request.kind,
        )
        return action_items.add(incident, item)
    if isinstance(request, Log):
        entry = Entry(
            request.occurred_at or at, at, request.kind, request.text, request.author or by, EntrySource.COMMAND, (by,)
        )
        return Change(with_changes(incident), entries=(entry,))
    return Change(incident)


def question_from(facts: Mapping[str, Json]) -> Question:
    """The question in a button's value or a form's metadata."""
    read = {name: str(facts.get(name) or "") for name in ("key", "to", "text", "answer", "person", "person_id", "part")}
    return Question(**read)


def facts_of(question: Question) -> dict[str, Json]:
    return {
        "key": question.key,
        "to": question.to,
        "text": question.text,
        "answer": question.answer,
        "person": question.person,
        "person_id": question.person_id,
        "part": question.part,
    }


def may_ask(review: ReviewEdits, question: str, at: datetime) -> bool:
    """Whether a question can be asked in the channel, which it can't again soon while nobody answered."""
    before = _asked_last(review, question)
    return before is None or at - before.at >= ASK_AGAIN or bool(review.answers_to(question))


def ask(incident: Incident, review: ReviewEdits, question: Question, by: Person, at: datetime) -> ReviewDecision:
    """Asks a question in the channel, and mentions the person who holds its role."""
    next_status(incident, Verb.REVIEW)
    before = _asked_last(review, question.key)
    if before and not may_ask(review, question.key, at):
        raise Refused(wording.asked_already(clock(before.at, at.astimezone(UTC).date())))
    row = keys.key(incident, QUESTION, len(review.asked) + 1)
    posted = QuestionPosted(*keys.posted(incident, row), question=carried(question), by=by)
    entry = EditLogEntry(
        EditLogKind.ASK, by, at, question.key, question.text, {"whom": question.person or question.to, "row": row}
    )
    return ReviewDecision((entry,), with_messages(Change(incident), posted))


def carried(question: Question) -> CarriedQuestion:
    """A question as its message in the outbox stores it."""
    return CarriedQuestion(
        question.key,
        question.to,
        question.text,
        question.answer,
        question.person,
        question.person_id,
        question.part,
    )


def question_of(asked: CarriedQuestion) -> Question:
    return Question(**{each.name: getattr(asked, each.name) for each in fields(asked)})


def _asked_last(review: ReviewEdits, key: str) -> ChannelQuestion | None:
    return next((one for one in reversed(review.asked) if one.question == key), None)


# Factors


def action_for(factor: str) -> AddAction:
    """The action item with which the form for a factor begins."""
    found = suggested(factor)
    if found is None:
        return AddAction(wording.against(factor))
    return AddAction(wording.action_for(found.title, factor), priority=found.priority, kind=found.kind)


def accept_factor(
    incident: Incident, _review: ReviewEdits, factor: str, reason: str, by: Person, at: datetime
) -> ReviewDecision:
    if not reason.strip():
        raise Refused(wording.NO_REASON)
    return in_review_only(incident, EditLogEntry(EditLogKind.DECIDE, by, at, factor, reason.strip()))


def cover_factor(incident: Incident, case: Case, mark: str, item: int, by: Person, at: datetime) -> ReviewDecision:
    """A person says that an action item covers a factor, found by the fingerprint of its text."""
    factor = next((one for one in factors_of(case) if mark in map(edit_log.fingerprint, one.texts)), None)
    if factor is None or item not in dict(numbered(case)):
        raise NotFound(wording.FACTOR_GONE, hint("factors", wording.TO_SEE_FACTORS))
    return in_review_only(incident, edit_log.cover(factor.claim.text, item, by, at))


def uncover_factor(
    incident: Incident, review: ReviewEdits, mark: str, item: int, by: Person, at: datetime
) -> ReviewDecision:
    """Takes back what somebody confirmed."""
    covered = [one for one in review.covered_factors if (edit_log.fingerprint(one.factor), one.item) == (mark, item)]
    return in_review_only(incident, *(edit_log.uncover(one.factor, item, by, at) for one in covered))
