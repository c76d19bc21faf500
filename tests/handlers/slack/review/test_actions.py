"""The states and settings of a review, over the wire: request, approval, framework, meeting, sharing."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.review.edit_log import ReviewState
from sandbox import Message
from tests.handlers.conftest import Scene, buttons, text_of
from tests.handlers.slack.review.review_scenarios import (
    ALICE,
    BOB,
    JANE,
    edits,
    generated_review,
    modal_of,
    pir,
    resolved,
    save,
    words_in,
    write,
)

WHOLE = (
    "commander @Jane Smith",
    "role comms @Alice Chen",
    "log 14:15 trigger: Pool at 95 %",
    "record cause Pool of 20 too small",
    "record lesson Watch the pool",
    'action "Alert at 70 %" Database team P1 2024-01-22',
)


async def in_review(scene: Scene, severity: str = "sev2") -> None:
    await resolved(scene, severity, WHOLE)
    await pir(scene, JANE, "send")


def last(scene: Scene) -> str:
    return text_of(scene.posts()[-1])


def direct(scene: Scene, name: str) -> list[Message]:
    person = scene.person(name)
    return [message for message in person.sees(person.direct("Muster")) if message.bot_id]


async def test_requesting_review_is_said_in_the_channel_and_written_down(scene: Scene) -> None:
    await resolved(scene, "sev1", WHOLE)
    assert (await pir(scene, JANE, "send")).startswith("Review requested. It needs 2 approvals.\n")
    assert edits(scene).state is ReviewState.IN_REVIEW
    assert last(scene).endswith("Jane Smith requested review: 2 approvals needed.")
    assert scene.entries[-1].text == "Review requested"


async def test_what_became_of_the_review_is_no_part_of_what_it_tells(scene: Scene) -> None:
    await in_review(scene)
    assert all("Review requested" not in event.text for event in generated_review(scene).case.events)


async def test_a_draft_is_not_approved(scene: Scene) -> None:
    await resolved(scene, "sev2", WHOLE)
    assert (await pir(scene, BOB, "approve")).startswith("The review is still a draft. To request review, type")
    assert edits(scene).approvals == ()


async def test_one_approval_approves_where_the_severity_demands_one(scene: Scene) -> None:
    await in_review(scene)
    assert await pir(scene, BOB, "approve") == ""
    assert edits(scene).state is ReviewState.APPROVED
    assert "Bob Kim approved the review. No more approvals are needed." in last(scene)


async def test_a_sev1_needs_two_people_each_under_their_role(scene: Scene) -> None:
    await in_review(scene, "sev1")
    await pir(scene, ALICE, "approve")
    assert edits(scene).state is ReviewState.IN_REVIEW
    assert "Alice Chen approved the review. 1 more approval needed." in last(scene)
    assert (await pir(scene, ALICE, "approve")).startswith(
        "You already approved this review. 1 more approval needed from other people."
    )
    await pir(scene, JANE, "approve")
    assert [(given.by.name, given.role) for given in edits(scene).approvals] == [
        (ALICE, "communications lead"),
        (JANE, "incident commander"),
    ]
    assert edits(scene).state is ReviewState.APPROVED


async def test_a_sev4_is_approved_at_once_by_anybody(scene: Scene) -> None:
    await resolved(scene, "sev4", WHOLE)
    await pir(scene, BOB, "approve")
    assert edits(scene).state is ReviewState.APPROVED


async def test_what_the_severity_demands_and_is_missing_is_named(scene: Scene) -> None:
    await resolved(scene, "sev1", ("commander @Jane Smith", "log 14:15 trigger: Pool at 95 %"))
    await pir(scene, JANE, "send")
    assert (await pir(scene, BOB, "approve")).startswith(
        "The review can't be approved yet: Root cause, Lessons and Action items are missing.\n"
        "Required for approval:\n"
        "• *Root cause*: `/pir edit root-cause` or `/incident record cause &lt;text&gt;`\n"
        "• *Lessons*: `/pir edit lessons` or `/incident record lesson &lt;text&gt;`\n"
        "• *Action items*: `/pir edit actions` or `/pir action`\n"
        "Optional:\n"
    )
    assert edits(scene).approvals == ()


async def test_a_request_for_review_shows_wording_that_blames_with_what_to_say_instead(scene: Scene) -> None:
    facts = (*WHOLE, "record factor Somebody forgot to renew it", "record lesson Bob Kim should have known")
    await resolved(scene, "sev3", facts)
    said = await pir(scene, JANE, "send")
    assert (
        '• "forgot to" in "Somebody forgot to renew it" may blame someone: '
        "say what did not happen, and what would have reminded or stopped"
    ) in said
    assert '• "should have" in "Bob Kim should have known" may blame someone: ' in said


async def test_a_request_for_review_lists_what_is_missing_and_what_is_open(scene: Scene) -> None:
    await resolved(scene, "sev3", ("log 14:15 trigger: Pool at 95 %", "record factor No canary"))
    said = await pir(scene, JANE, "send")
    assert said.startswith("Review requested. It needs 1 approval.\nRequired for approval:\n• *Root cause*: ")
    assert "• *Action items*: " in said
    assert re.search(r"^• \d+ open questions \((\d+ for [^,]+(, )?)+\): `/pir answer`$", said, re.MULTILINE)
    assert "• 1 contributing factor with no action item: `/pir factors`" in said
    assert edits(scene).state is ReviewState.IN_REVIEW
    again = await pir(scene, JANE, "send")
    assert again.startswith("The review is already in review.\nRequired for approval:\n• *Root cause*: ")
    answer = next(message for message in reversed(scene.person(JANE).sees(scene.channel)) if message.text == said)
    assert buttons(answer) == ["Edit", "Answer questions"]
    await scene.person(JANE).press(answer, "Edit")
    await scene.calm()
    assert modal_of(scene, JANE).title == "Edit review of #1"


async def test_a_change_from_another_channel_is_confirmed_there(scene: Scene) -> None:
    await resolved(scene, "sev2", WHOLE)
    await pir(scene, JANE, "send")
    done = f"Done. The change to the review of #1 is posted in <#{scene.channel.id}>."
    assert await scene.run(BOB, "/pir draft 1") == done
    assert await scene.run(BOB, "/pir meeting 1 2024-01-17 10:00") == done
    assert await scene.run(BOB, "/pir meeting 1") == ""


async def test_a_section_that_a_person_wrote_is_not_missing(scene: Scene) -> None:
    await resolved(scene, "sev3", ("log 14:15 trigger: Pool at 95 %", "action Alert P1 2024-01-22"))
    await pir(scene, JANE, "send")
    assert "Root cause is missing" in await pir(scene, BOB, "approve")
    await write(scene, ALICE, "root cause", "The pool was too small.")
    assert await pir(scene, BOB, "approve") == ""
    assert edits(scene).state is ReviewState.APPROVED


async def test_taking_it_back_to_a_draft_takes_the_approvals_back(scene: Scene) -> None:
    await in_review(scene, "sev1")
    await pir(scene, ALICE, "approve")
    await pir(scene, BOB, "draft")
    assert (edits(scene).state, edits(scene).approvals) == (ReviewState.DRAFT, ())
    assert last(scene).endswith("Bob Kim moved the review back to draft: 1 approval withdrawn.")
    assert (await pir(scene, BOB, "draft")).startswith("The review is already a draft.")


async def test_a_change_after_the_approval_is_an_amendment_that_people_hear_of(scene: Scene) -> None:
    await in_review(scene)
    await pir(scene, BOB, "approve")
    assert (await pir(scene, BOB, "draft")).startswith("An approved review can't go back to draft.")
    await pir(scene, ALICE, "edit impact")
    assert "Changes are marked as amendments." in words_in(modal_of(scene, ALICE))
    await save(scene, ALICE, text="Ten minutes for everyone.")
    assert edits(scene).amended
    assert last(scene).endswith("Alice Chen amended the approved review: Impact.")
    assert scene.entries[-1].text == "Review amended: Impact"


async def test_framework_and_template_are_chosen_in_one_form(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "frame")
    form = modal_of(scene, BOB)
    assert form.state["method"]["method"]["selected_option"]["value"] == "default"
    assert await save(scene, BOB, method="Fishbone", template="Brief") == {}
    assert (edits(scene).method, edits(scene).template) == ("fishbone", "brief")
    await pir(scene, BOB, "frame")
    assert await save(scene, BOB, method="Default for the severity") == {}
    assert (edits(scene).method, edits(scene).template) == ("", "brief")


async def test_the_meeting_is_set_by_the_form_moved_by_the_command_and_canceled(scene: Scene) -> None:
    await resolved(scene)
    when = datetime(2024, 1, 16, 15, 0, tzinfo=UTC)
    await pir(scene, BOB, "meeting")
    assert await save(scene, BOB, when=when) == {}
    assert edits(scene).meeting_at == when
    assert "Bob Kim scheduled the review meeting for " in last(scene)
    assert await pir(scene, ALICE, "meeting 2024-01-17 10:00") == ""
    assert edits(scene).meeting_at == datetime(2024, 1, 17, 9, 0, tzinfo=UTC)
    await pir(scene, ALICE, "meeting none")
    assert edits(scene).meeting_at is None
    assert last(scene).endswith("Alice Chen canceled the review meeting.")


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("meeting 2024-01-01 10:00", "That time is in the past."),
        ("meeting soon", '"soon" is not a date and time. Type `/pir meeting 2024-01-16 15:00`.'),
        ("meeting tomorrow 27:00", '"tomorrow 27:00" is not a time.'),
        ("meeting none", "No meeting is scheduled."),
    ],
)
async def test_a_meeting_that_can_not_be_is_refused(scene: Scene, typed: str, refused: str) -> None:
    await resolved(scene)
    assert (await pir(scene, BOB, typed)).startswith(refused)


async def test_a_meeting_in_the_past_is_refused_in_the_form(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "meeting")
    refused = await save(scene, BOB, when=scene.clock.now() - timedelta(days=1))
    assert refused["when"].startswith("That time is in the past.")


async def test_the_review_is_shared_by_direct_message_to_those_who_are_chosen(scene: Scene) -> None:
    await in_review(scene)
    await write(scene, BOB, "summary", "Payments were slow <for> ten minutes.")
    await pir(scene, JANE, "share")
    form = modal_of(scene, JANE)
    assert form.state["people"]["people"]["selected_users"] == [scene.person(JANE).id, scene.person(ALICE).id]
    assert "incident commander, technical leads, team lead" in words_in(form)
    assert "short texts to copy: type `/incident update" in words_in(form)
    assert await save(scene, JANE, people=[scene.person(ALICE).id, scene.person(BOB).id]) == {}
    for name in (ALICE, BOB):
        got = direct(scene, name)[-1]
        assert got.text.startswith("Jane Smith shared the review of #1")
        assert "Payments were slow &lt;for&gt; ten minutes." in text_of(got)
        assert f"<#{scene.channel.id}>" in text_of(got)
    assert edits(scene).shared_at is not None
    assert "Jane Smith shared the review with Alice Chen, Bob Kim." in "\n".join(map(text_of, scene.posts()))


async def test_sharing_it_again_sends_it_again(scene: Scene) -> None:
    await in_review(scene)
    for _ in range(2):
        await pir(scene, JANE, "share")
        await save(scene, JANE, people=[scene.person(BOB).id])
    assert len([each for each in direct(scene, BOB) if "shared the review" in each.text]) == 2


async def test_a_review_is_not_shared_with_an_app(scene: Scene) -> None:
    await in_review(scene)
    await pir(scene, JANE, "share")
    refused = await save(scene, JANE, people=[scene.person(ALICE).id, "Muster"])
    assert refused == {"people": "Muster is an app. Choose a person."}
    assert edits(scene).shared_at is None


async def test_a_private_review_goes_to_members_only(scene: Scene) -> None:
    await resolved(scene, "sev2", WHOLE)
    await scene.run(JANE, "/incident private", scene.channel.name)
    await save(scene, JANE)
    await scene.deliver()
    assert await scene.run(JANE, "/pir share", scene.channel.name) == ""
    assert "you can share the review with members of its channel only" in words_in(modal_of(scene, JANE))
    outsider = next(name for name in ("Bob Kim", "Gone Person") if scene.person(name).id not in scene.channel.members)
    refused = await save(scene, JANE, people=[scene.person(outsider).id])
    assert refused["people"] == f"#1 is private, and {outsider} can't see it. Invite them to its channel first."
    assert edits(scene).shared_at is None


async def test_add_action_opens_its_form(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "action")
    assert modal_of(scene, BOB).title == "Add action item"
    await save(scene, BOB, title="Alert at 70 %")
    assert [item.title for item in scene.bot.services.action_items.in_order(1)] == ["Alert at 70 %"]


async def test_a_false_alarm_has_no_review_to_work_on(scene: Scene) -> None:
    await scene.declare()
    await scene.run(JANE, "/incident cancel Only a test", scene.channel.name)
    for typed in ("edit summary", "send", "answer", "frame", "meeting", "share", "approve"):
        assert "false alarm" in await pir(scene, JANE, typed)
    assert edits(scene).version == 0
