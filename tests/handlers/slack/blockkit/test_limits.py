"""What is typed is shown, or refused before it is saved, however long; a failure reaches a person. Over the wire."""

import json
from dataclasses import replace

import pytest

from bot.config.policy import ROLES, Role, Service
from bot.incidents.titles import MAX_TITLE
from bot.timeline.model import EntryKind
from bot.updates import updates
from demo.stage import on_stage
from sandbox import Message, Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, buttons, text_of

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
XML = ('<order id="1">\n  <item code="A&amp;B" qty="2"/>\n</order>\n' * 100)[:2990]
SLACK_REFUSES = 11_300  # characters of blocks in all, the least that was reported
CROSSES_FIELDS = ("text", "impact", "doing")


async def filled(scene: Scene, by: str = BOB, **values: object) -> dict[str, str]:
    await scene.run(by, "/incident update", scene.channel.name)
    refused = await scene.person(by).submit(values)
    await scene.deliver()
    return refused


def told(scene: Scene, name: str) -> list[Message]:
    """What the bot told someone directly."""
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if message.bot_id]


def length(message: Message) -> int:
    return len(json.dumps(message.blocks, ensure_ascii=False))


# Updates that are too long


@pytest.mark.parametrize(
    "values",
    [
        dict.fromkeys(CROSSES_FIELDS, XML),
        dict.fromkeys(CROSSES_FIELDS, "<" * 1500),
        {"text": "Pool is full", "impact": "<" * 3000},
        dict.fromkeys(CROSSES_FIELDS, "a <b> & c " * 300),
    ],
    ids=["XML", "angles", "impact alone", "markup"],
)
async def test_an_update_that_no_message_can_show_is_refused_beside_its_field(
    scene: Scene, values: dict[str, str]
) -> None:
    await scene.declare()
    before = scene.newest
    ((field, error),) = (await filled(scene, **values)).items()
    assert len(values[field]) == max(map(len, values.values()))
    assert "too long for one message" in error
    assert scene.newest == before
    assert not [entry for entry in scene.entries if entry.kind is EntryKind.COMMUNICATION]
    assert scene.person(BOB).modal is not None  # with everything that was typed


async def test_the_error_says_how_much_too_long_and_the_rest_fits(scene: Scene) -> None:
    await scene.declare()
    refused = await filled(scene, text="<" * 2260)
    assert refused["text"].startswith("This update is 40 characters too long for one message")
    assert await scene.person(BOB).submit({"text": "<" * 2250}) == {}
    await scene.deliver()
    assert text_of(scene.posts()[-1]).count("&lt;") == 2250


@pytest.mark.parametrize("typed", [XML, "x " * 1495, "🔥" * 1400, "支払いが失敗しています。" * 240, "a & b " * 498])
async def test_an_update_as_long_as_a_message_is_posted_whole_and_the_card_shows_it(scene: Scene, typed: str) -> None:
    await scene.declare()
    assert await filled(scene, text=typed) == {}
    post = scene.posts()[-1]
    assert _bare(text_of(post)).count(_bare(_escaped(typed))) == 1
    assert length(post) < SLACK_REFUSES
    assert length(scene.card) < SLACK_REFUSES
    assert f"<{scene.box.space.permalink(post)}|Read it in full>" in text_of(scene.card)
    assert "failed:" not in text_of(scene.card)


