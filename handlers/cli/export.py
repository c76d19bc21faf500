"""The command `export`, which streams incidents for other programs."""

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
from templates.cli.wording import FORMAT, INCLUDE_PRIVATE, OUTPUT
from templates.export import wording

OpenServices: TypeAlias = Callable[[], AbstractContextManager[Services]]

_FORMATS: Final = click.Choice(("jsonl", "csv"))
OWNER_ALONE: Final = 0o600  # the same as the database: it may contain private incidents


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(wording.not_a_day(value), param, ctx)


def command(open_services: OpenServices, zone: Callable[[], str]) -> click.Command:
    """Returns the command. `zone` names the machine's time zone, in which dates are read."""

    @click.command("export")
    @click.option(
        "--format", "form", type=click.Choice(("jsonl", "csv")), default="jsonl", show_default=True, help=FORMAT
    )
    @click.option("--since", type=_Day(), help=wording.SINCE)
    @click.option("--until", type=_Day(), help=wording.UNTIL)
    @click.option("--include-private", is_flag=True, help=INCLUDE_PRIVATE)
    @click.option("--output", type=click.Path(path_type=Path), help=OUTPUT)
    def export(form: str, since: date | None, until: date | None, include_private: bool, output: Path | None) -> None:
        """Export incidents as JSON Lines or CSV.

        JSON Lines has one incident per line, CSV one timeline entry per row.
        """
        request = _request(since, until, include_private, ZoneInfo(zone()))
        with open_services() as service, _opened(output) as file:
            for text in _lines(service, request, form):
                file.write(text.encode())

    return export


def _request(since: date | None, until: date | None, private: bool, zone: ZoneInfo) -> ExportRequest:
    """Includes the whole day of `until`."""
    if since and until and since > until:
        raise InputError(wording.since_after_until(since, until))
    end = until + timedelta(days=1) if until and until < date.max else None
    return ExportRequest(_begin(since, zone), _begin(end, zone), private)


def _begin(day: date | None, zone: ZoneInfo) -> datetime | None:
    """Returns the start of a day in UTC; None for a day out of range."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC) if day else None
    except OverflowError:
        return None


def _lines(services: Services, request: ExportRequest, form: str) -> Iterator[str]:
    if form == "csv":
        yield csv_head()
    report = _progress(services, request)
    with closing(services.export.incidents(request)) as incidents:
        for place, held in enumerate(incidents, start=1):
            yield csv_lines(held) if form == "csv" else json_line(held, services.policy)
            report(place)


def _progress(services: Services, request: ExportRequest) -> Callable[[int], None]:
    """Returns a function that prints the progress in a terminal, and does nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _place: None
    count = services.export.count(request)

    def report(place: int) -> None:
        end = "\n" if place == count else ""
        click.echo(f"\r{wording.progress(place, count)}{end}", nl=False, err=True)

    return report


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output:
        with whole_file(output, OWNER_ALONE) as file:
            yield file
        return
    stdout = sys.stdout.buffer
    yield stdout
    stdout.flush()  # fails here if the reader has gone away
