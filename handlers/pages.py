"""What each message of an incident looks like, drawn from the record as it is at the moment of delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot.model import Dossier, Entry, Incident, Json, Person, Row, Status
from bot.nudges import promised_update
from bot.practice import Practice, Severity
from handlers import blocks, names
from templates import messages as words
from templates import render


@dataclass(frozen=True)
class Message:
    """`text` is a whole sentence: it is what the phone shows."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Scene:
    """What a message is drawn from. `failures` are (what could not be shown, Slack's reason)."""

    dossier: Dossier
    practice: Practice
    at: datetime
    failures: Sequence[tuple[str, str]] = ()

    @property
    def incident(self) -> Incident:
        return self.dossier.incident

    @property
    def severity(self) -> Severity:
        return self.practice.severity(self.incident.severity)


def message(text: str, drawn: Sequence[Block]) -> Message:
    return Message(blocks.clip(text, blocks.FALLBACK), drawn)


def headline(incident: Incident, severity: Severity) -> str:
    private = "🔒 " if incident.private else ""
    return f"{severity.mark} {severity.name} · {private}{incident.title} · {incident.name}"


def card(_row: Row, scene: Scene) -> Message:
    incident, promised = scene.incident, promised_update(scene.incident, scene.practice)
    body = words.CardBody(
        incident=incident,
        lasted=incident.resolved_at - incident.declared_at if incident.resolved_at else None,
        next_update=promised,
        overdue=promised is not None and promised <= scene.at,
        known=scene.dossier.updates[-1] if scene.dossier.updates else None,
    )
    drawn = [
        blocks.header(headline(incident, scene.severity)),
        *blocks.sections(render(body)),
        _card_buttons(incident),
        *_failures(scene),
    ]
    return message(render(words.CardSentence(incident, scene.severity, promised)), drawn)


def _card_buttons(incident: Incident) -> Block:
    number = incident.number
    timeline = blocks.button("Timeline", names.SHOW_TIMELINE, number)
    if incident.status is Status.RESOLVED:
        reopen = ("The incident is open again and nudges run again.", "Reopen")
        return blocks.actions(
            blocks.button("Post review", names.POST_REVIEW, number, "primary"),
            timeline,
            blocks.button("Reopen", names.REOPEN, number, confirm=reopen),
        )
    resolve = ("The incident is over: nudges stop and the card says resolved.", "Resolve")
    take = [] if incident.commander else [blocks.button("Take command", names.TAKE_COMMAND, number)]
    return blocks.actions(
        blocks.button("Post update", names.POST_UPDATE, number, "primary"),
        *take,
        timeline,
        blocks.button("Resolve", names.RESOLVE, number, "danger", resolve),
    )


def _failures(scene: Scene) -> list[Block]:
    if not scene.failures:
        return []
    said = blocks.context(render(words.CardFailures(scene.failures)))
    return [said, blocks.actions(blocks.button("Retry", names.RETRY, scene.incident.number))]


def announcement(_row: Row, scene: Scene) -> Message:
    text = render(words.Announcement(scene.incident, scene.severity))
    return message(text, blocks.sections(text))


def post(row: Row, scene: Scene) -> Message:
    """A line or update: `what` in the payload names the verb that made it."""
    if row.payload["what"] == "update":
        return _update(row, scene)
    if row.payload["what"] == "away":
        return _away(row.payload)
    text = render(_line(row.payload, scene.practice))
    return message(f"{scene.severity.name} {text}", blocks.sections(text))


def _line(facts: Mapping[str, Json], practice: Practice) -> words.SpokenLine:
    at, by = moment(facts["at"]), name(facts["by"])
    match facts["what"]:
        case "severity":
            before, now = practice.severity(str(facts["before"])), practice.severity(str(facts["severity"]))
            raised = practice.severities.index(now) < practice.severities.index(before)
            return words.SeverityLine(at, by, before, now, raised)
        case "commander":
            return words.CommanderLine(at, by, str(facts["before"]), str(facts["commander"]))
        case "resolve":
            return words.ResolveLine(at, by, str(facts["text"]))
        case "reopen":
            return words.ReopenLine(at, by)
        case _:
            return words.StatusLine(at, by, str(facts["before"]), str(facts["status"]))


def _update(row: Row, scene: Scene) -> Message:
    facts = row.payload
    at, by, text = moment(facts["at"]), name(facts["by"]), str(facts["text"])
    every = timedelta(minutes=scene.practice.severity(str(facts["severity"])).update_every)
    promised = at + every if every and facts["status"] != Status.RESOLVED else None
    body = render(words.UpdatePost(int(str(facts["number"])), text, by, at, promised))
    return message(render(words.UpdateSentence(scene.incident, scene.severity, text, by)), blocks.sections(body))


def _away(facts: Mapping[str, Json]) -> Message:
    since = moment(facts["since"]) if facts["since"] else None
    found = {what: int(str(facts[what])) for what in ("picked_up", "taken_back", "edited", "deleted")}
    unreachable = [str(each) for each in _listed(facts["unreachable"])]
    text = render(words.AwayLine(since, moment(facts["until"]), unreachable=unreachable, **found))
    return message(text, blocks.sections(text))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def logged(entry: Entry, by: Person, at: datetime) -> str:
    """The answer to who logged something: how its time was read, in their zone and in UTC."""
    zone = ZoneInfo(by.tz)
    local = entry.occurred_at.astimezone(zone)
    day = "today" if local.date() == at.astimezone(zone).date() else f"{local:%a} {local.day} {local:%b}"
    return render(words.Logged(entry, local, day))


def told(scene: Scene) -> str:
    return render(words.Told(scene.incident, scene.severity))


def trouble(scene: Scene, reason: str) -> Message:
    text = render(words.Trouble(scene.incident, scene.severity, reason))
    retry = blocks.button("Retry", names.RETRY, scene.incident.number, "primary")
    return message(text, [*blocks.sections(text), blocks.actions(retry)])


def topic(incident: Incident, practice: Practice) -> str:
    return blocks.clip(render(words.Topic(incident, practice.severity(incident.severity))), 250)


def purpose(incident: Incident) -> str:
    return blocks.clip(render(words.Purpose(incident)), 250)


def moment(value: Json) -> datetime:
    return datetime.fromisoformat(str(value))


def name(value: Any) -> str:
    return str(value["name"])
