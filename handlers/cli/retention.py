"""`forget` and `prune`: a person's removal on request, and what retention lets go, now. Neither talks to Slack."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

import click

from bot.ports.retention import Trace
from bot.retention.retention import Pruned
from bot.retention.service import Forgotten
from bot.services import Services

OpenRecord: TypeAlias = Callable[[], AbstractContextManager[Services]]


def commands(open_record: OpenRecord) -> Sequence[click.Command]:
    return _forget_command(open_record), _prune_command(open_record)


def _forget_command(open_record: OpenRecord) -> click.Command:
    @click.command("forget")
    @click.argument("person", metavar="U…")
    @click.option("--yes", is_flag=True, help="Without asking first.")
    def forget(person: str, yes: bool) -> None:
        """Take a person out of the record, for good: a name such as Former member 3 stands in their place."""
        with open_record() as service:
            click.echo(_found(service.keeping.trace(person)))
            if not yes:
                click.confirm("This can't be taken back. Go on?", abort=True)
            click.echo(_forgotten(service.keeping.forget(person)))

    return forget


def _found(trace: Trace) -> str:
    names = ", ".join(trace.names) or "No name is known"
    found = f"{names}: in {_counted(trace.rows, 'row')} of the record, named in {_counted(trace.texts, 'text')}."
    if not trace.shared:
        return found
    shared = ", ".join(trace.shared)
    return f"{found} Somebody else here is called {shared} too, so texts that say {shared} stay as they are."


def _forgotten(done: Forgotten) -> str:
    cards = ", ".join(f"#{number}" for number in done.redrawn)
    drawn = f" Drawn anew in Slack: the cards of {cards}." if cards else ""
    return (
        f"In their place stands {done.former}.{drawn}\n"
        "What stays: their own messages and reactions in Slack, lines and files that were posted before, names of "
        "channels, and backups. While their account is active the bot learns of them again, so deactivate it first."
    )


def _prune_command(open_record: OpenRecord) -> click.Command:
    @click.command("prune")
    def prune() -> None:
        """Let go what is older than [keep] says, now; the bot does it by itself once a day."""
        with open_record() as service:
            gone = _pruned(service)
        click.echo(
            f"Gone: {_counted(gone.requests, 'request id')}, {_counted(gone.outbox, 'delivered row')}, "
            f"{_counted(gone.texts, 'message text')}."
        )

    return prune


def _pruned(services: Services) -> Pruned:
    gone = Pruned()
    while some := services.keeping.prune_some(now=True):
        gone += some
    return gone


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
