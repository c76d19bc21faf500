"""Seven questions at most at once, the most useful first, a few of a kind."""

import pytest

from bot.review.document.parts import Question
from bot.review.questions.order import MOST_QUESTIONS, asked_now, ranked


def questions(*keys: str) -> list[Question]:
    return [Question(key, "Incident commander", f"What of {key}?", "") for key in keys]


def now(*keys: str) -> list[str]:
    return [one.key for one in asked_now(ranked(questions(*keys)))]


def test_what_unlocks_more_comes_first() -> None:
    assert now("lessons", "meeting", "whys/1", "cause", "times/started", "change/api") == [
        "times/started",
        "cause",
        "change/api",
        "whys/1",
        "meeting",
        "lessons",
    ]


def test_there_are_seven_at_most_and_each_once() -> None:
    many = ("cause", "cause", "impact/users", "told", "fix", "lessons", "actions", "commander", "timeline", "unread")
    assert len(now(*many)) == MOST_QUESTIONS
    assert [one.key for one in ranked(questions("cause", "fix", "cause"))] == ["cause", "fix"]


def test_a_question_waits_for_the_one_whose_answer_it_needs() -> None:
    assert now("factors", "cause") == ["cause"]
    assert now("factors") == ["factors"]
    assert now("times/started", "times/detected") == ["times/started"]


@pytest.mark.parametrize("family", ["gap", "promise", "temporary", "alert"])
def test_many_of_a_kind_leave_room_for_others(family: str) -> None:
    assert now(*(f"{family}/{number}" for number in range(9)), "cause") in (
        ["cause", f"{family}/0", f"{family}/1"],
        [f"{family}/0", f"{family}/1", "cause"],
    )


def test_a_key_that_no_version_knows_any_longer_comes_last() -> None:
    assert now("severity/old", "told") == ["told", "severity/old"]
