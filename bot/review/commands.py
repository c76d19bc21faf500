"""The words of `/pir`: which review is meant, and what is asked of it. Usage and help come from here.

`read` turns what a person typed into one of the requests, or raises NotUnderstood with what to type instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeAlias

from bot.commands.requests import TypedText
from bot.errors import NotUnderstood
from bot.review.document.review import TEMPLATES
from bot.review.document.review_causes import ALL, METHODS

COMMAND: Final = "/pir"
BY_SEVERITY: Final = "default"
FRAMES: Final = (*METHODS, ALL)


class ReviewAction(StrEnum):
    """What people do to a review: a word behind the command, and a button."""

    EDIT = "edit"
    ANSWER = "answer"
    FACTORS = "factors"
    ACTION = "action"
    FRAME = "frame"
    MEETING = "meeting"
    SEND = "send"
    DRAFT = "draft"
    SHARE = "share"
    APPROVE = "approve"


@dataclass(frozen=True)
class ShowReview:
    """`number` is 0 for the incident of this channel. `method`, `template`: "" where nothing is said of them.

    BY_SEVERITY is what the severity asks for.
    """

    number: int = 0
    method: str = ""
    template: str = ""


@dataclass(frozen=True)
class ActOnReview:
    hand: ReviewAction
    number: int = 0
    text: str = ""


@dataclass(frozen=True)
class ListReviews:
    """Those that are due, overdue and in review."""


@dataclass(frozen=True)
class HelpReview:
    """`word` is empty for the whole list."""

    word: str = ""


ReviewRequest: TypeAlias = ShowReview | ActOnReview | ListReviews | HelpReview


@dataclass(frozen=True)
class ReviewWord:
    """One row of the table: how it is typed behind the command, and what it does."""

    name: str
    usage: str
    help: str
    example: str


WORDS: Final[Mapping[str, ReviewWord]] = {
    word.name: word
    for word in (
        ReviewWord(
            "",
            "[number] [method] [template]",
            "Post the review, or bring the posted one up to date. Methods: five-whys, fishbone, timeline, bow-tie, "
            "all. Templates: brief, standard, comprehensive. default is what the severity asks for.",
            "42 fishbone comprehensive",
        ),
        ReviewWord(ReviewAction.EDIT, "edit [section]", "Write a section in your own words.", "edit root cause"),
        ReviewWord(
            ReviewAction.ANSWER, "answer", "See the open questions; answer them, or ask them in the channel.", "answer"
        ),
        ReviewWord(
            ReviewAction.FACTORS,
            "factors",
            "Decide what becomes of contributing factors that no action answers.",
            "factors",
        ),
        ReviewWord(ReviewAction.ACTION, "action", "Add an action item.", "action"),
        ReviewWord(ReviewAction.FRAME, "frame", "Choose the framework and the template from a list.", "frame"),
        ReviewWord(
            ReviewAction.MEETING,
            "meeting [YYYY-MM-DD HH:MM|none]",
            "Set when the review meeting is, in your zone. Alone it opens a form.",
            "meeting 2024-01-16 15:00",
        ),
        ReviewWord(ReviewAction.SEND, "send", "Send the draft into review: from then on it can be approved.", "send"),
        ReviewWord(
            ReviewAction.DRAFT, "draft", "Take it back to a draft. Approvals given so far are taken back too.", "draft"
        ),
        ReviewWord(ReviewAction.SHARE, "share", "Hand the review out, by direct message.", "share"),
        ReviewWord(ReviewAction.APPROVE, "approve", "Approve the review as it stands.", "approve"),
        ReviewWord("list", "list", "The reviews that are due, overdue and in review.", "list"),
        ReviewWord("help", "help [word]", "Show this list.", "help edit"),
    )
}
_ALSO: Final[Mapping[str, ReviewAction]] = {
    "section": ReviewAction.EDIT,
    "write": ReviewAction.EDIT,
    "questions": ReviewAction.ANSWER,
    "ask": ReviewAction.ANSWER,
    "actions": ReviewAction.ACTION,
    "framework": ReviewAction.FRAME,
    "template": ReviewAction.FRAME,
    "method": ReviewAction.FRAME,
    "hand-out": ReviewAction.SHARE,
    "handout": ReviewAction.SHARE,
    "round": ReviewAction.SEND,
    "review": ReviewAction.SEND,
}
_METHOD_WORDS: Final[Mapping[str, str]] = {
    "5-whys": "five-whys",
    "5whys": "five-whys",
    "five_whys": "five-whys",
    "fivewhys": "five-whys",
    "whys": "five-whys",
    "ishikawa": "fishbone",
    "bowtie": "bow-tie",
    "bow_tie": "bow-tie",
    "timeline-analysis": "timeline",
}
_TWO_WORDS: Final = {"five whys": "five-whys", "5 whys": "five-whys", "bow tie": "bow-tie", "hand out": "share"}
_TEXTED: Final = frozenset({ReviewAction.EDIT, ReviewAction.MEETING})


def read(typed: TypedText) -> ReviewRequest:
    """`/pir` alone is the review of this channel's incident. The number may stand anywhere."""
    words = _words(typed.text)
    number, rest = _number(words)
    name = rest[0] if rest else ""
    if name in ("list", "help"):
        return _about(name, rest[1:])
    hand = _hand(name)
    if hand:
        return _laid(hand, number, rest[1:])
    return _shown(ShowReview(number), rest)


