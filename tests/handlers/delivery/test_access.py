"""A token that stops working while the bot runs, over the wire: everything waits, and goes out when it works again."""

import logging
from datetime import timedelta

import pytest

from tests.handlers.conftest import Scene
from tests.handlers.delivery.delivery_scenarios import kind, told

REFUSALS = (
    "token_revoked",
    "token_expired",
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "ekm_access_denied",
)


async def pass_by(scene: Scene, minutes: float) -> None:
    """Lets time pass with what is due in it, which may be due again and again."""
    await scene.pass_time(scene.clock.now() + timedelta(minutes=minutes))
    scene.bot.tick()
    await scene.calm()


@pytest.mark.parametrize("error", REFUSALS)
async def test_what_was_asked_for_meanwhile_goes_out_in_order_when_the_token_works_again(
    scene: Scene, error: str
) -> None:
    await scene.declare()
    scene.box.faults.refuse_token(error)
    for text in ("one", "two"):
        await told(scene, f"update {text}")
    await pass_by(scene, minutes=5)
    assert [kind(each) for each in scene.posts()] == ["1/card"]
    assert scene.bot.services.outbox.failed_rows(1) == []
    scene.box.faults.accept_token()
    await pass_by(scene, minutes=2)
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1", "1/update/2"]
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_the_log_says_once_that_the_token_is_refused_and_once_that_it_works_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.declare()
    caplog.set_level(logging.WARNING, "handlers")
    scene.box.faults.refuse_token("token_revoked")
    for text in ("one", "two"):
        await told(scene, f"update {text}")
    await pass_by(scene, minutes=10)
    said = "Muster's Slack token is no longer valid. Ask a Slack admin to reinstall Muster."
    lost = f"Nothing can be delivered: {said} Everything waits and goes out once it works again."
    assert [each.getMessage() for each in caplog.records] == [lost]
    scene.box.faults.accept_token()
    await pass_by(scene, minutes=2)
    assert [each.getMessage() for each in caplog.records] == [
        lost,
        "Messages can be delivered again. What waited goes out now.",
    ]


async def test_whoever_asks_for_something_meanwhile_reads_that_it_is_saved(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    await told(scene, "update one")
    assert await told(scene, "update two") == (
        "Saved, but nothing can be posted now: Muster's Slack token is no longer valid. Ask a Slack admin to reinstall "
        "Muster. Pending messages are posted once Slack accepts them again."
    )
    assert "Saved" not in await told(scene, "show 1")
    scene.box.faults.accept_token()
    await pass_by(scene, minutes=2)
    await scene.deliver()
    assert await told(scene, "update three") == ""


async def test_one_message_at_a_time_tries_whether_the_token_works(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token("invalid_auth")
    for number in range(5):
        await told(scene, f"update step {number}")
    await pass_by(scene, minutes=1)
    since = len(scene.box.wire)
    await pass_by(scene, minutes=10)
    calls = [each for each in list(scene.box.wire)[since:] if each.kind == "api"]
    assert 5 <= len(calls) <= 20


@pytest.mark.parametrize("error", ["service_unavailable", "internal_error", "team_added_to_org", "ratelimited"])
async def test_trouble_of_slack_itself_is_waited_out(scene: Scene, error: str) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postMessage", error, times=3)
    await told(scene, "update one")
    await scene.after(minutes=3)
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]
    assert scene.bot.services.outbox.failed_rows(1) == []
