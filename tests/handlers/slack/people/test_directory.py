"""The directory of people, over the wire: names and zones follow the workspace."""

from datetime import UTC, datetime

import pytest

from bot.analysis.input.record import case_of
from handlers.slack.people.directory import is_cut
from sandbox import Profile
from tests.handlers.conftest import Scene, text_of


async def test_somebody_who_joined_after_the_start_is_known_by_name_and_zone(scene: Scene) -> None:
    await scene.declare()
    dora = scene.box.welcome(Profile("Dora Diaz", "dora", tz="Asia/Tokyo"))
    await scene.calm()
    await scene.run("Dora Diaz", "/incident log 23:05 detection: First alert", scene.channel.name)
    entry = scene.entries[-1]
    assert (entry.author.id, entry.author.name) == (dora.id, "Dora Diaz")
    assert entry.occurred_at == datetime(2024, 1, 15, 14, 5, tzinfo=UTC)


async def test_a_changed_time_zone_counts_from_the_next_command_on(scene: Scene) -> None:
    await scene.declare()
    await scene.person("Jane Smith").change_profile(tz="Europe/Berlin")
    await scene.calm()
    await scene.run("Jane Smith", "/incident log 15:05 First alert", scene.channel.name)
    assert scene.entries[-1].occurred_at == datetime(2024, 1, 15, 14, 5, tzinfo=UTC)


async def test_a_renamed_person_is_one_person_everywhere(scene: Scene) -> None:
    await scene.declare()
    channel = scene.channel.name
    for typed in ("commander", "role scribe", "log Failing over", "task Check the pool @jane", "action Fix it @jane"):
        await scene.run("Jane Smith", f"/incident {typed}", channel)
    said = await scene.person("Bob Kim").post(channel, "Rolled back")
    await scene.person("Jane Smith").react(said, "wrench")
    await scene.run("Jane Smith", "/incident update Failing over", channel)
    await scene.deliver()
    await scene.person("Jane Smith").change_profile(name="Jane Doe")
    await scene.calm()
    await scene.run("Jane Doe", "/incident log Failed over", channel)
    await scene.deliver()
    incident, details = scene.newest, scene.bot.services.incidents.details(1)
    assert incident.commander is not None
    named = [incident.commander, incident.declared_by, *(held.person for held in incident.roles)]
    named += [task.assignee for task in details.tasks if task.assignee]
    named += [update.by for update in details.updates]
    named += [each for entry in details.entries for each in (entry.author, *entry.captured_by)]
    assert {each.name for each in named if each.id == scene.person("Jane Doe").id} == {"Jane Doe"}
    assert [action.owner for action in details.actions] == ["Jane Doe"]
    people = [each.name for each in case_of(details, scene.bot.services.policy).participants]
    assert sorted(people) == ["Bob Kim", "Jane Doe"]
    assert "Jane Doe" in text_of(scene.card)
    assert "Jane Smith" not in text_of(scene.card)


async def test_someone_whom_slack_shows_later_gets_a_name_where_there_was_none(scene: Scene) -> None:
    await scene.declare()
    said = await scene.person("Bob Kim").post(scene.channel, "Rolled back")
    reaction = {"type": "reaction_added", "user": "U0LATER", "reaction": "wrench"}
    item = {"type": "message", "channel": said.channel, "ts": said.ts}
    await scene.box.deliver("events_api", {"type": "event_callback", "event": {**reaction, "item": item}})
    await scene.deliver()
    assert [each.name for each in scene.entries[-1].captured_by] == ["unknown user"]
    later = {"type": "user_change", "user": {"id": "U0LATER", "real_name": "Lee Later"}}
    await scene.box.deliver("events_api", {"type": "event_callback", "event": later})
    await scene.deliver()
    assert [each.name for each in scene.entries[-1].captured_by] == ["Lee Later"]


@pytest.mark.parametrize(
    ("listed", "count", "cut"),
    [(500, None, True), (499, None, False), (500, 500, False), (500, "501", True), (1, 2, True), (0, None, False)],
)
def test_a_user_group_may_be_cut_where_slack_does_not_say_how_many_are_in_it(
    listed: int, count: object, cut: bool
) -> None:
    group = {"id": "S1", "users": [f"U{place}" for place in range(listed)]}
    assert is_cut(group if count is None else {**group, "user_count": count}) is cut
