"""The short lines in the channel about an incident's state, each with Undo while it can be taken back."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.incidents.severity_change import newly_due
from bot.incidents.undo import Thing
from bot.outbox.channels import ChannelMoved
from bot.outbox.incidents import (
    Canceled,
    ChangeUndone,
    Closed,
    DuplicateMerged,
    MadePrivate,
    Merged,
    Renamed,
    Reopened,
    Resolved,
    RevertibleLine,
    SeverityChanged,
    StatusChanged,
    WorkMovedOn,
)
from bot.outbox.model import OutboxMessage
from handlers.slack import action_ids, blocks
from templates.incidents import messages as incident_messages
from templates.rendering import Context


def with_undo(line: OutboxMessage, text: str) -> list[Block]:
    """The button stands beside the line, so that it takes no line of its own."""
    if not isinstance(line, RevertibleLine) or not line.undo:
        return blocks.sections(text)
    *before, last = blocks.pieces(text)
    undo = blocks.button("Undo", action_ids.UNDO, line.key)
    return [*map(blocks.section, before), blocks.section(last, undo)]


def _status(line: StatusChanged, _policy: Policy) -> Context:
    return incident_messages.StatusLine(line.at, line.by.name, line.before, line.status, line.text)


def _severity(line: SeverityChanged, policy: Policy) -> Context:
    before, now = policy.severity(line.before), policy.severity(line.severity)
    raised = policy.severities.index(now) < policy.severities.index(before)
    due = () if line.drill else newly_due(before, now, line.at)
    return incident_messages.SeverityLine(line.at, line.by.name, before, now, raised, due, line.text)


def _resolved(line: Resolved, _policy: Policy) -> Context:
    return incident_messages.ResolveLine(line.at, line.by.name, line.text)


def _reopened(line: Reopened, _policy: Policy) -> Context:
    return incident_messages.ReopenLine(line.at, line.by.name, line.text)


def _closed(line: Closed, _policy: Policy) -> Context:
    return incident_messages.CloseLine(line.at, line.by.name, line.text)


def _canceled(line: Canceled, _policy: Policy) -> Context:
    return incident_messages.CancelLine(line.at, line.by.name, line.text)


def _merged(line: Merged, _policy: Policy) -> Context:
    return incident_messages.MergeLine(line.at, line.by.name, line.into, line.title, line.channel)


def _duplicate_merged(line: DuplicateMerged, _policy: Policy) -> Context:
    return incident_messages.MergedHereLine(line.at, line.by.name, line.number, line.title)


def _renamed(line: Renamed, _policy: Policy) -> Context:
    return incident_messages.RenameLine(line.at, line.by.name, line.before, line.title)


def _made_private(line: MadePrivate, _policy: Policy) -> Context:
    return incident_messages.PrivateLine(line.at, line.by.name, line.text)


def _channel_moved(_line: ChannelMoved, _policy: Policy) -> Context:
    return incident_messages.MadePrivate(last=True)


def _work_moved_on(line: WorkMovedOn, _policy: Policy) -> Context:
    return incident_messages.MovedOnLine(line.at, line.by.name, line.text)


def _undone(line: ChangeUndone, policy: Policy) -> Context:
    now = {
        Thing.STATUS: line.status,
        Thing.SEVERITY: policy.severity(line.severity).name,
        Thing.TITLE: line.title,
    }
    return incident_messages.UndoLine(line.at, line.by.name, line.thing, now[Thing(line.thing)])


LINES: Final[Mapping[type, Callable[[Any, Policy], Context]]] = {
    StatusChanged: _status,
    SeverityChanged: _severity,
    Resolved: _resolved,
    Reopened: _reopened,
    Closed: _closed,
    Canceled: _canceled,
    Merged: _merged,
    DuplicateMerged: _duplicate_merged,
    Renamed: _renamed,
    MadePrivate: _made_private,
    ChannelMoved: _channel_moved,
    WorkMovedOn: _work_moved_on,
    ChangeUndone: _undone,
}
