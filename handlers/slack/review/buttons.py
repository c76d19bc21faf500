"""The buttons under a posted review: what can be done with it now, the likely one first; the menu has the rest."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from bot.review.commands import Hand
from bot.review.edit_log import Living, ReviewState
from handlers.slack import action_ids, blocks

SEND = ("From now on the review can be approved. The channel is told.", "Send it round")
DRAFT = ("It is a draft again, and approvals given so far are taken back.", "Take it back")
APPROVE = ("You approve the review as it stands.", "Approve")
TIMELINE = "timeline"  # of the menu: what is no hand on the review


def controls(number: int, living: Living, factors: int) -> list[Block]:
    """`factors` counts those that wait for a decision."""
    return [
        blocks.actions(
            *_buttons(number, living, factors), blocks.overflow(action_ids.REVIEW_MORE, _rest(number, living))
        )
    ]


def _buttons(number: int, living: Living, factors: int) -> Iterator[ButtonElement]:
    first = {ReviewState.IN_REVIEW: Hand.APPROVE}.get(living.state, Hand.EDIT)
    for label, hand in (("Edit", Hand.EDIT), ("Answer questions", Hand.ANSWER), ("Add action", Hand.ACTION)):
        yield blocks.button(label, action_ids.hand(hand), number, "primary" if hand is first else None)
    if factors:
        yield blocks.button(f"Decide factors ({factors})", action_ids.hand(Hand.FACTORS), number)
    if living.state is ReviewState.DRAFT:
        yield blocks.button("Send round", action_ids.hand(Hand.SEND), number, confirm=SEND)
    elif living.state is ReviewState.IN_REVIEW:
        yield blocks.button("Approve", action_ids.hand(Hand.APPROVE), number, "primary", APPROVE)
        yield blocks.button("Back to draft", action_ids.hand(Hand.DRAFT), number, confirm=DRAFT)


def _rest(number: int, living: Living) -> list[tuple[str, str]]:
    meeting = "Move meeting …" if living.meeting_at else "Meeting …"
    offered = [
        ("Framework and template …", Hand.FRAME),
        (meeting, Hand.MEETING),
        ("Hand out …", Hand.SHARE),
        ("Timeline", TIMELINE),
    ]
    return [(label, f"{which}/{number}") for label, which in offered]
