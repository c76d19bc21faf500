"""Coming in: the lists of incidents and what somebody who declares is told on the way.

Like the rest of the record it is reached through the service, as `services.entrance`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.errors import NotFound
from bot.incidents.change import Change
from bot.incidents.menu import LISTS, RECENT_DAYS, is_mine
from bot.incidents.model import Incident
from bot.incidents.severity_suggestion import Suggestion, suggest
from bot.incidents.similar import learned_from, similar
from bot.incidents.transitions import Declaration
from bot.json_types import Json
from bot.outbox import messages
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.reactions import moment
from bot.unit_of_work import UnitOfWork

PER_PAGE = 10
REASON = "reason"  # what a link is for: the message that made somebody declare
MOST_PUBLISHED = 500  # past incidents with a review that a new one is held beside, the newest
MOST = 1000  # incidents that a list looks at: more nobody pages through


@dataclass(frozen=True)
class IncidentPage:
    """One page of a list. `joinable` are the numbers of those whose channel the asker could join and is not in."""

    which: str
    page: int
    incidents: tuple[Incident, ...]
    joinable: frozenset[int]
    more: bool


@dataclass(frozen=True)
class DeclarationHints:
    """What a declaration makes one think of: open ones that look alike, past ones with a review, how bad it sounds.

    `taken`: nobody named a severity, so the suggested one was taken.
    """

    similar: tuple[int, ...] = ()
    learned: tuple[int, ...] = ()
    suggestion: Suggestion | None = None
    taken: bool = False

    def __bool__(self) -> bool:
        return bool(self.similar or self.learned or self.suggestion)


class DeclaringService:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy

    # Lists

    def listed(self, which: str, person: Person, page: int = 1, include_private: bool = False) -> IncidentPage:
        """A page of what somebody may see, the open ones by severity, others newest first.

        `include_private`: of everybody's, for who sits at the machine. Raises NotFound for a page after the last one.
        """
        self._unit.need(person, "list")
        known = self._known(which, None if include_private else person.id, page)
        found = self._sorted(which, [each for each in known if self._is_in(which, each, person)])
        shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        if page > 1 and not shown:
            raise NotFound(f"There is no page {page} of that list. Type /incident list {which}.")
        joinable = frozenset(each.number for each in shown if self.may_join(each, person))
        return IncidentPage(which, page, tuple(shown), joinable, more=len(found) > page * PER_PAGE)

    def _known(self, which: str, person_id: str | None, page: int) -> list[Incident]:
        """Open ones are sorted, so all of them are needed; of the others, one more than the pages so far show."""
        most = page * PER_PAGE + 1 if which in ("all", "closed") else MOST
        return list(self._store.incidents.visible(person_id, LISTS[which], most))

    def shown(self, number: int, person: Person) -> Incident:
        """An incident for somebody who may know of it; raises NotFound for everybody else."""
        self._unit.need(person, "show")
        incident = self._unit.seen(number, person)
        if not self.reaches(incident, person):
            raise NotFound(f"There is no incident #{number} here.")
        return incident

    def reaches(self, incident: Incident, person: Person) -> bool:
        """A guest sees in Slack only the channels that they are in, and so it is here."""
        known = self._store.people.person(person.id) or replace(person, guest=bool(person.id))
        return not known.guest or self.is_member(incident, person)

    def _is_in(self, which: str, incident: Incident, person: Person) -> bool:
        if not self.reaches(incident, person):
            return False
        if which == "mine":
            return is_mine(incident, person, self._store.people.members(incident.number))
        since = self._unit.now() - timedelta(days=RECENT_DAYS)
        return which != "recent" or incident.declared_at >= since

    def _sorted(self, which: str, found: list[Incident]) -> list[Incident]:
        if which not in ("open", "mine"):
            return found
        order = [level.key for level in self._policy.severities]
        return sorted(found, key=lambda each: (order.index(each.severity), -each.number))

    def may_join(self, incident: Incident, person: Person) -> bool:
        """Whether its channel is there for them, and they are not in it."""
        if incident.private or not incident.is_open or not incident.channel:
            return False
        return person.id not in self._store.people.members(incident.number)

    def is_member(self, incident: Incident, person: Person) -> bool:
        return person.id in self._store.people.members(incident.number)

    # Declaring

    def weighed(self, asked: Declaration) -> tuple[Declaration, DeclarationHints]:
        """Inside a transaction: the declaration with its severity settled, and what is to be said about it.

        Where nobody named a severity, a suggestion that is sure is taken, and a worse one said even in doubt. Who
        names one knows more than the title says: only a worse one that is sure is worth their look.
        """
        suggestion = suggest(asked.title, asked.summary, asked.services, self._policy)
        if suggestion is None or suggestion.severity == asked.severity:
            return asked, self._thought_of(asked)
        if suggestion.sure and not asked.named:
            return replace(asked, severity=suggestion.severity), self._thought_of(asked, suggestion, taken=True)
        said = self._is_worse(suggestion.severity, asked.severity) and (suggestion.sure or not asked.named)
        return asked, self._thought_of(asked, suggestion if said else None)

    def _is_worse(self, one: str, other: str) -> bool:
        order = [level.key for level in self._policy.severities]
        return order.index(one) < order.index(other)

    def _thought_of(
        self, asked: Declaration, suggestion: Suggestion | None = None, *, taken: bool = False
    ) -> DeclarationHints:
        return DeclarationHints(self._alike(asked), self._learned(asked), suggestion, taken)

    def _learned(self, asked: Declaration) -> tuple[int, ...]:
        past = self.known(self._store.review.published(MOST_PUBLISHED))
        return tuple(each.number for each in learned_from(asked.title, asked.services, past))

    def _alike(self, asked: Declaration) -> tuple[int, ...]:
        """Only what everybody may see: what is said of it stands in a channel that anybody may join."""
        others = [each for each in self._store.incidents.open() if not each.private and each.drill == asked.drill]
        return tuple(each.number for each in similar(asked.title, asked.services, others))

    def known(self, numbers: Sequence[int]) -> tuple[Incident, ...]:
        """Those of these incidents that anybody may see, for what is drawn of them in a channel."""
        found = (self._store.incidents.get(number) for number in numbers)
        return tuple(each for each in found if each and not each.private)

    def redraw_hints(self, number: int) -> None:
        """Draws the offers anew after one of them was taken."""
        key = f"{number}/{messages.HINTS}"
        row = self._store.outbox.row(key)
        if row is None:
            return
        with self._store.transaction():
            self._store.outbox.enqueue(
                number, (messages.hints(self._unit.incident(number), row.payload),), self._unit.now()
            )
        self._unit.woken()

    def reason_linked(self, number: int, permalink: str) -> None:
        """Where Slack shows the message that was the reason, fetched after it was stored."""
        with self._store.transaction():
            for entry in self._store.timeline.entries(number, removed=True):
                if entry.source is EntrySource.SHORTCUT and not entry.message_ts:
                    self._store.timeline.link(entry.id, permalink)


def greeted(change: Change, asked: Declaration, hints: DeclarationHints) -> Change:
    """What follows a declaration, with the message that was its reason before it, and what is to be said about it."""
    incident = change.incident
    more = [messages.hints(incident, payload_of(hints, asked))] if hints else []
    if asked.reason is None:
        return replace(change, effects=(*change.effects, *more))
    first, at = asked.reason, incident.declared_at
    entry = Entry(
        moment(first.ts), at, EntryKind.DETECTION, first.text, first.author, EntrySource.SHORTCUT, (asked.by,)
    )
    more.append(messages.link(incident, REASON, 0, first.channel, first.ts))
    return replace(change, entries=(entry, *change.entries), effects=(*change.effects, *more))


def payload_of(hints: DeclarationHints, asked: Declaration) -> Mapping[str, Json]:
    suggestion = hints.suggestion
    return {
        "similar": list(hints.similar),
        "learned": list(hints.learned),
        "declared": asked.severity,
        "suggested": suggestion.severity if suggestion else "",
        "reasons": list(suggestion.reasons) if suggestion else [],
        "taken": hints.taken,
    }
