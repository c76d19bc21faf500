"""Hints for a new incident: open ones that look like it, reviews of past ones that do, and how severe it sounds."""

from dataclasses import dataclass, replace

from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion, suggest
from bot.incidents.declaring.similar import learned_from, similar
from bot.incidents.lists import IncidentLists
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.incidents import DeclarationHint
from bot.unit_of_work import UnitOfWork

HINTS = "similar"  # part of the key of a new incident's hints
MOST_PUBLISHED = 500  # past incidents with a review that a new one is held beside, the newest


@dataclass(frozen=True)
class DeclarationHints:
    """Incidents that look like the new one, open ones and past ones with a review, and how severe it sounds.

    `taken`: nobody named a severity, so the suggested one was taken.
    """

    similar: tuple[int, ...] = ()
    learned: tuple[int, ...] = ()
    suggestion: SeveritySuggestion | None = None
    taken: bool = False

    def __bool__(self) -> bool:
        return bool(self.similar or self.learned or self.suggestion)


NO_HINTS = DeclarationHints()


class HintService:
    def __init__(self, unit: UnitOfWork, lists: IncidentLists) -> None:
        self._unit = unit
        self._store = unit.store
        self._policy = unit.policy
        self._lists = lists

    def settle_severity(self, asked: Declaration) -> tuple[Declaration, DeclarationHints]:
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
        self, asked: Declaration, suggestion: SeveritySuggestion | None = None, *, taken: bool = False
    ) -> DeclarationHints:
        return DeclarationHints(self._alike(asked), self._learned(asked), suggestion, taken)

    def _learned(self, asked: Declaration) -> tuple[int, ...]:
        past = self._lists.public(self._store.review.published(MOST_PUBLISHED))
        return tuple(each.number for each in learned_from(asked.title, asked.services, past))

    def _alike(self, asked: Declaration) -> tuple[int, ...]:
        """Only what everybody may see: what is said of it stands in a channel that anybody may join."""
        others = [each for each in self._store.incidents.open() if not each.private and each.drill == asked.drill]
        return tuple(each.number for each in similar(asked.title, asked.services, others))

    def redraw(self, number: int) -> None:
        """Draws the offers anew after one of them was taken."""
        key = f"{number}/{HINTS}"
        said = self._store.outbox.answerable(key)
        if said is None:
            return
        with self._store.transaction():
            self._store.outbox.enqueue(number, (said,), self._unit.now())
        self._unit.woken()


def hinted(incident: Incident, hints: DeclarationHints, asked: Declaration) -> DeclarationHint:
    suggestion = hints.suggestion
    return DeclarationHint(
        *keys.posted(incident, keys.key(incident, HINTS)),
        similar=hints.similar,
        learned=hints.learned,
        declared=asked.severity,
        suggested=suggestion.severity if suggestion else "",
        reasons=suggestion.reasons if suggestion else (),
        taken=hints.taken,
    )
