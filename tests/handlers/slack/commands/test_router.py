"""The slash command, over the wire: help, what is not understood, and what belongs into a channel."""

import html

import pytest

from bot.commands.parser import VERBS
from tests.handlers.conftest import Scene


async def test_a_mistyped_verb_is_answered_with_what_was_meant(scene: Scene) -> None:
    assert "Did you mean `/incident help severity`?" in await scene.run("Jane Smith", "/incident help severty")
    assert "Did you mean `/incident list`?" in await scene.run("Jane Smith", "/incident lits")
    mistyped = await scene.run("Jane Smith", "/incident decalre sev1 Checkout is down")
    assert mistyped == 'There is no command "decalre". Did you mean `/incident declare sev1 Checkout is down`?'


async def test_help_lists_every_verb_and_explains_each(scene: Scene) -> None:
    listed = await scene.run("Bob Kim", "/incident help")
    for verb in VERBS.values():
        usage = verb.usage.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"`/incident {usage}`" in listed
        assert verb.help in await scene.run("Bob Kim", f"/incident help {verb.name}")
    assert "For example: `/incident list mine`" in await scene.run("Bob Kim", "/incident help list")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("statuss monitoring", "Did you mean `/incident status monitoring`?"),
        (
            "severity sev9 Europe & Asia",
            "sev9 is not a severity. Use SEV1 to SEV4. For example: `/incident severity sev2 Europe &amp; Asia`",
        ),
        ("status broken", '"broken" is not a status. Use investigating,'),
        ("log", "Enter what happened. For example: `/incident log 14:05 detection:"),
        ("record guess it was DNS", "For example: `/incident record cause guess it was DNS`"),
        ("commander someone", "I can't find someone."),
        ("action P1", "Enter an action item."),
        ("action Fix it 2024-02-31", "2024-02-31 is not a date. Use YYYY-MM-DD, such as 2024-01-22."),
        (
            "declare sev9 Payments",
            "sev9 is not a severity. Use SEV1 to SEV4. For example: `/incident declare sev2 Payments`",
        ),
        ("drill SEV-7 Region", "For example: `/incident drill sev2 Region`"),
        ("declare sev1", "Enter a title. For example: `/incident declare sev1 Checkout is down`"),
        ("snooze Waiting for Bob", "Choose 10, 20 or 60 minutes. For example: `/incident snooze 10 Waiting for Bob`"),
    ],
)
async def test_what_cannot_be_understood_gets_one_private_sentence(scene: Scene, typed: str, sentence: str) -> None:
    await scene.declare()
    before = scene.newest
    answered = await scene.run("Bob Kim", f"/incident {typed}", scene.channel.name)
    assert sentence in answered
    assert "Traceback" not in answered
    assert scene.newest == before


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS.values() if verb.needs_incident])
async def test_a_command_outside_an_incident_channel_says_where_to_type_it(scene: Scene, verb: str) -> None:
    await scene.declare()
    typed = (
        f"/incident {VERBS[verb].example}".replace("@bob", "@Bob Kim")
        .replace("@jane", "@Jane Smith")
        .replace("#support", "#general")
    )
    assert f"Type `{typed}` in the incident's channel" in html.unescape(await scene.run("Bob Kim", typed))


LONG = "The rollback is 40% done, errors are falling & Bob watches <checkout>"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (f"update {LONG}", "#1 was marked as a false alarm."),
        (f"rename {LONG} {LONG}", "The title has 139 characters and the limit is 120."),
        (f"snooze 10 {LONG}", "#1 was marked as a false alarm."),
        (f"log 25:00 {LONG}", "25:00 is not a time of day."),
    ],
)
async def test_a_refused_command_gives_a_long_text_back(scene: Scene, typed: str, why: str) -> None:
    await scene.declare()
    await scene.run("Bob Kim", "/incident cancel The probe was broken", scene.channel.name)
    answered = html.unescape(await scene.run("Bob Kim", f"/incident {typed}", scene.channel.name))
    assert answered.startswith(why)
    assert answered.endswith(f"\nYou typed: `/incident {typed}`")


async def test_a_refused_command_does_not_repeat_a_few_words(scene: Scene) -> None:
    await scene.declare()
    assert "You typed" not in await scene.run("Bob Kim", "/incident duplicate of 9", scene.channel.name)
