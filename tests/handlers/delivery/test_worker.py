"""Delivery, over the wire: lost answers, errors that pass, limits, refusals, and what people do meanwhile."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.delivery.worker import MAX_AT_ONCE
from tests.handlers.conftest import Scene, snooze, text_of
from tests.handlers.delivery.delivery_scenarios import (
    JANE,
    Act,
    ask_for_review,
    change_severity,
    change_status,
    kind,
    let_a_nudge_come,
    mark_a_message,
    nothing,
    outcome,
    post_update,
    reactor,
    tells,
    told,
    what_stands,
)

# Which method each step calls, and what asks for the step (None: the declare itself).
STEPS: dict[str, tuple[str, int, Act | None]] = {
    "channel": ("conversations.create", 1, None),
    "invite": ("conversations.invite", 1, None),
    "card and announcement": ("chat.postMessage", 2, None),
    "pin": ("pins.add", 1, None),
    "topic": ("conversations.setTopic", 1, None),
    "purpose": ("conversations.setPurpose", 1, None),
    "update": ("chat.postMessage", 1, post_update),
    "line": ("chat.postMessage", 1, change_status),
    "redrawn card and announcement": ("chat.update", 2, change_status),
    "redrawn topic": ("conversations.setTopic", 1, change_severity),
    "nudge": ("chat.postMessage", 1, let_a_nudge_come),
    "look_up": ("reactions.get", 1, mark_a_message),
    "tick": ("reactions.add", 1, mark_a_message),
    "review": ("chat.postMessage", 1, ask_for_review),
    "document": ("files.completeUploadExternal", 1, ask_for_review),
    "document's address": ("files.getUploadURLExternal", 1, ask_for_review),
}

ILLS: dict[str, Callable[[Scene, str, int], None]] = {
    "dropped response": lambda scene, method, times: scene.box.faults.lose_answer(method, times),
    "HTTP 500": lambda scene, method, times: scene.box.faults.http_error(method, 500, times),
    "HTTP 503 twice": lambda scene, method, times: scene.box.faults.http_error(method, 503, times * 2),
    "fatal_error": lambda scene, method, times: scene.box.faults.fail(method, "fatal_error", times),
    "rate limit": lambda scene, method, times: scene.box.faults.rate_limit(method, 7, times),
}


@pytest.mark.parametrize("step", STEPS)
async def test_whatever_passes_leaves_each_thing_in_slack_exactly_once(step: str) -> None:
    method, times, act = STEPS[step]
    smooth = await outcome(act, nothing)
    assert max(smooth.values()) == 1
    for name, ill in ILLS.items():
        rough = await outcome(act, lambda scene, ill=ill: ill(scene, method, times))  # type: ignore[misc]
        assert rough == smooth, name


async def test_the_declarer_is_told_once_where_the_answer_to_it_is_lost(scene: Scene) -> None:
    scene.box.faults.rate_limit("conversations.create", 31 * 60)  # beyond the life of a response_url
    await scene.run(JANE, "/incident declare sev4 Wiki footer is crooked")
    scene.box.faults.lose_answer("chat.postMessage", times=3)
    await scene.deliver()
    assert [each.channel for each in tells(scene)] == [scene.person(JANE).direct("Muster").id]
    assert [kind(each) for each in scene.posts()] == ["1/card"]
    assert len(scene.posts("incidents")) == 1


async def test_the_declarer_is_never_told_twice_where_slack_fails_halfway(scene: Scene) -> None:
    scene.box.faults.rate_limit("conversations.create", 31 * 60)
    await scene.run(JANE, "/incident declare sev4 Wiki footer is crooked")
    scene.box.faults.fail("chat.postMessage", "fatal_error", times=3)
    await scene.deliver()
    assert len(tells(scene)) <= 1
    assert [kind(each) for each in scene.posts()] == ["1/card"]


# Limits


def called_at(scene: Scene, method: str, since: int) -> list[float]:
    """Seconds from the wire's entry `since` on to each call of the method."""
    return [each.at - scene.box.wire[since].at for each in scene.box.wire.calls(method) if each.number > since]


