"""What each message of an incident looks like, drawn from the record as it is at the moment of delivery."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.config.policy import Policy
from bot.incidents.channels import ARCHIVED
from bot.incidents.model import Incident
from bot.json_types import Json
from bot.outbox import messages
from bot.outbox.model import OutboxRow
from bot.people.model import Person
from bot.review.decisions import QUESTION
from bot.timeline.model import Entry
from handlers.slack import action_ids, blocks, system_lines
from handlers.slack.incidents import similar
from handlers.slack.render_context import Message, RenderContext, message, moment, name
from handlers.slack.review import questions
from handlers.slack.roles import handover
from templates.announcements import messages as announcement_messages
from templates.incidents import messages as incident_messages
from templates.rendering import render
from templates.timeline import messages as timeline_messages
from templates.updates import messages as update_messages


def announcement(_row: OutboxRow, context: RenderContext) -> Message:
    if context.incident.private:
        hidden = render(incident_messages.MadePrivate(last=False))
        return message(hidden, blocks.sections(hidden))
    text = render(announcement_messages.Announcement(context.incident, context.severity))
    join = (
        [blocks.actions(blocks.button("Join", action_ids.JOIN, context.incident.number))]
        if context.incident.is_open
        else []
    )
    return message(text, [*blocks.sections(text), *join])


def post(row: OutboxRow, context: RenderContext) -> Message:
    """A line or update: `what` in the payload names the verb that made it."""
    if row.payload["what"] == "update":
        return _update(row, context)
    if row.payload["what"] == messages.HINTS:
        return similar.hints(row, context)
    if row.payload["what"] == "handover":
        return handover.handover(row, context)
    if row.payload["what"] == QUESTION:
        return questions.posted(row, context)
    if row.payload["what"] == "away":
        return _away(row.payload)
    return system_lines.line(row, context)


def _update(row: OutboxRow, context: RenderContext) -> Message:
    facts = row.payload
    at, by, text = moment(facts["at"]), name(facts["by"]), str(facts["text"])
    promised = moment(facts["next_by"]) if facts["next_by"] else None
    impact, doing = str(facts["impact"]), str(facts["doing"])
    body = render(update_messages.UpdatePost(int(str(facts["number"])), text, impact, doing, by, at, promised))
    return message(
        render(update_messages.UpdateSentence(context.incident, context.severity, text, by)), blocks.sections(body)
    )


def _away(facts: Mapping[str, Json]) -> Message:
    since = moment(facts["since"]) if facts["since"] else None
    found = {what: int(str(facts[what])) for what in ("picked_up", "taken_back", "edited", "deleted")}
    unreachable = [str(each) for each in _listed(facts["unreachable"])]
    text = render(timeline_messages.AwayLine(since, moment(facts["until"]), unreachable=unreachable, **found))
    return message(text, blocks.sections(text))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def logged(entry: Entry, by: Person, at: datetime) -> str:
    """The answer to who logged something: how its time was read, in their zone and in UTC."""
    zone = ZoneInfo(by.tz)
    local = entry.occurred_at.astimezone(zone)
    day = "today" if local.date() == at.astimezone(zone).date() else f"{local:%a} {local.day} {local:%b}"
    return render(timeline_messages.Logged(entry, local, day))


def told(context: RenderContext) -> str:
    return render(incident_messages.Told(context.incident, context.severity))


def trouble(context: RenderContext, reason: str) -> Message:
    if reason == ARCHIVED:
        said = render(incident_messages.ArchivedTrouble(context.incident, context.severity))
        return message(said, blocks.sections(said))
    text = render(incident_messages.Trouble(context.incident, context.severity, reason))
    retry = blocks.button("Retry", action_ids.RETRY, context.incident.number, "primary")
    return message(text, [*blocks.sections(text), blocks.actions(retry)])


def topic(incident: Incident, policy: Policy) -> str:
    return blocks.clip(render(incident_messages.Topic(incident, policy.severity(incident.severity))), 250)


def purpose(incident: Incident) -> str:
    return blocks.clip(render(incident_messages.Purpose(incident)), 250)
