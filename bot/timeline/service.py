"""Reads and changes the timeline: reactions, edited and deleted messages, commands, forms, and channel scans.

Every method is one transaction, unless it says that it runs inside one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import Hint, NotFound, Refused
from bot.incidents.change import Change, system_entry, with_messages
from bot.incidents.model import Incident
from bot.nudges import silence_alarm
from bot.outbox import messages
from bot.outbox.nudges import Nudge, UnexplainedSilence
from bot.people.membership import MembershipService
from bot.people.model import Person, is_unknown
from bot.roles import absence
from bot.timeline import entries
from bot.timeline.entries import EntryEdit, MessageReactions, MessageText
from bot.timeline.kinds import kind_of
from bot.timeline.model import Entry, EntryKind, EntrySource, ManualEdits, Reaction
from bot.timeline.reactions import moment
from bot.timeline.verbs import Log
from bot.unit_of_work import UnitOfWork
from templates.timeline import wording


class TimelineService:
    def __init__(self, unit: UnitOfWork, membership: MembershipService) -> None:
        self._unit = unit
        self._membership = membership
        self._store = unit.store
        self._policy = unit.policy

    # Reading

    def entries(self, number: int, removed: bool = False) -> Sequence[Entry]:
        """The newest version of each entry, in order of when it happened; `removed` includes removed entries."""
        return self._store.timeline.entries(number, removed)

    def entry(self, number: int, entry_id: int) -> Entry:
        entry = self._store.timeline.entry(entry_id)
        if entry is None or self._store.timeline.incident_of(entry_id) != number:
            raise NotFound(wording.no_entry(number))
        return entry

    def entry_of(self, channel: str, message_ts: str) -> Entry | None:
        """The entry of a message."""
        return self._store.timeline.entry_of(channel, message_ts)

    def history(self, entry_id: int) -> Sequence[Entry]:
        """All versions of an entry, oldest first."""
        return self._store.timeline.history(entry_id)

    def version(self, number: int, entry_id: int, version: int) -> Entry:
        """An entry in an earlier version."""
        self.entry(number, entry_id)
        return next(each for each in self.history(entry_id) if each.version == version)

    # Reactions to messages

    def react(self, reaction: Reaction, event_id: str, author: Person) -> bool:
        """Handles a reaction or pin; `author` wrote the message, if known. Returns whether anything changed."""
        if kind_of(reaction.emoji, self._policy.kinds) is None:
            return False

        def take_in(incident: Incident, at: datetime) -> bool:
            known = self._store.catch_up.scanned(incident.number)
            if (known and reaction.at <= known) or not self.take_reaction(reaction):
                return False
            return self.apply_reactions(incident, reaction.message_ts, author, reaction.by, at, reaction.channel)

        return self._unit.on_event(event_id, reaction.channel, take_in)

    def take_reaction(self, reaction: Reaction) -> bool:
        """Inside a transaction: stores a reaction. False if a newer one is stored or the person may not make it."""
        return self._may_react(reaction) and self._store.timeline.set_reaction(reaction)

    def _may_react(self, reaction: Reaction) -> bool:
        if reaction.is_on and not self._may_log(reaction.by):
            return False
        entry = self._store.timeline.entry_of(reaction.channel, reaction.message_ts)
        history = self.history(entry.id) if entry else ()
        made = self._reactions(reaction.channel, reaction.message_ts)
        return entries.may_react(reaction, history, made, guest=self.is_guest(reaction.by))

    def apply_reactions(
        self,
        incident: Incident,
        message_ts: str,
        author: Person,
        by: Person | None,
        at: datetime,
        channel: str = "",
    ) -> bool:
        """Inside a transaction: updates a message's entry from its reactions. Returns whether anything changed.

        `channel` may be an earlier channel of the incident.
        """
        channel = channel or incident.channel
        entry = self._store.timeline.entry_of(channel, message_ts)
        made = self._reactions(channel, message_ts)
        if entry:
            return self._saved(entries.apply_reactions(incident, entry, made, by, at), at)
        if not (outcome := made.outcome(ManualEdits())).present:
            return False
        fresh = entries.reacted_message(channel, message_ts, author, outcome, at)
        return self._saved(entries.capture(incident, fresh, self._policy.logged_emoji), at)

    def _reactions(self, channel: str, message_ts: str) -> MessageReactions:
        made = self._store.timeline.reactions(channel, message_ts) if message_ts else ()
        return MessageReactions(made, self._policy.kinds, self._policy.logged_emoji)

    # Messages that change

    def message_edited(self, event_id: str, channel: str, message_ts: str, words: MessageText, by: Person) -> bool:
        def take_in(incident: Incident, at: datetime) -> bool:
            return self.take_edit(incident, message_ts, words, at, by, channel)

        return self._is_kept(channel, message_ts) and self._unit.on_event(event_id, channel, take_in)

    def take_edit(
        self,
        incident: Incident,
        message_ts: str,
        words: MessageText,
        at: datetime,
        by: Person | None = None,
        channel: str = "",
    ) -> bool:
        """Inside a transaction: updates an entry with the edited message, unless its text was set by hand."""
        entry = self._store.timeline.entry_of(channel or incident.channel, message_ts)
        if entry is None:
            return False
        decide = self._edit_logged if entry.source is EntrySource.COMMAND else entries.edit_message
        return self._saved(decide(incident, entry, words, by, at), at)

    def _edit_logged(
        self, incident: Incident, entry: Entry, words: MessageText, by: Person | None, at: datetime
    ) -> Change | None:
        history, request = self.history(entry.id), words.logged
        if request is None:
            return None
        first = history[0]
        happened = request.occurred_at or min(first.recorded_at, moment(entry.message_ts))
        author = self._author(request, first.captured_by[0])
        logged = replace(entry, kind=request.kind, text=request.text, occurred_at=happened, author=author)
        return entries.edit_logged(incident, history, logged, words, by, at)

    def message_deleted(self, event_id: str, channel: str, message_ts: str, last: MessageText | None) -> bool:
        """`last` is the text before the deletion, if Slack sends it."""

        def take_in(incident: Incident, at: datetime) -> bool:
            if last:
                self._fill(channel, message_ts, lambda entry: entries.filled(entry, last, entry.author, ""))
            entry = self._store.timeline.entry_of(channel, message_ts)
            return entry is not None and self.take_deletion(incident, entry, at, last)

        return self._is_kept(channel, message_ts) and self._unit.on_event(event_id, channel, take_in)

    def take_deletion(self, incident: Incident, entry: Entry, at: datetime, last: MessageText | None = None) -> bool:
        """Inside a transaction: marks the entry's message as deleted."""
        return self._saved(entries.delete_message(incident, entry, last, at), at)

    def _is_kept(self, channel: str, message_ts: str) -> bool:
        """Whether the message has an entry. Most have none, so their edits cost one read and no write."""
        return self._store.timeline.entry_of(channel, message_ts) is not None

    def fill(self, channel: str, message_ts: str, words: MessageText, author: Person, permalink: str) -> None:
        """Completes an entry with its message, fetched after the reaction was stored."""
        with self._store.transaction():
            self._fill(channel, message_ts, lambda entry: entries.filled(entry, words, author, permalink))

    def _fill(self, channel: str, message_ts: str, complete: Callable[[Entry], Entry]) -> None:
        """Completes every pending version: text that was never fetched is not an edit."""
        entry = self._store.timeline.entry_of(channel, message_ts)
        for version in self._store.timeline.history(entry.id) if entry else ():
            if version.pending:
                self._store.timeline.fill(complete(version))

    def unread(self, channel: str, message_ts: str, permalink: str) -> None:
        """The message can't be fetched, now or later: what is known of the entry is all there is."""
        with self._store.transaction():
            self._fill(channel, message_ts, lambda entry: entries.unread(entry, permalink))

    def vanished(self, channel: str, message_ts: str) -> None:
        """Marks a message as deleted because it was gone before it could be fetched."""
        incident, at = self._store.incidents.once_in_channel(channel), self._unit.now()
        with self._store.transaction():
            self._fill(channel, message_ts, entries.unread)
            entry = self._store.timeline.entry_of(channel, message_ts)
            if incident and entry:
                self.take_deletion(incident, entry, at)

    # Changes of the channel

    def member(self, event_id: str, channel: str, person: Person, joined: bool, at: datetime) -> bool:
        text = wording.JOINED if joined else wording.LEFT

        def take_in(incident: Incident, now: datetime) -> bool:
            if channel != incident.channel:
                return False
            entry = replace(system_entry(at, EntryKind.MEMBER, text, person), recorded_at=now)
            followed = Change(incident)
            if self._store.requests.is_newest(f"member/{channel}/{person.id}", at):
                self._membership.changed(incident, person, joined, at)
                followed = followed if joined else absence.left(incident, person, now, self._policy)
            return self._saved(replace(followed, entries=(entry,)), now)

        return self._unit.on_event(event_id, channel, take_in)

    # Entries that people add and edit

    def log(self, number: int, request: Log, by: Person, request_id: str = "", question: str = "") -> Entry:
        """Logs an entry. `question` is the key of the silence question that it answers, if any."""
        self._need_member(by)
        at, author = self._unit.now(), self._author(request, by)
        entry = Entry(request.occurred_at or at, at, request.kind, request.text, author, EntrySource.COMMAND, (by,))

        def decide(incident: Incident) -> Change:
            logged = self._shown(entries.log(incident, entry), entry)
            return silence_alarm.said(logged, question, by) if question else logged

        self._unit.decide(number, decide, request_id, by=by, verb="log")
        return entry

    def _shown(self, change: Change, entry: Entry) -> Change:
        """Show a new entry in the channel. The entry is the first that the change stores."""
        if change.incident.archived:
            return change
        return with_messages(
            change, messages.logged(change.incident, replace(entry, id=self._store.timeline.next_id()))
        )

    def question(self, key: str) -> Nudge:
        """The message that asks what happened during a silence. Raises NotFound."""
        asked = self._store.outbox.answerable(key)
        if not isinstance(asked, Nudge) or asked.question(UnexplainedSilence) is None:
            raise NotFound(wording.UNKNOWN_QUESTION, Hint("log", "<text>", wording.TO_ADD))
        return asked

    def nothing_happened(self, number: int, question: str, by: Person) -> None:
        self._need_member(by)
        at = self._unit.now()

        def decide(incident: Incident) -> Change:
            return silence_alarm.nothing_happened(incident, self.question(question), by, at)

        self._unit.decide(number, decide, by=by, verb="log")

    def _author(self, request: Log, by: Person) -> Person:
        return self._unit.people.person(request.author.id, request.author.name) if request.author else by

    def add_message(
        self,
        number: int,
        channel: str,
        message_ts: str,
        wanted: EntryEdit,
        author: Person,
        by: Person,
        request_id: str = "",
    ) -> None:
        """Adds a message to the timeline with the given values, or changes its existing entry."""
        self._need_member(by)
        at = self._unit.now()

        def add(incident: Incident) -> Change:
            fresh = entries.added_message(channel, message_ts, wanted, author, by, at, EntrySource.SHORTCUT)
            return self._put(incident, fresh, wanted, by, at)

        self._unit.decide(number, add, request_id, by=by, verb="log")

    def log_message(
        self, number: int, message_ts: str, thread_ts: str, request: Log, by: Person, request_id: str
    ) -> None:
        """Logs what a message says after `@Muster log`, and confirms to its writer how it was understood."""
        self._need_member(by)
        at, author = self._unit.now(), self._author(request, by)
        wanted = EntryEdit(request.kind, request.text, request.occurred_at or min(at, moment(message_ts)))

        def add(incident: Incident) -> Change:
            fresh = entries.added_message(incident.channel, message_ts, wanted, author, by, at, EntrySource.COMMAND)
            change = self._put(incident, fresh, wanted, by, at)
            told = messages.confirm_log(incident, message_ts, thread_ts, by)
            return replace(change, effects=(*change.effects, told))

        self._unit.decide(number, add, request_id, by=by, verb="log")

    def _put(self, incident: Incident, fresh: Entry, wanted: EntryEdit, by: Person, at: datetime) -> Change:
        """Adds the entry of a message, or changes the existing one: a message has one entry at most."""
        known = self._store.timeline.entry_of(fresh.channel, fresh.message_ts)
        if known is None:
            return entries.capture(incident, fresh, self._policy.logged_emoji)
        self.need_changeable(known, by)
        made = self._reactions(fresh.channel, fresh.message_ts)
        return entries.add_again(incident, known, wanted, made, by, at)

    def edit(
        self, number: int, entry_id: int, wanted: EntryEdit, by: Person, request_id: str = "", seen: Entry | None = None
    ) -> None:
        """`seen` is the version shown in the form. Raises Refused if the entry has changed since."""

        def decide(incident: Incident, entry: Entry, at: datetime) -> Change | None:
            if seen:
                entries.need_as_seen(seen, entry)
            return entries.edit(incident, entry, wanted, by, at)

        self._by_hand(number, entry_id, decide, by, request_id)

    def remove(self, number: int, entry_id: int, by: Person) -> None:
        def decide(incident: Incident, entry: Entry, at: datetime) -> Change:
            return entries.remove(incident, entry, self._reactions(entry.channel, entry.message_ts), by, at)

        self._by_hand(number, entry_id, decide, by)

    def restore(self, number: int, entry_id: int, by: Person) -> None:
        def decide(incident: Incident, entry: Entry, at: datetime) -> Change:
            return entries.restore(incident, entry, self._reactions(entry.channel, entry.message_ts), by, at)

        self._by_hand(number, entry_id, decide, by)

    def may_change(self, entry: Entry, person: Person) -> bool:
        """Whether someone may edit, remove or restore an entry: guests only their own."""
        return not self.is_guest(person) or entries.is_own(self.history(entry.id), person)

    def need_changeable(self, entry: Entry, person: Person) -> None:
        """Raises Refused if someone may not change an entry."""
        if not self.may_change(entry, person):
            raise Refused(wording.OTHERS_ENTRY)

    def is_guest(self, person: Person) -> bool:
        """Whether someone changes only their own entries: a guest, or somebody whom Slack doesn't name."""
        return is_unknown(person) or (bool(person.id) and self._unit.permissions.is_guest(person))

    def _by_hand(
        self,
        number: int,
        entry_id: int,
        decide: Callable[[Incident, Entry, datetime], Change | None],
        by: Person,
        request_id: str = "",
    ) -> None:
        self._need_member(by)
        at = self._unit.now()

        def decision(incident: Incident) -> Change:
            entry = self.entry(number, entry_id)
            self.need_changeable(entry, by)
            return self._redrawn(decide(incident, entry, at) or Change(incident), entry)

        self._unit.decide(number, decision, request_id, by=by, verb="log")

    def _redrawn(self, change: Change, entry: Entry) -> Change:
        """Redraw the line in the channel about a changed entry, if there is one."""
        line = messages.logged_line(change.incident, entry.id)
        if not change.entries or not (self._store.outbox.row(line) or self._store.outbox.result(line)):
            return change
        return with_messages(change, messages.logged(change.incident, entry))

    # Shared steps

    def _saved(self, change: Change | None, at: datetime) -> bool:
        if change:
            self._unit.save(change, at)
        return change is not None

    def _may_log(self, person: Person) -> bool:
        """Whether the person may log. Unknown people count as guests; the command line has no person id and may log."""
        if not person.id and not is_unknown(person):
            return True
        return self._policy.may_log(self._unit.permissions.known(person))

    def _need_member(self, person: Person) -> None:
        if not self._may_log(person):
            raise Refused(wording.MEMBERS_ONLY)
