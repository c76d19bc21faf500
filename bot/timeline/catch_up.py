"""Catching up after an outage: finds what changed in a channel while the bot was offline, and applies it.

A scan covers everything up to its time. Later events override it, and earlier events that arrive after it change
nothing, so a scan and live events can overlap in any order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.incidents.change import Change, with_changes
from bot.incidents.channels.service import ChannelFacts, ChannelService
from bot.incidents.model import ChannelState, Incident
from bot.outbox import keys, messages
from bot.outbox.timeline import ChannelScanned, ScanChannel
from bot.people.membership import MembershipService
from bot.people.model import UNKNOWN, Person
from bot.timeline.entries import MessageText
from bot.timeline.kinds import PIN
from bot.timeline.model import Entry, Reaction
from bot.timeline.reactions import moment, reactor_key
from bot.timeline.service import TimelineService
from bot.unit_of_work import UnitOfWork

ALIVE_EVERY: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class ScannedMessage:
    """A message as Slack returned it, with (emoji, person) for each reaction in Slack's order."""

    ts: str
    author: Person
    words: MessageText
    reactions: tuple[tuple[str, Person], ...] = ()


@dataclass(frozen=True)
class ChannelScan:
    """The content of a channel. `messages` have reactions or an entry, `present` is the ts of every message.

    `unread` are the ts of messages that are present but could not be read: nothing is concluded about them.
    `at` is a time before the first request. `unreachable` says what could not be read and why. If `whole` is false,
    messages may be missing; if `pins` is false, pins are. `channel` is what the channel is now, None if that could not
    be read.
    """

    at: datetime
    messages: tuple[ScannedMessage, ...]
    present: frozenset[str]
    unreachable: tuple[str, ...] = ()
    whole: bool = True
    pins: bool = True
    channel: ChannelFacts | None = None
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CatchUpResult:
    """Counts of entries added, removed, and changed because their message was edited or deleted."""

    picked_up: int = 0
    taken_back: int = 0
    edited: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return any((self.picked_up, self.taken_back, self.edited, self.deleted))


def missed_reactions(channel: str, known: Iterable[Reaction], scan: ChannelScan) -> Iterator[Reaction]:
    """Reactions added and removed while the bot was offline, unless a newer event is stored.

    Yields nothing where the scan and the stored reactions agree, so stored times are kept.
    """
    newest = {_key(reaction): reaction for reaction in known}
    found = dict(_found(channel, scan))
    for key, reaction in found.items():
        if key not in newest or not newest[key].is_on:
            yield reaction
    for key, reaction in newest.items():
        if reaction.is_on and key not in found and _was_read(reaction, scan):
            yield replace(reaction, is_on=False, at=scan.at)


def _found(channel: str, scan: ChannelScan) -> Iterator[tuple[tuple[str, str, str], Reaction]]:
    """Reactions one microsecond apart, because Slack lists the oldest first and the newest decides the type."""
    for seen in scan.messages:
        for place, (emoji, who) in enumerate(seen.reactions):
            reaction = Reaction(channel, seen.ts, emoji, who, True, scan.at + timedelta(microseconds=place))
            yield _key(reaction), reaction


def _key(reaction: Reaction) -> tuple[str, str, str]:
    return reaction.message_ts, reaction.emoji, reactor_key(reaction)


def _was_read(reaction: Reaction, scan: ChannelScan) -> bool:
    read = reaction.message_ts in scan.present and reaction.message_ts not in scan.unread
    return read and (scan.pins or reaction.emoji != PIN)


