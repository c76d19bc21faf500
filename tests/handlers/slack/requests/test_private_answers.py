"""Private answers stay under Slack's limits, and lose nothing of what someone typed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.encoded_length import units
from handlers.slack.blockkit.fitting import MESSAGE, size
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.private_answers import parts
from templates.rendering import mrkdwn
from tests.handlers.conftest import Scene, text_of

JANE = "Jane Smith"
WORDS = st.lists(st.text("abé<>&🔥", min_size=1, max_size=40), max_size=900).map(" ".join)


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s`]+", text) if word]


def whole(answer: RenderedMessage) -> str:
    return "\n".join(block.text.text for block in answer.blocks) if answer.blocks else answer.text  # type: ignore[attr-defined]


@settings(max_examples=60)
@given(WORDS, st.booleans())
def test_an_answer_of_any_length_fits_and_is_whole(typed: str, as_code: bool) -> None:
    said = mrkdwn.code_block(typed) if as_code else mrkdwn.escape(typed)
    answers = parts(said)
    assert all(units(each.text) <= 4_000 and size(each.blocks) <= MESSAGE.most for each in answers)
    assert len(answers) <= 5
    assert words(" ".join(map(whole, answers))) == words(said)


def test_an_empty_answer_is_none() -> None:
    assert parts("") == []


@pytest.mark.parametrize("typed", ["severity", "log", "action Fix", "record cause", "log 25:99", "help"])
async def test_a_long_command_is_answered_in_messages_that_slack_takes(scene: Scene, typed: str) -> None:
    await scene.declare()
    text = " ".join(f"<&>{number}" for number in range(400)) if typed != "help" else ""
    await scene.run(JANE, f"/incident {typed} {text}".strip(), scene.channel.name)
    answers = [each for each in scene.person(JANE).sees(scene.channel) if each.to]
    assert all(units(each.text) <= 4_000 for each in answers)
    assert all(len(str(each.blocks)) <= 13_000 for each in answers)
    shown = "\n".join(map(text_of, answers))
    assert [word for word in words(mrkdwn.escape(text)) if word not in shown] == []
