"""Changing entries, over the wire: the form over the timeline, its history, removing, restoring, and stale forms."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.config.policy import MEMBERS, Policy
from bot.timeline.model import Entry, EntryChange, EntryKind
from demo.stage import on_stage
from sandbox import Message, Profile
from sandbox.workspace.state import View
from tests.handlers.conftest import PEOPLE, START, Scene
from tests.handlers.slack.timeline.timeline_scenarios import (
    ALICE,
    BOB,
    JANE,
    capturers,
    changes,
    entry_of,
    is_ticked,
    marked,
    posted,
)


async def on_the_timeline(scene: Scene, text: str = "Rolling back") -> Message:
    """A message of Alice's that Bob marked as mitigation, two minutes ago."""
    await scene.declare()
    said = await posted(scene, ALICE, text)
    await marked(scene, said, BOB)
    await scene.after(minutes=2)
    return said


async def open_form(scene: Scene, said: Message, by: str = JANE) -> None:
    person = scene.person(by)
    await scene.run(by, "/incident timeline", scene.channel.name)
    await person.press(None, "Edit", value=f"{scene.newest.number}/{entry_of(scene, said).id}")
    await scene.calm()


async def save(scene: Scene, by: str = JANE, **filled: object) -> dict[str, str]:
    """Submits the form; `kind`, `when` and `text` name its fields."""
    refused = await scene.person(by).submit(filled)
    await scene.deliver()
    return refused


def modal_of(scene: Scene, by: str = JANE) -> View:
    modal = scene.person(by).modal
    assert modal is not None
    return modal


def lines(view: View) -> list[str]:
    """What a view says outside of its inputs."""
    own = [block["text"]["text"] for block in view.blocks if block["type"] == "section"]
    return own + [each["text"] for block in view.blocks if block["type"] == "context" for each in block["elements"]]


def history(scene: Scene, by: str = JANE) -> list[str]:
    """The lines of the form without their times, oldest first, after whose words they are."""
    said = [line.rpartition("UTC> ")[2] for line in lines(modal_of(scene, by))[1:]]
    return said[::-1]


