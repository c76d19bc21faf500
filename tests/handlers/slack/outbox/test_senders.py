"""Each kind of message has its sender."""

from bot.outbox.messages import where_to_go
from storage.outbox.codec import KINDS
from tests.handlers.conftest import Scene


async def test_each_kind_of_message_has_a_sender_and_no_other_has(scene: Scene) -> None:
    assert set(scene.bot.delivery.sends) == set(KINDS.values())


async def test_an_answer_whose_response_url_can_not_be_reached_goes_by_direct_message(scene: Scene) -> None:
    """Slack takes a response_url for half an hour: one that nobody answers was tried once a minute for ever."""
    incident = await scene.declare()
    jane = scene.bot.services.people.person(scene.person("Jane Smith").id)
    told = where_to_go(incident, "http://127.0.0.1:9/commands/1", jane)
    with scene.bot.services.unit.store.transaction():
        scene.bot.services.unit.store.outbox.enqueue(incident.number, (told,), scene.clock.now())
    scene.bot.services.unit.woken()
    await scene.deliver()
    direct = [message.text for message in scene.person("Jane Smith").sees(scene.person("Jane Smith").direct("Muster"))]
    assert direct[-1].startswith("Declared SEV1 #1 in <#")
    assert scene.bot.services.outbox.deliverable(incident.number) == []
