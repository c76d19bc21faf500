"""The hints after a declaration: possible duplicates to close, similar past incidents, and the suggested severity.

They are one message in the incident's channel, redrawn so that it doesn't offer what is done.
"""

from dataclasses import replace

from slack_sdk.models.blocks import (
    Block,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement

from bot.config.policy import Severity
from bot.incidents.model import Incident
from bot.outbox.incidents import DeclarationHint
from bot.people.model import Person
from bot.review.follow_up import PastReview
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.incidents.status import ask_merge
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from templates.declaring import messages as declaring_messages
from templates.declaring import wording as declaring_wording
from templates.incidents import wording
from templates.rendering import render

LONGEST_LESSON = 300  # characters; the review has the rest


def register(app: Listeners, listener: ListenerContext) -> None:
    async def merge(body: Body, by: Person) -> str:
        number, into = (int(part) for part in button_value(body).split("/"))
        incident = listener.services.permissions.incident_for(by, number)
        return await ask_merge(listener, str(body["trigger_id"]), incident, into, by)

    async def set_severity(body: Body, by: Person) -> str:
        number, severity = _chosen(body).split("/")
        listener.services.incidents.set_severity(int(number), severity, by)
        listener.services.hints.redraw(int(number))
        return ""

    app.action(action_ids.MERGE_INTO)(listener.on_press(merge))
    app.action(action_ids.SET_SEVERITY)(listener.on_press(set_severity))
    app.action(action_ids.OVERRULE_SEVERITY)(listener.on_press(set_severity))


def _chosen(body: Body) -> str:
    """The value of a button or of a menu."""
    action = body["actions"][0]
    return str(action["selected_option"]["value"] if "selected_option" in action else action["value"])


def hints(hint: DeclarationHint, context: RenderContext) -> RenderedMessage:
    incident, taken = context.incident, hint.taken
    alike, learned = context.others(hint.similar), context.learned(hint.learned)
    suggested = context.policy.read_severity(hint.suggested)
    accepted = context.severity == suggested and not taken
    drawn = [*(_alike(incident, other, context) for other in alike), *(_learned(each, context) for each in learned)]
    if suggested:
        said = render(declaring_messages.HintSeverity(suggested, hint.reasons, taken, accepted))
        still_so = incident.is_open and incident.severity == hint.declared
        drawn.append(blocks.section(said, _offer(suggested, taken, context) if still_so else None))
    past = [each.incident for each in learned]
    return message(
        render(declaring_messages.HintsSentence(incident, context.severity, alike, past, suggested, taken, accepted)),
        drawn,
    )


def _alike(incident: Incident, other: Incident, context: RenderContext) -> Block:
    said = render(declaring_messages.HintSimilar(other, context.policy.severity(other.severity)))
    if not (incident.is_open and other.is_open) or incident.private:
        return blocks.section(said, None)
    value = f"{incident.number}/{other.number}"
    merge = blocks.button(
        wording.DUPLICATE, action_ids.MERGE_INTO, value, spoken=declaring_wording.duplicate_of(other.name)
    )
    return blocks.section(said, merge)


def _learned(past: PastReview, context: RenderContext) -> Block:
    severity = context.policy.severity(past.incident.severity)
    short = replace(past, helped=_short(past.helped), cause=_short(past.cause))
    return blocks.section(render(declaring_messages.HintLearned(short, severity)), None)


def _short(text: str) -> str:
    return clip(" ".join(text.split()), LONGEST_LESSON, TYPED)


def _offer(suggested: Severity, taken: bool, context: RenderContext) -> InteractiveElement:
    """A button that sets the suggestion, or a menu of the other severities if it was set."""
    number = context.incident.number
    if not taken:
        return blocks.button(wording.set_severity(suggested.name), action_ids.SET_SEVERITY, f"{number}/{suggested.key}")
    others = [level for level in context.policy.severities if level != suggested]
    options = [blocks.option(f"{number}/{level.key}", f"{level.emoji} {level.name} {level.label}") for level in others]
    placeholder = PlainTextObject(text=declaring_wording.ANOTHER_SEVERITY)
    return StaticSelectElement(action_id=action_ids.OVERRULE_SEVERITY, options=options, placeholder=placeholder)
