"""`python app.py export`: incidents for other programs, one after another, however many there are."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias
from zoneinfo import ZoneInfo

import click

from bot.errors import InputError
from bot.export.incidents import csv_head, csv_lines, json_line
from bot.export.model import ExportRequest
from bot.services import Services
from handlers.cli.atomic_file import whole_file
from templates.cli.wording import INCLUDE_PRIVATE
from templates.export import wording

OpenServices: TypeAlias = Callable[[], AbstractContextManager[Services]]

OWNER_ALONE: Final = 0o600  # as the database itself: it may hold private incidents


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(wording.not_a_day(value), param, ctx)


def command(open_services: OpenServices, zone: Callable[[], str]) -> click.Command:
    """`zone` is the machine's by name: the days that people give are days there."""

    @click.command("export")
    @click.option("--format", "form", type=click.Choice(("jsonl", "csv")), default="jsonl", show_default=True)
    @click.option("--since", type=_Day(), help=wording.SINCE)
    @click.option("--until", type=_Day(), help=wording.UNTIL)
    @click.option("--include-private", is_flag=True, help=INCLUDE_PRIVATE)
    @click.option("--output", type=click.Path(path_type=Path), help=wording.OUTPUT)
    def export(form: str, since: date | None, until: date | None, include_private: bool, output: Path | None) -> None:
        """Export incidents for other programs: JSON with an incident a line, or CSV with an entry a line."""
        request = _request(since, until, include_private, ZoneInfo(zone()))
        with open_services() as service, _opened(output) as file:
            for text in _lines(service, request, form):
                file.write(text.encode())

    return export


def _request(since: date | None, until: date | None, private: bool, zone: ZoneInfo) -> ExportRequest:
    """The last day counts whole."""
    if since and until and since > until:
        raise InputError(wording.since_after_until(since, until))
    end = until + timedelta(days=1) if until and until < date.max else None
    return ExportRequest(_begin(since, zone), _begin(end, zone), private)


def _begin(day: date | None, zone: ZoneInfo) -> datetime | None:
    """When a day begins, None for one so early or late that UTC has no name for it."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC) if day else None
    except OverflowError:
        return None


def _lines(services: Services, request: ExportRequest, form: str) -> Iterator[str]:
    if form == "csv":
        yield csv_head()
    told = _progress(services, request)
    with closing(services.export.incidents(request)) as incidents:
        for place, held in enumerate(incidents, start=1):
            yield csv_lines(held) if form == "csv" else json_line(held, services.policy)
            told(place)


def _progress(services: Services, request: ExportRequest) -> Callable[[int], None]:
    """How far it is, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _place: None
    count = services.export.count(request)

    def tell(place: int) -> None:
        end = "\n" if place == count else ""
        click.echo(f"\r{wording.progress(place, count)}{end}", nl=False, err=True)

    return tell


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output:
        with whole_file(output, OWNER_ALONE) as file:
            yield file
        return
    stdout = sys.stdout.buffer
    yield stdout
    stdout.flush()  # here a reader that has gone away is noticed, and not at the very end
