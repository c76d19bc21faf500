"""What a person's action on a review comes to: the edit log's new entries, and what the incident and its channel get.

What an entry does to the review itself is edit_log.py's.
"""

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
from bot.timeline.model import EntryKind


@dataclass(frozen=True)
class ReviewDecision:
    """`change` is what it does beside the review: entries, facts, lines in the channel."""

    log: tuple[EditLogEntry, ...]
    change: Change


def in_review_only(incident: Incident, *log: EditLogEntry) -> ReviewDecision:
    """It is seen in the review, and nowhere else."""
    next_status(incident, Verb.REVIEW)
    return ReviewDecision(log, Change(incident))


def announced(
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
