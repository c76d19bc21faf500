"""Editing the sections of a review: in the form, by choosing a version, and in the canvas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.errors import Refused
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.outbox import keys
from bot.outbox.keys import Address
from bot.outbox.review import (
    ReviewAmended,
)
from bot.people.model import Person
from bot.review import edit_log
from bot.review.decision import ReviewDecision, announced, in_review_only
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits, ReviewState
from bot.review.sections.canvas_merge import CanvasEdit, CanvasEdits
from bot.review.sections.editable_sections import title_of
from bot.timeline.kinds import EntryKind
from templates.review import wording

WHERE_CANVAS: Final = "canvas"  # the question key of text that someone wrote outside of the canvas's sections


@dataclass(frozen=True)
class SubmittedSection:
    """A section as someone submitted it. `over` is the version that they edited.

    `basis` is the fingerprint of the generated text at the time they opened the form.
    """

    section: str
    title: str
    text: str
    over: int
    basis: str


def edit(
    incident: Incident, review: ReviewEdits, submitted: SubmittedSection, by: Person, at: datetime
) -> ReviewDecision:
    """After the approval, the edit is an amendment: the timeline and the channel get it."""
    entry = edit_log.edit(submitted.section, submitted.text, submitted.over, "", by, at)
    entry = replace(entry, facts={**entry.facts, "basis": submitted.basis})
    if review.state is not ReviewState.APPROVED:
        return in_review_only(incident, entry)
    return announced(incident, wording.amended(submitted.title), partial(_amended, submitted.title), entry)


def _amended(titles: str, address: Address, by: Person, at: datetime) -> ReviewAmended:
    return ReviewAmended(*address, by=by, at=at, text=titles)


def choose_version(
    incident: Incident, review: ReviewEdits, section: str, version: int, by: Person, at: datetime
) -> ReviewDecision:
    return in_review_only(incident, edit_log.take(review, section, version, by, at))


def use_generated(incident: Incident, review: ReviewEdits, section: str, by: Person, at: datetime) -> ReviewDecision:
    if review.versions_of(section).current is None and not review.versions_of(section).alternatives:
        raise Refused(wording.GENERATED_ALREADY)
    return in_review_only(incident, EditLogEntry(EditLogKind.GENERATED, by, at, section))


IN_CANVAS: Final = Person("", wording.CANVAS_EDITOR)  # Slack does not say who edited a canvas


def from_canvas(incident: Incident, review: ReviewEdits, found: CanvasEdits, at: datetime) -> ReviewDecision:
    """After the approval, the edits are amendments."""
    log = [
        replace(edit_log.edit(one.section, one.text, one.over, "", IN_CANVAS, at), facts=_before(one))
        for one in found.sections
    ]
    titles = ", ".join(title_of(entry.key) for entry in log)
    loose = [edit_log.answer(WHERE_CANVAS, found.loose, IN_CANVAS, at)] if found.loose else []
    if review.state is not ReviewState.APPROVED or not log:
        return ReviewDecision((*log, *loose), Change(incident))
    moved = with_changes(incident)
    line = _amended(titles, keys.line(moved), IN_CANVAS, at)
    entry = system_entry(at, EntryKind.REVIEW, wording.amended(titles), IN_CANVAS)
    return ReviewDecision((*log, *loose), Change(moved, entries=(entry,), effects=(line,)))


def _before(change: CanvasEdit) -> Mapping[str, Json]:
    return {"over": change.over, "basis": change.basis}
