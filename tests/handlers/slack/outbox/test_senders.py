"""Each kind of message has its sender."""

from storage.outbox.codec import KINDS
from tests.handlers.conftest import Scene


async def test_each_kind_of_message_has_a_sender_and_no_other_has(scene: Scene) -> None:
    assert set(scene.bot.delivery.sends) == set(KINDS.values())
