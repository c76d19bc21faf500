"""The composition root: reads the environment, makes the objects, joins bot and sandbox, starts the loop.

python app.py                  the bot, against the workspace that the environment names
python app.py replay FILE      an incident file played through bot and sandbox, on a clock of its own
python app.py demo             the sample incident, for a first look
"""

import asyncio
import json
import logging
import os
import signal
import sys
import tomllib
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

try:
    import click
    import yaml
    from slack_sdk.errors import SlackApiError

    from bot.cast import cast
    from bot.errors import ConfigurationError, InputError, MusterError
    from bot.incident_file import IncidentFile, read_incident_file
    from bot.practice import Practice, practice_from
    from bot.replay import played_from, steps
    from bot.review import Review, review_json
    from bot.settings import settings_from
    from handlers.bot import Access, Bot
    from handlers.calls import reason_of
    from sandbox import Profile, Sandbox, SettableClock
    from sandbox.errors import NotAcknowledged
    from sandbox.player import Player, ScriptError, Step, parse_script
    from sandbox.transcript import transcript
    from storage import DeliveryLock, SqliteStore, open_database
    from templates import documents, render
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] in ("bot", "handlers", "sandbox", "storage", "templates"):
        raise
    sys.exit(
        f"Muster's packages are not installed for this Python ({missing.name} is missing): "
        "run `make run` once, then start it with .venv/bin/python app.py."
    )

logger = logging.getLogger("muster")

HERE = Path(__file__).parent
SAMPLE = HERE / "samples" / "payment-outage.json"
USAGE_ERROR = 2  # exit code for what the person who started it can put right
LOCK_EVERY = 5.0  # seconds between two looks at whether the other bot has gone


def read_practice(path: str) -> Practice:
    """The TOML file's practice, or the defaults where the path is empty; raises ConfigurationError."""
    if not path:
        return Practice()
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"MUSTER_CONFIG names {path}, which can't be read: {error}.") from None
    try:
        return practice_from(table)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None


# The bot in its workspace


