"""Whatever is typed, every message and view that Muster sends stays under Slack's limits, as Slack encodes it.

A long incident with hostile texts everywhere is played over the wire, and everything that went over it is measured.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.config.policy import ROLES, Policy, Role, Service
from bot.encoded_length import encoded_length
from bot.tasks.verbs import AddTask
from demo.stage import on_stage
from handlers.slack import action_ids
from sandbox import Profile
from sandbox.blockkit.validation import check, check_view, is_too_long
from sandbox.socket.wire_log import WireEntry
from tests.handlers.conftest import POLICY, START, Scene

JANE, BOB = "Jane Smith", "Bob Kim"
HOSTILE: Final[Mapping[str, str]] = {
    "ampersands": "&",
    "emoji": "👩🏽\u200d🚒",
    "Chinese": "支付服务中断",
    "code": "```\n<x> ",
}
MOST_MESSAGE = 11_300  # characters of blocks in all, the least that was reported as refused


def filling(unit: str, length: int) -> str:
    """That many encoded characters, which fit any form."""
    return (unit * max(1, length // encoded_length(unit)))[:length]


def policy(unit: str) -> Policy:
    names = [f"service-{number}-{'x' * 40}" for number in range(30)]
    roles = [*ROLES, *(Role(f"role_{number}", filling(unit, 80).strip() or "role", shared=True) for number in range(7))]
    return replace(POLICY, services=tuple(map(Service, names)), roles=tuple(roles))


async def answered(scene: Scene, values: dict[str, Any]) -> None:
    assert await scene.person(JANE).submit(values) == {}
    await scene.deliver()


SHOWN = (
    "",
    "show",
    "list",
    "roles",
    "task",
    "action",
    "timeline",
    "update texts",
    "status",
    "severity",
    "find x",
    "help",
)
SHORTCUTS = (
    action_ids.ADD_TO_TIMELINE,
    action_ids.MAKE_TASK,
    action_ids.MAKE_ACTION,
    action_ids.DECLARE_FROM_MESSAGE,
)
REVIEW = ("questions", "answer", "edit summary", "factors", "list", "frame", "share", "send")


async def declared(scene: Scene, unit: str) -> str:
    """Declares two incidents; returns the name of the first one's channel."""
    services = [service.name for service in scene.bot.services.policy.services]
    await scene.run(JANE, "/incident declare")
    declaration = {
        "title": filling(unit, 2900),
        "severity": "sev1",
        "services": services,
        "summary": filling(unit, 1900),
    }
    await answered(scene, declaration)
    await scene.run(BOB, f"/incident declare sev2 {filling(unit, 300)}")
    await scene.deliver()
    return scene.box.channel(scene.bot.services.incidents.get(1).channel).name


async def played(scene: Scene, unit: str) -> None:
    """Declares, fills everything that can be filled, and ends with a review."""
    channel = await declared(scene, unit)

    async def run(*commands: str) -> None:
        for command in commands:
            await scene.run(JANE, command, channel)
            await scene.deliver()

    await run("/incident commander me", "/incident update")
    await answered(scene, dict.fromkeys(("text", "impact", "doing"), filling(unit, 2990)))
    await run(*[f"/incident log {filling(unit, 2900)}" for _ in range(8)])
    by = scene.bot.services.people.person(scene.person(JANE).id)
    for count in range(100):
        scene.bot.services.tasks.add(1, AddTask(f"Check {count} {filling(unit, 140)}"), by)
    await scene.deliver()
    await run(*[f"/incident action Fix {count} {filling(unit, 140)}" for count in range(5)])
    await run(*[f"/incident record {kind} {filling(unit, 2900)}" for kind in ("cause", "factor", "impact")])
    await run(f"/incident status identified {filling(unit, 900)}", f"/incident severity sev2 {filling(unit, 900)}")
    await run(f"/incident handover @{BOB}", *[f"/incident {shown}" for shown in SHOWN], "/incident timeline post")
    await scene.after(40)
    message = await scene.person(BOB).post(scene.box.channel(channel), filling(unit, 3500))
    await scene.calm()
    for shortcut in SHORTCUTS:
        await scene.person(JANE).shortcut(shortcut, message)
        await scene.calm()
    await scene.person(JANE).open_home()
    await run(f"/incident rename Not only {filling(unit, 2900)}", "/incident resolve")
    await answered(scene, {"fix": filling(unit, 990)})
    await run("/pir", *[f"/pir {verb}" for verb in REVIEW])
    await scene.after(60 * 26)


def sent_to_slack(scene: Scene) -> Iterator[tuple[WireEntry, dict[str, Any]]]:
    """Calls, and what acknowledgments carry."""
    for entry in scene.box.wire:
        if entry.kind == "api":
            yield entry, {key: _data(value) for key, value in entry.sent.items()}
        elif entry.kind == "envelope" and entry.answer:
            yield entry, dict(entry.answer.get("payload") or entry.answer)


def _data(value: object) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value


def problems(sent: Mapping[str, Any]) -> list[str]:
    found = []
    if blocks := sent.get("blocks"):
        found += check(blocks, "message")
        length = len(json.dumps(_measured(blocks), ensure_ascii=False))
        if is_too_long(blocks) or length > MOST_MESSAGE:
            found.append(f"{length} characters of blocks")
        found += _too_long(blocks)
    if view := sent.get("view"):
        found += [*check_view(view), *_too_long(view["blocks"])]
    if encoded_length(html.unescape(str(sent.get("text", "")))) > 4000:
        found.append("text")
    return found


def _measured(node: Any) -> Any:
    """Blocks without the escapes of JSON, which Slack doesn't count."""
    if isinstance(node, dict):
        return {key: _measured(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_measured(each) for each in node]
    return re.sub(r'[\n"\\\\]', " ", node) if isinstance(node, str) else node


def _too_long(blocks: Any) -> list[str]:
    """Texts that are too long once plain ones are escaped and emoji count as two."""
    limits: tuple[tuple[Callable[[dict[str, Any]], bool], int], ...] = (
        (lambda each: each.get("type") in ("section", "context"), 3000),
        (lambda each: each.get("type") == "header", 150),
        (lambda each: each.get("type") == "button", 75),
    )
    return [
        f"{each['type']} of {length} characters"
        for each in _nodes(blocks)
        for holds, most in limits
        if holds(each) and isinstance(each.get("text"), dict) and (length := _length(each["text"])) > most
    ]


def _length(text: Mapping[str, Any]) -> int:
    said = str(text["text"])
    return encoded_length(said) if text["type"] == "plain_text" else len(said.encode("utf-16-le")) // 2


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(each)


USUAL_REFUSALS = ("name_taken", "already_in_channel")  # the second of a name or an invitation


@pytest.mark.parametrize("kind", HOSTILE)
async def test_everything_that_is_sent_fits(kind: str) -> None:
    people = [Profile(JANE, "jane", tz="UTC"), Profile(BOB, "bob", tz="UTC")]
    async with on_stage(people, START, policy(HOSTILE[kind])) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await played(scene, HOSTILE[kind])
        found = {f"{entry.number} {entry.name}": problems(sent) for entry, sent in sent_to_slack(scene)}
        assert {call: wrong for call, wrong in found.items() if wrong} == {}
        refused = [entry.answer for entry in scene.box.wire if entry.answer and entry.answer.get("ok") is False]
        assert [answer for answer in refused if answer["error"] not in USUAL_REFUSALS] == []
        assert not stage.bot.services.outbox.failed_rows(1)
        assert len(stage.bot.services.tasks.of_incident(1)) > 100
