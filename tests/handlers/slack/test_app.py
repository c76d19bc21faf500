"""What bolt is given, over the wire."""

import logging

from tests.handlers.conftest import Scene


async def test_a_request_leaves_the_level_of_the_programs_log_alone(scene: Scene) -> None:
    await scene.declare()
    assert logging.getLogger("muster").level == logging.NOTSET
