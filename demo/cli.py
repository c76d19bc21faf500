"""The commands that run in the sandbox: `replay` plays an incident file, `demo` the sample incident.

Both write a transcript and a review. In a terminal, `demo` then serves the workspace as a page until Ctrl-C.
"""

import asyncio
import json
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click

from bot.config.policy import Policy
from bot.errors import InputError
from bot.review.document.review import Review, review_json
from bot.review.document.reviewed import review_of
from demo.conductor import Conductor
from demo.incident_file import IncidentFile, read_incident_file
from demo.replay import played_from
from demo.stage import Stage, StagePlace, on_stage, perform, profiles, progress_line, script_of
from sandbox.playback.player import Step
from sandbox.playback.transcript import transcript
from templates.demo import wording
from templates.review.document import review_document

PORT = 8747
SAMPLE = Path(__file__).parents[1] / "samples" / "payment-outage.json"
PATIENCE = 4.0  # seconds that a person on the page waits for a bot that doesn't answer


class _Speed(click.ParamType[float]):
    name = "N|max"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Converts to a factor of real time; 0 for as fast as possible."""
        if value == "max":
            return 0.0
        try:
            speed = float(str(value))
        except ValueError:
            speed = 0.0
        if not 0 < speed < float("inf"):
            self.fail(wording.not_a_speed(value), param, ctx)
        return speed


OUT = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help=wording.OUT
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--speed", type=_Speed(), default="max", show_default=True, metavar="N|max", help=wording.SPEED)
@OUT
def replay(file: Path, speed: float, out: Path) -> None:
    """Play an incident file in the sandbox.

    Writes a transcript and a review. Needs no Slack account.
    """
    asyncio.run(_play(_incident_file(file), speed, out))
    _print_transcript(out)


def demo_command(stop_at_signals: Callable[[], asyncio.Event]) -> click.Command:
    """Returns `demo`. In a terminal it runs until the event made by `stop_at_signals` is set."""

    @click.command()
    @OUT
    @click.option("--fresh", is_flag=True, help=wording.FRESH)
    @click.option("--port", type=click.IntRange(0, 65535), default=None, metavar="PORT", help=wording.port(PORT))
    @click.option("--stay/--no-stay", default=None, help=wording.STAY)
    def demo(out: Path, fresh: bool, port: int | None, stay: bool | None) -> None:
        """Play the sample incident in the sandbox.

        Prints the incident channel and writes a review. In a terminal, it then serves the workspace as a web page.
        Needs no Slack account.
        """
        if sys.stdout.isatty() if stay is None else stay:
            _stay_up(out, _free_port() if port is None else port, stop_at_signals, fresh=fresh)
        else:
            asyncio.run(_play(_incident_file(SAMPLE), 0, out))
            _print_transcript(out)

    return demo


def _stay_up(out: Path, port: int, stop_at_signals: Callable[[], asyncio.Event], *, fresh: bool) -> None:
    folder, wants_fresh = out / "workspace", True
    while wants_fresh:
        if fresh or StagePlace(folder).is_new:  # a first run that was killed leaves a database without a workspace
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        conductor = Conductor(SAMPLE)
        place = StagePlace(folder, port, conductor, patience=PATIENCE)
        fresh = wants_fresh = asyncio.run(_show(out, place, conductor, stop_at_signals))


async def _play(file: IncidentFile, speed: float, out: Path) -> None:
    """Plays a file in a new workspace, and writes the transcript and the review."""
    policy = Policy()
    script = script_of(file, policy)
    async with on_stage(profiles(file), played_from(file), policy) as stage:
        await perform(stage, script, speed, _progress())
        _write_documents(stage, out)


async def _show(
    out: Path, place: StagePlace, conductor: Conductor, stop_at_signals: Callable[[], asyncio.Event]
) -> bool:
    """Serves the workspace, after playing the sample incident in a new one. Returns True to start over."""
    stop = stop_at_signals()
    file = _incident_file(SAMPLE)
    async with on_stage(profiles(file), played_from(file), Policy(), place) as stage:
        if place.is_new:
            await perform(stage, script_of(file, Policy()), 0, _progress())
            stage.save()
            _write_documents(stage, out)
            _print_transcript(out)
        click.echo(wording.open_page(stage.box.page_url))
        return await conductor.run(stage, stop)


def _incident_file(path: Path) -> IncidentFile:
    try:
        return read_incident_file(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise InputError(wording.unreadable(path, (error.strerror or str(error)).lower())) from None
    except UnicodeDecodeError:
        raise InputError(wording.not_utf8(path)) from None


def _free_port() -> int:
    """Returns the usual port of the page, or 0 (any) if another program uses it."""
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", PORT)) == 0
    return 0 if taken else PORT


def _progress() -> Callable[[Step], None]:
    """Returns a function that prints each step in a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _step: None
    return lambda step: click.echo(progress_line(step), err=True)


def _write_documents(stage: Stage, out: Path) -> None:
    """Writes the transcript and the review of the first incident."""
    services = stage.bot.services
    review = review_of(services.incidents.details(1), services.policy, services.now())
    channels = [stage.box.channel(name) for name in ("general", "incidents")]
    channels.append(stage.box.channel(services.incidents.get(1).channel))
    page = "\n\n".join(transcript(stage.box, channel.id).rstrip() for channel in channels)
    out.mkdir(parents=True, exist_ok=True)
    for name, text in {"transcript.txt": page, **_review_documents(review)}.items():
        (out / name).write_text(text.rstrip() + "\n", encoding="utf-8")


def _review_documents(review: Review) -> dict[str, str]:
    return {
        "review.md": review_document(review, "markdown"),
        "review.html": review_document(review, "html"),
        "review.json": json.dumps(review_json(review), indent=2, ensure_ascii=False),
    }


def _print_transcript(out: Path) -> None:
    click.echo((out / "transcript.txt").read_text(encoding="utf-8"))
    click.echo(wording.review_written(out / "review.html"))
