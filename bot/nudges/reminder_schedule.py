"""When an incident has to remind somebody of anything but updates: a pure function of it and of what hangs on it.

What was asked when stands in the incident's ReminderState. A time that is over already means at once: after a long
absence everything that is due is asked, each thing once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.escalation import leader, reaches
from bot.nudges.model import Reminder, ReminderKind, ReminderState
from bot.people.model import Person
from bot.tasks.model import ActionItem
from bot.time_parsing import zone_of

IDLE: Final = Reminder(ReminderKind.IDLE)
REVIEW: Final = Reminder(ReminderKind.REVIEW)
FACTORS: Final = Reminder(ReminderKind.FACTORS)

COMPARED_AFTER: Final = timedelta(minutes=1)  # entries that come one after another are read together


@dataclass(frozen=True)
class Known:
    """What hangs on an incident. `zones` are those of people by id; `reviewed`: its review is done."""

    actions: tuple[ActionItem, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    members: frozenset[str] = frozenset()
    reviewed: bool = False


def plan(incident: Incident, policy: Policy, known: Known) -> Mapping[Reminder, datetime]:
    """What is to be said next, and when (UTC)."""
    due: dict[Reminder, datetime | None] = {}
    if incident.is_open and not incident.archived:
        due |= {
            Reminder(ReminderKind.COMMANDER): _commander_due(incident, policy),
            Reminder(ReminderKind.SEVERITY): _severity_due(incident, policy),
            IDLE: _idle_due(incident, policy),
        }
    due[REVIEW] = _review_due(incident, policy, known)
    due[FACTORS] = _factors_due(incident, policy, known)
    due |= {of_owner(owner): _actions_due(incident, owner, policy, known) for owner in owners(incident, known)}
    return {reminder: at for reminder, at in due.items() if at}


def of_owner(owner: str) -> Reminder:
    """Of somebody's action items; "" for those whose owner can't be asked."""
    return Reminder(ReminderKind.ACTIONS, owner) if owner else Reminder(ReminderKind.UNOWNED_ACTIONS)


def commander_asked(incident: Incident) -> Reminder:
    """Who commands is asked once at each severity."""
    return Reminder(ReminderKind.COMMANDER, severity=incident.severity)


def at_severity_since(incident: Incident) -> datetime:
    return incident.reminder_state.severity_since or incident.declared_at


def _commander_due(incident: Incident, policy: Policy) -> datetime | None:
    within = policy.severity(incident.severity).commander_within_minutes
    asked = incident.reminder_state.asked_at(commander_asked(incident))
    if incident.commander or asked or not within or not policy.reminders.ask_for_commander:
        return None
    return at_severity_since(incident) + timedelta(minutes=within)


def _severity_due(incident: Incident, policy: Policy) -> datetime | None:
    """A while after the first entry that nobody has looked at in this light."""
    since = incident.reminder_state.unread_since
    return since + COMPARED_AFTER if since and policy.reminders.ask_to_recheck_severity else None


def _idle_due(incident: Incident, policy: Policy) -> datetime | None:
    hours = policy.reminders.inactive_after_hours
    return _idle_asked(incident) + timedelta(hours=hours) if hours else None


def idle_since(incident: Incident) -> datetime:
    """When a person last did anything."""
    return incident.reminder_state.active_at or incident.declared_at


def _idle_asked(incident: Incident) -> datetime:
    return max(idle_since(incident), incident.reminder_state.asked_at(IDLE) or idle_since(incident))


# The review


def review_due(incident: Incident, policy: Policy) -> datetime | None:
    """When the review has to be done; None where none has to be."""
    if incident.drill or incident.resolved_at is None or incident.status not in (Status.RESOLVED, Status.CLOSED):
        return None
    return incident.resolved_at + timedelta(hours=policy.severity(incident.severity).review_within_hours)


def _review_due(incident: Incident, policy: Policy, known: Known) -> datetime | None:
    """Some time before, then when it is due, then by the day, in the morning of whom it waits for."""
    due = review_due(incident, policy)
    if due is None or known.reviewed or incident.resolved_at is None:
        return None
    when, last = policy.reminders, incident.reminder_state.asked_at(REVIEW)
    before = due - timedelta(hours=when.review_before_hours)
    if last is None and when.review_before_hours and before > incident.resolved_at:
        return before
    if last is None or last < due:
        return due
    return _mornings_after(last, when.review_every_days, _zone(leader(incident), known), policy)


def _factors_due(incident: Incident, policy: Policy, known: Known) -> datetime | None:
    """Once the review is done, every so many days until somebody has decided of each: before, it says so itself."""
    due, days = review_due(incident, policy), policy.reminders.unreachable_owner_every_days
    if due is None or not known.reviewed or incident.reminder_state.factors_decided_at:
        return None
    last = max(due, incident.reminder_state.asked_at(FACTORS) or due)
    return _mornings_after(last, days, _zone(leader(incident), known), policy)


# Action items


def owners(incident: Incident, known: Known) -> frozenset[str]:
    """Whom its open action items are for, by id; "" for those whose owner can't be reached directly."""
    return frozenset(owner_of(incident, item, known) for item in _waiting(known.actions))


