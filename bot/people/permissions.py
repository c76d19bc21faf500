"""Who may use which verb, and who can see an incident: pure functions first, then the class that applies them.

The policy's table `permissions` lists for a verb who may use it: "everyone", "members" (no guests, nobody from other
workspaces), user groups (S…), people (U…) and roles of the incident. Someone at the command line has no id and may do
anything.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.config.policy import COMMANDER, EVERYONE, MEMBERS, Policy
from bot.errors import MembersUnread, NotFound, Refused
from bot.incidents.model import ChannelState, Incident
from bot.outbox import keys
from bot.people import responders
from bot.people.model import Person
from bot.people.service import PeopleService
from bot.ports.store import Store
from templates.incidents import wording as incident_wording
from templates.people import wording

# What guests may do unless the policy says otherwise: read, log and leave.
FOR_ALL: Final = frozenset({"log", "timeline", "leave", "list", "show", "find", "help", "own_action_item"})
QUICK_READINGS: Final = 2  # of the members, after which it is no longer a moment
OWN_ITEM: Final = "own_action_item"  # for its owner; no verb that the policy can name
ANSWER: Final = "update"  # what the person who leads an incident is asked for first
REVIEW: Final = "review"  # posting and editing the review, the only permission that is not a verb of an incident


def who_may(policy: Policy, verb: str) -> tuple[str, ...]:
    """List who may use a verb."""
    return policy.permissions.get(verb) or ((EVERYONE,) if verb in FOR_ALL else (MEMBERS,))


def may(policy: Policy, verb: str, person: Person, incident: Incident | None, groups: frozenset[str]) -> bool:
    """`groups` are the person's user groups; `incident` is None before there is one."""
    wanted = set(who_may(policy, verb))
    if person.deactivated:
        return False
    if not person.id or EVERYONE in wanted or (verb == "handover" and _is_asked(person, incident)):
        return True
    if MEMBERS in wanted and person.is_member:
        return True
    return bool(wanted & {person.id, *groups, *_roles(person, incident)})


def _is_asked(person: Person, incident: Incident | None) -> bool:
    """Return whether command was offered to this person, who may then answer."""
    offered = incident.handover if incident else None
    return offered is not None and offered.to.id == person.id


def _roles(person: Person, incident: Incident | None) -> set[str]:
    if incident is None:
        return set()
    command = {COMMANDER} if incident.commander and incident.commander.id == person.id else set()
    return command | {held.role for held in incident.roles if held.person.id == person.id}


def why_not(policy: Policy, verb: str, name_of: Callable[[str], str]) -> str:
    """Return the refusal: who may, and what to do instead. `name_of` gives the name of a person or group."""
    wanted = who_may(policy, verb)
    if MEMBERS in wanted:
        return wording.members_only(right_of(verb))
    return wording.only_for(right_of(verb), [_named(policy, who, name_of) for who in wanted])


def right_of(verb: str) -> str:
    return wording.WORK_ON_REVIEW if verb == REVIEW else wording.use_command(verb)


def _named(policy: Policy, who: str, name_of: Callable[[str], str]) -> str:
    role = next((role for role in policy.roles if role.key == who), None)
    if role:
        return wording.holder_of(role.name)
    name = name_of(who)
    return wording.unnamed_group(who) if name == who else name


class Permissions:
    def __init__(self, store: Store, policy: Policy, people: PeopleService) -> None:
        self._store = store
        self._policy = policy
        self._people = people
        store.people.judged_by(lambda person, incident: self.may(person, ANSWER, incident))

    def sees(self, person: Person, incident: Incident) -> bool:
        """Return whether someone can see an incident; a private one only its members can, once they are known."""
        return not person.id or self._store.people.sees(incident.number, person.id)

    def is_public(self, number: int) -> bool:
        """Return whether there is an incident with this number that isn't private."""
        incident = self._store.incidents.get(number)
        return incident is not None and not incident.private

    def incident_for(self, person: Person, number: int) -> Incident:
        """Return an incident. Raises NotFound if there is none or the person can't see it.

        Raises MembersUnread, which is a NotFound, for someone who was a member when the members were last known. While
        Muster is reading them, it says the same as any NotFound, because the person may have been removed since. Once
        Muster was removed itself, nobody else can end that.
        """
        incident = self._store.incidents.get(number)
        if incident is None:
            raise NotFound(incident_wording.not_found(number))
        if not self.sees(person, incident):
            raise self._unseen(incident, person)
        return incident

    def _unseen(self, incident: Incident, person: Person) -> NotFound:
        people, sentence = self._store.people, incident_wording.not_found(incident.number)
        if person.id not in people.members(incident.number) or people.membership(incident.number).is_known:
            return NotFound(sentence)
        here, elsewhere = self._why_unread(incident)
        is_away = incident.channel_state is ChannelState.AWAY
        return MembersUnread(elsewhere if is_away else sentence, here, elsewhere)

    def _why_unread(self, incident: Incident) -> tuple[str, str]:
        """In the channel and elsewhere. They can't be read at all while Muster isn't there."""
        if incident.channel_state is ChannelState.AWAY:
            return wording.REMOVED_HERE, wording.REMOVED
        reading = self._store.outbox.row(keys.members(incident))
        if reading and reading.attempts > QUICK_READINGS:
            return wording.MEMBERS_UNREADABLE_HERE, wording.MEMBERS_UNREADABLE
        return wording.MEMBERS_UNREAD_HERE, wording.MEMBERS_UNREAD

    def incident_in(self, channel: str, person: Person) -> Incident | None:
        """Return the incident of a channel for someone who asks there. Raises Refused while the members are unknown."""
        incident = self._store.incidents.in_channel(channel)
        if incident is None or self.sees(person, incident):
            return incident
        if isinstance(unseen := self._unseen(incident, person), MembersUnread):
            raise Refused(unseen.here)
        return None

    def may(self, person: Person, verb: str, incident: Incident | None = None) -> bool:
        """Return whether someone may use a verb."""
        return may(self._policy, verb, self.known(person), incident, self._store.people.groups_of(person.id))

    def asking(self, incident: Incident) -> Policy:
        """Return the policy for what Muster asks about an incident: without those it names who can't answer."""
        named = responders.asked_by_name(self._policy, incident.severity)
        groups = [group for who in named if (group := self._store.people.group(who))]
        others = self._store.people.others((*named, *(person for group in groups for person in group.people)))
        gone = {who for who, each in others.items() if each.app or not self.may(each, ANSWER, incident)}
        gone |= {group.id for group in groups if group.people <= gone}
        return responders.without(self._policy, incident.severity, gone) if gone else self._policy

    def known(self, person: Person) -> Person:
        """Return someone as the directory has them. People who aren't in it count as guests."""
        return self._store.people.person(person.id) or replace(person, guest=True)

    def owns(self, person: Person, number: int, which: int) -> bool:
        """Whether an action item is this person's, who may then complete it and change its date."""
        owned = ((incident.number, item.number) for incident, item in self._store.action_items.owned_by(person.id))
        return bool(person.id) and not self.known(person).deactivated and (number, which) in owned

    def is_guest(self, person: Person) -> bool:
        return self.known(person).guest

    def need(self, person: Person, verb: str, incident: Incident | None = None) -> None:
        """Raise Refused, saying who may use the verb, if this person may not."""
        if self.may(person, verb, incident):
            return
        known = self._store.people.person(person.id)
        if known is None:
            raise Refused(wording.unknown_person(right_of(verb)))
        if known.deactivated:
            raise Refused(wording.DEACTIVATED_CANT_ACT)
        raise Refused(why_not(self._policy, verb, self._people.name_of))
