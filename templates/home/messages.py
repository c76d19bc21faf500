"""What each sentence in messages.j2 is told: Home."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config.policy import Severity
from bot.home.home import HomeSection, OwnedActionItem, ReviewDue
from bot.incidents.model import Incident


@dataclass(frozen=True)
class HomeOpen:
    """An open incident on Home. `roles` are what this person does in it, by name, `tasks` how many are theirs."""

    incident: Incident
    severity: Severity
    roles: Sequence[str]
    tasks: int


@dataclass(frozen=True)
class HomeEmpty:
    """What stands where a part of Home has nothing."""

    part: HomeSection


@dataclass(frozen=True)
class HomeActionItem:
    owned: OwnedActionItem


@dataclass(frozen=True)
class HomeReview:
    review: ReviewDue
    severity: Severity
