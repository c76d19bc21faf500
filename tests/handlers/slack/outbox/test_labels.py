"""How the card names a message that failed, and why it failed."""

from datetime import UTC, datetime

import pytest

from bot.config.policy import Policy
from bot.outbox.channels import Announcement, Card, Invite, RemoveMember
from bot.outbox.incidents import Closed
from bot.outbox.model import OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.updates import UpdateBelowAnnouncement, UpdatePosted, UpdateSnapshot, UpdateToSubscriber
from bot.people.model import Person
from handlers.slack.outbox.labels import LABELS, Failure, failures, label
from handlers.slack.people.refused_invitations import RefusedInvitation, stored
from storage.outbox.codec import KINDS

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")
UPDATE = UpdateSnapshot(3, "Better", JANE, AT, "investigating", "sev1")
BY_CONTENT = (RemoveMember, UpdatePosted, UpdateBelowAnnouncement, UpdateToSubscriber)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (UpdatePosted("1/update/3", update=UPDATE), "Update 3 failed"),
        (UpdateBelowAnnouncement("1/update/3/thread", update=UPDATE), "Update 3 in the announcement's thread failed"),
        (UpdateToSubscriber("1/update/3/to/U2", update=UPDATE, to="U2"), "Update 3 to a subscriber failed"),
        (RemoveMember("1/leave/U2", person="U2", name="Bob Kim"), "Couldn't remove Bob Kim from the channel"),
        (RemoveMember("1/leave/U2", person="U2"), "Couldn't remove a member from the channel"),
        (Announcement("1/announcement"), "Announcement failed"),
        (Closed("1/line/4", by=JANE, at=AT), "Couldn't post what changed"),
        (UnreadableMessage("1/it", kind="teleport", trouble="KeyError"), "Couldn't read a stored message"),
    ],
)
def test_a_message_is_named_by_its_kind(message: OutboxMessage, said: str) -> None:
    assert label(message) == said


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_a_name(kind: type[OutboxMessage]) -> None:
    assert kind in BY_CONTENT or any(base in LABELS for base in kind.__mro__)


@pytest.mark.parametrize(
    ("message", "error", "said"),
    [
        (
            Announcement("1/announcement"),
            "not_in_channel",
            ("Announcement failed", "Muster is not in #incidents. Invite it, then retry."),
        ),
        (
            Card("1/card"),
            "is_archived",
            ("Couldn't update the card", "the incident channel is archived. Unarchive it, then retry."),
        ),
        (
            Card("1/card"),
            "missing_scope chat:write",
            (
                "Couldn't update the card",
                "Muster lacks the permission chat:write. Ask a Slack admin to reinstall Muster with it.",
            ),
        ),
        (Card("1/card"), "a_new_error", ("Couldn't update the card", "Slack refused it (a_new_error).")),
    ],
)
def test_a_known_error_is_a_clause_that_says_what_to_do(
    message: OutboxMessage, error: str, said: tuple[str, str]
) -> None:
    row = OutboxRow("T1", 1, message, 1, 0, True, 1, AT, {}, error)
    assert list(failures(row, Policy())) == [Failure(*said)]


def test_an_invitation_says_who_and_why_and_offers_a_retry_only_where_that_helps() -> None:
    refused = [
        RefusedInvitation("gone@example.com", "users_not_found"),
        RefusedInvitation("@on-call", "empty_group"),
        RefusedInvitation("nobody@example.com", "users_not_found"),
        RefusedInvitation("Bob Kim", "a_new_error"),
    ]
    row = OutboxRow("T1", 1, Invite("1/invite", people=()), 1, 0, True, 1, AT, {}, stored(refused))
    assert [(f"{each.what}: {each.why}", each.can_retry) for each in failures(row, Policy())] == [
        (
            "Couldn't invite gone@example.com and nobody@example.com: no Slack account with that email. "
            "Check the address in Muster's configuration.",
            False,
        ),
        ("Couldn't invite @on-call: the user group is empty. Add someone to it, then retry.", True),
        ("Couldn't invite Bob Kim: Slack refused it (a_new_error).", True),
    ]


def test_an_invitation_that_an_earlier_version_failed_still_says_why() -> None:
    row = OutboxRow("T1", 1, Invite("1/invite", people=()), 1, 0, True, 1, AT, {}, "gone@example.com: no such account")
    assert list(failures(row, Policy())) == [Failure("Couldn't invite people", "gone@example.com: no such account")]
