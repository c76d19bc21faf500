"""The lists of incidents and one card shown elsewhere, over the wire: what they say, and to whom."""

from bot.incidents.lists import PER_PAGE
from demo.stage import on_stage
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


async def test_a_list_says_number_severity_status_commander_and_where_and_offers_to_join(scene: Scene) -> None:
    incident = await scene.declare("sev2 search is slow")
    listed = await shown(scene, "Alice Chen", "/incident list")
    (row,) = [block for block in listed.blocks if "accessory" in block]
    said = row["text"]["text"]
    assert said.startswith("🟠 *SEV2* · #1 search is slow\nInvestigating · declared <!date^")
    assert said.endswith(f"· no commander yet · <#{incident.channel}>")
    await scene.person("Alice Chen").press(listed, "Join")
    await scene.deliver()
    assert scene.person("Alice Chen").id in scene.channel.members
    assert labels(await shown(scene, "Alice Chen", "/incident list")) == []


async def test_the_worst_open_incident_stands_first_and_what_is_over_on_another_list(scene: Scene) -> None:
    await scene.declare("sev3 Mail is late")
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.declare("sev3 Wiki is slow")
    await scene.declare("sev1 Payments are down")
    open_ones = text_of(await shown(scene, "Jane Smith", "/incident list"))
    assert open_ones.index("#3 ") < open_ones.index("#2 ")
    assert "#1 " not in open_ones
    closed = text_of(await shown(scene, "Jane Smith", "/incident list closed"))
    assert "#1 " in closed
    assert "Resolved · declared <!date^" in closed
    assert "#2 " not in closed
    everything = text_of(await shown(scene, "Bob Kim", "/incident list all"))
    assert all(f"#{number} " in everything for number in (1, 2, 3))


async def test_mine_are_my_open_incidents_from_the_menu_too(scene: Scene) -> None:
    await scene.declare("sev3 Mail is late", by="Jane Smith")
    await scene.declare("sev3 Wiki is slow", by="Bob Kim")
    jane = scene.person("Jane Smith")
    await jane.press(await shown(scene, "Jane Smith", "/incident"), "My incidents")
    await scene.calm()
    mine = text_of(jane.sees("general")[-1])
    assert "#1 " in mine
    assert "#2 " not in mine
    assert await scene.run("Alice Chen", "/incident list mine") == (
        "You have no open incidents. To see all open incidents, type `/incident list`."
    )


async def test_recent_are_those_of_the_last_two_weeks(scene: Scene) -> None:
    await scene.declare("sev4 Mail is late")
    await scene.run("Jane Smith", "/incident resolve Rolled back", scene.channel.name)
    await scene.after(minutes=15 * 24 * 60)
    await scene.declare("sev4 Wiki is slow")
    recent = text_of(await shown(scene, "Jane Smith", "/incident list recent"))
    assert "#2 " in recent
    assert "#1 " not in recent


async def test_a_long_list_has_pages_that_a_button_or_a_number_turns(scene: Scene) -> None:
    for number in range(PER_PAGE + 1):
        await scene.run("Jane Smith", f"/incident declare sev4 Broken number {number}")
    await scene.deliver()
    jane = scene.person("Jane Smith")
    first = await shown(scene, "Jane Smith", "/incident list all")
    assert "#2 " in text_of(first)
    assert "#1 " not in text_of(first)
    await jane.press(first, "Next page")
    await scene.calm()
    assert "#1 " in text_of(jane.sees("general")[-1])
    assert "Next page" not in buttons(jane.sees("general")[-1])
    assert "#1 " in text_of(await shown(scene, "Jane Smith", "/incident list all 2"))
    assert await scene.run("Jane Smith", "/incident list all 3") == (
        "This list has no page 3. Type `/incident list all`."
    )


async def test_empty_lists_say_what_to_do(scene: Scene) -> None:
    assert await scene.run("Jane Smith", "/incident list") == (
        "No open incidents. To declare one, type `/incident declare &lt;title&gt;`."
    )
    assert "No incidents yet." in await scene.run("Jane Smith", "/incident list all")


async def private_incident(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()


async def test_a_private_incident_is_listed_and_shown_to_its_members_alone(scene: Scene) -> None:
    await private_incident(scene)
    assert "🔒 #1 Leaked key" in text_of(await shown(scene, "Jane Smith", "/incident list"))
    assert "No open incidents." in await scene.run("Bob Kim", "/incident list")
    assert "Leaked key" in text_of(await shown(scene, "Jane Smith", "/incident show 1"))
    absent = await scene.run("Bob Kim", "/incident show 2")
    assert await scene.run("Bob Kim", "/incident show 1") == absent.replace("#2", "#1")


async def test_a_drill_is_marked_on_the_list(scene: Scene) -> None:
    await scene.declare("sev4 Something small")
    await scene.run("Jane Smith", "/incident drill sev2 Region down")
    await scene.deliver()
    assert "DRILL · 🟠 *SEV2* · #2 Region down" in text_of(await shown(scene, "Jane Smith", "/incident list"))


async def test_a_guest_is_shown_the_incidents_they_are_in_and_offered_what_guests_may_do() -> None:
    guest = Profile("Gus Guest", "gus", tz="UTC", email="gus@example.com", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Payments are down")
        assert "No open incidents." in await scene.run("Gus Guest", "/incident list")
        assert await scene.run("Gus Guest", "/incident show 1") == "I can't find incident #1."
        await scene.person("Jane Smith").invite(scene.channel, "Gus Guest")
        await scene.deliver()
        assert "#1 Payments are down" in text_of(await shown(scene, "Gus Guest", "/incident list"))
        menu = await shown(scene, "Gus Guest", "/incident", scene.channel.name)
        assert buttons(menu) == ["Timeline", "Show card", "Leave", "Help"]
        card = await shown(scene, "Gus Guest", "/incident show", scene.channel.name)
        assert buttons(card) == ["Timeline"]


# One card


async def test_a_card_is_shown_anywhere_to_whoever_asks(scene: Scene) -> None:
    incident = await scene.declare()
    card = await shown(scene, "Alice Chen", "/incident show #1")
    assert "Payment service degradation" in text_of(card)
    assert f"Channel: <#{incident.channel}>" in text_of(card)
    assert {"Post update", "Join"} <= {*buttons(card)}
    await scene.person("Alice Chen").press(card, "Join")
    await scene.deliver()
    assert scene.person("Alice Chen").id in scene.channel.members
    assert "Join" not in buttons(await shown(scene, "Alice Chen", "/incident show 1"))


async def test_without_a_number_the_card_of_this_channel_is_shown_or_a_number_asked_for(scene: Scene) -> None:
    await scene.declare()
    assert "Channel: " not in text_of(await shown(scene, "Jane Smith", "/incident show", scene.channel.name))
    assert (await scene.run("Jane Smith", "/incident show")).startswith("This isn't an incident channel.")
    assert await scene.run("Jane Smith", "/incident show 7") == "I can't find incident #7."