async def test_the_form_lies_over_the_timeline_and_shows_the_entry(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    form = modal_of(scene)
    assert form.title == "Edit entry"
    assert form.state["kind"]["kind"]["selected_option"]["value"] == "mitigation"
    assert form.state["when"]["when"]["selected_date_time"] == START.timestamp()
    assert form.state["text"]["text"]["value"] == "Rolling back"
    assert lines(form)[0].startswith("By Alice Chen · <https://")
    assert history(scene) == ["Bob Kim added the message with a reaction · mitigation"]
    await scene.person(JANE).close_modal()
    assert modal_of(scene).title == "Timeline of #1"


async def test_type_time_and_text_are_changed_and_the_timeline_below_shows_it(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    earlier = START - timedelta(minutes=8)
    assert await save(scene, kind="Trigger", text="Release 88", when=earlier) == {}
    entry = entry_of(scene, said)
    assert (entry.kind, entry.occurred_at, entry.text) == (EntryKind.TRIGGER, earlier, "Release 88")
    assert (entry.version, entry.change) == (2, EntryChange.EDITED)
    assert entry.changed_by
    assert entry.changed_by.name == JANE
    assert (entry.author.name, capturers(entry)) == (ALICE, [BOB])
    assert modal_of(scene).title == "Timeline of #1"
    assert any("Release 88" in line for line in lines(modal_of(scene)))
    assert not any("Rolling back" in line for line in lines(modal_of(scene)))


async def test_the_history_says_who_changed_what_from_what(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    await save(scene, kind="Trigger", text="Release 88")
    await scene.after(minutes=1)
    await marked(scene, said, JANE, "mag")
    await open_form(scene, said, BOB)
    assert history(scene, BOB) == [
        "Bob Kim added the message with a reaction · mitigation",
        "Jane Smith edited the entry · type changed from mitigation to trigger · previous text: Rolling back",
        "Jane Smith changed reactions · type changed from trigger to investigation",
    ]


async def test_saving_without_a_change_is_no_version(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    assert await save(scene) == {}
    assert changes(scene, said) == [""]


async def test_only_the_type_changed_leaves_the_text_following_the_message(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    await save(scene, kind="Triage")
    await scene.person(ALICE).edit(said, "Rolling back 88")
    await scene.deliver()
    assert (entry_of(scene, said).text, entry_of(scene, said).kind) == ("Rolling back 88", EntryKind.TRIAGE)


async def test_a_text_too_long_for_the_form_stays_whole_where_nobody_changed_it(scene: Scene) -> None:
    said = await on_the_timeline(scene, "word " * 700 + "end")
    await open_form(scene, said)
    assert await save(scene, kind="Triage") == {}
    assert (entry_of(scene, said).text, entry_of(scene, said).kind) == ("word " * 700 + "end", EntryKind.TRIAGE)


async def test_an_entry_is_removed_with_a_trace_and_restored_from_the_same_form(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    jane = scene.person(JANE)
    await jane.press(None, "Remove")
    await scene.deliver()
    assert entry_of(scene, said).removed
    assert not is_ticked(scene, said)
    assert history(scene)[-1] == "Jane Smith removed the entry"
    assert lines(modal_of(scene))[0].endswith("*removed*")
    await scene.after(minutes=1)
    await jane.press(None, "Restore")
    await scene.deliver()
    assert not entry_of(scene, said).removed
    assert is_ticked(scene, said)
    assert history(scene)[-2:] == ["Jane Smith removed the entry", "Jane Smith restored the entry"]
    assert await save(scene, kind="Triage") == {}
    assert changes(scene, said) == ["", "removed", "restored", "edited"]


async def test_a_removed_entry_leaves_the_timeline_below_the_form(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    jane = scene.person(JANE)
    await jane.press(None, "Remove")
    await scene.deliver()
    await jane.close_modal()
    assert not any("Rolling back" in line for line in lines(modal_of(scene)))


async def test_removing_what_somebody_else_removed_says_so_over_the_form(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said, JANE)
    await open_form(scene, said, BOB)
    await scene.person(JANE).press(None, "Remove")
    await scene.calm()
    await scene.person(BOB).press(None, "Remove")
    await scene.calm()
    assert lines(modal_of(scene, BOB)) == ["This entry is already removed."]
    assert changes(scene, said) == ["", "removed"]


async def test_a_form_that_is_stale_is_refused_and_keeps_what_was_typed(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said, JANE)
    await open_form(scene, said, BOB)
    await save(scene, JANE, text="Rolled back 88")
    refused = await save(scene, BOB, text="Rolled back")
    assert refused["text"].startswith("Jane Smith changed this entry after you opened the form.")
    assert modal_of(scene, BOB).state["text"]["text"]["value"] == "Rolled back"
    assert entry_of(scene, said).text == "Rolled back 88"


async def test_another_reaction_meanwhile_makes_no_form_stale(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    await marked(scene, said, ALICE)
    assert await save(scene, text="Rolled back") == {}
    assert (entry_of(scene, said).text, capturers(entry_of(scene, said))) == ("Rolled back", [BOB, ALICE])


async def test_a_form_that_is_submitted_twice_counts_once(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    form = modal_of(scene)
    await save(scene, text="Rolled back")
    scene.box.state.modals[scene.person(JANE).id].append(form)  # the answer was lost, so it still stands there
    assert await save(scene) == {}
    assert changes(scene, said) == ["", "edited"]


@pytest.mark.parametrize(
    ("filled", "errors"),
    [
        (
            {"when": datetime(2024, 1, 16, tzinfo=UTC)},
            {"when": "That time is in the future. Enter the time when it happened."},
        ),
        ({"text": "  "}, {"text": "Enter what happened."}),
    ],
)
async def test_an_error_is_shown_at_its_field(scene: Scene, filled: dict[str, object], errors: dict[str, str]) -> None:
    said = await on_the_timeline(scene)
    await open_form(scene, said)
    assert await save(scene, JANE, **filled) == errors
    assert changes(scene, said) == [""]


async def test_a_message_deleted_in_slack_is_marked_in_the_form(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    await scene.person(ALICE).delete(said)
    await scene.deliver()
    await open_form(scene, said)
    assert lines(modal_of(scene))[0].endswith("message deleted")
    assert history(scene)[-1] == "The message was deleted"


async def test_the_newest_of_many_changes_are_shown_and_the_rest_counted(scene: Scene) -> None:
    said = await on_the_timeline(scene)
    for place in range(25):
        await open_form(scene, said)
        await save(scene, text=f"version {place} " + "x" * 900)
    await open_form(scene, said)
    shown = lines(modal_of(scene))
    assert len(shown) == 1 + 20 + 2
    assert "previous text: version 23" in shown[1]
    assert max(map(len, shown)) <= 600
    assert shown[-2] == "5 earlier changes"


async def test_an_entry_of_a_command_is_edited_and_removed_too(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident log Bridge is open", scene.channel.name)
    entry: Entry = scene.entries[-1]
    jane = scene.person(JANE)
    await scene.run(JANE, "/incident timeline", scene.channel.name)
    await jane.press(None, "Edit", value=f"1/{entry.id}")
    assert history(scene) == ["Jane Smith logged the entry · note"]
    await jane.press(None, "Remove")
    await scene.calm()
    assert scene.entries[-1].id != entry.id


async def test_where_only_members_may_log_a_guest_changes_nothing() -> None:
    guest = Profile("Gus Guest", "gus", tz="UTC", email="gus@example.com", is_restricted=True)
    async with on_stage([*PEOPLE, guest], START, Policy(timeline_contributors=MEMBERS)) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        said = await on_the_timeline(scene)
        await scene.person(JANE).invite(scene.channel, "gus")
        gus = scene.person("Gus Guest")
        await scene.run("Gus Guest", "/incident timeline", scene.channel.name)
        view = modal_of(scene, "Gus Guest")
        assert not [each for each in view.blocks if each.get("accessory")]
        kept = json.dumps({"incident": 1, "entry": entry_of(scene, said).id, "version": 1})
        for name in ("edit_entry", "remove_entry", "restore_entry"):
            value = f"1/{entry_of(scene, said).id}"
            pressed = {"type": "button", "action_id": name, "block_id": "x", "value": value}
            await gus.forge("block_actions", {"actions": [pressed], "view": {**view.json, "private_metadata": kept}})
            await scene.calm()
        assert changes(scene, said) == [""]