class CatchUpService:
    def __init__(
        self, unit: UnitOfWork, timeline: TimelineService, membership: MembershipService, channels: ChannelService
    ) -> None:
        self._unit = unit
        self._membership = membership
        self._channels = channels
        self._store = unit.store
        self._timeline = timeline
        self._noted: datetime | None = None

    @property
    def last_sign(self) -> datetime | None:
        """When the bot last heard from Slack, to within ALIVE_EVERY."""
        return self._store.catch_up.last_heard()

    def sign_of_life(self, at_once: bool = False) -> None:
        """Stores that the bot is connected now: at most every ALIVE_EVERY, unless `at_once`."""
        at = self._unit.now()
        if at_once or self._noted is None or at - self._noted >= ALIVE_EVERY:
            with self._store.transaction():
                self._store.catch_up.set_last_heard(at)
            self._noted = at

    def back(self, since: datetime | None) -> Sequence[tuple[int, Exception]]:
        """Queues the reading of members, and a scan of every open incident's channel.

        The bot was last connected at `since`, None if unknown. Returns the incidents for which that could not be
        queued, each with the error: one failure does not stop the others.
        """
        at = self._unit.now()
        failures = list(self._membership.back())
        numbers = [each.number for each in self._store.incidents.open()]
        failures += [(number, error) for number in numbers if (error := self._to_read(number, since, at))]
        with self._store.transaction():
            self._store.catch_up.set_last_heard(at)
        self._unit.woken()
        return failures

    def _to_read(self, number: int, since: datetime | None, at: datetime) -> Exception | None:
        try:
            with self._store.transaction():
                incident = self._unit.incident(number)
                if incident.channel_state is ChannelState.AWAY:
                    self._store.outbox.enqueue(number, [messages.rejoin(incident)], at)
                elif incident.channel:
                    began = self._unread_since(incident) or since
                    self._store.outbox.enqueue(number, [messages.scan(incident, began, at)], at)
        except Exception as error:
            return error
        return None

    def _unread_since(self, incident: Incident) -> datetime | None:
        """When an earlier outage began whose scan is still waiting, None if no scan is."""
        row = self._store.outbox.row(keys.key(incident, "scan"))
        waits = row is not None and row.done < row.wanted
        return row.message.since if row and waits and isinstance(row.message, ScanChannel) else None

    def reconcile(self, number: int, scan: ChannelScan, absence: ScanChannel) -> CatchUpResult:
        """Applies a scan and posts in the channel what changed or could not be read."""
        at = self._unit.now()
        with self._store.transaction():
            incident = self._unit.incident(number)
            found = self._taken_in(incident, scan, at)
            if scan.channel:
                self._channels.seen(number, scan.channel)
            if scan.whole:
                self._store.catch_up.set_scanned(number, scan.at)
            if found or scan.unreachable:
                self._say(number, scan, found, absence, at)
        self._unit.woken()
        return found

    def _taken_in(self, incident: Incident, scan: ChannelScan, at: datetime) -> CatchUpResult:
        before = {entry.id: entry for entry in self._of_messages(incident)}
        self._take_reactions(incident, scan, at)
        for seen in scan.messages:
            if seen.words.edited_at:
                self._timeline.take_edit(incident, seen.ts, seen.words, at)
        for entry in self._gone(incident, scan):
            self._timeline.take_deletion(incident, entry, at)
        return _counted(before, self._of_messages(incident))

    def _take_reactions(self, incident: Incident, scan: ChannelScan, at: datetime) -> None:
        """Members' first: their entries aren't changed by guests' reactions, of which nobody knows when they came."""
        known = self._store.timeline.reactions(incident.channel)
        missed = [each for each in missed_reactions(incident.channel, known, scan) if self._is_certain(incident, each)]
        by_guests = [self._timeline.is_guest(reaction.by) for reaction in missed]
        for guests in (False, True):
            theirs = [reaction for reaction, guest in zip(missed, by_guests, strict=True) if guest is guests]
            self._take_those(incident, theirs, scan, at)

    def _is_certain(self, incident: Incident, reaction: Reaction) -> bool:
        """Slack doesn't tell who took a pin off. Where it may have been a guest, a member's entry stays."""
        if reaction.is_on or reaction.emoji != PIN or self._timeline.is_guest(reaction.by):
            return True
        others = self._store.people.others(self._store.people.ever_members(incident.number))
        return not any(person.guest for person in others.values())

    def _take_those(self, incident: Incident, missed: Iterable[Reaction], scan: ChannelScan, at: datetime) -> None:
        counted = [reaction for reaction in missed if self._timeline.take_reaction(reaction)]
        authors = {seen.ts: seen.author for seen in scan.messages}
        for ts in dict.fromkeys(reaction.message_ts for reaction in counted):
            self._timeline.apply_reactions(incident, ts, authors.get(ts, UNKNOWN), None, at)

    def _gone(self, incident: Incident, scan: ChannelScan) -> list[Entry]:
        if not scan.whole:
            return []
        return [
            entry
            for entry in self._of_messages(incident)
            if not entry.deleted and entry.message_ts not in scan.present and moment(entry.message_ts) < scan.at
        ]

    def _of_messages(self, incident: Incident) -> list[Entry]:
        entries = self._store.timeline.entries(incident.number, removed=True)
        return [entry for entry in entries if entry.message_ts and entry.channel == incident.channel]

    def _say(self, number: int, scan: ChannelScan, found: CatchUpResult, absence: ScanChannel, at: datetime) -> None:
        incident = self._unit.incident(number)
        said = ChannelScanned(
            *keys.posted(incident, keys.key(incident, "away", scan.at.isoformat())),
            since=absence.since,
            until=absence.until,
            picked_up=found.picked_up,
            taken_back=found.taken_back,
            edited=found.edited,
            deleted=found.deleted,
            unreachable=scan.unreachable,
        )
        self._unit.save(Change(with_changes(incident), effects=(said,)), at)


def _counted(before: Mapping[int, Entry], after: Iterable[Entry]) -> CatchUpResult:
    pairs = [(before.get(entry.id), entry) for entry in after]
    return CatchUpResult(
        picked_up=sum(not now.removed and (was is None or was.removed) for was, now in pairs),
        taken_back=sum(now.removed and was is not None and not was.removed for was, now in pairs),
        edited=sum(was is not None and was.edited_at != now.edited_at for was, now in pairs),
        deleted=sum(was is not None and was.deleted != now.deleted for was, now in pairs),
    )
