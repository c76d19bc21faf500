"""The hours in which nudges and reminders are sent: a pure function of severity, time zone and moment.

What falls outside these hours waits for the next working moment. Due times don't move: only the question does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import ALL_DAY, WEEKDAYS, Policy, Severity
from bot.incidents.model import Incident
from bot.nudges.escalation import EscalationLevel, leader, who_may_reassign
from bot.nudges.model import Reminder, ReminderKind
from bot.nudges.update_schedule import next_level
from bot.people.model import Person
from bot.time_parsing import zone_of

# They answer something that a person did a moment ago, so that person is at work.
AT_ANY_TIME: Final = frozenset({ReminderKind.HANDOVER, ReminderKind.SEVERITY})


def next_working_moment(severity: Severity, zone: ZoneInfo, moment: datetime) -> datetime:
    """Return `moment` if it is in the nudge hours of the severity, else when they next begin (UTC)."""
    if severity.nudge_hours == ALL_DAY and set(severity.nudge_days) == set(WEEKDAYS):
        return moment
    return next(max(moment, start) for start, end in _stretches(severity, zone, moment) if moment < end)


def _next_common_moment(severity: Severity, zones: Sequence[ZoneInfo], moment: datetime) -> datetime | None:
    """Return the next moment in the nudge hours of all zones, None if they have none in common."""
    common = moment
    for zone in (*zones,) * len(WEEKDAYS):
        common = next_working_moment(severity, zone, common)
    return common if all(next_working_moment(severity, zone, common) == common for zone in zones) else None


def _stretches(severity: Severity, zone: ZoneInfo, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the nudge hours of each working day from the day of `moment` on. Every week has one."""
    today = moment.astimezone(zone).date()
    for day in (today + timedelta(days=days) for days in range(len(WEEKDAYS) + 1)):
        if WEEKDAYS[day.weekday()] in severity.nudge_days:
            opens, closes = severity.nudge_hours
            yield _at(day, opens, zone), _at(day, closes, zone)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """Return the moment at which a day has this hour, from 0 to 24. In UTC, because local times can't be compared."""
    days, hour = divmod(hour, ALL_DAY[1])
    return datetime.combine(day + timedelta(days=days), time(hour), zone).astimezone(UTC)


def zone_for(incident: Incident, zones: Mapping[str, str], policy: Policy) -> ZoneInfo:
    """Return the zone of the person leading the incident, else of the declarer, else of the workspace.

    `zones` are the known ones.
    """
    people = (leader(incident).id, incident.declared_by.id)
    return zone_of(next((zones[each] for each in people if zones.get(each)), policy.time_zone))


def zone_of_person(person: str, zones: Mapping[str, str], policy: Policy) -> ZoneInfo:
    return zone_of(zones.get(person) or policy.time_zone)


def in_hours(
    due: Mapping[Reminder, datetime],
    incident: Incident,
    zones: Mapping[str, str],
    policy: Policy,
    now: datetime,
    members: frozenset[str] = frozenset(),
) -> Mapping[Reminder, datetime]:
    """Move what would be sent outside of the nudge hours. What notifies several people waits for the hours of all.

    If they have none in common, an update nudge is sent in the hours of any of them and reaches only those at work
    (AtWork); other questions go by the person leading the incident. What was due before `now` would be sent now, so
    `now` has to be in the nudge hours, too.
    """
    severity = policy.severity(incident.severity)

    def moved(reminder: Reminder, at: datetime) -> datetime:
        sent, told = max(at, now), _zones_told(reminder, incident, zones, policy, members)
        alone = told if reminder.kind is ReminderKind.UPDATE else told[:1]
        first = min(next_working_moment(severity, zone, sent) for zone in alone)
        opens = _next_common_moment(severity, told, sent) or first
        return opens if opens > sent else at

    return {each: at if each.kind in AT_ANY_TIME else moved(each, at) for each, at in due.items()}


def _zones_told(
    reminder: Reminder, incident: Incident, zones: Mapping[str, str], policy: Policy, members: frozenset[str]
) -> Sequence[ZoneInfo]:
    """Return the zones of those whom a reminder notifies, as far as they are known; never none."""
    leaders = zone_for(incident, zones, policy)
    if reminder.owner:
        return (zone_of_person(reminder.owner, zones, policy),)
    if reminder.kind is ReminderKind.REVIEW_ESCALATION:
        others = (each.id for each in who_may_reassign(incident, policy) if each.id in zones)
        return (leaders, *(zone_of_person(each, zones, policy) for each in others))
    if reminder.kind is not ReminderKind.UPDATE:
        return (leaders,)
    level = next_level(incident, policy, members)[1]
    told = (*level.directly, *(each for each in level.mentions if each.id in zones))
    return [zone_of_person(person.id, zones, policy) for person in told] or (leaders,)


@dataclass(frozen=True)
class AtWork:
    """Who can be notified at a moment: those whose zone isn't known (groups, email addresses), and who is in hours."""

    policy: Policy
    zones: Mapping[str, str]
    at: datetime

    def of_level(self, incident: Incident, level: EscalationLevel) -> EscalationLevel:
        """Return the level for those at work."""
        return replace(
            level,
            mentions=tuple(person for person in level.mentions if self._is_at_work(incident, person.id)),
            directly=tuple(person for person in level.directly if self._is_at_work(incident, person.id)),
            called=tuple(who for who in level.called if self._is_at_work(incident, who)),
        )

    def quietly(self, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
        """Return the people; a message mentions only those at work."""
        return tuple(each if self._is_at_work(incident, each.id) else replace(each, id="") for each in people)

    def _is_at_work(self, incident: Incident, who: str) -> bool:
        zone, severity = self.zones.get(who), self.policy.severity(incident.severity)
        return not zone or next_working_moment(severity, zone_of(zone), self.at) == self.at
