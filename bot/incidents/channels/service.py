"""An incident's channels: which it has had, a new one where it becomes private, and what Slack says of them."""

from collections.abc import Sequence
from datetime import datetime

from bot.incidents.change import Change
from bot.incidents.channels import generations
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.channels import CreateChannel
from bot.outbox.model import InChannel, OutboxRow
from bot.people.model import Person
from bot.unit_of_work import UnitOfWork


class ChannelService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
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

    def archived(self, event_id: str, channel: str, by: Person, at: datetime, *, is_archived: bool) -> bool:
        """Someone archived the incident's channel or brought it back; whether that was news."""

        def take_in(incident: Incident, now: datetime) -> bool:
            if channel != incident.channel or incident.archived is is_archived:
                return False
            self._unit.save(generations.archived(incident, is_archived, by, at), now)
            return True

        return self._unit.on_event(event_id, channel, take_in)

    # What the delivery found, inside a transaction

    def made(self, number: int, made: CreateChannel, channel: str, name: str) -> None:
        """A channel of a generation that the incident has left meanwhile belongs to no incident."""
        incident = self._unit.incident(number)
        if made.generation != incident.channel_generation:
            return
        self._store.incidents.set_channel(number, channel, name)
        if incident.channel_generation > 1:
            self._store.outbox.retry_failed(number, self._now())  # it failed where the old channel is archived

    def found_archived(self, row: OutboxRow, error: str) -> None:
        """Slack refuses a post: the channel was archived while nobody heard of it."""
        incident = self._store.incidents.get(row.incident)
        elsewhere = not isinstance(row.message, InChannel) or row.message.posted_in
        if incident is None or error != generations.ARCHIVED or elsewhere or incident.archived or not incident.channel:
            return
        by = incident.commander or incident.declared_by
        self._unit.save(generations.archived(incident, True, by, self._now()), self._now())
