"""The lines in the channel that say what became of a review, and the review as somebody gets it by direct message."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Policy
from bot.json_types import Json
from bot.review.commands import ReviewAction
from bot.review.decisions import WHAT
from handlers.slack.render_context import moment, name
from templates.rendering import Context
from templates.review import messages as review_messages

Facts = Mapping[str, Json]


def _line(facts: Facts, _policy: Policy) -> Context:
    return _LINES[ReviewAction(str(facts["hand"]))](moment(facts["at"]), name(facts["by"]), facts)


_LINES: Final[Mapping[ReviewAction, Callable[[Any, str, Any], Context]]] = {
    ReviewAction.EDIT: lambda at, by, facts: review_messages.AmendLine(at, by, facts["text"]),
    ReviewAction.SEND: lambda at, by, facts: review_messages.SendLine(at, by, facts["needed"]),
    ReviewAction.DRAFT: lambda at, by, facts: review_messages.DraftLine(at, by, facts["lost"]),
    ReviewAction.APPROVE: lambda at, by, facts: review_messages.ApproveLine(at, by, facts["to_come"]),
    ReviewAction.SHARE: lambda at, by, facts: review_messages.ShareLine(at, by, facts["to"]),
    ReviewAction.MEETING: lambda at, by, facts: review_messages.MeetingLine(
        at, by, moment(facts["meeting"]) if facts["meeting"] else None
    ),
}

LINES: Final[Mapping[str, Callable[[Facts, Policy], Context]]] = {WHAT: _line}
