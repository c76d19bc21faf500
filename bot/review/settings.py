"""The framework and the template of a review, and its meeting."""

from datetime import datetime

from bot.errors import Refused
from bot.incidents.model import Incident
from bot.outbox.review import (
    ReviewMeetingSet,
)
from bot.people.model import Person
from bot.review.decision import ReviewDecision, announced, in_review_only
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits
from bot.time_format import stamp
from templates.review import wording


def set_framework(
    incident: Incident, review: ReviewEdits, method: str, template: str, by: Person, at: datetime
) -> ReviewDecision:
    """`method` and `template` are "" for the severity's default."""
    log = []
    if method != review.method:
        log.append(EditLogEntry(EditLogKind.METHOD, by, at, method))
    if template != review.template:
        log.append(EditLogEntry(EditLogKind.TEMPLATE, by, at, template))
    return in_review_only(incident, *log)


def set_meeting(
    incident: Incident, review: ReviewEdits, meeting: datetime | None, by: Person, at: datetime
) -> ReviewDecision:
    """None cancels the meeting."""
    if meeting == review.meeting_at:
        raise Refused(wording.SAME_MEETING if meeting else wording.NO_MEETING)
    if meeting and meeting <= at:
        raise Refused(wording.MEETING_PAST)
    entry = EditLogEntry(EditLogKind.MEETING, by, at, meeting.isoformat() if meeting else "")
    said = wording.meeting_set(stamp(meeting)) if meeting else wording.MEETING_CANCELED
    return announced(incident, said, lambda line, by, at: ReviewMeetingSet(*line, by=by, at=at, meeting=meeting), entry)
