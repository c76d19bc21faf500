"""The pinned card of an incident: its current state, and the buttons that are useful now."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate

from slack_sdk.models.blocks import Block, ButtonElement

from bot.encoded_length import encoded_length
from bot.incidents.model import OPEN, VOID, Incident, Status
from bot.incidents.transitions import TRANSITIONS, Verb
from bot.metrics.durations import DurationKey, duration_of
from bot.metrics.key_moments import events_of, recorded_moments
from bot.nudges.update_schedule import promised_update
from bot.outbox.channels import Card
from bot.roles.roles import on_card
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, headline, message, sentence
from handlers.slack.review.open_button import open_button
from templates.incidents import card as card_messages
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import Context, render
from templates.tasks import messages as task_messages

# Encoded characters of a text on the card, which has four; the updates themselves have the whole.
LONGEST_TEXT = 1500
NOTHING = card_messages.CardFact("")


def card(shown: Card, context: RenderContext) -> RenderedMessage:
    """In the public channel that a private incident has left, the card says only that."""
    if shown.posted_in:
        return sentence(incident_messages.NowPrivate(), context.shown_at)
    return drawn_card(context)


def drawn_card(context: RenderContext) -> RenderedMessage:
    incident, promised = context.incident, promised_update(context.incident, context.policy)
    drawn = [
        blocks.header(headline(incident, context.severity)),
        *blocks.fields([render(field) for field in _fields(context, promised)]),
        *blocks.sections(render(_text(context))),
        *_tasks(context),
        *_note(context),
        _card_buttons(context),
        *_failures(context),
    ]
    return message(render(card_messages.CardSentence(incident, context.severity, promised)), drawn)


def _fields(context: RenderContext, promised: datetime | None) -> Iterator[Context]:
    """A role that nobody holds has no field: there is a button to take command, and the others are under Roles."""
    incident = context.incident
    yield card_messages.CardStatus(incident.status, incident.merged_into)
    minutes = _minutes(context) if incident.resolved_at else None
    if minutes is not None:
        yield card_messages.CardDuration(minutes)
    yield card_messages.CardDeclared(incident)
    if incident.resolved_at:
        yield card_messages.CardEnded(wording.RESOLVED_AT, incident.resolved_at)
    if incident.ended_at and incident.status in ENDED:
        yield card_messages.CardEnded(ENDED[incident.status], incident.ended_at)
    if incident.commander:
        yield card_messages.CardCommander(incident.commander.noted_name, incident.handover)
    if promised:
        yield card_messages.CardNextUpdate(promised, promised <= context.at)
    for label, names in on_card(incident, context.policy):
        yield card_messages.CardRole(label, names)


ENDED = {
    Status.CLOSED: wording.CLOSED_AT,
    Status.CANCELLED: wording.CANCELED_AT,
    Status.MERGED: wording.MERGED_AT,
}


def _minutes(context: RenderContext) -> int | None:
    """The duration of a resolved incident, from its recorded start, else from its declaration."""
    recorded = recorded_moments(context.incident, events_of(context.details.entries))
    return duration_of(DurationKey.WHOLE, recorded).minutes


def _text(context: RenderContext) -> card_messages.CardText:
    latest, update = context.latest, context.latest.update
    services = context.incident.services
    shown = _first_that_fit(services)
    return card_messages.CardText(
        context.incident,
        services=services[:shown],
        more_services=len(services) - shown,
        summary=clip(context.incident.summary, LONGEST_TEXT, TYPED),
        impact=_fact(context, latest.impact, latest.impact_in),
        update=update,
        news=_fact(context, update.text, update.number) if update else NOTHING,
        doing=_fact(context, latest.doing, latest.doing_in) if context.incident.is_open else NOTHING,
    )


def _first_that_fit(services: Sequence[str]) -> int:
    """How many of the services fit on the card, at least one."""
    lengths = accumulate(encoded_length(name) + len(", ") for name in services)
    return max(1, sum(length <= LONGEST_TEXT for length in lengths))


def _fact(context: RenderContext, text: str, update: int) -> card_messages.CardFact:
    """A text of an update, cut with a link to the whole where it is too long for the card."""
    link = context.update_link(update) if is_shortened(text) else ""
    return card_messages.CardFact(clip(text, LONGEST_TEXT, TYPED), link)


def is_shortened(text: str) -> bool:
    """Whether the card has room for only a part of a text of an update."""
    return encoded_length(text) > LONGEST_TEXT


def _tasks(context: RenderContext) -> list[Block]:
    if not context.tasks or not context.incident.is_open:
        return []
    said = task_messages.CardTasks(len(context.tasks), sum(task.done_at is None for task in context.tasks))
    return [blocks.section(render(said), blocks.button(wording.TASKS, action_ids.SHOW_TASKS, context.incident.number))]


def _note(context: RenderContext) -> list[Block]:
    if not context.merged and not context.earlier:
        return []
    return [blocks.context(render(card_messages.CardNote(context.merged, context.earlier)))]


def _card_buttons(context: RenderContext) -> Block:
    """What is useful now, the likely one first; the menu at the end has the rest."""
    incident = context.incident
    rest = [(label, f"{verb}/{incident.number}") for label, verb in _rest(incident)]
    menu = [blocks.overflow(action_ids.MORE, rest)] if rest else []
    return blocks.actions(*_buttons(incident, context.review_link), *menu)


def _buttons(incident: Incident, review_link: str | None) -> Iterator[ButtonElement]:
    number, status = incident.number, incident.status
    if status in OPEN:
        yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number, "primary")
        if not incident.active_commander:
            yield blocks.button(wording.TAKE_COMMAND, action_ids.TAKE_COMMAND, number)
        yield blocks.button(wording.CHANGE_SEVERITY, action_ids.CHANGE_SEVERITY, number)
        yield blocks.button(wording.ROLES, action_ids.SHOW_ROLES, number)
    elif status not in VOID:
        yield open_button(number, review_link, "primary")
    yield blocks.button(wording.TIMELINE, action_ids.SHOW_TIMELINE, number)
    if status in OPEN:
        yield blocks.button(wording.RESOLVE, action_ids.RESOLVE, number)
    else:
        yield blocks.button(wording.REOPEN, action_ids.REOPEN, number, confirm=REOPEN)
    if status is Status.RESOLVED:
        yield blocks.button(wording.CLOSE, action_ids.CLOSE, number, confirm=CLOSE)


def _rest(incident: Incident) -> Iterator[tuple[str, Verb]]:
    allowed = TRANSITIONS[incident.status]
    if incident.is_open:
        yield wording.CHANGE_STATUS_MENU, Verb.INVESTIGATE
    for label, verb in MENU:
        if verb in allowed and not (verb is Verb.PRIVATE and incident.private):
            yield label, verb


REOPEN = (wording.CONFIRM_REOPEN, wording.REOPEN)
CLOSE = (wording.CONFIRM_CLOSE, wording.CLOSE)
MENU = (
    (wording.RENAME_MENU, Verb.RENAME),
    (wording.FALSE_ALARM_MENU, Verb.CANCEL),
    (wording.DUPLICATE_MENU, Verb.MERGE),
    (wording.PRIVATE_MENU, Verb.PRIVATE),
)


def _failures(context: RenderContext) -> list[Block]:
    """Each on a line of its own; Retry tries all of them again, where that can help."""
    if not context.failures:
        return []
    said = render(card_messages.CardFailures([(each.what, each.why) for each in context.failures]))
    retry = blocks.button(wording.RETRY, action_ids.RETRY, context.incident.number)
    return [blocks.section(said, retry if any(each.can_retry for each in context.failures) else None)]