def owner_of(incident: Incident, item: ActionItem, known: Known) -> str:
    return item.owner_id if reaches(incident, Person(item.owner_id, item.owner), known.members) else ""


def _waiting(items: Iterable[ActionItem]) -> Iterator[ActionItem]:
    return (item for item in items if item.due and not item.done_at)


def _actions_due(incident: Incident, owner: str, policy: Policy, known: Known) -> datetime | None:
    """The morning of the first day on which one of an owner's items is due, then every so many days."""
    every = policy.reminders.action_items_every_days if owner else policy.reminders.unreachable_owner_every_days
    mine = [item for item in _waiting(known.actions) if owner_of(incident, item, known) == owner]
    if not every or not mine:
        return None
    zone = zone_of(known.zones.get(owner, "")) if owner else _zone(leader(incident), known)
    first = _morning(min(item.due for item in mine if item.due), zone, policy)
    told = incident.reminder_state.asked_at(of_owner(owner))
    again = _mornings_after(told, every, zone, policy) if told else None
    return max(first, again or first)


def due_by(items: Iterable[ActionItem], day: date) -> tuple[ActionItem, ...]:
    """Those that are to be done by a day and are not, the longest overdue first."""
    late = [(item.due, item.number, item) for item in _waiting(items) if item.due and item.due <= day]
    return tuple(item for _due, _number, item in sorted(late, key=lambda each: each[:2]))


def touched(
    reminder_state: ReminderState,
    items: Iterable[ActionItem],
    incident: Incident,
    policy: Policy,
    known: Known,
    at: datetime,
) -> ReminderState:
    """Who gets an item that is overdue already hears of it in the next morning, and not at once."""
    for item in items:
        owner = owner_of(incident, item, known)
        every = policy.reminders.action_items_every_days if owner else policy.reminders.unreachable_owner_every_days
        zone = zone_of(known.zones.get(owner, "")) if owner else _zone(leader(incident), known)
        heard = _morning(_next_morning(at, zone, policy) - timedelta(days=every), zone, policy)
        last = reminder_state.asked_at(of_owner(owner)) or heard
        reminder_state = reminder_state.with_asked(of_owner(owner), max(heard, last))
    return reminder_state


# Mornings


def _zone(person: Person, known: Known) -> ZoneInfo:
    return zone_of(known.zones.get(person.id, person.tz))


def _mornings_after(last: datetime, days: int, zone: ZoneInfo, policy: Policy) -> datetime | None:
    if not days:
        return None
    return _morning(last.astimezone(zone).date() + timedelta(days=days), zone, policy)


def _morning(day: date, zone: ZoneInfo, policy: Policy) -> datetime:
    return datetime.combine(day, time(policy.reminders.daily_reminder_hour), zone).astimezone(UTC)


def _next_morning(at: datetime, zone: ZoneInfo, policy: Policy) -> date:
    """The day of the next one that is not over."""
    today = at.astimezone(zone).date()
    return today if _morning(today, zone, policy) >= at else today + timedelta(days=1)
