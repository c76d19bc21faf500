"""The buttons under a posted review: what can be done with it now, the likely one first; the menu has the rest."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from bot.review.commands import ReviewAction
from bot.review.edit_log import ReviewEdits, ReviewState
from handlers.slack import action_ids, blocks

SEND = ("From now on the review can be approved. The channel is told.", "Send it round")
DRAFT = ("It is a draft again, and approvals given so far are taken back.", "Take it back")
APPROVE = ("You approve the review as it stands.", "Approve")
TIMELINE = "timeline"  # of the menu: what is no hand on the review


def controls(number: int, edits: ReviewEdits, factors: int) -> list[Block]:
    """`factors` counts those that wait for a decision."""
    return [
        blocks.actions(*_buttons(number, edits, factors), blocks.overflow(action_ids.REVIEW_MORE, _rest(number, edits)))
    ]


def _buttons(number: int, edits: ReviewEdits, factors: int) -> Iterator[ButtonElement]:
    first = {ReviewState.IN_REVIEW: ReviewAction.APPROVE}.get(edits.state, ReviewAction.EDIT)
    for label, hand in (
        ("Edit", ReviewAction.EDIT),
        ("Answer questions", ReviewAction.ANSWER),
        ("Add action", ReviewAction.ACTION),
    ):
        yield blocks.button(label, action_ids.hand(hand), number, "primary" if hand is first else None)
    if factors:
        yield blocks.button(f"Decide factors ({factors})", action_ids.hand(ReviewAction.FACTORS), number)
    if edits.state is ReviewState.DRAFT:
        yield blocks.button("Send round", action_ids.hand(ReviewAction.SEND), number, confirm=SEND)
    elif edits.state is ReviewState.IN_REVIEW:
        yield blocks.button("Approve", action_ids.hand(ReviewAction.APPROVE), number, "primary", APPROVE)
        yield blocks.button("Back to draft", action_ids.hand(ReviewAction.DRAFT), number, confirm=DRAFT)


def _rest(number: int, edits: ReviewEdits) -> list[tuple[str, str]]:
    meeting = "Move meeting …" if edits.meeting_at else "Meeting …"
    offered = [
        ("Framework and template …", ReviewAction.FRAME),
        (meeting, ReviewAction.MEETING),
        ("Hand out …", ReviewAction.SHARE),
        ("Timeline", TIMELINE),
    ]
    return [(label, f"{which}/{number}") for label, which in offered]
