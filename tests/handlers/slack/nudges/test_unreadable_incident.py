"""An incident that can't be read takes nothing from the others, and someone hears of it."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from demo.stage import StagePlace, on_stage
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, text_of

JANE, BOB = "Jane Smith", "Bob Kim"


class Damaged(Scene):
    """Three incidents; the second one's row holds what no version of the program wrote."""

    def write(self, sql: str) -> None:
        assert self.place.folder
        with sqlite3.connect(self.place.folder / "muster.db") as record:
            record.execute(sql)
        record.close()

    def heard(self, name: str) -> list[str]:
        direct = self.person(name).direct("Muster")
        return [message.text for message in direct.messages if "nudges and reminders for" in message.text]


@pytest.fixture
async def damaged(tmp_path: Path) -> AsyncIterator[Damaged]:
    async with on_stage(list(PEOPLE), START, POLICY, StagePlace(tmp_path)) as stage:
        scene = Damaged(stage.box, stage.bot, stage.clock, stage.place)
        for title in ("Payments are down", "Search is slow", "Login fails"):
            await scene.declare(f"sev1 {title}", by=JANE)
        await scene.run(BOB, "/incident commander", scene.newest.channel_name)
        scene.write("""UPDATE incidents SET care = '{"rung": 0}' WHERE number = 2""")
        yield scene


async def test_everybody_can_still_declare_and_list(damaged: Damaged) -> None:
    assert "Declared SEV2 #4 " in await damaged.run(BOB, "/incident declare sev2 Checkout is slow")
    await damaged.run(BOB, "/incident list")
    listed = text_of(damaged.person(BOB).sees("general")[-1])
    assert [number in listed for number in ("#1", "#2", "#3", "#4")] == [True, False, True, True]


async def test_the_others_are_read_back_after_an_absence(damaged: Damaged, caplog: pytest.LogCaptureFixture) -> None:
    assert damaged.bot.services.catch_up.back(damaged.clock.now() - timedelta(minutes=5)) == []
    assert set(damaged.bot.services.outbox.waiting_incidents()) >= {1, 3}
    assert "Can't read incident #2" in caplog.text


async def test_the_others_get_all_their_nudges_and_who_leads_it_hears_twice(damaged: Damaged) -> None:
    await damaged.after(40)
    for number in (1, 3):
        entries = damaged.bot.services.incidents.details(number).entries
        assert sum(entry.text.startswith("Update nudge ") for entry in entries) == 2
    [first] = damaged.heard(JANE)
    assert first.startswith("*Muster can't send nudges and reminders for #2 at the moment.*")
    await damaged.after(180)
    assert len(damaged.heard(JANE)) == 2
    assert damaged.heard(BOB) == []


async def test_what_is_to_be_shown_of_it_fails_and_is_not_tried_for_ever(damaged: Damaged) -> None:
    services = damaged.bot.services
    with services.unit.store.transaction():
        services.unit.store.outbox.retry_failed(2, services.now())
    await damaged.run(BOB, "/incident declare sev2 Checkout is slow")
    await damaged.after(120)
    assert 2 not in services.outbox.waiting_incidents()


async def test_an_outbox_that_can_not_be_read_is_tried_ever_more_rarely_and_keeps_no_other_waiting(
    damaged: Damaged, caplog: pytest.LogCaptureFixture
) -> None:
    damaged.write(
        "UPDATE outbox SET not_before = replace(not_before, ':', '?'), wanted = done + 1 WHERE key = '1/topic'"
    )
    started, other = damaged.clock.now(), damaged.bot.services.incidents.get(3)
    await damaged.person(BOB).command("/incident update Looking into it", other.channel_name)
    await damaged.calm()
    while (due := damaged.bot.next_due) and due < started + timedelta(minutes=4):
        await damaged.pass_time(due + timedelta(seconds=1))
    assert any("Looking into it" in post.text for post in damaged.posts(other.channel))
    assert 0 < caplog.text.count("What waits for incident 1") < 12
