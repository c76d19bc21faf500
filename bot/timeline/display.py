"""Shows the timeline: one page, all of it posted in the channel, or as files."""

from dataclasses import dataclass

from bot.errors import Hint, Refused
from bot.incidents.change import Change, with_changes
from bot.incidents.model import Incident
from bot.outbox import messages
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind
from bot.timeline.pages import TimelineFilter, TimelinePage, cuts_in, in_order, kinds_in, page_of, pieces
from bot.timeline.phases import Cut
from bot.unit_of_work import UnitOfWork
from templates.timeline import wording

MOST_POSTED = 20  # messages: Slack takes about one a second per channel, and people have to scroll past them


@dataclass(frozen=True)
class Shown:
    """Everything the modal shows. `kinds` are all types on the timeline, not only those on this page."""

    incident: Incident
    page: TimelinePage
    cuts: tuple[Cut, ...]
    kinds: tuple[EntryKind, ...]


class TimelineDisplay:
    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._store = unit.store

    def page(self, number: int, look: TimelineFilter) -> Shown:
        incident = self._unit.incident(number)
        known = self._store.timeline.entries(number, removed=True)
        page = page_of(filter(look.passes, known), look.page)
        return Shown(incident, page, cuts_in(incident, known), tuple(kinds_in(known)))

    def post(self, number: int, by: Person) -> None:
        """Posts the timeline in the channel. Raises Refused if it needs more than MOST_POSTED messages."""
        told = in_order(filter(TimelineFilter().passes, self._store.timeline.entries(number)))
        cut = tuple(pieces(told))
        if len(cut) > MOST_POSTED:
            raise Refused(wording.too_long_to_post(len(told)), Hint("timeline", "export", wording.FOR_FILES))
        self._unit.decide(number, lambda incident: _posted(incident, cut, by), by=by, verb="timeline")

    def export(self, number: int, person: Person) -> int:
        """Sends all entries, including the bot's own, as files to one person. Returns the number of entries."""

        def decide(incident: Incident) -> Change:
            return Change(with_changes(incident), effects=(messages.export(incident, person),))

        self._unit.decide(number, decide, by=person, verb="timeline")
        return len(self._store.timeline.entries(number))


def _posted(incident: Incident, cut: tuple[tuple[Entry, ...], ...], by: Person) -> Change:
    ids = [[entry.id for entry in piece] for piece in cut]
    return Change(with_changes(incident), effects=messages.timeline(incident, ids, by))
