"""The commands `classify`, `timeline` and `review`, which analyze a file or standard input.

Nothing here talks to Slack, so these commands start quickly and need no account. This module says what they are called;
what they do is imported when one of them runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.review.document.templates import TEMPLATES
from bot.review.root_cause.methods import METHODS
from templates.cli import wording

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config.policy import Policy

NO_TIMES: Final = 1  # exit code of a timeline without events that have a time

# As they are typed, and the values of Audience
_AUDIENCES: Final = {
    "executives": "executive",
    "customers": "customer",
    "status-page": "status_page",
    "internal": "internal",
}
_FILE: Final = click.argument("file", required=False, default="-", metavar="[FILE]")
_OUTPUT: Final = click.option("--output", type=click.Path(path_type=Path), default=None, help=wording.OUTPUT)


def _formats(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    choice = click.Choice(names)
    return click.option("--format", "form", type=choice, default=names[0], show_default=True, help=wording.FORMAT)


def commands(read_policy: Callable[[], Policy], now: Callable[[], datetime]) -> Sequence[click.Command]:
    """Returns the three commands. `read_policy` is called when one of them runs; it may raise ConfigurationError."""
    return (_classify(read_policy), _timeline(read_policy), _review(read_policy, now))


def _classify(read_policy: Callable[[], Policy]) -> click.Command:
    @click.command("classify")
    @_FILE
    @_formats("text", "json", "markdown")
    @click.option("--for", "audience", type=click.Choice([*_AUDIENCES]), help=wording.FOR)
    @_OUTPUT
    def classify_command(file: str, form: str, audience: str | None, output: Path | None) -> None:
        """Suggest a severity for an incident.

        Prints the reasons, the required response, first tasks and drafts of stakeholder updates. Reads FILE
        (text, a chat, a table, JSON or YAML, also as other tools export it), or standard input if it is omitted.
        """
        from handlers.cli.answers import classified, text_for
        from handlers.cli.cases import answer_for

        answer = text_for(_AUDIENCES[audience]) if audience else classified
        answer_for(file, form, output, read_policy(), answer)

    return classify_command


def _timeline(read_policy: Callable[[], Policy]) -> click.Command:
    @click.command("timeline")
    @_FILE
    @_formats("text", "json", "markdown", "html")
    @_OUTPUT
    def timeline_command(file: str, form: str, output: Path | None) -> None:
        """Analyze the timeline of an incident.

        Prints the phases, key times, durations against their targets, and gaps. Reads FILE (text, a chat, a
        table, JSON or YAML, also as other tools export it), or standard input if it is omitted.
        """
        from bot.analysis.input.reading import is_timed
        from handlers.cli.answers import analyzed
        from handlers.cli.cases import answer_for

        given = answer_for(file, form, output, read_policy(), analyzed)
        if given.cases and not any(case.events or case.complaints for case in given.cases):
            click.echo(wording.NO_EVENTS, err=True)
        if given.cases and not any(map(is_timed, given.cases)):
            click.get_current_context().exit(NO_TIMES)

    return timeline_command


def _review(read_policy: Callable[[], Policy], now: Callable[[], datetime]) -> click.Command:
    @click.command("review")
    @_FILE
    @click.option("--framework", type=click.Choice([*METHODS, "all"]), help=wording.FRAMEWORK)
    @click.option("--method", type=click.Choice([*METHODS, "all"]), hidden=True)
    @click.option("--template", type=click.Choice(TEMPLATES), help=wording.TEMPLATE)
    @_formats("markdown", "html", "json", "text")
    @_OUTPUT
    def review_command(
        file: str, framework: str | None, method: str | None, template: str | None, form: str, output: Path | None
    ) -> None:
        """Write a post-incident review.

        Reads FILE (text, a chat, a table, JSON or YAML, also as other tools export it), or standard input if it is
        omitted.
        """
        from handlers.cli.answers import reviewed
        from handlers.cli.cases import answer_for

        answer_for(file, form, output, read_policy(), reviewed(framework or method, template, now()))

    return review_command
