"""What Slack should show after a decision: the natural keys, payloads and order of the outbox rows.

A payload holds facts, never words: what a row says is rendered when it is delivered, from the record as it is then.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.nudges.escalation import EscalationLevel
from bot.outbox.model import MessageKind, OutboxMessage, OutboxRow
from bot.people import responders
from bot.people.model import Person
from bot.timeline.model import Entry
from bot.updates.model import Update

POSTS = "posts"  # the lane of an incident's channel: what is posted there keeps its order

# Importance: what goes first when Slack slows us down.
CHANNEL, PEOPLE, BROADCAST, LATER, LAST = 1, 2, 3, 5, 6


def key(incident: Incident, *parts: object) -> str:
    return "/".join(str(part) for part in (incident.number, *parts))


def number_of(name: str) -> int:
    """The number of the incident that a key belongs to."""
    return int(name.split("/")[0])


def in_room(incident: Incident, what: str) -> str:
    """The key of what each channel of an incident has once: `42/card`, and `42/card/2` in its second channel."""
    return key(incident, what, incident.channel_generation) if incident.channel_generation > 1 else key(incident, what)


def _needs_channel(incident: Incident) -> tuple[str, ...]:
    return (in_room(incident, "channel"),)


def named(person: Person) -> Json:
    return {"id": person.id, "name": person.name}


def opening(incident: Incident, policy: Policy, response_url: str) -> tuple[OutboxMessage, ...]:
    come = (incident.declared_by.id, *responders.who_come(incident, policy))
    return (*room(incident, come, "opening"), *_announcement(incident), *_tell(incident, response_url))


def room(incident: Incident, come: tuple[str, ...], why: str) -> tuple[OutboxMessage, ...]:
    """A channel with all that belongs into it, and whom to invite."""
    channel = OutboxMessage(
        in_room(incident, "channel"), MessageKind.CHANNEL, {"room": incident.channel_generation}, importance=CHANNEL
    )
    return (channel, invite(incident, come, why), card(incident), pin(incident), topic(incident), purpose(incident))


def invite(incident: Incident, people: tuple[str, ...], why: str) -> OutboxMessage:
    """`people` are U… or S… ids or e-mail addresses."""
    payload: Mapping[str, Json] = {"people": list(dict.fromkeys(filter(None, people)))}
    name = key(incident, "invite", why if why == "opening" else f"{why}/{incident.version}")
    return OutboxMessage(name, MessageKind.INVITE, payload, needs=_needs_channel(incident), importance=PEOPLE)


def called_by_severity(incident: Incident, before: str, policy: Policy) -> tuple[OutboxMessage, ...]:
    """Whom a severity that rose from `before` brings in."""
    people = responders.called_by_severity(incident, before, policy)
    return (invite(incident, people, "severity"),) if people else ()


def kick(incident: Incident, person: Person) -> OutboxMessage:
    """Out of the channel, at their own wish."""
    name = key(incident, "leave", person.id, incident.version)
    return OutboxMessage(
        name, MessageKind.KICK, {"person": person.id}, needs=_needs_channel(incident), importance=PEOPLE
    )


def card(incident: Incident) -> OutboxMessage:
    needs = _needs_channel(incident)
    return OutboxMessage(in_room(incident, "card"), MessageKind.CARD, lane=POSTS, needs=needs, importance=PEOPLE)


def pin(incident: Incident) -> OutboxMessage:
    return OutboxMessage(
        in_room(incident, "pin"), MessageKind.PIN, needs=(in_room(incident, "card"),), importance=LATER
    )


def topic(incident: Incident) -> OutboxMessage:
    return OutboxMessage(
        in_room(incident, "topic"), MessageKind.TOPIC, needs=_needs_channel(incident), importance=LATER
    )


def purpose(incident: Incident) -> OutboxMessage:
    return OutboxMessage(
        in_room(incident, "purpose"), MessageKind.PURPOSE, needs=_needs_channel(incident), importance=LATER
    )


def _announcement(incident: Incident) -> tuple[OutboxMessage, ...]:
    """Nothing for a private incident or a drill: they appear in no broadcast."""
    if incident.private or incident.drill:
        return ()
    name = key(incident, "announcement")
    return (OutboxMessage(name, MessageKind.ANNOUNCEMENT, needs=_needs_channel(incident), importance=BROADCAST),)


def _tell(incident: Incident, response_url: str) -> tuple[OutboxMessage, ...]:
    """Who declared on the machine itself has no place in Slack to be told."""
    if not incident.declared_by.id:
        return ()
    payload: Mapping[str, Json] = {"response_url": response_url, "person": incident.declared_by.id}
    return (
        OutboxMessage(
            key(incident, "tell"), MessageKind.TELL, payload, needs=_needs_channel(incident), importance=BROADCAST
        ),
    )


def trouble(incident: Incident, reason: str) -> OutboxMessage:
    """Without a channel there is no card to say so: the declarer hears it directly."""
    payload: Mapping[str, Json] = {"person": incident.declared_by.id, "reason": reason}
    return OutboxMessage(key(incident, "trouble"), MessageKind.TROUBLE, payload, importance=CHANNEL)


def redraw(incident: Incident) -> tuple[OutboxMessage, ...]:
    return (card(incident), *_announcement(incident))


def withdrawn(incident: Incident) -> tuple[OutboxMessage, ...]:
    """What the public channel of an incident that was made private shows from now on; `incident` as it was."""
    needs = _needs_channel(incident)
    moved: Mapping[str, Json] = {"moved": True, "posted_in": incident.channel}
    last_card = OutboxMessage(
        in_room(incident, "card"), MessageKind.CARD, moved, lane=POSTS, needs=needs, importance=PEOPLE
    )
    facts: Mapping[str, Json] = {"what": "moved", "posted_in": incident.channel}
    told = OutboxMessage(
        key(incident, "moved", incident.channel_generation),
        MessageKind.POST,
        facts,
        lane=POSTS,
        needs=needs,
        importance=PEOPLE,
    )
    return (last_card, told, *_announcement(incident))


def tell_again(incident: Incident, response_url: str, person: Person) -> OutboxMessage:
    """Where to go, to somebody who asked for a new channel from elsewhere."""
    payload: Mapping[str, Json] = {"response_url": response_url, "person": person.id}
    return OutboxMessage(
        in_room(incident, "tell"), MessageKind.TELL, payload, needs=_needs_channel(incident), importance=BROADCAST
    )


def line_again(line: OutboxRow, facts: Mapping[str, Json]) -> OutboxMessage:
    """A line that was said already, with what became of it since: drawn anew in its place."""
    return OutboxMessage(line.key, line.step, facts, line.lane, line.needs, line.importance)


def line(incident: Incident, by: Person, at: datetime, facts: Mapping[str, Json]) -> OutboxMessage:
    """One short line in the channel that says what changed; `facts["what"]` names the verb."""
    payload: Mapping[str, Json] = {
        **facts,
        "by": named(by),
        "at": at.isoformat(),
        "status": incident.status.value,
        "severity": incident.severity,
        "commander": incident.commander.name if incident.commander else "",
    }
    return _post(incident, key(incident, "line", incident.version), MessageKind.POST, payload)


def update(incident: Incident, told: Update) -> tuple[OutboxMessage, ...]:
    posted = _post(incident, key(incident, "update", told.number), MessageKind.POST, _told(incident, told))
    return (card(incident), posted)


def _told(incident: Incident, told: Update) -> Mapping[str, Json]:
    return {
        "what": "update",
        "number": told.number,
        "text": told.text,
        "impact": told.impact,
        "doing": told.doing,
        "next_by": told.next_by.isoformat() if told.next_by else None,
        "by": named(told.by),
        "at": told.at.isoformat(),
        "status": incident.status.value,
        "severity": incident.severity,
    }


def update_thread(incident: Incident, told: Update) -> OutboxMessage:
    """The update below the announcement, for those who follow from outside."""
    lane, announced = key(incident, "thread"), key(incident, "announcement")
    name = key(incident, "update", told.number, "thread")
    return OutboxMessage(
        name, MessageKind.THREAD, _told(incident, told), lane=lane, needs=(announced,), importance=BROADCAST
    )


def update_to(incident: Incident, told: Update, subscriber: str) -> OutboxMessage:
    """The update to a person (U…) or another channel (C…)."""
    payload: Mapping[str, Json] = {**_told(incident, told), "to": subscriber}
    lane, name = key(incident, "to", subscriber), key(incident, "update", told.number, "to", subscriber)
    return OutboxMessage(
        name, MessageKind.SUBSCRIBER, payload, lane=lane, needs=_needs_channel(incident), importance=BROADCAST
    )


def link(incident: Incident, what: str, number: int, channel: str, message_ts: str) -> OutboxMessage:
    """Where Slack shows the message that a task or an action item (`what`) was made from."""
    payload: Mapping[str, Json] = {"what": what, "number": number, "channel": channel, "ts": message_ts}
    return OutboxMessage(key(incident, "link", what, number), MessageKind.LINK, payload, importance=LATER)


def handover(incident: Incident, name: str, facts: Mapping[str, Json]) -> OutboxMessage:
    """The message of this key that offers command, or says that nobody took it; or what became of that."""
    return _post(incident, name, MessageKind.POST, {"what": "handover", **facts})


def nudge(incident: Incident, promised: datetime, at: datetime, rung: EscalationLevel) -> tuple[OutboxMessage, ...]:
    payload: Mapping[str, Json] = {
        "due": promised.isoformat(),
        "at": at.isoformat(),
        "last": incident.updated_at.isoformat(),
        "mentions": [named(each) for each in rung.mentions],
        "directly": [named(each) for each in rung.directly],
    }
    directly = tuple(nudge_to(incident, at, each.id, payload) for each in rung.directly)
    called = (invite(incident, rung.called, "nudge"),) if rung.called else ()
    return (_post(incident, question(incident, at), MessageKind.NUDGE, payload), card(incident), *directly, *called)


def nudge_to(incident: Incident, at: datetime, who: str, facts: Mapping[str, Json]) -> OutboxMessage:
    """What is asked at a moment, to somebody by direct message."""
    name = f"{question(incident, at)}/to/{who}"
    payload: Mapping[str, Json] = {"at": at.isoformat(), "to": who, **facts}
    return OutboxMessage(name, MessageKind.NUDGE_TO, payload, lane=f"to/{who}", importance=PEOPLE)


def question_of(name: str) -> str:
    """The key of the question that a row belongs to: `42/nudge/…`, also of what was asked directly."""
    return "/".join(name.split("/")[:3])


def nudge_settled(
    incident: Incident, asked_at: datetime, told: tuple[str, ...], facts: Mapping[str, Json]
) -> tuple[OutboxMessage, ...]:
    """What became of a nudge, wherever it was said."""
    directly = tuple(nudge_to(incident, asked_at, who, facts) for who in told)
    return (_post(incident, question(incident, asked_at), MessageKind.NUDGE, facts), *directly)


def reminder(incident: Incident, at: datetime, facts: Mapping[str, Json]) -> OutboxMessage:
    """Something else that is asked at a moment, or what became of that: one message with all of the same moment."""
    return _post(incident, question(incident, at), MessageKind.NUDGE, {"at": at.isoformat(), **facts})


def actions_due(who: str, day: date) -> OutboxMessage:
    """The action items that are due on a day, of all incidents, to their owner."""
    return OutboxMessage(
        f"0/actions/{who}/{day.isoformat()}", MessageKind.ACTIONS_DUE, {"to": who, "day": day.isoformat()}
    )


def gap(incident: Incident, since: datetime, at: datetime) -> OutboxMessage:
    """Asks what happened since then; a nudge of the same moment asks it along."""
    payload: Mapping[str, Json] = {"at": at.isoformat(), "gap_from": since.isoformat()}
    return _post(incident, question(incident, at), MessageKind.NUDGE, payload)


def gap_answered(incident: Incident, key_of_question: str, by: Person, *, nothing: bool = False) -> OutboxMessage:
    payload: Mapping[str, Json] = {"gap_by": named(by), "nothing": nothing}
    return _post(incident, key_of_question, MessageKind.NUDGE, payload)


def question(incident: Incident, at: datetime) -> str:
    """The key of the one message that asks all that is due at a moment."""
    return key(incident, "nudge", at.isoformat())


def message(incident: Incident, entry: Entry, emoji: str) -> tuple[OutboxMessage, ...]:
    """Fetch what a marked message says, then show on it that it was logged."""
    where: Mapping[str, Json] = {"channel": entry.channel, "ts": entry.message_ts}
    look_up = OutboxMessage(key(incident, "entry", entry.message_ts), MessageKind.LOOK_UP, where, importance=PEOPLE)
    return (look_up, tick(incident, entry, emoji))


def tick(incident: Incident, entry: Entry, emoji: str) -> OutboxMessage:
    """The bot's own emoji on a message, there or not, as the record has it when it is delivered."""
    payload: Mapping[str, Json] = {"channel": entry.channel, "ts": entry.message_ts, "emoji": emoji}
    return OutboxMessage(key(incident, "tick", entry.message_ts), MessageKind.TICK, payload, importance=LATER)


