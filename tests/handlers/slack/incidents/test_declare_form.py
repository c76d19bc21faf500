"""Declaring, over the wire: the command, the form, what follows in Slack, and what must not follow."""

import pytest

from sandbox import SandboxError
from tests.handlers.conftest import Scene, buttons, text_of


async def test_a_command_with_a_title_opens_channel_card_pin_and_announcement(scene: Scene) -> None:
    answered = await scene.run("Jane Smith", "/incident declare sev1 Payment service degradation")
    await scene.deliver()
    assert answered.startswith("Declared SEV1 #1: Payment service degradation.")
    assert scene.channel.name == "inc-20240115-payment-service-degradation"
    assert scene.channel.topic == "🔴 SEV1 · #1 · Payment service degradation"
    assert "#1" in scene.channel.purpose
    assert [pin.ts for pin in scene.channel.pins] == [scene.card.ts]
    assert {"Post update", "Take command", "Timeline", "Resolve"} <= {*buttons(scene.card)}
    assert (
        "*Next update*\n<!date^1705329480^{date_short_pretty} at {time} ({ago})|Mon 15 Jan 2024, 14:38 UTC>"
        in text_of(scene.card)
    )
    (announced,) = scene.posts("incidents")
    assert f"<#{scene.channel.id}>" in announced.text


async def test_the_declarer_and_the_responders_of_a_service_named_by_an_alias_come(scene: Scene) -> None:
    await scene.declare("sev2 Payments fail in Europe")
    members = {scene.person(name).id for name in ("Jane Smith", "Alice Chen")}
    assert scene.newest.services == ("payment-gateway",)
    assert members <= set(scene.channel.members)
    assert scene.person("Bob Kim").id not in scene.channel.members


async def test_the_declarer_is_told_where_to_go(scene: Scene) -> None:
    await scene.declare()
    told = scene.person("Jane Smith").sees("general")[-1]
    assert told.to == scene.person("Jane Smith").id
    assert f"in <#{scene.channel.id}>" in told.text


async def test_a_responder_who_is_deactivated_is_named_on_the_card_and_keeps_nobody_away(scene: Scene) -> None:
    await scene.declare("sev2 search is slow")
    assert scene.person("Bob Kim").id in scene.channel.members
    assert "*Couldn't invite gone@example.com:* no Slack account with that email." in text_of(scene.card)
    assert "Retry" not in buttons(scene.card)


