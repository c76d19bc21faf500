"""The verbs about roles, and how their arguments are read."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.commands import mentions
from bot.commands.arguments import without_arguments
from bot.commands.command_verb import CommandVerb
from bot.commands.incident_numbers import whole_number
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import COMMANDER, Policy, Role
from bot.config.spellings import folded
from bot.errors import Hint, Unclear
from bot.people.model import Person
from templates.commands.wording import not_clear
from templates.incidents.wording import not_found
from templates.roles import wording


@dataclass(frozen=True)
class SetCommander(Request):
    commander: Person


@dataclass(frozen=True)
class OfferHandover(Request):
    to: Person
    note: str = ""


@dataclass(frozen=True)
class AssignRole(Request):
    """`role` is a key of the policy's roles, never the commander's."""

    role: str
    person: Person


@dataclass(frozen=True)
class ReleaseRole(Request):
    """`person` is None for the holder, or for the person asking if the role is shared."""

    role: str
    person: Person | None = None


@dataclass(frozen=True)
class ShowRoles(Request):
    pass


_TO: Final = re.compile(r"(?:^|\s)(?:to|for)$|\s*[:：=]$", re.IGNORECASE)  # in front of the person
_NOBODY: Final = ("none", "nobody", "release", "open")


def _commander(typed: TypedText, asking: CommandContext) -> SetCommander:
    name = typed.text.strip()
    if name.casefold() in ("", "me"):
        return SetCommander(asking.person)
    mention, rest = mentions.in_front(name, typed.people)
    if mention and not rest:
        return SetCommander(_named(mention, typed))
    if not (person := mentions.one_called(name, asking)):
        raise Unclear(wording.unknown_person(name))
    return SetCommander(person)


def _named(name: str, typed: TypedText) -> Person:
    return Person(typed.people[name], name.removeprefix("@"))


def _mentioned(typed: TypedText) -> tuple[str, Person | None, str]:
    """Split a text at its first mention: the text before it, the person, and the text after it."""
    found = [(typed.text.find(name), -len(name), name) for name in typed.people if name in typed.text]
    if not found:
        return typed.text.strip(), None, ""
    name = min(found)[2]
    before, _, behind = typed.text.partition(name)
    return before.strip(), _named(name, typed), behind.strip()


def _role(typed: TypedText, asking: CommandContext) -> AssignRole | ReleaseRole | SetCommander:
    said, person, behind = _mentioned(typed)
    if behind:
        raise Unclear(not_clear(behind))
    words, release = said.split(), False
    if person is None and words and words[-1].casefold() == "me":
        words, person = words[:-1], asking.person
    if words and words[-1].casefold() in _NOBODY:
        words, release = words[:-1], True
    if unknown := next((word for word in words[1:] if word.startswith("@")), ""):
        raise Unclear(wording.unknown_person(unknown))
    role = _read_role(_TO.sub("", " ".join(words)), asking.policy)
    if role.key == COMMANDER:
        return _command(person, release, asking)
    return ReleaseRole(role.key, person) if release else AssignRole(role.key, person or asking.person)


def _command(person: Person | None, release: bool, asking: CommandContext) -> SetCommander:
    if release:
        raise Unclear(wording.HAND_OVER_COMMAND, Hint("handover", "@person"))
    return SetCommander(person or asking.person)


def _read_role(word: str, policy: Policy) -> Role:
    """Find a role by its key, name, label on the card, or alias."""
    if not word:
        raise Unclear(wording.role_missing(_keys(policy)))
    if word.startswith("@"):
        raise Unclear(wording.person_or_role_unknown(word))
    known = {folded(name): role for role in policy.roles for name in _names(role)}
    if folded(word) in known:
        return known[folded(word)]
    close = get_close_matches(folded(word), known, n=1)
    raise Unclear(wording.unknown_role(word, known[close[0]].key if close else "", _keys(policy)))


def _names(role: Role) -> tuple[str, ...]:
    return (role.key, role.name, role.label, *role.aliases)


def _keys(policy: Policy) -> tuple[str, ...]:
    return tuple(role.key for role in policy.roles)


def _hand_over(typed: TypedText, _asking: CommandContext) -> OfferHandover:
    """The first person mentioned takes over; the rest is the note. A number in front can only be an incident's."""
    before, person, behind = _mentioned(typed)
    if person is None:
        raise Unclear(wording.unknown_person(before) if before else wording.NAME_COMMANDER)
    before = _TO.sub("", before)
    if number := whole_number(before):
        raise Unclear(not_found(number), example=f"@{person.name} {behind}".strip())
    return OfferHandover(person, " ".join(filter(None, (before, behind))))


def _roles(typed: TypedText, _asking: CommandContext) -> ShowRoles:
    without_arguments(typed)
    return ShowRoles()


VERBS: Final = (
    CommandVerb(
        "commander",
        "commander [@person]",
        "Make someone incident commander (default: you). If someone else is commander, asks you to confirm.",
        "commander @jane",
        _commander,
    ),
    CommandVerb(
        "handover",
        "handover @person [<note>]",
        "Offer command to someone, with a summary of the incident. You stay incident commander until they take over.",
        "handover @bob Rollback is half done",
        _hand_over,
    ),
    CommandVerb(
        "role",
        "role <role> [@person|none]",
        "Assign a role (default: to you). To unassign it, use `none`.",
        "role communications @bob",
        _role,
    ),
    CommandVerb(
        "roles",
        "roles",
        "Show and change roles in a form.",
        "roles",
        _roles,
    ),
)
