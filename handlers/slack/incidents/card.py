"""The pinned card of an incident: the one place for what is true now, with the buttons that are useful now."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from bot.incidents.model import OPEN, VOID, Incident, Status
from bot.incidents.transitions import TRANSITIONS, Verb
from bot.metrics.durations import DurationKey, duration_of
from bot.metrics.key_moments import events_of, recorded_moments
from bot.nudges.update_schedule import promised_update
from bot.outbox.channels import Card
from bot.roles.roles import on_card
from bot.time_format import duration
from handlers.slack import action_ids, blocks
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, headline, message, sentence
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render
from templates.tasks import messages as task_messages


def card(shown: Card, context: RenderContext) -> RenderedMessage:
    """In the public channel of an incident that was made private, the card says that and nothing more."""
    if shown.posted_in:
        return sentence(incident_messages.NowPrivate())
    return drawn_card(context)


def drawn_card(context: RenderContext) -> RenderedMessage:
    incident, promised = context.incident, promised_update(context.incident, context.policy)
    body = incident_messages.CardBody(
        incident=incident,
        roles=on_card(incident, context.policy),
        duration=_duration(context) if incident.resolved_at else "",
        next_update=promised,
        overdue=promised is not None and promised <= context.at,
        latest=context.latest,
    )
    drawn = [
        blocks.header(headline(incident, context.severity)),
        *blocks.sections(render(body)),
        *_tasks(context),
        *_note(context),
        _card_buttons(incident),
        *_failures(context),
    ]
    return message(render(incident_messages.CardSentence(incident, context.severity, promised)), drawn)


def _duration(context: RenderContext) -> str:
    """Of a resolved incident, from its recorded start, else its declaration."""
    recorded = recorded_moments(context.incident, events_of(context.details.entries))
    minutes = duration_of(DurationKey.WHOLE, recorded).minutes
    return "" if minutes is None else duration(minutes)


def _tasks(context: RenderContext) -> list[Block]:
    if not context.tasks or not context.incident.is_open:
        return []
    said = task_messages.CardTasks(len(context.tasks), sum(task.done_at is None for task in context.tasks))
    return [blocks.section(render(said), blocks.button(wording.TASKS, action_ids.SHOW_TASKS, context.incident.number))]


def _note(context: RenderContext) -> list[Block]:
    if not context.merged and not context.earlier:
        return []
    return [blocks.context(render(incident_messages.CardNote(context.merged, context.earlier)))]


def _card_buttons(incident: Incident) -> Block:
    """What is useful now, the likely one first; the menu at the end has the rest."""
    rest = [(label, f"{verb}/{incident.number}") for label, verb in _rest(incident)]
    menu = [blocks.overflow(action_ids.MORE, rest)] if rest else []
    return blocks.actions(*_buttons(incident), *menu)


def _buttons(incident: Incident) -> Iterator[ButtonElement]:
    number, status = incident.number, incident.status
    if status in OPEN:
        yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number, "primary")
        if not incident.commander:
            yield blocks.button(wording.TAKE_COMMAND, action_ids.TAKE_COMMAND, number)
        yield blocks.button(wording.SEVERITY, action_ids.CHANGE_SEVERITY, number)
        yield blocks.button(wording.ROLES, action_ids.SHOW_ROLES, number)
    elif status not in VOID:
        yield blocks.button(wording.POST_REVIEW, action_ids.POST_REVIEW, number, "primary")
    yield blocks.button(wording.TIMELINE, action_ids.SHOW_TIMELINE, number)
    if status in OPEN:
        yield blocks.button(wording.RESOLVE, action_ids.RESOLVE, number, "danger", RESOLVE)
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


RESOLVE = (wording.CONFIRM_RESOLVE, wording.RESOLVE)
REOPEN = (wording.CONFIRM_REOPEN, wording.REOPEN)
CLOSE = (wording.CONFIRM_CLOSE, wording.CLOSE)
MENU = (
    (wording.RENAME_MENU, Verb.RENAME),
    (wording.FALSE_ALARM_MENU, Verb.CANCEL),
    (wording.DUPLICATE_MENU, Verb.MERGE),
    (wording.PRIVATE_MENU, Verb.PRIVATE),
)


def _failures(context: RenderContext) -> list[Block]:
    if not context.failures:
        return []
    said = blocks.context(render(incident_messages.CardFailures(context.failures)))
    return [said, blocks.actions(blocks.button(wording.RETRY, action_ids.RETRY, context.incident.number))]
