"""The limits of a request count from its start, however many calls share them."""

import asyncio

from handlers.slack.requests import patience


async def test_limits_of_one_request_end_at_the_same_moment_whenever_they_begin() -> None:
    with patience.request():
        first = patience.until(1.0).when()
        await asyncio.sleep(0)
        assert patience.until(1.0).when() == first
        assert patience.is_over(0.0)
        assert not patience.is_over(60.0)


async def test_outside_of_a_request_a_limit_counts_from_now() -> None:
    with patience.request():
        began = patience.until(0.0).when()
        await asyncio.sleep(0)
    now = patience.until(0.0).when()
    assert began is not None
    assert now is not None
    assert now > began
    assert not patience.is_over(1.0)
