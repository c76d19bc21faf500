"""Twenty people on one incident at once: nothing is lost, and Slack shows in the end what the record says."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.incidents.model import Status
from bot.timeline.model import Entry
from demo.stage import on_stage
from sandbox import Message, Profile
from tests.handlers.conftest import POLICY, START, Scene, text_of

CROWD = [Profile(f"Person {number:02}", f"person{number:02}", tz="UTC") for number in range(20)]
NAMES = [each.name for each in CROWD]


@pytest.fixture
async def crowd() -> AsyncIterator[Scene]:
    async with on_stage(CROWD, START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Checkout down", by=NAMES[0])
        yield scene


def keys(scene: Scene) -> list[str]:
    return [str((message.metadata or {})["event_payload"]["key"]) for message in scene.posts()]


async def settle(scene: Scene) -> None:
    await scene.deliver()
    assert not scene.bot.services.outbox.waiting_incidents()
    assert not scene.bot.services.outbox.failed_rows(1)


async def test_twenty_updates_submitted_at_once_are_all_posted_in_the_order_of_the_record(crowd: Scene) -> None:
    people = [crowd.person(name) for name in NAMES]
    await asyncio.gather(*(person.command("/incident update", crowd.channel) for person in people))
    said = [{"What changed": f"{person.name} is on it"} for person in people]
    refused = await asyncio.gather(*(person.submit(text) for person, text in zip(people, said, strict=True)))
    assert refused == [{}] * 20
    await settle(crowd)
    updates = crowd.bot.services.incidents.details(1).updates
    assert [update.number for update in updates] == list(range(1, 21))
    assert {update.text for update in updates} == {f"{name} is on it" for name in NAMES}
    assert keys(crowd) == ["1/card", *(f"1/update/{number}" for number in range(1, 21))]
    assert all(update.text in text_of(post) for update, post in zip(updates, crowd.posts()[1:], strict=True))
    assert updates[-1].text in text_of(crowd.card)


async def test_twenty_people_who_take_command_at_once_leave_one_commander_everywhere(crowd: Scene) -> None:
    people = [crowd.person(name) for name in NAMES]
    await asyncio.gather(*(person.press(crowd.card, "Take command") for person in people))
    await settle(crowd)
    commander = crowd.newest.commander
    assert commander is not None
    assert commander.name in text_of(crowd.card)
    assert commander.name in crowd.posts()[-1].text
    lines = [entry.text for entry in crowd.entries if "incident commander" in entry.text]
    assert len(lines) == len(keys(crowd)) - 1
    assert lines[-1].startswith(commander.name)


async def test_twenty_people_mark_twenty_messages_and_each_is_one_entry(crowd: Scene) -> None:
    people = [crowd.person(name) for name in NAMES]
    posted = await asyncio.gather(*(person.post(crowd.channel, f"{person.name} saw it") for person in people))

    async def mark(number: int, message: Message) -> None:
        await people[number].react(message, "wrench")
        await people[(number + 1) % 20].react(message, "mag")

    await asyncio.gather(*(mark(number, message) for number, message in enumerate(posted)))
    await settle(crowd)
    marked = [entry for entry in crowd.entries if entry.message_ts]
    assert Counter(entry.text for entry in marked) == Counter(f"{name} saw it" for name in NAMES)
    assert not any(entry.pending for entry in marked)
    ticks = [mark for message in posted for mark in message.reactions if mark.name == POLICY.logged_emoji]
    assert [len(tick.users) for tick in ticks] == [1] * 20


async def test_the_same_declare_by_one_person_twenty_times_at_once_is_one_incident(crowd: Scene) -> None:
    person = crowd.person(NAMES[1])
    await asyncio.gather(*(person.command("/incident declare sev3 Login page blank") for _ in range(20)))
    await settle(crowd)
    assert crowd.newest.number == 2
    assert [each.name for each in crowd.box.channels() if "login" in each.name] == ["inc-20240115-login-page-blank"]
    assert len([message for message in crowd.posts("incidents") if "Login" in message.text]) == 1


async def test_everybody_declares_the_same_title_at_once_and_each_gets_a_channel_of_their_own(crowd: Scene) -> None:
    people = [crowd.person(name) for name in NAMES]
    await asyncio.gather(*(person.command("/incident declare sev3 Login page blank") for person in people))
    await settle(crowd)
    incidents = [crowd.bot.services.incidents.get(number) for number in range(2, 22)]
    assert len({incident.channel for incident in incidents}) == 20
    for incident in incidents:
        assert incident.declared_by.id in crowd.box.channel(incident.channel).members
    assert len(crowd.posts("incidents")) == 21


async def test_everything_at_once_ends_with_a_card_that_agrees_with_the_record(crowd: Scene) -> None:
    people = [crowd.person(name) for name in NAMES]
    said = [await person.post(crowd.channel, f"{person.name} saw it") for person in people[:5]]
    await crowd.calm()
    await people[0].command("/incident update", crowd.channel)
    await asyncio.gather(
        *(person.react(message, "wrench") for person, message in zip(people[5:10], said, strict=True)),
        *(person.command(f"/incident log {person.name} logs", crowd.channel) for person in people[10:15]),
        *(person.command(f"/incident action Fix {person.name}", crowd.channel) for person in people[15:18]),
        people[0].submit({"What changed": "Rollback is running"}),
        people[1].press(crowd.card, "Take command"),
        people[2].command("/incident severity sev2", crowd.channel),
        people[3].command("/incident status mitigating", crowd.channel),
        people[4].press(crowd.card, "Timeline"),
        people[18].command("/incident resolve Rolled back", crowd.channel),
        people[19].command("/incident record cause The deploy", crowd.channel),
    )
    await settle(crowd)
    incident, details = crowd.newest, crowd.bot.services.incidents.details(1)
    assert (incident.severity, incident.status) in {("sev2", Status.RESOLVED), ("sev2", Status.MITIGATING)}
    assert len(details.actions) == 3
    assert [update.text for update in details.updates] == ["Rollback is running"]
    assert sum(entry.text.endswith(("saw it", "logs")) for entry in details.entries) == 10
    shown = text_of(crowd.card)
    assert f"*Status*\n{incident.status.capitalize()}" in shown
    assert incident.commander is not None
    assert incident.commander.name in shown
    assert "SEV2" in shown
    assert "Rollback is running" in shown
    assert len(keys(crowd)) == len(set(keys(crowd)))


async def test_the_same_title_with_every_second_answer_lost_still_gives_each_a_channel_of_their_own(
    crowd: Scene,
) -> None:
    people = [crowd.person(name) for name in NAMES]
    crowd.box.faults.lose_answer("conversations.create", times=10)
    await asyncio.gather(*(person.command("/incident declare sev3 Login page blank") for person in people))
    await settle(crowd)
    incidents = [crowd.bot.services.incidents.get(number) for number in range(2, 22)]
    assert len({incident.channel for incident in incidents}) == 20
    assert len([each for each in crowd.box.channels() if "login" in each.name]) == 20


async def test_whatever_twenty_people_change_at_once_the_record_is_one_of_the_possible_orders(crowd: Scene) -> None:
    """Each change begins where the one before it ended: nobody decided on a state that was not there."""
    people = [crowd.person(name) for name in NAMES]
    statuses = ("identified", "mitigating", "monitoring", "investigating", "identified")
    words = [
        *(f"status {status}" for status in statuses),
        *(f"severity sev{level}" for level in (2, 3, 1, 2, 4)),
        *(f"task Look at shard {number}" for number in range(5)),
        *(f"role {role}" for role in ("scribe", "scribe", "communications", "operations", "sme")),
    ]
    typed = zip(people, words, strict=True)
    await asyncio.gather(*(person.command(f"/incident {text}", crowd.channel) for person, text in typed))
    await settle(crowd)
    incident, entries = crowd.newest, crowd.entries
    assert incident.status.capitalize() == _chained(entries, "Status", "Investigating")
    assert incident.severity.upper() == _chained(entries, "Severity", "SEV1")
    tasks = [task for task in crowd.bot.services.incidents.details(1).tasks if not task.suggested]
    assert {task.title for task in tasks} == {f"Look at shard {number}" for number in range(5)}
    assert len({task.number for task in tasks}) == 5
    assert len(incident.holders("scribe")) == 1
    shown = text_of(crowd.card)
    for holder in (held.person.name for held in incident.roles if held.role != "sme"):
        assert holder in shown
    assert f"*Status*\n{incident.status.capitalize()}" in shown


def _chained(entries: list[Entry], what: str, start: str) -> str:
    """Where a chain of changes ends; each has to begin where the one before it ended."""
    at = start
    for entry in sorted(entries, key=lambda each: each.recorded_at):
        if found := re.fullmatch(rf"{what} changed from (\S+) to (\S+)", entry.text.splitlines()[0]):
            assert found[1] == at
            at = found[2]
    return at