def answer(incident: Incident, message_ts: str, thread_ts: str, by: Person) -> OutboxMessage:
    """To somebody who asked in a message: how it was read, privately and beside it."""
    payload: Mapping[str, Json] = {"ts": message_ts, "thread_ts": thread_ts, "by": named(by)}
    return OutboxMessage(key(incident, "answer", message_ts), MessageKind.ANSWER, payload, importance=PEOPLE)


def scan(incident: Incident, since: datetime | None, until: datetime) -> OutboxMessage:
    """Read the channel back: between these moments the bot heard nothing; since when, may not be known."""
    payload: Mapping[str, Json] = {"since": since.isoformat() if since else None, "until": until.isoformat()}
    return OutboxMessage(
        key(incident, "scan"), MessageKind.SCAN, payload, needs=_needs_channel(incident), importance=LATER
    )


HOMES = "homes"


def homes() -> OutboxMessage:
    """All Homes that somebody looks at; the workspace's, as each of them is."""
    return OutboxMessage(HOMES, MessageKind.HOMES, importance=LAST)


def home(person_id: str, opened: datetime | None = None) -> OutboxMessage:
    """`opened` is when they opened it: then it is drawn even where nothing is new."""
    payload: Mapping[str, Json] = {"opened": opened.isoformat()} if opened else {}
    return OutboxMessage(f"home/{person_id}", MessageKind.HOME, {"person": person_id, **payload}, importance=LAST)


