"""Retention: channels are archived in time, old data is deleted, a person's data can be erased."""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import pytest
from click.testing import CliRunner

from bot.incidents.model import Status
from bot.services import Services
from handlers.cli import retention
from tests.handlers.conftest import Scene

DAYS = 24 * 60  # minutes


async def closed(scene: Scene, text: str = "sev4 Typo in the footer") -> None:
    await scene.declare(text)
    for verb in ("resolve Fixed", "close"):
        await scene.run("Jane Smith", f"/incident {verb}", scene.channel.name)
        await scene.deliver()


async def test_a_closed_incidents_channel_is_archived_after_its_days_and_says_so_first(scene: Scene) -> None:
    await closed(scene)
    await scene.run("Jane Smith", "/pir", scene.channel.name)
    await scene.deliver()
    await scene.after(13 * DAYS)
    assert not scene.channel.is_archived
    await scene.after(1 * DAYS + 5)
    assert scene.channel.is_archived
    assert scene.newest.archived
    assert "archive" in scene.posts()[-1].text.casefold()


async def test_a_channel_whose_review_is_not_posted_is_not_archived(scene: Scene) -> None:
    await closed(scene, "sev1 Checkout down")
    await scene.after(20 * DAYS)
    assert not scene.channel.is_archived


async def test_a_false_alarms_channel_needs_no_review(scene: Scene) -> None:
    await scene.declare("sev1 Checkout down")
    await scene.run("Jane Smith", "/incident cancel The probe was wrong", scene.channel.name)
    await scene.deliver()
    await scene.after(14 * DAYS + 5)
    assert scene.newest.status is Status.CANCELLED
    assert scene.channel.is_archived


async def test_what_is_reopened_meanwhile_is_not_archived(scene: Scene) -> None:
    await closed(scene)
    await scene.run("Jane Smith", "/pir", scene.channel.name)
    await scene.run("Jane Smith", "/incident reopen", scene.channel.name)
    await scene.after(15 * DAYS)
    assert not scene.channel.is_archived


async def test_old_request_ids_go_by_the_day_and_new_ones_stay(scene: Scene) -> None:
    await scene.declare()
    await scene.person("Bob Kim").react(scene.card, "mag")
    await scene.calm()
    keeping = scene.bot.services.retention
    assert not keeping.prune_some(now=True)
    scene.clock.set(scene.clock.now() + timedelta(days=31))
    scene.bot.tick()
    assert not keeping.prune_some(now=True)  # the tick has let it go already


async def test_an_erased_person_is_in_no_table_and_the_timeline_stays_readable(scene: Scene) -> None:
    await scene.declare(by="Bob Kim")
    await scene.run("Bob Kim", "/incident commander", scene.channel.name)
    await scene.run("Bob Kim", "/incident role scribe @Bob Kim", scene.channel.name)
    await scene.run("Alice Chen", "/incident log Bob Kim restarts the pool", scene.channel.name)
    await scene.run("Bob Kim", "/incident task Look at the pool @Bob Kim", scene.channel.name)
    await scene.run("Bob Kim", '/incident action "Alert" @Bob Kim P1 2024-02-01', scene.channel.name)
    message = await scene.person("Bob Kim").post(scene.channel, "The pool is full")
    await scene.person("Bob Kim").react(message, "mag")
    await scene.deliver()
    bob = scene.person("Bob Kim").id

    erased = scene.bot.services.retention.erase(bob)
    await scene.deliver()

    said = "\n".join(entry.text for entry in scene.entries)
    assert f"{erased.former} restarts the pool" in said
    assert "The pool is full" in said
    details = scene.bot.services.incidents.details(1)
    assert "Bob Kim" not in repr(details)
    assert bob not in repr(details)
    assert scene.newest.commander is None or scene.newest.commander.name == erased.former
    assert "Bob Kim" not in scene.card.text
    assert erased.redrawn == (1,)


@pytest.mark.parametrize(("person", "sentence"), [("U404", "No data found for U404")])
async def test_a_person_who_is_not_in_the_record_cannot_be_erased(scene: Scene, person: str, sentence: str) -> None:
    await scene.declare()
    forget, _prune = retention.commands(lambda: _opened(scene))
    done = CliRunner().invoke(forget, [person, "--yes"])
    assert sentence in str(done.exception)


async def test_erasing_asks_first_and_says_what_it_does_not_erase(scene: Scene) -> None:
    await scene.declare(by="Bob Kim")
    forget, prune = retention.commands(lambda: _opened(scene))
    bob = scene.person("Bob Kim").id
    asked = CliRunner().invoke(forget, [bob], input="n\n")
    assert asked.exit_code == 1
    assert scene.bot.services.incidents.get(1).declared_by.name == "Bob Kim"
    done = CliRunner().invoke(forget, [bob, "--yes"])
    assert "backups" in done.output
    assert scene.bot.services.incidents.get(1).declared_by.name == "Former member 1"
    assert "Deleted:" in CliRunner().invoke(prune, []).output


def _opened(scene: Scene) -> AbstractContextManager[Services]:
    return nullcontext(scene.bot.services)
