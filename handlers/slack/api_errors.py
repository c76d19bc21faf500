"""Reads Slack's error answers: which error, whether it is temporary, and how long to wait."""

from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"
DEFAULT_RETRY_AFTER = 30  # seconds, if a 429 names none
TRANSIENT = frozenset(
    {
        UNREADABLE,
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "accesslimited",
    }
)


def reason_of(error: SlackApiError) -> str:
    """Slack's error code, followed by the missing scope if there is one."""
    data = getattr(error.response, "data", None)
    if not isinstance(data, dict):
        return UNREADABLE
    reason, needed = str(data.get("error") or "unknown_error"), data.get("needed")
    return f"{reason} {needed}" if reason == "missing_scope" and needed else reason


def status_of(error: SlackApiError) -> int:
    """The HTTP status. If the body was not JSON, slack_sdk has aiohttp's response instead of its own."""
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def is_rate_limit(error: SlackApiError) -> bool:
    return status_of(error) == 429 or reason_of(error) in ("ratelimited", "rate_limited")


def is_transient(error: SlackApiError) -> bool:
    """Whether the same call may work later. Part of it may have been done."""
    return status_of(error) >= 500 or reason_of(error) in TRANSIENT


def retry_after(error: SlackApiError) -> int:
    """How many seconds a rate limit asks to wait, at least one."""
    named = str(error.response.headers.get("Retry-After", ""))
    return max(1, int(named)) if named.isdecimal() else DEFAULT_RETRY_AFTER


def method_of(error: SlackApiError) -> str:
    """The Web API method that was refused, such as `chat.postMessage`."""
    address = getattr(error.response, "api_url", "") or getattr(error.response, "url", "")
    return str(address).rsplit("/", maxsplit=1)[-1]


async def answered(call: Awaitable[AsyncSlackResponse], but: tuple[str, ...]) -> bool:
    """Whether the call succeeded; False for one of the errors in `but`. Raises any other error."""
    try:
        await call
    except SlackApiError as error:
        if reason_of(error) not in but:
            raise
        return False
    return True
