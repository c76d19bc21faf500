"""The bot as a process, in real time: killed, stopped, misconfigured, disconnected, and started twice."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yaml

import app
from bot.config.policy import Policy
from demo.stage import MANIFEST
from sandbox import Channel, Message, Profile, Sandbox, SystemClock
from sandbox.socket.faults import Faults
from sandbox.socket.wire_log import WireEntry as Wired

ROOT = Path(__file__).parents[1]
TICK = Policy().logged_emoji
GUARD = 30.0  # seconds of real time that nothing here comes near
PEOPLE = (Profile("Jane Smith", "jane"), Profile("Bob Kim", "bob"))


class Process:
    """A running `python app.py` and its output so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said = ""

    async def says(self, words: str) -> None:
        """Waits until it has written `words` to stderr."""
        assert self._process.stderr is not None
        async with asyncio.timeout(GUARD):
            while words not in self.said:
                line = await self._process.stderr.readline()
                assert line, f"It ended without saying {words!r}: {self.said}"
                self.said += line.decode()

    async def end(self, how: signal.Signals | None = None) -> int:
        """Sends a signal, if one is given, and returns the exit code."""
        if how is not None and self._process.returncode is None:
            self._process.send_signal(how)
        assert self._process.stderr is not None
        async with asyncio.timeout(GUARD):
            self.said += (await self._process.stderr.read()).decode()
            return await self._process.wait()


@asynccontextmanager
async def started(environ: Mapping[str, str], *options: str) -> AsyncIterator[Process]:
    process = Process(
        await asyncio.create_subprocess_exec(
            sys.executable,
            *options,
            str(ROOT / "app.py"),
            cwd=environ.get("HOME", "."),
            env=dict(environ),
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
        )
    )
    try:
        yield process
    finally:
        await process.end(signal.SIGKILL)


