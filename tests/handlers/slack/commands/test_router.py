"""The slash command, over the wire: help, what is not understood, and what belongs into a channel."""

import pytest

from bot.commands.parser import VERBS
from tests.handlers.conftest import Scene


async def test_a_mistyped_verb_is_answered_with_what_was_meant(scene: Scene) -> None:
    assert "Did you mean `/incident severity`?" in await scene.run("Jane Smith", "/incident help severty")
    assert "Did you mean `/incident list`?" in await scene.run("Jane Smith", "/incident lits")


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
        ("statuss monitoring", "Did you mean `/incident status`?"),
        ("severity sev9", "sev9 is not a severity here. Use sev1 to sev4. For example, `/incident severity sev4`."),
        ("status broken", "broken is not a status."),
        ("log", "What happened is missing."),
        ("record guess it was DNS", "guess is not something to record."),
        ("commander somebody", "I can't find somebody."),
        ("action P1", "The action item is missing."),
        ("action Fix it 2024-02-31", "2024-02-31 is not a date. Use YYYY-MM-DD, for example 2024-01-22."),
        ("declare sev9 Payments", "sev9 is not a severity here."),
        ("declare sev1", "The title is missing."),
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
    answered = await scene.run("Bob Kim", f"/incident {VERBS[verb].example}")
    assert answered.startswith("This is not an incident channel. Type /incident ")
