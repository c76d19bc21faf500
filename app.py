"""The entry point: runs the bot or a command. Each command has its module, which is imported when it is asked for.

python app.py                  run the bot in the workspace that the environment names
python app.py demo             play the sample incident in the sandbox
python app.py replay FILE      play an incident file in the sandbox, on its own clock
python app.py classify FILE    suggest a severity; also timeline and review, for any file or text
python app.py declare …        work on incidents while Slack is down; also log, update, status, list, find and stats
python app.py export           export incidents as JSON Lines or CSV; also prune and forget
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets an error message, not a traceback
    sys.exit("Muster needs Python 3.11 or newer. Run `make run` once, then use .venv/bin/python app.py.")

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NoReturn

USAGE_ERROR: Final = 2  # exit code for errors that the operator can fix
INTERRUPTED: Final = 130  # as shells say it of Ctrl-C
OURS: Final = ("bot", "demo", "handlers", "sandbox", "storage", "templates", "wiring")


def _not_installed(missing: ModuleNotFoundError) -> NoReturn:
    if (missing.name or "").partition(".")[0] in OURS:
        raise missing
    sys.exit(
        f"Muster's dependencies are not installed for this Python ({missing.name} is missing). "
        "Run `make run` once, then use .venv/bin/python app.py."
    )


try:
    import click

    from bot.errors import MusterError
    from templates.cli import wording
except ModuleNotFoundError as missing:
    _not_installed(missing)
except KeyboardInterrupt:
    sys.exit(INTERRUPTED)

if TYPE_CHECKING:
    from bot.config.policy import Policy


# The commands, by the module that has them


def _analysis() -> Sequence[click.Command]:
    from handlers.cli import analysis

    return analysis.commands(_policy, lambda: datetime.now(UTC))


def _policy() -> "Policy":
    if path := os.environ.get("MUSTER_CONFIG", ""):
        from wiring.policy import read_policy

        return read_policy(path)
    from bot.config.policy import Policy

    return Policy()


def _incidents() -> Sequence[click.Command]:
    from handlers.cli import incidents
    from wiring.terminal import open_services, operator

    return incidents.commands(lambda: open_services(os.environ), lambda: operator(os.environ))


def _data() -> Sequence[click.Command]:
    from handlers.cli import export, retention
    from wiring.terminal import open_services, zone_of

    exporting = export.command(lambda: open_services(os.environ), lambda: zone_of(os.environ))
    return exporting, *retention.commands(lambda: open_services(os.environ))


def _sandbox() -> Sequence[click.Command]:
    from demo import cli

    return cli.replay, cli.demo


_MODULES: Final[Mapping[Callable[[], Sequence[click.Command]], Sequence[str]]] = {
    _analysis: ("classify", "timeline", "review"),
    _incidents: ("declare", "log", "update", "status", "list", "find", "stats"),
    _data: ("export", "forget", "prune"),
    _sandbox: ("demo", "replay"),
}
_HOME: Final = {name: module for module, names in _MODULES.items() for name in names}


class _Commands(click.Group):
    """Imports what the asked command needs; `--help` lists all of them, so it imports everything."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_HOME)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        return next((each for each in _HOME[name]() if each.name == name), None) if name in _HOME else None


@click.group(cls=_Commands, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Muster is an incident bot for Slack. Run it without a command to start the bot.

    The other commands work on incidents from the terminal, analyze incident files, and run the sandbox.
    """
    if context.invoked_subcommand is None:
        from wiring.serving import serve_until_stopped

        serve_until_stopped()


def run() -> None:
    """Runs the command line. Errors that the operator can fix end in one sentence and exit code 2."""
    try:
        main(standalone_mode=True)
    except ModuleNotFoundError as missing:
        _not_installed(missing)
    except MusterError as error:
        sentence = str(error)
    except OSError as error:
        sentence = wording.system_error(error.filename or wording.SYSTEM, (error.strerror or str(error)).lower())
    click.echo(sentence, err=True)
    sys.exit(USAGE_ERROR)


if __name__ == "__main__":
    run()
