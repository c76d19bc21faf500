"""An incident's channels: which it has had, a new one where it becomes private, and what Slack says of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.announcements.broadcast import announcement
from bot.incidents.change import Change
from bot.incidents.channels import channel_changes, generations
from bot.incidents.model import ChannelState, Incident
from bot.nudges.escalation import leader
from bot.outbox import keys, messages, troubles
from bot.outbox.channels import CreateChannel, Invite
from bot.outbox.model import OutboxRow, needs_membership
from bot.people.membership import MembershipService
from bot.people.model import MUSTER, UNKNOWN, Person
from bot.unit_of_work import UnitOfWork

NOT_FOUND: Final = "channel_not_found"
ARCHIVED_REASONS: Final = (channel_changes.ARCHIVED, "channel_is_archived")  # Slack has two words for it
# What events tell about a channel. The newest one about each counts.
ARCHIVED, NAME, PRIVATE, SHARED, PRESENT = "archived", "name", "private", "shared", "present"
MOST_REFUSALS: Final = 5
SETTLING: Final = timedelta(seconds=10)  # after Muster came back, also for clocks that differ


@dataclass(frozen=True)
class ChannelFacts:
    """What Slack says about a channel that can be read."""

    name: str
    is_private: bool
    is_archived: bool


class ChannelService:
    def __init__(self, unit: UnitOfWork, membership: MembershipService) -> None:
        self._unit = unit
        self._membership = membership
        self._store = unit.store
        self._now = unit.now

    def earlier(self, number: int) -> Sequence[str]:
        """The channels that an incident had before the present one, the first one first."""
        present = self._unit.incident(number).channel
        return [channel for channel in self._store.incidents.channels(number) if channel != present]

    def count_members(self, number: int) -> int:
        """How many people are in the channel, as far as is known."""
        return len(self._store.people.members(number))

    def make_private(self, number: int, by: Person, text: str = "", request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            change = generations.make_private(incident, self._store.people.members(number), by, self._now(), text)
            self.wait_for_new(incident, change)
            return change

        return self._unit.decide(number, decide, request_id, by=by, verb="private")

    def wait_for_new(self, before: Incident, change: Change) -> None:
        """Inside a transaction: what was not posted yet goes to the new channel, or nowhere, like the people."""
        old, new = keys.of_channel(before, "channel"), keys.of_channel(change.incident, "channel")
        self._store.outbox.move_waiting(before.number, old, new)
        for invited in (each for each in change.effects if isinstance(each, Invite)):
            self._store.people.expect(before.number, invited.people)

    # What people do to the channel in Slack. Each returns whether it was news.

    def archived(self, event_id: str, channel: str, by: Person, at: datetime, *, is_archived: bool) -> bool:
        def change(incident: Incident) -> Change | None:
            if incident.archived is is_archived:
                return None
            return channel_changes.archived(incident, is_archived, by, at)

        return self._follow(event_id, channel, change, ARCHIVED, at)

    def deleted(self, event_id: str, channel: str, by: Person, at: datetime) -> bool:
        return self._follow(event_id, channel, lambda incident: channel_changes.deleted(incident, by, at))

    def renamed(self, event_id: str, channel: str, name: str, by: Person, at: datetime) -> bool:
        return self._follow(event_id, channel, lambda incident: self._renamed(incident, name, by, at), NAME, at)

    def renamed_unseen(self, event_id: str, channel: str, name: str, at: datetime) -> bool:
        """Slack also says it in the channel, naming who did it, but only to its members."""

        def change(incident: Incident) -> Change | None:
            return self._renamed(incident, name, UNKNOWN, at) if incident.channel_error else None

        return self._follow(event_id, channel, change, NAME, at)

    def _renamed(self, incident: Incident, name: str, by: Person, at: datetime) -> Change | None:
        return None if name == incident.channel_name else channel_changes.renamed(incident, name, by, at)

    def converted(self, event_id: str, channel: str, by: Person, at: datetime, *, private: bool) -> bool:
        return self._follow(event_id, channel, lambda incident: self._converted(incident, private, by, at), PRIVATE, at)

    def _converted(self, incident: Incident, private: bool, by: Person, at: datetime) -> Change | None:
        if incident.private is private:
            return None
        self._membership.doubt(incident.number)
        members = self._store.people.members(incident.number)
        return channel_changes.converted(incident, private, members, by, at)

    def shared(self, event_id: str, channel: str, by: Person, at: datetime, *, is_shared: bool) -> bool:
        def change(incident: Incident) -> Change:
            return channel_changes.shared(incident, is_shared, by, at)

        return self._follow(event_id, channel, change, SHARED, at)

    def removed(self, event_id: str, channel: str, by: Person, at: datetime) -> bool:
        """Muster itself was removed from the channel."""

        def change(incident: Incident) -> Change | None:
            known = incident.channel_error or self._has_just_rejoined(incident, at)
            return None if known else channel_changes.removed(incident, by, at)

        return self._follow(event_id, channel, change, PRESENT, at)

    def _has_just_rejoined(self, incident: Incident, at: datetime) -> bool:
        """Slack tells twice of one removal, and a call may still be unanswered when Muster is back."""
        result = self._store.outbox.result(messages.rejoin(incident).key)
        return result is not None and at <= datetime.fromisoformat(str(result["at"])) + SETTLING

    def back(self, event_id: str, channel: str, by: Person, at: datetime) -> bool:
        """Muster itself is in the channel again."""
        return self._follow(event_id, channel, lambda incident: self._back(incident, by, at), PRESENT, at)

    def _back(self, incident: Incident, by: Person, at: datetime) -> Change | None:
        if not incident.channel or not incident.channel_error:
            return None
        self._membership.doubt(incident.number)  # nobody told who joined and left in the meantime
        self._store.outbox.retry_failed(incident.number, at)
        return channel_changes.back(incident, by, at)

    def _follow(
        self,
        event_id: str,
        channel: str,
        change: Callable[[Incident], Change | None],
        about: str = "",
        at: datetime | None = None,
    ) -> bool:
        """Saves what an event in the present channel changes; in an earlier one it changes nothing.

        Nor does an event that is older than the newest one `about` the same.
        """

        def take_in(incident: Incident, now: datetime) -> bool:
            is_news = at is None or self._store.requests.is_newest(f"{about}/{channel}", at)
            changed = change(incident) if is_news and channel == incident.channel else None
            if changed:
                self._unit.save(changed, now)
            return changed is not None

        return self._unit.on_event(event_id, channel, take_in)

    def id_changed(self, event_id: str, before: str, now: str) -> str:
        """Slack gave a channel another id: everything that names it follows, whichever incident it belongs to.

        Returns the newest id that is known: Slack doesn't keep the order of events.
        """
        at = self._now()
        with self._store.transaction():
            if self._store.requests.remember(event_id, at):
                now = self._store.channel_ids.change(before, now)
                self._unit.homes.all()
        self._unit.woken()
        return now

    def seen(self, number: int, facts: ChannelFacts) -> None:
        """Inside a transaction: what the channel is, found when it was read back, where no event told of it."""
        incident, at = self._unit.incident(number), self._now()
        for about in (NAME, ARCHIVED, PRIVATE):
            self._store.requests.is_newest(f"{about}/{incident.channel}", at - SETTLING)
        if renamed := self._renamed(incident, facts.name, UNKNOWN, at):
            self._unit.save(renamed, at)
            incident = renamed.incident
        if incident.archived is not facts.is_archived:
            self._unit.save(channel_changes.archived(incident, facts.is_archived, UNKNOWN, at), at)
        if changed := self._converted(self._unit.incident(number), facts.is_private, UNKNOWN, at):
            self._unit.save(changed, at)

    # What the delivery found, inside a transaction

    def made(self, number: int, made: CreateChannel, channel: str, name: str) -> None:
        """A channel of a generation that the incident has left meanwhile belongs to no incident."""
        incident, at = self._unit.incident(number), self._now()
        if made.generation != incident.channel_generation:
            return
        self._store.incidents.set_channel(number, channel, name)
        self._membership.made(number)
        if incident.channel_generation > 1 or self._store.outbox.failed(number):
            self._store.outbox.retry_failed(number, at)  # it failed where there was no channel, or an archived one
        posted = [each for each in announcement(incident) if self._store.outbox.result(each.key) is not None]
        self._store.outbox.enqueue(number, posted, at)

    def refused(self, row: OutboxRow, made: CreateChannel, reason: str) -> None:
        """Slack refuses to create the channel."""
        incident = self._store.incidents.get(row.incident)
        if incident and made.generation == incident.channel_generation and not incident.channel:
            invited = [each.message for each in self._store.outbox.deliverable(row.incident)]
            self._unit.save(channel_changes.refused(incident, reason, invited, self._now()), self._now())

    def retried(self, number: int) -> None:
        """A refused channel is being created again."""
        incident = self._unit.incident(number)
        if incident.channel_state is ChannelState.REFUSED:
            self._unit.save(Change(replace(incident, channel_error="")), self._now())

    def is_refused(self, number: int) -> bool:
        """Whether a public incident has no channel because Slack refuses it."""
        incident = self._store.incidents.get(number)
        return incident is not None and incident.channel_state is ChannelState.REFUSED and not incident.private

    def call(self, number: int, people: Iterable[str]) -> None:
        """Tells people of an incident directly; `people` are ids."""
        incident = self._unit.incident(number)
        with self._store.transaction():
            others = [each for each in dict.fromkeys(people) if each != incident.declared_by.id]
            self._store.outbox.enqueue(number, [messages.called(incident, each) for each in others], self._now())
        self._unit.woken()

    def not_invited(self, number: int, refused: Mapping[str, str], *, others: bool) -> None:
        """Slack refuses to invite people: ids and why. They may have no other way to learn of it.

        `others`: it let Muster invite other people.
        """
        incident = self._unit.incident(number)
        with self._store.transaction():
            told = [messages.not_invited(incident, who, why, others=others) for who, why in refused.items()]
            self._store.outbox.enqueue(number, told, self._now())
        self._unit.woken()

    def closed(self, row: OutboxRow, reason: str) -> datetime | None:
        """Slack refuses a message because of its channel: until when it waits at least, None if it has failed.

        It waits until Muster can post there again. One that is refused although Muster has just come back is tried a
        few more times.
        """
        incident, at = self._store.incidents.get(row.incident), self._now()
        if incident is None or not incident.channel or not needs_membership(row.message, incident.channel):
            return None
        if reason in ARCHIVED_REASONS and not incident.archived:
            self._unit.save(channel_changes.archived(incident, True, UNKNOWN, at), at)
            self._say_not_posted(row.incident)
        elif reason not in ARCHIVED_REASONS and not incident.channel_error:
            if self._has_just_rejoined(incident, at):
                return at + SETTLING if row.attempts < MOST_REFUSALS else None
            self._unit.save(channel_changes.removed(incident, UNKNOWN, at), at)
        return at if self._store.incidents.is_cut_off(row.incident) else None

    def rejoined(self, number: int) -> None:
        incident = self._unit.incident(number)
        if changed := self._back(incident, MUSTER, self._now()):
            self._unit.save(changed, self._now())

    def not_rejoined(self, number: int, reason: str) -> None:
        incident, at = self._unit.incident(number), self._now()
        if reason in ARCHIVED_REASONS and not incident.archived:
            self._unit.save(channel_changes.archived(incident, True, UNKNOWN, at), at)
        elif incident.channel_state is ChannelState.AWAY and incident.channel_error != channel_changes.UNINVITED:
            self._unit.save(self._not_rejoined(incident, reason, at), at)
            self._say_not_posted(number)

    def _not_rejoined(self, incident: Incident, reason: str, at: datetime) -> Change:
        """Slack finds no public channel that was deleted. Nor does it find a private one that Muster isn't in."""
        if reason == NOT_FOUND and not incident.private:
            return channel_changes.deleted(incident, UNKNOWN, at)
        return channel_changes.not_rejoined(incident, reason)

    def _say_not_posted(self, number: int) -> None:
        """Tells those who were answered as if what they asked for will be posted: until then it looked so."""
        incident = self._unit.incident(number)
        waiting = (row.message for row in self._store.outbox.deliverable(number))
        people = dict.fromkeys(each.asked_by for each in waiting if needs_membership(each, incident.channel))
        told = leader(incident).id if incident.status not in channel_changes.ENDED else ""
        others = [each for each in people if each not in ("", told)]
        self._store.outbox.enqueue(number, troubles.not_posted(incident, others), self._now())
