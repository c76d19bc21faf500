"""The directory of people, over the wire: names and zones follow the workspace."""

from datetime import UTC, datetime

from sandbox import Profile
from tests.handlers.conftest import Scene


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
