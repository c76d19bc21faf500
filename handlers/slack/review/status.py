"""The status of a review as a private answer: what is missing, what is open, and the buttons to fill it in."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.blocks import ButtonElement

from bot.review.follow_up import ReviewStatus
from bot.review.questions.open_questions import by_person
from bot.review.review_command import ReviewAction
from bot.review.root_cause.blame import Wording
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.requests.listener_context import ListenerContext
from handlers.slack.review.open_button import open_button
from templates.rendering import Context, render
from templates.review import messages as review_messages
from templates.review import wording

MOST_WORDINGS, LONGEST_WORDS = 3, 150  # that blame somebody: shown, and characters of each
LONGEST_LOOK = 1.5  # seconds: the answer is due within the 3 s that Slack waits


async def in_time(listener: ListenerContext, number: int) -> ReviewStatus | None:
    """None if the review can't be built within the time that Slack gives for an answer."""
    build = listener.services.review_follow_up.status(number)
    try:
        async with asyncio.timeout(LONGEST_LOOK):
            return await asyncio.to_thread(build)
    except TimeoutError:
        return None


def is_open(status: ReviewStatus) -> bool:
    """Whether anything is missing or open."""
    return bool(status.missing or status.open_questions or status.open_factors or status.wording)


def answer(listener: ListenerContext, number: int, status: ReviewStatus | None, head: Context | str) -> RenderedMessage:
    """`head` comes before what is missing and open."""
    said = [head if isinstance(head, str) else render(head)]
    if status and is_open(status):
        questions = by_person(each.question for each in status.open_questions)
        lacking = review_messages.ReviewMissing(
            number,
            status.missing,
            questions,
            len(status.open_questions),
            len(status.open_factors),
            [_shown(one) for one in status.wording[:MOST_WORDINGS]],
            max(0, len(status.wording) - MOST_WORDINGS),
        )
        said.append(render(lacking))
    text, buttons = "\n".join(said), list(_buttons(number, listener.services.reviews.link(number), status))
    return message(text, [*blocks.sections(text), *([blocks.actions(*buttons)] if buttons else [])])


def _shown(one: Wording) -> Wording:
    text = clip(" ".join(one.evidence.words.split()), LONGEST_WORDS, TYPED)
    return replace(one, words=clip(one.words, LONGEST_WORDS, TYPED), evidence=replace(one.evidence, words=text))


def _buttons(number: int, link: str | None, status: ReviewStatus | None) -> Iterator[ButtonElement]:
    if link:
        yield open_button(number, link, "primary")
    if status and status.missing:
        yield blocks.button(wording.EDIT, action_ids.review_action(ReviewAction.EDIT), number)
    if status and status.open_questions:
        yield blocks.button(wording.ANSWER_QUESTIONS, action_ids.review_action(ReviewAction.ANSWER), number)
