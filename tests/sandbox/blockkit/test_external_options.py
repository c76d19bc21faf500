"""Menus with options from the app: it is asked over Socket Mode for the typed text and responds with its ack."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from sandbox import Actor, Message, NotAcknowledged, Sandbox, SandboxError, SettableClock
from tests.sandbox.page.page_client import Browser, Refused
from tests.sandbox.sandbox_examples import ACK, JANE, SILENCE, Answer, ListeningApp, actions, field, modal, plain

SERVICES = ("Checkout API", "Checkout web", "Search")


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower().replace(" ", "-")}


def menu(kind: str = "external_select", **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": "service", "placeholder": plain("Which service"), **more}


class Services(ListeningApp):
    """Opens a form for /incident, and offers the services that contain what was typed."""

    def __init__(self, box: Sandbox, *elements: dict[str, Any]) -> None:
        super().__init__(box)
        self.asked: list[dict[str, Any]] = []
        self.submitted: dict[str, Any] = {}
        self._form = modal(*(field("Service", f"service{n}", each) for n, each in enumerate(elements)))
        self.answer = self._respond

    async def _respond(self, request: SocketModeRequest) -> Answer:
        if request.type == "slash_commands":
            await self.web.views_open(trigger_id=request.payload["trigger_id"], view=self._form)
        if request.payload.get("type") == "view_submission":
            self.submitted = request.payload
        if request.payload.get("type") != "block_suggestion":
            return ACK
        self.asked.append(request.payload)
        wanted = request.payload["value"].lower()
        return {"options": [option(each) for each in SERVICES if wanted in each.lower()]}

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = self.submitted["view"]["state"]["values"]
        return found


async def posted(box: Sandbox, app: ListeningApp, channel: str, **more: Any) -> Message:
    blocks = [actions(menu(**more))]
    await app.web.chat_postMessage(channel=channel, text="Which?", blocks=blocks)
    return box.channel(channel).messages[-1]


async def test_what_is_typed_into_a_form_goes_to_the_app_with_the_form(box: Sandbox, jane: Actor) -> None:
    async with Services(box, menu()) as app:
        await jane.command("/incident")
        options = await jane.suggest(None, "service", "check")
        assert [each["text"]["text"] for each in options] == ["Checkout API", "Checkout web"]
        asked = app.asked[0]
        assert (asked["value"], asked["action_id"], asked["block_id"]) == ("check", "service", "service0")
        assert asked["container"] == {"type": "view", "view_id": asked["view"]["id"]}
        assert "trigger_id" not in asked


async def test_an_option_is_chosen_by_typing_it(box: Sandbox, jane: Actor) -> None:
    async with Services(box, menu(), menu("multi_external_select")) as app:
        await jane.command("/incident")
        assert await jane.submit({"service0": "Checkout web", "service1": ["Search", "Checkout API"]}) == {}
        assert app.values["service0"]["service"]["selected_option"] == option("Checkout web")
        assert app.values["service1"]["service"]["selected_options"] == [option("Search"), option("Checkout API")]


async def test_an_option_that_the_app_does_not_offer_is_not_entered(box: Sandbox, jane: Actor) -> None:
    async with Services(box, menu()) as app:
        await jane.command("/incident")
        with pytest.raises(SandboxError, match="Billing is not an option here"):
            await jane.submit({"service0": "Billing"})
        assert app.submitted == {}
        assert await jane.submit({"service0": None}) == {"service0": "Please complete this required field."}


async def test_a_choice_in_a_message_is_told_with_the_option(box: Sandbox, channel: str, jane: Actor) -> None:
    async with Services(box) as app:
        message = await posted(box, app, channel)
        await jane.choose(message, "service", "Search")
        assert app.asked[0]["container"]["message_ts"] == message.ts
        assert app.asked[0]["message"]["ts"] == message.ts
        told = next(each.payload for each in app.received if each.payload.get("type") == "block_actions")
        assert told["actions"][0]["selected_option"] == option("Search")


async def test_too_little_to_search_for_is_kept_from_the_app(box: Sandbox, channel: str, jane: Actor) -> None:
    async with Services(box) as app:
        message = await posted(box, app, channel)
        assert await jane.suggest(message, "service", "ch") == []
        assert app.asked == []
        eager = await posted(box, app, channel, min_query_length=0)
        assert len(await jane.suggest(eager, "service", "")) == 3


async def test_groups_keep_their_names(box: Sandbox, channel: str, jane: Actor) -> None:
    async with ListeningApp(box) as app:
        message = await posted(box, app, channel)
        groups = [{"label": plain("Shop"), "options": [option("Checkout API")]}]
        app.reply({"option_groups": groups})
        assert await jane.offers(message, "service", "check") == {"option_groups": groups}
        assert await jane.suggest(message, "service", "check") == [option("Checkout API")]


@pytest.mark.parametrize(
    "answer",
    [
        ACK,
        {"options": [{"text": plain("x" * 76), "value": "x"}]},
        {"options": [option(str(n)) for n in range(101)]},
        {"options": [], "option_groups": []},
    ],
)
async def test_options_that_slack_cannot_show_are_refused(
    box: Sandbox, channel: str, jane: Actor, answer: Answer
) -> None:
    async with ListeningApp(box) as app:
        message = await posted(box, app, channel)
        app.reply(answer)
        with pytest.raises(NotAcknowledged, match="can't show the app's options"):
            await jane.suggest(message, "service", "check")


async def test_an_app_that_is_silent_is_given_three_seconds(
    box: Sandbox, clock: SettableClock, channel: str, jane: Actor
) -> None:
    async with ListeningApp(box) as app:
        message = await posted(box, app, channel)
        app.reply(SILENCE)
        asking = asyncio.create_task(jane.suggest(message, "service", "check"))
        await box.changed(lambda: any(each.name == "interactive" for each in box.wire.open()), what="asked")
        clock.set(clock.time() + 3)
        with pytest.raises(NotAcknowledged, match="trouble connecting"):
            await asking


async def test_other_menus_ask_nobody(box: Sandbox, channel: str, jane: Actor) -> None:
    async with ListeningApp(box) as app:
        static = menu("static_select", options=[option("Search")])
        await app.web.chat_postMessage(channel=channel, text="Which?", blocks=[actions(static)])
        with pytest.raises(SandboxError, match="the app is not asked"):
            await jane.suggest(box.channel(channel).messages[-1], "service", "sea")


async def test_a_chosen_conversation_lets_the_app_answer_there(box: Sandbox, jane: Actor) -> None:
    where = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    async with Services(box, where) as app:
        await jane.command("/incident")
        await jane.submit({"service0": "incidents"})
        urls = app.submitted["response_urls"]
        about = {"block_id": "service0", "action_id": "where", "channel_id": box.channel("incidents").id}
        assert about.items() <= urls[0].items()
        assert urls[0]["response_url"].startswith(box.api_url.removesuffix("api/"))


# --- on the page


async def test_the_page_shows_options_as_one_types_and_hands_back_the_whole_option(box: Sandbox, jane: Actor) -> None:
    async with Services(box, menu()) as app, Browser(box, JANE) as page:
        await jane.command("/incident")
        on = {"on": "modal", "action": "service", "block": "service0"}
        offered = await page.ask("suggest", **on, typed="sea", values={"service0": None})
        assert offered == {"options": [option("Search")]}
        assert await page.ask("submit", values={"service0": offered["options"][0]}) == {"errors": {}}
        assert app.values["service0"]["service"]["selected_option"] == option("Search")


async def test_the_page_says_what_is_wrong_with_the_options(box: Sandbox, channel: str) -> None:
    async with ListeningApp(box) as app, Browser(box, JANE) as page:
        message = await posted(box, app, channel)
        with pytest.raises(Refused, match="can't show the app's options"):
            await page.ask("suggest", on="message", channel=channel, ts=message.ts, action="service", typed="sea")
