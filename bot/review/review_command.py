"""The verbs of the review's command, with their usage and help.

`read` turns the text after the command into one of the requests, or raises NotUnderstood.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeAlias

from bot.commands.arguments import first_word
from bot.commands.help_words import is_help, is_marked_help
from bot.commands.incident_numbers import number_in_front
from bot.commands.requests import TypedText
from bot.errors import Guess, Hint, NotUnderstood, VerbSubject
from bot.review.document.templates import TEMPLATES
from bot.review.root_cause.methods import ALL, METHODS
from bot.time_parsing import read_future
from templates.review import wording

BY_SEVERITY: Final = "default"
FRAMES: Final = (*METHODS, ALL)


class ReviewAction(StrEnum):
    """What people can do with a review, by a verb or a button. The values are on posted buttons."""

    EDIT = "edit"
    ANSWER = "answer"
    FACTORS = "factors"
    ACTION = "action"
    FRAMEWORK = "frame"
    MEETING = "meeting"
    REQUEST_REVIEW = "send"
    BACK_TO_DRAFT = "draft"
    SHARE = "share"
    APPROVE = "approve"

    @property
    def word(self) -> str:
        """The verb that people type, named as its button."""
        return _NAMED_AS_BUTTON.get(self, self.value)


_NAMED_AS_BUTTON: Final[Mapping[ReviewAction, str]] = {
    ReviewAction.FRAMEWORK: "framework",
    ReviewAction.REQUEST_REVIEW: "request",
}


@dataclass(frozen=True)
class ShowReview:
    """`number` is 0 for the incident of this channel. `method` and `template` are "" if they were not named.

    BY_SEVERITY stands for the severity's default.
    """

    number: int = 0
    method: str = ""
    template: str = ""


@dataclass(frozen=True)
class ActOnReview:
    action: ReviewAction
    number: int = 0
    text: str = ""


@dataclass(frozen=True)
class ListReviews:
    """The reviews that are overdue, due, in review or recently approved."""


@dataclass(frozen=True)
class HelpOnReview:
    """`word` is empty for all verbs."""

    word: str = ""


ReviewRequest: TypeAlias = ShowReview | ActOnReview | ListReviews | HelpOnReview


@dataclass(frozen=True)
class ReviewVerb:
    """A verb: how it is typed, and what it does."""

    name: str
    usage: str
    help: str
    example: str


VERBS: Final[Mapping[str, ReviewVerb]] = {
    word.name: word
    for word in (
        ReviewVerb(
            "",
            "[<number>] [<framework>] [<template>]",
            "Post the review. If it is already posted, refresh and open it. Frameworks: `five-whys`, `fishbone`, "
            "`timeline`, `bow-tie`, `all`. Templates: `brief`, `standard`, `comprehensive`. To use the severity's "
            "defaults, type `default`.",
            "42 fishbone comprehensive",
        ),
        ReviewVerb(ReviewAction.EDIT, "edit [<section>]", "Edit a section.", "edit root cause"),
        ReviewVerb(ReviewAction.ANSWER, "answer", "Answer open questions, or ask them in the channel.", "answer"),
        ReviewVerb(
            ReviewAction.FACTORS,
            "factors",
            "Confirm or add the action item for each contributing factor, or accept the factor.",
            "factors",
        ),
        ReviewVerb(ReviewAction.ACTION, "action", "Add an action item.", "action"),
        ReviewVerb(
            ReviewAction.FRAMEWORK.word,
            "framework",
            "Choose the root-cause framework and the template.",
            "framework",
        ),
        ReviewVerb(
            ReviewAction.MEETING,
            "meeting [YYYY-MM-DD HH:MM|none]",
            "Schedule the review meeting, in your time zone. To cancel it, use `none`. Without a time, opens a form.",
            "meeting 2024-01-16 15:00",
        ),
        ReviewVerb(
            ReviewAction.REQUEST_REVIEW.word,
            "request",
            "Request review, and see what is missing for approval.",
            "request",
        ),
        ReviewVerb(
            ReviewAction.BACK_TO_DRAFT,
            "draft",
            "Move the review back to draft. Approvals are withdrawn.",
            "draft",
        ),
        ReviewVerb(ReviewAction.SHARE, "share", "Share the review by direct message.", "share"),
        ReviewVerb(ReviewAction.APPROVE, "approve", "Approve the review as it is now.", "approve"),
        ReviewVerb("list", "list", "List reviews that are overdue, due, in review or recently approved.", "list"),
        ReviewVerb("help", "help [<command>]", "List all commands, or explain one.", "help edit"),
    )
}
_ALSO: Final[Mapping[str, ReviewAction]] = {
    "section": ReviewAction.EDIT,
    "write": ReviewAction.EDIT,
    "questions": ReviewAction.ANSWER,
    "ask": ReviewAction.ANSWER,
    "actions": ReviewAction.ACTION,
    "template": ReviewAction.FRAMEWORK,
    "method": ReviewAction.FRAMEWORK,
    "hand-out": ReviewAction.SHARE,
    "handout": ReviewAction.SHARE,
    "round": ReviewAction.REQUEST_REVIEW,
    "review": ReviewAction.REQUEST_REVIEW,
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
_A_MOMENT: Final = datetime(2024, 1, 1, tzinfo=UTC)
_SHOW: Final = frozenset({"open", "show", "post", "status"})
_TEXTED: Final = frozenset({ReviewAction.EDIT, ReviewAction.MEETING})


def read(typed: TypedText) -> ReviewRequest:
    """No text means the review of this channel's incident."""
    number, rest = _number(_words(typed.text))
    try:
        return _read(typed, number, rest.split())
    except NotUnderstood as refusal:
        raise refusal.about(number) from None


