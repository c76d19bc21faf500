"""The framework and template of a review, and when its meeting is."""

from datetime import UTC, datetime

from bot.errors import Refused
from bot.incidents.model import Incident
from bot.outbox.review import (
    ReviewMeetingSet,
)
from bot.people.model import Person
from bot.review.decision import ReviewDecision, announced, in_review_only
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits
from templates.review import wording


def set_framework(
    incident: Incident, review: ReviewEdits, method: str, template: str, by: Person, at: datetime
) -> ReviewDecision:
    """What is chosen already needs no entry. "" is what the severity asks for."""
    log = []
    if method != review.method:
        log.append(EditLogEntry(EditLogKind.METHOD, by, at, method))
    if template != review.template:
        log.append(EditLogEntry(EditLogKind.TEMPLATE, by, at, template))
    return in_review_only(incident, *log)


def set_meeting(
    incident: Incident, review: ReviewEdits, meeting: datetime | None, by: Person, at: datetime
) -> ReviewDecision:
    """None takes the time back."""
    if meeting == review.meeting_at:
        raise Refused(wording.SAME_MEETING if meeting else wording.NO_MEETING)
    if meeting and meeting <= at:
        raise Refused(wording.MEETING_PAST)
    entry = EditLogEntry(EditLogKind.MEETING, by, at, meeting.isoformat() if meeting else "")
    when = f"{meeting.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if meeting else ""
    said = wording.meeting_set(when) if meeting else wording.MEETING_CANCELED
    return announced(incident, said, lambda line, by, at: ReviewMeetingSet(*line, by=by, at=at, meeting=meeting), entry)
