"""Facts for the review, over the wire: the verb and its form."""

import pytest

from bot.review.facts import FactKind
from tests.handlers.conftest import Scene

JANE, BOB = "Jane Smith", "Bob Kim"


async def said(scene: Scene, text: str) -> str:
    return await scene.run(BOB, f"/incident {text}", scene.channel.name)


ADDED = {
    FactKind.CAUSE: "Cause recorded",
    FactKind.FACTOR: "Contributing factor recorded",
    FactKind.IMPACT: "Impact recorded",
    FactKind.FIX: "Fix recorded",
    FactKind.HELPED: "Recorded as what helped",
    FactKind.HINDERED: "Recorded as what hindered",
    FactKind.LESSON: "Lesson recorded",
}


@pytest.mark.parametrize("kind", list(FactKind))
async def test_each_kind_of_fact_is_kept_word_for_word(scene: Scene, kind: FactKind) -> None:
    await scene.declare()
    answered = await said(scene, f"record {kind} Pool of 20 & no alert")
    assert answered == f"{ADDED[kind]}: Pool of 20 &amp; no alert"
    (record,) = scene.bot.services.incidents.details(1).records
    assert (record.kind, record.text, record.by.name) == (kind, "Pool of 20 & no alert", BOB)


@pytest.mark.parametrize(("typed", "kind"), [("record", "cause"), ("record lesson", "lesson")])
async def test_without_a_text_the_form_opens_and_its_submission_is_answered(
    scene: Scene, typed: str, kind: str
) -> None:
    await scene.declare()
    assert await said(scene, typed) == ""
    bob = scene.person(BOB)
    assert bob.modal is not None
    assert bob.modal.state["kind"]["kind"]["selected_option"]["value"] == kind
    assert await bob.submit({"kind": "What hindered", "text": "Nobody had access"}) == {}
    await scene.deliver()
    (record,) = scene.bot.services.incidents.details(1).records
    assert (record.kind, record.text) == (FactKind.HINDERED, "Nobody had access")
    private = [message for message in bob.sees(scene.channel) if message.to == bob.id]
    assert [message.text for message in private] == ["Recorded as what hindered: Nobody had access"]


async def test_blanks_are_refused_in_the_form(scene: Scene) -> None:
    await scene.declare()
    await said(scene, "record fix")
    refused = await scene.person(BOB).submit({"text": "  "})
    assert refused["text"].startswith("Enter some text.")
    assert scene.bot.services.incidents.details(1).records == ()
