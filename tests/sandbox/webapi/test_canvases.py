"""Canvases with the real client: creating, finding, editing by section, sharing, errors."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Actor, Sandbox, SandboxError, SettableClock, State
from sandbox.workspace.canvases import text_of
from tests.sandbox.sandbox_examples import MANIFEST, PEOPLE, manifest, refusal, refused

TEXT = "# Review\n\nPayments were down.\n\n## Next\n\n- Raise the pool\n- Tell support"


def markdown(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}


async def insist(web: AsyncWebClient, method: str, **details: Any) -> Any:
    """A call with arguments that the client's own signature rejects."""
    return await web.api_call(method, json=details)


@pytest.fixture
async def canvas(web: AsyncWebClient, channel: str) -> str:
    """The id of the channel's canvas."""
    made = await web.conversations_canvases_create(channel_id=channel, document_content=markdown(TEXT))
    return str(made["canvas_id"])


async def section(web: AsyncWebClient, canvas: str, text: str) -> str:
    found = await web.canvases_sections_lookup(canvas_id=canvas, criteria={"contains_text": text})
    return str(found["sections"][0]["id"])


async def change(web: AsyncWebClient, canvas: str, operation: str, text: str = "", **details: Any) -> None:
    content = {"document_content": markdown(text)} if text else {}
    await web.canvases_edit(canvas_id=canvas, changes=[{"operation": operation, **content, **details}])


async def read(web: AsyncWebClient, canvas: str) -> str:
    return str((await web.canvases_getContent(canvas_id=canvas, content_type="markdown"))["content"])


# --- made and found


async def test_a_channel_has_one_canvas_and_tells_which(web: AsyncWebClient, channel: str, canvas: str) -> None:
    again = web.conversations_canvases_create(channel_id=channel, document_content=markdown("x"))
    assert await refusal(again) == "channel_canvas_already_exists"
    properties = (await web.conversations_info(channel=channel))["channel"]["properties"]
    assert properties["canvas"] == {"file_id": canvas, "is_empty": False}
    assert [each["data"]["file_id"] for each in properties["tabs"]] == [canvas]


async def test_a_canvas_is_among_the_files(web: AsyncWebClient, channel: str, canvas: str) -> None:
    listed = (await web.files_list(channel=channel))["files"]
    assert [(each["id"], each["filetype"], each["pretty_type"]) for each in listed] == [(canvas, "quip", "Canvas")]
    about = (await web.files_info(file=canvas))["file"]
    assert (about["channels"], about["title"]) == ([channel], "Untitled")
    assert about["permalink"].endswith(f"/{canvas}")


async def test_a_canvas_may_stand_alone_or_in_a_tab(box: Sandbox, web: AsyncWebClient, channel: str) -> None:
    alone = (await web.canvases_create(title="Notes", document_content=markdown("words")))["canvas_id"]
    tabbed = (await web.canvases_create(title="Plan", channel_id=channel))["canvas_id"]
    assert await read(web, alone) == "words"
    assert await read(web, tabbed) == ""
    jane = box.person("Jane Smith")
    assert [each.id for each in jane.canvases("inc-1")] == [tabbed]


async def test_content_that_slack_does_not_take_is_refused(web: AsyncWebClient, channel: str, canvas: str) -> None:
    answer = await refused(web.canvases_create(document_content=markdown("#### Deep")))
    assert answer["error"] == "canvas_creation_failed"
    assert answer["detail"] == "'content' error: line 1: Unsupported heading depth (4)"
    assert await refusal(web.canvases_create(document_content={"type": "blocks"})) == "invalid_arguments"
    assert await refusal(web.canvases_create(document_content={"type": "markdown"})) == "invalid_arguments"
    edit = await refused(change(web, canvas, "insert_at_end", "> - listed"))
    assert (edit["error"], "List" in edit["detail"]) == ("canvas_editing_failed", True)


# --- looked up and edited


