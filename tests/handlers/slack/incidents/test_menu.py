"""The menu of /incident alone, over the wire: what it offers where, and that each button does something."""

import pytest

from bot.incidents.menu import INSIDE
from bot.incidents.model import Status
from handlers.slack.action_ids import run
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.slack.incidents.test_listing import shown


async def test_incident_alone_opens_a_menu_outside_of_a_channel(scene: Scene) -> None:
    menu = await shown(scene, "Jane Smith", "/incident")
    assert buttons(menu) == ["Declare incident", "Open incidents", "My incidents", "Help"]
    assert menu.text.startswith("Choose an action.")


async def test_the_menus_declare_opens_the_form(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident"), "Declare incident")
    await scene.calm()
    assert jane.modal is not None
    assert jane.modal.title == "Declare an incident"
    assert await jane.submit({"Title": "Checkout down", "Severity": "sev2"}) == {}
    await scene.deliver()
    assert f"in <#{scene.channel.id}>" in jane.sees("general")[-1].text


async def test_inside_a_channel_the_menu_offers_what_the_incident_allows(scene: Scene) -> None:
    await scene.declare()
    offered = buttons(await shown(scene, "Jane Smith", "/incident", scene.channel.name))
    assert offered[0] == "Post update"
    assert {"Change status", "Change severity", "Take command", "Roles", "Tasks", "Timeline", "Resolve"} <= {*offered}
    assert "Reopen" not in offered
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    over = buttons(await shown(scene, "Jane Smith", "/incident", scene.channel.name))
    assert {"Reopen", "Timeline"} <= {*over}
    assert not {"Resolve", "Post update", "Take command"} & {*over}


@pytest.mark.parametrize(
    "button", ["Post update", "Change status", "Change severity", "Resolve", "Roles", "Tasks", "Timeline"]
)
async def test_what_needs_more_words_opens_its_form_from_the_menu(scene: Scene, button: str) -> None:
    await scene.declare()
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), button)
    await scene.calm()
    assert jane.modal is not None
    assert "#1" in jane.modal.title
    assert button.split()[-1].casefold() in jane.modal.title.casefold()


async def test_a_button_of_the_menu_does_what_its_command_does(scene: Scene) -> None:
    await scene.declare()
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), "Take command")
    await scene.deliver()
    assert scene.newest.commander is not None
    assert scene.newest.commander.name == "Jane Smith"
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), "Resolve")
    await jane.submit({})
    await scene.deliver()
    assert scene.newest.status is Status.RESOLVED
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), "Reopen")
    await scene.deliver()
    assert scene.newest.is_open
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), "Show card")
    await scene.calm()
    assert "Payment service degradation" in text_of(jane.sees(scene.channel)[-1])
    await jane.press(await shown(scene, "Jane Smith", "/incident", scene.channel.name), "Help")
    await scene.calm()
    assert "/incident handover" in jane.sees(scene.channel)[-1].text


@pytest.mark.parametrize(
    "words", [choice.words for choice in INSIDE if choice.words not in ("reopen", "close", "join", "subscribe off")]
)
async def test_every_button_of_the_menu_does_something_or_says_why_not(scene: Scene, words: str) -> None:
    await scene.declare()
    bob = scene.person("Bob Kim")
    await scene.person("Jane Smith").invite(scene.channel, "Bob Kim")
    await scene.deliver()
    menu = await shown(scene, "Bob Kim", "/incident", scene.channel.name)
    before, seen = scene.newest, len(bob.sees(scene.channel))
    await bob.press(menu, run(words))
    await scene.deliver()
    answered = [message.text for message in bob.sees(scene.channel)[seen:]] if bob.id in scene.channel.members else []
    assert bob.modal is not None or scene.newest != before or answered
    assert not any("went wrong" in text for text in answered)


async def test_a_menu_that_the_incident_has_outgrown_refuses_privately(scene: Scene) -> None:
    await scene.declare()
    bob = scene.person("Bob Kim")
    menu = await shown(scene, "Bob Kim", "/incident", scene.channel.name)
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await bob.press(menu, "Resolve")
    await scene.calm()
    assert bob.sees(scene.channel)[-1].text == "#1 is already resolved."


async def test_the_menu_of_an_ended_incident_begins_with_what_is_left_to_do(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    menu = await shown(scene, "Jane Smith", "/incident", scene.channel.name)
    offered = buttons(menu)
    assert offered[:4] == ["Post review", "Close", "Reopen", "Record a fact"]
    assert offered[-1] == "Change severity"
    await scene.person("Jane Smith").press(menu, "Post review")
    await scene.deliver()
    again = await shown(scene, "Jane Smith", "/incident", scene.channel.name)
    assert buttons(again)[0] == "Open review"
    await scene.run("Jane Smith", "/incident reopen", scene.channel.name)
    await scene.run("Jane Smith", "/incident cancel Only a test", scene.channel.name)
    assert buttons(await shown(scene, "Jane Smith", "/incident", scene.channel.name))[0] == "Reopen"
