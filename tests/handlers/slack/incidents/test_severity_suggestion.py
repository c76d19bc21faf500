"""Declaring without a severity or with a word for one, over the wire: what is suggested, taken and said."""

from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.incidents.test_listing import labels


async def test_a_bare_word_for_a_severity_is_understood_and_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare critical payments down")
    assert said.splitlines()[:2] == [
        "Declared SEV1 #1: payments down. Its channel is being created.",
        '"critical" was read as SEV1. To change it, type `/incident severity` in the incident\'s channel.',
    ]


async def test_a_suggested_severity_is_taken_where_nobody_named_one_and_overruled_by_one_choice(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Payments are down for everyone")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert "You didn't give a severity, so Muster set SEV1, as suggested. " in said
    hint = scene.posts()[1]
    assert "so Muster set SEV1, as suggested." in text_of(hint)
    await scene.person("Jane Smith").choose(hint, "Change severity", "🟡 SEV3 minor")
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert all("accessory" not in block for block in scene.posts()[1].blocks)


async def test_where_nothing_says_how_bad_it_is_the_default_stands_and_is_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Something odd about the office")
    await scene.deliver()
    assert scene.newest.severity == scene.bot.services.policy.default_severity
    assert "You didn't give a severity, so Muster set SEV3." in said
    assert len(scene.posts()) == 1


async def test_a_worse_severity_than_the_one_typed_is_suggested_and_set_by_one_press(scene: Scene) -> None:
    await scene.declare("sev3 Customer data leaked to a public bucket")
    hint = scene.posts()[1]
    assert "Suggested severity: SEV1." in text_of(hint)
    assert "suggested severity SEV1" in hint.text
    await scene.person("Bob Kim").press(hint, "Change to SEV1")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert labels(scene.posts()[1]) == []


async def test_who_names_a_severity_hears_of_no_milder_one(scene: Scene) -> None:
    await scene.declare("sev1 Payment service degradation")
    assert len(scene.posts()) == 1