@pytest.mark.parametrize(
    ("criteria", "count"),
    [
        ({"section_types": ["any_header"]}, 2),
        ({"section_types": ["h2"]}, 1),
        ({"section_types": ["h1", "h2"], "contains_text": "next"}, 1),
        ({"contains_text": "the pool"}, 1),
        ({"section_types": ["h3"]}, 0),
    ],
)
async def test_sections_are_found_by_kind_and_text(
    web: AsyncWebClient, canvas: str, criteria: dict[str, Any], count: int
) -> None:
    found = await web.canvases_sections_lookup(canvas_id=canvas, criteria=criteria)
    assert len(found["sections"]) == count


@pytest.mark.parametrize("criteria", [{}, {"section_types": ["table"]}])
async def test_criteria_that_slack_does_not_know_are_refused(
    web: AsyncWebClient, canvas: str, criteria: dict[str, Any]
) -> None:
    lookup = web.canvases_sections_lookup(canvas_id=canvas, criteria=criteria)
    assert await refusal(lookup) == "invalid_arguments"


@pytest.mark.parametrize(
    ("operation", "at", "text", "wanted"),
    [
        ("insert_at_start", "", "First", f"First\n\n{TEXT}"),
        ("insert_at_end", "", "- Sleep", f"{TEXT}\n- Sleep"),
        ("insert_before", "Next", "Between", TEXT.replace("## Next", "Between\n\n## Next")),
        ("insert_after", "Next", "Soon:", TEXT.replace("## Next", "## Next\n\nSoon:")),
        ("replace", "were down", "All is well.", TEXT.replace("Payments were down.", "All is well.")),
        ("replace", "", "Anew", "Anew"),
        ("delete", "Raise", "", TEXT.replace("- Raise the pool\n", "")),
    ],
)
async def test_an_edit_changes_its_place_and_nothing_else(
    web: AsyncWebClient, canvas: str, operation: str, at: str, text: str, wanted: str
) -> None:
    place = {"section_id": await section(web, canvas, at)} if at else {}
    await change(web, canvas, operation, text, **place)
    assert await read(web, canvas) == wanted


async def test_a_section_keeps_its_id_while_others_change(web: AsyncWebClient, canvas: str) -> None:
    before = await section(web, canvas, "Next")
    await change(web, canvas, "insert_at_start", "First")
    assert await section(web, canvas, "Next") == before


async def test_a_canvas_gets_another_title(web: AsyncWebClient, canvas: str) -> None:
    await change(web, canvas, "rename", title_content=markdown("Review of inc-1"))
    assert (await web.files_info(file=canvas))["file"]["title"] == "Review of inc-1"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([], "invalid_arguments"),
        ([{"operation": "delete", "section_id": "a"}] * 2, "invalid_arguments"),
        ([{"operation": "append", "document_content": markdown("x")}], "invalid_arguments"),
        ([{"operation": "insert_after", "document_content": markdown("x")}], "invalid_arguments"),
        ([{"operation": "insert_at_end"}], "invalid_arguments"),
        ([{"operation": "rename"}], "invalid_arguments"),
        ([{"operation": "delete", "section_id": "temp:C:none"}], "canvas_editing_failed"),
    ],
)
async def test_an_edit_that_slack_refuses_leaves_the_canvas_as_it_was(
    web: AsyncWebClient, canvas: str, changes: list[dict[str, Any]], code: str
) -> None:
    assert await refusal(web.canvases_edit(canvas_id=canvas, changes=changes)) == code
    assert await read(web, canvas) == TEXT


async def test_a_canvas_does_not_grow_beyond_what_slack_takes(web: AsyncWebClient) -> None:
    half = "x" * 600_000
    canvas = (await web.canvases_create(document_content=markdown(half)))["canvas_id"]
    assert await refusal(change(web, canvas, "insert_at_end", half)) == "canvas_editing_failed"
    await change(web, canvas, "replace", half)


