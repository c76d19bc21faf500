"""Closed and cancelled: what each leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.incidents import closing
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.people.model import Person

AT = datetime(2024, 1, 15, 14, 50, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
INCIDENT = replace(new_incident(Declaration("Checkout broken", "sev2", JANE), "T1", AT), number=42, channel="C42")


def test_a_false_alarm_keeps_its_reason() -> None:
    change = closing.cancel(replace(INCIDENT, snoozed_until=AT), "The probe was broken", BOB, AT)
    assert change.entries[0].text == "Marked as a false alarm: The probe was broken"
    assert (change.incident.snoozed_until, change.incident.ended_at) == (None, AT)
