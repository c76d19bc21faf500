"""A person's Home: their open incidents, the other open ones, their action items, and the reviews that are due.

Pure functions. Loading and redrawing are in bot/home/service.py.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.config.policy import COMMANDER, Policy
from bot.incidents.change import Change
from bot.incidents.model import Incident
from bot.metrics.key_moments import may_move_moments
from bot.metrics.stats import Stats
from bot.outbox.review import IndexReview, ReviewPosted
from bot.people.model import Person
from bot.tasks.model import ActionItem

MOST_INCIDENTS: Final = 10
MOST_ACTIONS: Final = 10
MOST_REVIEWS: Final = 5


class HomeSection(StrEnum):
    """A section of Home that shows a line when it is empty."""

    OPEN = "open"
    ACTIONS = "actions"
    REVIEWS = "reviews"


@dataclass(frozen=True)
class UnreviewedIncident:
    """A resolved incident whose review is not approved.

    `state` is the review's state, "" if nobody started it. `published` tells whether it was published.
    """

    number: int
    severity: str
    resolved_at: datetime
    state: str = ""
    published: bool = False


@dataclass(frozen=True)
class OpenIncident:
    """An open incident. `roles` are the keys of this person's roles in it, `tasks` counts their open tasks."""

    incident: Incident
    roles: tuple[str, ...] = ()
    tasks: int = 0
    joinable: bool = False

    @property
    def is_mine(self) -> bool:
        return bool(self.roles or self.tasks)


@dataclass(frozen=True)
class OwnedActionItem:
    incident: Incident
    item: ActionItem
    overdue: bool


@dataclass(frozen=True)
class ReviewDue:
    incident: Incident
    due: datetime
    overdue: bool
    state: str = ""


@dataclass(frozen=True)
class Home:
    """`today` is this person's. `more_…` count what did not fit. `stats` is None for people who may not see them."""

    today: date
    mine: tuple[OpenIncident, ...]
    others: tuple[OpenIncident, ...]
    more_open: int
    actions: tuple[OwnedActionItem, ...]
    more_actions: int
    reviews: tuple[ReviewDue, ...]
    more_reviews: int
    stats: Stats | None


def roles_of(incident: Incident, person: Person) -> tuple[str, ...]:
    """The keys of a person's roles in an incident, commander first."""
    command = (COMMANDER,) if incident.commander and incident.commander.id == person.id else ()
    return (*command, *(held.role for held in incident.roles if held.person.id == person.id))


def by_urgency(shown: Iterable[OpenIncident], policy: Policy) -> list[OpenIncident]:
    """Most severe first, then newest first."""
    order = [level.key for level in policy.severities]
    return sorted(shown, key=lambda each: (order.index(each.incident.severity), -each.incident.number))


def by_due_date(owned: Iterable[tuple[Incident, ActionItem]], today: date) -> list[OwnedActionItem]:
    """Earliest due date first; items without a due date last, by priority."""
    found = [OwnedActionItem(incident, item, item.due is not None and item.due < today) for incident, item in owned]
    return sorted(
        found,
        key=lambda each: (
            each.item.due or date.max,
            each.item.priority or "P9",
            each.incident.number,
            each.item.number,
        ),
    )


def reviews_due(unreviewed: Iterable[UnreviewedIncident], policy: Policy) -> list[tuple[datetime, int, str]]:
    """(due, incident number, state) of each review. Published reviews are done if the severity needs no approvals."""
    return sorted(
        (
            each.resolved_at + timedelta(hours=policy.severity(each.severity).review_within_hours),
            each.number,
            each.state,
        )
        for each in unreviewed
        if not each.published or policy.severity(each.severity).approvals
    )


def concerns_homes(before: Incident | None, change: Change) -> bool:
    """Whether a change can affect a Home. New entries matter only if they can change a metric."""
    if (
        before is None
        or change.actions
        or change.tasks
        or may_move_moments(change.entries)
        or any(isinstance(each, ReviewPosted | IndexReview) for each in change.effects)
    ):
        return True
    return _look(before) != _look(change.incident)


def _look(incident: Incident) -> tuple[object, ...]:
    return (
        incident.title,
        incident.severity,
        incident.status,
        incident.private,
        incident.drill,
        incident.commander,
        incident.roles,
        incident.services,
        incident.channel,
        incident.archived,
        incident.mitigated_at,
        incident.resolved_at,
    )


def home(
    shown: Sequence[OpenIncident],
    owned: Sequence[OwnedActionItem],
    reviews: Sequence[tuple[datetime, int, str]],
    incident: Callable[[int], Incident],
    at: datetime,
    today: date,
    stats: Stats | None,
) -> Home:
    """Cuts each section to its limit. `incident` loads the incident of a review that is shown."""
    mine = tuple(each for each in shown if each.is_mine)[:MOST_INCIDENTS]
    others = tuple(each for each in shown if not each.is_mine)[:MOST_INCIDENTS]
    return Home(
        today=today,
        mine=mine,
        others=others,
        more_open=len(shown) - len(mine) - len(others),
        actions=tuple(owned[:MOST_ACTIONS]),
        more_actions=max(0, len(owned) - MOST_ACTIONS),
        reviews=tuple(ReviewDue(incident(one), due, due < at, state) for due, one, state in reviews[:MOST_REVIEWS]),
        more_reviews=max(0, len(reviews) - MOST_REVIEWS),
        stats=stats,
    )
