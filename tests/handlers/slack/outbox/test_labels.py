"""How the card names a message that failed, and why it failed."""

from datetime import UTC, datetime

import pytest

from bot.config.policy import Policy
from bot.outbox.channels import Announcement, Card
from bot.outbox.incidents import Closed
from bot.outbox.model import OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.updates import UpdateBelowAnnouncement, UpdatePosted, UpdateSnapshot, UpdateToSubscriber
from bot.people.model import Person
from handlers.slack.outbox.labels import LABELS, failure, label
from storage.outbox.codec import KINDS

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")
UPDATE = UpdateSnapshot(3, "Better", JANE, AT, "investigating", "sev1")
OF_UPDATES = (UpdatePosted, UpdateBelowAnnouncement, UpdateToSubscriber)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (UpdatePosted("1/update/3", update=UPDATE), "Update 3"),
        (UpdateBelowAnnouncement("1/update/3/thread", update=UPDATE), "Update 3 below the announcement"),
        (UpdateToSubscriber("1/update/3/to/U2", update=UPDATE, to="U2"), "Update 3 to a subscriber"),
        (Announcement("1/announcement"), "Announcement"),
        (Closed("1/line/4", by=JANE, at=AT), "Channel message"),
        (UnreadableMessage("1/it", kind="teleport", trouble="KeyError"), "Unreadable message"),
    ],
)
def test_a_message_is_named_by_its_kind(message: OutboxMessage, said: str) -> None:
    assert label(message) == said


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_a_name(kind: type[OutboxMessage]) -> None:
    assert kind in OF_UPDATES or any(base in LABELS for base in kind.__mro__)


@pytest.mark.parametrize(
    ("message", "error", "said"),
    [
        (
            Announcement("1/announcement"),
            "not_in_channel",
            ("Announcement", "Muster is not in #incidents. Invite it, then retry."),
        ),
        (Card("1/card"), "is_archived", ("Card", "the incident channel is archived. Unarchive it, then retry.")),
        (
            Card("1/card"),
            "missing_scope chat:write",
            ("Card", "Muster lacks the permission chat:write. Ask a Slack admin to reinstall Muster with it."),
        ),
        (Card("1/card"), "a_new_error", ("Card", "a_new_error")),
    ],
)
def test_a_known_error_is_a_clause_that_says_what_to_do(
    message: OutboxMessage, error: str, said: tuple[str, str]
) -> None:
    row = OutboxRow("T1", 1, message, 1, 0, True, 1, AT, {}, error)
    assert failure(row, Policy()) == said
