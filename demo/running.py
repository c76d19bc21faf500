"""Plays an incident file in the sandbox, writes what came of it, and serves the workspace as a page."""

import asyncio
import json
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from sandbox.errors import NotAcknowledged, SandboxError
from sandbox.playback.player import ScriptError, Step
from sandbox.playback.transcript import transcript
from templates.demo import wording
from templates.review.document import review_document
from wiring.signals import stop_at_signals

SAMPLE = Path(__file__).parents[1] / "samples" / "payment-outage.json"
PATIENCE = 4.0  # seconds that a person on the page waits for a bot that doesn't answer


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Raises InputError for what the sandbox refuses."""
    try:
        yield
    except (ScriptError, SandboxError, NotAcknowledged) as error:
        raise InputError(str(error)) from None


def play(path: Path, speed: float, out: Path) -> None:
    """Plays a file, and prints the transcript."""
    with _one_sentence():
        asyncio.run(_play(_incident_file(path), speed, out))
    _print_transcript(out)


@_one_sentence()
def stay_up(out: Path, port: int, *, fresh: bool) -> None:
    """Serves the workspace until Ctrl-C."""
    folder, wants_fresh = out / "workspace", True
    while wants_fresh:
        if fresh or StagePlace(folder).is_new:  # a first run that was killed leaves a database without a workspace
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        conductor = Conductor(SAMPLE)
        place = StagePlace(folder, port, conductor, patience=PATIENCE)
        fresh = wants_fresh = asyncio.run(_show(out, place, conductor))


async def _play(file: IncidentFile, speed: float, out: Path) -> None:
    """Plays a file in a new workspace, and writes the transcript and the review."""
    policy = Policy()
    script = script_of(file, policy)
    async with on_stage(profiles(file), played_from(file), policy) as stage:
        await perform(stage, script, speed, _progress())
        _write_documents(stage, out)


async def _show(out: Path, place: StagePlace, conductor: Conductor) -> bool:
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


def free_port(usual: int) -> int:
    """Returns the usual port of the page, or 0 (any) if another program uses it."""
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", usual)) == 0
    return 0 if taken else usual


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
