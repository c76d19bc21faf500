"""/pir with its words, over the wire: here or by number, help, who may, and what is refused."""

import asyncio

import pytest

from bot.review.edit_log import ReviewState
from bot.review.review_command import VERBS
from demo.stage import on_stage
from sandbox import Profile
from templates.rendering.mrkdwn import escape
from tests.handlers.conftest import POLICY, START, Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import ALICE, BOB, JANE, edits, modal_of, pir, resolved, save


async def test_pir_with_a_number_is_understood_anywhere(scene: Scene) -> None:
    await resolved(scene)
    assert await scene.run(BOB, "/pir edit 1 summary") == ""
    assert modal_of(scene, BOB).title == "Summary of #1"
    assert (await scene.run(BOB, "/pir 1")) == f"The review of #1 is posted in <#{scene.channel.id}>."


async def test_pir_with_a_method_and_a_template_keeps_them(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "fishbone brief")
    assert (edits(scene).method, edits(scene).template) == ("fishbone", "brief")
    await pir(scene, BOB, "standard")
    assert (edits(scene).method, edits(scene).template) == ("fishbone", "standard")
    await pir(scene, BOB, "default")
    assert (edits(scene).method, edits(scene).template) == ("", "")


async def test_asking_again_brings_the_one_posted_review_up_to_date(scene: Scene) -> None:
    await resolved(scene)
    assert await pir(scene, BOB, "") == ""
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    said = await pir(scene, BOB, "")
    assert said.startswith("Review of #1 Payment service degradation: draft, due <!date^")
    assert "% complete.\nRequired for approval:\n• *Action items*: " in said
    assert "• 1 contributing factor with no action item: `/pir factors`" in said
    posted = [message for message in scene.posts() if message.text.startswith("Review of #1")]
    assert len(posted) == 1
    assert "Pool of 20 too small" in text_of(posted[0])
    answer = next(message for message in reversed(scene.person(BOB).sees(scene.channel)) if message.text == said)
    assert buttons(answer) == ["Open review", "Edit", "Answer questions"]
    url = answer.blocks[-1]["elements"][0]["url"]
    assert url.endswith(f"/{scene.channel.id}/p{posted[0].ts.replace('.', '')}")
    await scene.person(BOB).press(answer, "Open review")


