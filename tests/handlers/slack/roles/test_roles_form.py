"""Roles, over the wire: claimed, assigned, shared, released, by command and in the form that shows them all."""

import asyncio
from dataclasses import replace

import pytest

from bot.roles.roles import Wish
from bot.timeline.model import EntryKind
from demo.stage import on_stage
from sandbox import Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE


def holders(scene: Scene, role: str) -> list[str]:
    return [person.name for person in scene.newest.holders(role)]


def told(scene: Scene) -> list[str]:
    """What the timeline says of roles."""
    return [entry.text for entry in scene.entries if entry.kind is EntryKind.ROLE]


async def incident(scene: Scene, text: str, by: str = JANE) -> str:
    answered = await scene.run(by, f"/incident {text}", scene.channel.name)
    await scene.deliver()
    return answered


async def form(scene: Scene, by: str = JANE) -> None:
    assert await incident(scene, "roles", by) == ""


async def save(scene: Scene, by: str = JANE, **chosen: object) -> dict[str, str]:
    refused = await scene.person(by).submit(chosen)
    await scene.deliver()
    return refused


async def test_a_role_is_claimed_by_who_types_it(scene: Scene) -> None:
    await scene.declare()
    assert await incident(scene, "role comms", BOB) == ""
    assert holders(scene, "communications") == [BOB]
    assert told(scene) == ["Bob Kim is now communications lead"]
    assert "Bob Kim is now communications lead." in scene.posts()[-1].text
    assert "*Communications lead*\nBob Kim" in text_of(scene.card)
    assert scene.person(BOB).id in scene.channel.members


async def test_somebody_is_given_a_role_and_brought_in(scene: Scene) -> None:
    await scene.declare("sev3 Something slow")
    await incident(scene, "role operations lead @bob")
    assert holders(scene, "operations") == [BOB]
    assert scene.person(BOB).id in scene.channel.members
    assert "Jane Smith made Bob Kim operations lead." in scene.posts()[-1].text
    assert "*Operations lead*\nBob Kim" in text_of(scene.card)


async def test_a_role_passes_on_and_is_released(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role scribe @bob")
    await incident(scene, "role scribe @alice")
    assert holders(scene, "scribe") == [ALICE]
    await incident(scene, "role scribe none")
    assert holders(scene, "scribe") == []
    assert told(scene) == [
        "Jane Smith made Bob Kim scribe",
        "Jane Smith made Alice Chen scribe, replacing Bob Kim",
        "Jane Smith removed Alice Chen as scribe",
    ]
    assert "Jane Smith removed Alice Chen as scribe." in scene.posts()[-1].text


async def test_experts_share_their_role_and_each_is_released_alone(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role sme @bob")
    await incident(scene, "role expert @alice")
    assert holders(scene, "sme") == [BOB, ALICE]
    assert "*Subject matter experts*\nBob Kim, Alice Chen" in text_of(scene.card)
    await incident(scene, "role sme none @bob")
    assert holders(scene, "sme") == [ALICE]
    assert "role sme none @" in await incident(scene, "role sme none", JANE)
    await incident(scene, "role sme release", ALICE)
    assert holders(scene, "sme") == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("role", "Name a role: commander, communications, operations, scribe or sme."),
        ("role scrieb", '"scrieb" is not a role. Did you mean scribe? For example: `/incident role'),
        ("role juggler @bob", '"juggler" is not a role. Use commander,'),
        ("role @nobody", "I can't find a person or a role named @nobody."),
        ("role scribe none", "#1 has no scribe. To take the role, type `/incident role scribe`."),
        ("role scribe @bob please", 'This command does not take "please".'),
        ("role commander none", "Command can't be released, only handed over. Type `/incident handover @person`."),
        ("roles please", 'This command does not take "please".'),
    ],
)
async def test_what_cannot_be_done_with_a_role_gets_one_sentence(scene: Scene, typed: str, sentence: str) -> None:
    await scene.declare()
    before = scene.newest
    assert sentence in await incident(scene, typed, BOB)
    assert scene.newest == before


