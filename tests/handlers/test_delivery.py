"""Delivery, over the wire: lost answers, errors that pass, limits, refusals, and a record that can't be written."""

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.model import Json, Step
from handlers.bot import Access, Bot
from handlers.delivery import MAX_AT_ONCE
from sandbox import Message, Sandbox, SettableClock
from stage import MANIFEST, Place, on_stage
from storage import SqliteStore, open_database
from tests.handlers.conftest import PEOPLE, PRACTICE, START, Scene, buttons, text_of

Act = Callable[[Scene], Awaitable[None]]
JANE = "Jane Smith"


async def told(scene: Scene, text: str, by: str = JANE) -> str:
    return await scene.run(by, f"/incident {text}", scene.channel.name)


async def mark_a_message(scene: Scene) -> None:
    said = await scene.person("Alice Chen").post(scene.channel, "Rolling back")
    await scene.person("Bob Kim").react(said, "wrench")


async def let_a_nudge_come(scene: Scene) -> None:
    await scene.after(minutes=15)


async def post_update(scene: Scene) -> None:
    await told(scene, "update Rollback is running")


async def change_status(scene: Scene) -> None:
    await told(scene, "status identified")


async def change_severity(scene: Scene) -> None:
    await told(scene, "severity sev2")


async def ask_for_review(scene: Scene) -> None:
    await scene.run(JANE, "/pir", scene.channel.name)


def what_stands(scene: Scene) -> Counter[str]:
    """Everything that the bot has put into Slack, by what it is, so that a thing shown twice counts as two."""
    (channel,) = (each for each in scene.box.channels() if each.name.startswith("inc-"))
    found = Counter(f"post {_kind(each)}" for each in scene.posts(channel.id))
    found.update(f"announcement {each.text}" for each in scene.posts("incidents"))
    found.update(f"told {each.text}" for each in _told(scene))
    found.update(f"file {name}" for each in channel.messages for name in (file["name"] for file in each.files))
    found.update(f"pinned {_kind(each)}" for pin in channel.pins for each in channel.messages if each.ts == pin.ts)
    found.update(f"mark {each.text}" for each in channel.messages for mark in each.reactions if mark.name != "wrench")
    found.update(f"member {each}" for each in channel.members)
    found.update([f"topic {channel.topic}", f"purpose {channel.purpose}", f"channel {channel.name}"])
    found.update(f"entry {each.text} {each.pending}" for each in scene.entries)
    return found


def _kind(message: Message) -> str:
    return str((message.metadata or {})["event_payload"]["key"])


def _told(scene: Scene) -> list[Message]:
    jane = scene.person(JANE)
    seen = [*jane.sees("general"), *jane.sees(jane.direct("Muster"))]
    return [each for each in seen if "go to <#" in each.text]


async def outcome(act: Act | None, arm: Callable[[Scene], None]) -> Counter[str]:
    """What stands in Slack after a declare (and then `act`), with something going wrong from `arm` on."""
    async with on_stage(list(PEOPLE), START, PRACTICE) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        if act is None:
            arm(scene)
            await scene.declare("sev1 Payments down")
        else:
            await scene.declare("sev1 Payments down")
            arm(scene)
            await act(scene)
            await scene.deliver()
        assert not scene.bot.service.waiting_incidents()
        assert scene.box.faults.armed() == []
        return what_stands(scene)


def nothing(_scene: Scene) -> None:
    """Everything goes well."""


