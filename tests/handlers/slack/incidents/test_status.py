"""Status, severity and title over the wire: by command, by form and by the card's menu, and what each says."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.incidents.model import Status
from bot.outbox.incidents import RevertibleLine
from bot.timeline.model import EntryKind
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of

JANE, BOB = "Jane Smith", "Bob Kim"


def menu(message: Message) -> list[str]:
    """What the small menu of a card offers."""
    return [
        option["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
        if each["type"] == "overflow"
        for option in each["options"]
    ]


async def test_a_status_may_be_typed_with_what_is_new(scene: Scene) -> None:
    await scene.declare()
    assert await scene.run(JANE, "/incident status Identified: Pool <exhausted> & slow", scene.channel.name) == ""
    await scene.deliver()
    assert "Jane Smith changed status from Investigating to *Identified*: Pool &lt;exhausted&gt; &amp; slow" in (
        scene.posts()[-1].text
    )
    assert scene.entries[-1].text == "Status changed from Investigating to Identified: Pool <exhausted> & slow"


async def test_status_alone_opens_a_form_with_what_is_possible(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident status", scene.channel.name)
    assert jane.modal is not None
    assert jane.modal.title == "Change status of #1"
    assert await jane.submit({"New status": "Monitoring", "What changed": "Errors are gone"}) == {}
    await scene.deliver()
    assert scene.newest.status is Status.MONITORING
    assert scene.newest.mitigated_at is not None
    assert "to *Monitoring*: Errors are gone. Next update by <!date^" in scene.posts()[-1].text
    assert [entry.kind for entry in scene.entries] == [EntryKind.DECLARATION, EntryKind.MONITORING]


async def test_the_status_form_ends_an_incident_and_opens_it_again(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await jane.choose(scene.card, "more", "Change status…")
    await jane.submit({"New status": "Resolved", "What changed": "Rolled back"})
    await jane.submit({})
    await scene.deliver()
    assert [entry.text for entry in scene.entries[1:]] == ["Rolled back"]
    await scene.run(JANE, "/incident status", scene.channel.name)
    await jane.submit({"New status": "Closed"})
    assert scene.newest.status == "closed"
    await scene.run(JANE, "/incident status", scene.channel.name)
    await jane.submit({"New status": "Reopen (Investigating)"})
    assert scene.newest.status == "investigating"


async def test_a_status_form_that_is_late_is_refused_in_its_place(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident status", scene.channel.name)
    await scene.run(BOB, "/incident resolve Rolled back", scene.channel.name)
    refused = await jane.submit({"New status": "Monitoring"})
    assert list(refused.values()) == ["#1 is resolved. To reopen it, type /incident reopen #1."]
    assert jane.modal is not None


async def test_the_severity_form_says_what_each_level_brings_and_keeps_the_reason(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    bob = scene.person(BOB)
    await bob.press(scene.card, "Change severity")
    assert bob.modal is not None
    shown = str(bob.modal.blocks)
    for said in (
        "One feature or component",
        "updates every 15 min",
        "open a war room within 10 min",
        "review within 3 days",
    ):
        assert said in shown
    await bob.submit({"Severity": "sev2", "Reason": "Checkout too"})
    await scene.deliver()
    assert scene.newest.severity == "sev2"
    assert scene.entries[-1].text == "Severity changed from SEV3 to SEV2: Checkout too"
    line = scene.posts()[-1].text
    assert "Severity raised from SEV3 to *SEV2* by Bob Kim: updates every 30 min, update the status page by" in line
    assert line.endswith("Reason: Checkout too.")


async def test_the_same_severity_is_refused_in_the_form(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    bob = scene.person(BOB)
    await scene.run(BOB, "/incident severity", scene.channel.name)
    assert list((await bob.submit({})).values()) == ["#1 is already SEV3."]


async def test_a_lowered_severity_asks_for_nothing_new(scene: Scene) -> None:
    await scene.declare("sev1 Search down")
    await scene.run(BOB, "/incident severity sev 2 Europe only", scene.channel.name)
    await scene.deliver()
    line = scene.posts()[-1].text
    assert "Severity lowered from SEV1 to *SEV2* by Bob Kim: updates every 30 min. Reason: Europe only." in line


async def test_a_new_title_is_shown_everywhere_but_in_the_channel_name(scene: Scene) -> None:
    await scene.declare()
    name = scene.channel.name
    assert await scene.run(JANE, "/incident rename Payments fail in <Europe>", scene.channel.name) == ""
    await scene.deliver()
    assert (scene.newest.title, scene.channel.name) == ("Payments fail in <Europe>", name)
    assert "Payments fail in <Europe>" in text_of(scene.card)
    assert "Payments fail in &lt;Europe&gt;" in scene.channel.topic
    assert "Payments fail in &lt;Europe&gt;" in scene.posts("incidents")[0].text
    assert 'renamed the incident from "Payment service degradation" to "Payments fail' in scene.posts()[-1].text
    assert scene.entries[-1].text == 'Renamed from "Payment service degradation" to "Payments fail in <Europe>"'


async def test_the_rename_form_is_prefilled_and_refuses_what_says_nothing(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await jane.choose(scene.card, "more", "Rename…")
    assert list((await jane.submit({})).values()) == ["#1 already has that title."]
    assert list((await jane.submit({"Title": "   "})).values()) == ["Enter a title."]
    assert await jane.submit({"Title": "  Payments   fail "}) == {}
    assert scene.newest.title == "Payments fail"


async def test_the_topic_has_severity_and_title_and_changes_with_these_two_only(scene: Scene) -> None:
    await scene.declare()
    seen = [scene.channel.topic]
    for typed in (
        "status identified",
        "rename Other",
        "commander",
        "severity sev2",
        "update News",
        "resolve Rolled back",
    ):
        await scene.run(JANE, f"/incident {typed}", scene.channel.name)
        await scene.deliver()
        seen.append(scene.channel.topic)
    first, renamed, lower = "🔴 SEV1 · #1 · Payment service degradation", "🔴 SEV1 · #1 · Other", "🟠 SEV2 · #1 · Other"
    assert seen == [first, first, renamed, renamed, lower, lower, lower]


async def test_the_card_offers_what_is_useful_now(scene: Scene) -> None:
    await scene.declare()
    assert buttons(scene.card)[0] == "Post update"
    assert {"Take command", "Change severity", "Timeline", "Resolve"} <= set(buttons(scene.card))
    assert menu(scene.card) == [
        "Change status…",
        "Rename…",
        "Mark as false alarm…",
        "Close as duplicate…",
        "Make private…",
    ]
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert menu(scene.card) == ["Rename…", "Make private…"]
    await scene.person(JANE).press(scene.card, "Close")
    await scene.deliver()
    assert buttons(scene.card) == ["Post review", "Timeline", "Reopen"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("status identifed", '"identifed" is not a status. Did you mean `/incident status identified`?'),
        ("duplicate of that one", '"of that one" is not an incident number.'),
        ("duplicate of 1", "#1 can't be a duplicate of itself."),
        ("duplicate of 9", "I can't find incident #9."),
        (
            "close",
            "#1 must be resolved before it can be closed. To resolve it, type",
        ),
        ("reopen", "#1 is already open. Its status is Investigating."),
        ("reopen 9", "I can't find incident #9."),
        ("private please", "This command takes no text."),
    ],
)
async def test_a_refusal_is_one_private_sentence_and_changes_nothing(scene: Scene, typed: str, sentence: str) -> None:
    await scene.declare()
    before = scene.newest
    assert (await scene.run(BOB, f"/incident {typed}", scene.channel.name)).startswith(sentence)
    assert scene.newest == before


async def test_who_may_not_is_told_before_a_form_opens() -> None:
    policy = replace(POLICY, permissions={"severity": ("commander",), "rename": ("commander",)})
    async with on_stage(list(PEOPLE), START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        bob = scene.person(BOB)
        await bob.join(scene.channel.name)
        await bob.press(scene.card, "Change severity")
        await bob.choose(scene.card, "more", "Rename…")
        await scene.calm()
        assert bob.modal is None
        private = [message.text for message in bob.sees(scene.channel) if message.to == bob.id]
        assert [text.split(" can ")[1].split(".")[0] for text in private] == [
            "change the severity",
            "rename incidents",
        ]


# Undo


def offers_undo(message: Message) -> bool:
    return any("accessory" in block for block in message.blocks)


async def test_a_status_can_be_taken_back_with_its_times(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident status mitigating", scene.channel.name)
    await scene.after(minutes=5)
    await scene.run(BOB, "/incident status monitoring", scene.channel.name)
    await scene.deliver()
    monitoring = scene.posts()[-1]
    await scene.after(minutes=2)
    await scene.person(JANE).press(monitoring, "Undo")
    await scene.deliver()
    incident = scene.newest
    assert (incident.status, incident.mitigated_at) == (Status.MITIGATING, None)
    assert "Jane Smith undid the status change: the status is *Mitigating* again." in scene.posts()[-1].text
    assert not offers_undo(monitoring)
    assert [entry.text for entry in scene.entries[1:]] == ["Status changed from Investigating to Mitigating"]
    [gone] = [entry for entry in scene.bot.services.timeline.entries(1, removed=True) if entry.removed]
    assert (gone.text, gone.changed_by and gone.changed_by.name) == (
        "Status changed from Mitigating to Monitoring",
        JANE,
    )
    assert "*Status*\nMitigating" in text_of(scene.card)


async def test_a_resolution_can_be_taken_back_and_nudges_run_again(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve All good", scene.channel.name)
    await scene.deliver()
    await scene.person(JANE).press(scene.posts()[-1], "Undo")
    await scene.after(minutes=15)
    assert (scene.newest.status, scene.newest.resolved_at) == (Status.INVESTIGATING, None)
    assert any("update overdue" in each.text.casefold() for each in scene.posts())
    assert [entry.text for entry in scene.entries if entry.kind is EntryKind.RESOLUTION] == []


async def test_a_severity_and_a_title_can_be_taken_back(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident severity sev3", scene.channel.name)
    await scene.deliver()
    severity = scene.posts()[-1]
    await scene.run(JANE, "/incident rename Other", scene.channel.name)
    await scene.deliver()
    await scene.person(BOB).press(scene.posts()[-1], "Undo")
    await scene.person(BOB).press(severity, "Undo")
    await scene.deliver()
    assert (scene.newest.severity, scene.newest.title) == ("sev1", "Payment service degradation")
    assert 'undid the rename: the title is "Payment service degradation" again.' in scene.posts()[-2].text
    assert "undid the severity change: the severity is *SEV1* again." in scene.posts()[-1].text
    assert "SEV1" in scene.channel.topic
    assert [entry.kind for entry in scene.entries] == [EntryKind.DECLARATION]


def lines(scene: Scene) -> list[RevertibleLine]:
    """The newest first."""
    return [row.message for row in scene.bot.services.outbox.newest(50) if isinstance(row.message, RevertibleLine)]


async def test_only_the_newest_change_can_be_taken_back(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()
    first = scene.posts()[-1]
    line = next(each for each in lines(scene) if each.undo)
    await scene.run(JANE, "/incident status mitigating", scene.channel.name)
    await scene.deliver()
    assert not offers_undo(first)
    assert offers_undo(scene.posts()[-1])
    with pytest.raises(Exception, match=r"^This can't be undone because it was changed again later\."):
        scene.bot.services.incidents.take_back(line.key, scene.bot.services.people.person(scene.person(BOB).id))
    assert scene.newest.status is Status.MITIGATING


async def test_pressing_undo_twice_takes_back_once(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()
    line, before = scene.posts()[-1], len(scene.posts())
    jane, bob = scene.person(JANE), scene.person(BOB)
    await jane.press(line, "Undo", line.blocks[-1]["accessory"]["value"])
    taken_back = next(each for each in lines(scene) if each.taken_back)
    with pytest.raises(Refused, match="already undone"):
        scene.bot.services.incidents.take_back(taken_back.key, scene.bot.services.people.person(bob.id))
    await scene.deliver()
    assert scene.newest.status is Status.INVESTIGATING
    assert len(scene.posts()) == before + 1


async def test_what_changed_otherwise_since_stays_when_a_status_is_taken_back(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    resolved_at = scene.newest.resolved_at
    await scene.run(JANE, "/incident reopen", scene.channel.name)
    await scene.deliver()
    reopened = scene.posts()[-1]
    await scene.after(minutes=3)
    await scene.run(JANE, "/incident update Still looking", scene.channel.name)
    await scene.deliver()
    await scene.person(JANE).press(reopened, "Undo")
    await scene.deliver()
    assert (scene.newest.status, scene.newest.resolved_at) == (Status.RESOLVED, resolved_at)
    assert scene.newest.updated_at > START + timedelta(minutes=2)


async def test_twenty_changes_and_undos_at_once_leave_one_possible_order(scene: Scene) -> None:
    await scene.declare()
    people = [scene.person(name) for name in (JANE, "Alice Chen", BOB)]
    for person in people:
        await person.join(scene.channel.name)
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()
    line, value = scene.posts()[-1], scene.posts()[-1].blocks[-1]["accessory"]["value"]
    typed = (
        "status mitigating",
        "status monitoring",
        "severity sev2",
        "severity sev3",
        "rename Payments fail",
        "resolve Rolled back",
    )
    acts = [people[place % 3].command(f"/incident {text}", scene.channel.name) for place, text in enumerate(typed * 3)]
    await asyncio.gather(*acts, people[0].press(line, "Undo", value), people[1].press(line, "Undo", value))
    await scene.deliver()
    incident, texts = scene.newest, [entry.text for entry in scene.entries]
    assert f"*Status*\n{incident.status.value.capitalize()}" in text_of(scene.card)
    assert incident.severity.upper() in text_of(scene.card)
    assert incident.title in text_of(scene.card)
    moved = (text.removeprefix("Status changed from ") for text in texts if text.startswith("Status "))
    moves = [text.split(" to ") for text in moved]
    assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
    assert texts.count("Rolled back") == 1
    assert sum(offers_undo(message) for message in scene.posts()) <= 3


async def test_the_card_of_a_resolved_incident_follows_a_start_that_is_logged_later(scene: Scene) -> None:
    await scene.declare()
    await scene.after(30)
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert "*Duration*\n30 min" in text_of(scene.card)
    await scene.run("Jane Smith", "/incident log 14:13 trigger: Release of user-api", scene.channel.name)
    await scene.deliver()
    assert "*Duration*\n40 min" in text_of(scene.card)


async def test_each_status_is_said_in_one_line_and_on_the_card(scene: Scene) -> None:
    await scene.declare()
    for status in ("identified", "mitigating", "monitoring", "investigating"):
        assert await scene.run("Jane Smith", f"/incident status {status}", scene.channel.name) == ""
        await scene.deliver()
        assert f"to *{status.capitalize()}*" in scene.posts()[-1].text
        assert f"*Status*\n{status.capitalize()}" in text_of(scene.card)
    assert scene.newest.mitigated_at is None


async def test_monitoring_says_when_the_impact_was_over(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=30)
    await scene.run("Jane Smith", "/incident status monitoring", scene.channel.name)
    assert scene.newest.mitigated_at == START + timedelta(minutes=30)


async def test_a_severity_change_explains_itself_and_moves_topic_card_and_announcement(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    await scene.run("Jane Smith", "/incident severity SEV-1", scene.channel.name)
    await scene.deliver()
    line = scene.posts()[-1].text
    assert "Severity raised from SEV3 to *SEV1* by Jane Smith: updates every 15 min, open a war room by " in line
    assert "update the status page and notify executives by <!date^" in line
    assert "SEV1" in scene.channel.topic
    assert "SEV1" in text_of(scene.card)
    assert "*SEV1*" in scene.posts("incidents")[0].text