HINTS = "similar"


def hints(incident: Incident, payload: Mapping[str, Json]) -> OutboxMessage:
    """What a declaration makes one think of: open incidents that look alike, and how bad it sounds."""
    return _post(incident, key(incident, HINTS), MessageKind.POST, {**payload, "what": HINTS})


def was_away(incident: Incident, scanned_at: datetime, facts: Mapping[str, Json]) -> OutboxMessage:
    """What a reading of the channel found."""
    payload: Mapping[str, Json] = {"what": "away", **facts}
    return _post(incident, key(incident, "away", scanned_at.isoformat()), MessageKind.POST, payload)


def review(incident: Incident, by: Person, at: datetime) -> tuple[OutboxMessage, ...]:
    payload: Mapping[str, Json] = {"by": named(by), "at": at.isoformat()}
    return (_post(incident, key(incident, "review"), MessageKind.REVIEW, payload),)


def picture_of(number: int) -> str:
    """The key of the picture of a posted review."""
    return f"{number}/picture"


def review_files(incident: Incident) -> tuple[OutboxMessage, ...]:
    """The picture and the documents in the thread of the posted review, as they are now."""
    needs = (key(incident, "review"),)
    return (
        OutboxMessage(picture_of(incident.number), MessageKind.PICTURE, needs=needs, importance=LATER),
        OutboxMessage(key(incident, "document"), MessageKind.DOCUMENT, needs=needs, importance=LATER),
    )


