"""The forms of an incident over the wire: what resolving shows, and that a refusal loses nothing that was typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.incidents.model import Status
from bot.review.facts import FactKind
from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
FIX = "What fixed it"


def shown(scene: Scene, name: str = JANE) -> str:
    modal = scene.person(name).modal
    assert modal is not None
    return f"{modal.title}\n{modal.blocks}"


# Resolving


async def test_resolve_alone_opens_a_form_that_says_what_is_still_open(scene: Scene) -> None:
    await scene.declare("sev3 Search slow")
    await scene.run(JANE, "/incident task Roll search back @Bob Kim", scene.channel.name)
    await scene.run(JANE, "/incident task done 1", scene.channel.name)
    assert await scene.run(JANE, "/incident resolve", scene.channel.name) == ""
    said = shown(scene)
    assert said.startswith("Resolve #1\n")
    assert "*3 open tasks*" in said
    assert "☐ 4. Roll search back · Bob Kim" in said
    assert "☐ 1. " not in said
    assert "No incident commander" in said
    assert "Update nudges stop. Review due by <!date^" in said
    assert scene.newest.is_open


async def test_the_form_lists_eight_open_tasks_and_counts_the_rest(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    for number in range(9):
        await scene.run(JANE, f"/incident task Look at shard {number}", scene.channel.name)
    await scene.run(JANE, "/incident resolve", scene.channel.name)
    assert "*11 open tasks*" in shown(scene)
    assert "and 3 more" in shown(scene)
    assert "shard 6" not in shown(scene)


async def test_the_form_of_a_drill_that_is_done_says_nothing_that_is_not_so(scene: Scene) -> None:
    await scene.run(JANE, "/incident drill sev4 Typo")
    await scene.deliver()
    await scene.run(JANE, "/incident commander", scene.channel.name)
    await scene.run(JANE, "/incident task done 1 2", scene.channel.name)
    await scene.run(JANE, "/incident resolve", scene.channel.name)
    assert "Update nudges stop." in shown(scene)
    assert not any(each in shown(scene) for each in ("open task", "No incident commander", "Review due"))


async def test_what_fixed_it_is_a_fact_of_the_review_and_in_the_line(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await jane.press(scene.card, "Resolve")
    assert await jane.submit({FIX: "Rolled back <user-api>"}) == {}
    await scene.deliver()
    [fact] = scene.bot.services.incidents.details(1).records
    assert (fact.kind, fact.text, fact.by.name) == (FactKind.FIX, "Rolled back <user-api>", JANE)
    assert scene.newest.status is Status.RESOLVED
    assert scene.entries[-1].text == "Rolled back <user-api>"
    assert "Rolled back &lt;user-api&gt;" in scene.posts()[-1].text


async def test_resolving_without_a_word_records_no_fact(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await jane.press(scene.card, "Resolve")
    assert await jane.submit({}) == {}
    assert scene.newest.status is Status.RESOLVED
    assert scene.bot.services.incidents.details(1).records == ()


async def test_the_status_form_leads_to_the_resolve_form_with_its_text(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident status", scene.channel.name)
    label = "New status"
    assert await jane.submit({label: "Resolved", "What changed": "Rolled back"}) == {}
    assert shown(scene).startswith("Resolve #1\n")
    assert scene.newest.is_open
    assert await jane.submit({}) == {}
    [fact] = scene.bot.services.incidents.details(1).records
    assert (fact.kind, fact.text) == (FactKind.FIX, "Rolled back")


async def test_a_typed_resolve_is_done_at_once_and_names_what_is_still_open(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    said = await scene.run(JANE, "/incident resolve Fixed the typo", scene.channel.name)
    assert said == "2 tasks are still open. To see them, type `/incident task`. No incident commander was assigned."
    assert scene.newest.status is Status.RESOLVED
    await scene.run(JANE, "/incident reopen", scene.channel.name)
    await scene.run(JANE, "/incident task done 1 2", scene.channel.name)
    await scene.run(JANE, "/incident commander", scene.channel.name)
    assert await scene.run(JANE, "/incident resolve Fixed again", scene.channel.name) == ""


async def test_a_resolved_incident_offers_no_form_to_resolve_it(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident resolve Rolled back", scene.channel.name)
    assert await scene.run(JANE, "/incident resolve", scene.channel.name) == "#1 is already resolved."
    assert scene.person(JANE).modal is None


# Whatever goes wrong, what was typed stays in the form

Typed = Mapping[str, Any]
FILLED: Final[Mapping[str, Typed]] = {
    "status": {"choice": "monitor", "text": "Errors are gone"},
    "severity": {"choice": "sev3", "text": "Europe only"},
    "resolve": {"fix": "Rolled back"},
    "cancel": {"text": "The probe was broken"},
    "duplicate": {"choice": "1", "text": ""},
    "rename": {"text": "Payments fail in Europe"},
    "private": {"text": "A key leaked"},
}


async def filled(scene: Scene, verb: str) -> dict[str, str]:
    """What Jane's form complains about, once she has filled it in."""
    values = {block: value for block, value in FILLED[verb].items() if value}
    return await scene.person(JANE).submit(values)


