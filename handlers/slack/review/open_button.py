"""The button that leads to a review, wherever it is offered: it posts the review, or opens the posted one."""

from typing import Literal

from slack_sdk.models.blocks import ButtonElement

from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from templates.review import wording


def open_button(number: int, link: str | None, style: Literal["primary"] | None = None) -> ButtonElement:
    """`link` is the permalink of the posted review: None before it is posted, "" while Slack has not given one.

    Without a permalink the press is answered with where the review is.
    """
    if link:
        return blocks.button(wording.OPEN_REVIEW, action_ids.OPEN_REVIEW, number, style, url=link)
    label = wording.POST_REVIEW if link is None else wording.OPEN_REVIEW
    return blocks.button(label, action_ids.POST_REVIEW, number, style)