async def test_only_markdown_is_read_back(web: AsyncWebClient, canvas: str) -> None:
    assert await refusal(web.canvases_getContent(canvas_id=canvas, content_type="html")) == "invalid_arguments"


# --- who may


async def test_a_deleted_canvas_is_gone_and_the_channel_may_have_another(
    web: AsyncWebClient, channel: str, canvas: str
) -> None:
    await web.canvases_delete(canvas_id=canvas)
    assert await refusal(web.canvases_delete(canvas_id=canvas)) == "canvas_not_found"
    assert await refusal(web.files_info(file=canvas)) == "file_not_found"
    await web.conversations_canvases_create(channel_id=channel, document_content=markdown("again"))


async def test_the_canvas_of_a_private_channel_without_the_bot_does_not_exist_for_it(
    box: Sandbox, web: AsyncWebClient, jane: Actor
) -> None:
    secret = (await web.conversations_create(name="secret", is_private=True))["channel"]["id"]
    await web.conversations_invite(channel=secret, users=jane.id)
    made = await web.conversations_canvases_create(channel_id=secret, document_content=markdown("x"))
    box.state.canvases[0].user = jane.id
    await web.conversations_leave(channel=secret)
    assert await refusal(change(web, made["canvas_id"], "insert_at_end", "y")) == "canvas_not_found"
    assert await refusal(web.files_info(file=made["canvas_id"])) == "file_not_found"
    assert (await web.files_list())["files"] == []


async def test_access_is_given_and_taken_by_the_owner(web: AsyncWebClient, channel: str, jane: Actor) -> None:
    canvas = (await web.canvases_create(channel_id=channel))["canvas_id"]
    await web.canvases_access_set(canvas_id=canvas, access_level="read", channel_ids=[channel])
    with pytest.raises(SandboxError, match="has view-only access to this canvas"):
        await jane.edit_canvas("inc-1", "mine")
    await web.canvases_access_set(canvas_id=canvas, access_level="write", user_ids=[jane.id])
    await jane.edit_canvas("inc-1", "mine")
    await web.canvases_access_delete(canvas_id=canvas, user_ids=[jane.id])
    assert not jane.may_edit(jane.canvas("inc-1"))
    await web.canvases_access_delete(canvas_id=canvas, channel_ids=[channel])
    assert jane.canvases("inc-1") == []


async def test_who_gives_a_canvas_away_may_still_write(web: AsyncWebClient, canvas: str, jane: Actor) -> None:
    await web.canvases_access_set(canvas_id=canvas, access_level="owner", user_ids=[jane.id])
    await change(web, canvas, "insert_at_end", "still here")
    assert await refusal(web.canvases_delete(canvas_id=canvas)) == "restricted_action"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"access_level": "read"}, "invalid_parameters"),
        ({"access_level": "read", "channel_ids": "C1", "user_ids": "U1"}, "invalid_parameters"),
        ({"access_level": "read", "channel_ids": "C404"}, "channel_not_found"),
        ({"access_level": "read", "user_ids": "U404"}, "user_not_found"),
        ({"access_level": "everything", "user_ids": "JANE"}, "invalid_arguments"),
        ({"access_level": "owner", "channel_ids": "CHANNEL"}, "invalid_arguments"),
        ({"access_level": "read", "channel_ids": "DIRECT"}, "channel_not_found"),
    ],
)
async def test_access_that_slack_does_not_give(
    web: AsyncWebClient, canvas: str, channel: str, jane: Actor, details: dict[str, str], code: str
) -> None:
    direct = (await web.conversations_open(users=jane.id))["channel"]["id"]
    names = {"JANE": jane.id, "CHANNEL": channel, "DIRECT": direct}
    given = {key: names.get(value, value) for key, value in details.items()}
    assert await refusal(insist(web, "canvases.access.set", canvas_id=canvas, **given)) == code


