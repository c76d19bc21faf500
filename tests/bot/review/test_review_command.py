"""The verbs of a review: which review is meant, what is asked of it, and what to type instead."""

import html

import pytest

from bot.commands.requests import TypedText
from bot.errors import NotUnderstood
from bot.review.review_command import (
    VERBS,
    ActOnReview,
    HelpOnReview,
    ListReviews,
    ReviewAction,
    ReviewRequest,
    ShowReview,
    read,
)
from handlers.slack.commands import refusals


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
        ("open 42", ShowReview(42)),
        ("status", ShowReview()),
        ("list", ListReviews()),
        ("help", HelpOnReview()),
        ("help edit", HelpOnReview("edit")),
        ("meeting 42 Tomorrow 3pm CET", ActOnReview(ReviewAction.MEETING, 42, "Tomorrow 3pm CET")),
        ("meeting 16 Jan 15:00", ActOnReview(ReviewAction.MEETING, 0, "16 Jan 15:00")),
        ("--help", HelpOnReview()),
        ("send help", HelpOnReview("request")),
        ("send --help", HelpOnReview("request")),
        ("42 send -h", HelpOnReview("request")),
        ("approve ?", HelpOnReview("approve")),
        ("list help", HelpOnReview("list")),
        ("fishbone help", HelpOnReview()),
        ("help send", HelpOnReview("request")),
        ("meeting HELP", HelpOnReview("meeting")),
        ("help /pir hand-out", HelpOnReview("share")),
        ("edit", ActOnReview(ReviewAction.EDIT)),
        ("edit 42 Root  Cause", ActOnReview(ReviewAction.EDIT, 42, "Root Cause")),
        ("42 approve", ActOnReview(ReviewAction.APPROVE, 42)),
        ("approve #42", ActOnReview(ReviewAction.APPROVE, 42)),
        ("questions", ActOnReview(ReviewAction.ANSWER)),
        ("hand out 42", ActOnReview(ReviewAction.SHARE, 42)),
        ("meeting 2024-01-16 15:00", ActOnReview(ReviewAction.MEETING, 0, "2024-01-16 15:00")),
        ("request", ActOnReview(ReviewAction.REQUEST_REVIEW)),
        ("42 send", ActOnReview(ReviewAction.REQUEST_REVIEW, 42)),
        ("framework", ActOnReview(ReviewAction.FRAMEWORK)),
        ("frame 42", ActOnReview(ReviewAction.FRAMEWORK, 42)),
        ("42 meeting none", ActOnReview(ReviewAction.MEETING, 42, "none")),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: ReviewRequest) -> None:
    assert read(TypedText(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("fishbon", '"fishbon" is not a review command. Did you mean /pir fishbone #<number>?'),
        ("aprove", '"aprove" is not a review command. Did you mean /pir approve #<number>?'),
        ("ishikawa2", '"ishikawa2" is not a review command. Did you mean /pir fishbone #<number>?'),
        ("bananas", '"bananas" is not a review command. To see all commands, type /pir help.'),
        (
            "fishbone five-whys",
            "A review uses only one framework. To use all frameworks, type /pir all #<number>.",
        ),
        ("brief standard", "A review uses only one template."),
        ("approve now", "approve takes only an incident number."),
        ("help bananas", '"bananas" is not a review command. To see all commands, type /pir help.'),
    ],
)
def test_what_is_not_understood_says_what_to_type_instead(typed: str, refused: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read(TypedText(typed))
    assert html.unescape(refusals.in_form(caught.value)) == refused


def test_each_action_has_a_verb_whose_example_is_understood() -> None:
    assert {word for word in VERBS if word} == {*(each.word for each in ReviewAction), "list", "help"}
    for name, word in VERBS.items():
        asked = read(TypedText(word.example))
        assert isinstance(asked, ShowReview | ActOnReview | ListReviews | HelpOnReview)
        assert not isinstance(asked, ActOnReview) or asked.action.word == name
        assert word.usage.startswith(name)
