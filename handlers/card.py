"""The pinned card of an incident: the one place for what is true now, with the buttons that are useful now."""

from slack_sdk.models.blocks import Block

from bot.model import Incident, Row, Status
from bot.nudges import promised_update
from handlers import blocks, names
from handlers.scenes import Message, Scene, headline, message
from templates import messages as words
from templates import render


def card(_row: Row, scene: Scene) -> Message:
    incident, promised = scene.incident, promised_update(scene.incident, scene.practice)
    body = words.CardBody(
        incident=incident,
        lasted=incident.resolved_at - incident.declared_at if incident.resolved_at else None,
        next_update=promised,
        overdue=promised is not None and promised <= scene.at,
        known=scene.known,
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
