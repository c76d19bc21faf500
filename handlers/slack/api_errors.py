"""Reading Slack's answers: which error it was, whether it passes, how long to wait, and errors that mean it is done."""

from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"
DEFAULT_RETRY_AFTER = 30  # seconds, where a 429 names none
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
    """Slack's error string; with the scope that is missing, where one is."""
    data = getattr(error.response, "data", None)
    if not isinstance(data, dict):
        return UNREADABLE
    reason, needed = str(data.get("error") or "unknown_error"), data.get("needed")
    return f"{reason} {needed}" if reason == "missing_scope" and needed else reason


def status_of(error: SlackApiError) -> int:
    """The HTTP status; where the body was no JSON, slack_sdk hands over aiohttp's response instead of its own."""
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def is_rate_limit(error: SlackApiError) -> bool:
    return status_of(error) == 429 or reason_of(error) in ("ratelimited", "rate_limited")


def is_transient(error: SlackApiError) -> bool:
    """Whether it may work later as it is. Part of the work may have been done all the same."""
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
    """True when the call succeeded, False for one of the errors in `but`; any other error is raised."""
    try:
        await call
    except SlackApiError as error:
        if reason_of(error) not in but:
            raise
        return False
    return True
