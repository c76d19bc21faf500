"""Under the hood: traffic, faults, and the caller's controls."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SandboxError, SettableClock
from sandbox.page.page import Page
from sandbox.page.wire_view import redacted
from tests.sandbox.page.page_client import Browser, Refused
from tests.sandbox.sandbox_examples import JANE, MANIFEST, PEOPLE, ListeningApp, refusal


class Recorder:
    """Controls that record what they are asked; skipping moves a clock."""

    def __init__(self, clock: SettableClock) -> None:
        self.asked: list[Any] = []
        self.rows = [["card", "done"]]
        self.running = False
        self._clock = clock

    async def skip(self, minutes: int) -> None:
        self._clock.set(self._clock.time() + 60 * minutes)

    async def play(self) -> None:
        self.asked.append("play")

    async def pause(self) -> None:
        self.asked.append("pause")

    async def replay(self, text: str | None, name: str, speed: float) -> None:
        if text == "nonsense":
            raise SandboxError("That is no incident file.")
        self.running = True
        self.asked.append((text, name, speed))

    async def stop(self) -> None:
        self.asked.append("stop")

    async def fresh(self) -> None:
        self.asked.append("fresh")

    def progress(self) -> dict[str, Any]:
        return {"running": self.running, "playing": False, "done": 0, "all": 9, "what": ""}

    def status(self) -> dict[str, Any]:
        return {"title": "Outbox", "columns": ["row", "state"], "rows": list(self.rows)}


@pytest.fixture
def controls(clock: SettableClock) -> Recorder:
    return Recorder(clock)


@pytest.fixture
async def box(clock: SettableClock, controls: Recorder) -> AsyncIterator[Sandbox]:
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, page=Page(controls)) as made:
        yield made


@pytest.fixture
async def page(box: Sandbox) -> AsyncIterator[Browser]:
    async with Browser(box, JANE) as browser:
        yield browser


# --- controls


async def test_skipping_moves_the_clock_that_the_page_shows(page: Browser, clock: SettableClock) -> None:
    before = page.parts["clock"]
    await page.ask("control", verb="skip", minutes=15)
    assert page.parts["clock"] == before + 900


async def test_a_clock_that_moves_by_itself_is_seen(page: Browser, clock: SettableClock) -> None:
    clock.set(clock.time() + 7)
    await page.until(lambda: page.parts["clock"] == int(clock.time()))


async def test_a_replay_is_started_with_its_file_and_speed_or_refused(page: Browser, controls: Recorder) -> None:
    await page.ask("control", verb="replay", text="{}", name="a.json", speed=60)
    assert controls.asked == [("{}", "a.json", 60.0)]
    assert page.parts["progress"]["running"]
    with pytest.raises(Refused, match=r"That is no incident file\."):
        await page.ask("control", verb="replay", text="nonsense")


async def test_play_pause_stop_and_fresh_are_passed_on(page: Browser, controls: Recorder) -> None:
    for verb in ("play", "pause", "stop", "fresh"):
        await page.ask("control", verb=verb)
    assert controls.asked == ["play", "pause", "stop", "fresh"]


async def test_the_status_table_is_sent_only_to_who_looks_at_it(page: Browser, controls: Recorder) -> None:
    assert "status" not in page.parts
    await page.ask("watch", parts=["status"])
    assert page.parts["status"]["rows"] == [["card", "done"]]
    controls.rows.append(["nudge", "waits"])
    await page.until(lambda: len(page.parts["status"]["rows"]) == 2)


async def test_without_controls_the_page_has_no_time_machine(clock: SettableClock) -> None:
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, page=Page()) as box, Browser(box, JANE) as page:
        assert page.parts["progress"] is None
        with pytest.raises(Refused, match="can't be controlled in this workspace"):
            await page.ask("control", verb="skip", minutes=5)


# --- breaking things


async def test_what_is_armed_is_shown_until_it_went_off(page: Browser, web: AsyncWebClient, channel: str) -> None:
    await page.ask("break", verb="fail", method="chat.postMessage", error="restricted_action", times=2)
    await page.ask("break", verb="rate_limit", method="chat.update", seconds=30)
    await page.ask("break", verb="lose", method="pins.add")
    assert page.parts["faults"] == [
        {"method": "chat.postMessage", "effect": "restricted_action", "times": 2},
        {"method": "chat.update", "effect": "HTTP 429, Retry-After 30 s", "times": 1},
        {"method": "pins.add", "effect": "dropped response", "times": 1},
    ]
    assert await refusal(web.chat_postMessage(channel=channel, text="x")) == "restricted_action"
    await page.until(lambda: page.parts["faults"][0]["times"] == 1)
    await page.ask("break", verb="disarm")
    assert page.parts["faults"] == []
    assert (await web.chat_postMessage(channel=channel, text="x"))["ok"]


async def test_every_kind_of_fault_is_named_by_its_effect(box: Sandbox, page: Browser) -> None:
    box.faults.http_error("users.info", 500)
    box.faults.unknown("canvases.create")
    await page.until(lambda: len(page.parts["faults"]) == 2)
    effects = {each["method"]: each["effect"] for each in page.parts["faults"]}
    assert effects == {"users.info": "HTTP 500", "canvases.create": "unknown_method"}


async def test_the_connection_is_cut_on_the_clock_and_comes_back(
    box: Sandbox, page: Browser, clock: SettableClock, listener: ListeningApp
) -> None:
    await page.ask("break", verb="cut")
    await page.until(lambda: page.parts["connections"] == 0)
    assert page.parts["faults"] == [{"method": "", "effect": "cut", "times": 0}]
    clock.set(clock.time() + 30)
    await page.until(lambda: page.parts["faults"] == [])


async def test_the_app_is_told_to_come_back(box: Sandbox, page: Browser, listener: ListeningApp) -> None:
    await page.ask("break", verb="disconnect")
    assert [each.name for each in box.wire if each.kind == "socket"][-2:] == ["disconnect", "closed"]


async def test_the_last_event_is_delivered_again(
    box: Sandbox, page: Browser, jane: Actor, listener: ListeningApp, channel: str
) -> None:
    await jane.join(channel)
    await box.settled()
    before = list(listener.received)
    await page.ask("break", verb="again")
    await box.changed(lambda: len(listener.received) > len(before))
    again = listener.received[-1]
    assert again.payload["event_id"] == before[-1].payload["event_id"]
    assert again.retry_attempt == 1


async def test_a_break_that_names_no_method_is_refused(page: Browser) -> None:
    with pytest.raises(Refused, match="Enter a method"):
        await page.ask("break", verb="fail", method=" ")
    with pytest.raises(Refused, match="No event has been delivered yet"):
        await page.ask("break", verb="again")


# --- the wire


async def test_each_request_and_its_answer_are_seen_as_they_happen(
    page: Browser, web: AsyncWebClient, channel: str
) -> None:
    opened = await page.ask("wire", kind="api")
    assert opened["lines"][-1]["name"] == "conversations.create"
    sent = await web.chat_postMessage(channel=channel, text="on the wire")
    line = await page.until(lambda: next((each for each in page.lines.values() if each["status"] == "200"), None))
    assert (line["name"], line["what"], line["problem"]) == ("chat.postMessage", "on the wire", "")
    entry = await page.ask("entry", number=line["number"])
    assert entry["sent"]["text"] == "on the wire"
    assert entry["answer"]["ts"] == sent["ts"]
    await page.ask("leave_wire")
    seen = len(page.lines)
    await web.chat_postMessage(channel=channel, text="unseen")
    await page.ask("close_thread")
    assert len(page.lines) == seen


async def test_the_wire_is_filtered_by_kind_method_and_text(page: Browser, web: AsyncWebClient, channel: str) -> None:
    await web.chat_postMessage(channel=channel, text="needle")
    await web.chat_postMessage(channel=channel, text="hay")
    await refusal(web.conversations_info(channel="C404"))
    names = [each["name"] for each in (await page.ask("wire", text="CHAT.post"))["lines"]]
    assert names == ["chat.postMessage", "chat.postMessage"]
    assert len((await page.ask("wire", text="chat needle"))["lines"]) == 1
    assert (await page.ask("wire", text="channel_not_found"))["lines"][0]["problem"] == "channel_not_found"
    assert (await page.ask("wire", kind="upload"))["lines"] == []
    await page.ask("wire", text="needle", kind="api")
    await web.chat_postMessage(channel=channel, text="more hay")
    await web.chat_postMessage(channel=channel, text="needle again")
    await page.until(lambda: page.lines)
    assert {each["what"] for each in page.lines.values()} == {"needle again"}


async def test_an_event_is_named_by_what_happened(
    page: Browser, jane: Actor, listener: ListeningApp, channel: str
) -> None:
    sent = await jane.post(channel, "mark me")
    await jane.react(sent, "pushpin")
    await listener.next("reaction_added")
    lines = (await page.ask("wire", kind="envelope"))["lines"]
    assert "reaction_added pushpin" in {each["what"] for each in lines}


async def test_no_token_ticket_or_answer_address_is_shown(
    box: Sandbox, page: Browser, jane: Actor, listener: ListeningApp
) -> None:
    listener.reply({"text": "noted"})
    await jane.command("/incident log")
    lines = (await page.ask("wire"))["lines"]
    whole = json.dumps([await page.ask("entry", number=each["number"]) for each in lines])
    hook = listener.received[0].payload["response_url"].rpartition("/")[2]
    ticket = next(each for each in box.wire if each.name == "apps.connections.open").answer or {}
    secrets = [box.bot_token, box.app_token, hook, ticket["url"].partition("ticket=")[2].partition("&")[0]]
    assert [each for each in secrets if each in whole] == []


def test_redaction_reaches_every_depth_and_leaves_the_rest() -> None:
    told = {"token": "abc", "a": [{"b": "Bearer xoxb-12-ab and xapp-1-A", "c": 7}], "n": None}
    assert redacted(told) == {"token": "…", "a": [{"b": "Bearer xoxb-… and xapp-…", "c": 7}], "n": None}