async def test_asking_again_with_another_framework_or_template_says_which_are_used_now(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    assert "\nFramework: Fishbone. Template: Brief." in await pir(scene, BOB, "fishbone brief")
    assert "\nFramework and template: default for SEV2." in await pir(scene, BOB, "default")
    assert "Framework: " not in await pir(scene, BOB, "")


async def test_a_posted_review_is_linked_from_anywhere(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    said = await scene.run(ALICE, "/pir 1")
    assert said.startswith("Review of #1 Payment service degradation: draft, due <!date^")
    answer = next(message for message in reversed(scene.person(ALICE).sees("general")) if message.text == said)
    assert buttons(answer)[0] == "Open review"
    assert len([message for message in scene.posts() if message.text.startswith("Review of #1")]) == 1


async def test_outside_an_incident_channel_the_number_is_asked_for(scene: Scene) -> None:
    await resolved(scene)
    for typed in ("/pir", "/pir edit", "/pir approve"):
        assert (await scene.run(BOB, typed)).startswith(f"This isn't an incident channel. Type `{typed}`")


async def test_an_unknown_incident_is_refused(scene: Scene) -> None:
    await resolved(scene)
    assert await scene.run(BOB, "/pir 77") == "I can't find incident #77."


@pytest.mark.parametrize(
    "typed", ["/pir 1", "/pir edit 1", "/pir answer 1", "/pir approve 1", "/pir share 1", "/pir action 1"]
)
async def test_a_private_incident_is_unknown_to_who_is_not_in_it(scene: Scene, typed: str) -> None:
    await scene.run(JANE, "/incident declare sev2 Breach")
    await scene.run(JANE, "/incident private", scene.channel.name)
    await save(scene, JANE)
    assert await scene.run(BOB, typed) == "I can't find incident #1."
    assert scene.person(BOB).modal is None


async def test_help_lists_every_word_and_explains_one(scene: Scene) -> None:
    said = await scene.run(BOB, "/pir help")
    assert all(f"`/pir {escape(word.usage)}`" in said for word in VERBS.values())
    assert "For example: `/pir meeting 2024-01-16 15:00`" in await scene.run(BOB, "/pir help meeting")


async def test_a_mistyped_word_is_answered_with_what_was_meant(scene: Scene) -> None:
    assert "Did you mean `/pir approve #&lt;number&gt;`?" in await scene.run(BOB, "/pir aprove")


async def test_guests_may_not_work_on_a_review() -> None:
    people = [Profile(JANE, "jane", tz="UTC"), Profile("Guest One", "guest", tz="UTC", is_restricted=True)]
    async with on_stage(people, START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev2 Checkout down", by=JANE)
        await scene.person(JANE).invite(scene.channel, "Guest One")
        for typed in ("/pir edit", "/pir answer", "/pir approve", "/pir framework", "/pir request"):
            refused = await scene.run("Guest One", typed, scene.channel.name)
            assert refused.startswith("Guests can't work on the review.")
        assert edits(scene).version == 0


CROWD = [Profile(f"Person {number:02}", f"person{number:02}", tz="UTC") for number in range(10)]
NAMES = [each.name for each in CROWD]


async def test_ten_people_edit_answer_and_approve_at_once_while_entries_arrive_and_nothing_is_lost() -> None:
    async with on_stage(CROWD, START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev1 Checkout down", by=NAMES[0])
        channel = scene.channel
        for text in ("record cause The pool", "record lesson Watch it", "action Alert P1 2024-01-22", "resolve Stable"):
            await scene.run(NAMES[0], f"/incident {text}", channel.name)
        await pir(scene, NAMES[0], "send")
        people = [scene.person(name) for name in NAMES]

        await asyncio.gather(*(person.command("/pir edit summary", channel) for person in people))
        refused = await asyncio.gather(
            *(person.submit({"text": f"The text of {person.name}"}) for person in people),
            *(person.command(f"/incident log step of {person.name}", channel) for person in people),
            *(person.command("/pir approve", channel) for person in people[:4]),
        )
        assert [each for each in refused if each] == []
        await scene.deliver()

        written = edits(scene).versions_of("summary")
        assert written.current is not None
        assert {edit.text for edit in written.all} == {f"The text of {name}" for name in NAMES}
        assert len(written.alternatives) == 9
        assert {written.current.by.name, *(edit.by.name for edit in written.alternatives)} == set(NAMES)
        for person in people:
            shown = person.modal
            if person.name == written.current.by.name:
                assert shown is None
            else:
                assert shown is not None
                assert f"{written.current.by.name} changed Summary while you were writing" in str(shown.blocks)
        assert {entry.text for entry in scene.entries} >= {f"step of {name}" for name in NAMES}
        assert edits(scene).state is ReviewState.APPROVED
        assert len(edits(scene).approvals) == 2
        numbers = [edit.version for edit in written.all]
        assert numbers == sorted(set(numbers))
        assert not scene.bot.services.outbox.failed_rows(1)


async def test_ten_people_answer_one_question_at_once_and_each_answer_stands() -> None:
    async with on_stage(CROWD, START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev2 Checkout down", by=NAMES[0])
        people = [scene.person(name) for name in NAMES]
        await asyncio.gather(*(person.command("/pir answer", scene.channel) for person in people))
        await scene.calm()
        values = [_answer_to_cause(scene, name) for name in NAMES]
        await asyncio.gather(
            *(person.press(None, "Answer", value=value) for person, value in zip(people, values, strict=True))
        )
        await scene.calm()
        await asyncio.gather(*(person.submit({"text": f"Cause by {person.name}"}) for person in people))
        await scene.deliver()
        answers = edits(scene).answers_to("cause")
        assert {(answer.text, answer.by.name) for answer in answers} == {(f"Cause by {name}", name) for name in NAMES}
        records = scene.bot.services.incidents.details(1).records
        assert {record.text for record in records} == {f"Cause by {name}" for name in NAMES}


def _answer_to_cause(scene: Scene, name: str) -> str:
    rows = [block["elements"] for block in modal_of(scene, name).blocks if block["type"] == "actions"]
    return next(str(each["value"]) for row in rows for each in row if '"key": "cause"' in each["value"])


async def test_a_text_of_one_and_an_answer_of_another_do_not_disturb_each_other(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, ALICE, "edit root cause")
    await scene.run(JANE, "/incident record cause Pool of 20 too small", scene.channel.name)
    assert await save(scene, ALICE, text="We are still looking.") == {}
    current = edits(scene).versions_of("root-cause").current
    assert current is not None
    await pir(scene, BOB, "edit root cause")
    assert "The generated text has changed since" in str(modal_of(scene, BOB).blocks)
