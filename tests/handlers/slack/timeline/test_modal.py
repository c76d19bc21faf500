"""The timeline as a modal, over the wire: by phase and day, in pages, by type and part, within Slack's limits."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.incidents.change import Change
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from handlers.slack import action_ids
from sandbox.workspace.state import View
from tests.handlers.conftest import Scene
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, marked, posted

MOST_BYTES = 250_000  # Slack: of a view


def fill(scene: Scene, count: int, text: str = "step {}", apart: timedelta = timedelta(seconds=5)) -> None:
    """Entries as `/incident log` leaves them, stored at once."""
    by = Person(scene.person(JANE).id, JANE)
    first = scene.clock.now()
    moments = [first + apart * number for number in range(1, count + 1)]
    scene.clock.set(moments[-1])
    entries = tuple(
        Entry(at, at, EntryKind.NOTE, text.format(number), by, EntrySource.COMMAND, (by,))
        for number, at in enumerate(moments, start=1)
    )
    store = scene.bot.services.timeline._store
    with store.transaction():
        store.save(Change(scene.newest, entries=entries), scene.clock.now())


async def opened(scene: Scene, typed: str = "timeline", by: str = JANE) -> View:
    assert await scene.run(by, f"/incident {typed}", scene.channel.name) == ""
    return modal(scene, by)


def modal(scene: Scene, by: str = JANE) -> View:
    found = scene.person(by).modal
    assert found is not None
    return found


def lines(view: View) -> list[str]:
    """Headings and entries."""
    return [block["text"]["text"] for block in view.blocks if block["type"] in ("header", "section")]


def said(view: View) -> str:
    """The scope of what is shown."""
    return str(next(block for block in view.blocks if block["type"] == "context")["elements"][0]["text"])


def headings(view: View) -> list[str]:
    return [block["text"]["text"] for block in view.blocks if block["type"] == "header"]


def labels(view: View) -> list[str]:
    """Of the buttons that turn the page."""
    turning = (action_ids.TIMELINE_EARLIER, action_ids.TIMELINE_LATER)
    elements = [each for block in view.blocks for each in block.get("elements", [])]
    return [each["text"]["text"] for each in elements if each.get("action_id") in turning]


def weight(view: View) -> int:
    return len(json.dumps(view.json).encode())


async def press(scene: Scene, label: str, by: str = JANE) -> View:
    await scene.person(by).press(None, label)
    await scene.calm()
    return modal(scene, by)


async def choose(scene: Scene, element: str, wanted: Any, by: str = JANE) -> View:
    await scene.person(by).choose(None, element, wanted)
    await scene.calm()
    return modal(scene, by)


async def test_the_timeline_stands_in_order_of_what_happened_by_phase(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log 14:05 trigger: Deploy of user-api", scene.channel.name)
    await scene.after(minutes=5)
    await scene.run(JANE, "/incident log mitigation: Rolling back", scene.channel.name)
    view = await opened(scene)
    assert [line.split("UTC> ")[-1] for line in lines(view)] == [
        "Detection · Mon 15 Jan",
        "· *trigger* Jane Smith: Deploy of user-api",
        "Investigation · Mon 15 Jan",
        "· *declaration* Jane Smith: SEV1 declared: Payment service degradation",
        "Mitigation · Mon 15 Jan",
        ":wrench: *mitigation* Jane Smith: Rolling back",
    ]
    assert said(view) == "3 entries · oldest first"
    assert labels(view) == []


async def test_days_are_those_of_the_reader(scene: Scene) -> None:
    await scene.declare()
    await scene.after(minutes=8 * 60 + 45)  # 23:08 in UTC, past midnight in Berlin
    await scene.run(JANE, "/incident log Still broken", scene.channel.name)
    assert headings(await opened(scene, by=JANE))[-1] == "Investigation · Mon 15 Jan"
    assert headings(await opened(scene, by=ALICE))[-1] == "Investigation · Tue 16 Jan"


async def test_the_cards_button_opens_it_too(scene: Scene) -> None:
    await scene.declare()
    await scene.person(BOB).press(scene.card, "Timeline")
    await scene.calm()
    assert modal(scene, BOB).title == "Timeline of #1"


async def test_pages_turn_back_and_forth_and_open_at_the_newest(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 99)
    newest = await opened(scene)
    assert said(newest) == "Page 3 of 3 · entries 61 to 100 of 100 · oldest first"
    assert labels(newest) == ["Show earlier"]
    assert lines(newest)[-1].endswith("step 99")
    before = await press(scene, "Show earlier")
    assert said(before).startswith("Page 2 of 3 · entries 41 to 80")
    assert labels(before) == ["Show earlier", "Show later"]
    oldest = await press(scene, "Show earlier")
    assert said(oldest).startswith("Page 1 of 3 · entries 1 to 40")
    assert labels(oldest) == ["Show later"]
    assert said(await press(scene, "Show later")) == said(before)


async def test_a_page_stays_where_it_is_when_entries_come_in_meanwhile(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 99)
    await opened(scene)
    before = lines(await press(scene, "Show earlier"))
    fill(scene, 40, "later {}")
    await press(scene, "Show earlier")
    assert lines(await press(scene, "Show later")) == before


@pytest.mark.parametrize("letter", ["x", "ü", "🔥", "&", "x ", "<"])
async def test_a_page_of_the_longest_texts_each_on_a_day_of_its_own_fits_the_limits(scene: Scene, letter: str) -> None:
    await scene.declare()
    fill(scene, 60, letter * 3_000, apart=timedelta(days=1))
    for view in (await opened(scene), await press(scene, "Show earlier")):
        assert len(view.blocks) <= 100
        assert weight(view) <= MOST_BYTES
        assert len(headings(view)) >= 39


async def test_thousands_of_entries_open_turn_and_are_reviewed(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 2_000)
    assert said(await opened(scene)).startswith("Page 51 of 51 · entries 1962 to 2001 of 2001")
    view = await press(scene, "Show earlier")
    assert said(view).startswith("Page 50 of 51")
    assert len(view.blocks) <= 100
    assert weight(view) <= MOST_BYTES
    await scene.run(JANE, "/incident update Still looking", scene.channel.name)
    await scene.run(JANE, "/pir", scene.channel.name)
    await scene.deliver()
    assert [post.text.split(":")[0] for post in scene.posts()[-2:]][-1].startswith("Review of #1")
    assert "Still looking" in json.dumps(scene.card.blocks)


async def test_a_type_can_be_typed_and_chosen(scene: Scene) -> None:
    await scene.declare()
    for text in ("mitigation: Rolled back", "Bridge is open"):
        await scene.run(JANE, f"/incident log {text}", scene.channel.name)
    view = await opened(scene, "timeline mitigation")
    assert said(view) == "1 entry · type mitigation"
    assert lines(view)[-1].endswith("Rolled back")
    note = await choose(scene, action_ids.TIMELINE_KIND, "note")
    assert lines(note)[-1].endswith("Bridge is open")
    every = await choose(scene, action_ids.TIMELINE_KIND, "All types")
    assert said(every) == "3 entries · oldest first"


async def test_since_keeps_to_what_is_newer_through_every_other_choice(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log First", scene.channel.name)
    await scene.after(minutes=90)
    await scene.run(JANE, "/incident log Second", scene.channel.name)
    view = await opened(scene, "timeline since 1h")
    assert [line for line in lines(view) if "Jane Smith" in line] == [lines(view)[-1]]
    assert "since <!date^" in said(view)
    note = await choose(scene, action_ids.TIMELINE_KIND, "note")
    assert len(lines(note)) == 2
    assert lines(note)[-1].endswith("Second")


async def test_the_bots_own_entries_are_shown_and_hidden(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log Bridge is open", scene.channel.name)
    await scene.person(BOB).join(scene.channel.name)
    await scene.deliver()
    assert not any("Joined the channel" in line for line in lines(await opened(scene)))
    everything = await choose(
        scene,
        action_ids.TIMELINE_PARTS,
        ["Status, severity and role changes", "Channel activity and nudges", "Removed entries"],
    )
    assert any("Bob Kim: Joined the channel" in line for line in lines(everything))
    assert any("*declaration*" in line for line in lines(everything))
    nothing = await choose(scene, action_ids.TIMELINE_PARTS, [])
    assert [line for line in lines(nothing) if line.startswith("<!date")] == [lines(nothing)[-1]]
    assert lines(nothing)[-1].endswith("Bridge is open")


async def test_removed_entries_stand_in_the_whole_timeline_and_say_so(scene: Scene) -> None:
    await scene.declare()
    message = await posted(scene, ALICE, "Rolling back")
    await marked(scene, message, BOB)
    await scene.person(BOB).unreact(message, "wrench")
    await scene.deliver()
    assert not any("Rolling back" in line for line in lines(await opened(scene)))
    whole = await opened(scene, "timeline all")
    (line,) = [line for line in lines(whole) if "Rolling back" in line]
    assert line.endswith("· *removed*")


async def test_a_line_says_what_became_of_its_message(scene: Scene) -> None:
    await scene.declare()
    message = await posted(scene, ALICE, "Rolling back")
    await marked(scene, message, BOB)
    await scene.person(ALICE).edit(message, "Rolled back")
    await scene.deliver()
    assert lines(await opened(scene))[-1].endswith("|View message> · edited")
    await scene.person(ALICE).delete(message)
    await scene.deliver()
    assert lines(await opened(scene))[-1].endswith("· edited · message deleted")


async def test_where_nothing_fits_it_says_how_entries_come_to_be(scene: Scene) -> None:
    await scene.declare()
    view = await opened(scene, "timeline monitoring")
    assert said(view) == "No entries · type monitoring"
    assert lines(view)[-1].startswith("React to a message to add it to the timeline: :pushpin: note")


async def test_each_line_that_people_wrote_can_be_edited(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log Bridge is open", scene.channel.name)
    *_, declared, logged = (block for block in (await opened(scene)).blocks if block["type"] == "section")
    assert "accessory" not in declared
    assert logged["accessory"]["text"]["text"] == "Edit"
    assert logged["accessory"]["value"] == f"1/{scene.entries[-1].id}"


async def test_a_modal_that_was_closed_meanwhile_stays_closed(scene: Scene) -> None:
    await scene.declare()
    fill(scene, 99)
    await opened(scene)
    jane = scene.person(JANE)
    closed = modal(scene)
    await jane.close_modal()
    await jane.press(closed, "Show earlier")
    await scene.calm()
    assert jane.modal is None
