"""When the reminders other than update nudges are due: pure functions of the incident and its review and action items.

The incident's ReminderState says what was asked when. A due time in the past means now: after downtime, everything that
is due is asked once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.nudges.escalation import reaches
from bot.nudges.model import Reminder, ReminderKind, ReminderState
from bot.nudges.update_schedule import is_summarized, summary_for
from bot.nudges.working_time import zone_for, zone_of_person
from bot.people.model import Person
from bot.tasks.model import ActionItem

IDLE: Final = Reminder(ReminderKind.IDLE)
REVIEW: Final = Reminder(ReminderKind.REVIEW)
REVIEW_ESCALATION: Final = Reminder(ReminderKind.REVIEW_ESCALATION)
FACTORS: Final = Reminder(ReminderKind.FACTORS)

_MONDAY: Final = 1  # date.toordinal() of the first Monday: what comes weekly comes on Mondays
COMPARED_AFTER: Final = timedelta(minutes=1)  # so that entries added in a row are compared together


@dataclass(frozen=True)
class Known:
    """What reminders depend on besides the incident.

    `zones`: time zones by person. `reviewed`: the review is done. `gone`: the owners whose accounts are deactivated.
    """

    actions: tuple[ActionItem, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    members: frozenset[str] = frozenset()
    reviewed: bool = False
    gone: frozenset[str] = frozenset()


def plan(incident: Incident, policy: Policy, known: Known) -> Mapping[Reminder, datetime]:
    """Return the next due time of each reminder (UTC)."""
    due: dict[Reminder, datetime | None] = {}
    if incident.is_open and not incident.archived:
        due |= {
            Reminder(ReminderKind.COMMANDER): _commander_due(incident, policy),
            Reminder(ReminderKind.SEVERITY): _severity_due(incident, policy),
            IDLE: _idle_due(incident, policy),
            **_summary_due(incident, policy, known),
        }
    due[REVIEW] = _review_due(incident, policy, known)
    due[REVIEW_ESCALATION] = _review_escalation_due(incident, policy, known)
    due[FACTORS] = _factors_due(incident, policy, known)
    due |= {of_owner(owner): _actions_due(incident, owner, policy, known) for owner in owners(incident, known)}
    return {reminder: at for reminder, at in due.items() if at}


def of_owner(owner: str) -> Reminder:
    """Return the reminder for someone's action items; "" stands for owners who can't get a direct message."""
    return Reminder(ReminderKind.ACTIONS, owner) if owner else Reminder(ReminderKind.UNOWNED_ACTIONS)


def assigned(owner: str) -> Reminder:
    """Return the mark of someone who was given an action item that was due already."""
    return Reminder(ReminderKind.ASSIGNED, owner)


def commander_asked(incident: Incident) -> Reminder:
    """Return the reminder for a missing commander, which is sent once at each severity."""
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
    """Return when entries are next compared with the severity."""
    since = incident.reminder_state.unread_since
    return since + COMPARED_AFTER if since and policy.reminders.ask_to_recheck_severity else None


def _summary_due(incident: Incident, policy: Policy, known: Known) -> Mapping[Reminder, datetime | None]:
    """Return when the daily summary is due; someone who can't get it is nudged in the channel instead, as often."""
    if incident.nudged_at is None or not is_summarized(incident, policy):
        return {}
    who = summary_for(incident, policy, known.members)
    reminder = Reminder(ReminderKind.SUMMARY, who.id) if who else Reminder(ReminderKind.UPDATE)
    last = max(incident.nudged_at, incident.reminder_state.asked_at(reminder) or incident.nudged_at)
    return {reminder: _mornings_after(last, 1, zone_for(incident, known.zones, policy), policy)}


def _idle_due(incident: Incident, policy: Policy) -> datetime | None:
    hours, days, since = (
        policy.reminders.inactive_after_hours,
        policy.reminders.inactive_every_days,
        idle_since(incident),
    )
    asked = incident.reminder_state.asked_at(IDLE)
    if not hours:
        return None
    if asked is None or asked <= since:
        return since + timedelta(hours=hours)
    return asked + timedelta(days=days) if days else None


def idle_since(incident: Incident) -> datetime:
    """Return when a person last did anything."""
    return incident.reminder_state.active_at or incident.declared_at


# The review


def review_due(incident: Incident, policy: Policy) -> datetime | None:
    """Return when the review is due, None if none is."""
    if incident.drill or incident.resolved_at is None or incident.status not in (Status.RESOLVED, Status.CLOSED):
        return None
    return incident.resolved_at + timedelta(hours=policy.severity(incident.severity).review_within_hours)


def _review_due(incident: Incident, policy: Policy, known: Known) -> datetime | None:
    """Remind before the due time, at the due time, then every few mornings of the person who leads it."""
    due = review_due(incident, policy)
    if due is None or known.reviewed or incident.resolved_at is None:
        return None
    when, last = policy.reminders, incident.reminder_state.asked_at(REVIEW)
    before = due - timedelta(hours=when.review_before_hours)
    if last is None and when.review_before_hours and before > incident.resolved_at:
        return before
    if last is None or last < due:
        return due
    return _mornings_after(last, when.review_every_days, zone_for(incident, known.zones, policy), policy)


