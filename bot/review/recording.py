"""Recording a fact for the review."""

from datetime import datetime

from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import messages
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact


def record(incident: Incident, kind: FactKind, text: str, by: Person, at: datetime) -> Change:
    next_status(incident, Verb.RECORD)
    moved = with_changes(incident)
    return Change(moved, records=(RecordedFact(kind, text, by, at),), effects=messages.redraw(moved))
