"""What every listener shares: the services, the directory, and private answers that don't delay the ack.

A refusal raised in a listener is answered here, privately or in the form that was submitted. Unexpected errors are
logged and answered too, so no command, button or form ends in Slack's own error.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, TypeVar

import aiohttp
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.commands.requests import Addressable, CommandContext, TypedText
from bot.errors import Hint, MembersUnread, NotFound, Refused
from bot.incidents.model import Incident
from bot.outbox.requested import noted
from bot.people.model import Person
from bot.services import Services
from handlers.delivery.access import ServiceAccess
from handlers.slack.api_errors import answered, reason_of
from handlers.slack.commands import refusals
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.people.directory import Directory
from handlers.slack.requests import authorization, notices, patience
from handlers.slack.requests.decoding import decode
from handlers.slack.requests.direct_answers import (
    asking,
    redrawn_or_told,
    shown_or_told,
    told_directly,
    whispered_or_told,
)
from handlers.slack.requests.payloads import channel_of, needed
from handlers.slack.requests.private_answers import parts
from handlers.slack.requests.unposted import Unposted, with_notice
from templates.commands import slash_commands, wording
from templates.outbox import wording as outbox_wording

logger = logging.getLogger(__name__)

T = TypeVar("T")
F = TypeVar("F")
Body = Mapping[str, Any]
Press = Callable[[Body, Person], Awaitable[str | RenderedMessage]]
"""A button's decision: the payload and who pressed it -> the private answer, "" for none."""
FieldErrors = Mapping[str, str]
"""What is wrong with which input of a form: block id -> sentence."""
Submit = Callable[[Body, Person], Awaitable[str | View | FieldErrors]]
"""A form's decision: the view and who submitted it -> the view that follows, or errors; "" closes the form."""

VIEW_SUBMISSION = "view_submission"
REMEMBERED_FORMS = 100  # trigger ids; each is asked for right after its form opened


