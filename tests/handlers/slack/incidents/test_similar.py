"""Open incidents that look like a new one, over the wire: shown after it is open, merged by a button, never leaked."""

from dataclasses import replace

from bot.incidents.model import Status
from sandbox import Message
from tests.handlers.conftest import Scene, text_of


def offers(message: Message) -> list[str]:
    return [block["accessory"]["text"]["text"] for block in message.blocks if "accessory" in block]


async def two_alike(scene: Scene) -> None:
    await scene.declare("sev1 Checkout fails in Europe", by="Bob Kim")
    await scene.declare("sev1 European checkout failing", by="Jane Smith")


async def test_a_declaration_opens_at_once_and_then_names_an_open_incident_like_it(scene: Scene) -> None:
    await two_alike(scene)
    first = scene.bot.services.incidents.get(1)
    hint = scene.posts()[1]
    assert scene.newest.number == 2
    assert hint.text == "SEV1 European checkout failing (#2): possible duplicate of #1 Checkout fails in Europe."
    assert f"Checkout fails in Europe · Investigating · <#{first.channel}>" in text_of(hint)
    assert offers(hint) == ["Close as duplicate"]


async def test_merge_ends_the_new_one_and_takes_the_offer_away(scene: Scene) -> None:
    await two_alike(scene)
    jane = scene.person("Jane Smith")
    await jane.press(scene.posts()[1], "Close as duplicate")
    assert await jane.submit({}) == {}
    await scene.deliver()
    assert (scene.newest.status, scene.newest.merged_into) == (Status.MERGED, 1)
    assert offers(scene.posts()[1]) == []
    assert any("#2" in entry.text for entry in scene.bot.services.incidents.details(1).entries)


async def test_an_offer_that_was_taken_meanwhile_is_refused_privately(scene: Scene) -> None:
    await two_alike(scene)
    jane, stale = scene.person("Jane Smith"), replace(scene.posts()[1])
    await jane.press(stale, "Close as duplicate")
    await jane.submit({})
    await scene.deliver()
    await jane.press(stale, "Close as duplicate")
    await scene.calm()
    private = [message.text for message in jane.sees(scene.channel) if message.to == jane.id]
    assert private == ["#2 is already merged."]


async def test_what_is_over_and_what_is_about_something_else_is_not_named(scene: Scene) -> None:
    await scene.declare("sev1 Checkout fails in Europe", by="Bob Kim")
    await scene.run("Bob Kim", "/incident resolve Rolled back", scene.channel.name)
    await scene.declare("sev3 Wiki pages render badly", by="Bob Kim")
    await scene.declare("sev1 European checkout failing")
    assert len(scene.posts()) == 1


async def test_the_same_service_is_enough_to_be_named(scene: Scene) -> None:
    await scene.declare("sev1 payments time out", by="Bob Kim")
    await scene.declare("sev1 payment-gateway returns 502")
    assert offers(scene.posts()[1]) == ["Close as duplicate"]


async def test_a_private_incident_is_named_to_nobody_not_even_to_its_declarer_in_a_public_channel(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    private = {
        "Title": "Checkout key leaked",
        "Severity": "sev1",
        "Private": ["Only members of its channel can see it"],
    }
    await jane.submit(private)
    await scene.deliver()
    await scene.declare("sev1 Leaked checkout key")
    assert len(scene.posts()) == 1


async def test_a_private_incident_names_a_public_one_without_offering_to_merge(scene: Scene) -> None:
    await scene.declare("sev1 Leaked checkout key", by="Bob Kim")
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    private = {
        "Title": "Checkout key leaked",
        "Severity": "sev1",
        "Private": ["Only members of its channel can see it"],
    }
    await jane.submit(private)
    await scene.deliver()
    assert "Possible duplicate of #1: 🔴 SEV1 Leaked checkout key" in text_of(scene.posts()[1])
    assert offers(scene.posts()[1]) == []


async def test_drills_and_incidents_are_not_taken_for_each_other(scene: Scene) -> None:
    await scene.run("Bob Kim", "/incident drill sev1 Checkout fails in Europe")
    await scene.deliver()
    await scene.declare("sev1 European checkout failing")
    assert len(scene.posts()) == 1


async def test_a_hint_is_posted_once_however_often_the_declaration_is_repeated(scene: Scene) -> None:
    await two_alike(scene)
    await scene.run("Jane Smith", "/incident declare sev1 European checkout failing")
    await scene.deliver()
    assert sum("possible duplicate of" in message.text for message in scene.posts()) == 1
