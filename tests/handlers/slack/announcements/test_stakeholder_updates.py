"""Stakeholder updates, over the wire: drafts, edits that are kept, two people at once, and the copy to oneself."""

from typing import Any

from sandbox import Message, View
from tests.handlers.conftest import START, Scene, buttons, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
FIELDS = ("status_page", "executive", "customer")


async def opened(scene: Scene, by: str = BOB) -> View:
    assert await scene.run(by, "/incident update texts", scene.channel.name) == ""
    return shown(scene, by)


def shown(scene: Scene, by: str = BOB) -> View:
    modal = scene.person(by).modal
    assert modal is not None
    return modal


async def post(scene: Scene, text: str, by: str = JANE) -> None:
    await scene.run(by, f"/incident update {text}", scene.channel.name)
    await scene.deliver()


def texts(view: View) -> dict[str, str]:
    """What is in each field, by audience."""
    found = {block: next(iter(element.values()))["value"] for block, element in view.state.items()}
    return {field: found[block] for field in FIELDS for block in found if block.startswith(field)}


def words(view: View) -> str:
    return "\n".join(each for block in view.blocks for each in _words(block))


def _words(node: Any) -> list[str]:
    if isinstance(node, list):
        return [word for each in node for word in _words(each)]
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [word for value in node.values() if not isinstance(value, str) for word in _words(value)]
    return []


def direct(scene: Scene, name: str) -> list[Message]:
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if message.bot_id]


def plain_texts(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block.get("text", {}).get("type") == "plain_text"]


# Drafts