async def serve(environ: Mapping[str, str], stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set."""
    settings = settings_from(environ)
    practice = read_practice(settings.config)
    access = Access(settings.api_url, settings.bot_token, settings.app_token)
    lock = DeliveryLock(settings.database)
    async with AsyncExitStack() as stack:
        database = stack.enter_context(open_database(settings.database))
        stack.callback(lock.release)
        await _hold(lock, settings.database)
        bot = Bot(access, practice, lambda team: SqliteStore(database, team), lambda: datetime.now(UTC))
        await bot.start()
        stack.push_async_callback(bot.stop)
        logger.info("Muster is connected.")
        await stop.wait()


async def _hold(lock: DeliveryLock, database: str) -> None:
    """One bot delivers from a database; a second one says so and waits until the first has gone."""
    if not lock.acquire():
        logger.warning("Another bot delivers from %s; waiting until it stops.", database)
        while not lock.acquire():  # noqa: ASYNC110 - the lock of another process rings no bell
            await asyncio.sleep(LOCK_EVERY)


# Bot and sandbox in one process, on one settable clock


class Stage:
    """A workspace with the bot in it. Time stands still unless somebody moves it here."""

    def __init__(self, box: Sandbox, bot: Bot, clock: SettableClock) -> None:
        self.box = box
        self.bot = bot
        self.clock = clock

    async def calm(self) -> None:
        """Returns when neither side has anything under way at this moment."""
        while True:
            await self.box.settled()
            await self.bot.idle()
            if not self.box.wire.in_flight and not self.bot.busy:
                return

    async def pass_time(self, until: datetime) -> None:
        """Moves the clock, stopping for each nudge and delivery that is due before; a person's act comes first at `until`."""
        while (due := self.bot.next_due) and due < until:
            await self._ring(due)
        self.clock.set(until)

    async def finish(self) -> None:
        """Lets everything that was decided reach Slack; nothing new is asked."""
        while due := self.bot.delivery.next_due:
            await self._ring(due)

    async def _ring(self, due: datetime) -> None:
        self.clock.set(max(due, self.clock.now()))
        self.bot.tick()
        await self.calm()


@asynccontextmanager
async def on_stage(people: list[Profile], start: datetime, practice: Practice) -> Any:
    manifest = yaml.safe_load((HERE / "manifest.yml").read_text(encoding="utf-8"))
    clock = SettableClock(start)
    async with Sandbox(manifest, people, clock=clock) as box:
        with open_database(":memory:") as database:
            access = Access(box.api_url, box.bot_token, box.app_token)
            bot = Bot(access, practice, lambda team: SqliteStore(database, team), clock.now, real_time=False)
            await bot.start()
            stage = Stage(box, bot, clock)
            try:
                await stage.calm()
                yield stage
            finally:
                await bot.stop()


async def play(file: IncidentFile, speed: float | None, out: Path, say: Callable[[str], None]) -> Stage:
    """Plays a file from declare to review, and writes transcript and review into `out`."""
    practice = Practice()
    script = parse_script(steps(file, practice))
    people = [Profile(one.name, one.handle, one.tz, one.email, one.title) for one in cast(file)]
    async with on_stage(people, played_from(file), practice) as stage:
        player = Player(stage.box, script)
        for step in player.steps:
            await _wait(stage, step, speed)
            await stage.pass_time(step.at)
            say(f"{step.at:%H:%M} {step.who or step.details['app']}: {_told(step)}")
            await player.perform(step)
            await stage.calm()
        await stage.finish()
        _write(stage, out)
    return stage


async def _wait(stage: Stage, step: Step, speed: float | None) -> None:
    if speed:
        await asyncio.sleep(max(0.0, step.at.timestamp() - stage.clock.time()) / speed)


def _told(step: Step) -> str:
    words = step.details.get("text") or step.details.get("emoji") or step.details.get("button") or ""
    return f"{step.verb} {words}".strip().replace("\n", " ")[:100]


def _write(stage: Stage, out: Path) -> None:
    incident = stage.bot.service.incident(1)
    review = stage.bot.service.review(1, stage.clock.now())
    out.mkdir(parents=True, exist_ok=True)
    written = {"transcript.txt": transcript(stage.box, incident.channel), **documents_of(review)}
    for name, text in written.items():
        (out / name).write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")


def documents_of(review: Review) -> dict[str, str]:
    return {
        "review.md": render(documents.ReviewMarkdown(review)),
        "review.html": render(documents.ReviewHtml.of(review)),
        "review.json": json.dumps(review_json(review), indent=2, ensure_ascii=False),
    }


# The command line


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Muster, the incident bot that lives in Slack. Without a command it connects to your workspace."""
    if context.invoked_subcommand is None:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        asyncio.run(_serve_until_stopped())


async def _serve_until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(os.environ, stop)


class _Speed(click.ParamType):
    name = "N|max"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """How many times faster than life; 0 for as fast as it goes."""
        if value == "max":
            return 0.0
        try:
            speed = float(str(value))
        except ValueError:
            speed = 0.0
        if not 0 < speed < float("inf"):
            self.fail(f"{value} is not a speed. Use a number above 0, for example 60, or max.", param, ctx)
        return speed


OUT = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), help="Where the documents go."
)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--speed", type=_Speed(), default="max", help="Times faster than life, or max.")
@OUT
def replay(file: Path, speed: float, out: Path) -> None:
    """Play an incident file through bot and sandbox, and write transcript and review."""
    _play(file, speed, out)


@main.command()
@OUT
def demo(out: Path) -> None:
    """Play the sample incident and print its channel."""
    _play(SAMPLE, 0.0, out)


def _play(path: Path, speed: float, out: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read: {error}.") from None
    file = read_incident_file(text, path.name)
    asyncio.run(play(file, speed or None, out, _progress()))
    click.echo((out / "transcript.txt").read_text(encoding="utf-8"))
    click.echo(f"The review is in {out / 'review.html'}, and as Markdown and JSON beside it.")


def _progress() -> Callable[[str], None]:
    """Each step on a terminal, nothing elsewhere: what is piped is the transcript."""
    if not sys.stderr.isatty():
        return lambda _line: None
    return lambda line: click.echo(line, err=True)


def run() -> None:
    """What the person who started it can put right ends in one sentence and exit code 2."""
    try:
        main(standalone_mode=True)
    except SlackApiError as error:
        sentence = f"Slack refused the connection: {reason_of(error)}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."
    except (MusterError, ScriptError, NotAcknowledged) as error:
        sentence = str(error)
    click.echo(sentence, err=True)
    sys.exit(USAGE_ERROR)


if __name__ == "__main__":
    run()
