"""The short lines in the channel about an incident's state, each with Undo while it can be taken back."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.incidents.severity_change import newly_due
from bot.incidents.undo import Thing
from bot.json_types import Json
from bot.outbox.model import OutboxRow
from handlers.slack import action_ids, blocks
from handlers.slack.render_context import moment, name
from templates.incidents import messages as incident_messages
from templates.rendering import Context

Facts = Mapping[str, Json]


def with_undo(row: OutboxRow, text: str) -> list[Block]:
    """The button stands beside the line, so that it takes no line of its own."""
    if not row.payload.get("undo"):
        return blocks.sections(text)
    *before, last = blocks.pieces(text)
    undo = blocks.button("Undo", action_ids.UNDO, row.key)
    return [*map(blocks.section, before), blocks.section(last, undo)]


def _status(facts: Facts, _policy: Policy) -> Context:
    before, status = str(facts["before"]), str(facts["status"])
    return incident_messages.StatusLine(moment(facts["at"]), name(facts["by"]), before, status, _text(facts))


def _severity(facts: Facts, policy: Policy) -> Context:
    before, now = policy.severity(str(facts["before"])), policy.severity(str(facts["severity"]))
    raised = policy.severities.index(now) < policy.severities.index(before)
    at = moment(facts["at"])
    due = () if facts.get("drill") else newly_due(before, now, at)
    return incident_messages.SeverityLine(at, name(facts["by"]), before, now, raised, due, _text(facts))


def _resolved(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.ResolveLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _reopened(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.ReopenLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _closed(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.CloseLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _cancelled(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.CancelLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _merged(facts: Facts, _policy: Policy) -> Context:
    into, title, channel = int(str(facts["into"])), str(facts["title"]), str(facts["channel"])
    return incident_messages.MergeLine(moment(facts["at"]), name(facts["by"]), into, title, channel)


def _merged_here(facts: Facts, _policy: Policy) -> Context:
    number, title = int(str(facts["number"])), str(facts["title"])
    return incident_messages.MergedHereLine(moment(facts["at"]), name(facts["by"]), number, title)


def _renamed(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.RenameLine(
        moment(facts["at"]), name(facts["by"]), str(facts["before"]), str(facts["title"])
    )


def _private(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.PrivateLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _moved(_facts: Facts, _policy: Policy) -> Context:
    return incident_messages.MadePrivate(last=True)


def _moved_on(facts: Facts, _policy: Policy) -> Context:
    return incident_messages.MovedOnLine(moment(facts["at"]), name(facts["by"]), _text(facts))


def _undone(facts: Facts, policy: Policy) -> Context:
    thing = Thing(str(facts["thing"]))
    now = {
        Thing.STATUS: str(facts["status"]),
        Thing.SEVERITY: policy.severity(str(facts["severity"])).name,
        Thing.TITLE: str(facts["title"]),
    }
    return incident_messages.UndoLine(moment(facts["at"]), name(facts["by"]), thing.value, now[thing])


def _text(facts: Facts) -> str:
    """Lines of older versions say nothing of it."""
    return str(facts.get("text") or "")


LINES: Mapping[str, Callable[[Facts, Policy], Context]] = {
    "investigate": _status,
    "identify": _status,
    "mitigate": _status,
    "monitor": _status,
    "severity": _severity,
    "resolve": _resolved,
    "reopen": _reopened,
    "close": _closed,
    "cancel": _cancelled,
    "merge": _merged,
    "merged_here": _merged_here,
    "rename": _renamed,
    "private": _private,
    "moved": _moved,
    "moved_on": _moved_on,
    "undo": _undone,
}
