"""Builds the messages that follow from a decision, each with its key and its order.

Lines and answers need facts that the incident doesn't have, so they are built where they are decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime

from bot.announcements.broadcast import announcement, below_announcement
from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.nudges.escalation import EscalationLevel
from bot.outbox.channels import (
    CallPeople,
    Card,
    CreateChannel,
    Invite,
    NotInvited,
    PersonCalled,
    PinCard,
    Purpose,
    ReadMembers,
    RejoinChannel,
    RemoveMember,
    Topic,
    WhereToGo,
)
from bot.outbox.home import PublishHome, RedrawHomes
from bot.outbox.incidents import ChannelMoved
from bot.outbox.keys import HOMES, after_channel, key, members, of_channel, posted
from bot.outbox.model import OutboxMessage
from bot.outbox.nudges import Answer, DirectNudge, Nudge, OverdueUpdate, Question, RemindersFailing
from bot.outbox.review import (
    ReviewCanvas,
    ReviewDocument,
    ReviewPosted,
    ReviewQuestions,
    ReviewShared,
    TimelinePicture,
)
from bot.outbox.roles import Absence, HolderGone, HolderGoneDirectly
from bot.outbox.tasks import DailySummary
from bot.outbox.timeline import (
    EntryLogged,
    FetchMessage,
    LogConfirmation,
    ScanChannel,
    TickMessage,
    TimelineFiles,
    TimelinePart,
)
from bot.outbox.updates import (
    StakeholderUpdatesCopy,
    UpdateBelowAnnouncement,
    UpdatePosted,
    UpdateSnapshot,
    UpdateToSubscriber,
)
from bot.people import responders
from bot.people.model import Person
from bot.timeline.model import Entry
from bot.updates.model import Update

# The channel and its card


def opening(incident: Incident, policy: Policy, reply_to: str) -> tuple[OutboxMessage, ...]:
    come = (incident.declared_by.id, *responders.who_come(incident, policy))
    told = (where_to_go(incident, reply_to, incident.declared_by),) if incident.declared_by.id else ()
    return (*channel(incident, come, "opening"), *announcement(incident), *told)


def channel(incident: Incident, come: tuple[str, ...], why: str, by: str = "") -> tuple[OutboxMessage, ...]:
    """A channel with its card, pin, topic and description, and the people to invite. `by` asked for it."""
    made = CreateChannel(of_channel(incident, "channel"), generation=incident.channel_generation)
    return (made, invite(incident, come, why, by), card(incident), pin(incident), topic(incident), purpose(incident))


def invite(incident: Incident, people: tuple[str, ...], why: str, by: str = "") -> Invite:
    """`people` are user ids (U…), user group ids (S…) or email addresses. `by` asked for them, "" if the policy did."""
    name = key(incident, "invite", why if why == "opening" else f"{why}/{incident.version}")
    come = tuple(dict.fromkeys(filter(None, people)))
    return Invite(*after_channel(incident, name), people=come, asked=why == "join", by=by)


def calls(incident: Incident, shown: Iterable[OutboxMessage]) -> tuple[CallPeople, ...]:
    """In place of the invitations among `shown`, to a channel that Slack refuses. The declarer hears of it anyway.

    A private incident calls nobody: only the members of its channel may see it.
    """
    invited = [each for each in shown if isinstance(each, Invite) and not (each.asked or incident.private)]
    people = {each.key: tuple(who for who in each.people if who != incident.declared_by.id) for each in invited}
    return tuple(CallPeople(f"{name}/call", people=come) for name, come in people.items() if come)


def called(incident: Incident, person_id: str) -> PersonCalled:
    return PersonCalled(key(incident, "called", person_id), _to(person_id), to=person_id)


def not_invited(incident: Incident, to: str, reason: str, *, others: bool) -> NotInvited:
    return NotInvited(key(incident, "not_invited", to), person=to, reason=reason, others=others)


def rejoin(incident: Incident) -> RejoinChannel:
    return RejoinChannel(of_channel(incident, "rejoin"))


def called_by_severity(incident: Incident, before: str, policy: Policy) -> tuple[Invite, ...]:
    """Invites the people whom the severity adds, after it was raised from `before`."""
    people = responders.called_by_severity(incident, before, policy)
    return (invite(incident, people, "severity"),) if people else ()


def remove_member(incident: Incident, person: Person) -> RemoveMember:
    keys = after_channel(incident, key(incident, "leave", person.id, incident.version))
    return RemoveMember(*keys, person=person.id, name=person.name)


def card(incident: Incident) -> Card:
    return Card(*posted(incident, of_channel(incident, "card")))


def pin(incident: Incident) -> PinCard:
    return PinCard(of_channel(incident, "pin"), depends_on=(of_channel(incident, "card"),))


def topic(incident: Incident) -> Topic:
    return Topic(*after_channel(incident, of_channel(incident, "topic")))


def purpose(incident: Incident) -> Purpose:
    return Purpose(*after_channel(incident, of_channel(incident, "purpose")))


def where_to_go(incident: Incident, reply_to: str, person: Person) -> WhereToGo:
    """A declarer on the command line has no `reply_to`."""
    address = after_channel(incident, of_channel(incident, "tell"))
    return WhereToGo(*address, reply_to=reply_to, person=person.id)


def redraw(incident: Incident) -> tuple[OutboxMessage, ...]:
    return (card(incident), *announcement(incident))


def withdrawn(incident: Incident, by: Person) -> tuple[OutboxMessage, ...]:
    """What the public channels show once `by` made the incident private. `incident` is as it was before."""
    last_card = Card(*posted(incident, of_channel(incident, "card")), posted_in=incident.channel)
    moved = ChannelMoved(
        *posted(incident, key(incident, "moved", incident.channel_generation)), posted_in=incident.channel
    )
    return (last_card, moved, *announcement(incident, by.id))


def directly(line: HolderGone, to: Person) -> HolderGoneDirectly:
    said = {each.name: getattr(line, each.name) for each in fields(Absence)}
    return HolderGoneDirectly(**{**said, "ordering_key": _to(to.id), "depends_on": ()}, to=to.id)


# Updates


def update_key(number: int, update: int) -> str:
    return f"{number}/update/{update}"


def update(incident: Incident, posted_update: Update) -> tuple[OutboxMessage, ...]:
    address = posted(incident, update_key(incident.number, posted_update.number))
    return (card(incident), UpdatePosted(*address, update=_snapshot(incident, posted_update)))


def _snapshot(incident: Incident, update: Update) -> UpdateSnapshot:
    return UpdateSnapshot(
        update.number,
        update.text,
        update.by,
        update.at,
        incident.status.value,
        incident.severity,
        update.impact,
        update.doing,
        update.next_by,
    )


def update_below_announcement(incident: Incident, update: Update) -> UpdateBelowAnnouncement:
    name = key(incident, "update", update.number, "thread")
    return UpdateBelowAnnouncement(name, *below_announcement(incident), update=_snapshot(incident, update))


def update_to(incident: Incident, update: Update, subscriber: str) -> UpdateToSubscriber:
    name = key(incident, "update", update.number, "to", subscriber)
    address = after_channel(incident, name, key(incident, "to", subscriber))
    return UpdateToSubscriber(*address, update=_snapshot(incident, update), to=subscriber)


def stakeholder_updates_to(incident: Incident, person: Person, at: datetime) -> StakeholderUpdatesCopy:
    name = key(incident, "stakeholder_updates", person.id, at.isoformat())
    return StakeholderUpdatesCopy(name, _to(person.id), to=person.id)


# What is asked


def question(incident: Incident, at: datetime) -> str:
    """The key of the message that asks everything due at a moment."""
    return key(incident, "nudge", at.isoformat())


def ask(incident: Incident, at: datetime, *asked: Question) -> Nudge:
    """Asks in the channel; all questions of the same moment become one message."""
    return Nudge(*posted(incident, question(incident, at)), at=at, questions=asked)


def ask_directly(incident: Incident, at: datetime, who: str, *asked: Question) -> DirectNudge:
    """Asks a person by direct message."""
    return DirectNudge(_directly(incident, at, who), _to(who), to=who, at=at, questions=asked)


def answered(incident: Incident, asked_at: datetime, answer: Answer) -> Nudge:
    """Adds the answer to what was asked at a moment."""
    return Nudge(*posted(incident, question(incident, asked_at)), at=asked_at, answers=(answer,))


def answered_directly(incident: Incident, asked_at: datetime, who: str, answer: Answer) -> DirectNudge:
    return DirectNudge(_directly(incident, asked_at, who), _to(who), to=who, at=asked_at, answers=(answer,))


def _directly(incident: Incident, at: datetime, who: str) -> str:
    return f"{question(incident, at)}/to/{who}"


def nudge(
    incident: Incident,
    promised: datetime,
    last_update: datetime | None,
    at: datetime,
    level: EscalationLevel,
    summary: Person | None,
) -> tuple[OutboxMessage, ...]:
    asked = OverdueUpdate(promised, last_update, level.mentions, level.directly, summary)
    directly = tuple(ask_directly(incident, at, each.id, asked) for each in level.directly)
    called = (invite(incident, level.called, "nudge"),) if level.called else ()
    return (ask(incident, at, asked), card(incident), *directly, *called)


def nudge_settled(
    incident: Incident, asked_at: datetime, told: tuple[str, ...], answer: Answer
) -> tuple[OutboxMessage, ...]:
    """Adds the answer to a nudge in the channel and in all direct messages."""
    directly = tuple(answered_directly(incident, asked_at, who, answer) for who in told)
    return (answered(incident, asked_at, answer), *directly)


def reminders_failing(number: int, to: str, retry_at: datetime) -> RemindersFailing:
    """Takes a number because the incident itself may be unreadable."""
    name = f"{number}/reminders_failing/{retry_at.isoformat()}"
    return RemindersFailing(name, to=to, incident=number, retry_at=retry_at)


def daily_summary(who: str, day: date) -> DailySummary:
    """Everything that is overdue for a person on a day, in all incidents."""
    return DailySummary(f"{summaries_of(who)}/{day.isoformat()}", to=who, day=day)


def summaries_of(who: str) -> str:
    """How the keys of a person's daily summaries begin."""
    return f"0/actions/{who}"


