"""The buttons under a posted review: what can be done with it now, the likely one first, and a menu with the rest."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.review.edit_log import MissingSection, ReviewEdits, ReviewState
from bot.review.review_command import ReviewAction
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from templates.review import wording

DRAFT = (wording.CONFIRM_DRAFT, wording.TO_DRAFT)
APPROVE = (wording.CONFIRM_APPROVAL, wording.APPROVE)
TIMELINE = "timeline"  # the one menu item that is not an action on the review


def controls(number: int, edits: ReviewEdits, factors: int, missing: Sequence[MissingSection]) -> list[Block]:
    """`factors` is the number of factors with no action item."""
    menu = blocks.overflow(action_ids.REVIEW_MORE, _rest(number, edits))
    return [blocks.actions(*_buttons(number, edits, factors, missing), menu)]


def _buttons(
    number: int, edits: ReviewEdits, factors: int, missing: Sequence[MissingSection]
) -> Iterator[ButtonElement]:
    first = {ReviewState.IN_REVIEW: ReviewAction.APPROVE}.get(edits.state, ReviewAction.EDIT)
    for label, action in (
        (wording.EDIT, ReviewAction.EDIT),
        (wording.ANSWER_QUESTIONS, ReviewAction.ANSWER),
        (wording.ADD_ACTION, ReviewAction.ACTION),
    ):
        yield blocks.button(label, action_ids.review_action(action), number, "primary" if action is first else None)
    if factors:
        yield blocks.button(wording.review_factors(factors), action_ids.review_action(ReviewAction.FACTORS), number)
    if edits.state is ReviewState.DRAFT:
        asked = (wording.confirm_request([section.title for section in missing]), wording.REQUEST_REVIEW)
        yield blocks.button(
            wording.REQUEST_REVIEW, action_ids.review_action(ReviewAction.REQUEST_REVIEW), number, confirm=asked
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