async def test_an_update_by_form_is_followed_by_an_offer_to_edit_the_stakeholder_updates(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident update", scene.channel.name)
    bob = scene.person(BOB)
    values = {"text": "ORM 3.2.0 is to blame", "impact": "45% of payments fail", "status": "identified"}
    assert await bob.submit(values) == {}
    await scene.deliver()
    offered = [message for message in bob.sees(scene.channel) if message.to == bob.id][-1]
    assert offered.text == f"Update 1 saved. Posting it in <#{scene.channel.id}>."
    assert buttons(offered) == ["Edit stakeholder updates"]
    await bob.press(offered, "Edit stakeholder updates")
    found = texts(shown(scene))
    assert found["status_page"].startswith("Identified\n")
    assert "Impact: Payments fail." in found["status_page"]
    assert "Impact: 45% of payments fail." in found["executive"]
    assert "ORM" not in found["status_page"] + found["customer"]
    assert "What we know: ORM 3.2.0 is to blame." in found["executive"]


async def test_the_form_says_what_becomes_of_the_texts_and_what_each_is_based_on(scene: Scene) -> None:
    await scene.declare()
    view = await opened(scene)
    assert view.title == "Stakeholder updates"
    said = words(view)
    assert "These are drafts: Muster doesn't send them. Save keeps your edits" in said
    assert said.count("Draft based on the declaration.") == 3
    await scene.person(BOB).close_modal()
    await post(scene, "Pool is full")
    assert words(await opened(scene)).count("Draft based on update 1.") == 3


async def test_recorded_impact_and_cause_are_in_the_drafts_and_nothing_of_it_that_is_not_for_outside(
    scene: Scene,
) -> None:
    await scene.declare()
    for fact in (
        "impact 12,500 users couldn't pay",
        "impact Stripe refunds are delayed",
        "cause ORM 3.2.0 opens too many connections, exhausting the pool",
    ):
        await scene.run(JANE, f"/incident record {fact}", scene.channel.name)
    view = await opened(scene)
    found = texts(view)
    assert "Impact: 12,500 users couldn't pay. Stripe refunds are delayed." in found["executive"]
    assert "Cause: ORM 3.2.0 opens too many connections.\n" in found["executive"]
    for outside in ("status_page", "customer"):
        assert "Users couldn't pay." in found[outside]
        assert not any(inside in found[outside] for inside in ("12,500", "Stripe", "ORM", "Jane"))
    left_out = "Left out for people outside, because of a number, name, version or vendor: “Stripe refunds are delayed”"
    assert words(view).count(left_out) == 2


async def test_an_incident_with_nothing_recorded_has_drafts_that_claim_nothing(scene: Scene) -> None:
    await scene.declare()
    found = texts(await opened(scene))
    assert found["executive"].splitlines() == [
        "SEV1 Payment service degradation",
        "Status: Investigating",
        "Needed from you: an incident commander.",
        "Next update by Mon 15 Jan, 14:38 UTC.",
    ]
    assert found["status_page"].splitlines()[:2] == ["Investigating", "We are investigating an issue."]


async def test_the_next_update_that_a_saved_text_promises_stays_due_then(scene: Scene) -> None:
    await scene.declare()
    view = await opened(scene)
    assert "Next update by Mon 15 Jan, 14:38 UTC." in texts(view)["status_page"]
    await scene.person(BOB).submit({"status_page": "We are on it. Next update by 14:38 UTC."})
    assert "The next update is due" in words(shown(scene))
    assert scene.newest.promised_at == START.replace(hour=14, minute=38)
    await scene.person(BOB).close_modal()
    await scene.run(JANE, "/incident status monitoring", scene.channel.name)
    assert "Next update by Mon 15 Jan, 14:38 UTC." in texts(await opened(scene))["executive"]


async def test_a_closed_incident_still_has_its_texts(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.run(JANE, "/incident close", scene.channel.name)
    await scene.calm()
    assert scene.newest.status == "closed"
    view = await opened(scene)
    assert texts(view)["status_page"].startswith("Resolved\n")
    assert await scene.person(BOB).submit({"status_page": "It is over."}) == {}
    assert latest(scene) == {"status_page": "It is over."}


async def test_a_drill_says_on_the_form_and_in_each_text_not_to_send_it(scene: Scene) -> None:
    await scene.run(BOB, "/incident drill sev1 Region down")
    await scene.deliver()
    view = await opened(scene)
    assert "*This is a drill: do not send these updates.*" in words(view)
    assert all(text.startswith("DRILL: DO NOT SEND.") for text in texts(view).values())


async def test_a_false_alarm_has_no_stakeholder_updates(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident cancel It was a test", scene.channel.name)
    refused = await scene.run(ALICE, "/incident update texts", scene.channel.name)
    assert refused.startswith("#1 was marked as a false alarm.")
    assert scene.person(ALICE).modal is None


# Saving


async def test_what_was_edited_is_saved_and_what_was_not_follows_the_updates(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    assert await scene.person(BOB).submit({"status_page": "We are on it.\nSorry."}) == {}
    assert "Saved: Status page." in words(shown(scene))
    await scene.person(BOB).close_modal()
    view = await opened(scene, ALICE)
    assert texts(view)["status_page"] == "We are on it.\nSorry."
    said = words(view)
    assert f"Saved by Bob Kim (<!date^{int(START.timestamp())}" in said
    assert said.count("Draft based on the declaration.") == 2
    assert not [block for block in view.blocks if block["type"] == "actions"]
    [saved] = scene.bot.services.announcements.stakeholder_updates(1, scene.newest.declared_by).saved
    assert (saved.by.name, saved.at.replace(second=0), saved.based_on) == (BOB, START, 0)


async def test_saving_unchanged_texts_stores_nothing(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    assert await scene.person(BOB).submit({}) == {}
    assert "No changes to save." in words(shown(scene))
    assert scene.bot.services.announcements.stakeholder_updates(1, scene.newest.declared_by).saved == ()


async def test_blank_texts_are_refused_beside_their_field_and_nothing_typed_is_lost(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    refused = await scene.person(BOB).submit({"status_page": "We are on it.", "customer": "  "})
    assert refused == {"customer": "Enter the text for this audience."}
    assert texts(shown(scene))["status_page"] == "We are on it."


async def test_the_longest_draft_is_shortened_to_fit_its_field_and_says_so(scene: Scene) -> None:
    await scene.declare()
    await scene.run(BOB, "/incident update", scene.channel.name)
    assert await scene.person(BOB).submit({"text": "x" * 2900, "impact": "y" * 2900, "doing": "z" * 2900}) == {}
    await scene.deliver()
    view = await opened(scene)
    assert len(texts(view)["executive"]) == 3000
    assert "Shortened to 3,000 characters." in words(view)
    assert await scene.person(BOB).submit({"status_page": "We are on it."}) == {}
    assert latest(scene) == {"status_page": "We are on it."}


# A newer update


async def test_a_newer_update_offers_a_new_draft_and_leaves_the_saved_text_until_it_is_saved(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    bob = scene.person(BOB)
    await bob.submit({"status_page": "We are on it."})
    await bob.close_modal()
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    assert "*The status is now Identified.*" in words(await opened(scene))
    await bob.close_modal()
    await post(scene, "Pool is full")
    view = await opened(scene)
    assert texts(view)["status_page"] == "We are on it."
    assert "*Update 1 was posted since then.*" in words(view)
    bob.fill({"executive": "Typed meanwhile"})
    await bob.press(None, "Use new draft")
    await scene.calm()
    view = shown(scene)
    assert texts(view)["status_page"].startswith("Identified\n")
    assert texts(view)["executive"] == "Typed meanwhile"
    assert "New draft based on update 1, not saved yet. Saving it replaces the text saved by Bob Kim" in words(view)
    await bob.close_modal()
    assert texts(await opened(scene))["status_page"] == "We are on it."


async def test_a_new_draft_is_saved_as_it_is_or_given_up_for_the_saved_text(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    bob = scene.person(BOB)
    await bob.submit({"status_page": "We are on it."})
    await bob.close_modal()
    await post(scene, "Pool is full")
    await opened(scene)
    await bob.press(None, "Use new draft")
    await scene.calm()
    await bob.press(None, "Use saved text")
    await scene.calm()
    assert texts(shown(scene))["status_page"] == "We are on it."
    await bob.press(None, "Use new draft")
    await scene.calm()
    assert await bob.submit({}) == {}
    assert "Saved: Status page." in words(shown(scene))
    await bob.close_modal()
    view = await opened(scene)
    assert texts(view)["status_page"].startswith("Investigating\n")
    assert "Update 1 was posted since" not in words(view)


# Two people at once


async def test_the_second_of_two_who_edit_the_same_text_sees_the_first_before_replacing_it(scene: Scene) -> None:
    await scene.declare()
    await opened(scene, BOB)
    await opened(scene, ALICE)
    bob, alice = scene.person(BOB), scene.person(ALICE)
    await bob.submit({"status_page": "Bob's text", "executive": "Bob's summary"})
    assert await alice.submit({"status_page": "Alice's text", "customer": "Alice's letter"}) == {}
    view = shown(scene, ALICE)
    assert "*Bob Kim saved a different text while you were editing*" in words(view)
    assert "Bob's text" in words(view)
    assert texts(view)["status_page"] == "Alice's text"
    assert latest(scene)["status_page"] == "Bob's text"
    assert latest(scene)["customer"] == "Alice's letter"
    assert await alice.submit({}) == {}
    assert "Saved: Status page." in words(shown(scene, ALICE))
    assert latest(scene) == {
        "status_page": "Alice's text",
        "executive": "Bob's summary",
        "customer": "Alice's letter",
    }


async def test_who_lost_the_race_can_take_the_other_text(scene: Scene) -> None:
    await scene.declare()
    await opened(scene, BOB)
    await opened(scene, ALICE)
    await scene.person(BOB).submit({"status_page": "Bob's text"})
    alice = scene.person(ALICE)
    await alice.submit({"status_page": "Alice's text"})
    await alice.press(None, "Use saved text")
    await scene.calm()
    assert texts(shown(scene, ALICE))["status_page"] == "Bob's text"
    assert await alice.submit({}) == {}
    assert "No changes to save." in words(shown(scene, ALICE))
    assert latest(scene) == {"status_page": "Bob's text"}


def latest(scene: Scene) -> dict[str, str]:
    updates = scene.bot.services.announcements.stakeholder_updates(1, scene.newest.declared_by)
    return {each.audience.value: each.text for each in updates.saved}


# The copy


async def test_a_copy_comes_as_a_direct_message_with_each_text_as_it_was_typed(scene: Scene) -> None:
    await scene.declare()
    await opened(scene)
    bob = scene.person(BOB)
    await bob.submit({"status_page": "We are <on> it & *sorry* :wave:"})
    await bob.press(None, "Send me a copy")
    await scene.deliver()
    assert "Sent to you as a direct message" in words(shown(scene))
    [copy] = direct(scene, BOB)
    assert copy.text == "Stakeholder updates for SEV1 Payment service degradation (#1)"
    first, second, _third = plain_texts(copy)
    assert first == "We are <on> it & *sorry* :wave:"
    assert second.startswith("SEV1 Payment service degradation\nStatus: Investigating")
    assert "*Status page* · saved by Bob Kim" in text_of(copy)
    assert "*Executives* · draft" in text_of(copy)


async def test_who_leaves_a_private_incident_gets_no_copy_of_its_texts(scene: Scene) -> None:
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Key leaked", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    await scene.person(JANE).invite(scene.channel, "alice")
    await scene.calm()
    await opened(scene, ALICE)
    alice = scene.person(ALICE)
    await alice.submit({"status_page": "Nothing to see"})
    scene.box.faults.rate_limit("conversations.open", 30)
    await alice.press(None, "Send me a copy")
    await alice.leave(scene.channel)
    await scene.calm()
    await scene.after(minutes=2)
    assert direct(scene, ALICE) == []