def _words(text: str) -> list[str]:
    said = " ".join(text.casefold().split())
    for two, one in _TWO_WORDS.items():
        said = f" {said} ".replace(f" {two} ", f" {one} ").strip()
    return said.split()


def _number(words: list[str]) -> tuple[int, list[str]]:
    """The first word that is the number of an incident, and the others; 0 where none is one."""
    for place, word in enumerate(words):
        if (said := word.removeprefix("#")).isdecimal():
            return int(said), words[:place] + words[place + 1 :]
    return 0, words


def _hand(word: str) -> ReviewAction | None:
    return ReviewAction(word) if word in tuple(ReviewAction) else _ALSO.get(word)


def _laid(hand: ReviewAction, number: int, rest: list[str]) -> ActOnReview:
    if rest and hand not in _TEXTED:
        raise NotUnderstood(f"{COMMAND} {hand} takes nothing behind it but the number of an incident.")
    return ActOnReview(hand, number, " ".join(rest))


def _about(name: str, rest: list[str]) -> ListReviews | HelpReview:
    if name == "list":
        return ListReviews()
    word = " ".join(rest).removeprefix(COMMAND).strip()
    known = _hand(word) or word
    if known not in WORDS:
        raise NotUnderstood(_unknown(word))
    return HelpReview(known)


def _shown(asked: ShowReview, words: list[str]) -> ShowReview:
    for word in words:
        method = _METHOD_WORDS.get(word, word)
        if method in FRAMES and not asked.method:
            asked = replace(asked, method=method)
        elif word in TEMPLATES and not asked.template:
            asked = replace(asked, template=word)
        elif word == BY_SEVERITY:
            asked = replace(asked, method=asked.method or BY_SEVERITY, template=asked.template or BY_SEVERITY)
        else:
            raise NotUnderstood(_twice(word) if word in (*FRAMES, *TEMPLATES) else _unknown(word))
    return asked


def _twice(word: str) -> str:
    what = "method" if word in FRAMES else "template"
    return f"{word} is a second {what}, and a review has one. Type {COMMAND} all to see every method."


def _unknown(word: str) -> str:
    offered = (*(name for name in WORDS if name), *FRAMES, *TEMPLATES, *_ALSO, *_METHOD_WORDS)
    meant = next(iter(get_close_matches(word, offered, n=1)), "")
    hint = f" Did you mean {COMMAND} {_METHOD_WORDS.get(meant) or _ALSO.get(meant, meant)}?" if meant else ""
    return f"{word} is not something {COMMAND} can do.{hint} {COMMAND} help lists what it can."
