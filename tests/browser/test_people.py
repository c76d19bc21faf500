"""Several people at one page: what each of them sees, what a reload keeps, and that typed text stays text."""

import pytest
from playwright.async_api import Dialog, expect

from tests.browser.hands import Hands
from tests.browser.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def test_a_script_tag_in_a_title_stays_text(jane: Hands, world: World) -> None:
    ran: list[str] = []

    async def note(dialog: Dialog) -> None:
        ran.append(dialog.message)
        await dialog.dismiss()

    jane.page.on("dialog", note)
    channel = await world.declare(f"sev2 {HOSTILE}")
    await jane.go_to(channel.name)
    await expect(jane.card.get_by_role("heading")).to_contain_text(HOSTILE)
    await jane.go_to("general")
    await expect(jane.message("Declared SEV")).to_contain_text("<script>")

    assert await jane.page.locator("body script, img[onerror]").count() == 0
    assert ran == []


async def test_what_somebody_posts_stays_text(jane: Hands) -> None:
    await jane.say(f"{HOSTILE} *bold* <https://example.com|link> & <!channel>")

    posted = jane.message("alert(1)")
    await expect(posted).to_contain_text(HOSTILE)
    await expect(posted.locator("strong", has_text="bold")).to_be_visible()
    assert await posted.locator("script, img").count() == 0


async def test_a_reload_keeps_person_conversation_thread_and_drawer(jane: Hands, world: World) -> None:
    channel = await world.declare()
    await world.stage.box.person("Jane Smith").invite(channel, "Bob Kim")
    await jane.act_as("Bob Kim")
    await jane.go_to(channel.name)
    await jane.say("The pool is full.")
    await jane.hover(jane.message("The pool is full."))
    await jane.click(jane.message("The pool is full.").get_by_role("button", name="Reply in thread"))
    await jane.say("Since when", box="Reply")
    await expect(jane.in_thread("Since when")).to_be_visible()
    await jane.click(jane.button("Under the hood"))

    await jane.page.reload()

    await expect(jane.page.get_by_role("button", name="Acting as Bob Kim")).to_be_visible()
    await expect(jane.page.get_by_role("heading", level=1)).to_have_text(channel.name)
    await expect(jane.message("The pool is full.")).to_be_visible()
    await expect(jane.in_thread("Since when")).to_be_visible()
    await expect(jane.page.get_by_role("region", name="Under the hood")).to_be_visible()


async def test_an_answer_to_one_person_is_seen_by_nobody_else(jane: Hands) -> None:
    await jane.say("/incident help")
    await expect(jane.message("Only visible to you")).to_be_visible()

    await jane.act_as("Bob Kim")
    await jane.say("Anyone here")
    await expect(jane.message("Anyone here")).to_be_visible()
    await expect(jane.page.get_by_text("Only visible to you")).to_have_count(0)

    await jane.act_as("Jane Smith")
    await expect(jane.message("Anyone here")).to_be_visible()
    await expect(jane.page.get_by_text("Only visible to you")).to_have_count(1)


async def test_a_private_channel_is_not_there_for_others(jane: Hands) -> None:
    await jane.click(jane.button("Browse or create channels"))
    await jane.click(jane.button("Create channel"))
    await jane.fill(jane.dialog.get_by_label("Name"), "acquisition")
    await jane.click(jane.dialog.get_by_label("Private"))
    await jane.click(jane.button("Create"))
    await expect(jane.page.get_by_role("heading", level=1)).to_have_text("acquisition")
    await expect(jane.entry("acquisition private")).to_be_visible()

    await jane.act_as("Bob Kim")
    await expect(jane.page.get_by_role("heading", level=1)).to_have_text("general")
    await expect(jane.entry("acquisition")).to_have_count(0)
    await jane.click(jane.button("Browse or create channels"))
    await expect(jane.dialog.get_by_role("button", name="incidents")).to_be_visible()
    await expect(jane.dialog.get_by_text("acquisition")).to_have_count(0)


async def test_a_private_incident_is_not_there_for_others(jane: Hands, world: World) -> None:
    await jane.say("/incident declare")
    form = jane.page.get_by_role("dialog", name="Declare an incident")
    await jane.fill(form.get_by_label("Title"), "Leaked key")
    await jane.click(form.get_by_label("Only members of its channel can see it"))
    await jane.click(form.get_by_role("button", name="Declare"))
    await expect(form).to_have_count(0)
    await world.deliver()
    await expect(jane.entry("inc-")).to_be_visible()

    await jane.act_as("Bob Kim")
    await jane.go_to("incidents")
    await expect(jane.page.get_by_role("heading", level=1)).to_have_text("incidents")
    await expect(jane.page.get_by_text("Leaked key")).to_have_count(0)
    await expect(jane.entry("inc-")).to_have_count(0)


async def test_what_came_meanwhile_is_marked_as_unread(jane: Hands, world: World) -> None:
    bob = world.stage.box.person("Bob Kim")
    await bob.post("incidents", "The status page is red.")
    await bob.post("incidents", "@Jane Smith can you look")
    await expect(jane.entry("incidents 1 mention")).to_be_visible()

    await jane.go_to("incidents")
    await expect(jane.message("can you look")).to_be_visible()
    await expect(jane.button("incidents")).to_be_visible()
