"""Translates errors of Slack into those of the delivery (handlers/slack/api_errors.py has the table of kinds)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.outbox.model import OutboxRow
from handlers.delivery.sender import (
    NeverSent,
    NoAccess,
    PermanentFailure,
    PlaceClosed,
    RateLimited,
    Sender,
    SendingError,
    Transient,
)
from handlers.slack.api_errors import ErrorKind, kind_of, method_of, reason_of, retry_after
from templates.outbox import wording

T = TypeVar("T")


def reporting(sender: Sender) -> Sender:
    """The same sender, raising the delivery's errors instead of Slack's."""
    return replace(sender, do=_translated(sender.do), look=_translated(sender.look))


def _translated(attempt: Callable[[OutboxRow], Awaitable[T]]) -> Callable[[OutboxRow], Awaitable[T]]:
    async def translated(row: OutboxRow) -> T:
        try:
            return await attempt(row)
        except SlackApiError as error:
            raise _failure(error) from error
        except aiohttp.ClientConnectorError as error:
            raise NeverSent(wording.NOT_REACHED) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Transient(wording.no_answer(type(error).__name__)) from error

    return translated


def _failure(error: SlackApiError) -> SendingError:
    reason = reason_of(error)
    match kind_of(error):
        case ErrorKind.RATE_LIMIT:
            return RateLimited(reason, method_of(error), retry_after(error))
        case ErrorKind.PASSING:
            return Transient(reason)
        case ErrorKind.TOKEN:
            return NoAccess(wording.why(reason))
        case ErrorKind.CHANNEL:
            return PlaceClosed(reason)
    return PermanentFailure(reason)