# Which method each step calls, and what asks for the step (None: the declare itself).
STEPS: dict[str, tuple[str, int, Act | None]] = {
    "channel": ("conversations.create", 1, None),
    "invite": ("conversations.invite", 1, None),
    "card and announcement": ("chat.postMessage", 2, None),
    "pin": ("pins.add", 1, None),
    "topic": ("conversations.setTopic", 1, None),
    "purpose": ("conversations.setPurpose", 1, None),
    "update": ("chat.postMessage", 1, post_update),
    "line": ("chat.postMessage", 1, change_status),
    "redrawn card and announcement": ("chat.update", 2, change_status),
    "redrawn topic": ("conversations.setTopic", 1, change_severity),
    "nudge": ("chat.postMessage", 1, let_a_nudge_come),
    "look_up": ("reactions.get", 1, mark_a_message),
    "tick": ("reactions.add", 1, mark_a_message),
    "review": ("chat.postMessage", 1, ask_for_review),
    "document": ("files.completeUploadExternal", 1, ask_for_review),
    "document's address": ("files.getUploadURLExternal", 1, ask_for_review),
}

ILLS: dict[str, Callable[[Scene, str, int], None]] = {
    "lost answer": lambda scene, method, times: scene.box.faults.lose_answer(method, times),
    "HTTP 500": lambda scene, method, times: scene.box.faults.http_error(method, 500, times),
    "HTTP 503 twice": lambda scene, method, times: scene.box.faults.http_error(method, 503, times * 2),
    "fatal_error": lambda scene, method, times: scene.box.faults.fail(method, "fatal_error", times),
    "rate limit": lambda scene, method, times: scene.box.faults.rate_limit(method, 7, times),
}


@pytest.mark.parametrize("step", STEPS)
async def test_whatever_passes_leaves_each_thing_in_slack_exactly_once(step: str) -> None:
    method, times, act = STEPS[step]
    smooth = await outcome(act, nothing)
    assert max(smooth.values()) == 1
    for name, ill in ILLS.items():
        rough = await outcome(act, lambda scene, ill=ill: ill(scene, method, times))  # type: ignore[misc]
        assert rough == smooth, name


async def test_the_declarer_is_told_once_where_the_answer_to_it_is_lost(scene: Scene) -> None:
    scene.box.faults.rate_limit("conversations.create", 31 * 60)  # beyond the life of a response_url
    await scene.run(JANE, "/incident declare sev4 Payments down")
    scene.box.faults.lose_answer("chat.postMessage", times=3)
    await scene.deliver()
    assert [each.channel for each in _told(scene)] == [scene.person(JANE).direct("Muster").id]
    assert [_kind(each) for each in scene.posts()] == ["1/card"]
    assert len(scene.posts("incidents")) == 1


async def test_the_declarer_is_never_told_twice_where_slack_fails_halfway(scene: Scene) -> None:
    scene.box.faults.rate_limit("conversations.create", 31 * 60)
    await scene.run(JANE, "/incident declare sev4 Payments down")
    scene.box.faults.fail("chat.postMessage", "fatal_error", times=3)
    await scene.deliver()
    assert len(_told(scene)) <= 1
    assert [_kind(each) for each in scene.posts()] == ["1/card"]


# Limits


def called_at(scene: Scene, method: str, since: int) -> list[float]:
    """Seconds from the wire's entry `since` on to each call of the method."""
    return [each.at - scene.box.wire[since].at for each in scene.box.wire.calls(method) if each.number > since]


async def test_a_rate_limit_is_waited_out_to_the_second_by_its_method_alone(scene: Scene) -> None:
    await scene.declare()
    since = len(scene.box.wire)
    scene.box.faults.rate_limit("chat.update", 30)
    await told(scene, "severity sev2")
    assert scene.posts()[-1].text.startswith("SEV2")
    assert "SEV2" in scene.channel.topic
    assert "SEV1" in text_of(scene.card)
    await scene.deliver()
    assert "SEV2" in text_of(scene.card)
    first, *others = called_at(scene, "chat.update", since)
    assert first == 0
    assert {round(seconds) for seconds in others} == {0, 30} or {round(seconds) for seconds in others} == {30}


