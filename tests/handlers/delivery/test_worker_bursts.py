"""Bursts, over the wire: Slack takes one post a second in a channel, and what everybody has to know doesn't wait."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.config.policy import Policy, PostInChannel
from bot.incidents.model import Incident
from demo.stage import on_stage
from tests.handlers.conftest import PEOPLE, QUIET, START, Scene
from tests.handlers.delivery.delivery_scenarios import JANE, kind

BOB = "Bob Kim"
POLICY = Policy(reminders=QUIET, post_in_channel=PostInChannel(log=True, roles=True, tasks=True))


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with on_stage(list(PEOPLE), START, POLICY) as stage:
        yield Scene(stage.box, stage.bot, stage.clock, stage.place)


async def type_all(scene: Scene, incident: Incident, *texts: str) -> None:
    for text in texts:
        await scene.person(BOB).command(f"/incident {text}", incident.channel_name)
    await scene.calm()


async def declared(scene: Scene, text: str = "sev1 Payments down") -> Incident:
    incident = await scene.declare(text)
    await scene.after(minutes=1)
    return incident


def posts_a_second(scene: Scene) -> int:
    """The most posts that one channel got in one second, threads included."""
    calls = scene.box.wire.calls("chat.postMessage")
    return max(Counter((each.sent["channel"], int(each.at)) for each in calls).values())


NEWS = {
    "update Rolled back": "1/update/1",
    "status monitoring": "1/line/",
    "severity sev2": "1/line/",
    "resolve Rolled back": "1/line/",
}


@pytest.mark.parametrize("news", NEWS)
async def test_thirty_notes_delay_no_news_and_none_is_lost_or_doubled(scene: Scene, news: str) -> None:
    incident = await declared(scene)
    notes = [f"log Step {number}" for number in range(30)]
    await type_all(scene, incident, *notes, news)
    began = scene.clock.now().timestamp()
    await scene.deliver()
    posts = scene.posts(incident.channel)[1:]
    (told,) = (post for post in posts if kind(post).startswith(NEWS[news]))
    assert float(told.ts) - began < 2
    logged = [post.text for post in posts if "/logged/" in kind(post)]
    assert [text.rpartition("Step ")[2] for text in logged] == [str(number) for number in range(30)]
    assert posts_a_second(scene) == 1


async def test_tasks_and_roles_let_an_update_pass_and_roles_come_before_notes(scene: Scene) -> None:
    incident = await declared(scene)
    tasks = [f"task Step {number}" for number in range(20)]
    await type_all(scene, incident, *tasks, "commander", "handover @jane", "commander none", "update Rolled back")
    await scene.deliver()
    kinds = [kind(post).split("/")[1] for post in scene.posts(incident.channel)[1:]]
    assert kinds.index("update") <= 1
    assert kinds.index("handover") <= 3
    assert kinds.count("line") >= 20


async def test_two_incidents_keep_a_pace_each(scene: Scene) -> None:
    first, second = await declared(scene), await declared(scene, "sev2 Login page blank")
    for number in range(10):
        for incident in (first, second):
            await type_all(scene, incident, f"log Step {number}")
    began = scene.clock.now().timestamp()
    await scene.deliver()
    for incident in (first, second):
        last = scene.posts(incident.channel)[-1]
        assert (last.text[-6:], float(last.ts) - began < 10) == ("Step 9", True)
    assert posts_a_second(scene) == 1


async def test_incidents_declared_at_once_are_announced_one_a_second(scene: Scene) -> None:
    await asyncio.gather(
        *(scene.person(BOB).command(f"/incident declare sev2 Service {number} is down") for number in range(6))
    )
    await scene.deliver()
    assert sorted(kind(post) for post in scene.posts("incidents")) == [
        f"{number}/announcement" for number in range(1, 7)
    ]
    assert posts_a_second(scene) == 1


async def test_a_timeline_that_is_posted_keeps_the_pace_of_its_channel(scene: Scene) -> None:
    incident = await declared(scene)
    await type_all(scene, incident, *(f"log {'x' * 900} {number}" for number in range(12)))
    await scene.deliver()
    await type_all(scene, incident, "timeline post", "update one", "update two")
    await scene.deliver()
    assert [kind(post) for post in scene.posts(incident.channel) if "/timeline/" in kind(post)]
    assert posts_a_second(scene) == 1


async def test_fifty_reactions_delay_no_update_and_leave_two_rows_each(scene: Scene) -> None:
    incident = await declared(scene)
    said = [await scene.person(BOB).post(incident.channel, f"Step {number}") for number in range(50)]
    before = len(scene.bot.services.outbox.newest(1000))
    for message in said:
        await scene.person(BOB).react(message, "wrench")
    await scene.calm()
    assert len(scene.bot.services.outbox.newest(1000)) - before == 100
    began = scene.clock.now().timestamp()
    await scene.run(JANE, "/incident update Rolled back", incident.channel_name)
    assert float(scene.posts(incident.channel)[-1].ts) - began < 1
    await scene.deliver()
    marked = [entry for entry in scene.entries if entry.message_ts]
    assert (len(marked), any(entry.pending for entry in marked)) == (50, False)


async def test_a_burst_of_changes_redraws_card_and_announcement_as_often_as_seen_and_adds_no_rows(scene: Scene) -> None:
    incident = await declared(scene)
    since, before = len(scene.box.wire) - 1, len(scene.bot.services.outbox.newest(1000))
    await type_all(scene, incident, *(f"update Step {number}" for number in range(30)))
    await scene.deliver()
    redrawn = Counter(each.sent["ts"] for each in scene.box.wire.calls("chat.update") if each.number > since)
    assert set(redrawn.values()) <= {1, 2}
    assert len(scene.bot.services.outbox.newest(1000)) - before == 60  # in the channel and below the announcement
