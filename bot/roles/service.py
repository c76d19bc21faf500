"""Changes roles, command and its handover, and lets people join and leave the channel."""

from collections.abc import Iterable

from bot.config.policy import COMMANDER
from bot.errors import Refused
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.outbox import messages
from bot.outbox.keys import number_of
from bot.people.model import Person
from bot.roles import handover, roles
from bot.roles.commander import take_command
from bot.roles.roles import Wish
from bot.unit_of_work import UnitOfWork
from templates.roles import wording


class RoleService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    # Roles

    def claim(self, number: int, role: str, person: Person, by: Person) -> None:
        """Assign a role other than commander."""
        known = self._unit.people.assignee(person)

        def decide(incident: Incident) -> Change:
            return roles.claim(incident, self._policy.role(role), known, by, self._unit.now())

        self._unit.decide(number, decide, by=by, verb="role")

    def release(self, number: int, role: str, person: Person | None, by: Person) -> None:
        """Unassign a role from `person`; None means its holder, or `by` if the role is shared."""

        def decide(incident: Incident) -> Change:
            return roles.release(incident, self._policy.role(role), person, by, self._unit.now())

        self._unit.decide(number, decide, by=by, verb="role")

    def seat(self, number: int, wishes: Iterable[Wish], by: Person, request_id: str) -> None:
        """Save what someone changed in the Roles form."""
        wanted = [wish for wish in wishes if wish.is_change]
        for wish in wanted:
            for person in wish.new:
                self._unit.people.assignee(person)

        def decide(incident: Incident) -> Change:
            at = self._unit.now()
            for wish in wanted:
                if wish.role == COMMANDER:
                    self._need_command(incident, wish.wanted, by)
            change = roles.seat(incident, wanted, by, at, self._policy)
            return handover.settled(incident, change, "overtaken", by, at)

        self._unit.decide(number, decide, request_id, by=by, verb="role")

    # Command

    def take_command(
        self, number: int, commander: Person, by: Person, instead_of: str = "", request_id: str = ""
    ) -> None:
        """Raises Unconfirmed if someone else commands, unless `instead_of` is their id."""
        known = self._unit.people.assignee(commander)

        def decide(incident: Incident) -> Change:
            at = self._unit.now()
            self._need_able(incident, known, by)
            roles.need_confirmed(incident, known, by, instead_of)
            change = take_command(incident, known, by, at)
            return handover.settled(incident, change, "overtaken", by, at)

        self._unit.decide(number, decide, request_id, by=by, verb="commander")

    def _need_command(self, incident: Incident, wanted: tuple[Person, ...], by: Person) -> None:
        self._unit.permissions.need(by, "commander", incident)
        for person in wanted:
            self._need_able(incident, person, by)

    def _need_able(self, incident: Incident, person: Person, by: Person) -> None:
        """Raise Refused if someone may not command, or if Slack hasn't said yet who they are."""
        if person.id != by.id and not self._unit.people.knows(person.id) and not self._is_listed():
            raise Refused(wording.unchecked_commander(person.name))
        if (
            person.id != by.id
            and not self._unit.permissions.may(person, "commander", incident)
            and not self._is_listed()
        ):
            raise Refused(wording.guest_commander(person.name))

    def _is_listed(self) -> bool:
        """If the policy lists who may assign a commander, they may assign anyone."""
        return "commander" in self._policy.permissions

    # Handovers

    def offer(self, number: int, to: Person, by: Person, note: str) -> None:
        known = self._unit.people.assignee(to)

        def decide(incident: Incident) -> Change:
            self._need_able(incident, known, by)
            told = handover.brief(self._unit.details(number), self._policy)
            return handover.offer(incident, known, by, note, told, self._unit.now())

        self._unit.decide(number, decide, by=by, verb="handover")

    def accept(self, key: str, by: Person) -> None:
        """`key` is the key of the message with the offer."""
        self._unit.decide(
            number_of(key),
            lambda incident: handover.accept(incident, key, by, self._unit.now()),
            by=by,
            verb="handover",
        )

    def withdraw(self, key: str, by: Person) -> None:
        self._unit.decide(
            number_of(key),
            lambda incident: handover.withdraw(incident, key, by, self._unit.now()),
            by=by,
            verb="handover",
        )

    def decline(self, key: str, by: Person) -> None:
        self._unit.decide(
            number_of(key),
            lambda incident: handover.decline(incident, key, by, self._unit.now()),
            by=by,
            verb="handover",
        )

    # Joining and leaving

    def join(self, number: int, by: Person) -> Incident:
        """Invite someone to the channel. Raises NotFound for a private incident, Refused if they're in it."""
        incident = self._unit.permissions.incident_for(by, number)
        if by.id in self._store.people.members(number):
            raise Refused(wording.joined_already(incident.name))

        def decide(incident: Incident) -> Change:
            moved = with_changes(incident)
            return Change(moved, effects=(messages.invite(moved, (by.id,), "join", by.id),))

        return self._unit.decide(number, decide, by=by, verb="join")

    def leave(self, number: int, by: Person) -> None:
        self._unit.decide(
            number,
            lambda incident: roles.leave(incident, by, self._unit.now(), self._policy),
            by=by,
            verb="leave",
        )
