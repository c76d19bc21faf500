"""The lines in the channel that say what changed about an incident, with Undo while that is possible."""

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.incidents.severity_change import newly_due
from bot.incidents.undo import Thing
from bot.outbox.incidents import ChangeUndone, RevertibleLine, SeverityChanged
from bot.outbox.model import OutboxMessage
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from templates.incidents import messages as incident_messages
from templates.incidents import wording


def with_undo(line: OutboxMessage, text: str) -> list[Block]:
    """The button is beside the text, where it needs no line of its own."""
    if not isinstance(line, RevertibleLine) or not line.undo:
        return blocks.sections(text)
    return blocks.sections(text, blocks.button(wording.UNDO, action_ids.UNDO, line.key))


def severity_line(line: SeverityChanged, incident: Incident, policy: Policy) -> incident_messages.SeverityLine:
    """Nothing follows from the new severity of an incident that had ended by then."""
    before, now = policy.severity(line.before), policy.severity(line.severity)
    raised = policy.severities.index(now) < policy.severities.index(before)
    ended = incident.resolved_at is not None and incident.resolved_at <= line.at
    due = () if line.drill or ended else newly_due(before, now, line.at)
    return incident_messages.SeverityLine(line, before, now, raised, due, ended)


def undo_line(line: ChangeUndone, policy: Policy) -> incident_messages.UndoLine:
    now = {
        Thing.STATUS: wording.status_name(line.status),
        Thing.SEVERITY: policy.severity(line.severity).name,
        Thing.TITLE: line.title,
    }
    return incident_messages.UndoLine(line, now[Thing(line.thing)])