async def test_a_rate_limit_is_waited_out_to_the_second_by_its_method_alone(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=1)
    since = len(scene.box.wire)
    scene.box.faults.rate_limit("chat.update", 30, times=2)
    await told(scene, "severity sev2")
    assert scene.posts()[-1].text.startswith("SEV2")
    assert "SEV2" in scene.channel.topic
    assert "SEV1" in text_of(scene.card)
    await scene.deliver()
    assert "SEV2" in text_of(scene.card)
    assert called_at(scene, "chat.update", since) == [0, 0, 30, 30]  # card and announcement


async def test_posts_keep_their_order_through_a_rate_limit_and_redraws_go_on(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.rate_limit("chat.postMessage", 20)
    for text in ("one", "two", "three"):
        await told(scene, f"update {text}")
        scene.clock.set(scene.clock.now() + timedelta(seconds=1))
        scene.bot.tick()
        await scene.calm()
    assert "three" in text_of(scene.card)
    assert len(scene.posts()) == 1
    await scene.deliver()
    card, *updates = scene.posts()
    assert [each.text.removesuffix(" (Jane Smith)").rpartition(" ")[2] for each in updates] == ["one", "two", "three"]
    assert int(float(updates[0].ts)) - int(float(card.ts)) >= 20


async def test_a_limit_on_looking_holds_the_row_that_looks_and_nothing_else(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.lose_answer("chat.postMessage", times=2)  # in the channel and below the announcement
    scene.box.faults.rate_limit("conversations.history", 40)
    await told(scene, "update Rollback is running")
    await scene.run(JANE, "/incident declare sev2 Login page blank")
    await scene.deliver()
    assert [kind(each) for each in scene.posts(scene.bot.services.incidents.get(1).channel)] == ["1/card", "1/update/1"]
    assert [kind(each) for each in scene.posts()] == ["2/card"]


async def test_posts_in_one_channel_keep_their_order_and_a_second_between_them(scene: Scene) -> None:
    await scene.declare()
    for number in range(5):
        await told(scene, f"update step {number}")
    await scene.deliver()
    updates = scene.posts()[1:]
    said = [each.text.removesuffix(" (Jane Smith)")[-6:] for each in updates]
    assert said == [f"step {number}" for number in range(5)]
    began = int(float(updates[0].ts))
    assert [int(float(each.ts)) - began for each in updates] == [0, 1, 2, 3, 4]


async def test_ten_quick_changes_become_few_redraws(scene: Scene) -> None:
    await scene.declare()
    since = len(scene.box.wire) - 1
    for number in range(10):
        await told(scene, f"record factor Cause {number}")
    await scene.deliver()
    redrawn = Counter(each.sent["ts"] for each in scene.box.wire.calls("chat.update") if each.number > since)
    assert set(redrawn.values()) == {2}


async def test_a_method_that_hangs_keeps_no_other_incident_waiting(scene: Scene) -> None:
    await scene.declare()
    with scene.box.faults.hold("reactions.get") as hold:
        for number in range(MAX_AT_ONCE * 2):
            said = await scene.person("Alice Chen").post(scene.channel, f"Step {number}")
            await scene.person("Bob Kim").react(said, "wrench")
        await scene.box.changed(lambda: hold.waiting == MAX_AT_ONCE)
        await scene.person(JANE).command("/incident declare sev2 Login page blank")
        await scene.box.changed(lambda: scene.newest.number == 2 and scene.newest.channel)
        await scene.box.changed(lambda: scene.posts())
    await scene.deliver()
    assert not any(entry.pending for entry in scene.bot.services.incidents.details(1).entries)


# Refusals


async def test_what_slack_refuses_stands_on_the_card_and_retry_brings_it(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=1)
    scene.box.faults.fail("chat.postMessage", "restricted_action")
    await told(scene, "update one")
    await told(scene, "update two")
    await scene.run(JANE, "/incident declare sev2 Login page blank")
    await scene.deliver()
    first = scene.bot.services.incidents.get(1).channel
    assert [kind(each) for each in scene.posts()] == ["2/card"]
    card = scene.posts(first)[0]
    assert [kind(each) for each in scene.posts(first)] == ["1/card", "1/update/2"]
    assert "a workspace setting blocks this" in text_of(card)
    assert scene.box.faults.armed() == []
    await scene.person(JANE).press(card, "Retry")
    await scene.deliver()
    assert [kind(each) for each in scene.posts(first)] == ["1/card", "1/update/2", "1/update/1"]
    assert "Retry" not in text_of(card)


async def test_a_method_that_slack_does_not_know_is_left_out_and_the_incident_goes_on(scene: Scene) -> None:
    for method in ("pins.add", "conversations.setTopic", "conversations.setPurpose"):
        scene.box.faults.unknown(method)
    await scene.declare()
    assert "unknown_method" in text_of(scene.card)
    assert len(scene.posts("incidents")) == 1
    await told(scene, "resolve Rolled back")
    await scene.deliver()
    assert "Rolled back" in scene.posts()[-1].text


async def test_a_look_that_slack_refuses_is_shown_and_retry_looks_again_before_it_posts(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.lose_answer("chat.postMessage", times=2)  # in the channel and below the announcement
    scene.box.faults.fail("conversations.history", "missing_scope")
    await told(scene, "update Rollback is running")
    await scene.deliver()
    assert "missing_scope" in text_of(scene.card)
    await scene.person(JANE).press(scene.card, "Retry")
    await scene.deliver()
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]
    assert "Retry" not in text_of(scene.card)


async def test_one_persons_invitation_that_fails_in_passing_keeps_nobody_away(scene: Scene) -> None:
    scene.box.faults.http_error("users.lookupByEmail", 502)
    await scene.declare("sev2 search is slow")
    assert scene.person("Bob Kim").id in scene.channel.members
    assert "gone@example.com" in text_of(scene.card)


# The same thing asked twice


async def test_a_form_submitted_twice_counts_once(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await told(scene, "update")
    values = {"What changed": "Rollback is running"}
    assert list(await asyncio.gather(jane.submit(values), jane.submit(values))) == [{}, {}]
    await scene.deliver()
    assert [update.text for update in scene.bot.services.incidents.details(1).updates] == ["Rollback is running"]
    assert [kind(each) for each in scene.posts()] == ["1/card", "1/update/1"]


async def test_a_nudge_snoozed_by_two_people_at_once_is_one_message_and_one_pause(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=15)
    nudge = scene.posts()[1]
    await asyncio.gather(*(snooze(scene, name, nudge) for name in (JANE, "Bob Kim")))
    await scene.deliver()
    assert len(scene.posts()) == 2
    assert "snoozed update nudges" in nudge.text
    await scene.after(minutes=9)
    assert len(scene.posts()) == 2
    await scene.after(minutes=1)
    assert len(scene.posts()) == 3


async def test_a_redelivery_an_hour_late_changes_nothing_and_is_acknowledged(scene: Scene) -> None:
    await scene.declare("sev4 Login page blank")
    await mark_a_message(scene)
    await scene.deliver()
    event = next(each for each in scene.box.wire.envelopes("reaction_added") if reactor(scene, each) == "Bob Kim")
    before = what_stands(scene)
    await scene.after(minutes=61)
    scene.box.faults.deliver_again(event.sent["payload"]["event_id"])
    await scene.deliver()
    late = scene.box.wire.envelopes("reaction_added")[-1]
    assert (late.status, late.sent["retry_attempt"]) == ("acked", 1)
    assert what_stands(scene) == before


async def test_slack_not_answering_the_opening_of_a_form_is_said_in_one_sentence(scene: Scene) -> None:
    scene.box.faults.lose_answer("views.open")
    answered = await scene.run(JANE, "/incident declare")
    assert answered == ("The form didn't open: Slack did not answer in time. Type `/incident declare &lt;title&gt;`.")
