"""The timeline's way in: marks, messages that change, commands, and what a reading after an outage found.

Every method is one transaction. Like the rest of the record it is reached through the service, as `service.timeline`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import commands, effects, timeline
from bot.errors import NotFound, Refused
from bot.keeper import Keeper
from bot.lifecycle import by_itself, following
from bot.marks import kind_of
from bot.model import Change, Entry, Hand, Incident, Kind, Mark, Person, Source
from bot.timeline import Edit, Filter, Marks, Words

NOT_A_MEMBER = "Only members of this workspace put things on the timeline here. Ask one of them to log it."


class Timeline:
    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._store = keeper.store
        self._practice = keeper.practice

    # Reading

    def entries(self, number: int, only: Filter | None = None, removed: bool = False) -> Sequence[Entry]:
        """The newest version of each entry, by when it happened; with `removed`, those off the timeline too."""
        found = self._store.entries(number, removed)
        return [entry for entry in found if only.passes(entry)] if only else found

    def entry(self, number: int, entry_id: int) -> Entry:
        entry = self._store.entry(entry_id)
        if entry is None or self._store.incident_of(entry_id) != number:
            raise NotFound(f"There is no such entry on the timeline of #{number}.")
        return entry

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        """The entry that stands for a message."""
        return self._store.entry_of(channel, message_ts)

    def history(self, entry_id: int) -> Sequence[Entry]:
        """All versions of an entry, the first one first."""
        return self._store.history(entry_id)

    # Marks on messages

    def mark(self, mark: Mark, event_id: str, author: Person) -> bool:
        """Takes in an emoji or pin; `author` is the message's, as far as the event tells. False: nothing changed."""
        if kind_of(mark.emoji, self._practice.kinds) is None:
            return False

        def take_in(incident: Incident, at: datetime) -> bool:
            known = self._store.scanned(incident.number)
            if (known and mark.at <= known) or not self._may_log(mark.by) or not self._store.set_mark(mark):
                return False
            return self._settle(incident, mark, author, mark.by, at)

        return self._event(event_id, mark.channel, take_in)

    def _settle(self, incident: Incident, mark: Mark, author: Person, by: Person | None, at: datetime) -> bool:
        """Makes the message's entry what its marks say; whether that changed anything."""
        entry = self._store.entry_of(mark.channel, mark.message_ts)
        made = self._marks(mark.channel, mark.message_ts)
        if entry:
            return self._saved(timeline.settle(incident, entry, made, by, at), at)
        if not (stands := made.stand(Hand())).present:
            return False
        fresh = timeline.marked_message(mark.channel, mark.message_ts, author, stands, at)
        return self._saved(timeline.capture(incident, fresh, self._practice.tick), at)

    def _marks(self, channel: str, message_ts: str) -> Marks:
        made = self._store.marks(channel, message_ts) if message_ts else ()
        return Marks(made, self._practice.kinds, self._practice.tick)

    # Messages that change

    def message_edited(self, event_id: str, channel: str, message_ts: str, words: Words, by: Person | None) -> bool:
        def take_in(incident: Incident, at: datetime) -> bool:
            entry = self._store.entry_of(channel, message_ts)
            return entry is not None and self._saved(timeline.edit_message(incident, entry, words, by, at), at)

        return self._is_kept(channel, message_ts) and self._event(event_id, channel, take_in)

    def message_deleted(self, event_id: str, channel: str, message_ts: str, last: Words | None) -> bool:
        """`last` is what the message said before, where Slack tells."""

        def take_in(incident: Incident, at: datetime) -> bool:
            if last:
                self._fill(channel, message_ts, lambda entry: timeline.filled(entry, last, entry.author, ""))
            entry = self._store.entry_of(channel, message_ts)
            return entry is not None and self._saved(timeline.delete_message(incident, entry, last, at), at)

        return self._is_kept(channel, message_ts) and self._event(event_id, channel, take_in)

    def _is_kept(self, channel: str, message_ts: str) -> bool:
        """Most messages stand for no entry: their edits cost one look and no write."""
        return self._store.entry_of(channel, message_ts) is not None

    def fill(self, channel: str, message_ts: str, words: Words, author: Person, permalink: str) -> None:
        """What a marked message says, fetched after the mark was stored."""
        with self._store.transaction():
            self._fill(channel, message_ts, lambda entry: timeline.filled(entry, words, author, permalink))

    def _fill(self, channel: str, message_ts: str, complete: Callable[[Entry], Entry]) -> None:
        """Completes every version that waits for it: what was never read is no correction."""
        entry = self._store.entry_of(channel, message_ts)
        for version in self._store.history(entry.id) if entry else ():
            if version.pending:
                self._store.fill_entry(complete(version))

    def vanished(self, channel: str, message_ts: str) -> None:
        """A marked message was gone before it could be read."""
        incident, at = self._store.incident_in(channel), self._keeper.now()
        with self._store.transaction():
            entry = self._store.entry_of(channel, message_ts)
            if incident and entry:
                self._saved(timeline.delete_message(incident, entry, None, at), at)

    # The channel itself

    def member(self, event_id: str, channel: str, person: Person, joined: bool, at: datetime) -> bool:
        text = "Joined the channel" if joined else "Left the channel"

        def take_in(incident: Incident, now: datetime) -> bool:
            entry = replace(by_itself(at, Kind.MEMBER, text, person), recorded_at=now)
            return self._saved(timeline.log(incident, entry), now)

        return self._event(event_id, channel, take_in)

    def renamed(self, event_id: str, channel: str, name: str, by: Person, at: datetime) -> bool:
        def take_in(incident: Incident, now: datetime) -> bool:
            if name == incident.channel_name:
                return False
            text = f"Channel #{incident.channel_name} renamed to #{name}"
            entry = replace(by_itself(at, Kind.CHANNEL, text, by), recorded_at=now)
            moved = following(incident, channel_name=name)
            return self._saved(Change(moved, entries=(entry,), effects=effects.redraw(moved)), now)

        return self._event(event_id, channel, take_in)

    # What people write and change by hand

    def log(self, number: int, request: commands.Log, by: Person) -> Entry:
        self._need_member(by)
        at = self._keeper.now()
        entry = Entry(request.occurred_at or at, at, request.kind, request.text, by, Source.COMMAND, (by,))
        self._keeper.decide(number, lambda incident: timeline.log(incident, entry))
        return entry

    def add_message(
        self,
        number: int,
        channel: str,
        message_ts: str,
        wanted: Edit,
        author: Person,
        by: Person,
        request_id: str = "",
    ) -> None:
        """Puts a message on the timeline by hand, or changes the entry that it has."""
        self._need_member(by)
        at = self._keeper.now()

        def add(incident: Incident) -> Change:
            entry = self._store.entry_of(channel, message_ts)
            if entry:
                return timeline.add_again(incident, entry, wanted, self._marks(channel, message_ts), by, at)
            added = timeline.added_message(channel, message_ts, wanted, author, by, at)
            return timeline.capture(incident, added, self._practice.tick)

        self._keeper.decide(number, add, request_id)

    def edit(self, number: int, entry_id: int, wanted: Edit, by: Person, request_id: str = "") -> None:
        def decide(incident: Incident, entry: Entry, at: datetime) -> Change | None:
            return timeline.edit(incident, entry, wanted, by, at)

        self._by_hand(number, entry_id, decide, by, request_id)

    def remove(self, number: int, entry_id: int, by: Person) -> None:
        def decide(incident: Incident, entry: Entry, at: datetime) -> Change:
            return timeline.remove(incident, entry, self._marks(entry.channel, entry.message_ts), by, at)

        self._by_hand(number, entry_id, decide, by)

    def restore(self, number: int, entry_id: int, by: Person) -> None:
        def decide(incident: Incident, entry: Entry, at: datetime) -> Change:
            return timeline.restore(incident, entry, self._marks(entry.channel, entry.message_ts), by, at)

        self._by_hand(number, entry_id, decide, by)

    def _by_hand(
        self,
        number: int,
        entry_id: int,
        decide: Callable[[Incident, Entry, datetime], Change | None],
        by: Person,
        request_id: str = "",
    ) -> None:
        self._need_member(by)
        at = self._keeper.now()

        def decision(incident: Incident) -> Change:
            return decide(incident, self.entry(number, entry_id), at) or Change(incident)

        self._keeper.decide(number, decision, request_id)

    # The bones

    def _event(self, event_id: str, channel: str, take_in: Callable[[Incident, datetime], bool]) -> bool:
        """Handles an event of an incident's channel once; whether it changed anything."""
        at = self._keeper.now()
        with self._store.transaction():
            incident = self._store.incident_in(channel)
            changed = incident is not None and self._store.remember(event_id, at) and take_in(incident, at)
        if changed:
            self._keeper.woken()
        return changed

    def _saved(self, change: Change | None, at: datetime) -> bool:
        if change:
            self._keeper.save(change, at)
        return change is not None

    def _may_log(self, person: Person) -> bool:
        """Where only members may, somebody whom the directory does not know is taken for none."""
        return self._practice.may_log(self._store.person(person.id) or replace(person, guest=True))

    def _need_member(self, person: Person) -> None:
        if not self._may_log(person):
            raise Refused(NOT_A_MEMBER)
