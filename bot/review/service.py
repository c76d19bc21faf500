"""What people do with a review. Each method is one transaction that stores their edits and what follows from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVarTuple

from bot.analysis.input.record import case_of
from bot.analysis.model import Case
from bot.commands.requests import CommandContext, TypedText
from bot.errors import NotFound, Unclear
from bot.incidents.change import Change, IncidentDetails
from bot.incidents.model import Incident
from bot.outbox import messages
from bot.outbox.review import QuestionPosted
from bot.people.model import MUSTER, Person
from bot.people.permissions import REVIEW
from bot.review import approval, decision, follow_up, settings
from bot.review.decision import ReviewDecision
from bot.review.document.parts import Question
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, SectionVersions, fold
from bot.review.questions import answers
from bot.review.questions.answers import NewAnswer
from bot.review.recording import record
from bot.review.review_command import ReviewAction, hint
from bot.review.sections import section_edits
from bot.review.sections.canvas_merge import CanvasState, changes, taken
from bot.review.sections.section_edits import SubmittedSection
from bot.review.verbs import AddFact
from bot.unit_of_work import UnitOfWork
from templates.review import wording

Asked = TypeVarTuple("Asked")


@dataclass(frozen=True)
class _Built:
    """A review and what it was built from."""

    details: IncidentDetails
    edits: ReviewEdits
    review: Review

    def serves(self, details: IncidentDetails, edits: ReviewEdits) -> bool:
        return _read_by_sections(edits) == _read_by_sections(self.edits) and details == self.details


def _read_by_sections(edits: ReviewEdits) -> tuple[object, ...]:
    """What of the edits the generated text depends on."""
    return edits.method, edits.template, edits.meeting_at, edits.answers, edits.covered_factors


class ReviewService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._built: _Built | None = None

    # Reading

    def edits(self, number: int) -> ReviewEdits:
        return fold(self._store.review.edit_log(number))

    def link(self, number: int) -> str | None:
        """The permalink of the posted review: None before it is posted, "" while Slack has not given one."""
        posted = self._store.outbox.result(messages.review(self._unit.incident(number)).key)
        return None if posted is None else str(posted.get("link") or "")

    def ready(self, number: int, by: Person) -> tuple[Incident, ReviewEdits]:
        """For a form: raises Refused if the person could not submit it."""
        incident = self._unit.permissions.incident_for(by, number)
        self._unit.permissions.need(by, REVIEW, incident)
        decision.in_review_only(incident)
        return incident, self.edits(number)

    def review(self, details: IncidentDetails, edits: ReviewEdits) -> Review:
        """The generated review, with the framework and template that people chose, and what they answered.

        Building it takes a second for a long incident, so the last one is reused while the incident is the same.
        """
        policy, at = self._unit.policy, self._unit.now()
        built = self._built
        if built is None or not built.serves(details, edits):
            review = review_of(details, policy, at, edits.method or None, edits.template or None, edits)
            built = self._built = _Built(details, edits, review)
        return replace(built.review, generated_at=at)

    def open(self, number: int, by: Person) -> Incident:
        """Posts the review, or updates the posted one."""
        return self._act(number, by, "", decision.open_review)

    # The canvas

    def canvas(self, number: int) -> CanvasState:
        """What was last written to the canvas."""
        return CanvasState.read(self.edits(number).canvas_text)

    def from_canvas(self, number: int, reading: str) -> bool:
        """Saves what people changed in the canvas since it was last written; returns whether they changed anything.

        Text outside of the review's sections is saved as an answer.
        """
        incident, edits = self._unit.incident(number), self.edits(number)
        current = {key: one.current.text for key, one in edits.sections.items() if one.current}
        kept = self.canvas(number)
        found = changes(kept, reading, current)
        merged = section_edits.from_canvas(incident, edits, found, self._now())
        if not merged.log:
            return False
        with self._store.transaction():
            log = self._store.review.add(number, merged.log)
            now = taken(kept, reading, {entry.key: entry.number for entry in log if entry.what is EditLogKind.EDIT})
            self._store.review.add(
                number, (EditLogEntry(EditLogKind.CANVAS, MUSTER, self._now(), edits.canvas, now.text),)
            )
            self._unit.homes.all()
            shown = decision.shown(incident, self.edits(number))
            self._unit.save(replace(merged.change, effects=(*merged.change.effects, *shown)), self._now())
        self._unit.woken()
        return True

    def canvas_written(self, number: int, canvas: str, kept: CanvasState) -> None:
        """Stores what the canvas contains now, or is about to contain."""
        with self._store.transaction():
            self._store.review.add(number, (EditLogEntry(EditLogKind.CANVAS, MUSTER, self._now(), canvas, kept.text),))

    # Sections

    def edit(self, number: int, submitted: SubmittedSection, by: Person, request_id: str = "") -> SectionVersions:
        """The section's versions afterwards."""
        self._act(number, by, request_id, section_edits.edit, submitted)
        return self.edits(number).versions_of(submitted.section)

    def choose_version(self, number: int, section: str, version: int, by: Person) -> None:
        self._act(number, by, "", section_edits.choose_version, section, version)

    def use_generated(self, number: int, section: str, by: Person) -> None:
        self._act(number, by, "", section_edits.use_generated, section)

    # Facts, questions and factors

    def record(self, number: int, fact: AddFact, by: Person, request_id: str = "") -> None:
        """Works before the review is posted, too."""

        def decide(incident: Incident) -> Change:
            return record(incident, fact.kind, fact.text, by, self._now())

        self._unit.decide(number, decide, request_id, by=by, verb="record")

    def answer(self, number: int, question: Question, typed: TypedText, by: Person, request_id: str = "") -> None:
        """Saves the answer even if the question is no longer open. Raises Unclear for a time that can't be read."""
        on_record = answers.request_of(
            question, typed, CommandContext(by, self._now(), self._unit.policy, called=self._unit.people.called)
        )
        self._answer(number, question, typed, on_record, by, request_id)

    def _answer(
        self,
        number: int,
        question: Question,
        typed: TypedText,
        on_record: answers.AnswerRequest | None,
        by: Person,
        request_id: str,
    ) -> None:
        def answer(incident: Incident, edits: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
            said = NewAnswer(question.key, typed.text, on_record, self._store.action_items.next_number(number))
            return answers.answer(incident, edits, said, by, at)

        self._act(number, by, request_id, answer)

    def reply(self, channel: str, thread_ts: str, typed: TypedText, by: Person, event_id: str) -> None:
        """Saves a reply in a question's thread as its answer; ignores any other reply.

        Nobody is asked about a time in it that can't be read: the message stays where it was posted.
        """
        incident = self._store.incidents.in_channel(channel)
        asked = self.edits(incident.number).asked if incident else ()
        key = next((one.row for one in asked if self._is_posted_at(one.row, thread_ts)), None)
        if incident and key:
            question, event = self.question(key), f"event:{event_id}"
            try:
                self.answer(incident.number, question, typed, by, event)
            except Unclear:
                self._answer(incident.number, question, typed, None, by, event)

    def _is_posted_at(self, key: str, ts: str) -> bool:
        posted = self._store.outbox.result(key)
        return posted is not None and posted.get("ts") == ts

    def question(self, key: str) -> Question:
        """The question in the message with this key."""
        message = self._store.outbox.answerable(key)
        asked = message.question if isinstance(message, QuestionPosted) else None
        if asked is None:
            raise NotFound(wording.NO_QUESTION, hint(ReviewAction.ANSWER.word, wording.TO_SEE_QUESTIONS))
        return answers.question_of(asked)

    def ask(self, number: int, question: Question, by: Person) -> None:
        self._act(number, by, "", answers.ask, question)

    def accept_factor(self, number: int, factor: str, reason: str, by: Person, request_id: str = "") -> None:
        self._act(number, by, request_id, answers.accept_factor, factor, reason)

    def case(self, number: int) -> Case:
        """What the incident's record says, as the review reads it."""
        return case_of(self._unit.details(number), self._unit.policy)

    def cover_factor(self, number: int, mark: str, item: int, by: Person) -> None:
        """Someone says that an action item covers a factor, found by the fingerprint of its text."""

        def cover(incident: Incident, _edits: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
            return answers.cover_factor(incident, self.case(number), mark, item, by, at)

        self._act(number, by, "", cover)

    def uncover_factor(self, number: int, mark: str, item: int, by: Person) -> None:
        self._act(number, by, "", answers.uncover_factor, mark, item)

    # Framework, meeting, states

    def set_framework(self, number: int, method: str, template: str, by: Person, request_id: str = "") -> None:
        self._act(number, by, request_id, settings.set_framework, method, template)

    def set_meeting(self, number: int, meeting: datetime | None, by: Person, request_id: str = "") -> None:
        self._act(number, by, request_id, settings.set_meeting, meeting)

    def request_review(self, number: int, by: Person) -> None:
        self._act(number, by, "", approval.request_review, self._unit.policy)

    def back_to_draft(self, number: int, by: Person) -> None:
        self._act(number, by, "", approval.back_to_draft)

    def approve(self, number: int, review: Review, by: Person) -> None:
        """`review` was built a moment ago; what people wrote until now counts when it is checked."""

        def approve(incident: Incident, edits: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
            return approval.approve(
                incident, edits, approval.missing_sections(review, edits), self._unit.policy, by, at
            )

        self._act(number, by, "", approve)

    def share(self, number: int, people: Sequence[str], by: Person, request_id: str = "") -> None:
        """`people` are ids."""
        to, members = [self._unit.people.person(each) for each in people], self._store.people.members(number)

        def share(incident: Incident, edits: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
            return approval.share(incident, to, members, by, at, edits.version + 1)

        self._act(number, by, request_id, share)

    # All of them

    def _act(
        self,
        number: int,
        by: Person,
        request_id: str,
        decide_on: Callable[[Incident, ReviewEdits, *Asked, Person, datetime], ReviewDecision],
        *asked: *Asked,
    ) -> Incident:
        def change(incident: Incident) -> Change:
            decided = decide_on(incident, self.edits(number), *asked, by, self._now())
            self._store.review.add(number, decided.log)
            self._unit.homes.all()
            moved = decided.change.incident
            now = self.edits(number)
            out = follow_up.followed(moved, decided.log, now, self._unit.policy, self._now())
            return replace(decided.change, effects=(*decided.change.effects, *decision.shown(moved, now), *out))

        return self._unit.decide(number, change, request_id, by=by, verb=REVIEW)

    def _now(self) -> datetime:
        return self._unit.now()
