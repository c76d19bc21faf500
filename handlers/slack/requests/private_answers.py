"""A private answer as the messages that Slack accepts: one, or several for what is too long for one.

Slack recommends at most 4,000 characters of text; blocks take three times as much. An answer is never cut as long as
it can be continued: a long command that is refused is given back in it, and Slack has already cleared what was typed.
"""

from itertools import islice
from typing import Final

from bot.encoded_length import units
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import clip, pieces
from handlers.slack.outbox.render_context import RenderedMessage, message

LONGEST: Final = 10_000  # characters of a message's sections; fitting.py has the limit of the whole message
MOST: Final = 5  # messages, as a response_url takes


def parts(said: str | RenderedMessage) -> list[RenderedMessage]:
    """The answer in order of its parts; what is rendered as blocks fits already. None for an empty answer."""
    if isinstance(said, RenderedMessage):
        return [said]
    if units(said) <= blocks.FALLBACK:
        return [RenderedMessage(said, ())] if said else []
    whole = pieces(clip(said, MOST * LONGEST * 9 // 10), LONGEST)  # pieces end at a space, so they are not all full
    return [message(part, blocks.sections(part)) for part in islice(whole, MOST)]
