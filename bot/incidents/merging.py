"""Merges a duplicate into another open incident, and says which incidents can be merged.

Nothing that the duplicate had is lost: a higher severity and, where the other has no active one, the commander are
carried over, and its people are invited. Only an open incident takes a duplicate in, so that nudges go
on. A merge can't be undone, so it is asked first (`consequences`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.change import Change, status_entry, system_entry, visible_change, with_changes
from bot.incidents.model import ChannelState, Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import DuplicateMerged, Merged
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording


@dataclass(frozen=True)
class MergeConsequences:
    """What a merge means for the other incident. `severity` is the key of the raised one, "" if it stays.

    `commander` is who becomes its incident commander, None if that doesn't change.
    """

    incident: Incident
    into: Incident
    severity: str
    commander: Person | None
    invited: int


def consequences(incident: Incident, into: Incident, members: frozenset[str], policy: Policy) -> MergeConsequences:
    """`members` are those of the duplicate."""
    ranks = [level.key for level in policy.severities]
    raised = ranks.index(incident.severity) < ranks.index(into.severity)
    return MergeConsequences(
        incident,
        into,
        severity=incident.severity if raised else "",
        commander=None if into.active_commander else incident.active_commander,
        invited=len(members),
    )


def end(incident: Incident, into: Incident, by: Person, at: datetime) -> Change:
    """The change of the duplicate, which keeps its timeline."""
    status = next_status(incident, Verb.MERGE)
    moved = with_changes(incident, status=status, merged_into=into.number, ended_at=at, snoozed_until=None)
    entry = status_entry(at, status, wording.ended_as_duplicate(into.name, into.title), by)
    line = Merged(*keys.line(moved), by=by, at=at, into=into.number, title=into.title, channel=into.channel)
    return visible_change(moved, entry, line)


def people(incident: Incident, members: frozenset[str], asked: Iterable[str]) -> frozenset[str]:
    """Who is invited to the other incident: the members of the channel; without one, those who would be in it.

    `asked` are the people whose invitation waits for the channel.
    """
    if incident.channel:
        return members
    leading = (incident.declared_by, incident.active_commander, *(held.person for held in incident.roles))
    return frozenset(filter(None, (*asked, *(each.id for each in leading if each and not each.deactivated))))


def take_in(incident: Incident, into: Incident, members: frozenset[str], by: Person, at: datetime) -> Change:
    """The change of the other incident: the duplicate's members and subscribers are added to it."""
    subscribers = tuple(dict.fromkeys((*into.subscribers, *incident.subscribers)))
    grown = with_changes(into, subscribers=subscribers)
    entry = system_entry(at, EntryKind.NOTE, wording.duplicate_taken_in(incident.name, incident.title), by)
    line = DuplicateMerged(
        *keys.line(grown),
        by=by,
        at=at,
        number=incident.number,
        title=incident.title,
        had_channel=bool(incident.channel),
    )
    change = visible_change(grown, entry, line)
    invited = messages.invite(grown, tuple(sorted(members)), "merge")
    return replace(change, effects=(*change.effects, invited)) if members else change


def need_mergeable(incident: Incident, into: Incident, same_members: bool) -> None:
    """Raises Refused with what to do instead. A merge must not show a private incident to people outside it."""
    cancel = Hint("cancel", "<reason>", wording.TO_CANCEL)
    next_status(incident, Verb.MERGE)
    if into.number == incident.number:
        raise Refused(wording.merge_with_itself(incident.name), Hint("duplicate", example="of 41"))
    if into.merged_into:
        raise Refused(
            wording.merge_into_merged(into.name, into.merged_into), Hint("duplicate", f"of {into.merged_into}")
        )
    if not into.is_open:
        sentence = wording.merge_into_ended(incident.name, into.name, into.status)
        raise Refused(sentence, Hint("reopen", str(into.number), wording.TO_MERGE))
    _need_channel(incident, into)
    if incident.drill is not into.drill:
        raise Refused(wording.DRILL_AND_REAL, cancel)
    if (incident.private or into.private) and not (incident.private and into.private and same_members):
        raise Refused(wording.merge_private(incident.name, into.name), cancel)


def _need_channel(incident: Incident, into: Incident) -> None:
    """People are sent to the other's channel, and its nudges are posted there: it must work."""
    if into.channel_state is ChannelState.ARCHIVED:
        sentence = wording.merge_into_archived(incident.name, into.name)
        raise Refused(sentence, Hint("reopen", str(into.number), wording.TO_MERGE_ARCHIVED))
    if into.channel_state is ChannelState.AWAY:
        raise Refused(wording.merge_into_removed(incident.name, into.name))
