"""Socket Mode with the real aiohttp client: acks, redelivery, several connections, disconnects."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, NotAcknowledged, Sandbox, SettableClock
from sandbox.socket.wire_log import WireEntry
from tests.sandbox.sandbox_examples import ACK, SILENCE, Answer, ListeningApp


def deliveries(box: Sandbox) -> list[WireEntry]:
    return box.wire.envelopes("reaction_added")


async def react(box: Sandbox, web: AsyncWebClient, person: Actor) -> None:
    """Adds a reaction, of which the app gets the event."""
    await web.conversations_join(channel=box.channel("general").id)
    await person.react(await person.post("general", "found it"), "eyes")


async def turns() -> None:
    """Runs everything that is due without moving the clock."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_an_acknowledged_event_comes_once(
    box: Sandbox, listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    await react(box, listener.web, jane)
    await box.settled()
    clock.set(clock.time() + 3600)
    await box.settled()
    assert [each.status for each in deliveries(box)] == ["acked"]


async def test_an_event_has_slacks_envelope(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await react(box, listener.web, jane)
    request = await listener.next("reaction_added")
    payload = request.payload
    assert (request.type, request.retry_attempt, request.accepts_response_payload) == ("events_api", 0, False)
    assert payload["type"] == "event_callback"
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == 1705328580
    assert payload["authorizations"][0]["user_id"] == box.space.bot.id


async def test_an_unacknowledged_event_comes_again_at_once_after_a_minute_and_after_five(
    box: Sandbox, listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    listener.reply(SILENCE)
    await react(box, listener.web, jane)
    await listener.next("reaction_added")
    while (moment := clock.next_wake()) is not None:
        clock.set(moment)
        await turns()
    tries = deliveries(box)
    assert [each.sent["retry_attempt"] for each in tries] == [0, 1, 2, 3]
    assert [each.sent["retry_reason"] for each in tries] == ["", "timeout", "timeout", "timeout"]
    assert len({each.sent["payload"]["event_id"] for each in tries}) == 1
    assert [each.at - tries[0].at for each in tries] == [0, 3, 66, 369]


async def test_a_redelivered_event_that_is_acknowledged_is_done(
    box: Sandbox, listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    async def second_time(request: SocketModeRequest) -> Answer:
        return ACK if request.retry_attempt else SILENCE

    listener.answer = second_time
    await react(box, listener.web, jane)
    await listener.next("reaction_added")
    clock.set(clock.time() + 3)
    await box.settled()
    assert [each.status for each in deliveries(box)] == ["timeout", "acked"]


async def test_an_event_without_a_connection_waits_for_its_next_try(
    box: Sandbox, web: AsyncWebClient, jane: Actor, clock: SettableClock
) -> None:
    await react(box, web, jane)
    await box.settled()
    assert [each.status for each in deliveries(box)] == ["unconnected", "unconnected"]
    async with ListeningApp(box) as app:
        clock.set(clock.time() + 60)
        request = await app.next("reaction_added")
        await box.settled()
    assert (request.retry_attempt, request.retry_reason) == (2, "connection_failed")
    assert deliveries(box)[-1].status == "acked"


async def test_a_late_ack_counts_for_nothing(
    box: Sandbox, listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    late = asyncio.Event()

    async def too_late(request: SocketModeRequest) -> Answer:
        if request.type == "slash_commands":
            await late.wait()
        return ACK

    listener.answer = too_late
    running = asyncio.create_task(jane.command("/incident declare"))
    await listener.next()
    clock.set(clock.time() + 3)
    with pytest.raises(NotAcknowledged, match="/incident failed"):
        await running
    late.set()
    await box.changed(lambda: any(each.name == "late_ack" for each in box.wire), what="the late ack")


async def test_an_unacknowledged_command_never_returns(
    box: Sandbox, listener: ListeningApp, jane: Actor, clock: SettableClock
) -> None:
    listener.reply(SILENCE)
    running = asyncio.create_task(jane.command("/incident declare"))
    await listener.next()
    clock.set(clock.time() + 3)
    with pytest.raises(NotAcknowledged):
        await running
    clock.set(clock.time() + 3600)
    await box.settled()
    assert len([each for each in box.wire if each.name == "slash_commands"]) == 1
    assert jane.sees("general")[-1].text == "/incident failed because the app did not respond."


async def test_a_command_without_an_app_fails_at_once(box: Sandbox, jane: Actor) -> None:
    with pytest.raises(NotAcknowledged):
        await jane.command("/incident declare")


async def test_each_payload_goes_to_one_of_several_connections(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    async with ListeningApp(box) as second:
        assert box.connections == 2
        for number in range(4):
            await jane.command(f"/incident log {number}")
        texts = [[each.payload["text"] for each in app.received] for app in (listener, second)]
    assert sorted(texts[0] + texts[1]) == ["log 0", "log 1", "log 2", "log 3"]
    assert len(texts[0]) == len(texts[1]) == 2


async def test_the_app_comes_back_after_a_disconnect(box: Sandbox, listener: ListeningApp, jane: Actor) -> None:
    await box.faults.disconnect("refresh_requested")
    await box.changed(lambda: box.connections == 1, what="the app connected again")
    await jane.command("/incident declare")
    assert (await listener.next()).payload["text"] == "declare"
    assert [each.sent["reason"] for each in box.wire if each.name == "disconnect"] == ["refresh_requested"]


async def test_a_warning_closes_ten_seconds_later(box: Sandbox, clock: SettableClock) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(await link(box)) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await box.faults.disconnect("warning")
            assert (await socket.receive_json())["reason"] == "warning"
            assert box.connections == 1
            clock.set(clock.time() + 10)
            assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
        await box.changed(lambda: not box.connections, what="the connection closed")


async def test_a_ticket_opens_one_connection(box: Sandbox) -> None:
    url = await link(box)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_the_eleventh_connection_is_sent_away(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(await link(box)) for _ in range(10)]
        await box.changed(lambda: box.connections == 10, what="ten connections")
        async with session.ws_connect(await link(box)) as eleventh:
            assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
        for each in sockets:
            await each.close()


async def test_events_are_lost_with_their_connection_and_come_again(
    box: Sandbox, listener: ListeningApp, jane: Actor
) -> None:
    listener.reply(SILENCE)
    await react(box, listener.web, jane)
    await listener.next("reaction_added")
    await box.faults.disconnect("refresh_requested")
    await box.changed(lambda: len(deliveries(box)) > 1, what="the second delivery")
    first, second = deliveries(box)[:2]
    assert first.status == "lost"
    assert (second.sent["retry_attempt"], second.sent["retry_reason"]) == (1, "connection_failed")
    assert second.at == first.at


async def test_stopping_with_work_under_way_is_clean(clock: SettableClock, box: Sandbox, jane: Actor) -> None:
    async with ListeningApp(box) as app:
        app.reply(SILENCE)
        running = asyncio.create_task(jane.command("/incident declare"))
        await app.next()
        await box.faults.disconnect("warning")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert box.wire.in_flight == 0


async def link(box: Sandbox) -> str:
    return str((await AsyncWebClient(base_url=box.api_url).apps_connections_open(app_token=box.app_token))["url"])
