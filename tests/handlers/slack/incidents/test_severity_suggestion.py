"""Declaring without a severity or with a word for one, over the wire: what is suggested, taken and said."""

import pytest

from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.incidents.test_listing import labels


async def test_a_word_for_a_severity_before_a_colon_is_understood_and_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare critical: payments down")
    assert said.splitlines()[:2] == [
        "Declared SEV1 #1: payments down. Its channel is being created.",
        '"critical" was read as SEV1. To change it, type `/incident severity #1`.',
    ]


async def test_a_word_for_a_severity_in_a_title_stays_there(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Critical alerts are not delivered")
    assert scene.newest.title == "Critical alerts are not delivered"
    assert "No severity was given" in said


async def filled(scene: Scene, title: str, **values: object) -> str:
    """The hint below the severities after Jane typed a title into the declare form."""
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    assert jane.modal is not None
    jane.fill(values)
    await jane.choose(None, "title", title)
    await scene.calm()
    return hint(scene)


def hint(scene: Scene) -> str:
    modal = scene.person("Jane Smith").modal
    assert modal is not None
    return next(str(block["hint"]["text"]) for block in modal.blocks if block["block_id"] == "severity")


def entered(scene: Scene, block: str) -> object:
    modal = scene.person("Jane Smith").modal
    assert modal is not None
    found = modal.state[block][block]
    return next(found[key] for key in ("value", "selected_option", "selected_options") if key in found)


async def test_the_form_preselects_no_severity_and_suggests_one_from_the_words_while_it_is_filled(scene: Scene) -> None:
    assert "or SEV3 if there is none" in await filled(scene, "Look into it", Summary="Since lunch")
    jane = scene.person("Jane Smith")
    await jane.choose(None, "title", "All customers' data was deleted")
    await scene.calm()
    assert hint(scene).startswith("Suggested: SEV1.")
    assert (entered(scene, "title"), entered(scene, "summary")) == ("All customers' data was deleted", "Since lunch")
    assert entered(scene, "severity") is None
    await jane.choose(None, "title", "Look into it")
    await scene.calm()
    assert "or SEV3 if there is none" in hint(scene)
    await jane.choose(None, "summary", "Customer records were exposed to everyone on the internet")
    await scene.calm()
    assert hint(scene).startswith("Suggested: SEV1.")


async def test_a_suggestion_that_is_not_certain_names_both_severities_and_the_question(scene: Scene) -> None:
    said = await filled(scene, "Payments are down for everyone")
    assert said.startswith("Suggested, not certain: SEV1 or SEV2. ")
    assert "Is there a workaround, or is only one region affected? If you choose none" in said
    await scene.run("Jane Smith", "/incident declare Payments are down for everyone")
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert "Not certain, SEV1 or SEV2. Is there a workaround" in text_of(scene.posts()[1])


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("[SEV1] Typo", "The title says SEV1. Leave empty to use it."),
        ("Typo, sev4", "The title says SEV4. Leave empty to use it."),
        ("critical: Typo", "The title says SEV1. Leave empty to use it."),
        ("sev9: Typo", '"sev9" is not a severity. Use SEV1 to SEV4.'),
        ("Login", "Leave empty to use the suggested severity, or SEV3 if there is none."),
    ],
)
async def test_the_form_says_which_severity_the_title_names_while_it_is_typed(
    scene: Scene, title: str, said: str
) -> None:
    assert await filled(scene, title) == said


async def test_a_severity_that_was_chosen_in_the_form_is_not_overwritten_by_a_suggestion(scene: Scene) -> None:
    await filled(scene, "Payments are down for everyone", Severity="sev4", Services=["search"], Drill=["drill"])
    jane = scene.person("Jane Smith")
    chosen = entered(scene, "severity")
    assert isinstance(chosen, dict)
    assert chosen["value"] == "sev4"
    assert await jane.submit({}) == {}
    await scene.deliver()
    assert (scene.newest.severity, scene.newest.services, scene.newest.drill) == ("sev4", ("search",), True)


async def test_a_form_without_a_severity_takes_the_suggestion_or_the_default_and_says_so(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await filled(scene, "All customers' data was deleted")
    await jane.submit({})
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert any("so Muster set SEV1." in each.text for each in jane.sees("general"))
    await filled(scene, "Look into it")
    await jane.submit({})
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert any("No severity was given, so Muster set the default, SEV3." in each.text for each in jane.sees("general"))


async def test_a_suggested_severity_is_taken_where_nobody_named_one_and_overruled_by_one_choice(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare All customers' data was deleted")
    await scene.deliver()
    assert scene.newest.severity == "sev1"
    assert "No severity was given, so Muster set SEV1. " in said
    hint = scene.posts()[1]
    assert "so Muster set SEV1." in text_of(hint)
    await scene.person("Jane Smith").choose(hint, "Change severity", "🟡 SEV3 minor")
    await scene.deliver()
    assert scene.newest.severity == "sev3"
    assert all("accessory" not in block for block in scene.posts()[1].blocks)


async def test_where_nothing_says_how_bad_it_is_the_default_stands_and_is_said(scene: Scene) -> None:
    said = await scene.run("Jane Smith", "/incident declare Something odd about the office")
    await scene.deliver()
    assert scene.newest.severity == scene.bot.services.policy.default_severity
    assert "No severity was given, so Muster set the default, SEV3." in said
    assert len(scene.posts()) == 1


async def test_a_worse_severity_than_the_one_typed_is_suggested_and_set_by_one_press(scene: Scene) -> None:
    await scene.declare("sev3 Customer names and passwords leaked to a public bucket")
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
