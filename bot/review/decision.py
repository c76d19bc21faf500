"""The result of a person's action on a review: new entries of the edit log, and changes to the incident."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import ChannelLine
from bot.outbox.keys import Address
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewEdits
from bot.timeline.kinds import EntryKind


@dataclass(frozen=True)
class ReviewDecision:
    """`change` is what happens outside the review: timeline entries, facts, lines in the channel."""

    log: tuple[EditLogEntry, ...]
    change: Change


def in_review_only(incident: Incident, *log: EditLogEntry) -> ReviewDecision:
    """Without a timeline entry or a line in the channel."""
    next_status(incident, Verb.REVIEW)
    return ReviewDecision(log, Change(incident))


def announced(
    incident: Incident, entry: str, line: Callable[[Address, Person, datetime], ChannelLine], *log: EditLogEntry
) -> ReviewDecision:
    """With a timeline entry and a line in the channel."""
    next_status(incident, Verb.REVIEW)
    by, at, moved = log[0].by, log[0].at, with_changes(incident)
    noted, said = system_entry(at, EntryKind.REVIEW, entry, by), line(keys.line(moved), by, at)
    return ReviewDecision(log, Change(moved, entries=(noted,), effects=(said,)))


def open_review(incident: Incident, review: ReviewEdits, by: Person, at: datetime) -> ReviewDecision:
    """Posts the review, or updates the posted one."""
    log = () if review.opened_at else (EditLogEntry(EditLogKind.OPEN, by, at),)
    return ReviewDecision(log, _posted(incident, by))


def _posted(incident: Incident, by: Person) -> Change:
    next_status(incident, Verb.REVIEW)
    return Change(with_changes(incident), effects=(messages.review(incident, by),))


def shown(incident: Incident, review: ReviewEdits) -> tuple[OutboxMessage, ...]:
    """The redraw of the posted review, if it is posted."""
    return (messages.review(incident),) if review.opened_at else ()