async def test_who_has_a_role_already_is_told_so(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role scribe @bob")
    assert await incident(scene, "role scribe", BOB) == "Bob Kim is already scribe of #1."
    assert told(scene) == ["Jane Smith made Bob Kim scribe"]


async def test_the_role_of_the_commander_is_command_itself(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role ic @bob")
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == BOB
    assert scene.newest.roles == ()


async def test_the_form_shows_every_role_and_sets_what_was_changed_in_one_line(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role scribe @bob")
    before = len(scene.posts())
    await form(scene)
    modal = scene.person(JANE).modal
    assert modal is not None
    assert modal.title == "Roles for #1"
    assert modal.state["scribe"]["scribe"]["selected_user"] == scene.person(BOB).id
    assert await save(scene, communications="Alice Chen", sme=["Bob Kim", "Alice Chen"]) == {}
    assert holders(scene, "communications") == [ALICE]
    assert holders(scene, "sme") == [BOB, ALICE]
    assert holders(scene, "scribe") == [BOB]
    assert told(scene)[1:] == [
        "Jane Smith made Alice Chen communications lead",
        "Jane Smith made Bob Kim and Alice Chen subject matter experts",
    ]
    assert len(scene.posts()) == before + 1


async def test_the_form_names_a_commander_where_there_is_none(scene: Scene) -> None:
    await scene.declare()
    await form(scene)
    assert await save(scene, commander="Bob Kim", scribe="Alice Chen") == {}
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == BOB
    assert holders(scene, "scribe") == [ALICE]
    assert "*Commander*\nBob Kim" in text_of(scene.card)
    await form(scene, BOB)  # who commands can name the next one there
    assert await save(scene, BOB, commander="Alice Chen") == {}
    assert scene.newest.commander.name == BOB or scene.newest.commander.name == ALICE
    assert told(scene)[-1] == "Bob Kim made Alice Chen incident commander"


async def test_a_form_submitted_without_a_change_changes_nothing(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "role scribe @bob")
    before, posted = scene.newest, len(scene.posts())
    await form(scene)
    assert await save(scene) == {}
    assert replace(scene.newest, reminder_state=before.reminder_state) == before  # what time brings is no change
    assert len(scene.posts()) == posted


async def test_what_others_changed_while_the_form_was_open_stays(scene: Scene) -> None:
    await scene.declare()
    await form(scene, JANE)
    await incident(scene, "role scribe @bob", BOB)
    await incident(scene, "role sme @bob", BOB)
    assert await save(scene, JANE, communications="Alice Chen", sme=["Alice Chen"]) == {}
    assert holders(scene, "scribe") == [BOB]
    assert holders(scene, "sme") == [BOB, ALICE]
    assert holders(scene, "communications") == [ALICE]


async def test_in_the_form_somebody_elses_command_is_shown_and_taken_through_its_button(scene: Scene) -> None:
    await scene.declare()
    await incident(scene, "commander", JANE)
    await form(scene, BOB)
    bob = scene.person(BOB)
    modal = bob.modal
    assert modal is not None
    assert "*Incident commander* Jane Smith, since" in modal.blocks[1]["text"]["text"]
    assert "commander" not in modal.state
    await bob.press(None, "Take over")
    await scene.calm()
    assert bob.modal is not None
    assert bob.modal.title == "Take over"
    await save(scene, BOB)
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == BOB


async def test_the_cards_button_opens_the_form(scene: Scene) -> None:
    await scene.declare()
    assert "Roles" in buttons(scene.card)
    await scene.person(ALICE).press(scene.card, "Roles")
    await scene.calm()
    modal = scene.person(ALICE).modal
    assert modal is not None
    assert modal.title == "Roles for #1"
    assert await save(scene, ALICE, operations="Bob Kim") == {}
    assert "*Operations lead*\nBob Kim" in text_of(scene.card)


async def test_the_card_of_a_small_incident_lists_held_roles_only(scene: Scene) -> None:
    await scene.declare("sev4 Typo")
    assert "Bob Kim" not in text_of(scene.card)


CREW = tuple(Profile(f"Person {number}", f"person{number}", email=f"p{number}@example.com") for number in range(20))


async def test_twenty_forms_submitted_at_once_lose_nobodys_choice() -> None:
    async with on_stage([*PEOPLE, *CREW], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        crew = [scene.person(profile.name) for profile in CREW]
        for person in crew:
            await scene.run(person.name, "/incident roles", scene.channel.name)
        await asyncio.gather(*(each.submit({"sme": [each.name], "scribe": each.name}) for each in crew))
        await scene.deliver()
        assert {person.id for person in scene.newest.holders("sme")} == {each.id for each in crew}
        (scribe,) = scene.newest.holders("scribe")
        assert f"*Scribe*\n{scribe.name}" in text_of(scene.card)
        named = [entry.text for entry in scene.entries if " scribe" in entry.text]
        assert len(named) == 20
        assert named[-1].startswith(scribe.name)


async def test_a_form_that_arrives_twice_counts_once(scene: Scene) -> None:
    await scene.declare()
    people = [scene.bot.services.people.person(scene.person(name).id) for name in (ALICE, BOB)]
    for person in people:
        wish = Wish("scribe", frozenset(), (person,))
        scene.bot.services.roles.seat(1, [wish], person, "view:V1")
    await scene.deliver()
    assert holders(scene, "scribe") == [ALICE]
    assert told(scene) == ["Alice Chen is now scribe"]
