"""What each sentence in messages.j2 is told: Home."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config.policy import Severity
from bot.home.home import Part, ReviewDue, Todo
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

    part: Part


@dataclass(frozen=True)
class HomeTodo:
    todo: Todo


@dataclass(frozen=True)
class HomeReview:
    review: ReviewDue
    severity: Severity
