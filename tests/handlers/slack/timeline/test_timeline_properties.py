"""One message, over the wire: however people act and the bot comes and goes, the timeline ends as Slack is.

What every single step makes of the record is tried in tests/bot; here the whole bot reads the whole of Slack.
"""

import asyncio
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from demo.stage import on_stage
from sandbox import Message
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene
from tests.handlers.slack.timeline.timeline_scenarios import ALICE, BOB, JANE, entry_of, posted, slack_alone

KINDS = {emoji: POLICY.reactions[emoji] for emoji in ("wrench", "mag")}

acts = st.tuples(
    st.sampled_from(["toggle"] * 5 + ["edit", "delete", "stop", "stop", "start", "again", "wait", "wait"]),
    st.integers(0, 20),
    st.sampled_from([ALICE, BOB]),
    st.sampled_from(sorted(KINDS)),
)
Course = list[tuple[str, int, str, str]]


class World:
    """The message in Slack, the bot that is there or not, and the text that Slack shows."""

    def __init__(self, scene: Scene, said: Message) -> None:
        self.scene, self.said = scene, said
        self.up, self.deleted, self.text = True, False, said.text

    async def act(self, what: str, number: int, who: str, emoji: str) -> None:
        match what:
            case "toggle" if not self.deleted:
                await self._toggle(who, emoji)
            case "edit" if not self.deleted:
                self.text = f"edited {number}"
                await self.scene.person(JANE).edit(self.said, self.text)
            case "delete" if not self.deleted and not number % 4:
                self.deleted = True
                await self.scene.person(JANE).delete(self.said)
            case "stop" | "start":
                await self._be(up=what == "start")
            case "again" if self.up and self._told:
                self.scene.box.faults.deliver_again(self._told[number % len(self._told)])
            case "wait":
                await self._wait(minutes=number)
        await self.scene.box.settled() if not self.up else await self.scene.deliver()

    async def _toggle(self, who: str, emoji: str) -> None:
        mine = [each for each in self.said.reactions if each.name == emoji and self.scene.person(who).id in each.users]
        act = self.scene.person(who).unreact if mine else self.scene.person(who).react
        await act(self.said, emoji)

    async def _be(self, up: bool) -> None:
        if up != self.up:
            await (self.scene.bot.start() if up else self.scene.bot.stop())
            self.up = up

    async def _wait(self, minutes: int) -> None:
        """Slack tells what was not acknowledged again after one minute and after five more."""
        if self.up:
            await self.scene.pass_time(self.scene.clock.now() + timedelta(minutes=minutes))
        else:
            await slack_alone(self.scene, minutes)

    @property
    def _told(self) -> list[str]:
        names = ("reaction_added", "reaction_removed", "message")
        events = [each.sent["payload"] for name in names for each in self.scene.box.wire.envelopes(name)]
        about = [each for each in events if self.said.ts in repr(each["event"])]
        return [each["event_id"] for each in about]

    async def end(self) -> None:
        """The bot is there, everything has come to rest, and what could be told was told."""
        await self._be(up=True)
        await self._wait(minutes=7)
        await self.scene.deliver()

    def check(self) -> None:
        marked = {who for each in self.said.reactions if each.name in KINDS for who in each.users}
        shown = [each for each in self.scene.entries if each.message_ts == self.said.ts]
        if self.deleted:
            assert all(each.deleted for each in shown)
            return
        assert [{person.id for person in each.captured_by} for each in shown] == ([marked] if marked else [])
        for each in shown:
            assert (each.text, each.pending, each.deleted) == (self.text, False, False)
            assert each.kind in {KINDS[mark.name] for mark in self.said.reactions if mark.name in KINDS}
            assert entry_of(self.scene, self.said) == each
        assert self._is_ticked == bool(marked)

    @property
    def _is_ticked(self) -> bool:
        return any(each.name == POLICY.logged_emoji for each in self.said.reactions)


async def play(course: Course) -> None:
    async with on_stage(list(PEOPLE), START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare("sev4 Typo on the login page")
        world = World(scene, await posted(scene, JANE, "first"))
        for act in course:
            await world.act(*act)
        await world.end()
        world.check()
        assert not scene.bot.services.outbox.failed_rows(1)


MARKED_WHILE_AWAY: Course = [
    ("toggle", 0, ALICE, "mag"),
    ("stop", 0, ALICE, "mag"),
    ("toggle", 0, ALICE, "mag"),
    ("toggle", 0, BOB, "wrench"),
    ("wait", 20, BOB, "wrench"),
]


@example(MARKED_WHILE_AWAY)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=3, max_size=20))
def test_however_it_went_the_timeline_ends_as_slack_is(course: Course) -> None:
    asyncio.run(play(course))
