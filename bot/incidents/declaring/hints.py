"""Hints for a new incident: similar open incidents, reviews of similar past ones, and a suggested severity."""

from dataclasses import dataclass, replace

from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion, suggest
from bot.incidents.declaring.similar import learned_from, similar
from bot.incidents.lists import IncidentLists
from bot.incidents.model import Incident
from bot.outbox import keys
from bot.outbox.incidents import DeclarationHint
from bot.unit_of_work import UnitOfWork
from templates.declaring.wording import severity_doubt

HINTS = "similar"  # part of the outbox key of a new incident's hints
MOST_PUBLISHED = 500  # newest past incidents with a review that a new one is compared with


@dataclass(frozen=True)
class DeclarationHints:
    """Numbers of similar open incidents and of similar past ones with a review, and the suggested severity.

    `taken`: nobody chose a severity, so the suggested one was set.
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
        """The declaration with its final severity, and the hints for it. Call it inside a transaction.

        If nobody chose a severity, a sure suggestion is set and an unsure one is shown if it is more severe. If
        someone did choose, they know more than the title says, so only a sure and more severe suggestion is shown.
        """
        summary = f"{asked.summary}\n{asked.source.text if asked.source else ''}".strip()
        suggestion = suggest(asked.title, summary, asked.services, self._policy)
        if suggestion is None or suggestion.severity == asked.severity:
            return asked, self._hints_for(asked)
        if suggestion.sure and not asked.named:
            return replace(asked, severity=suggestion.severity), self._hints_for(asked, suggestion, taken=True)
        shown = self._is_worse(suggestion.severity, asked.severity) and (suggestion.sure or not asked.named)
        return asked, self._hints_for(asked, suggestion if shown else None)

    def _is_worse(self, one: str, other: str) -> bool:
        order = [level.key for level in self._policy.severities]
        return order.index(one) < order.index(other)

    def _hints_for(
        self, asked: Declaration, suggestion: SeveritySuggestion | None = None, *, taken: bool = False
    ) -> DeclarationHints:
        return DeclarationHints(self._similar(asked), self._reviewed(asked), suggestion, taken)

    def _reviewed(self, asked: Declaration) -> tuple[int, ...]:
        past = self._lists.public(self._store.review.published(MOST_PUBLISHED))
        return tuple(each.number for each in learned_from(asked.title, asked.services, past))

    def _similar(self, asked: Declaration) -> tuple[int, ...]:
        """Similar incidents that everyone may see, because anyone may join the channel where they are named."""
        others = [each for each in self._store.incidents.open() if not each.private and each.drill == asked.drill]
        return tuple(each.number for each in similar(asked.title, asked.services, others))

    def redraw(self, number: int) -> None:
        """Redraws the hints after someone used one of their buttons."""
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
        reasons=_said(suggestion) if suggestion else (),
        taken=hints.taken,
    )


def _said(suggestion: SeveritySuggestion) -> tuple[str, ...]:
    """The reasons, and what would settle a doubt."""
    if suggestion.sure:
        return suggestion.reasons
    return (*suggestion.reasons, severity_doubt(suggestion.likely, suggestion.question))
