"""The commands `forget`, which erases a person's data, and `prune`, which deletes old data."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

import click

from bot.retention.retention import Pruned
from bot.services import Services
from templates.cli.wording import YES
from templates.retention import wording

OpenServices: TypeAlias = Callable[[], AbstractContextManager[Services]]


def commands(open_services: OpenServices) -> Sequence[click.Command]:
    return _forget_command(open_services), _prune_command(open_services)


def _forget_command(open_services: OpenServices) -> click.Command:
    @click.command("forget")
    @click.argument("person", metavar="USER_ID")
    @click.option("--yes", is_flag=True, help=YES)
    def forget(person: str, yes: bool) -> None:
        """Erase a person's data.

        Their name is replaced by one such as "Former member 3". Find the USER_ID (U…) in their Slack profile.
        """
        with open_services() as service:
            trace = service.retention.trace(person)
            click.echo(wording.person_found(trace.names, trace.shared, trace.rows, trace.texts))
            if not yes:
                click.confirm(wording.CONFIRM_ERASURE, abort=True)
            erased = service.retention.erase(person)
            public = service.lists.public(erased.redrawn)
            click.echo(wording.person_erased(erased.former, [each.number for each in public]))

    return forget


def _prune_command(open_services: OpenServices) -> click.Command:
    @click.command("prune")
    def prune() -> None:
        """Delete data older than the retention periods.

        The periods are set in [retention] of the configuration file. The bot does this once a day.
        """
        with open_services() as service:
            deleted = _pruned(service)
        click.echo(wording.data_deleted(deleted.requests, deleted.outbox, deleted.texts))

    return prune


def _pruned(services: Services) -> Pruned:
    gone = Pruned()
    while some := services.retention.prune_some(now=True):
        gone += some
    return gone
