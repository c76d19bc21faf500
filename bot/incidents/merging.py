"""Merges a duplicate into another incident, and says which incidents can be merged."""

from dataclasses import replace
from datetime import datetime

from bot.errors import Hint, Refused
from bot.incidents.change import Change, status_entry, system_entry, visible_change, with_changes
from bot.incidents.model import VOID, Incident, Status
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import DuplicateMerged, Merged
from bot.people.model import Person
from bot.timeline.model import EntryKind
from templates.incidents import wording


def merge(
    incident: Incident, into: Incident, members: frozenset[str], by: Person, at: datetime
) -> tuple[Change, Change]:
    """Returns the changes of the duplicate and of the other incident. `members` are those of the duplicate.

    The duplicate keeps its timeline; its members and subscribers are added to the other incident.
    """
    status = next_status(incident, Verb.MERGE)
    moved = with_changes(incident, status=status, merged_into=into.number, ended_at=at, snoozed_until=None)
    entry = status_entry(at, status, wording.ended_as_duplicate(into.name, into.title), by)
    line = Merged(*keys.line(moved), by=by, at=at, into=into.number, title=into.title, channel=into.channel)
    return visible_change(moved, entry, line), _taken_in(incident, into, members, by, at)


def _taken_in(incident: Incident, into: Incident, members: frozenset[str], by: Person, at: datetime) -> Change:
    subscribers = tuple(dict.fromkeys((*into.subscribers, *incident.subscribers)))
    grown = with_changes(into, subscribers=subscribers)
    entry = system_entry(at, EntryKind.NOTE, wording.duplicate_taken_in(incident.name, incident.title), by)
    line = DuplicateMerged(*keys.line(grown), by=by, at=at, number=incident.number, title=incident.title)
    change = visible_change(grown, entry, line)
    invited = messages.invite(grown, tuple(sorted(members)), "merge")
    return replace(change, effects=(*change.effects, invited)) if members else change


def need_mergeable(incident: Incident, into: Incident, same_members: bool) -> None:
    """Raises Refused with what to do instead. A merge must not show a private incident to people outside it."""
    cancel = Hint("cancel", "<reason>", wording.TO_CANCEL)
    if into.number == incident.number:
        raise Refused(wording.merge_with_itself(incident.name), Hint("duplicate", example="of 41"))
    if into.merged_into:
        raise Refused(
            wording.merge_into_merged(into.name, into.merged_into), Hint("duplicate", f"of {into.merged_into}")
        )
    if into.status in VOID or into.status is Status.CLOSED:
        sentence = wording.merge_into_ended(incident.name, into.name, into.status)
        raise Refused(sentence, Hint("reopen", str(into.number), wording.TO_MERGE))
    if incident.drill is not into.drill:
        raise Refused(wording.DRILL_AND_REAL, cancel)
    if (incident.private or into.private) and not (incident.private and into.private and same_members):
        raise Refused(wording.merge_private(incident.name, into.name), cancel)
