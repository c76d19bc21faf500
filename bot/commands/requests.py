"""What a verb asks is a Request: one frozen value for each, beside its verb in bot/<capability>/verbs.py.

Here stands what every reader of typed words is given, and the requests about the commands themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.config.policy import Policy
from bot.people.model import Person


@dataclass(frozen=True)
class TypedText:
    """Text as a person reads it, without the encoding of where it was typed.

    `people` maps each mention in it (`@Jane Smith`) to its id, `channels` each name of a channel (`#support`).
    """

    text: str
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CommandContext:
    """Who typed it, when, and the policy that gives words their meaning."""

    person: Person
    at: datetime
    policy: Policy


class Request:
    """What a person asks by a verb; the handlers' tables say what answers it."""


@dataclass(frozen=True)
class Menu(Request):
    """What can be done here."""


@dataclass(frozen=True)
class Help(Request):
    """`verb` is empty for the whole list."""

    verb: str = ""
