"""Converts an incident file to a script for the sandbox's player, as people would have typed it.

A step is a dict such as `{"at": "2024-01-15T14:25:00Z", "who": "Alice Chen", "do": "post", …}`. incident_file.py reads
the file, replay_people.py decides who takes part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.commands.quotes import quoted
from bot.config.policy import Policy
from bot.errors import InputError
from bot.json_types import Json
from bot.review.facts import FactKind
from bot.timeline.model import EntryKind
from demo.impact_lines import impact_lines
from demo.incident_file import FileActionItem, FileEvent, IncidentFile
from demo.replay_people import ReplayParts, replay_parts_of
from templates.demo import wording

Act: TypeAlias = tuple[datetime, dict[str, Json]]

MINUTE = timedelta(minutes=1)
DOOR = "general"  # the channel in which the incident is declared


def played_from(file: IncidentFile) -> datetime:
    """Returns when the clock starts: a minute before the declaration."""
    return file.declared_at - MINUTE


def steps(file: IncidentFile, policy: Policy) -> list[dict[str, Json]]:
    """Returns the script in order of time. It is deterministic.

    The declarer opens the form in #general. Earlier events are logged right after, by their author or else the
    declarer: with `/incident log 14:15 …`, or, if they are a day or more old, as a message with the date that is added
    as a note. Then people post and react, communications become updates, and the status follows the last mitigation.
    Starting a minute after the last event, one step a minute, someone records cause, factors, fixes, impact and action
    items, and `/pir` ends the script.

    Data that no command takes is left out: metadata, signals, context, and the type and status of action items.
    Raises InputError if the file names nobody, or an unknown severity.
    """
    play = _Play(file, policy, replay_parts_of(file), _turns(file))
    acts = sorted((*_opening(play), *_course(play), *_updates(play)), key=lambda act: act[0])
    last = acts[-1][0]
    closing = ((last + MINUTE * after, act) for after, act in enumerate(_closing(play, last.date()), 1))
    return list(_scripted((*acts, *closing)))


def _scripted(acts: Iterable[Act]) -> Iterator[dict[str, Json]]:
    """Adds the time to each act and names the messages; a reaction goes on the message before it."""
    messages = 0
    for at, act in acts:
        messages += act["do"] in ("post", "alert")
        named = {"post": "as", "alert": "as", "react": "message"}.get(str(act["do"]))
        name: dict[str, Json] = {named: f"m{messages}"} if named else {}
        yield {"at": at.isoformat().replace("+00:00", "Z"), **act, **name}


@dataclass(frozen=True)
class _Turns:
    """The turning points of the incident, as indexes into `events`; None if there is none.

    `calm` is the last mitigation before the end, `identified` the first event with that status before it.
    """

    declaration: int | None
    identified: int | None
    calm: int | None
    resolution: int | None


def _turns(file: IncidentFile) -> _Turns:
    placed = [(place, event) for place, event in enumerate(file.events) if event.at >= file.declared_at]
    declaration = next((place for place, event in placed if event.kind == EntryKind.DECLARATION), None)
    resolution = next((place for place, event in placed if event.kind == EntryKind.RESOLUTION), None)
    during = [(place, event) for place, event in placed if not _is_over(file, resolution, place)]
    calm = next((place for place, event in reversed(during) if event.kind == EntryKind.MITIGATION), None)
    before = ((place, event) for place, event in during if calm is None or place < calm)
    identified = next((place for place, event in before if event.status == "identified"), None)
    return _Turns(declaration, identified, calm, resolution)


def _is_over(file: IncidentFile, resolution: int | None, place: int) -> bool:
    if resolution is not None:
        return place > resolution
    return file.resolved_at is not None and file.events[place].at > file.resolved_at


@dataclass(frozen=True)
class _Play:
    file: IncidentFile
    policy: Policy
    parts: ReplayParts
    turns: _Turns

    @property
    def room(self) -> Json:
        return {"newest": f"{self.policy.channel_prefix}-"}

    def types(self, who: str, text: str) -> dict[str, Json]:
        return {"who": who, "do": "command", "text": text, "channel": self.room}

    def emoji(self, kind: str) -> str:
        """Returns the reaction for an event type, or that of a note."""
        for wanted in (kind, EntryKind.NOTE):
            for emoji, marked in self.policy.reactions.items():
                if marked == wanted:
                    return emoji
        return "pushpin"


def _opening(play: _Play) -> Iterator[Act]:
    parts, at = play.parts, play.file.declared_at
    yield at, {"who": parts.declarer, "do": "command", "text": "/incident declare", "channel": DOOR}
    yield at, {"who": parts.declarer, "do": "submit", "values": _form(play)}
    for name in parts.people:
        if name != parts.declarer:
            yield at, {"who": name, "do": "join", "channel": play.room}
    if play.file.commander:
        yield at, play.types(parts.declarer, f"/incident commander @{parts.lead}")
    yield from _earlier(play)
    if play.turns.declaration is not None:
        event = play.file.events[play.turns.declaration]
        yield from _said(play, at, parts.declarer, event.description, EntryKind.NOTE)


def _form(play: _Play) -> dict[str, Json]:
    """What the declarer enters, by the form's labels; fields that the file does not have stay as they are."""
    file = play.file
    level = play.policy.read_severity(file.severity or play.policy.default_severity)
    if level is None:
        known = [level.key for level in play.policy.severities]
        raise InputError(wording.unknown_severity(file.name, file.severity, known))
    services = ", ".join(file.services)
    fields = {"Title": file.title, "Severity": level.key, "Services": services, "Summary": file.summary}
    return {label: value for label, value in fields.items() if value}


