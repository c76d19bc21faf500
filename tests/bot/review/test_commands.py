"""The words of /pir: which review is meant, what is asked of it, and what to type instead."""

import re
from pathlib import Path

import pytest

from bot.commands.requests import TypedText
from bot.errors import NotUnderstood
from bot.review.commands import (
    WORDS,
    ActOnReview,
    HelpReview,
    ListReviews,
    ReviewAction,
    ReviewRequest,
    ShowReview,
    read,
)

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ShowReview()),
        ("42", ShowReview(42)),
        ("#42", ShowReview(42)),
        ("fishbone", ShowReview(0, "fishbone")),
        ("Brief", ShowReview(0, "", "brief")),
        ("42 fishbone comprehensive", ShowReview(42, "fishbone", "comprehensive")),
        ("brief bow tie 42", ShowReview(42, "bow-tie", "brief")),
        ("five whys", ShowReview(0, "five-whys")),
        ("5whys", ShowReview(0, "five-whys")),
        ("timeline standard", ShowReview(0, "timeline", "standard")),
        ("all", ShowReview(0, "all")),
        ("default", ShowReview(0, "default", "default")),
        ("fishbone default", ShowReview(0, "fishbone", "default")),
        ("list", ListReviews()),
        ("help", HelpReview()),
        ("help edit", HelpReview("edit")),
        ("help /pir hand-out", HelpReview("share")),
        ("edit", ActOnReview(ReviewAction.EDIT)),
        ("edit 42 Root  Cause", ActOnReview(ReviewAction.EDIT, 42, "root cause")),
        ("42 approve", ActOnReview(ReviewAction.APPROVE, 42)),
        ("approve #42", ActOnReview(ReviewAction.APPROVE, 42)),
        ("questions", ActOnReview(ReviewAction.ANSWER)),
        ("hand out 42", ActOnReview(ReviewAction.SHARE, 42)),
        ("meeting 2024-01-16 15:00", ActOnReview(ReviewAction.MEETING, 0, "2024-01-16 15:00")),
        ("42 meeting none", ActOnReview(ReviewAction.MEETING, 42, "none")),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: ReviewRequest) -> None:
    assert read(TypedText(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("fishbon", "fishbon is not something /pir can do. Did you mean /pir fishbone? /pir help lists what it can."),
        ("aprove", "aprove is not something /pir can do. Did you mean /pir approve? /pir help lists what it can."),
        ("ishikawa2", "Did you mean /pir fishbone?"),
        ("bananas", "bananas is not something /pir can do. /pir help lists what it can."),
        ("fishbone five-whys", "five-whys is a second method, and a review has one. Type /pir all"),
        ("brief standard", "standard is a second template, and a review has one."),
        ("approve now", "/pir approve takes nothing behind it but the number of an incident."),
        ("help bananas", "bananas is not something /pir can do."),
    ],
)
def test_what_is_not_understood_says_what_to_type_instead(typed: str, refused: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read(TypedText(typed))
    assert refused in str(caught.value)


def test_each_hand_has_a_word_whose_example_is_understood() -> None:
    assert {word for word in WORDS if word} == {*ReviewAction, "list", "help"}
    for name, word in WORDS.items():
        asked = read(TypedText(word.example))
        assert isinstance(asked, ShowReview | ActOnReview | ListReviews | HelpReview)
        assert not isinstance(asked, ActOnReview) or asked.hand == name
        assert word.usage.startswith(name)


def test_the_readme_lists_just_the_words_that_there_are_with_usage_and_help() -> None:
    rows = re.findall(r"^\| `/pir ([^`]*)` \| (.*) \|$", README, re.MULTILINE)
    listed = [(usage.replace("\\|", "|"), meaning) for usage, meaning in rows]
    assert listed == [(word.usage, word.help) for word in WORDS.values()]
