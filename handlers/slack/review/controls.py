"""The buttons under a posted review: what can be done with it now, the likely one first, and a menu with the rest.

A draft whose cause is known is read first; one whose cause is not known needs answers first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.review.edit_log import MissingSection, ReviewEdits, ReviewState
from bot.review.review_command import ReviewAction
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from templates.review import wording

DRAFT = (wording.CONFIRM_DRAFT, wording.TO_DRAFT)
APPROVE = (wording.CONFIRM_APPROVAL, wording.APPROVE)
TIMELINE = "timeline"  # the one menu item that is not an action on the review


@dataclass(frozen=True)
class Offered:
    """What there is to do: required sections that are `missing`, open `questions`, `factors` with no action item.

    `document` is the permalink of the whole review, "" while there is none.
    """

    missing: Sequence[MissingSection]
    document: str
    cause: bool
    questions: int
    factors: int
    actions: bool


def controls(number: int, edits: ReviewEdits, offered: Offered) -> Block:
    buttons = [button for each in _order(edits, offered) for button in _BUTTONS[each](number, offered)]
    if buttons and not any(button.style for button in buttons):
        buttons[0].style = "primary"
    return blocks.actions(*buttons, blocks.overflow(action_ids.REVIEW_MORE, _rest(number, edits, offered)))


_OPEN: Final = "open"
_Likely = ReviewAction | str


def _order(edits: ReviewEdits, offered: Offered) -> Sequence[_Likely]:
    if edits.state is ReviewState.IN_REVIEW:
        return ReviewAction.APPROVE, _OPEN, ReviewAction.ANSWER, ReviewAction.EDIT, ReviewAction.BACK_TO_DRAFT
    last = (ReviewAction.REQUEST_REVIEW,) if edits.state is ReviewState.DRAFT else ()
    if offered.cause:
        return _OPEN, ReviewAction.ANSWER, ReviewAction.EDIT, *last
    added = () if offered.actions else (ReviewAction.ACTION,)
    return ReviewAction.ANSWER, *added, _OPEN, ReviewAction.EDIT, *last


def _open(number: int, offered: Offered) -> Iterator[ButtonElement]:
    if offered.document:
        yield blocks.button(wording.OPEN_REVIEW, action_ids.OPEN_REVIEW, number, url=offered.document)


def _answer(number: int, offered: Offered) -> Iterator[ButtonElement]:
    """One form has both, the open questions and the factors with no action item."""
    if offered.questions:
        yield blocks.button(wording.ANSWER_QUESTIONS, action_ids.review_action(ReviewAction.ANSWER), number)
    elif offered.factors:
        label = wording.review_factors(offered.factors)
        yield blocks.button(label, action_ids.review_action(ReviewAction.FACTORS), number)


def _request(number: int, offered: Offered) -> Iterator[ButtonElement]:
    asked = (wording.confirm_request([section.title for section in offered.missing]), wording.REQUEST_REVIEW)
    yield blocks.button(
        wording.REQUEST_REVIEW, action_ids.review_action(ReviewAction.REQUEST_REVIEW), number, confirm=asked
    )


def _edit(number: int, _offered: Offered) -> Iterator[ButtonElement]:
    yield blocks.button(wording.EDIT, action_ids.review_action(ReviewAction.EDIT), number)


def _action(number: int, _offered: Offered) -> Iterator[ButtonElement]:
    yield blocks.button(wording.ADD_ACTION, action_ids.review_action(ReviewAction.ACTION), number)


def _approve(number: int, _offered: Offered) -> Iterator[ButtonElement]:
    yield blocks.button(wording.APPROVE, action_ids.review_action(ReviewAction.APPROVE), number, "primary", APPROVE)


def _back(number: int, _offered: Offered) -> Iterator[ButtonElement]:
    yield blocks.button(wording.TO_DRAFT, action_ids.review_action(ReviewAction.BACK_TO_DRAFT), number, confirm=DRAFT)


_BUTTONS: Final[Mapping[_Likely, Callable[[int, Offered], Iterator[ButtonElement]]]] = {
    _OPEN: _open,
    ReviewAction.ANSWER: _answer,
    ReviewAction.ACTION: _action,
    ReviewAction.EDIT: _edit,
    ReviewAction.REQUEST_REVIEW: _request,
    ReviewAction.APPROVE: _approve,
    ReviewAction.BACK_TO_DRAFT: _back,
}


def _rest(number: int, edits: ReviewEdits, offered: Offered) -> list[tuple[str, str]]:
    meeting = wording.MOVE_MEETING if edits.meeting_at else wording.SET_MEETING
    shown = ReviewAction.ACTION in _order(edits, offered)
    choices: list[tuple[str, str]] = [
        *([] if shown else [(wording.ADD_ACTION, ReviewAction.ACTION)]),
        (wording.FRAMEWORK_MENU, ReviewAction.FRAMEWORK),
        (meeting, ReviewAction.MEETING),
        (wording.SHARE_MENU, ReviewAction.SHARE),
        (wording.TIMELINE, TIMELINE),
    ]
    return [(label, f"{which}/{number}") for label, which in choices]