def _review_escalation_due(incident: Incident, policy: Policy, known: Known) -> datetime | None:
    """Ask once whether someone else can do it, on the morning after the overdue review was first asked for."""
    due, asked = review_due(incident, policy), incident.reminder_state.asked_at(REVIEW)
    if due is None or known.reviewed or asked is None or asked < due:
        return None
    if incident.reminder_state.asked_at(REVIEW_ESCALATION):
        return None
    return _mornings_after(asked, 1, zone_for(incident, known.zones, policy), policy)


def _factors_due(incident: Incident, policy: Policy, known: Known) -> datetime | None:
    """Remind every few days once the review is done; before that, the review reminder lists the factors."""
    due, days = review_due(incident, policy), policy.reminders.unreachable_owner_every_days
    if due is None or not known.reviewed or incident.reminder_state.factors_decided_at:
        return None
    last = max(due, incident.reminder_state.asked_at(FACTORS) or due)
    return _mornings_after(last, days, zone_for(incident, known.zones, policy), policy)


# Action items


def owners(incident: Incident, known: Known) -> frozenset[str]:
    """Return the ids of the owners of open action items; "" for owners who can't get a direct message."""
    return frozenset(owner_of(incident, item, known) for item in _waiting(known.actions))


def owner_of(incident: Incident, item: ActionItem, known: Known) -> str:
    if item.owner_id in known.gone or not reaches(incident, Person(item.owner_id, item.owner), known.members):
        return ""
    return item.owner_id


def _waiting(items: Iterable[ActionItem]) -> Iterator[ActionItem]:
    return (item for item in items if item.due and not item.done_at)


def _actions_due(incident: Incident, owner: str, policy: Policy, known: Known) -> datetime | None:
    """Remind the day before, when an item is due, and then on the same days of the week for all incidents.

    What was assigned when it was due already is asked for on the next morning.
    """
    mine = [item.due for item in _waiting(known.actions) if item.due and owner_of(incident, item, known) == owner]
    zone, every = _owners_zone(incident, owner, policy, known), _every(owner, policy)
    if not every or not mine:
        return None
    first = min(mine) - timedelta(days=_before(owner, policy))
    told, given = (incident.reminder_state.asked_at(each) for each in (of_owner(owner), assigned(owner)))
    days = [_reminder_day(due, told.astimezone(zone).date(), owner, policy) for due in mine] if told else []
    if given and not (told and told >= given):
        days.append(max(first, _next_morning(given, zone, policy)))
    return _morning(min(days, default=first), zone, policy)


def _reminder_day(due: date, told: date, owner: str, policy: Policy) -> date:
    """Return when an owner who was last reminded on the day `told` is next reminded of what is due on a day."""
    every, before = _every(owner, policy), due - timedelta(days=_before(owner, policy))
    again = told + timedelta(days=every - (told.toordinal() - _MONDAY) % every)
    return next((day for day in (before, due) if told < day), again)


def _every(owner: str, policy: Policy) -> int:
    return policy.reminders.action_items_every_days if owner else policy.reminders.unreachable_owner_every_days


def _before(owner: str, policy: Policy) -> int:
    """Return how many days ahead an owner is reminded; the channel isn't."""
    return policy.reminders.action_items_before_days if owner else 0


def _owners_zone(incident: Incident, owner: str, policy: Policy, known: Known) -> ZoneInfo:
    return zone_of_person(owner, known.zones, policy) if owner else zone_for(incident, known.zones, policy)


def due_by(items: Iterable[ActionItem], day: date) -> tuple[ActionItem, ...]:
    """Return the open items that are due by a day, the longest overdue first."""
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
    """Note who was given an item that is due already. `known` has the items as they were before."""
    before = {item.number: (item.due, owner_of(incident, item, known)) for item in known.actions}
    for item in _waiting(items):
        owner = owner_of(incident, item, known)
        day = _next_morning(at, _owners_zone(incident, owner, policy, known), policy)
        is_due = item.due and item.due - timedelta(days=_before(owner, policy)) <= day
        if is_due and before.get(item.number) != (item.due, owner):
            reminder_state = reminder_state.with_asked(assigned(owner), at)
    return reminder_state


# Mornings


def _mornings_after(last: datetime, days: int, zone: ZoneInfo, policy: Policy) -> datetime | None:
    if not days:
        return None
    return _morning(last.astimezone(zone).date() + timedelta(days=days), zone, policy)


def _morning(day: date, zone: ZoneInfo, policy: Policy) -> datetime:
    return datetime.combine(day, time(policy.reminders.daily_reminder_hour), zone).astimezone(UTC)


def _next_morning(at: datetime, zone: ZoneInfo, policy: Policy) -> date:
    """Return the day of the next reminder hour."""
    today = at.astimezone(zone).date()
    return today if _morning(today, zone, policy) >= at else today + timedelta(days=1)
