"""Reads Slack's error answers: which error, what has to change before the call can work, and how long to wait.

KINDS is the one table of that. What it doesn't name concerns this call alone, and repeating it changes nothing.
"""

from collections.abc import Awaitable, Mapping
from enum import Enum, auto
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"
DEFAULT_RETRY_AFTER = 30  # seconds, if a 429 names none


class ErrorKind(Enum):
    """What an error is about.

    RATE_LIMIT  the call works after Retry-After; nothing was done
    PASSING     Slack has trouble: the same call may work later, and part of it may have been done
    TOKEN       Slack accepts no call of this installation until an admin acts; nothing was done
    CHANNEL     Muster can't act in the channel: it isn't in it, can't see it, or it is archived; nothing was done
    PERMANENT   this call doesn't work until something else changes
    """

    RATE_LIMIT = auto()
    PASSING = auto()
    TOKEN = auto()
    CHANNEL = auto()
    PERMANENT = auto()


# https://docs.slack.dev/reference/methods: the errors that any method may return, and those about the channel
KINDS: Final[Mapping[str, ErrorKind]] = {
    "ratelimited": ErrorKind.RATE_LIMIT,
    "rate_limited": ErrorKind.RATE_LIMIT,
    **dict.fromkeys(
        (
            UNREADABLE,
            "accesslimited",
            "fatal_error",
            "internal_error",
            "message_limit_exceeded",
            "request_timeout",
            "service_unavailable",
            "team_added_to_org",
        ),
        ErrorKind.PASSING,
    ),
    **dict.fromkeys(
        (
            "account_inactive",
            "ekm_access_denied",
            "invalid_auth",
            "not_authed",
            "org_login_required",
            "team_access_not_granted",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
        ),
        ErrorKind.TOKEN,
    ),
    **dict.fromkeys(("channel_is_archived", "channel_not_found", "is_archived", "not_in_channel"), ErrorKind.CHANNEL),
}


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


def kind_of(error: SlackApiError) -> ErrorKind:
    """The HTTP status goes first: a 429 or 503 may have any body."""
    status = status_of(error)
    if status == 429:
        return ErrorKind.RATE_LIMIT
    return ErrorKind.PASSING if status >= 500 else KINDS.get(reason_of(error), ErrorKind.PERMANENT)


def is_rate_limit(error: SlackApiError) -> bool:
    return kind_of(error) is ErrorKind.RATE_LIMIT


def is_transient(error: SlackApiError) -> bool:
    return kind_of(error) is ErrorKind.PASSING


def says_nothing(error: SlackApiError) -> bool:
    """Whether the error tells nothing about what was asked for, so that it has to be asked again later."""
    return kind_of(error) in (ErrorKind.RATE_LIMIT, ErrorKind.PASSING, ErrorKind.TOKEN)


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
