"""The client of Slack's Web API: each answer says whether Slack still accepts Muster's token."""

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.delivery.access import ServiceAccess
from handlers.slack.api_errors import ErrorKind, kind_of, reason_of, says_nothing
from templates.outbox import wording


class SlackClient(AsyncWebClient):
    def __init__(self, access: ServiceAccess, **options: Any) -> None:
        super().__init__(**options)
        self._access = access

    async def api_call(self, api_method: str, **options: Any) -> AsyncSlackResponse:
        try:
            answer = await super().api_call(api_method, **options)
        except SlackApiError as error:
            if kind_of(error) is ErrorKind.TOKEN:
                self._access.refused(wording.why(reason_of(error)))
            elif not says_nothing(error):
                self._access.accepted()
            raise
        self._access.accepted()
        return answer
