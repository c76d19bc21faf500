"""The review as a canvas, over the wire: made, kept up to date, read before it is written, done without."""

import re
from datetime import timedelta

import pytest

from bot.review.edit_log import SectionVersion
from sandbox.workspace.canvas_text import problem
from sandbox.workspace.canvases import create
from sandbox.workspace.canvases import text_of as text_in
from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.review.review_scenarios import ALICE, BOB, FACTS, JANE, edits, pir, resolved, write
from tests.templates.document_reading import markdown_text
from tests.templates.hostile_examples import TYPED


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


FILES_ALONE = "Full review: files in this thread."


def canvas(scene: Scene, by: str = JANE) -> str:
    return text_in(scene.person(by).canvas(scene.channel.name))


async def retype(scene: Scene, before: str, after: str, by: str = ALICE) -> None:
    """Changes some words in the canvas by hand."""
    there = canvas(scene, by)
    assert there.count(before) == 1
    await scene.person(by).edit_canvas(scene.channel.name, there.replace(before, after))


def current(scene: Scene, section: str) -> SectionVersion:
    found = edits(scene).versions_of(section).current
    assert found is not None
    return found


def posted(scene: Scene) -> str:
    return text_of(next(message for message in scene.posts() if message.text.startswith("Review of")))


async def resolved_privately(scene: Scene) -> None:
    await scene.run(JANE, "/incident declare")
    await scene.person(JANE).submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()
    await scene.run(JANE, "/incident resolve Revoked", scene.channel.name)
    await scene.deliver()
    assert scene.newest.private


async def test_a_posted_review_is_a_canvas_of_its_channel_too(scene: Scene) -> None:
    await resolved(scene)
    assert not scene.person(JANE).canvases(scene.channel.name)
    await pir(scene, JANE, "")
    assert canvas(scene).startswith("**SEV2 · Resolved** · incident #1 · ")
    assert "12,500 users affected" in canvas(scene)
    [made] = scene.person(BOB).canvases(scene.channel.name)
    assert made.own
    assert "Also as files in this thread." in posted(scene)