async def test_the_same_declare_within_two_minutes_answers_with_the_channel_that_exists(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    await scene.after(minutes=1)
    answered = await scene.run("Jane Smith", "/incident declare  sev1   payment SERVICE degradation")
    assert f"<#{scene.channel.id}>" in answered
    assert scene.newest.number == 1


async def test_the_same_declare_with_another_severity_says_which_it_has_and_offers_to_change_it(scene: Scene) -> None:
    await scene.declare("sev2 Payments fail")
    jane = scene.person("Jane Smith")
    said = await scene.run("Jane Smith", "/incident declare sev1 Payments fail")
    assert said == (
        "You already declared this as SEV2 #1. To change it to SEV1, type `/incident severity #1 sev1`. "
        f"Channel: <#{scene.channel.id}>"
    )
    assert scene.newest.severity == "sev2"
    await jane.press(jane.sees("general")[-1], "Change to SEV1")
    await scene.deliver()
    assert (scene.newest.number, scene.newest.severity) == (1, "sev1")
    assert "To change it" not in await scene.run("Jane Smith", "/incident declare sev1 Payments fail")


async def test_a_drill_of_the_same_title_does_not_hide_a_real_incident(scene: Scene) -> None:
    await scene.run("Jane Smith", "/incident drill sev2 Region down")
    await scene.declare("sev2 Region down")
    assert (scene.newest.number, scene.newest.drill) == (2, False)


async def test_the_same_title_opens_a_second_incident_for_somebody_else_or_later(scene: Scene) -> None:
    await scene.declare("sev3 Login page blank")
    await scene.run("Bob Kim", "/incident declare sev3 Login page blank")
    await scene.after(minutes=3)
    await scene.run("Jane Smith", "/incident declare sev3 Login page blank")
    await scene.deliver()
    names = [channel.name for channel in scene.box.channels() if channel.name.startswith("inc-")]
    stem = "inc-20240115-login-page-blank"
    assert names == [stem, f"{stem}-2", f"{stem}-3"]


async def test_without_a_title_a_form_opens_and_its_submission_opens_the_incident(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    assert await scene.run("Jane Smith", "/incident declare") == ""
    assert jane.modal is not None
    assert jane.modal.title == "Declare an incident"
    values = {"Title": "Checkout down", "Severity": "sev2", "Services": ["search"], "Summary": "Since the deploy."}
    assert await jane.submit(values) == {}
    await scene.deliver()
    incident = scene.newest
    assert (incident.title, incident.severity, incident.services) == ("Checkout down", "sev2", ("search",))
    assert "Since the deploy." in text_of(scene.card)
    assert f"<#{scene.channel.id}>" in jane.sees("general")[-1].text


@pytest.mark.parametrize(
    ("title", "chosen", "severity", "kept"),
    [
        ("SEV1: Typo everywhere", "", "sev1", "Typo everywhere"),
        ("critical: Typo everywhere", "", "sev1", "Typo everywhere"),
        ("[SEV1] Typo everywhere", "sev1", "sev1", "Typo everywhere"),
        ("SEV1: Typo everywhere", "sev2", "sev2", "SEV1: Typo everywhere"),
    ],
)
async def test_the_form_reads_a_severity_in_the_title_as_the_command_does(
    scene: Scene, title: str, chosen: str, severity: str, kept: str
) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    assert await jane.submit({"Title": title} | ({"Severity": chosen} if chosen else {})) == {}
    await scene.deliver()
    assert (scene.newest.title, scene.newest.severity) == (kept, severity)
    assert "No severity was given" not in jane.sees("general")[-1].text


@pytest.mark.parametrize("through_form", [False, True])
async def test_a_severity_that_the_title_only_mentions_is_offered_by_a_button(scene: Scene, through_form: bool) -> None:
    jane = scene.person("Jane Smith")
    if through_form:
        await scene.run("Jane Smith", "/incident declare")
        await jane.submit({"Title": "Typo everywhere sev1"})
    else:
        await scene.run("Jane Smith", "/incident declare Typo everywhere sev1")
    await scene.deliver()
    answer = next(each for each in jane.sees("general") if "mentions" in each.text)
    assert "The title mentions SEV1 as a part of its text, so Muster set SEV4." in answer.text
    await jane.press(answer, "Change to SEV1")
    await scene.deliver()
    assert (scene.newest.title, scene.newest.severity) == ("Typo everywhere sev1", "sev1")


async def test_the_form_explains_each_severity_and_refuses_a_title_of_blanks(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    assert jane.modal is not None
    severity = next(block["element"] for block in jane.modal.blocks if block["block_id"] == "severity")
    assert [option["description"]["text"] for option in severity["options"]] == [
        level.meaning for level in scene.bot.services.policy.severities
    ]
    errors = await jane.submit({"Title": "   "})
    assert errors == {"title": "Enter a title."}
    assert jane.modal is not None
    with pytest.raises(StopIteration):
        next(channel for channel in scene.box.channels() if channel.name.startswith("inc-"))


@pytest.mark.parametrize("unseen", ["\u200b", "\u3164\u3164", "sev1 \u2060\u00ad", "sev2: \u2800"])
async def test_a_title_of_which_nothing_is_seen_is_refused_in_one_sentence(scene: Scene, unseen: str) -> None:
    jane = scene.person("Jane Smith")
    await jane.command("/incident declare")
    assert list((await jane.submit({"Title": unseen})).values()) == ["Enter a title."]
    await jane.close_modal()
    said = await scene.run("Jane Smith", f"/incident drill {unseen}")
    assert said.startswith("Enter a title.")
    assert not [channel for channel in scene.box.channels() if channel.name.startswith(("inc-", "drill-"))]


async def test_a_drill_is_declared_in_the_form_and_announced_nowhere(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Region down", "Drill": ["Not announced and not counted in metrics"]})
    await scene.deliver()
    assert scene.newest.drill
    assert "DRILL" in text_of(scene.card).upper()
    assert scene.posts("incidents") == []


async def test_a_private_incident_is_seen_by_its_members_and_announced_nowhere(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()
    assert scene.channel.is_private
    assert scene.posts("incidents") == []
    with pytest.raises(SandboxError):
        scene.person("Bob Kim").sees(scene.channel.name)


async def test_a_private_channel_that_cannot_be_made_leaves_nothing_public(scene: Scene) -> None:
    scene.box.faults.fail("conversations.create", "restricted_action")
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()
    seen = [message.text for channel in scene.box.channels() for message in channel.messages]
    assert not any("Leaked key" in text for text in seen)


async def test_a_channel_that_slack_refuses_is_told_to_the_declarer_and_retried_by_button(scene: Scene) -> None:
    scene.box.faults.fail("conversations.create", "restricted_action")
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare sev1 Payments down")
    await scene.deliver()
    (warning,) = jane.sees(jane.direct("Muster"))
    assert "its channel couldn't be created: a workspace setting blocks this." in warning.text
    await jane.press(warning, "Retry")
    await scene.deliver()
    assert scene.channel.name == "inc-20240115-payments-down"
    assert len(scene.posts("incidents")) == 1


HOSTILE = '<!channel> & <b>"x"</b>'


async def test_a_hostile_title_pings_nobody_and_is_shown_as_typed(scene: Scene) -> None:
    incident = await scene.declare(f"sev1 {HOSTILE}")
    await scene.run("Jane Smith", f"/incident update {HOSTILE}", scene.channel.name)
    await scene.run("Jane Smith", "/incident commander", scene.channel.name)
    await scene.run("Jane Smith", "/pir", scene.channel.name)
    await scene.deliver()
    assert incident.title == HOSTILE
    for message in [*scene.posts(), *scene.posts("incidents")]:
        mrkdwn = [message.text, *_mrkdwn(message.blocks)]
        assert not any("<!channel" in text or "<b>" in text for text in mrkdwn), message.text
    assert HOSTILE in message_header(scene)


def message_header(scene: Scene) -> str:
    return str(scene.card.blocks[0]["text"]["text"])


def _mrkdwn(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for each in node for text in _mrkdwn(each)]
    if isinstance(node, dict):
        own = [str(node["text"])] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in _mrkdwn(value)]
    return []
