"""The hours in which nudges and reminders are sent: a pure function of severity, time zone and moment.

What falls outside these hours waits for the next working moment. Due times don't move: only the question does.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import ALL_DAY, WEEKDAYS, Policy, Severity
from bot.incidents.model import Incident
from bot.nudges.escalation import leader
from bot.nudges.model import Reminder, ReminderKind
from bot.nudges.update_schedule import next_level
from bot.time_parsing import zone_of

# They answer something that a person did a moment ago, so that person is at work.
AT_ANY_TIME: Final = frozenset({ReminderKind.HANDOVER, ReminderKind.SEVERITY})


def next_working_moment(severity: Severity, zone: ZoneInfo, moment: datetime) -> datetime:
    """Return `moment` if it is in the nudge hours of the severity, else when they next begin (UTC)."""
    if severity.nudge_hours == ALL_DAY and set(severity.nudge_days) == set(WEEKDAYS):
        return moment
    return next(max(moment, start) for start, end in _stretches(severity, zone, moment) if moment < end)


def _next_common_moment(severity: Severity, zones: Sequence[ZoneInfo], moment: datetime) -> datetime:
    """Return the next moment in the nudge hours of all zones; if they have none in common, of the first zone."""
    common = moment
    for zone in (*zones,) * len(WEEKDAYS):
        common = next_working_moment(severity, zone, common)
    is_common = all(next_working_moment(severity, zone, common) == common for zone in zones)
    return common if is_common else next_working_moment(severity, zones[0], moment)


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
    """Move what would be sent outside of the nudge hours. What goes to people directly waits for their own hours.

    What was due before `now` would be sent now, so `now` has to be in the nudge hours, too.
    """
    severity, leaders = policy.severity(incident.severity), zone_for(incident, zones, policy)

    def zones_of(reminder: Reminder) -> Sequence[ZoneInfo]:
        if reminder.owner:
            return (zone_of_person(reminder.owner, zones, policy),)
        told = next_level(incident, policy, members)[1].directly if reminder.kind is ReminderKind.UPDATE else ()
        return [zone_of_person(person.id, zones, policy) for person in told] or (leaders,)

    def moved(reminder: Reminder, at: datetime) -> datetime:
        sent = max(at, now)
        opens = _next_common_moment(severity, zones_of(reminder), sent)
        return opens if opens > sent else at

    return {each: at if each.kind in AT_ANY_TIME else moved(each, at) for each, at in due.items()}
