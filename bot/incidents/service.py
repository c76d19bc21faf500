"""Changes an incident's status, severity and title, closes and merges it, and undoes such changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.errors import NotFound
from bot.incidents import closing, merging, renaming, severity_change, transitions, undo
from bot.incidents.change import Change, IncidentDetails, with_messages
from bot.incidents.channels import generations
from bot.incidents.channels.service import ChannelService
from bot.incidents.consequences import with_consequences
from bot.incidents.merging import MergeConsequences, Work
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb
from bot.incidents.undo import Thing
from bot.incidents.verbs import ChangeStatus
from bot.outbox import keys, messages
from bot.outbox.channels import Invite
from bot.outbox.incidents import RevertibleLine
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.roles.commander import take_command
from bot.tasks import tasks
from bot.unit_of_work import UnitOfWork
from templates.incidents import wording

_TYPED: Final[Mapping[Verb, str]] = {
    Verb.RESOLVE: "resolve",
    Verb.REOPEN: "reopen",
    Verb.CLOSE: "close",
}


class IncidentService:
    def __init__(self, unit: UnitOfWork, channels: ChannelService) -> None:
        self._unit = unit
        self._store = unit.store
        self._now = unit.now
        self._channels = channels

    def get(self, number: int) -> Incident:
        return self._unit.incident(number)

    def in_channel(self, channel: str) -> Incident | None:
        return self._store.incidents.in_channel(channel)

    def open_in_channel_named(self, name: str) -> Incident | None:
        found = (each for each in self._store.incidents.open() if each.channel_name == name)
        return next(found, None) if name else None

    def once_in_channel(self, channel: str) -> Incident | None:
        """The incident whose channel has this id now or had it before."""
        return self._store.incidents.once_in_channel(channel)

    def details(self, number: int) -> IncidentDetails:
        return self._unit.details(number)

    # Status

    def move(
        self, number: int, request: ChangeStatus, by: Person, request_id: str = "", reply_to: str = ""
    ) -> Incident:
        """`reply_to` is where a person who reopened it from another channel is told about the new one."""

        def decide(incident: Incident) -> Change:
            if request.verb is Verb.REOPEN:
                return self._reopened(incident, request, by, reply_to)
            if request.verb is Verb.CLOSE:
                return self._offered(incident, closing.close(incident, by, self._now(), request.text))
            moved = transitions.change_status(incident, request.verb, by, self._now(), request.text)
            return self._offered(incident, moved)

        return self._unit.decide(number, decide, request_id, by=by, verb=_TYPED.get(request.verb, "status"))

    def resolve(self, number: int, fix: str, by: Person, request_id: str = "") -> Incident:
        """Resolves the incident; the fix, "" for unknown, is also recorded as a fact for the review."""

        def decide(incident: Incident) -> Change:
            at = self._now()
            change = self._offered(incident, transitions.resolve(incident, by, at, fix))
            return replace(change, records=(RecordedFact(FactKind.FIX, fix, by, at),)) if fix else change

        return self._unit.decide(number, decide, request_id, by=by, verb="resolve")

    def cancel(self, number: int, reason: str, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            return self._offered(incident, closing.cancel(incident, reason, by, self._now()))

        return self._unit.decide(number, decide, request_id, by=by, verb="cancel")

    def merge(self, number: int, into: int, by: Person, request_id: str = "") -> Incident:
        """`number` is the duplicate. Both change in one transaction."""

        def decide(incident: Incident) -> Change:
            at, members = self._now(), self._people_of(incident)
            planned = self._consequences(incident, into, by)
            self._unit.save(merging.take_in(incident, planned.into, members, by, at, planned.work), at)
            if planned.severity:
                reason = wording.severity_of_duplicate(incident.name)
                self._unit.save(self._with_severity(self._unit.incident(into), planned.severity, by, reason), at)
            if planned.commander:
                self._unit.save(take_command(self._unit.incident(into), planned.commander, by, at), at)
            self._store.action_items.remove(number, merging.unfinished(self._work_of(incident)))
            for earlier in self._store.incidents.merged_into(number):
                self._unit.save(merging.followed(earlier, into), at)
            change = merging.end(incident, planned.into, by, at)
            return undo.final(change, Thing.STATUS, self._line(incident, Thing.STATUS))

        return self._unit.decide(number, decide, request_id, by=by, verb="duplicate")

    def merge_consequences(self, number: int, into: int, by: Person) -> MergeConsequences:
        """What merging would do. Raises Refused if it can't be done, or not by this person."""
        incident = self._unit.permissions.incident_for(by, number)
        self._unit.permissions.need(by, "duplicate", incident)
        return self._consequences(incident, into, by)

    def _consequences(self, incident: Incident, into: int, by: Person) -> MergeConsequences:
        other, members = self._unit.permissions.incident_for(by, into), self._store.people.members(incident.number)
        merging.need_mergeable(incident, other, members == self._store.people.members(into))
        work = merging.carried_over(self._work_of(incident), self._work_of(other))
        return merging.consequences(incident, other, self._people_of(incident), self._unit.policy, work)

    def _work_of(self, incident: Incident) -> Work:
        return Work(
            self._store.tasks.of_incident(incident.number), self._store.action_items.of_incident(incident.number)
        )

    def _people_of(self, incident: Incident) -> frozenset[str]:
        waiting = (row.message for row in self._store.outbox.deliverable(incident.number))
        asked = [who for message in waiting if isinstance(message, Invite) for who in message.people]
        return merging.people(incident, self._store.people.members(incident.number), asked)

    def mergeable(self, incident: Incident, by: Person) -> Sequence[Incident]:
        """The other open incidents of its kind that someone may see, newest first."""
        others = [each for each in self._store.incidents.open() if each.number != incident.number]
        return [
            each for each in reversed(others) if each.drill is incident.drill and self._unit.permissions.sees(by, each)
        ]

    def merged_into(self, number: int) -> Sequence[Incident]:
        return self._store.incidents.merged_into(number)

    def _reopened(self, incident: Incident, request: ChangeStatus, by: Person, reply_to: str) -> Change:
        if incident.merged_into:
            self._unit.redraw(incident.merged_into)
        if not incident.archived:
            reopened = transitions.reopen(incident, by, self._now(), request.text)
            return self._final_if_merged(incident, reopened)
        change = generations.reopen(
            incident, self._store.people.members(incident.number), by, self._now(), request.text
        )
        self._channels.wait_for_new(incident, change)
        completed = self._with_consequences(incident, change)
        final = undo.final(completed, Thing.STATUS, self._line(incident, Thing.STATUS))
        return with_messages(final, messages.where_to_go(change.incident, reply_to, by))

    def _final_if_merged(self, incident: Incident, change: Change) -> Change:
        """A merge invited people elsewhere, so undoing a reopen must not restore it."""
        if incident.merged_into:
            completed = self._with_consequences(incident, change)
            return undo.final(completed, Thing.STATUS, self._line(incident, Thing.STATUS))
        return self._offered(incident, change)

    # Severity and title

    def set_severity(self, number: int, severity: str, by: Person, reason: str = "", request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            return self._with_severity(incident, severity, by, reason)

        return self._unit.decide(number, decide, request_id, by=by, verb="severity")

    def _with_severity(self, incident: Incident, severity: str, by: Person, reason: str) -> Change:
        policy = self._unit.policy
        change = severity_change.change_severity(incident, severity, by, self._now(), policy, reason)
        change = tasks.suggest_more(change, incident, policy, self._store.tasks.of_incident(incident.number))
        return self._offered(incident, change, Thing.SEVERITY)

    def rename(self, number: int, title: str, by: Person, request_id: str = "") -> Incident:
        def decide(incident: Incident) -> Change:
            return self._offered(incident, renaming.rename(incident, title, by, self._now()), Thing.TITLE)

        return self._unit.decide(number, decide, request_id, by=by, verb="rename")

    # Undo

    def _offered(self, before: Incident, change: Change, thing: Thing = Thing.STATUS) -> Change:
        """The line of the change before, which is drawn again without its Undo, keeps what followed from that one."""
        return undo.offered(before, self._with_consequences(before, change), thing, self._line(before, thing))

    def _with_consequences(self, before: Incident, change: Change) -> Change:
        return with_consequences(before, change, self._unit.policy, lambda: self._store.timeline.entries(before.number))

    def _line(self, incident: Incident, thing: Thing) -> RevertibleLine | None:
        return self._store.outbox.newest_change(incident.number, thing.value)

    def _told(self, line_key: str) -> RevertibleLine | None:
        told = self._store.outbox.answerable(line_key)
        return told if isinstance(told, RevertibleLine) else None

    def take_back(self, line_key: str, by: Person) -> Incident:
        """Undoes the change of the line with this key."""
        told = self._told(line_key)
        if told is None:
            raise NotFound(wording.UNKNOWN_CHANGE)
        thing = Thing(told.thing)

        def decide(incident: Incident) -> Change:
            line, newest = self._told(line_key), self._line(incident, thing)
            if line is None:
                raise NotFound(wording.UNKNOWN_CHANGE)
            entries = self._store.timeline.entries(incident.number)
            return undo.take_back(incident, line, newest, entries, by, self._now())

        return self._unit.decide(keys.number_of(line_key), decide, by=by, verb=thing.value)