# The timeline


def fetch(incident: Incident, entry: Entry, emoji: str) -> tuple[OutboxMessage, ...]:
    """Fetches a message that someone reacted to, and marks it as logged."""
    name = key(incident, "entry", entry.message_ts)
    return (FetchMessage(name, channel=entry.channel, ts=entry.message_ts), tick(incident, entry, emoji))


def tick(incident: Incident, entry: Entry, emoji: str) -> TickMessage:
    name = key(incident, "tick", entry.message_ts)
    return TickMessage(name, channel=entry.channel, ts=entry.message_ts, emoji=emoji)


def confirm_log(incident: Incident, message_ts: str, thread_ts: str, by: Person) -> LogConfirmation:
    return LogConfirmation(key(incident, "answer", message_ts), ts=message_ts, thread_ts=thread_ts, by=by)


def logged(incident: Incident, entry: Entry) -> EntryLogged:
    """The line about a logged entry, which has its id."""
    by = entry.captured_by[0] if entry.captured_by else entry.author
    return EntryLogged(*posted(incident, logged_line(incident, entry.id)), by=by, at=entry.recorded_at, entry=entry.id)


def logged_line(incident: Incident, entry_id: int) -> str:
    """The key of that line."""
    return key(incident, "logged", entry_id)


def scan(incident: Incident, since: datetime | None, until: datetime) -> ScanChannel:
    return ScanChannel(*after_channel(incident, key(incident, "scan")), since=since, until=until)