async def test_posts_keep_their_order_through_a_rate_limit_and_redraws_go_on(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.rate_limit("chat.postMessage", 20)
    for text in ("one", "two", "three"):
        await told(scene, f"update {text}")
        scene.clock.set(scene.clock.now() + timedelta(seconds=1))
        scene.bot.tick()
        await scene.calm()
    assert "three" in text_of(scene.card)
    assert len(scene.posts()) == 1
    await scene.deliver()
    card, *updates = scene.posts()
    assert [each.text.rpartition(" ")[2] for each in updates] == ["one", "two", "three"]
    assert float(updates[0].ts) - float(card.ts) >= 20


async def test_a_limit_on_looking_holds_the_row_that_looks_and_nothing_else(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.lose_answer("chat.postMessage")
    scene.box.faults.rate_limit("conversations.history", 40)
    await told(scene, "update Rollback is running")
    await scene.run(JANE, "/incident declare sev3 Login page blank")
    await scene.deliver()
    assert [_kind(each) for each in scene.posts(scene.bot.service.incident(1).channel)] == ["1/card", "1/update/1"]
    assert [_kind(each) for each in scene.posts()] == ["2/card"]


async def test_posts_in_one_channel_keep_their_order_and_a_second_between_them(scene: Scene) -> None:
    await scene.declare()
    for number in range(5):
        await told(scene, f"update step {number}")
    await scene.deliver()
    updates = scene.posts()[1:]
    assert [each.text[-6:] for each in updates] == [f"step {number}" for number in range(5)]
    times = [float(each.ts) for each in updates]
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[1:], strict=False))


async def test_ten_quick_changes_become_few_redraws(scene: Scene) -> None:
    await scene.declare()
    since = len(scene.box.wire) - 1
    for number in range(10):
        await told(scene, f"record factor Cause {number}")
    await scene.deliver()
    redrawn = Counter(each.sent["ts"] for each in scene.box.wire.calls("chat.update") if each.number > since)
    assert set(redrawn.values()) == {2}


async def test_a_method_that_hangs_keeps_no_other_incident_waiting(scene: Scene) -> None:
    await scene.declare()
    with scene.box.faults.hold("reactions.get") as hold:
        for number in range(MAX_AT_ONCE * 2):
            said = await scene.person("Alice Chen").post(scene.channel, f"Step {number}")
            await scene.person("Bob Kim").react(said, "wrench")
        await scene.box.changed(lambda: hold.waiting == MAX_AT_ONCE)
        await scene.person(JANE).command("/incident declare sev3 Login page blank")
        await scene.box.changed(lambda: scene.newest.number == 2 and scene.newest.channel)
        await scene.box.changed(lambda: scene.posts())
    await scene.deliver()
    assert not any(entry.pending for entry in scene.bot.service.dossier(1).entries)


# Refusals


