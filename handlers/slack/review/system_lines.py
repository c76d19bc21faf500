"""The lines in the channel that say what became of a review, and the review as somebody gets it by direct message."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Practice
from bot.incidents.model import Json
from bot.review.commands import Hand
from bot.review.decisions import WHAT
from handlers.slack.render_context import moment, name
from templates import Context
from templates import review_forms as words

Facts = Mapping[str, Json]


def _line(facts: Facts, _practice: Practice) -> Context:
    return _LINES[Hand(str(facts["hand"]))](moment(facts["at"]), name(facts["by"]), facts)


_LINES: Final[Mapping[Hand, Callable[[Any, str, Any], Context]]] = {
    Hand.EDIT: lambda at, by, facts: words.AmendLine(at, by, facts["text"]),
    Hand.SEND: lambda at, by, facts: words.SendLine(at, by, facts["needed"]),
    Hand.DRAFT: lambda at, by, facts: words.DraftLine(at, by, facts["lost"]),
    Hand.APPROVE: lambda at, by, facts: words.ApproveLine(at, by, facts["to_come"]),
    Hand.SHARE: lambda at, by, facts: words.ShareLine(at, by, facts["to"]),
    Hand.MEETING: lambda at, by, facts: words.MeetingLine(
        at, by, moment(facts["meeting"]) if facts["meeting"] else None
    ),
}

LINES: Final[Mapping[str, Callable[[Facts, Practice], Context]]] = {WHAT: _line}
