"""Requests: one frozen value for each thing that a verb asks for, next to its verb in bot/<capability>/verbs.py.

This module has what every verb's parser is given, and the requests about the commands themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.people.model import Person


@dataclass(frozen=True)
class TypedText:
    """Text as a person reads it, without Slack's encoding.

    `people` maps each mention in it (`@Jane Smith`) to a user id, `channels` each channel name (`#support`) to its id.
    """

    text: str
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Addressable:
    """The incidents that a command can be about: that of its channel, and all that the person may see.

    `in_channel` takes the id of a channel, and `named` its name.

    An incident that the person may not see is None everywhere, like one that doesn't exist. `unread` has the
    sentence for one whose members aren't known, if the person was among them, else "".
    """

    here: Incident | None
    numbered: Callable[[int], Incident | None]
    in_channel: Callable[[str], Incident | None]
    named: Callable[[str], Incident | None]
    unread: Callable[[int], str] = lambda _number: ""


@dataclass(frozen=True)
class CommandContext:
    """Who typed it, when, and the policy that names severities, roles and services.

    `called` finds people by their name or a part of it. `incidents` is None where the command line has read the
    incident's number already.
    """

    person: Person
    at: datetime
    policy: Policy
    incidents: Addressable | None = None
    called: Callable[[str], Sequence[Person]] = lambda _name: ()


class Request:
    """What a person asks for with a verb; the handlers' tables say what answers it."""


@dataclass(frozen=True)
class Menu(Request):
    """The menu for this channel."""


@dataclass(frozen=True)
class Help(Request):
    """`verb` is empty for the whole list. `typed` are the arguments to type where the help word was meant as text."""

    verb: str = ""
    typed: str = ""
