"""What people may do to a review, as decisions: each returns the edit log's new entries, and what follows elsewhere.

What an entry does to the review itself is edit_log.py's; here is what the incident and its channel learn from it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from bot.analysis.model import Case, Claim, Evidence
from bot.commands.requests import AddAction, AddRecord, CommandContext, Log, TypedText
from bot.config.policy import COMMANDER, Policy
from bot.errors import Refused
from bot.incidents.change import Change, system_entry, with_changes, with_messages
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.json_types import Json
from bot.outbox import keys, messages
from bot.outbox.incidents import ChannelLine
from bot.outbox.keys import Address
from bot.outbox.model import OutboxMessage
from bot.outbox.review import (
    CarriedQuestion,
    QuestionAnswer,
    QuestionPosted,
    ReviewAmended,
    ReviewApproved,
    ReviewBackToDraft,
    ReviewHandedOut,
    ReviewMeetingSet,
    ReviewRequested,
)
from bot.people.model import Person
from bot.review import edit_log
from bot.review.canvas_merge import CanvasEdit, CanvasEdits
from bot.review.destinations import ToActionItems, ToFacts, ToTimeline
from bot.review.document.review import LAYOUT, Review
from bot.review.document.sections import Question
from bot.review.edit_log import ChannelQuestion, EditLogEntry, EditLogKind, ReviewEdits, ReviewState
from bot.review.recording import record
from bot.review.review_verbs import ReviewAction, hint
from bot.review.root_cause.factors import factors_of
from bot.review.root_cause.suggestions import suggested
from bot.tasks import action_items
from bot.tasks import verbs as task_verbs
from bot.tasks.model import ActionItem
from bot.timeline import verbs as timeline_verbs
from bot.timeline.model import Entry, EntryKind, EntrySource
from templates.review import wording

ASK_AGAIN: Final = timedelta(hours=1)  # a question that was put to the channel rests as long
WHERE_CANVAS: Final = "canvas"  # the question of what somebody wrote in the canvas past the sections
QUESTION: Final = "question"  # of the key of a question in the channel


@dataclass(frozen=True)
class ReviewDecision:
    """`change` is what it does beside the review: entries, facts, lines in the channel."""

    log: tuple[EditLogEntry, ...]
    change: Change


def quiet(incident: Incident, *log: EditLogEntry) -> ReviewDecision:
    """It is seen in the review, and nowhere else."""
    next_status(incident, Verb.REVIEW)
    return ReviewDecision(log, Change(incident))


def told(
    incident: Incident, entry: str, line: Callable[[Address, Person, datetime], ChannelLine], *log: EditLogEntry
) -> ReviewDecision:
    """People must know: an entry, and a line in the channel."""
    next_status(incident, Verb.REVIEW)
    by, at, moved = log[0].by, log[0].at, with_changes(incident)
    noted, said = system_entry(at, EntryKind.REVIEW, entry, by), line(keys.line(moved), by, at)
    return ReviewDecision(log, Change(moved, entries=(noted,), effects=(said,)))


def open_review(incident: Incident, review: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
    """One message shows it: whoever asks again has it brought up to date, with a document as of now."""
    log = () if review.opened_at else (EditLogEntry(EditLogKind.OPEN, by, at),)
    return ReviewDecision(log, _posted(incident))


def _posted(incident: Incident) -> Change:
    next_status(incident, Verb.REVIEW)
    return Change(with_changes(incident), effects=(messages.review(incident),))


def shown(incident: Incident, review: ReviewEdits) -> tuple[OutboxMessage, ...]:
    """What Slack shows of a review that was opened, to be drawn anew."""
    return (messages.review(incident),) if review.opened_at else ()


# Sections


@dataclass(frozen=True)
class SubmittedSection:
    """A section as somebody wrote it. `over` is the version that they had before them, `basis` its fingerprint.

    `stood` is the text that the form began with.
    """

    section: str
    title: str
    text: str
    over: int
    basis: str


def edit(
    incident: Incident, review: ReviewEdits, submitted: SubmittedSection, by: Person, at: datetime
) -> ReviewDecision:
    """After the approval it is an amendment, which people must know of."""
    entry = edit_log.edit(submitted.section, submitted.text, submitted.over, "", by, at)
    entry = replace(entry, facts={**entry.facts, "basis": submitted.basis})
    if review.state is not ReviewState.APPROVED:
        return quiet(incident, entry)
    return told(incident, wording.amended(submitted.title), partial(_amended, submitted.title), entry)


def _amended(titles: str, address: Address, by: Person, at: datetime) -> ReviewAmended:
    return ReviewAmended(*address, by=by, at=at, text=titles)


def take(
    incident: Incident, review: ReviewEdits, section: str, version: int, by: Person, at: datetime
) -> ReviewDecision:
    return quiet(incident, edit_log.take(review, section, version, by, at))


def generated(incident: Incident, review: ReviewEdits, section: str, by: Person, at: datetime) -> ReviewDecision:
    if review.versions_of(section).current is None and not review.versions_of(section).alternatives:
        raise Refused(wording.GENERATED_ALREADY)
    return quiet(incident, EditLogEntry(EditLogKind.GENERATED, by, at, section))


IN_CANVAS: Final = Person("", "the canvas")  # Slack does not tell who of them it was


def from_canvas(incident: Incident, review: ReviewEdits, found: CanvasEdits, at: datetime) -> ReviewDecision:
    """After the approval they are amendments, which people must know of."""
    log = [
        replace(edit_log.edit(one.section, one.text, one.over, "", IN_CANVAS, at), facts=_before(one))
        for one in found.sections
    ]
    titles = ", ".join(layout.title for layout in LAYOUT if layout.key in {entry.key for entry in log})
    loose = [edit_log.answer(WHERE_CANVAS, found.loose, IN_CANVAS, at)] if found.loose else []
    if review.state is not ReviewState.APPROVED or not log:
        return ReviewDecision((*log, *loose), Change(incident))
    moved = with_changes(incident)
    line = _amended(titles, keys.line(moved), IN_CANVAS, at)
    entry = system_entry(at, EntryKind.REVIEW, wording.amended(titles), IN_CANVAS)
    return ReviewDecision((*log, *loose), Change(moved, entries=(entry,), effects=(line,)))


def _before(change: CanvasEdit) -> Mapping[str, Json]:
    return {"over": change.over, "basis": change.basis}


# Questions

AnswerRequest = AddRecord | Log | AddAction


def request_of(question: Question, typed: TypedText, asking: CommandContext) -> AnswerRequest | None:
    """The answer as what it is on the record; None where it stays in the review alone.

    An entry needs a time in front, an action item an owner or a date: without them the answer stays an answer.
    """
    match question.destination:
        case ToFacts(kind, label):
            return AddRecord(kind, _labeled(typed.text.strip(), label))
        case ToTimeline(kind):
            return _entry_request(kind, typed, asking)
        case ToActionItems():
            return _action_request(typed, asking)
    return None


def _labeled(text: str, label: str) -> str:
    return text if not label or text.startswith(f"{label}: ") else f"{label}: {text}"


def _entry_request(kind: EntryKind | None, typed: TypedText, asking: CommandContext) -> Log | None:
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
    """`request` is what it is on the record beside the review; `next_action` the number of the next action item."""

    question: str
    text: str
    request: AnswerRequest | None = None
    next_action: int = 0


def answer(incident: Incident, review: ReviewEdits, said: NewAnswer, by: Person, at: datetime) -> ReviewDecision:
    """The answer lands in the review under its author, on the record where it has a place, and where it was asked."""
    entry = edit_log.answer(said.question, said.text, by, at)
    changed = _on_the_record(incident, said, by, at)
    answered = QuestionAnswer(by, said.text, at)
    asked = [one for one in review.asked if one.question == said.question]
    shown = tuple(QuestionPosted(*keys.posted(changed.incident, one.row), answered=answered) for one in asked)
    return ReviewDecision((entry,), with_messages(changed, *shown))


def _on_the_record(incident: Incident, said: NewAnswer, by: Person, at: datetime) -> Change:
    next_status(incident, Verb.REVIEW)
    request = said.request
    if isinstance(request, AddRecord):
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
    """A question as a button or a message carries it."""
    told = {name: str(facts.get(name) or "") for name in ("key", "to", "text", "answer", "person", "person_id")}
    return Question(**told)


def facts_of(question: Question) -> dict[str, Json]:
    return {
        "key": question.key,
        "to": question.to,
        "text": question.text,
        "answer": question.answer,
        "person": question.person,
        "person_id": question.person_id,
    }


def ask(incident: Incident, review: ReviewEdits, question: Question, by: Person, at: datetime) -> ReviewDecision:
    """Puts a question to the channel, for the person who has its role."""
    next_status(incident, Verb.REVIEW)
    before = _asked_last(review, question.key)
    if before and at - before.at < ASK_AGAIN and not review.answers_to(question.key):
        raise Refused(wording.asked_already(f"{before.at.astimezone(UTC):%H:%M}"))
    row = keys.key(incident, QUESTION, len(review.asked) + 1)
    posted = QuestionPosted(*keys.posted(incident, row), question=carried(question), by=by)
    entry = EditLogEntry(
        EditLogKind.ASK, by, at, question.key, question.text, {"whom": question.person or question.to, "row": row}
    )
    return ReviewDecision((entry,), with_messages(Change(incident), posted))


def carried(question: Question) -> CarriedQuestion:
    """A question as its message carries it."""
    return CarriedQuestion(
        question.key, question.to, question.text, question.answer, question.person, question.person_id
    )


def question_of(asked: CarriedQuestion) -> Question:
    return Question(**{each.name: getattr(asked, each.name) for each in fields(asked)})


def _asked_last(review: ReviewEdits, key: str) -> ChannelQuestion | None:
    return next((one for one in reversed(review.asked) if one.question == key), None)


# Factors without an action


def action_for(factor: str) -> AddAction:
    """An action item for a factor, as the review suggests it; that it names the factor shows what it is on."""
    case = Case(factors=(Claim(factor, Evidence("factor")),))
    found = suggested(case, factors_of(case))
    if not found:
        return AddAction(wording.against(factor))
    return AddAction(wording.action_for(found[0].title, factor), priority=found[0].priority, kind=found[0].kind)


def accept(incident: Incident, factor: str, reason: str, by: Person, at: datetime) -> ReviewDecision:
    if not reason.strip():
        raise Refused(wording.NO_REASON)
    return quiet(incident, EditLogEntry(EditLogKind.DECIDE, by, at, factor, reason.strip()))


# Framework, meeting


def frame(
    incident: Incident, review: ReviewEdits, method: str, template: str, by: Person, at: datetime
) -> ReviewDecision:
    """What is chosen already needs no entry. "" is what the severity asks for."""
    log = []
    if method != review.method:
        log.append(EditLogEntry(EditLogKind.METHOD, by, at, method))
    if template != review.template:
        log.append(EditLogEntry(EditLogKind.TEMPLATE, by, at, template))
    return quiet(incident, *log)


def meet(incident: Incident, review: ReviewEdits, meeting: datetime | None, by: Person, at: datetime) -> ReviewDecision:
    """None takes the time back."""
    if meeting == review.meeting_at:
        raise Refused(wording.SAME_MEETING if meeting else wording.NO_MEETING)
    if meeting and meeting <= at:
        raise Refused(wording.MEETING_PAST)
    entry = EditLogEntry(EditLogKind.MEETING, by, at, meeting.isoformat() if meeting else "")
    when = f"{meeting.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if meeting else ""
    said = wording.meeting_set(when) if meeting else wording.MEETING_CANCELED
    return told(incident, said, lambda line, by, at: ReviewMeetingSet(*line, by=by, at=at, meeting=meeting), entry)


# States


def request_review(incident: Incident, review: ReviewEdits, policy: Policy, by: Person, at: datetime) -> ReviewDecision:
    needed = policy.severity(incident.severity).approvals
    entry = edit_log.request_review(review, by, at)
    said = wording.REVIEW_REQUESTED
    return told(incident, said, lambda line, by, at: ReviewRequested(*line, by=by, at=at, needed=needed), entry)


def back_to_draft(incident: Incident, review: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
    entry = edit_log.back_to_draft(review, by, at)
    lost, said = len(review.approvals), wording.BACK_TO_DRAFT
    return told(incident, said, lambda line, by, at: ReviewBackToDraft(*line, by=by, at=at, lost=lost), entry)


def approve(
    incident: Incident, review: ReviewEdits, missing: tuple[str, ...], policy: Policy, by: Person, at: datetime
) -> ReviewDecision:
    """`missing` are titles of sections that the severity demands and that say nothing."""
    needed = policy.severity(incident.severity).approvals
    if review.state is ReviewState.DRAFT and needed:
        raise Refused(wording.STILL_DRAFT, hint(ReviewAction.REQUEST_REVIEW, wording.TO_REQUEST_REVIEW))
    role = role_of(incident, policy, by)
    log = edit_log.approve(review, by, role, at, missing=missing, needed=needed)
    to_come = max(0, needed - len(review.approvals) - 1)
    entry = wording.approved_by(by.name, to_come) if to_come else wording.APPROVED
    return told(incident, entry, lambda line, by, at: ReviewApproved(*line, by=by, at=at, to_come=to_come), *log)


def role_of(incident: Incident, policy: Policy, person: Person) -> str:
    """What somebody is to the incident, "" where they have no role."""
    if incident.commander and incident.commander.id == person.id:
        return policy.role(COMMANDER).name
    return next((policy.role(held.role).name for held in incident.roles if held.person.id == person.id), "")


# What the severity demands, and the check that tells whether it is said; a summary is always written
_CHECKED: Final = {"timeline": "Timeline", "root cause": "Root cause", "lessons": "Lessons"}


def missing(review: Review, now: ReviewEdits) -> tuple[str, ...]:
    """The titles of sections that the severity demands and that say nothing, neither by the record nor by a person."""
    open_checks = {check.name for check in review.checks if not check.done}
    return tuple(
        layout.title
        for layout in LAYOUT
        if layout.demanded_as in review.level.review_sections
        and now.versions_of(layout.key).current is None
        and (_CHECKED.get(layout.demanded_as) in open_checks or _no_actions(review, layout.demanded_as))
    )


def _no_actions(review: Review, demanded: str) -> bool:
    return demanded == "actions" and not review.case.actions


# Sharing


def attendees(incident: Incident) -> tuple[Person, ...]:
    """Who is offered first: who commanded, who had a role, and who declared."""
    command = (incident.commander,) if incident.commander else ()
    people = (*command, *(held.person for held in incident.roles), incident.declared_by)
    return tuple({person.id: person for person in people if person.id}.values())


def share(
    incident: Incident, people: Iterable[Person], members: frozenset[str], by: Person, at: datetime, round_: int
) -> ReviewDecision:
    """By direct message. `round_` tells one sharing from the next."""
    to = tuple({person.id: person for person in people}.values())
    outside = [person.name for person in to if incident.private and person.id not in members]
    if outside:
        raise Refused(wording.cant_see(incident.name, outside))
    if not to:
        raise Refused(wording.NOBODY_CHOSEN)
    names = ", ".join(person.name for person in to)
    entry = EditLogEntry(EditLogKind.SHARE, by, at, text=names, facts={"to": [person.id for person in to]})
    given, said = tuple(person.name for person in to), wording.shared_with(names)
    decision = told(incident, said, lambda line, by, at: ReviewHandedOut(*line, by=by, at=at, to=given), entry)
    sent = (messages.review_to(decision.change.incident, person, by, round_) for person in to)
    return replace(decision, change=with_messages(decision.change, *sent))
