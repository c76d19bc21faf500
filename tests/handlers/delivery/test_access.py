"""A token that stops working while the bot runs, over the wire: everything waits, and goes out when it works again."""

import asyncio
import logging
from datetime import timedelta

import pytest

from tests.handlers.conftest import Scene
from tests.handlers.delivery.delivery_scenarios import JANE, kind, told

SAVED = (
    "Saved, but nothing can be posted now: Muster's Slack token is no longer valid. Ask a Slack admin to reinstall "
    "Muster. Pending messages are posted once Slack accepts them again."
)
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


@pytest.mark.parametrize(
    "typed",
    ["update one", "status identified", "severity sev2", "commander", "task Write to the customers"],
)
async def test_whoever_is_the_first_to_ask_for_something_is_told_that_it_is_saved_and_not_posted(
    scene: Scene, typed: str
) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    assert (await told(scene, typed)).endswith(SAVED)


async def test_whoever_asks_for_something_meanwhile_reads_that_it_is_saved(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    await told(scene, "update one")
    assert await told(scene, "update two") == SAVED
    assert "Saved" not in await told(scene, "show 1")
    assert "Saved" not in await told(scene, "list")
    scene.box.faults.accept_token()
    await pass_by(scene, minutes=2)
    await scene.deliver()
    assert await told(scene, "update three") == ""


async def test_two_people_who_ask_at_the_same_time_are_both_told(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    people = [scene.person(name) for name in (JANE, "Bob Kim")]
    await asyncio.gather(*(each.command("/incident update 1 one", "general") for each in people))
    await scene.calm()
    for each in people:
        assert [said.text for said in each.sees("general") if said.to == each.id][-1] == SAVED


async def test_a_declaration_is_told_that_nothing_is_posted(scene: Scene) -> None:
    scene.box.faults.refuse_token()
    said = await scene.run(JANE, "/incident declare sev1 Payment service degradation")
    assert said.startswith("Declared SEV1 #1")
    assert said.endswith(SAVED)


async def test_the_first_press_of_a_button_is_told(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    jane = scene.person(JANE)
    await jane.press(scene.card, "Take command")
    await scene.calm()
    assert [said.text for said in jane.sees(scene.channel) if said.to == jane.id][-1] == SAVED


async def test_a_form_that_was_open_when_the_token_was_refused_says_so_in_its_place(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await told(scene, "update")
    scene.box.faults.refuse_token()
    assert await jane.submit({"What changed": "Rollback is running"}) == {}
    assert jane.modal is not None
    assert SAVED in str(jane.modal.json)
    assert [each.text for each in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]


async def test_a_form_that_leads_to_another_says_so_above_it(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await told(scene, "update")
    scene.box.faults.refuse_token()
    await jane.submit({"What changed": "Rolled back", "Status": "Resolved"})
    assert jane.modal is not None
    assert SAVED in str(jane.modal.json)
    assert "Resolve" in jane.modal.title


async def test_a_form_that_cannot_be_opened_says_why_in_plain_words(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    assert await told(scene, "update") == (
        "The form didn't open: Muster's Slack token is no longer valid. Ask a Slack admin to reinstall Muster. "
        "Type `/incident update &lt;text&gt;`."
    )
    assert await told(scene, "update one") == SAVED


async def test_an_app_that_is_uninstalled_knows_it_before_anyone_asks_for_anything(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.declare()
    scene.box.uninstall()
    await scene.calm()
    assert "Nothing can be delivered: Muster's Slack token is no longer valid." in caplog.text
    assert await told(scene, "update one") == SAVED
    scene.box.faults.accept_token()
    await pass_by(scene, minutes=2)
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]


async def test_a_token_of_somebody_else_that_is_revoked_changes_nothing(scene: Scene) -> None:
    await scene.declare()
    scene.box.space.tell({"type": "tokens_revoked", "tokens": {"oauth": [scene.person(JANE).id], "bot": []}})
    await scene.calm()
    assert await told(scene, "update one") == ""


async def test_the_token_is_checked_when_the_connection_is_back(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    await scene.box.faults.disconnect("refresh_requested")
    await scene.box.changed(lambda: scene.box.wire.calls("auth.test")[1:])
    await scene.calm()
    assert "Nothing can be delivered" in caplog.text


async def test_any_call_that_is_answered_ends_the_wait(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.refuse_token()
    await told(scene, "update one")
    await pass_by(scene, minutes=5)
    scene.box.faults.accept_token()
    await told(scene, "update")
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]


async def test_who_asked_before_is_not_told_again(scene: Scene) -> None:
    await scene.declare()
    await told(scene, "update one")
    await scene.deliver()
    before = len(scene.person(JANE).sees(scene.channel))
    scene.box.faults.refuse_token()
    await scene.run("Bob Kim", "/incident update 1 two")
    assert len(scene.person(JANE).sees(scene.channel)) == before


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