def _earlier(play: _Play) -> Iterator[Act]:
    """Yields what happened or was communicated before the declaration, oldest first."""
    file, parts = play.file, play.parts
    told = [FileEvent(each.at, EntryKind.COMMUNICATION, parts.speaker, each.message) for each in file.told]
    for event in sorted((*file.events, *told), key=lambda event: event.at):
        if event.at < file.declared_at:
            yield from _logged(play, event, parts.person(event.actor) or parts.declarer)


def _logged(play: _Play, event: FileEvent, who: str) -> Iterator[Act]:
    now = play.file.declared_at
    kind = event.kind if event.kind in tuple(EntryKind) else EntryKind.NOTE
    # a time of day alone is asked about where it could be yesterday's
    when = f"{event.at:%H:%M}" if event.at.date() == now.date() else f"{event.at:%Y-%m-%d %H:%M} UTC"
    yield now, play.types(who, f"/incident log {when} {kind}: {event.description}")


def _course(play: _Play) -> Iterator[Act]:
    for place, event in enumerate(play.file.events):
        if event.at >= play.file.declared_at and place != play.turns.declaration:
            yield from _happened(play, place, event)
    ended = play.file.resolved_at
    if play.turns.resolution is None and ended is not None:
        yield from _resolved(play, max(ended, play.file.declared_at))


def _happened(play: _Play, place: int, event: FileEvent) -> Iterator[Act]:
    parts, turns = play.parts, play.turns
    who = parts.person(event.actor)
    if who and place == turns.resolution:
        yield event.at, play.types(who, f"/incident resolve {event.description}")
        return
    yield from _said(play, event.at, who, event.description, event.kind, app=event.actor)
    if place == turns.resolution:
        yield from _resolved(play, event.at)
    statuses = {turns.identified: "status identified", turns.calm: "status monitoring"}
    if place in statuses:
        yield event.at, play.types(parts.lead, f"/incident {statuses[place]}")


def _resolved(play: _Play, at: datetime) -> Iterator[Act]:
    """By the commander, in the form, without a word about the fix."""
    yield at, play.types(play.parts.lead, "/incident resolve")
    yield at, {"who": play.parts.lead, "do": "submit", "values": {}}


def _said(play: _Play, at: datetime, who: str, text: str, kind: str, app: str = "") -> Iterator[Act]:
    """Yields a message in the incident channel, by a person or (if `who` is "") an app, and the reaction."""
    if who:
        yield at, {"who": who, "do": "post", "channel": play.room, "text": text}
    else:
        yield at, {"do": "alert", "app": app, "channel": play.room, "text": text}
    yield at, {"who": play.parts.marker(who), "do": "react", "emoji": play.emoji(kind)}


def _updates(play: _Play) -> Iterator[Act]:
    for told in play.file.told:
        if told.at >= play.file.declared_at:
            yield told.at, play.types(play.parts.speaker, f"/incident update {told.message}")


def _closing(play: _Play, day: date) -> Iterator[dict[str, Json]]:
    file, recorder = play.file, play.parts.recorder
    records = [
        *((FactKind.CAUSE, cause) for cause in (file.cause,) if cause),
        *((FactKind.FACTOR, factor) for factor in file.factors),
        *((FactKind.FIX, fix) for fix in file.fixes),
        *((FactKind.IMPACT, line) for line in impact_lines(file.impact)),
    ]
    for kind, text in records:
        yield play.types(recorder, f"/incident record {kind} {text}")
    for todo in file.todos:
        yield play.types(recorder, f"/incident action {_action(play.parts, todo, day)}")
    yield play.types(play.parts.lead, "/pir")


def _action(parts: ReplayParts, todo: FileActionItem, day: date) -> str:
    """Returns the title in quotes, then owner, priority and due date.

    What the command doesn't accept is added to the title, so that it isn't lost: a priority such as `high`, a due date
    that has passed on the `day` when it is typed.
    """
    known = re.fullmatch(r"[pP][0-3]", todo.priority)
    due = todo.due if todo.due and todo.due > day else None
    rest = (todo.priority if not known else "", f"due {todo.due}" if todo.due and not due else "")
    title = " ".join((todo.title, *(f"({each})" for each in rest if each)))
    owner = parts.person(todo.owner)
    words = (
        f'"{title}"',
        f"@{owner}" if owner else _team(todo.owner),
        todo.priority if known else "",
        due.isoformat() if due else "",
    )
    return " ".join(word for word in words if word)


def _team(owner: str) -> str:
    """The name of a team, in quotation marks where a word of it could be another argument."""
    return owner if re.fullmatch(r"(?:[^\W\d_]+ team)?", owner) else quoted(owner)
