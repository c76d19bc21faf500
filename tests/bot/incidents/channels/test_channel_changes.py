"""What people do to the channel itself: who hears of it, and what it means for the incident."""

from dataclasses import replace

from bot.incidents.channels import channel_changes
from bot.incidents.model import Status
from bot.outbox.channels import Announcement, Card, ChannelTrouble, ReadMembers
from bot.outbox.incidents import ChannelConverted
from bot.people.model import Person
from bot.timeline.model import EntryKind
from tests.bot.incidents.channels.test_generations import AT, BOB, INCIDENT, JANE


def test_an_archived_channel_is_noted_and_whoever_declared_hears_it_only_while_it_is_open() -> None:
    change = channel_changes.archived(INCIDENT, True, BOB, AT)
    assert change.incident.archived
    assert [(entry.kind, entry.text) for entry in change.entries] == [
        (EntryKind.CHANNEL, "Channel #inc-payments archived")
    ]
    assert [type(effect) for effect in change.effects] == [ChannelTrouble]
    resolved = replace(INCIDENT, status=Status.RESOLVED)
    assert channel_changes.archived(resolved, True, BOB, AT).effects == ()


def test_the_commander_hears_before_the_declarer_and_nobody_if_neither_is_in_slack() -> None:
    for leader in (JANE, BOB):
        announced, told = channel_changes.deleted(replace(INCIDENT, commander=leader), BOB, AT).effects
        assert isinstance(announced, Announcement)
        assert isinstance(told, ChannelTrouble)
        assert told.person == leader.id
    nobody = channel_changes.deleted(replace(INCIDENT, declared_by=Person("", "Ann")), BOB, AT)
    assert [type(effect) for effect in nobody.effects] == [Announcement]


def test_a_channel_made_private_takes_the_incident_with_it_and_only_members_stay_subscribed() -> None:
    subscribed = replace(INCIDENT, subscribers=("U2", "U3", "C9"))
    change = channel_changes.converted(subscribed, True, frozenset({"U2"}), BOB, AT)
    assert (change.incident.private, change.incident.subscribers) == (True, ("U2",))
    assert [type(effect) for effect in change.effects] == [Card, Announcement, ReadMembers, ChannelConverted]
    public = channel_changes.converted(change.incident, False, frozenset(), BOB, AT)
    assert (public.incident.private, public.incident.subscribers) == (False, ("U2",))
    assert [type(effect) for effect in public.effects] == [Card, Announcement, ReadMembers, ChannelConverted]
