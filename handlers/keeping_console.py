"""`prune` and `forget`: what retention lets go, now, and a person's removal on request. Neither talks to Slack."""

import click

from bot.keeping import Pruned
from bot.keeping_service import Forgotten
from bot.ports_keeping import Trace
from bot.service import Service
from handlers import exporting
from handlers.exporting import OpenRecord


def commands(open_record: OpenRecord) -> tuple[click.Command, ...]:
    return exporting.command(open_record), _prune_command(open_record), _forget_command(open_record)


def _prune_command(open_record: OpenRecord) -> click.Command:
    @click.command("prune")
    def prune() -> None:
        """Let go what is older than [keep] says, now; the bot does it by itself once a day."""
        with open_record() as service:
            click.echo(_told(_pruned(service)))

    return prune


def _pruned(service: Service) -> Pruned:
    gone = Pruned()
    while some := service.keeping.prune_some(now=True):
        gone += some
    return gone


def _told(gone: Pruned) -> str:
    if not gone:
        return "Nothing is older than it may be."
    return (
        f"Gone: {_counted(gone.requests, 'request id')}, {_counted(gone.outbox, 'delivered row')}, "
        f"{_counted(gone.texts, 'message text')}."
    )


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
    names = ", ".join(trace.names) or "no name"
    said = f"{names}: in {_counted(trace.rows, 'row')} of the record, named in {_counted(trace.texts, 'text')}."
    if trace.shared:
        shared = ", ".join(trace.shared)
        said += f" Somebody else here is called {shared} too, so texts that say {shared} stay as they are."
    return said


def _forgotten(done: Forgotten) -> str:
    drawn = f" The cards of {', '.join(f'#{number}' for number in done.redrawn)} are drawn anew." if done.redrawn else ""
    return (
        f"In their place stands {done.former}.{drawn}\n"
        "What stays: their own messages and reactions in Slack, lines and files that were posted already, channel "
        "names, and backups. While their account is active the bot learns of them again: deactivate it in Slack first."
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
