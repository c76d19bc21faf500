"""Declaring by shortcut, over the wire: from anywhere, and from a message that becomes the first entry."""

from datetime import timedelta

from bot.incidents.titles import MAX_TITLE
from bot.timeline.model import EntryKind, EntrySource
from sandbox import Message
from tests.handlers.conftest import START, Scene

SHORTCUT = "Declare incident"


async def declared_from(scene: Scene, message: Message, values: dict[str, object], by: str = "Jane Smith") -> None:
    person = scene.person(by)
    await person.shortcut(SHORTCUT, message)
    assert person.modal is not None
    assert await person.submit(values) == {}
    await scene.deliver()


def title_in(scene: Scene, name: str = "Jane Smith") -> str:
    """What stands in the open form's title."""
    modal = scene.person(name).modal
    assert modal is not None
    element = next(block["element"] for block in modal.blocks if block["block_id"] == "title")
    return str(element.get("initial_value", ""))


async def test_the_global_shortcut_opens_the_form_and_the_declarer_is_told_by_direct_message(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await jane.shortcut(SHORTCUT)
    assert jane.modal is not None
    assert await jane.submit({"Title": "Checkout down", "Severity": "sev2"}) == {}
    await scene.deliver()
    assert scene.newest.title == "Checkout down"
    assert f"in <#{scene.channel.id}>" in jane.sees(jane.direct("Muster"))[-1].text


async def test_the_message_becomes_the_first_entry_with_its_own_time_author_text_and_link(scene: Scene) -> None:
    said = "Checkout gives 502 & <errors> since the deploy\nsecond line"
    message = await scene.person("Bob Kim").post("general", said)
    await scene.after(minutes=7)
    await declared_from(scene, message, {"Severity": "sev2"})
    first, declared = sorted(scene.entries, key=lambda entry: entry.occurred_at)[:2]
    assert scene.newest.title == "Checkout gives 502 & <errors> since the deploy"
    assert first.text == said
    assert (first.kind, first.source) == (EntryKind.DETECTION, EntrySource.SHORTCUT)
    assert (first.author.name, first.captured_by[0].name) == ("Bob Kim", "Jane Smith")
    assert abs(first.occurred_at - START) < timedelta(seconds=1)
    assert first.recorded_at == declared.occurred_at == START + timedelta(minutes=7)
    assert first.permalink.endswith(f"/archives/{message.channel}/p{message.ts.replace('.', '')}")
    assert declared.kind is EntryKind.DECLARATION


async def test_the_declarer_is_told_where_the_message_is(scene: Scene) -> None:
    message = await scene.person("Bob Kim").post("general", "Checkout gives 502")
    await declared_from(scene, message, {"Severity": "sev2"})
    assert f"in <#{scene.channel.id}>" in scene.person("Jane Smith").sees("general")[-1].text


async def test_a_message_of_a_channel_without_the_bot_is_an_entry_all_the_same(scene: Scene) -> None:
    bob = scene.person("Bob Kim")
    secret = await bob.create("on-call", is_private=True)
    message = await bob.post(secret, "Backups fail")
    await declared_from(scene, message, {"Severity": "sev3"}, by="Bob Kim")
    assert scene.entries[0].text == "Backups fail"
    assert scene.bot.services.outbox.failed_rows(1) == []


async def test_an_alert_of_another_app_is_read_from_its_attachment(scene: Scene) -> None:
    alert = scene.box.post_as_app("general", "Datadog", attachments=[{"title": "p99 over 5 s", "text": "checkout"}])
    await scene.person("Jane Smith").shortcut(SHORTCUT, alert)
    assert title_in(scene) == "p99 over 5 s"
    assert await scene.person("Jane Smith").submit({"Severity": "sev2"}) == {}
    await scene.deliver()
    assert scene.entries[0].text == "p99 over 5 s\ncheckout"
    assert scene.entries[0].author.name == "Datadog"


async def test_a_long_first_line_is_cut_to_a_title_and_kept_whole_in_the_entry(scene: Scene) -> None:
    words = "checkout " * 40
    message = await scene.person("Bob Kim").post("general", words)
    await declared_from(scene, message, {"Severity": "sev3"})
    assert len(scene.newest.title) <= MAX_TITLE
    assert scene.newest.title.endswith("…")
    assert scene.entries[0].text == words.strip()


async def test_a_message_in_an_incidents_channel_can_be_the_reason_for_another_incident(scene: Scene) -> None:
    await scene.declare("sev3 Wiki is slow")
    channel = scene.channel
    message = await scene.person("Bob Kim").post(channel, "The mail queue grows too")
    await scene.person("Bob Kim").react(message, "pushpin")
    await scene.deliver()
    await declared_from(scene, message, {"Title": "Mail queue grows", "Severity": "sev3"})
    assert scene.newest.number == 2
    assert scene.entries[0].text == "The mail queue grows too"
    await scene.person("Bob Kim").unreact(message, "pushpin")
    await scene.deliver()
    assert scene.entries[0].text == "The mail queue grows too"


async def test_a_title_of_blanks_is_refused_in_the_form_and_the_reason_stays_there(scene: Scene) -> None:
    message = await scene.person("Bob Kim").post("general", "Checkout gives 502")
    jane = scene.person("Jane Smith")
    await jane.shortcut(SHORTCUT, message)
    assert "title" in await jane.submit({"Title": "  "})
    assert await jane.submit({"Title": "Checkout down", "Severity": "sev2"}) == {}
    await scene.deliver()
    assert scene.entries[0].text == "Checkout gives 502"


async def test_the_form_says_which_severity_the_message_suggests_and_why_and_it_is_taken(scene: Scene) -> None:
    message = await scene.person("Bob Kim").post("general", "All customers' data was deleted, nobody has a backup")
    jane = scene.person("Jane Smith")
    await jane.shortcut(SHORTCUT, message)
    assert jane.modal is not None
    severity = next(block for block in jane.modal.blocks if block["block_id"] == "severity")
    assert "initial_option" not in severity["element"]
    assert severity["hint"]["text"].startswith("Suggested: SEV1. ")
    assert await jane.submit({}) == {}
    await scene.deliver()
    assert scene.newest.severity == "sev1"