class ListenerContext:
    def __init__(
        self,
        services: Services,
        directory: Directory,
        client: AsyncWebClient,
        session: ClientSession,
        access: ServiceAccess,
    ) -> None:
        self.services = services
        self.directory = directory
        self.client = client
        self._session = session
        self._access = access
        self._unposted = Unposted(services, access, self.tell)
        self._answers: set[asyncio.Task[None]] = set()
        self._forms: deque[str] = deque(maxlen=REMEMBERED_FORMS)

    @property
    def busy(self) -> bool:
        return bool(self._answers)

    async def idle(self) -> None:
        """Returns when every private answer has been sent."""
        while self._answers:
            await asyncio.wait(set(self._answers))

    def read(self, text: str) -> TypedText:
        return decode(text, self.directory.name_of)

    def asker(self, user: Mapping[str, Any]) -> Person:
        return self.services.people.person(needed(user, "id"), str(user.get("name") or user.get("username") or ""))

    def typist(self, command: Body) -> Person:
        return self.services.people.person(needed(command, "user_id"), str(command.get("user_name") or ""))

    def asking(self, by: Person, channel: str) -> CommandContext:
        """Who types in which channel, and which incidents they can name there."""
        incidents = self.services.incidents

        def numbered(number: int) -> Incident | None:
            try:
                return self.services.permissions.incident_for(by, number)
            except NotFound:
                return None

        def unread(number: int) -> str:
            try:
                self.services.permissions.incident_for(by, number)
            except MembersUnread as unseen:
                return str(unseen)
            except NotFound:
                pass
            return ""

        def if_seen(found: Incident | None) -> Incident | None:
            return found if found and self.services.permissions.sees(by, found) else None

        known = Addressable(
            self.services.permissions.incident_in(channel, by),
            numbered,
            lambda other: if_seen(incidents.in_channel(other)),
            lambda name: if_seen(incidents.open_in_channel_named(name)),
            unread,
        )
        return CommandContext(by, self.services.now(), self.services.policy, known, self.services.people.called)

    def incident_of_button(self, body: Body) -> Incident:
        """Raises NotFound if the person who pressed the button can no longer see the incident."""
        return self.services.permissions.incident_for(self.asker(body["user"]), int(button_value(body)))

    def _offered(self, said: str | RenderedMessage, by: Person) -> str | RenderedMessage:
        """A private answer without the buttons that this person may not press."""
        if not isinstance(said, RenderedMessage):
            return said
        return replace(said, blocks=offers_for(self.services, by).blocks(said.blocks))

    async def answer(self, body: Body, decide: Callable[[], Awaitable[T]], why: Callable[[Refused], F]) -> T | F:
        """The decision's answer, or what `why` makes of its refusal. An unexpected error counts as one."""
        with self.read_in(channel_of(body)):
            try:
                with patience.request():
                    return await decide()
            except Refused as refusal:
                return why(refusal)
            except Exception:
                logger.exception("A request could not be handled")
                return why(Refused(wording.NOT_STORED))

    def read_in(self, channel: str) -> AbstractContextManager[None]:
        """What is rendered inside is read in this channel: commands for its incident need no number there."""
        try:
            here = self.services.incidents.in_channel(channel) if channel else None
        except Exception:
            logger.exception("The incident of a channel can't be read")
            here = None
        return slash_commands.read_in(here.number if here else slash_commands.ELSEWHERE)

    async def telling(
        self, person_id: str, response_url: str, decide: Callable[[], Awaitable[str | RenderedMessage]]
    ) -> str | RenderedMessage:
        """The decision's answer as that person is told it, with what can't be shown in the channel because of it."""
        with noted() as asked:
            said = with_notice(await decide(), self._unposted.told_to(person_id, asked))
        self._unposted.trusting(asked, response_url)
        return self._offered(said, self.services.people.person(person_id))

    async def telling_typist(
        self, command: Body, decide: Callable[[], Awaitable[str | RenderedMessage]]
    ) -> str | RenderedMessage:
        return await self.telling(str(command["user_id"]), str(command["response_url"]), decide)

    async def check_token(self) -> None:
        """Asks Slack whether it accepts the token, where no other call would tell in time. The client notes it."""
        try:
            async with patience.until(patience.LOOK_UPS):
                await self.client.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.info("Slack didn't confirm the token: %s", error)

    async def open_view(self, trigger_id: str, view: View, instead: Hint | str, *, onto: bool = False) -> None:
        """Opens a modal at once, because a trigger_id expires after 3 s. `instead` is what to do if that fails.

        `onto` lays the view over the one that is open, otherwise it takes its place.
        """
        if not trigger_id:
            raise _not_opened(wording.NO_TRIGGER, instead)
        client = self.client
        self._forms.append(trigger_id)
        try:
            async with patience.until(patience.OPENING):
                opening = client.views_push if onto else client.views_open
                await opening(trigger_id=trigger_id, view=view)
        except SlackApiError as error:
            raise _not_opened(outbox_wording.why(reason_of(error)), instead) from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise _not_opened(wording.NO_ANSWER, instead) from None

    def has_opened_form(self, trigger_id: str) -> bool:
        """Whether the command with this trigger_id was answered with a form."""
        return trigger_id in self._forms

    def on_press(self, press: Press) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        """A listener for a button. A refusal is answered privately."""

        async def on_event(ack: AsyncAck, body: Body) -> None:
            said = await self.answer(
                body,
                lambda: self.telling(who_asks(body), str(body["response_url"]), lambda: self._asked(press, body, body)),
                refusals.in_message,
            )
            await ack()
            self._say(body, said)

        return on_event

    async def refuse(self, ack: AsyncAck, body: Body, why: Refused) -> None:
        """Acknowledges what no listener takes, and says so to the person who waits for an answer."""
        if body.get("type") == VIEW_SUBMISSION:
            await ack(response_action="update", view=notices.in_place_of(body["view"], refusals.in_message(why)))
        elif body.get("command"):
            await ack(refusals.in_message(why))
        else:
            await ack()
            self._say(body, refusals.in_message(why))

    def _say(self, body: Body, said: str | RenderedMessage) -> None:
        """Answers a press or shortcut."""
        if said and body.get("response_url"):
            self.tell(str(body["response_url"]), said)
        elif said:
            self._lay_over(body, said)

    def on_submit(self, block: str, submit: Submit) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        """A listener for a form. A refusal is shown in the form, and everything typed stays there.

        It is shown at `block`, or at the first input if the form has no such block. A form without inputs is replaced
        by the refusal.
        """

        async def on_event(ack: AsyncAck, body: Body) -> None:
            view = body["view"]
            after = await self.answer(
                body, lambda: self._submitted(submit, body), lambda why: notices.in_form(view, block, why)
            )
            if isinstance(after, View):
                await ack(response_action="update", view=after)
            elif isinstance(after, Mapping):
                await ack(response_action="errors", errors=dict(after))
            else:
                await ack()

        return on_event

    async def _submitted(self, submit: Submit, body: Body) -> str | View | FieldErrors:
        """What follows the form, with what was saved and can't be posted now."""
        view, by = body["view"], who_asks(body)
        with noted() as asked:
            after = await self._asked(submit, body, view)
            if asked.anything:
                await self.check_token()
            notice = self._unposted.told_to(by, asked)
        if not notice or isinstance(after, Mapping):
            return after
        return notices.noticed(after, notice) if isinstance(after, View) else notices.in_place_of(view, notice)

    async def _asked(self, decide: Callable[[Body, Person], Awaitable[T]], body: Body, asked: Body) -> T:
        asking.set(who_asks(body))
        await self.directory.meet(who_asks(body))
        by = self.asker(body["user"])
        try:
            authorization.need(self.services.permissions, body, by)
            return await decide(asked, by)
        except MembersUnread as unread:  # someone with its button or form knows of the incident
            self.services.permissions.incident_in(channel_of(body), by)  # raises what is said in its channel
            raise Refused(unread.elsewhere) from None
        except Refused as refusal:
            raise refusal.about(authorization.incident_of(body)) from None

    async def account_errors(self, chosen: Mapping[str, Iterable[str]]) -> FieldErrors:
        """Why accounts chosen in a form can't be assigned. `chosen`: block id -> ids."""
        await self.directory.meet_all(each for ids in chosen.values() for each in ids)
        people = self.services.people
        refused = (
            (block, people.why_not_assignable(people.person(each))) for block, ids in chosen.items() for each in ids
        )
        return {block: why for block, why in refused if why}

    async def reply(self, ack: AsyncAck, command: Body, said: str | RenderedMessage) -> None:
        """Acknowledges a command with the answer. What is too long for one message follows."""
        first, *rest = parts(said) or [RenderedMessage("", ())]
        await (ack(text=first.text, blocks=first.blocks) if first.blocks else ack(first.text))
        if rest:
            self.later("A private answer", self._send(str(command["response_url"]), rest))

    # Calls that must not delay the acknowledgment. If one fails, only the answer is lost.

    def tell(self, response_url: str, said: str | RenderedMessage) -> None:
        """Answers privately below the message whose button was pressed."""
        self.later("A private answer", self._send(response_url, parts(said)))

    async def _send(self, response_url: str, said: Sequence[RenderedMessage]) -> None:
        webhook = AsyncWebhookClient(response_url, session=self._session, retry_handlers=[])
        for each in said:
            await webhook.send(
                text=each.text, blocks=each.blocks or None, response_type="ephemeral", replace_original=False
            )

    def whisper(
        self, channel: str, person: str, text: str, thread_ts: str = "", drawn: Sequence[Block] | None = None
    ) -> None:
        """Answers privately in a channel, for requests without a response_url."""
        said = parts(text) if drawn is None else [message(text, drawn)]
        self.later("A private answer", whispered_or_told(self.client, channel, person, said, thread_ts))

    def redraw_view(self, view_id: str, drawn: View, seen: str = "") -> None:
        """Redraws an open modal, unless it was closed or has changed since it was `seen` (its hash)."""
        update = self.client.views_update(view_id=view_id, view=drawn, hash=seen or None)
        redrawn = answered(update, but=("not_found", "hash_conflict"))
        self.later("A modal drawn anew", redrawn_or_told(redrawn, self.client, asking.get()))

    def _lay_over(self, body: Body, said: str | RenderedMessage) -> None:
        """Answers in a modal, because a press in a form or on Home has no response_url."""
        by = str((body.get("user") or {}).get("id") or "")
        if not body["trigger_id"]:
            self.later("A private answer", told_directly(self.client, by, said))
            return
        on_home = body.get("view", {}).get("type") == "home"
        show = self.client.views_open if on_home else self.client.views_push
        shown = show(trigger_id=str(body["trigger_id"]), view=notices.notice(_asked_for(body), said))
        self.later("A private answer", shown_or_told(shown, self.client, by, said))

    def later(self, what: str, call: Awaitable[object]) -> None:
        """Calls Slack after the acknowledgment."""
        task = asyncio.get_running_loop().create_task(_attempt(what, call))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)


def offers_for(services: Services, by: Person) -> authorization.Offers:
    def incident(number: int) -> Incident | None:
        return services.incidents.get(number) if number else None

    return authorization.Offers(services.permissions, by, incident)


async def _attempt(what: str, call: Awaitable[object]) -> None:
    try:
        await call
    except SlackApiError as error:
        logger.warning("%s was refused: %s", what, reason_of(error))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        logger.warning("%s was lost: %s", what, type(error).__name__)


def _not_opened(why: str, instead: Hint | str) -> Refused:
    sentence = wording.form_not_opened(why)
    return Refused(sentence, instead) if isinstance(instead, Hint) else Refused(f"{sentence} {instead}")


def button_value(body: Body) -> str:
    return str(body["actions"][0]["value"])


def who_asks(body: Body) -> str:
    return needed(body["user"], "id")


def _asked_for(body: Body) -> str:
    """What the pressed button says; for a menu, the title of the form that it is in."""
    pressed: Body = next(iter(body.get("actions") or ({},)))
    view = body.get("view", {})
    return str((pressed.get("text") or view.get("title") or {}).get("text") or wording.NOTICE)