async def test_the_canvas_follows_the_record_and_what_people_write(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    await write(scene, BOB, "impact", "Ten minutes of slow payments.")
    await scene.after(minutes=1)
    assert "Pool of 20 too small" in canvas(scene)
    assert "Ten minutes of slow payments. – Written by Bob Kim" in canvas(scene)
    assert len(scene.person(JANE).canvases(scene.channel.name)) == 1


async def test_nobody_has_edited_a_canvas_that_the_bot_alone_wrote(scene: Scene) -> None:
    await resolved(scene, "sev1")
    await pir(scene, JANE, "")
    for number in range(3):
        await scene.run(JANE, f"/incident log *step* {number} | <b> #1 – [x](y)", scene.channel.name)
        await scene.after(minutes=1)
    assert not edits(scene).sections
    assert not edits(scene).answers


async def test_what_is_edited_in_the_canvas_stands_and_is_never_overwritten(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await retype(scene, "## Impact\n", "## Impact\n\nMostly in Europe.\n")
    for text in ("record cause Pool of 20 too small", "record impact 40 refunds", "log late"):
        await scene.run(JANE, f"/incident {text}", scene.channel.name)
        await scene.after(minutes=1)
    edit = current(scene, "impact")
    assert (edit.by.name, edit.text.splitlines()[0]) == ("Canvas editor", "Mostly in Europe.")
    assert list(edits(scene).sections) == ["impact"]
    assert "Mostly in Europe." in canvas(scene)
    assert "Pool of 20 too small" in canvas(scene)
    assert "### Generated text" in canvas(scene)
    assert "40 refunds" in canvas(scene)
    assert len(edits(scene).versions_of("impact").all) == 1


async def test_a_text_written_in_slack_and_changed_in_the_canvas_keeps_no_marks_of_the_page(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await write(scene, BOB, "impact", "Slow payments, *mostly* #1.\nSome were lost.")
    await scene.after(minutes=1)
    await retype(scene, "Some were lost.", "None was lost.")
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert current(scene, "impact").text == "Slow payments, *mostly* #1.\nNone was lost."
    assert [one.by.name for one in edits(scene).versions_of("impact").all] == [BOB, "Canvas editor"]
    assert not edits(scene).versions_of("impact").alternatives


@pytest.mark.parametrize("typed", [text.replace("\u202e", "").replace("\u202c", "")[:2000] for text in TYPED])
async def test_whatever_is_typed_shows_in_the_canvas_as_it_is_and_is_read_back_so(scene: Scene, typed: str) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await write(scene, BOB, "impact", typed)
    await scene.after(minutes=1)
    section = canvas(scene).partition("\n## Impact\n")[2].partition("\n## ")[0]
    assert lines(markdown_text(section).partition(" – Written by Bob Kim")[0]) == lines(typed)
    await retype(scene, "\n## Impact\n", "\n## Impact\n\nMostly in Europe.\n")
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    first, _, rest = current(scene, "impact").text.partition("\n\n")
    assert first == "Mostly in Europe."
    assert rest == "\n".join(line.strip() for line in typed.strip().split("\n"))


async def test_the_canvas_is_plain_markdown_with_the_title_of_the_canvas_alone(scene: Scene) -> None:
    await resolved(scene, "sev1", (*FACTS, *(f"log {text}" for text in TYPED[:5]), "record cause 5 * 3 | *4*"))
    await pir(scene, JANE, "all comprehensive")
    said = canvas(scene)
    assert "\\" not in said
    headings = re.findall(r"^(#+) (.+)$", said, re.MULTILINE)
    assert {len(marks) for marks, _ in headings} <= {2, 3}
    assert headings[-1] == ("##", "Sources")
    heads = re.findall(r"^(\|.*\|)\n\|[-|:]+\|$", said, re.MULTILINE)
    assert heads
    assert all(cell.strip() for head in heads for cell in head.strip("|").split("|"))
    assert problem(said) is None


async def test_of_texts_from_a_form_and_from_the_canvas_at_once_both_are_kept(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await pir(scene, BOB, "edit impact")
    await retype(scene, "## Impact\n", "## Impact\n\nMostly in Europe.\n")
    await scene.person(BOB).submit({"text": "Slow payments."})
    await scene.after(minutes=1)
    written = edits(scene).versions_of("impact")
    assert current(scene, "impact").text == "Slow payments."
    assert [one.text.splitlines()[0] for one in written.alternatives] == ["Mostly in Europe."]
    assert "Slow payments." in canvas(scene)
    assert "Mostly in Europe." in canvas(scene)


async def test_what_is_written_between_the_sections_is_kept_among_the_answers(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await retype(scene, "## Open questions\n", "## Open questions\n\nThe pool was resized in March.\n")
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert [(one.text, one.by.name) for one in edits(scene).answers] == [
        ("The pool was resized in March.", "Canvas editor")
    ]
    assert canvas(scene).count("The pool was resized in March.") == 1


async def test_what_is_written_while_the_bot_writes_is_not_taken_for_its_own(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    with scene.box.faults.hold("canvases.edit") as held:
        await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
        scene.clock.set(scene.clock.now() + timedelta(seconds=30))
        scene.bot.tick()
        await scene.box.changed(lambda: held.waiting, 10, "the canvas is written")
        await retype(scene, "## Impact\n", "## Impact\n\nMostly in Europe.\n")
    await scene.deliver()
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert current(scene, "impact").text.startswith("Mostly in Europe.")
    assert "Mostly in Europe." in canvas(scene)


@pytest.mark.parametrize("method", ["conversations.canvases.create", "canvases.edit", "canvases.getContent"])
async def test_a_lost_answer_makes_no_second_canvas_and_nobodys_edit(scene: Scene, method: str) -> None:
    await resolved(scene)
    if method != "conversations.canvases.create":
        await pir(scene, JANE, "")
    scene.box.faults.lose_answer(method)
    await pir(scene, JANE, "")
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    await scene.after(minutes=2)
    assert len(scene.person(JANE).canvases(scene.channel.name)) == 1
    assert not edits(scene).sections
    assert not edits(scene).answers
    assert "Pool of 20 too small" in canvas(scene)


async def test_where_people_made_the_channels_canvas_the_review_has_one_beside(scene: Scene) -> None:
    await resolved(scene)
    jane = scene.person(JANE)
    create(scene.box.space, jane.user, "Notes", "Our notes", scene.channel, own=True)
    await pir(scene, JANE, "")
    notes, made = scene.person(BOB).canvases(scene.channel.name)
    assert text_in(notes) == "Our notes"
    assert (made.own, made.title) == (False, "Review of #1 Payment service degradation")
    assert text_in(made).startswith("**SEV2 · Resolved** · incident #1 · ")


async def test_a_canvas_that_somebody_deleted_is_made_again(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    scene.box.state.canvases.clear()
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert canvas(scene).startswith("**SEV2 · Resolved** · incident #1 · ")


@pytest.mark.parametrize(
    "reason",
    ["missing_scope", "restricted_action", "canvas_disabled_user_team", "not_allowed", "free_team_not_allowed"],
)
async def test_a_workspace_without_canvases_has_the_files_and_nothing_has_failed(scene: Scene, reason: str) -> None:
    scene.box.faults.fail("conversations.canvases.create", reason, times=9)
    await resolved(scene)
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert not scene.bot.services.outbox.failed_rows(1)
    assert FILES_ALONE in posted(scene)
    assert reason not in text_of(scene.card)


async def test_where_slack_knows_no_canvases_the_files_are_the_document(scene: Scene) -> None:
    scene.box.faults.unknown("conversations.canvases.create")
    await resolved(scene)
    await pir(scene, JANE, "")
    assert not scene.bot.services.outbox.failed_rows(1)
    assert FILES_ALONE in posted(scene)


async def test_a_canvas_that_cannot_be_read_is_not_written_again(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, JANE, "")
    await retype(scene, "## Impact\n", "## Impact\n\nMostly in Europe.\n")
    scene.box.faults.unknown("canvases.getContent")
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    await scene.after(minutes=1)
    assert "Mostly in Europe." in canvas(scene)
    assert "Pool of 20 too small" not in canvas(scene)
    assert FILES_ALONE in posted(scene)
    assert not scene.bot.services.outbox.failed_rows(1)


async def test_a_rate_limit_is_waited_for(scene: Scene) -> None:
    scene.box.faults.rate_limit("conversations.canvases.create", 5)
    await resolved(scene)
    await pir(scene, JANE, "")
    assert canvas(scene).startswith("**SEV2 · Resolved** · incident #1 · ")


async def test_the_canvas_of_a_private_incident_is_its_channels_alone(scene: Scene) -> None:
    await resolved_privately(scene)
    await pir(scene, JANE, "")
    [made] = scene.box.state.canvases
    assert made.own
    assert list(made.access) == [scene.channel.id]


async def test_a_private_incident_gets_no_canvas_beside_its_channels_own(scene: Scene) -> None:
    scene.box.faults.fail("conversations.canvases.create", "channel_canvas_already_exists", times=9)
    await resolved_privately(scene)
    await pir(scene, JANE, "")
    assert scene.box.state.canvases == []
    assert FILES_ALONE in posted(scene)


async def test_a_change_in_the_canvas_after_the_approval_is_an_amendment(scene: Scene) -> None:
    await resolved(scene, "sev4", (*FACTS, "record cause Pool of 20 too small", "action Raise the pool @Bob Kim"))
    await pir(scene, JANE, "")
    await pir(scene, BOB, "approve")
    await scene.after(minutes=1)
    assert edits(scene).state == "approved"
    await retype(scene, "## Impact\n", "## Impact\n\nMostly in Europe.\n")
    await pir(scene, JANE, "")
    await scene.after(minutes=1)
    assert current(scene, "impact").amends
    assert "Review amended: Impact" in [entry.text for entry in scene.bot.services.incidents.details(1).entries]
