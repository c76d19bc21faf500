"""The lines in the channel that say what became of a review."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.config.policy import Policy
from bot.outbox.review import (
    ReviewAmended,
    ReviewApproved,
    ReviewBackToDraft,
    ReviewHandedOut,
    ReviewMeetingSet,
    ReviewRequested,
)
from templates.rendering import Context
from templates.review import messages as review_messages


def _amended(line: ReviewAmended, _policy: Policy) -> Context:
    return review_messages.AmendLine(line.at, line.by.name, line.text)


def _requested(line: ReviewRequested, _policy: Policy) -> Context:
    return review_messages.ReviewRequestedLine(line.at, line.by.name, line.needed)


def _back_to_draft(line: ReviewBackToDraft, _policy: Policy) -> Context:
    return review_messages.BackToDraftLine(line.at, line.by.name, line.lost)


def _approved(line: ReviewApproved, _policy: Policy) -> Context:
    return review_messages.ApproveLine(line.at, line.by.name, line.to_come)


def _handed_out(line: ReviewHandedOut, _policy: Policy) -> Context:
    return review_messages.ShareLine(line.at, line.by.name, line.to)


def _meeting(line: ReviewMeetingSet, _policy: Policy) -> Context:
    return review_messages.MeetingLine(line.at, line.by.name, line.meeting)


LINES: Final[Mapping[type, Callable[[Any, Policy], Context]]] = {
    ReviewAmended: _amended,
    ReviewRequested: _requested,
    ReviewBackToDraft: _back_to_draft,
    ReviewApproved: _approved,
    ReviewHandedOut: _handed_out,
    ReviewMeetingSet: _meeting,
}
