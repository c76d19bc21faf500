"""Reading Slack's answers: which error it was, and errors that mean it is done already."""

from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"


def reason_of(error: SlackApiError) -> str:
    """Slack's error string; with the scope that is missing, where one is."""
    data = getattr(error.response, "data", None)
    if not isinstance(data, dict):
        return UNREADABLE
    reason, needed = str(data.get("error", "unknown_error")), data.get("needed")
    return f"{reason} {needed}" if reason == "missing_scope" and needed else reason


def status_of(error: SlackApiError) -> int:
    """The HTTP status; where the body was no JSON, slack_sdk hands over aiohttp's response instead of its own."""
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def is_rate_limit(error: SlackApiError) -> bool:
    return status_of(error) == 429 or reason_of(error) in ("ratelimited", "rate_limited")


async def answered(call: Awaitable[AsyncSlackResponse], but: tuple[str, ...]) -> bool:
    """True when the call succeeded, False for one of the errors in `but`; any other error is raised."""
    try:
        await call
    except SlackApiError as error:
        if reason_of(error) not in but:
            raise
        return False
    return True
