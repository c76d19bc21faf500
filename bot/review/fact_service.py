"""The facts that people record for the review while it is not written yet."""

from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.recording import record
from bot.review.verbs import AddFact
from bot.unit_of_work import UnitOfWork


class FactService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def record(self, number: int, asked: AddFact, by: Person, request_id: str = "") -> None:
        def decide(incident: Incident) -> Change:
            return record(incident, asked.kind, asked.text, by, self._unit.now())

        self._unit.decide(number, decide, request_id, by=by, verb="record")
