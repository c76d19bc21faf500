"""An incident's channels: which it has had, a new one where it becomes private, and what Slack says of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.incidents.change import Change
from bot.incidents.channels import channel_changes, generations
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.channels import CreateChannel
from bot.outbox.model import InChannel, OutboxRow
from bot.people.membership import MembershipService
from bot.people.model import UNKNOWN, Person
from bot.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ChannelFacts:
    """What Slack says about a channel that can be read."""

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
            self.wait_for_new(incident, change.incident)
            return change

        return self._unit.decide(number, decide, request_id, by=by, verb="private")

    def wait_for_new(self, before: Incident, incident: Incident) -> None:
        """Inside a transaction: what was not posted yet goes to the new channel, or nowhere."""
        old, new = keys.of_channel(before, "channel"), keys.of_channel(incident, "channel")
        self._store.outbox.move_waiting(incident.number, old, new)

    # What people do to the channel in Slack. Each returns whether it was news.

    def archived(self, event_id: str, channel: str, by: Person, at: datetime, *, is_archived: bool) -> bool:
        def change(incident: Incident) -> Change | None:
            if incident.archived is is_archived:
                return None
            return channel_changes.archived(incident, is_archived, by, at)

        return self._follow(event_id, channel, change)

    def deleted(self, event_id: str, channel: str, by: Person, at: datetime) -> bool:
        return self._follow(event_id, channel, lambda incident: channel_changes.deleted(incident, by, at))

    def converted(self, event_id: str, channel: str, by: Person, at: datetime, *, private: bool) -> bool:
        return self._follow(event_id, channel, lambda incident: self._converted(incident, private, by, at))

    def _converted(self, incident: Incident, private: bool, by: Person, at: datetime) -> Change | None:
        if incident.private is private:
            return None
        self._membership.doubt(incident.number)
        members = self._store.people.members(incident.number)
        return channel_changes.converted(incident, private, members, by, at)

    def shared(self, event_id: str, channel: str, by: Person, at: datetime, *, is_shared: bool) -> bool:
        return self._follow(event_id, channel, lambda each: channel_changes.shared(each, is_shared, by, at))

    def _follow(self, event_id: str, channel: str, change: Callable[[Incident], Change | None]) -> bool:
        """Saves what an event in the present channel changes; in an earlier one it changes nothing."""

        def take_in(incident: Incident, now: datetime) -> bool:
            changed = change(incident) if channel == incident.channel else None
            if changed:
                self._unit.save(changed, now)
            return changed is not None

        return self._unit.on_event(event_id, channel, take_in)

    def id_changed(self, event_id: str, before: str, now: str) -> None:
        """Slack gave a channel another id: everything that names it follows, whichever incident it belongs to."""
        at = self._now()
        with self._store.transaction():
            if self._store.requests.remember(event_id, at):
                self._store.channel_ids.change(before, now)
                self._unit.homes.all()
        self._unit.woken()

    def seen(self, number: int, facts: ChannelFacts) -> None:
        """Inside a transaction: what the channel is, found when it was read back, where no event told of it."""
        incident, at = self._unit.incident(number), self._now()
        if incident.archived is not facts.is_archived:
            self._unit.save(channel_changes.archived(incident, facts.is_archived, UNKNOWN, at), at)
        if changed := self._converted(self._unit.incident(number), facts.is_private, UNKNOWN, at):
            self._unit.save(changed, at)

    # What the delivery found, inside a transaction

    def made(self, number: int, made: CreateChannel, channel: str, name: str) -> None:
        """A channel of a generation that the incident has left meanwhile belongs to no incident."""
        incident = self._unit.incident(number)
        if made.generation != incident.channel_generation:
            return
        self._store.incidents.set_channel(number, channel, name)
        self._membership.made(number)
        if incident.channel_generation > 1:
            self._store.outbox.retry_failed(number, self._now())  # it failed where the old channel is archived

    def found_archived(self, row: OutboxRow, error: str) -> None:
        """Slack refuses a post: the channel was archived while nobody heard of it."""
        incident = self._store.incidents.get(row.incident)
        elsewhere = not isinstance(row.message, InChannel) or row.message.posted_in
        if incident is None or error != channel_changes.ARCHIVED or elsewhere:
            return
        if incident.archived or not incident.channel:
            return
        by = incident.commander or incident.declared_by
        self._unit.save(channel_changes.archived(incident, True, by, self._now()), self._now())