def review_canvas(incident: Incident) -> OutboxMessage:
    """The review as a canvas of the channel, as it is now."""
    needs = (in_room(incident, "channel"), key(incident, "review"))
    return OutboxMessage(in_room(incident, "canvas"), MessageKind.CANVAS, needs=needs, importance=LATER)


def review_again(incident: Incident) -> OutboxMessage:
    """The posted review as it is now."""
    return _post(incident, key(incident, "review"), MessageKind.REVIEW, {})


def review_to(incident: Incident, person: Person, by: Person, at: datetime, round_: int) -> OutboxMessage:
    """The review to somebody by direct message; `round_` tells one handing out from the next."""
    payload: Mapping[str, Json] = {"to": person.id, "by": named(by), "at": at.isoformat()}
    name = key(incident, "review", "to", person.id, round_)
    return OutboxMessage(name, MessageKind.REVIEW_TO, payload, lane=f"to/{person.id}", importance=BROADCAST)


def said_in_channel(incident: Incident, name: str, facts: Mapping[str, Json]) -> OutboxMessage:
    """A message of this key in the incident's channel; `facts["what"]` names its drawer."""
    return _post(incident, name, MessageKind.POST, facts)


def timeline(incident: Incident, pieces: Sequence[Sequence[int]], by: Person) -> tuple[OutboxMessage, ...]:
    """The timeline as messages of these entries (by id); they keep their order, and nothing else waits for them."""
    lane = key(incident, "timeline", incident.version)
    return tuple(
        OutboxMessage(
            f"{lane}/{place}",
            MessageKind.TIMELINE,
            {"entries": list(piece), "piece": place, "of": len(pieces), "by": named(by)},
            lane=lane,
            needs=_needs_channel(incident),
            importance=LATER,
        )
        for place, piece in enumerate(pieces, start=1)
    )


def export(incident: Incident, person: Person) -> OutboxMessage:
    """The timeline as files, by direct message: a private incident's entries go nowhere else."""
    payload: Mapping[str, Json] = {"person": person.id}
    return OutboxMessage(key(incident, "export", incident.version), MessageKind.EXPORT, payload, importance=LATER)


def _post(incident: Incident, name: str, step: MessageKind, payload: Mapping[str, Json]) -> OutboxMessage:
    needs = _needs_channel(incident)
    return OutboxMessage(name, step, payload, lane=POSTS, needs=needs, importance=PEOPLE)
