"""Coming in, over the wire: the menu, the lists, a card shown elsewhere, help, and how a severity was read."""

import pytest

from bot.commands.parser import VERBS
from bot.incidents.lists import PER_PAGE
from bot.incidents.menu import INSIDE
from bot.incidents.model import Status
from demo.stage import on_stage
from handlers.slack.action_ids import run
from sandbox import Message, Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of


async def shown(scene: Scene, name: str, text: str, channel: str = "general") -> Message:
    """What a command answered that one person."""
    person = scene.person(name)
    await scene.run(name, text, channel)
    return next(message for message in reversed(person.sees(channel)) if message.to == person.id)


def labels(message: Message) -> list[str]:
    """Of all buttons, those beside a text too."""
    beside = [block["accessory"]["text"]["text"] for block in message.blocks if "accessory" in block]
    return [*beside, *buttons(message)]


# The menu


async def test_incident_alone_opens_a_menu_outside_of_a_channel(scene: Scene) -> None:
    menu = await shown(scene, "Jane Smith", "/incident")
    assert buttons(menu) == ["Declare incident", "Open incidents", "My incidents", "Help"]
    assert menu.text.startswith("What to do.")


async def test_the_menus_declare_opens_the_form(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident"), "Declare incident")
    await scene.calm()
    assert jane.modal is not None
    assert jane.modal.title == "Declare an incident"
    assert await jane.submit({"Title": "Checkout down", "Severity": "sev2"}) == {}
    await scene.deliver()
    assert f"go to <#{scene.channel.id}>" in jane.sees("general")[-1].text


async def test_inside_a_channel_the_menu_offers_what_the_incident_allows(scene: Scene) -> None:
    await scene.declare()
    offered = buttons(await shown(scene, "Jane Smith", "/incident", scene.channel.name))
    assert offered[0] == "Post update"
    assert {"Status", "Severity", "Take command", "Roles", "Tasks", "Timeline", "Resolve"} <= {*offered}
    assert "Reopen" not in offered
    await scene.run("Jane Smith", "/incident resolve", scene.channel.name)
    await scene.deliver()
    over = buttons(await shown(scene, "Jane Smith", "/incident", scene.channel.name))
    assert {"Reopen", "Timeline"} <= {*over}
    assert not {"Resolve", "Post update", "Take command"} & {*over}


@pytest.mark.parametrize("button", ["Post update", "Status", "Severity", "Roles", "Tasks", "Timeline"])
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
    "words", [choice.words for choice in INSIDE if choice.words not in ("reopen", "close", "join")]
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
    assert not any("could not store" in text for text in answered)


async def test_a_menu_that_the_incident_has_outgrown_refuses_privately(scene: Scene) -> None:
    await scene.declare()
    bob = scene.person("Bob Kim")
    menu = await shown(scene, "Bob Kim", "/incident", scene.channel.name)
    await scene.run("Jane Smith", "/incident resolve", scene.channel.name)
    await bob.press(menu, "Resolve")
    await scene.calm()
    assert bob.sees(scene.channel)[-1].text == "#1 is already resolved."


# Lists


async def test_a_list_says_number_severity_status_commander_and_where_and_offers_to_join(scene: Scene) -> None:
    incident = await scene.declare("sev2 search is slow")
    listed = await shown(scene, "Alice Chen", "/incident list")
    (row,) = [block for block in listed.blocks if "accessory" in block]
    said = row["text"]["text"]
    assert said.startswith("🟠 *SEV2* search is slow (#1)\nInvestigating · since <!date^")
    assert said.endswith(f"· commander open · <#{incident.channel}>")
    await scene.person("Alice Chen").press(listed, "Join")
    await scene.deliver()
    assert scene.person("Alice Chen").id in scene.channel.members
    assert labels(await shown(scene, "Alice Chen", "/incident list")) == []


async def test_the_worst_open_incident_stands_first_and_what_is_over_on_another_list(scene: Scene) -> None:
    await scene.declare("sev3 Mail is late")
    await scene.run("Jane Smith", "/incident resolve", scene.channel.name)
    await scene.declare("sev3 Wiki is slow")
    await scene.declare("sev1 Payments are down")
    open_ones = text_of(await shown(scene, "Jane Smith", "/incident list"))
    assert open_ones.index("(#3)") < open_ones.index("(#2)")
    assert "(#1)" not in open_ones
    closed = text_of(await shown(scene, "Jane Smith", "/incident list closed"))
    assert "(#1)" in closed
    assert "Resolved · declared <!date^" in closed
    assert "(#2)" not in closed
    everything = text_of(await shown(scene, "Bob Kim", "/incident list all"))
    assert all(f"(#{number})" in everything for number in (1, 2, 3))


async def test_mine_are_my_open_incidents_from_the_menu_too(scene: Scene) -> None:
    await scene.declare("sev3 Mail is late", by="Jane Smith")
    await scene.declare("sev3 Wiki is slow", by="Bob Kim")
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident"), "My incidents")
    await scene.calm()
    mine = text_of(jane.sees("general")[-1])
    assert "(#1)" in mine
    assert "(#2)" not in mine
    assert await scene.run("Alice Chen", "/incident list mine") == (
        "You are in no open incident. `/incident list` shows those of others."
    )


async def test_recent_are_those_of_the_last_two_weeks(scene: Scene) -> None:
    await scene.declare("sev4 Mail is late")
    await scene.run("Jane Smith", "/incident resolve", scene.channel.name)
    await scene.after(minutes=15 * 24 * 60)
    await scene.declare("sev4 Wiki is slow")
    recent = text_of(await shown(scene, "Jane Smith", "/incident list recent"))
    assert "(#2)" in recent
    assert "(#1)" not in recent


async def test_a_long_list_has_pages_that_a_button_or_a_number_turns(scene: Scene) -> None:
    for number in range(PER_PAGE + 1):
        await scene.run("Jane Smith", f"/incident declare sev4 Broken number {number}")
    await scene.deliver()
    jane = scene.person("Jane Smith")
    first = await shown(scene, "Jane Smith", "/incident list all")
    assert "(#2)" in text_of(first)
    assert "(#1)" not in text_of(first)
    await jane.press(first, "Next page")
    await scene.calm()
    assert "(#1)" in text_of(jane.sees("general")[-1])
    assert "Next page" not in buttons(jane.sees("general")[-1])
    assert "(#1)" in text_of(await shown(scene, "Jane Smith", "/incident list all 2"))
    assert await scene.run("Jane Smith", "/incident list all 3") == (
        "There is no page 3 of that list. Type `/incident list all`."
    )


async def test_empty_lists_say_what_to_do(scene: Scene) -> None:
    assert await scene.run("Jane Smith", "/incident list") == (
        "No incident is open. `/incident declare &lt;title&gt;` opens one."
    )
    assert "There are none yet." in await scene.run("Jane Smith", "/incident list all")


async def private_incident(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Leaked key", "Private": ["Only invited people see this incident"]})
    await scene.deliver()


async def test_a_private_incident_is_listed_and_shown_to_its_members_alone(scene: Scene) -> None:
    await private_incident(scene)
    assert "🔒 Leaked key" in text_of(await shown(scene, "Jane Smith", "/incident list"))
    assert "No incident is open." in await scene.run("Bob Kim", "/incident list")
    assert "Leaked key" in text_of(await shown(scene, "Jane Smith", "/incident show 1"))
    absent = await scene.run("Bob Kim", "/incident show 2")
    assert await scene.run("Bob Kim", "/incident show 1") == absent.replace("#2", "#1")


async def test_a_drill_is_marked_on_the_list(scene: Scene) -> None:
    await scene.declare("sev4 Something small")
    await scene.run("Jane Smith", "/incident drill sev2 Region down")
    await scene.deliver()
    assert "*SEV2* DRILL Region down" in text_of(await shown(scene, "Jane Smith", "/incident list"))


async def test_a_guest_is_shown_the_incidents_they_are_in_and_offered_what_guests_may_do() -> None:
    guest = Profile("Gus Guest", "gus", tz="UTC", email="gus@example.com", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Payments are down")
        assert "No incident is open." in await scene.run("Gus Guest", "/incident list")
        assert await scene.run("Gus Guest", "/incident show 1") == "There is no incident #1 here."
        await scene.person("Jane Smith").invite(scene.channel, "Gus Guest")
        await scene.deliver()
        assert "Payments are down (#1)" in text_of(await shown(scene, "Gus Guest", "/incident list"))
        menu = await shown(scene, "Gus Guest", "/incident", scene.channel.name)
        assert buttons(menu) == ["Timeline", "Show card", "Leave", "Help"]
        card = await shown(scene, "Gus Guest", "/incident show", scene.channel.name)
        await scene.person("Gus Guest").press(card, "Resolve")
        await scene.calm()
        assert scene.newest.is_open


# One card, and help


async def test_a_card_is_shown_anywhere_to_whoever_asks(scene: Scene) -> None:
    incident = await scene.declare()
    card = await shown(scene, "Alice Chen", "/incident show #1")
    assert "Payment service degradation" in text_of(card)
    assert f"Its channel is <#{incident.channel}>." in text_of(card)
    assert {"Post update", "Join"} <= {*buttons(card)}
    await scene.person("Alice Chen").press(card, "Join")
    await scene.deliver()
    assert scene.person("Alice Chen").id in scene.channel.members
    assert "Join" not in buttons(await shown(scene, "Alice Chen", "/incident show 1"))


async def test_without_a_number_the_card_of_this_channel_is_shown_or_a_number_asked_for(scene: Scene) -> None:
    await scene.declare()
    assert "Its channel is" not in text_of(await shown(scene, "Jane Smith", "/incident show", scene.channel.name))
    assert (await scene.run("Jane Smith", "/incident show")).startswith("This is not an incident's channel.")
    assert await scene.run("Jane Smith", "/incident show 7") == "There is no incident #7 here."


async def test_help_lists_each_verb_and_tells_one_in_full(scene: Scene) -> None:
    listed = await scene.run("Jane Smith", "/incident help")
    for verb in VERBS.values():
        assert f"`/incident {verb.usage}`".replace("<", "&lt;").replace(">", "&gt;") in listed
    assert "For example: `/incident list mine`" in await scene.run("Jane Smith", "/incident help list")
    assert "Did you mean `/incident severity`?" in await scene.run("Jane Smith", "/incident help severty")
    assert "Did you mean `/incident list`?" in await scene.run("Jane Smith", "/incident lits")


# Declaring without a severity


async def test_a_bare_word_for_a_severity_is_understood_and_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare critical payments down")
    assert said.splitlines()[:2] == [
        "SEV1 payments down is declared as #1. Its channel follows in a moment.",
        "“critical” was read as SEV1. `/incident severity` in its channel changes it.",
    ]


async def test_a_suggested_severity_is_taken_where_nobody_named_one_and_overruled_by_one_choice(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Payments are down for everyone")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert "Nobody named a severity; SEV1 is suggested and taken. " in said
    hint = scene.posts()[1]
    assert "so the suggested SEV1 was taken" in text_of(hint)
    await scene.person("Jane Smith").choose(hint, "Another severity", "🟡 SEV3 minor")
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert all("accessory" not in block for block in scene.posts()[1].blocks)


async def test_where_nothing_says_how_bad_it_is_the_default_stands_and_is_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Something odd about the office")
    await scene.deliver()
    assert scene.newest.severity == scene.bot.services.policy.default_severity
    assert "Nobody named a severity, so it is SEV3." in said
    assert len(scene.posts()) == 1


async def test_a_worse_severity_than_the_one_typed_is_suggested_and_set_by_one_press(scene: Scene) -> None:
    await scene.declare("sev3 Customer data leaked to a public bucket")
    hint = scene.posts()[1]
    assert "Suggested: SEV1." in text_of(hint)
    assert "suggested severity SEV1" in hint.text
    await scene.person("Bob Kim").press(hint, "Set SEV1")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert labels(scene.posts()[1]) == []


async def test_who_names_a_severity_hears_of_no_milder_one(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    assert len(scene.posts()) == 1
