"""The buttons under a posted review: what can be done with it now, the likely one first; the menu has the rest."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from bot.review.edit_log import ReviewEdits, ReviewState
from bot.review.review_command import ReviewAction
from handlers.slack import action_ids, blocks
from templates.review import wording

REQUEST = (wording.CONFIRM_REQUEST, wording.REQUEST_REVIEW)
DRAFT = (wording.CONFIRM_DRAFT, wording.TO_DRAFT)
APPROVE = (wording.CONFIRM_APPROVAL, wording.APPROVE)
TIMELINE = "timeline"  # of the menu: what is no action on the review


def controls(number: int, edits: ReviewEdits, factors: int) -> list[Block]:
    """`factors` counts those that wait for a decision."""
    return [
        blocks.actions(*_buttons(number, edits, factors), blocks.overflow(action_ids.REVIEW_MORE, _rest(number, edits)))
    ]


def _buttons(number: int, edits: ReviewEdits, factors: int) -> Iterator[ButtonElement]:
    first = {ReviewState.IN_REVIEW: ReviewAction.APPROVE}.get(edits.state, ReviewAction.EDIT)
    for label, action in (
        (wording.EDIT, ReviewAction.EDIT),
        (wording.ANSWER_QUESTIONS, ReviewAction.ANSWER),
        (wording.ADD_ACTION, ReviewAction.ACTION),
    ):
        yield blocks.button(label, action_ids.review_action(action), number, "primary" if action is first else None)
    if factors:
        yield blocks.button(wording.decide_factors(factors), action_ids.review_action(ReviewAction.FACTORS), number)
    if edits.state is ReviewState.DRAFT:
        yield blocks.button(
            wording.REQUEST_REVIEW, action_ids.review_action(ReviewAction.REQUEST_REVIEW), number, confirm=REQUEST
        )
    elif edits.state is ReviewState.IN_REVIEW:
        yield blocks.button(wording.APPROVE, action_ids.review_action(ReviewAction.APPROVE), number, "primary", APPROVE)
        yield blocks.button(
            wording.TO_DRAFT, action_ids.review_action(ReviewAction.BACK_TO_DRAFT), number, confirm=DRAFT
        )


def _rest(number: int, edits: ReviewEdits) -> list[tuple[str, str]]:
    meeting = wording.MOVE_MEETING if edits.meeting_at else wording.SET_MEETING
    offered = [
        (wording.FRAMEWORK_MENU, ReviewAction.FRAMEWORK),
        (meeting, ReviewAction.MEETING),
        (wording.SHARE_MENU, ReviewAction.SHARE),
        (wording.TIMELINE, TIMELINE),
    ]
    return [(label, f"{which}/{number}") for label, which in offered]