def workspace(port: int = 0) -> Sandbox:
    return Sandbox(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")), PEOPLE, clock=SystemClock(), port=port)


def environ_of(box: Sandbox, folder: Path, **more: str) -> dict[str, str]:
    tokens = {"SLACK_BOT_TOKEN": box.bot_token, "SLACK_APP_TOKEN": box.app_token, "SLACK_API_URL": box.api_url}
    return {**plain(folder), **tokens, **more}


def plain(folder: Path) -> dict[str, str]:
    """Keeps the environment of the person who runs the tests away from the bot."""
    return {"HOME": str(folder), "PATH": os.defpath, "MUSTER_DATABASE": str(folder / "muster.db")}


async def connected(box: Sandbox) -> None:
    await box.changed(lambda: box.connections, GUARD, "the bot connects")


def incident_channels(box: Sandbox) -> list[Channel]:
    return [each for each in box.channels() if each.name.startswith("inc-")]


def posts(channel: Channel) -> list[str]:
    return [_kind(each) for each in channel.messages if each.metadata]


def _kind(message: Message) -> str:
    return str((message.metadata or {})["event_payload"]["key"])


def tells(box: Sandbox) -> list[str]:
    jane = box.person("Jane Smith")
    seen = [*jane.sees("general"), *jane.sees(jane.direct("Muster"))]
    return [each.text for each in seen if "go to <#" in each.text]


def is_whole(box: Sandbox) -> bool:
    """Whether everything that follows a declaration is in Slack."""
    return (
        any(channel.pins and "SEV1" in channel.topic and "#1" in channel.purpose for channel in incident_channels(box))
        and bool(posts(box.channel("incidents")))
        and not box.wire.in_flight
    )


# Killed


class Point:
    """A point at which the first bot is frozen: what is armed before the declaration, and how it shows."""

    def __init__(self, arm: Callable[[Faults], object], shows: Callable[[Sandbox], object], tells: int = 1) -> None:
        self.arm, self.shows, self.tells = arm, shows, tells


def held(method: str) -> Callable[[Faults], object]:
    return lambda faults: faults.hold(method)


POINTS = {
    "at the ack": Point(lambda _: None, lambda _: True),
    "before the channel": Point(
        lambda faults: faults.http_error("conversations.create", 500, times=1000),
        lambda box: box.wire.calls("conversations.create"),
    ),
    "the channel made, its answer held": Point(held("conversations.create"), incident_channels),
    "the card posted, its answer held": Point(
        held("chat.postMessage"), lambda box: [each for each in incident_channels(box) if posts(each)]
    ),
    "the announcement posted, its answer held": Point(
        held("chat.postMessage"), lambda box: posts(box.channel("incidents"))
    ),
    "before the announcement": Point(
        lambda faults: faults.http_error("conversations.list", 500, times=1000),
        lambda box: box.wire.calls("conversations.list"),
    ),
    "the card pinned, its answer held": Point(
        held("pins.add"), lambda box: [each for each in incident_channels(box) if each.pins]
    ),
}


@pytest.mark.parametrize("point", POINTS)
async def test_killed_and_started_again_the_incident_completes_with_each_thing_once(point: str, tmp_path: Path) -> None:
    async with workspace() as box:
        environ = environ_of(box, tmp_path)
        async with started(environ) as first:
            await connected(box)
            POINTS[point].arm(box.faults)
            await box.person("Jane Smith").command("/incident declare sev1 Payments down")
            await box.changed(lambda: POINTS[point].shows(box), GUARD, point)
            await first.end(signal.SIGKILL)
        box.faults.disarm()
        box.faults.release_all()
        async with started(environ) as second:
            await second.says("Muster is connected.")
            await box.changed(lambda: is_whole(box), GUARD, "a whole incident")
            assert await second.end(signal.SIGTERM) == 0
        (channel,) = incident_channels(box)
        assert posts(channel) == ["1/card"]
        assert posts(box.channel("incidents")) == ["1/announcement"]
        assert len(channel.pins) == 1
        assert box.person("Jane Smith").id in channel.members
        assert len(tells(box)) <= 1


async def test_asked_to_stop_it_ends_with_0_also_while_something_is_under_way(tmp_path: Path) -> None:
    async with workspace() as box, started(environ_of(box, tmp_path)) as bot:
        await connected(box)
        hold = box.faults.hold("conversations.create")
        await box.person("Jane Smith").command("/incident declare sev1 Payments down")
        await box.changed(lambda: hold.waiting, GUARD)
        assert await bot.end(signal.SIGTERM) == 0
        assert "Traceback" not in bot.said
        assert "Unclosed" not in bot.said
        hold.release()


# Started wrongly


async def one_sentence(environ: Mapping[str, str], *options: str) -> tuple[int, str]:
    async with started(environ, *options) as bot:
        code = await bot.end()
    assert "Traceback" not in bot.said
    assert bot.said.count("\n") == 1, bot.said
    return code, bot.said


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_token_that_slack_refuses_ends_the_start_with_2_and_one_sentence(name: str, tmp_path: Path) -> None:
    async with workspace() as box:
        wrong = {name: f"{environ_of(box, tmp_path)[name][:5]}wrong"}
        code, said = await one_sentence(environ_of(box, tmp_path, **wrong))
    assert code == 2
    assert "invalid_auth. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN" in said


WRONG = [
    ("SLACK_BOT_TOKEN", "", "SLACK_BOT_TOKEN is not set"),
    ("SLACK_BOT_TOKEN", "abc", "SLACK_BOT_TOKEN must start with xoxb-"),
    ("SLACK_APP_TOKEN", "", "SLACK_APP_TOKEN is not set"),
    ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN must start with xapp-"),
    ("SLACK_API_URL", "slack.com", "SLACK_API_URL must be a URL"),
    ("MUSTER_CONFIG", "missing.toml", "Can't read missing.toml (set in MUSTER_CONFIG): no such file"),
    ("MUSTER_CONFIG", "bad.toml", "bad.toml is not valid TOML"),
    ("MUSTER_CONFIG", "wrong.toml", "snooze_minutes"),
    ("MUSTER_DATABASE", "nowhere/muster.db", "Can't open the database nowhere/muster.db"),
    ("MUSTER_DATABASE", "bad.toml", "is not a SQLite database"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_variable_ends_the_start_with_2_and_one_sentence_that_names_it(
    name: str,
    value: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Runs in this process: each is found before the bot connects to anything."""
    (tmp_path / "bad.toml").write_text("this is = not TOML at all, and long enough for a header\n" * 30)
    (tmp_path / "wrong.toml").write_text('snooze_minutes = "soon"\n')
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    for variable, text in (plain(tmp_path) | tokens | {"MUSTER_CONFIG": ""} | {name: value}).items():
        monkeypatch.setenv(variable, text)
    monkeypatch.setattr(sys, "argv", ["app.py"])
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.INFO)
    with pytest.raises(SystemExit) as ended:
        app.run()
    said = capfd.readouterr().err
    assert ended.value.code == 2
    assert sentence in said
    assert said.count("\n") == 1
    assert caplog.text == ""


@pytest.mark.parametrize("options", [("-S", "-E"), ("-I", "-S")])
async def test_a_python_without_the_packages_says_what_to_do_instead(tmp_path: Path, options: tuple[str, ...]) -> None:
    code, said = await one_sentence(plain(tmp_path), *options)
    assert code != 0
    assert "make run" in said
    assert ".venv/bin/python app.py" in said


# Slack comes and goes


def refusing() -> socket.socket:
    """A bound socket that doesn't listen: its port refuses connections and can't be taken until it is closed."""
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    return probe


def port_of(probe: socket.socket) -> int:
    return int(probe.getsockname()[1])


async def test_started_before_slack_can_be_reached_it_says_so_and_connects_when_slack_comes(tmp_path: Path) -> None:
    async with workspace() as box:
        tokens = environ_of(box, tmp_path)
    with refusing() as probe:
        port = port_of(probe)
        async with started({**tokens, "SLACK_API_URL": f"http://127.0.0.1:{port}/api/"}) as bot:
            await bot.says("Slack can't be reached (ClientConnectorError), attempt 1; trying again in")
            probe.close()
            async with workspace(port) as box:
                await connected(box)
                await bot.says("Muster is connected.")
                assert await bot.end(signal.SIGTERM) == 0
            assert "Traceback" not in bot.said


async def test_asked_to_stop_while_slack_can_not_be_reached_it_stops(tmp_path: Path) -> None:
    async with workspace() as box:
        tokens = environ_of(box, tmp_path)
    with refusing() as probe:
        environ = {**tokens, "SLACK_API_URL": f"http://127.0.0.1:{port_of(probe)}/api/"}
        async with started(environ) as bot:
            await bot.says("attempt 1")
            assert await bot.end(signal.SIGTERM) == 0
            assert "Traceback" not in bot.said


async def test_a_second_bot_on_the_same_database_says_so_and_takes_over_when_the_first_is_killed(
    tmp_path: Path,
) -> None:
    async with workspace() as box:
        environ = environ_of(box, tmp_path)
        async with started(environ) as first:
            await connected(box)
            async with started(environ) as second:
                await second.says("Another Muster process is using")
                hold = box.faults.hold("conversations.create")
                await box.person("Jane Smith").command("/incident declare sev1 Payments down")
                await box.changed(lambda: hold.waiting, GUARD)
                assert box.connections == 1
                await first.end(signal.SIGKILL)
                hold.release()
                await second.says("Muster is connected.")
                await box.changed(lambda: is_whole(box), GUARD, "a whole incident")
                assert await second.end(signal.SIGTERM) == 0
        (channel,) = incident_channels(box)
        assert posts(channel) == ["1/card"]


async def test_a_bot_that_waits_for_its_turn_stops_when_asked_to(tmp_path: Path) -> None:
    async with workspace() as box:
        environ = environ_of(box, tmp_path)
        async with started(environ):
            await connected(box)
            async with started(environ) as other:
                await other.says("Another Muster process is using")
                assert await other.end(signal.SIGTERM) == 0


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "cut"])
async def test_a_connection_that_ends_comes_back_and_what_happened_meanwhile_counts_once(
    reason: str, tmp_path: Path
) -> None:
    async with workspace() as box, started(environ_of(box, tmp_path)) as bot:
        await connected(box)
        jane = box.person("Jane Smith")
        await jane.command("/incident declare sev1 Payments down")
        await box.changed(lambda: is_whole(box), GUARD, "a whole incident")
        (channel,) = incident_channels(box)
        said = await jane.post(channel, "Rolling back")
        await box.settled(GUARD)
        greeted = len(_hellos(box))
        await _end_connection(box, reason)
        await jane.react(said, "wrench")
        await box.changed(lambda: len(_hellos(box)) > greeted, GUARD, "the bot connects again")
        box.faults.deliver_again()  # as Slack does a minute later
        await box.changed(lambda: any(each.name == TICK for each in said.reactions), GUARD, "the tick")
        await box.settled(GUARD)
        assert box.connections == 1
        assert [len(each.users) for each in said.reactions] == [1, 1]
        assert len(box.wire.calls("reactions.get")) == 1
        assert "Traceback" not in bot.said
        assert await bot.end(signal.SIGTERM) == 0


def _hellos(box: Sandbox) -> list[Wired]:
    return [each for each in box.wire if each.kind == "socket" and each.name == "hello"]


async def _end_connection(box: Sandbox, reason: str) -> None:
    if reason == "cut":
        box.faults.cut(1.0)
    else:
        await box.faults.disconnect(reason)
