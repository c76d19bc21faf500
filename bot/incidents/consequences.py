"""What follows from a change of status, as its line says it: the next update, the duration, the review.

The line stores these as facts of its moment, because it is drawn again after the incident has changed further.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.config.policy import Policy
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.metrics.durations import DurationKey, duration_of
from bot.metrics.key_moments import events_of, recorded_moments
from bot.nudges.reminder_schedule import review_due
from bot.nudges.update_schedule import promised_update
from bot.outbox.incidents import Reopened, Resolved, StatusChanged
from bot.outbox.model import OutboxMessage
from bot.timeline.model import Entry


def with_consequences(
    before: Incident, change: Change, policy: Policy, entries: Callable[[], Sequence[Entry]]
) -> Change:
    """`entries` loads the timeline before the change."""
    after, due = change.incident, promised_update(change.incident, policy)

    def completed(message: OutboxMessage) -> OutboxMessage:
        match message:
            case StatusChanged():
                return replace(message, next_update=due if due != promised_update(before, policy) else None)
            case Reopened():
                return replace(message, next_update=due)
            case Resolved():
                recorded = recorded_moments(after, events_of((*entries(), *change.entries)))
                minutes = duration_of(DurationKey.WHOLE, recorded).minutes
                return replace(message, minutes=minutes, review_due=review_due(after, policy))
        return message

    return replace(change, effects=tuple(map(completed, change.effects)))