def _bare(text: str) -> str:
    return "".join(text.split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def test_three_full_fields_of_plain_words_are_shown(scene: Scene) -> None:
    await scene.declare()
    assert await filled(scene, **dict.fromkeys(CROSSES_FIELDS, "word " * 598)) == {}
    assert text_of(scene.posts()[-1]).count("word") == 3 * 598
    assert "Latest update" in text_of(scene.card)


async def test_a_typed_update_that_is_too_long_is_refused_too(scene: Scene) -> None:
    await scene.declare()
    said = await scene.run(BOB, f"/incident update {'<' * 3000}", scene.channel.name)
    assert "This update is 3,000 characters too long for one message" in said
    assert not [entry for entry in scene.entries if entry.kind is EntryKind.COMMUNICATION]


async def test_code_in_a_long_update_stays_code(scene: Scene) -> None:
    await scene.declare()
    log = "\n".join(f"  at com.example.Pool.take(Pool.java:{number}) <init>" for number in range(55))
    assert await filled(scene, text=f"Stack trace:\n```\n{log}\n```\nRolling back.") == {}
    for message in (scene.posts()[-1], scene.card):
        texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section" and "text" in block]
        assert all(text.count("```") % 2 == 0 for text in texts)
    inside = "\n".join(text_of(scene.posts()[-1]).split("```")[1::2])
    assert inside.count("at com.example") == 55


# What is said


async def test_an_update_is_said_to_be_posted_only_once_it_is(scene: Scene) -> None:
    await scene.declare()
    scene.box.faults.fail("chat.postMessage", "msg_blocks_too_long", times=2)  # below the announcement, too
    assert await filled(scene, text="Pool is full") == {}
    (answer,) = [each for each in scene.person(BOB).sees(scene.channel.name) if each.to and "Update 1" in each.text]
    assert answer.text == f"Update 1 saved. Posting it in <#{scene.channel.id}>."
    (warning,) = told(scene, BOB)
    assert text_of(warning).startswith("Update 1 failed for SEV1 Payment service degradation (#1)")
    assert "Slack refused it as too long. Shorten the text, then retry." in text_of(warning)
    assert "The update is saved on the timeline." in text_of(warning)
    assert "*Update 1 failed:*" in text_of(scene.card)
    await scene.person(BOB).press(warning, "Retry")
    await scene.deliver()
    assert "Pool is full" in text_of(scene.posts()[-1])
    assert "failed" not in text_of(scene.card)


# A card that fails all the same


@pytest.mark.parametrize("commander", [True, False])
@pytest.mark.parametrize("error", ["msg_blocks_too_long", "invalid_blocks"])
async def test_who_leads_is_told_directly_of_a_card_that_fails(scene: Scene, error: str, commander: bool) -> None:
    await scene.declare(by=ALICE)
    if commander:
        await scene.run(BOB, "/incident role commander me", scene.channel.name)
        await scene.deliver()
    before = text_of(scene.card)
    scene.box.faults.fail("chat.update", error, times=9)
    await scene.run(JANE, "/incident status identified", scene.channel.name)
    await scene.deliver()
    assert text_of(scene.card) == before
    who = BOB if commander else ALICE
    warning = told(scene, who)[-1]
    assert text_of(warning).startswith("Couldn't update the card for SEV1 Payment service degradation (#1) in <#")
    assert "The card is out of date until this is fixed." in text_of(warning)
    assert buttons(warning) == ["Retry"]
    count = len(told(scene, who))
    scene.box.faults.fail("chat.update", error, times=9)
    await scene.run(JANE, "/incident status mitigating", scene.channel.name)
    await scene.deliver()
    assert len(told(scene, who)) == count  # once for a card that stays as it is
    scene.box.faults.disarm()
    await scene.person(who).press(warning, "Retry")
    await scene.deliver()
    assert "Mitigating" in text_of(scene.card)


async def test_an_update_that_an_earlier_version_took_hides_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.declare()
    monkeypatch.setattr(updates, "MOST", 1_000_000)
    assert await filled(scene, **dict.fromkeys(CROSSES_FIELDS, "<" * 3000)) == {}
    post = scene.posts()[-1]
    assert "&lt;&lt;…" in text_of(post)
    assert length(post) < SLACK_REFUSES
    await scene.run(JANE, "/incident severity sev2", scene.channel.name)
    await scene.run(JANE, "/incident resolve Rolled back", scene.channel.name)
    await scene.deliver()
    assert "*Status*\nResolved" in text_of(scene.card)
    assert "SEV2" in text_of(scene.card)
    assert "failed" not in text_of(scene.card)
    assert length(scene.card) < SLACK_REFUSES


async def test_a_stakeholder_update_that_could_not_be_sent_to_copy_is_refused_beside_its_field(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident update texts", scene.channel.name)
    refused = await scene.person(JANE).submit({"executive": "<" * 800, "customer": "We are on it."})
    assert refused == {
        "executive": "Shorten the text by 200 characters. Each & counts as 5 characters and each < or > as 4."
    }


# Many services and people


async def test_many_services_with_long_names_leave_room_for_the_rest(scene: Scene) -> None:
    services = tuple(Service(f"service {number} {'x' * 200}") for number in range(40))
    async with on_stage(list(PEOPLE), START, replace(POLICY, services=services)) as stage:
        many = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await many.run(JANE, "/incident declare")
        modal = many.person(JANE).modal
        assert modal is not None
        offered = next(block["element"]["options"] for block in modal.blocks if block["block_id"] == "services")
        chosen = [option["value"] for option in offered]
        assert await many.person(JANE).submit({"title": "Down", "severity": "sev1", "services": chosen}) == {}
        await many.deliver()
        await filled(many, text="x " * 1000)
        assert many.newest.services == tuple(service.name for service in services)
        assert "service 0" in text_of(many.card)
        assert "and 33 more" in text_of(many.card)
        assert "*Latest update*" in text_of(many.card)
        assert length(many.card) < SLACK_REFUSES


async def test_twelve_roles_with_many_people_each_open_and_show(scene: Scene) -> None:
    roles = (*ROLES, *(Role(f"role_{number}", f"role {number}", shared=True) for number in range(11)))
    people = [Profile(f"Person {number} {'& ' * 20}", f"p{number}", tz="UTC") for number in range(30)]
    async with on_stage([*PEOPLE, *people], START, replace(POLICY, roles=roles)) as stage:
        many = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await many.declare()
        everyone = [many.person(each.name).id for each in people]
        for seated in (everyone, everyone[1:]):
            await many.run(JANE, "/incident roles", many.channel.name)
            assert await many.person(JANE).submit({f"role_{number}": seated for number in range(11)}) == {}
            await many.deliver()
            assert {len(many.newest.holders(f"role_{number}")) for number in range(11)} == {len(seated)}
            assert "Role 10" in text_of(many.card) or "role 10" in text_of(many.card)
            assert length(many.card) < SLACK_REFUSES
            assert "failed" not in text_of(many.card)


# Long titles

WORDS = "Payments fail for everyone in Europe "
LONG = (WORDS * 6).strip()


def shortened_to(title: str, whole: str) -> bool:
    """Whether it is cut at a word."""
    return title.endswith("…") and f"{whole} ".startswith(f"{title[:-1]} ") and 60 < len(title) <= MAX_TITLE


@pytest.mark.parametrize("how", ["command", "form", "drill", "rename", "rename form"])
async def test_a_long_title_is_cut_at_a_word_and_the_summary_has_the_whole(scene: Scene, how: str) -> None:
    if how == "form":
        await scene.run(JANE, "/incident declare")
        assert await scene.person(JANE).submit({"Title": LONG, "Summary": "Since 14:00"}) == {}
    elif how in ("command", "drill"):
        said = await scene.run(JANE, f"/incident {'declare' if how == 'command' else how} sev1 {LONG}")
        assert said.startswith("Declared")
    else:
        await scene.declare("sev1 Payments fail")
        await scene.run(
            JANE, "/incident rename" if how == "rename form" else f"/incident rename {LONG}", scene.channel.name
        )
        if how == "rename form":
            assert await scene.person(JANE).submit({"Title": LONG}) == {}
    await scene.deliver()
    assert shortened_to(scene.newest.title, LONG)
    assert scene.newest.summary == (f"{LONG}\n\nSince 14:00" if how == "form" else LONG)
    assert scene.newest.title in text_of(scene.card)
    assert f"*Summary:* {LONG}" in text_of(scene.card)
    assert len(scene.newest.channel_name) <= 80


async def test_undoing_a_rename_takes_the_whole_of_the_title_back_too(scene: Scene) -> None:
    await scene.declare("sev1 Payments fail")
    await scene.run(JANE, f"/incident rename {LONG}", scene.channel.name)
    await scene.deliver()
    await scene.person(JANE).press(scene.posts()[-1], "Undo")
    await scene.deliver()
    assert (scene.newest.title, scene.newest.summary) == ("Payments fail", "")


@pytest.mark.parametrize("letter", ["支", "🔥", "&", "e\u0301"])
async def test_a_long_title_without_words_is_shown(scene: Scene, letter: str) -> None:
    await scene.declare(f"sev1 {letter * 300}")
    assert len(scene.newest.title) <= MAX_TITLE
    assert scene.newest.summary == letter * 300
    assert "failed" not in text_of(scene.card)
    assert not scene.newest.title.endswith("e…")


@pytest.mark.parametrize(
    ("title", "name"),
    [("🔥 API is down", "fire-api-is-down"), ("支付中断", "zhi-fu-zhong-duan"), ("Störung", "storung")],
)
async def test_a_title_in_any_script_gives_a_readable_channel(scene: Scene, title: str, name: str) -> None:
    await scene.declare(f"sev1 {title}")
    assert scene.newest.channel_name == f"inc-20240115-{name}"