async def test_what_slack_refuses_stands_on_the_card_and_retry_brings_it(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postMessage", "restricted_action")
    await told(scene, "update one")
    await told(scene, "update two")
    await scene.run(JANE, "/incident declare sev3 Login page blank")
    await scene.deliver()
    first = scene.bot.service.incident(1).channel
    assert [_kind(each) for each in scene.posts()] == ["2/card"]
    card = scene.posts(first)[0]
    assert [_kind(each) for each in scene.posts(first)] == ["1/card", "1/update/2"]
    assert "restricted_action" in text_of(card)
    await scene.person(JANE).press(card, "Retry")
    await scene.deliver()
    assert [_kind(each) for each in scene.posts(first)] == ["1/card", "1/update/2", "1/update/1"]
    assert "Retry" not in buttons(card)


async def test_a_method_that_slack_does_not_know_is_left_out_and_the_incident_goes_on(scene: Scene) -> None:
    for method in ("pins.add", "conversations.setTopic", "conversations.setPurpose"):
        scene.box.faults.unknown(method)
    await scene.declare()
    assert "unknown_method" in text_of(scene.card)
    assert len(scene.posts("incidents")) == 1
    await told(scene, "resolve Rolled back")
    await scene.deliver()
    assert "Rolled back" in scene.posts()[-1].text


async def test_a_look_that_slack_refuses_is_shown_and_retry_looks_again_before_it_posts(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.lose_answer("chat.postMessage")
    scene.box.faults.fail("conversations.history", "missing_scope")
    await told(scene, "update Rollback is running")
    await scene.deliver()
    assert "missing_scope" in text_of(scene.card)
    await scene.person(JANE).press(scene.card, "Retry")
    await scene.deliver()
    assert [_kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]
    assert "Retry" not in buttons(scene.card)


async def test_one_persons_invitation_that_fails_in_passing_keeps_nobody_away(scene: Scene) -> None:
    scene.box.faults.http_error("users.lookupByEmail", 502)
    await scene.declare("sev2 search is slow")
    assert scene.person("Bob Kim").id in scene.channel.members
    assert "gone@example.com" in text_of(scene.card)


# Messages that people delete


@pytest.mark.parametrize("lost", [0, 1], ids=["answered", "answer lost"])
async def test_a_deleted_card_is_posted_anew_once_and_pinned(scene: Scene, lost: int) -> None:
    await scene.declare()
    scene.channel.messages.remove(scene.card)
    scene.channel.pins.clear()
    scene.box.faults.lose_answer("chat.postMessage", times=lost)
    await told(scene, "record cause The deploy")
    await scene.deliver()
    assert [_kind(each) for each in scene.posts()] == ["1/card"]
    assert [pin.ts for pin in scene.channel.pins] == [scene.card.ts]
    await told(scene, "status identified")
    await scene.deliver()
    assert "*Identified*" in text_of(scene.card)


async def test_a_post_is_found_again_where_slacks_clock_is_behind(tmp_path: Path) -> None:
    async with rigged(tmp_path, ahead=timedelta(minutes=2)) as scene:
        scene.box.faults.lose_answer("chat.postMessage", times=2)
        await scene.declare()
        assert [_kind(each) for each in scene.posts()] == ["1/card"]
        assert len(scene.posts("incidents")) == 1


# The record fails


class RiggedStore(SqliteStore):
    """A store that fails as told: each name in `failing` that many times."""

    failing: Counter[str]
    failed: asyncio.Event

    def _may_fail(self, name: str) -> None:
        if self.failing[name] > 0:
            self.failing[name] -= 1
            self.failed.set()
            raise sqlite3.OperationalError("database is locked")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._may_fail("begin")
        with super().transaction():
            yield
            self._may_fail("commit")

    def waiting_incidents(self) -> Sequence[int]:
        self._may_fail("waiting_incidents")
        return super().waiting_incidents()

    def mark_tried(self, keys: Sequence[str]) -> None:
        self._may_fail("mark_tried")
        super().mark_tried(keys)

    def mark_done(self, key: str, version: int, result: dict[str, Json]) -> None:  # type: ignore[override]
        self._may_fail(f"mark_done {key}")
        super().mark_done(key, version, result)


@asynccontextmanager
async def rigged(folder: Path, ahead: timedelta = timedelta(0), **failing: int) -> AsyncIterator[Scene]:
    """A scene whose record can fail, and whose bot's clock is ahead of Slack's."""
    clock = SettableClock(START)

    def now() -> datetime:
        return clock.now() + ahead

    async with Sandbox(yaml.safe_load(MANIFEST.read_text()), PEOPLE, clock=clock) as box:
        with open_database(folder / "muster.db") as record:
            store = RiggedStore(record, box.state.team_id)
            store.failing, store.failed = Counter(failing), asyncio.Event()
            bot = Bot(
                Access(box.api_url, box.bot_token, box.app_token), PRACTICE, lambda _: store, now, real_time=False
            )
            await bot.start()
            try:
                scene = RiggedScene(box, bot, clock, Place())
                scene.store = store
                await scene.calm()
                yield scene
            finally:
                await bot.stop()


class RiggedScene(Scene):
    store: RiggedStore
