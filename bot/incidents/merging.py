"""Merges a duplicate into another open incident, and says which incidents can be merged.

Nothing that the duplicate had is lost: a higher severity and, where the other has no active one, the commander are
carried over, its open tasks and action items are added there, and its people are invited. Only an open incident takes
a duplicate in, so that nudges go on. A merge can't be undone, so it is asked first (`consequences`).

A duplicate always names the incident that goes on: what was merged into one that is merged itself follows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.change import Change, status_entry, system_entry, visible_change, with_changes, with_messages
from bot.incidents.model import ChannelState, Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.incidents import DuplicateMerged, Merged
from bot.people.model import Person
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import EntryKind
from templates.incidents import wording


@dataclass(frozen=True)
class Work:
    """The tasks and action items of an incident."""

    tasks: Sequence[Task] = ()
    items: Sequence[ActionItem] = ()


NO_WORK: Final = Work()


@dataclass(frozen=True)
class MergeConsequences:
    """What a merge means for the other incident. `severity` is the key of the raised one, "" if it stays.

    `commander` is who becomes its incident commander, None if that doesn't change. `work` is added to it.
    """

    incident: Incident
    into: Incident
    severity: str
    commander: Person | None
    invited: int
    work: Work = NO_WORK


def consequences(
    incident: Incident, into: Incident, members: frozenset[str], policy: Policy, work: Work = NO_WORK
) -> MergeConsequences:
    """`members` are those of the duplicate, `work` is what it carries over."""
    ranks = [level.key for level in policy.severities]
    raised = ranks.index(incident.severity) < ranks.index(into.severity)
    return MergeConsequences(
        incident,
        into,
        severity=incident.severity if raised else "",
        commander=None if into.active_commander else incident.active_commander,
        invited=len(members),
        work=work,
    )


def carried_over(of_duplicate: Work, of_other: Work) -> Work:
    """The open work of the duplicate that the other incident doesn't have, numbered on there.

    What the severity suggested and nobody took is left out: the other incident has suggestions of its own.
    """
    tasks = [
        task
        for task in of_duplicate.tasks
        if not task.done_at
        and (task.assignee or not task.suggested)
        and not any(_says_the_same(task, other) for other in of_other.tasks)
    ]
    known = {(item.title, item.owner, item.due) for item in of_other.items}
    items = [item for item in unfinished(of_duplicate) if (item.title, item.owner, item.due) not in known]
    last_task = max((task.number for task in of_other.tasks), default=0)
    last_item = max((item.number for item in of_other.items), default=0)
    return Work(
        tuple(replace(task, number=number) for number, task in enumerate(tasks, start=last_task + 1)),
        tuple(replace(item, number=number) for number, item in enumerate(items, start=last_item + 1)),
    )


def unfinished(work: Work) -> Sequence[ActionItem]:
    """The action items that the duplicate has no longer: it gets no review, and nobody is to be reminded twice."""
    return [item for item in work.items if not item.done_at]


def _says_the_same(task: Task, other: Task) -> bool:
    return task.title == other.title and task.assignee in (None, other.assignee)


def end(incident: Incident, into: Incident, by: Person, at: datetime) -> Change:
    """The change of the duplicate, which keeps its timeline."""
    status = next_status(incident, Verb.MERGE)
    moved = with_changes(incident, status=status, merged_into=into.number, ended_at=at, snoozed_until=None)
    entry = status_entry(at, status, wording.ended_as_duplicate(into.name, into.title), by)
    line = Merged(*keys.line(moved), by=by, at=at, into=into.number, title=into.title, channel=into.channel)
    return visible_change(moved, entry, line)


def followed(earlier: Incident, into: int) -> Change:
    """An incident that was merged into one that is merged now goes on where that one does."""
    moved = with_changes(earlier, merged_into=into)
    return Change(moved, effects=messages.redraw(moved) if moved.channel else ())


def people(incident: Incident, members: frozenset[str], asked: Iterable[str]) -> frozenset[str]:
    """Who is invited to the other incident: the members of the channel; without one, those who would be in it.

    `asked` are the people whose invitation still waits, maybe because of another merge a moment ago.
    """
    if incident.channel:
        return members | frozenset(asked)
    leading = (incident.declared_by, incident.active_commander, *(held.person for held in incident.roles))
    return frozenset(filter(None, (*asked, *(each.id for each in leading if each and not each.deactivated))))


def take_in(
    incident: Incident,
    into: Incident,
    members: frozenset[str],
    by: Person,
    at: datetime,
    work: Work = NO_WORK,
) -> Change:
    """The change of the other incident: the duplicate's members, subscribers and open work are added to it."""
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
        tasks=len(work.tasks),
        items=len(work.items),
    )
    change = replace(visible_change(grown, entry, line), tasks=tuple(work.tasks), actions=tuple(work.items))
    invited = messages.invite(grown, tuple(sorted(members)), "merge", by.id)
    return with_messages(change, invited) if members else change


def need_mergeable(incident: Incident, into: Incident, same_members: bool) -> None:
    """Raises Refused with what to do instead. A merge must not show a private incident to people outside it."""
    cancel = Hint("cancel", "<reason>", wording.TO_CANCEL)
    next_status(incident, Verb.MERGE)
    if into.number == incident.number:
        raise Refused(wording.merge_with_itself(incident.name), Hint("duplicate", example="of 41"))
    if into.merged_into == incident.number:
        raise Refused(wording.merged_already(into.name, incident.name))
    if into.merged_into:
        raise Refused(
            wording.merge_into_merged(into.name, into.merged_into), Hint("duplicate", f"of {into.merged_into}")
        )
    if not into.is_open:
        sentence = wording.merge_into_ended(incident.name, into.name, into.status)
        raise Refused(sentence, Hint("reopen", purpose=wording.TO_MERGE, incident=into.number))
    _need_channel(incident, into)
    if incident.drill is not into.drill:
        raise Refused(wording.DRILL_AND_REAL, cancel)
    if (incident.private or into.private) and not (incident.private and into.private and same_members):
        raise Refused(wording.merge_private(incident.name, into.name), cancel)


def _need_channel(incident: Incident, into: Incident) -> None:
    """People are sent to the other's channel, and its nudges are posted there: it must work."""
    if into.channel_state in (ChannelState.ARCHIVED, ChannelState.DELETED):
        sentence = wording.merge_into_archived(incident.name, into.name, into.channel_state)
        raise Refused(sentence, Hint("reopen", purpose=wording.TO_MERGE_ARCHIVED, incident=into.number))
    if into.channel_state is ChannelState.AWAY:
        raise Refused(wording.merge_into_removed(incident.name, into.name))