def still_typed(scene: Scene, verb: str) -> bool:
    """Whether Jane's form is open, with all that she typed, and complains at one of its inputs."""
    modal = scene.person(JANE).modal
    assert modal is not None
    texts = [value for value in FILLED[verb].values() if value]
    inputs = {block["block_id"] for block in modal.blocks if block["type"] == "input"}
    return set(modal.errors) <= inputs and all(text in str(modal.state) for text in texts)


@pytest.mark.parametrize("verb", FILLED)
async def test_an_incident_that_ended_meanwhile_is_said_in_the_form(scene: Scene, verb: str) -> None:
    await scene.declare()
    await scene.declare("sev2 Checkout broken", by=BOB)
    channel = scene.channel.name
    await scene.run(JANE, f"/incident {verb}", channel)
    await scene.run(BOB, "/incident cancel The probe was broken", channel)
    refused = await filled(scene, verb)
    assert list(refused.values()) == ["#2 was marked as a false alarm. To reopen it, type /incident reopen #2."] or (
        verb == "cancel" and list(refused.values()) == ["#2 is already marked as a false alarm."]
    )
    assert still_typed(scene, verb)
    await scene.run(BOB, "/incident reopen", channel)
    assert await filled(scene, verb) == {}


@pytest.mark.parametrize("verb", FILLED)
async def test_who_lost_the_permission_meanwhile_reads_it_in_the_form(verb: str) -> None:
    policy = replace(POLICY, permissions={verb: ("commander",)})
    async with on_stage(list(PEOPLE), START, policy) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        await scene.declare("sev1 Checkout broken")
        channel = scene.channel.name
        await scene.run(JANE, "/incident commander", channel)
        await scene.run(JANE, f"/incident {verb}", channel)
        await scene.run(JANE, "/incident handover @bob", channel)
        await scene.deliver()
        await scene.person(BOB).press(offer(scene), "Take over")
        await scene.deliver()
        before = scene.newest
        [why] = (await filled(scene, verb)).values()
        assert why.startswith("Only the incident commander can ")
        assert why.endswith(" Ask them.")
        assert still_typed(scene, verb)
        assert scene.newest == before


def offer(scene: Scene) -> Message:
    return next(post for post in reversed(scene.posts()) if "accept_command" in str(post.blocks))


@pytest.mark.parametrize("verb", [verb for verb in FILLED if verb != "private"])
async def test_a_private_incident_that_one_was_removed_from_is_not_found(scene: Scene, verb: str) -> None:
    await scene.declare("sev1 Payments fail")
    await scene.run(BOB, "/incident declare")
    await scene.person(BOB).submit({"Title": "Key leaked", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    await scene.person(BOB).invite(scene.channel, JANE)
    await scene.deliver()
    await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    await scene.person(BOB).kick(scene.channel, JANE)
    await scene.deliver()
    assert list((await filled(scene, verb)).values()) == ["I can't find incident #2."]
    assert still_typed(scene, verb)


@pytest.mark.parametrize("verb", ["cancel", "rename"])
async def test_spaces_alone_are_refused_beside_the_field(scene: Scene, verb: str) -> None:
    await scene.declare()
    await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    sentence = {"cancel": "Enter a reason.", "rename": "Enter a title."}[verb]
    assert await scene.person(JANE).submit({"text": "   "}) == {"text": sentence}


@pytest.mark.parametrize("verb", FILLED)
async def test_each_form_says_in_a_line_what_will_happen(scene: Scene, verb: str) -> None:
    await scene.declare()
    await scene.declare("sev1 Checkout broken")
    await scene.run(JANE, f"/incident {verb}", scene.channel.name)
    modal = scene.person(JANE).modal
    assert modal is not None
    assert len(modal.title) <= 24
    assert any(block["type"] in ("context", "section") for block in modal.blocks)
    assert modal.json["submit"]["text"] in {
        "Change status",
        "Change severity",
        "Resolve",
        "Mark as false alarm",
        "Close as duplicate",
        "Rename",
        "Make private",
    }


async def test_the_status_form_names_the_current_status_below_the_new_one(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident status", scene.channel.name)
    modal = scene.person(JANE).modal
    assert modal is not None
    assert modal.blocks[0]["label"]["text"] == "New status"
    assert modal.blocks[0]["hint"]["text"] == "Current status: Investigating."


async def test_the_second_person_to_resolve_keeps_what_they_typed(scene: Scene) -> None:
    """The form stays open with it; the command, which Slack cleared, gives it back as the fix."""
    instead = "To save your text as the fix, type {}."
    await scene.declare()
    await scene.run(JANE, "/incident resolve", scene.channel.name)
    await scene.run("Bob Kim", "/incident resolve Rolled back", scene.channel.name)
    errors = await scene.person(JANE).submit({"What fixed it": "Restarted the pool"})
    assert errors == {"fix": f"#1 is already resolved. {instead.format('/incident record #1 fix Restarted the pool')}"}
    said = await scene.run("Alice Chen", "/incident resolve Restarted the pool", scene.channel.name)
    assert said == f"#1 is already resolved. {instead.format('`/incident record fix Restarted the pool`')}"
    assert await scene.run("Alice Chen", "/incident resolve", scene.channel.name) == "#1 is already resolved."
    assert "Restarted the pool" in await scene.run(
        "Alice Chen", "/incident record fix Restarted the pool", scene.channel.name
    )
