"""Writing sections of the review, over the wire: what stands, what is beside it, and what two people wrote at once."""

from typing import Any

import pytest

from bot.review.sections.section_edits import SubmittedSection
from handlers.slack.blockkit.forms import TYPED
from handlers.slack.review.section_forms import LONGEST
from sandbox.workspace.state import View
from tests.handlers.conftest import Scene
from tests.handlers.slack.review.review_scenarios import (
    ALICE,
    BOB,
    JANE,
    edits,
    labels,
    modal_of,
    pir,
    resolved,
    save,
    words_in,
    write,
)


async def test_the_form_begins_with_the_generated_text_and_what_is_saved_stands(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    form = modal_of(scene, BOB)
    assert form.title == "Summary of #1"
    assert "declared at 14:23" in form.state["text"]["text"]["value"]
    assert words_in(form).startswith("Generated from the incident.")
    assert await save(scene, BOB, text="Payments were slow for ten minutes.") == {}
    current = edits(scene).versions_of("summary").current
    assert current is not None
    assert (current.text, current.by.name, current.over) == ("Payments were slow for ten minutes.", BOB, 0)


async def test_a_section_is_chosen_from_all_that_the_review_has(scene: Scene) -> None:
    await resolved(scene)
    await write(scene, BOB, "impact", "Ten minutes of slow payments.")
    await pir(scene, ALICE, "edit")
    chooser = modal_of(scene, ALICE)
    assert "Edited: Impact (Bob Kim)." in words_in(chooser)
    await scene.person(ALICE).choose(None, "edit_section", "Impact")
    await scene.deliver()
    form = modal_of(scene, ALICE)
    assert form.title == "Impact of #1"
    assert form.state["text"]["text"]["value"] == "Ten minutes of slow payments."
    assert "Edited by Bob Kim" in words_in(form)


async def test_what_is_required_and_says_nothing_can_be_written(scene: Scene) -> None:
    await resolved(scene, "sev1")
    await write(scene, BOB, "lessons", "Watch the pool.")
    current = edits(scene).versions_of("lessons").current
    assert current is not None
    assert current.text == "Watch the pool."


async def test_an_edited_section_shows_what_the_record_says_now(scene: Scene) -> None:
    await resolved(scene)
    await write(scene, BOB, "root cause", "We do not know yet.")
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    await pir(scene, BOB, "edit root cause")
    form = modal_of(scene, BOB)
    assert form.state["text"]["text"]["value"] == "We do not know yet."
    assert "The generated text has changed since" in words_in(form)
    assert "Pool of 20 too small" in words_in(form)
    assert labels(form) == ["Use generated text"]


async def test_the_generated_text_stands_again_and_the_written_one_is_kept(scene: Scene) -> None:
    await resolved(scene)
    await write(scene, BOB, "summary", "All of it.")
    await pir(scene, ALICE, "edit summary")
    await scene.person(ALICE).press(None, "Use generated text")
    await scene.deliver()
    assert words_in(modal_of(scene, ALICE)) == "Summary shows the generated text again."
    written = edits(scene).versions_of("summary")
    assert written.current is None
    assert [edit.text for edit in written.all] == ["All of it."]


async def test_saving_without_a_change_writes_nothing(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    assert await save(scene, BOB) == {}
    assert edits(scene).version == 0


async def test_of_two_who_write_at_once_both_are_kept_and_the_second_one_chooses(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, ALICE, "edit summary")
    await pir(scene, BOB, "edit summary")
    await save(scene, BOB, text="Bob's text")
    await save(scene, ALICE, text="Alice's text")
    told = modal_of(scene, ALICE)
    assert "Bob Kim changed Summary while you were writing. Both versions are saved." in words_in(told)
    assert labels(told) == ["Use mine", "Keep Bob Kim's"]
    written = edits(scene).versions_of("summary")
    assert written.current is not None
    assert (written.current.text, [edit.text for edit in written.alternatives]) == ("Bob's text", ["Alice's text"])


@pytest.mark.parametrize(("pressed", "text"), [("Use mine", "Alice's text"), ("Keep Bob Kim's", "Bob's text")])
async def test_the_choice_between_two_texts_settles_it(scene: Scene, pressed: str, text: str) -> None:
    await resolved(scene)
    await pir(scene, ALICE, "edit summary")
    await pir(scene, BOB, "edit summary")
    await save(scene, BOB, text="Bob's text")
    await save(scene, ALICE, text="Alice's text")
    await scene.person(ALICE).press(None, pressed)
    await scene.deliver()
    written = edits(scene).versions_of("summary")
    assert written.current is not None
    assert (written.current.text, written.alternatives) == (text, ())
    assert words_in(modal_of(scene, ALICE)).startswith("Summary now shows the version by ")
    assert len(written.all) == 2


async def test_who_wrote_over_a_text_that_was_put_back_may_keep_the_generated_one(scene: Scene) -> None:
    await resolved(scene)
    await write(scene, BOB, "summary", "Bob's text")
    await pir(scene, ALICE, "edit summary")
    await pir(scene, JANE, "edit summary")
    await scene.person(JANE).press(None, "Use generated text")
    await scene.deliver()
    await save(scene, ALICE, text="Alice's text")
    told = modal_of(scene, ALICE)
    assert "Summary was reset to the generated text while you were writing" in words_in(told)
    await scene.person(ALICE).press(None, "Keep generated text")
    await scene.deliver()
    written = edits(scene).versions_of("summary")
    assert (written.current, written.alternatives, len(written.all)) == (None, (), 2)


async def test_a_version_beside_can_be_taken_from_the_form(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, ALICE, "edit summary")
    await write(scene, BOB, "summary", "Bob's text")
    await save(scene, ALICE, text="Alice's text")
    await pir(scene, JANE, "edit summary")
    assert labels(modal_of(scene, JANE)) == ["Use Alice Chen's", "Use generated text"]
    await scene.person(JANE).press(None, "Use Alice Chen's")
    await scene.deliver()
    current = edits(scene).versions_of("summary").current
    assert current is not None
    assert current.text == "Alice's text"
    assert words_in(modal_of(scene, JANE)) == "Summary now shows the version by Alice Chen."


async def test_a_form_that_is_submitted_twice_counts_once(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    form = modal_of(scene, BOB)
    await save(scene, BOB, text="Once")
    scene.box.state.modals[scene.person(BOB).id].append(form)
    await save(scene, BOB, text="Once")
    assert len(edits(scene).versions_of("summary").all) == 1


LONG = "\n\n".join(f"Paragraph {number}.\n  {'word ' * 90}".strip() for number in range(44))


async def entered(scene: Scene, by: str, **filled: object) -> dict[str, str]:
    """Saves the form of the summary with what it began with, and these parts instead."""
    began = {block["block_id"]: block["element"].get("initial_value", "") for block in inputs_of(modal_of(scene, by))}
    return await save(scene, by, **{**began, **filled})


def inputs_of(view: View) -> list[dict[str, Any]]:
    return [block for block in view.blocks if block["type"] == "input"]


def summary_of(scene: Scene) -> str:
    current = edits(scene).versions_of("summary").current
    assert current is not None
    return current.text


async def long_summary(scene: Scene) -> None:
    """A summary of 20,000 characters, as somebody saved it."""
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    submitted = SubmittedSection("summary", "Summary", LONG, 0, "")
    scene.bot.services.reviews.edit(1, submitted, scene.bot.services.people.person(scene.person(BOB).id), "long")
    await scene.person(BOB).close_modal()


async def test_a_section_of_twenty_thousand_characters_is_edited_whole(scene: Scene) -> None:
    assert len(LONG) > 20_000
    await long_summary(scene)
    await pir(scene, ALICE, "edit summary")
    shown = inputs_of(modal_of(scene, ALICE))
    assert all(len(block["element"].get("initial_value", "")) <= TYPED for block in shown)
    assert all(block["element"]["initial_value"].startswith("Paragraph ") for block in shown[:-1])
    assert [block["label"]["text"] for block in shown[:2]] == ["Summary", "Summary, part 2"]
    third = shown[2]["element"]["initial_value"]
    await entered(scene, ALICE, text3=f"{third}\nOne more line.")
    assert summary_of(scene) == LONG.replace(third, f"{third}\nOne more line.")


async def test_a_part_that_is_emptied_is_gone_and_the_others_stay(scene: Scene) -> None:
    await long_summary(scene)
    await pir(scene, ALICE, "edit summary")
    first = inputs_of(modal_of(scene, ALICE))[0]["element"]["initial_value"]
    assert await entered(scene, ALICE, text="") == {}
    assert summary_of(scene) == LONG.removeprefix(first).strip()


async def test_a_form_of_several_inputs_without_any_text_is_refused_and_stays(scene: Scene) -> None:
    await long_summary(scene)
    await pir(scene, ALICE, "edit summary")
    blank = {block["block_id"]: "" for block in inputs_of(modal_of(scene, ALICE))}
    refused = await save(scene, ALICE, **blank)
    assert refused["text"].startswith("Enter some text.")
    assert summary_of(scene) == LONG


async def test_a_change_of_lines_alone_is_a_change(scene: Scene) -> None:
    await resolved(scene)
    await write(scene, BOB, "summary", "One thing. Another one.")
    await write(scene, BOB, "summary", "One thing.\nAnother one.")
    assert summary_of(scene) == "One thing.\nAnother one."


async def test_what_is_changed_after_a_lost_answer_is_saved_too(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    form = modal_of(scene, BOB)
    await save(scene, BOB, text="Once")
    scene.box.state.modals[scene.person(BOB).id].append(form)
    await save(scene, BOB, text="Once, and changed")
    assert summary_of(scene) == "Once, and changed"
    assert edits(scene).versions_of("summary").alternatives == ()


async def test_of_two_long_texts_at_once_both_are_kept_whole(scene: Scene) -> None:
    await long_summary(scene)
    await pir(scene, ALICE, "edit summary")
    await pir(scene, JANE, "edit summary")
    await entered(scene, JANE, text="Jane's beginning.")
    await entered(scene, ALICE, text="Alice's beginning.")
    written = edits(scene).versions_of("summary")
    assert summary_of(scene).startswith("Jane's beginning.\n\nParagraph ")
    [mine] = written.alternatives
    assert mine.text == summary_of(scene).replace("Jane's", "Alice's")


async def test_of_two_long_texts_what_differs_is_shown(scene: Scene) -> None:
    await long_summary(scene)
    await pir(scene, ALICE, "edit summary")
    await pir(scene, JANE, "edit summary")
    third = inputs_of(modal_of(scene, JANE))[2]["block_id"]
    await entered(scene, JANE, **{third: "Jane's part."})
    await entered(scene, ALICE, **{third: "Alice's part."})
    told = words_in(modal_of(scene, ALICE))
    assert "Both versions are saved." in told
    assert "Jane's part." in told
    assert "Alice's part." in told


async def test_a_text_too_long_for_any_form_says_where_to_change_it(scene: Scene) -> None:
    await resolved(scene)
    for number in range(12):
        await scene.run(JANE, f"/incident log step {number} {'long ' * 560}", scene.channel.name)
    await pir(scene, BOB, "edit timeline")
    said = words_in(modal_of(scene, BOB))
    assert said.startswith("Timeline has ")
    assert f"A form takes {LONGEST:,}" in said
    assert "/incident timeline" in said
    assert not modal_of(scene, BOB).json.get("submit")


async def test_a_section_that_the_review_has_not_is_refused_with_those_that_it_has(scene: Scene) -> None:
    await resolved(scene)
    refused = await pir(scene, BOB, "edit weather")
    assert refused.startswith('"weather" is not a section of this review. Choose one of Summary, Impact, Root cause')


async def test_an_empty_text_is_refused_and_the_form_stays(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "edit summary")
    refused = await save(scene, BOB, text="   ")
    assert refused["text"].startswith("Enter some text.")
