"""Assigning and unassigning roles, and when taking over command has to be confirmed.

Command itself changes in bot/roles/commander.py; the Roles form can change it together with other roles.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.config.policy import COMMANDER, Policy, Role
from bot.errors import Hint, Refused, Unconfirmed
from bot.incidents.change import Change, system_entry, with_changes
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.outbox import keys, messages
from bot.outbox.roles import RolesChanged, RoleTurn
from bot.people.model import Person
from bot.roles.commander import take_command
from bot.roles.model import RoleHolder
from bot.timeline.model import Entry, EntryKind
from templates.roles import wording


@dataclass(frozen=True)
class Wish:
    """What someone chose for a role: who held it when the form was opened (ids), and who should hold it."""

    role: str
    seen: frozenset[str]
    wanted: tuple[Person, ...]

    @property
    def is_change(self) -> bool:
        return self.seen != {person.id for person in self.wanted}

    @property
    def new(self) -> tuple[Person, ...]:
        """The people who would get the role."""
        return tuple(person for person in self.wanted if person.id not in self.seen)


@dataclass(frozen=True)
class _Turn:
    """A change of who holds a role."""

    role: Role
    before: tuple[Person, ...]
    now: tuple[Person, ...]


def claim(incident: Incident, role: Role, person: Person, by: Person, at: datetime) -> Change:
    """Assign a role to someone, next to the others if it is shared, otherwise in place of the holder."""
    next_status(incident, Verb.ROLE)
    before = incident.holders(role.key)
    if person.id in _ids(before):
        raise Refused(wording.held_already(person.name, role.name, incident.name))
    now = (*before, person) if role.shared else (person,)
    return _changed(incident, [_Turn(role, before, now)], by, at)


def release(incident: Incident, role: Role, person: Person | None, by: Person, at: datetime) -> Change:
    """Unassign a role: from `person`, or from its holder. Without a `person`, a shared role is unassigned from `by`."""
    next_status(incident, Verb.ROLE)
    before = incident.holders(role.key)
    if not before:
        raise Refused(wording.held_by_nobody(role.name, incident.name), Hint("role", role.key, wording.TO_TAKE_IT))
    leaver = person or (by if role.shared else None)
    now = tuple(each for each in before if leaver and each.id != leaver.id)
    if now == before and leaver:
        hint = Hint("role", example=f"{role.key} none @{before[0].name}")
        raise Refused(wording.not_held_by(leaver.name, role.name, incident.name), hint)
    return _changed(incident, [_Turn(role, before, now)], by, at)


def seat(incident: Incident, wishes: Iterable[Wish], by: Person, at: datetime, policy: Policy) -> Change:
    """Apply what someone changed in the Roles form, and keep what others changed in the meantime.

    Raises Unconfirmed if command would be taken from someone else.
    """
    next_status(incident, Verb.ROLE)
    changed = [wish for wish in wishes if wish.is_change]
    turns = [turn for wish in changed if wish.role != COMMANDER and (turn := _turn(incident, wish, policy))]
    commander = next((wish.wanted for wish in changed if wish.role == COMMANDER), ())
    if not commander or commander[0].id == (incident.commander.id if incident.commander else ""):
        return _changed(incident, turns, by, at) if turns else Change(incident)
    need_confirmed(incident, commander[0], by, "")
    taken = take_command(incident, commander[0], by, at)
    return _together(taken, _changed(taken.incident, turns, by, at)) if turns else taken


def _turn(incident: Incident, wish: Wish, policy: Policy) -> _Turn | None:
    role, before = policy.role(wish.role), incident.holders(wish.role)
    if role.shared:
        new = tuple(person for person in wish.wanted if person.id not in wish.seen | _ids(before))
        gone = wish.seen - _ids(wish.wanted)
        now = (*(person for person in before if person.id not in gone), *new)
    else:
        now = wish.wanted[:1]
    return _Turn(role, before, now) if _ids(before) != _ids(now) else None


def leave(incident: Incident, person: Person, at: datetime, policy: Policy) -> Change:
    """Unassign someone's roles and remove them from the channel. Raises Refused for the commander."""
    if incident.is_open and incident.commander and incident.commander.id == person.id:
        raise Refused(wording.leaves_no_commander(incident.name), Hint("handover", "@person", wording.TO_HAND_OVER))
    held = dict.fromkeys(each.role for each in incident.roles if each.person.id == person.id)
    turns = [_without(incident, policy.role(key), person) for key in held]
    gone = _changed(incident, turns, person, at) if turns else Change(with_changes(incident))
    return replace(gone, effects=(*gone.effects, messages.remove_member(gone.incident, person)))


def _without(incident: Incident, role: Role, person: Person) -> _Turn:
    before = incident.holders(role.key)
    return _Turn(role, before, tuple(each for each in before if each.id != person.id))


def on_card(incident: Incident, policy: Policy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The roles other than the commander that someone holds: label and names."""
    held = ((role.label, incident.holders(role.key)) for role in policy.roles if role.key != COMMANDER)
    return tuple((label, tuple(person.noted_name for person in people)) for label, people in held if people)


def need_confirmed(incident: Incident, commander: Person, by: Person, instead_of: str) -> None:
    """Raise Unconfirmed if command would be taken from someone else.

    `instead_of` is the id of the commander that the person confirmed to replace.
    """
    now = incident.commander
    if now is None or not now.is_there or now.id in (by.id, commander.id, instead_of):
        return
    next_status(incident, Verb.COMMANDER)  # where it can't change, nothing is to be confirmed
    raise Unconfirmed(wording.commanded_by(now.name, incident.name), Hint("commander", purpose=wording.TO_TAKE_OVER))


# Helpers


def _changed(incident: Incident, turns: Sequence[_Turn], by: Person, at: datetime) -> Change:
    held = incident.roles
    for turn in turns:
        held = tuple(_held(held, turn, at))
    moved = with_changes(incident, roles=held)
    line = RolesChanged(*keys.line(moved), by=by, at=at, changes=tuple(map(_by_name, turns)))
    new = [person.id for turn in turns for person in turn.now if person.id not in _ids(turn.before)]
    invited = (messages.invite(moved, tuple(new), "role", by.id),) if any(new) else ()
    entries = tuple(_entry(turn, by, at) for turn in turns)
    return Change(moved, entries=entries, effects=(messages.card(moved), line, *invited))


def _held(held: tuple[RoleHolder, ...], turn: _Turn, at: datetime) -> Iterator[RoleHolder]:
    """Holders of other roles, then those who stay, then the new ones."""
    stays = _ids(turn.now)
    yield from (each for each in held if each.role != turn.role.key or each.person.id in stays)
    known = _ids(turn.before)
    yield from (RoleHolder(turn.role.key, person, at) for person in turn.now if person.id not in known)


def _entry(turn: _Turn, by: Person, at: datetime) -> Entry:
    turned = _by_name(turn)
    said = wording.role_changed(by.name, turn.role.name, turned.added, turned.removed)
    return system_entry(at, EntryKind.ROLE, said, by)


def _by_name(turn: _Turn) -> RoleTurn:
    before, now = (tuple(person.name for person in people) for people in (turn.before, turn.now))
    return RoleTurn(turn.role.name, before, now)


def _together(first: Change, second: Change) -> Change:
    return replace(second, entries=(*first.entries, *second.entries), effects=(*first.effects, *second.effects))


def _ids(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.id for person in people)