def _read(typed: TypedText, number: int, rest: list[str]) -> ReviewRequest:
    if rest and rest[0] in _SHOW:
        rest = rest[1:]
    name = rest[0] if rest else ""
    if is_help(name):
        return _help([word for word in rest if not is_help(word)])
    if any(map(is_marked_help, rest)) or any(map(is_help, rest[-1:])):
        return HelpOnReview(_word(name) if _word(name) in VERBS else "")
    if name == "list":
        return ListReviews()
    action = _action(name)
    if action:
        as_typed = {word.casefold(): word for word in typed.text.split()}
        return _acting(action, number, [as_typed.get(word, word) for word in rest[1:]])
    return _shown(ShowReview(number), rest)


def _words(text: str) -> str:
    said = " ".join(text.casefold().split())
    for two, one in _TWO_WORDS.items():
        said = f" {said} ".replace(f" {two} ", f" {one} ").strip()
    return said


def _number(text: str) -> tuple[int, str]:
    """The number in front, behind the verb or at the end, and the other words; 0 if there is none.

    A number that a date lacks without it is a part of the date: "tomorrow 3 pm", "19.1. 15 Uhr".
    """
    if found := number_in_front(text):
        return found.number, found.rest
    verb, said = first_word(text)
    may_be_date = _action(verb) is ReviewAction.MEETING
    if (found := number_in_front(said)) and (found.marked or not may_be_date or _is_when(found.rest)):
        return found.number, f"{verb} {found.rest}".strip()
    *words, last = text.split() or [""]
    if (found := number_in_front(last)) and not found.rest and (found.marked or not may_be_date):
        return found.number, " ".join(words)
    return 0, text


def _is_when(text: str) -> bool:
    """Whether it says when a meeting is, in any year, or that there is none."""
    if text in ("", "none"):
        return True
    try:
        return any(read_future(each, "UTC", _A_MOMENT) for each in (text, text.upper()))
    except NotUnderstood:
        return False


def _action(word: str) -> ReviewAction | None:
    """Read the word of an action, its value (what was typed in earlier versions), or an alias."""
    known = {name: each for each in ReviewAction for name in (each.value, each.word)}
    return known.get(word) or _ALSO.get(word)


def _word(typed: str) -> str:
    """The verb as it is named now, or the word itself."""
    action = _action(typed)
    return action.word if action else typed


def _acting(action: ReviewAction, number: int, rest: list[str]) -> ActOnReview:
    if rest and action not in _TEXTED:
        raise NotUnderstood(wording.takes_only_a_number(action.word))
    return ActOnReview(action, number, " ".join(rest))


def _help(words: list[str]) -> HelpOnReview:
    word = " ".join(each for each in words if not each.startswith("/"))  # people repeat the command here
    if _word(word) not in VERBS:
        raise _unknown(word)
    return HelpOnReview(_word(word))


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
            raise _second(word) if word in (*FRAMES, *TEMPLATES) else _unknown(word)
    return asked


def _second(word: str) -> NotUnderstood:
    if word in FRAMES:
        return NotUnderstood(wording.only_one("framework"), hint(ALL, wording.ALL_FRAMEWORKS_AT_ONCE))
    return NotUnderstood(wording.only_one("template"))


def _unknown(word: str) -> NotUnderstood:
    offered = (*(name for name in VERBS if name), *FRAMES, *TEMPLATES, *_ALSO, *_METHOD_WORDS)
    meant = next(iter(get_close_matches(word, offered, n=1)), "")
    if meant:
        action = _action(meant)
        guess = Guess(action.word if action else _METHOD_WORDS.get(meant, meant), subject=VerbSubject.REVIEW)
        return NotUnderstood(wording.unknown_verb(word), guess)
    return NotUnderstood(wording.unknown_verb(word), hint("help", wording.ALL_COMMANDS))


def hint(verb: str, purpose: str = "") -> Hint:
    """A hint with a verb of the review's command."""
    return Hint(verb, purpose=purpose, subject=VerbSubject.REVIEW)
