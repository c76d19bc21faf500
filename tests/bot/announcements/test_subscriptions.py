"""Who gets each update beside the channel."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.announcements import subscriptions
from bot.announcements.subscriptions import Subscriber
from bot.errors import IllegalTransition, Refused
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Status
from bot.outbox.updates import SubscriptionChanged
from bot.people.model import Person
from bot.timeline.model import EntryKind

NOW = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")
INCIDENT = replace(new_incident(Declaration("Payments fail", "sev1", JANE), "T1", NOW), number=42, channel="C1")
ME, SUPPORT = Subscriber("U1", "Jane Smith"), Subscriber("C9", "support")


@pytest.mark.parametrize("who", [ME, SUPPORT])
def test_subscribing_twice_is_subscribing_once_and_off_ends_it(who: Subscriber) -> None:
    once = subscriptions.change(INCIDENT, who, False, JANE, NOW).incident
    assert once.subscribers == (who.id,)
    assert subscriptions.change(once, who, False, JANE, NOW).incident == once
    assert subscriptions.change(once, who, True, JANE, NOW).incident.subscribers == ()
    assert subscriptions.change(INCIDENT, who, True, JANE, NOW).incident == INCIDENT


def test_a_channel_is_said_in_a_line_and_a_person_only_noted() -> None:
    to_channel = subscriptions.change(INCIDENT, SUPPORT, False, JANE, NOW)
    assert [(entry.kind, entry.text) for entry in to_channel.entries] == [
        (EntryKind.CHANNEL, "Subscribed #support to updates")
    ]
    assert [type(effect) for effect in to_channel.effects] == [SubscriptionChanged]
    to_person = subscriptions.change(INCIDENT, ME, False, JANE, NOW)
    assert [entry.kind for entry in to_person.entries] == [EntryKind.MEMBER]
    assert to_person.effects == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"private": True}, "is private"),
        ({"drill": True}, "is a drill"),
        ({"channel": "C9"}, "already gets"),
    ],
)
def test_a_channel_that_must_not_or_need_not_hear_is_refused(changed: dict[str, object], why: str) -> None:
    incident = replace(INCIDENT, **changed)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=why):
        subscriptions.change(incident, SUPPORT, False, JANE, NOW)


def test_a_channel_that_was_subscribed_before_it_became_private_can_be_taken_off() -> None:
    incident = replace(INCIDENT, subscribers=("C9",), private=True)
    assert subscriptions.change(incident, SUPPORT, True, JANE, NOW).incident.subscribers == ()


def test_nobody_subscribes_to_what_is_over() -> None:
    with pytest.raises(IllegalTransition):
        subscriptions.change(replace(INCIDENT, status=Status.CLOSED), ME, False, JANE, NOW)
