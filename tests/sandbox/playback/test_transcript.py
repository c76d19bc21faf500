"""The transcript shows a channel as its people saw it, and nothing that differs from run to run."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Profile, Sandbox, SettableClock
from sandbox.playback.transcript import transcript
from tests.sandbox.diary_app import MANIFEST, running

START = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE, BOB = "Jane Smith", "Bob Kim"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(START)


@pytest.fixture
async def box(clock: SettableClock) -> AsyncIterator[Sandbox]:
    people = [Profile(JANE, tz="Europe/Berlin"), Profile(BOB, tz="America/New_York")]
    async with Sandbox(MANIFEST, people, clock=clock) as made:
        yield made


@pytest.fixture
async def app(box: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=box.bot_token, base_url=box.api_url)


def body(box: Sandbox, channel: str = "incidents", zone: str = "UTC") -> list[str]:
    """The transcript below its header and the first day."""
    lines = transcript(box, channel, zone).splitlines()
    return lines[lines.index("") + 2 :]


async def test_the_header_says_what_the_channel_is(box: Sandbox, app: AsyncWebClient) -> None:
    made = await app.conversations_create(name="inc-1", is_private=True)
    channel = made["channel"]["id"]
    await app.conversations_invite(channel=channel, users=[box.person(JANE).id, box.person(BOB).id])
    await app.conversations_setTopic(channel=channel, topic="SEV1 &amp; &lt;b&gt;")
    await app.conversations_setPurpose(channel=channel, purpose="Payments down")
    await app.bookmarks_add(channel_id=channel, title="Runbook", type="link", link="https://example.com/r")
    posted = await app.chat_postMessage(channel=channel, text="*Card*\nmore")
    await app.pins_add(channel=channel, timestamp=posted["ts"])
    lines = transcript(box, "inc-1").splitlines()
    assert lines[: lines.index("")] == [
        "#inc-1 (private)",
        "Topic: SEV1 & <b>",
        "Description: Payments down",
        "Members: Bob Kim, Diary, Jane Smith",
        "Bookmark: Runbook (https://example.com/r)",
        "Pinned: Card",
    ]


async def test_messages_stand_under_their_day_author_and_time(
    box: Sandbox, app: AsyncWebClient, clock: SettableClock
) -> None:
    await box.person(JANE).post("incidents", "Payments <fail> & more")
    clock.set(START + timedelta(days=1, minutes=5))
    await app.chat_postMessage(channel="incidents", text="*Noted*")
    assert transcript(box, "incidents").splitlines()[-6:] == [
        "14:23  Jane Smith",
        "       Payments <fail> & more",
        "",
        "Tuesday 16 January 2024 (UTC)",
        "14:28  Diary APP",
        "       Noted",
    ]


async def test_times_are_those_of_the_zone_asked_for(box: Sandbox) -> None:
    await box.person(JANE).post("incidents", "Now")
    text = transcript(box, "incidents", "Asia/Kolkata")
    assert "Monday 15 January 2024 (Asia/Kolkata)\n" in text
    assert "19:53  Jane Smith\n" in text


async def test_buttons_pins_and_reactions_stand_below_their_message(box: Sandbox, app: AsyncWebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Post update"}, "action_id": "u"}
    blocks = [{"type": "actions", "elements": [button]}]
    await app.conversations_join(channel=box.channel("incidents").id)
    posted = await app.chat_postMessage(channel="incidents", text="Update due", blocks=blocks)
    await app.pins_add(channel=box.channel("incidents").id, timestamp=posted["ts"])
    message = box.channel("incidents").message(posted["ts"])
    assert message is not None
    for who, emoji in ((JANE, "pushpin"), (JANE, "mag"), (BOB, "pushpin")):
        await box.person(who).react(message, emoji)
    assert body(box)[-5:] == [
        "14:23  Diary APP",
        "       [Post update]",
        "       (pinned by Diary)",
        "       :mag: 1 Jane Smith",
        "       :pushpin: 2 Bob Kim, Jane Smith",
    ]


async def test_replies_are_indented_below_their_parent(box: Sandbox, clock: SettableClock) -> None:
    parent = await box.person(JANE).post("incidents", "Who looks at it?")
    clock.set(START + timedelta(minutes=1))
    await box.person(BOB).post("incidents", "Elsewhere")
    clock.set(START + timedelta(minutes=2))
    await box.person(BOB).post("incidents", "I do", thread=parent)
    assert body(box)[-6:] == [
        "14:23  Jane Smith",
        "       Who looks at it?",
        "       14:25  Bob Kim",
        "              I do",
        "14:24  Bob Kim",
        "       Elsewhere",
    ]


async def test_an_edited_message_is_marked(box: Sandbox) -> None:
    message = await box.person(JANE).post("incidents", "Paymnts\nfail")
    await box.person(JANE).edit(message, "Payments\nfail")
    assert body(box)[-2:] == ["       Payments", "       fail (edited)"]


async def test_a_deleted_message_is_gone(box: Sandbox) -> None:
    message = await box.person(JANE).post("incidents", "Wrong channel")
    await box.person(JANE).delete(message)
    assert "Wrong channel" not in transcript(box, "incidents")


async def test_an_ephemeral_says_who_sees_it(box: Sandbox, app: AsyncWebClient) -> None:
    channel, jane = box.channel("incidents").id, box.person(JANE).id
    await app.chat_postEphemeral(channel=channel, user=jane, text="sev5 is not a severity here.")
    assert body(box)[-2:] == [
        "14:23  Diary APP (only Jane Smith sees this)",
        "       sev5 is not a severity here.",
    ]


async def test_the_systems_lines_name_who_did_it(box: Sandbox, app: AsyncWebClient) -> None:
    channel = (await app.conversations_create(name="inc-1"))["channel"]["id"]
    await app.conversations_setTopic(channel=channel, topic="SEV1")
    await app.conversations_rename(channel=channel, name="inc-2")
    assert body(box, "inc-2") == [
        "14:23  Diary has joined the channel",
        '14:23  Diary has renamed the channel from "inc-1" to "inc-2"',
        "14:23  Diary set the channel topic: SEV1",
    ]


async def test_another_apps_alert_is_marked_as_an_apps(box: Sandbox) -> None:
    box.post_as_app("incidents", "Monitor", attachments=[{"title": "High error rate", "text": "*5xx*"}])
    assert body(box)[-3:] == ["14:23  Monitor APP", "       | High error rate", "       | 5xx"]


async def test_a_file_is_named(box: Sandbox) -> None:
    await box.person(JANE).post("incidents", "See", files=[("graph.png", "image/png")])
    assert body(box)[-2:] == ["       See", "       (file: graph.png)"]


async def test_within_a_second_the_systems_lines_come_first_and_ephemerals_last(
    box: Sandbox, app: AsyncWebClient
) -> None:
    channel = (await app.conversations_create(name="inc-1"))["channel"]["id"]
    for text in ("message b", "message a"):
        await app.chat_postMessage(channel=channel, text=text)
    for who in (JANE, BOB):
        await box.person(who).join("inc-1")
    for text in ("private b", "private a"):
        await app.chat_postEphemeral(channel=channel, user=box.person(JANE).id, text=text)
    said = [line.strip() for line in body(box, "inc-1") if not line.startswith("14:23  Diary APP")]
    assert said == [
        "14:23  Bob Kim has joined the channel",
        "14:23  Diary has joined the channel",
        "14:23  Jane Smith has joined the channel",
        "message b",
        "message a",
        "private a",
        "private b",
    ]


async def test_commands_buttons_and_forms_appear_where_they_were_used(box: Sandbox) -> None:
    async with running(box):
        await write_diary(box)
    assert body(box, "general") == [
        "14:23  Jane Smith ran /diary one",
        "14:23  Jane Smith ran /diary",
        '14:23  Jane Smith submitted "New entry": Words = Dear all; About = Bob Kim',
        "14:23  Diary APP",
        "       Dear all",
    ]
    assert '14:23  Bob Kim pressed "Sign"' in body(box, "diary-one")


async def write_diary(box: Sandbox) -> None:
    jane, bob = box.person(JANE), box.person(BOB)
    await jane.command("/diary one", "general")
    await box.changed(lambda: any(each.name == "diary-one" and each.pins for each in box.channels()))
    [card] = [each for each in bob.sees("diary-one") if each.blocks]
    await bob.press(card, "Sign")
    await jane.command("/diary", "general")
    await box.changed(lambda: jane.modal is not None)
    await jane.submit({"Words": "Dear all", "About": BOB})


async def test_acts_stay_with_a_channel_that_is_renamed(box: Sandbox) -> None:
    async with running(box):
        await box.person(BOB).create("side")
        await box.person(BOB).command("/diary two", "side")
        await box.changed(lambda: any(each.name == "diary-two" and each.pins for each in box.channels()))
        await box.person(BOB).rename("side", "aside")
    assert "14:23  Bob Kim ran /diary two" in body(box, "aside")


async def test_two_runs_print_the_same() -> None:
    async def printed() -> list[str]:
        people = [Profile(JANE), Profile(BOB)]
        async with Sandbox(MANIFEST, people, clock=SettableClock(START)) as box, running(box):
            await write_diary(box)
            return [transcript(box, each.name) for each in box.channels()]

    assert await printed() == await printed()


async def test_a_channel_that_is_archived_says_so(box: Sandbox) -> None:
    await box.person(BOB).create("side")
    await box.person(BOB).archive("side")
    assert transcript(box, "side").splitlines()[0] == "#side (archived)"


async def test_no_id_ts_or_port_is_printed(box: Sandbox, app: AsyncWebClient) -> None:
    channel = (await app.conversations_create(name="inc-1"))["channel"]["id"]
    posted = await app.chat_postMessage(channel=channel, text="First")
    link = (await app.chat_getPermalink(channel=channel, message_ts=posted["ts"]))["permalink"]
    words = f"<{link}|First> and <{link}> by <@{box.person(JANE).id}> in <#{channel}> at {box.api_url}x"
    await app.chat_postMessage(channel=channel, text=words)
    text = transcript(box, "inc-1")
    assert "First and (link to a message) by @Jane Smith in #inc-1 at http://sandbox/api/x" in text
    assert not re.search(r"\b[BCUT]0\w{8,}|\d{10}|127\.0\.0\.1", text)
