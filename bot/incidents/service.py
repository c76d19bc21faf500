"""How an incident stands: its status and severity, its title, its ends, its channels, and what is taken back of them.

Reached through the service, as `services.state`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.commands import requests
from bot.errors import NotFound
from bot.incidents import channels, closing, transitions, undo
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb
from bot.incidents.undo import Thing
from bot.outbox import messages
from bot.outbox.model import MessageKind, OutboxRow
from bot.people.model import Person
from bot.tasks import tasks
from bot.unit_of_work import UnitOfWork

# What is posted into the incident's channel and nowhere else.
_IN_CHANNEL: Final = frozenset(
    {
        MessageKind.CARD,
        MessageKind.POST,
        MessageKind.NUDGE,
        MessageKind.TOPIC,
        MessageKind.PURPOSE,
        MessageKind.INVITE,
        MessageKind.PIN,
    }
)
_TYPED: Final[Mapping[Verb, str]] = {
    Verb.RESOLVE: "resolve",
    Verb.REOPEN: "reopen",
    Verb.CLOSE: "close",
}


class IncidentService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._now = unit.now

    # Status

    def move(self, number: int, request: requests.Move, by: Person, request_id: str = "", told: str = "") -> Incident:
        """`told` is the response_url where somebody who reopened it from elsewhere hears of the new channel."""

        def decide(incident: Incident) -> Change:
            if request.verb is Verb.REOPEN:
                return self._reopened(incident, request, by, told)
            if request.verb is Verb.CLOSE:
                return self._offered(incident, closing.close(incident, by, self._now(), request.text))
            moved = transitions.change_status(incident, request.verb, by, self._now(), request.text)
            return self._offered(incident, moved)

        return self._unit.decide(number, decide, request_id, by=by, verb=_TYPED.get(request.verb, "status"))

    def cancel(self, number: int, reason: str, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            return self._offered(incident, closing.cancel(incident, reason, by, self._now()))

        return self._unit.decide(number, decide, request_id, by=by, verb="cancel")

    def merge(self, number: int, into: int, by: Person, request_id: str = "") -> Incident:
        """`number` is the duplicate. Both change in one transaction."""

        def decide(incident: Incident) -> Change:
            other, members = self._unit.seen(into, by), self._store.people.members(number)
            closing.need_mergeable(incident, other, members == self._store.people.members(into))
            change, taken_in = closing.merge(incident, other, members, by, self._now())
            self._unit.save(taken_in, self._now())
            return undo.final(change, Thing.STATUS, self._line(incident, Thing.STATUS))

        return self._unit.decide(number, decide, request_id, by=by, verb="duplicate")

    def mergeable(self, incident: Incident, by: Person) -> Sequence[Incident]:
        """The other open incidents of its kind that somebody may see, newest first."""
        others = [each for each in self._store.incidents.open() if each.number != incident.number]
        return [each for each in reversed(others) if each.drill is incident.drill and self._unit.sees(by, each)]

    def merged_into(self, number: int) -> Sequence[Incident]:
        return self._store.incidents.merged_into(number)

    def _reopened(self, incident: Incident, request: requests.Move, by: Person, told: str) -> Change:
        if incident.merged_into:
            self._unit.redraw(incident.merged_into)
        if not incident.archived:
            reopened = transitions.reopen(incident, by, self._now(), request.text)
            return self._final_if_merged(incident, reopened)
        change = channels.reopen(incident, self._store.people.members(incident.number), by, self._now(), request.text)
        self._wait_for_room(incident, change.incident)
        final = undo.final(change, Thing.STATUS, self._line(incident, Thing.STATUS))
        return transitions.also(final, messages.tell_again(change.incident, told, by))

    def _final_if_merged(self, incident: Incident, change: Change) -> Change:
        """A merge took in members and told people elsewhere: to merge again is a decision of its own."""
        if incident.merged_into:
            return undo.final(change, Thing.STATUS, self._line(incident, Thing.STATUS))
        return self._offered(incident, change)

    # Severity and title

    def set_severity(self, number: int, severity: str, by: Person, reason: str = "", request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            policy = self._unit.policy
            change = transitions.change_severity(incident, severity, by, self._now(), policy, reason)
            change = tasks.suggest_more(change, incident, policy, self._store.tasks.of_incident(number))
            return self._offered(incident, change, Thing.SEVERITY)

        return self._unit.decide(number, decide, request_id, by=by, verb="severity")

    def rename(self, number: int, title: str, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            return self._offered(incident, transitions.rename(incident, title, by, self._now()), Thing.TITLE)

        return self._unit.decide(number, decide, request_id, by=by, verb="rename")

    # Taking back

    def _offered(self, before: Incident, change: Change, thing: Thing = Thing.STATUS) -> Change:
        return undo.offered(before, change, thing, self._line(before, thing))

    def _line(self, incident: Incident, thing: Thing) -> OutboxRow | None:
        return self._store.outbox.newest_line(incident.number, thing.value)

    def take_back(self, line_key: str, by: Person) -> Incident:
        """What a line told of is as it was before; the line is named by its key."""
        row = self._store.outbox.row(line_key)
        if row is None or "thing" not in row.payload:
            raise NotFound("That change is not on the record here. Change it again with /incident status or severity.")
        thing = Thing(str(row.payload["thing"]))

        def decide(incident: Incident) -> Change:
            line, newest = self._store.outbox.row(line_key), self._line(incident, thing)
            if line is None:
                raise NotFound("That change is not on the record here any more.")
            return undo.take_back(incident, line, newest, self._store.timeline.entries(row.incident), by, self._now())

        return self._unit.decide(row.incident, decide, by=by, verb=thing.value)

    # Channels

    def earlier_channels(self, number: int) -> Sequence[str]:
        """The channels that an incident had before the present one, the first one first."""
        present = self._unit.incident(number).channel
        return [channel for channel in self._store.incidents.channels(number) if channel != present]

    def once_in(self, channel: str) -> Incident | None:
        """The incident whose channel has or had this id."""
        return self._store.incidents.once_in_channel(channel)

    def count_members(self, number: int) -> int:
        """How many people are in the channel, as far as is known."""
        return len(self._store.people.members(number))

    def make_private(self, number: int, by: Person, text: str = "", request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            change = channels.make_private(incident, self._store.people.members(number), by, self._now(), text)
            self._wait_for_room(incident, change.incident)
            return change

        return self._unit.decide(number, decide, request_id, by=by, verb="private")

    def _wait_for_room(self, before: Incident, incident: Incident) -> None:
        """What was not posted yet goes to the new channel, or nowhere."""
        old, new = messages.in_room(before, "channel"), messages.in_room(incident, "channel")
        self._store.outbox.move_waiting(incident.number, old, new)

    def archived(self, event_id: str, channel: str, by: Person, at: datetime, *, is_archived: bool) -> bool:
        """Somebody archived the incident's channel or brought it back; whether that was news."""
        return self._event(
            event_id,
            channel,
            lambda incident: incident.archived is not is_archived,
            lambda incident: channels.archived(incident, is_archived, by, at),
        )

    def _event(
        self,
        event_id: str,
        channel: str,
        is_news: Callable[[Incident], bool],
        decision: Callable[[Incident], Change],
    ) -> bool:
        at = self._now()
        with self._store.transaction():
            incident = self._store.incidents.in_channel(channel)
            if incident is None or not self._store.requests.remember(event_id, at) or not is_news(incident):
                return False
            self._unit.save(decision(incident), at)
        self._unit.woken()
        return True

    # What the delivery found, inside a transaction

    def channel_made(self, row: OutboxRow, channel: str, name: str) -> None:
        """A channel of a room that the incident has left meanwhile is nobody's."""
        incident = self._unit.incident(row.incident)
        if row.payload.get("room", 1) != incident.room:
            return
        self._store.incidents.set_channel(row.incident, channel, name)
        if incident.room > 1:
            self._store.outbox.retry_failed(row.incident, self._now())  # it failed where the old channel is archived

    def found_archived(self, row: OutboxRow, error: str) -> None:
        """Slack refuses a post: the channel was archived while nobody heard of it."""
        incident = self._store.incidents.get(row.incident)
        elsewhere = row.step not in _IN_CHANNEL or "posted_in" in row.payload
        if incident is None or error != channels.ARCHIVED or elsewhere or incident.archived or not incident.channel:
            return
        by = incident.commander or incident.declared_by
        self._unit.save(channels.archived(incident, True, by, self._now()), self._now())