def read_members(incident: Incident) -> ReadMembers:
    return ReadMembers(*after_channel(incident, members(incident)))


def timeline(incident: Incident, pieces: Sequence[Sequence[int]], by: Person) -> tuple[TimelinePart, ...]:
    """The timeline as messages of these entries (ids). They keep their order, and no other post waits for them."""
    ordering_key = key(incident, "timeline", incident.version)
    return tuple(
        TimelinePart(
            *after_channel(incident, f"{ordering_key}/{place}", ordering_key),
            entries=tuple(piece),
            piece=place,
            of=len(pieces),
            by=by,
        )
        for place, piece in enumerate(pieces, start=1)
    )


def export(incident: Incident, person: Person) -> TimelineFiles:
    return TimelineFiles(key(incident, "export", incident.version), person=person.id)


# Homes


def homes() -> RedrawHomes:
    """Redraws all Home tabs."""
    return RedrawHomes(HOMES)


def home(person_id: str, opened: datetime | None = None) -> PublishHome:
    return PublishHome(f"home/{person_id}", person=person_id, opened=opened)


# The review


def review(incident: Incident, by: Person | None = None) -> ReviewPosted:
    """The review's message."""
    return ReviewPosted(*posted(incident, key(incident, "review")), by=by)


def picture_of(number: int) -> str:
    """The key of the picture of a posted review."""
    return f"{number}/picture"


def document_of(number: int) -> str:
    """The key of the documents of a posted review."""
    return f"{number}/document"


def review_files(incident: Incident) -> tuple[OutboxMessage, ...]:
    """The picture and the documents in the thread of the posted review."""
    review_key = (key(incident, "review"),)
    return (
        TimelinePicture(picture_of(incident.number), depends_on=review_key),
        ReviewDocument(document_of(incident.number), depends_on=review_key),
    )


def review_canvas(incident: Incident) -> ReviewCanvas:
    """The review as a canvas of the channel."""
    depends_on = (of_channel(incident, "channel"), key(incident, "review"))
    return ReviewCanvas(of_channel(incident, "canvas"), depends_on=depends_on)


def review_to(incident: Incident, person: Person, by: Person, round_: int) -> ReviewShared:
    """`round_` counts how often the review was shared."""
    name = key(incident, "review", "to", person.id, round_)
    return ReviewShared(name, _to(person.id), to=person.id, by=by)


def review_questions_to(incident: Incident, person_id: str) -> ReviewQuestions:
    """The key is the same each time, so that nobody is asked twice."""
    return ReviewQuestions(key(incident, "review", "questions", person_id), _to(person_id), to=person_id)


def _to(person_id: str) -> str:
    """The ordering key of direct messages to a person."""
    return f"to/{person_id}"
