"""One incident, and what a change of it shows, for tests of decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.incidents.change import Change
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.outbox.channels import Invite
from bot.people.model import Person

DECLARED = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = DECLARED + timedelta(minutes=22)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
ASKED = Declaration("Payments fail", "sev1", JANE, services=("payments",), summary="Cards fail", reply_to="https://r")
INCIDENT = replace(new_incident(ASKED, "T1", DECLARED), number=42, channel="C1")


def keys(change: Change) -> list[str]:
    return [effect.key for effect in change.effects]


def invited(change: Change) -> list[tuple[str, ...]]:
    return [effect.people for effect in change.effects if isinstance(effect, Invite)]
