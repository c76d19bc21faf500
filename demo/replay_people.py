"""Decides who takes part in a replay and in which role; tells people from programs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import InputError
from demo.incident_file import FileParticipant, IncidentFile
from templates.demo import wording

# An actor with one of these words in its name is a program, unless it is a participant.
PROGRAM = re.compile(
    r"\b(alert(s|ing|manager)?|monitor(ing)?|system|bot|automation|autoscaler|check|cron|pipeline|probe|scheduler"
    r"|cloudwatch|datadog|grafana|kubernetes|nagios|opsgenie|pagerduty|pingdom|prometheus|sentry)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Member:
    """A member of the replay's workspace. Everyone is in UTC, so that the times they type are those of the file."""

    name: str
    handle: str
    email: str
    title: str = ""
    tz: str = "UTC"


def replay_people(file: IncidentFile) -> list[Member]:
    """Returns everyone named as participant, commander or actor, without programs such as `monitoring`.

    Raises InputError if the file names nobody.
    """
    members: list[Member] = []
    for person in _people(file):
        handle = _free_handle(person.name, [member.handle for member in members])
        members.append(Member(person.name, handle, f"{handle}@example.com", person.role))
    return members


def _people(file: IncidentFile) -> list[FileParticipant]:
    named = [*file.participants, FileParticipant(file.commander)]
    names = {person.name.casefold() for person in named}
    actors = [FileParticipant(event.actor) for event in file.events if _is_person(event.actor, names)]
    people: dict[str, FileParticipant] = {}
    for person in (*named, *actors):
        people.setdefault(person.name.casefold(), person)
    people.pop("", None)
    if not people:
        raise InputError(wording.nobody_named(file.name))
    return list(people.values())


def _is_person(actor: str, names: set[str]) -> bool:
    return actor.casefold() in names or not PROGRAM.search(actor.replace("_", " "))


def _free_handle(name: str, taken: Sequence[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    handle = re.sub(r"[^a-z0-9]+", ".", plain).strip(".") or "member"
    numbered = (f"{handle}{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (handle, *numbered) if each not in taken)


@dataclass(frozen=True)
class ReplayParts:
    """The roles in a replay, as names of `people`.

    `lead` is the commander, or the declarer if the file names none. `speaker` posts the updates, `recorder` records
    cause, impact and action items.
    """

    people: tuple[str, ...]
    declarer: str
    lead: str
    speaker: str
    recorder: str

    def person(self, name: str) -> str:
        """Returns the name as spelled in the workspace; "" if nobody has it."""
        return _spelled(self.people, name)

    def marker(self, author: str) -> str:
        """Returns who reacts to a message: the lead, or someone else if the lead wrote it."""
        if author != self.lead:
            return self.lead
        return self.people[(self.people.index(author) + 1) % len(self.people)]


def replay_parts_of(file: IncidentFile) -> ReplayParts:
    """Assigns the roles. Raises InputError if the file names nobody."""
    members = replay_people(file)
    people = tuple(member.name for member in members)
    declaration = next((event for event in file.events if event.kind == "declaration"), None)
    commander = _spelled(people, file.commander)
    declarer = (_spelled(people, declaration.actor) if declaration else "") or commander or people[0]
    lead = commander or declarer
    speaker = next((member.name for member in members if "communications" in member.title.casefold()), lead)
    others = [member.name for member in members[: len(file.participants)] if member.name not in (lead, speaker)]
    return ReplayParts(people, declarer, lead, speaker, recorder=others[-1] if others else lead)


def _spelled(people: Sequence[str], name: str) -> str:
    return next((each for each in people if each.casefold() == name.casefold()), "")