async def test_canvases_need_their_scopes(clock: SettableClock) -> None:
    async with Sandbox(manifest(["commands"]), PEOPLE, clock=clock) as box:
        web = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        answer = await refused(web.canvases_create())
        assert (answer["error"], answer["needed"]) == ("missing_scope", "canvases:write")
        answer = await refused(web.canvases_sections_lookup(canvas_id="F1", criteria={"contains_text": "a"}))
        assert answer["needed"] == "canvases:read"


# --- plans


@asynccontextmanager
async def workspace(clock: SettableClock, plan: str) -> AsyncIterator[tuple[AsyncWebClient, str]]:
    async with Sandbox(MANIFEST, PEOPLE, clock=clock, canvas_plan=plan) as box:
        yield AsyncWebClient(token=box.bot_token, base_url=box.api_url), box.channel("general").id


async def test_a_free_team_has_one_canvas_a_channel_and_none_elsewhere(clock: SettableClock) -> None:
    async with workspace(clock, "free") as (web, general):
        assert await refusal(web.canvases_create()) == "free_teams_cannot_create_standalone_canvases"
        canvas = (await web.canvases_create(channel_id=general))["canvas_id"]
        await change(web, canvas, "insert_at_end", "words")
        for again in (
            web.canvases_create(channel_id=general),
            web.conversations_canvases_create(channel_id=general, document_content=markdown("x")),
        ):
            assert await refusal(again) == "free_team_canvas_tab_already_exists"


async def test_a_team_without_canvases_is_told_so(clock: SettableClock) -> None:
    async with workspace(clock, "off") as (web, general):
        for call in (
            web.canvases_create(),
            web.conversations_canvases_create(channel_id=general, document_content=markdown("x")),
            change(web, "F1", "insert_at_end", "x"),
            web.canvases_sections_lookup(canvas_id="F1", criteria={"contains_text": "a"}),
        ):
            assert await refusal(call) == "canvas_disabled_user_team"


async def test_a_free_team_does_not_edit_what_stands_alone(box: Sandbox, web: AsyncWebClient) -> None:
    canvas = (await web.canvases_create())["canvas_id"]
    box.state.canvas_plan = "free"
    assert await refusal(change(web, canvas, "insert_at_end", "x")) == "free_teams_cannot_edit_standalone_canvases"


# --- people


async def test_somebody_edits_by_hand_and_sections_left_alone_keep_their_ids(
    box: Sandbox, web: AsyncWebClient, canvas: str, jane: Actor
) -> None:
    before = await section(web, canvas, "Next")
    shown = jane.canvas("inc-1")
    await jane.edit_canvas("inc-1", text_of(shown).replace("were down", "are up"))
    assert await section(web, canvas, "Next") == before
    assert "are up" in await read(web, canvas)
    assert box.acts[-1].what == "edited the canvas"


async def test_somebody_does_not_write_over_what_another_wrote_meanwhile(
    web: AsyncWebClient, canvas: str, jane: Actor
) -> None:
    seen = jane.canvas("inc-1").revision
    await change(web, canvas, "insert_at_end", "news")
    with pytest.raises(SandboxError, match="Someone else edited"):
        await jane.edit_canvas("inc-1", "mine", seen=seen)
    assert "news" in await read(web, canvas)


async def test_somebody_is_told_what_cannot_be_done(web: AsyncWebClient, canvas: str, jane: Actor) -> None:
    with pytest.raises(SandboxError, match="No such canvas in general"):
        jane.canvas("general")
    with pytest.raises(SandboxError, match="Unsupported heading depth"):
        await jane.edit_canvas("inc-1", "#### Deep")


async def test_canvases_come_back_with_the_workspace(box: Sandbox, canvas: str) -> None:
    kept = State.load(json.loads(json.dumps(box.state.dump())))
    assert kept.canvases == box.state.canvases
    assert kept.canvases[0].sections[0].text == "# Review"
