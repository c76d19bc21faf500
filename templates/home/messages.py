"""Contexts of the blocks in messages.j2: Home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.config.policy import Severity
from bot.home.home import HomeSection, OwnedActionItem, ReviewDue
from bot.incidents.model import Incident


@dataclass(frozen=True)
class HomeOpen:
    """An open incident. `roles` are the names of this person's roles in it, `tasks` how many tasks they have."""

    incident: Incident
    severity: Severity
    roles: Sequence[str]
    tasks: int


@dataclass(frozen=True)
class HomeEmpty:
    """The line in an empty section."""

    part: HomeSection


@dataclass(frozen=True)
class HomeRefused:
    """In place of a Home that Slack refuses; `why` is a clause."""

    why: str


@dataclass(frozen=True)
class HomeShortened:
    """On a Home whose texts are too long together."""


@dataclass(frozen=True)
class HomeActionItem:
    owned: OwnedActionItem
    today: date


@dataclass(frozen=True)
class HomeReview:
    review: ReviewDue
    severity: Severity
