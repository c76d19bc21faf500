"""The commands that work on incidents from the terminal, for when Slack or the bot is down.

`declare`, `log`, `update` and `status` write to the bot's database; `list`, `find` and `stats` read it. Private
incidents are shown and changed only with `--include-private`; without it, their numbers look like unused ones.

Nothing here talks to Slack, and each command is one short transaction. The bot notices a change within a second, and
posts it once it can reach Slack.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import click

from bot.commands.arguments import first_word
from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Help, Request, TypedText
from bot.errors import NotFound, NotUnderstood, Refused
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.service import Opened
from bot.incidents.menu import IncidentList
from bot.incidents.model import Incident
from bot.incidents.titles import number_in
from bot.incidents.transitions import Verb
from bot.incidents.verbs import ChangeStatus, Declare, OpenForm, Resolve
from bot.json_types import Json
from bot.metrics.stats import PERIODS, USUAL, stats_json
from bot.metrics.stats_rows import median_and_mean, severity_bars, week_name
from bot.people.model import Person
from bot.search.found_rows import found_rows
from bot.search.verbs import FindIncidents
from bot.services import Services
from bot.timeline.model import Entry
from bot.timeline.verbs import Log
from bot.updates.verbs import PostUpdate
from handlers.cli import refusals
from templates.cli import wording
from templates.commands.wording import NO_FORM
from templates.incidents import console
from templates.metrics import messages as metric_messages
from templates.rendering import render
from templates.search import messages as search_messages

OpenServices: TypeAlias = Callable[[], AbstractContextManager[Services]]
OpenSession: TypeAlias = Callable[[str], AbstractContextManager["_Session"]]
"""Opens the session of a command, for the name to record as the author."""

_WORDS: Final = {"ignore_unknown_options": True}  # -10m is a time
_AS: Final = click.option("--as", "name", default="", metavar="NAME", help=wording.AS)
_FORMAT: Final = click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help=wording.FORMAT
)
_PRIVATE: Final = click.option("--include-private", is_flag=True, help=wording.INCLUDE_PRIVATE)
_NUMBER: Final = click.argument("number", metavar="NUMBER")
_ENDS: Final = (Verb.RESOLVE, Verb.REOPEN, Verb.CLOSE)  # `status` accepts these verbs too
_TEXT: Final = click.argument("text", nargs=-1, required=True)


def commands(open_services: OpenServices, operator: Callable[[], Person]) -> Sequence[click.Command]:
    """Returns the commands. `operator` is the person at the terminal: a name and a time zone, no Slack ID."""

    @contextmanager
    def session(name: str) -> Iterator["_Session"]:
        with open_services() as service:
            me = operator()
            try:
                yield _Session(service, replace(me, name=name or me.name))
            except Refused as refusal:
                raise type(refusal)(refusals.sentence(refusal, click.get_current_context().params)) from None

    return tuple(
        made(session)
        for made in (
            _declare_command,
            _log_command,
            _update_command,
            _status_command,
            _list_command,
            _find_command,
            _stats_command,
        )
    )


def _declare_command(session: OpenSession) -> click.Command:
    @click.command("declare", context_settings=_WORDS)
    @click.option("--private", is_flag=True, help=wording.PRIVATE)
    @click.option("--drill", is_flag=True, help=wording.DRILL)
    @click.argument("text", nargs=-1, required=True, metavar="[SEV] TITLE")
    @_AS
    @_FORMAT
    def declare(private: bool, drill: bool, text: tuple[str, ...], name: str, form: str) -> None:
        """Declare an incident.

        The channel is created and the incident announced once the bot can reach Slack. SEV is sev1 to sev4.
        """
        with session(name) as at:
            _say(at.declare(" ".join(text), private, drill), form)

    return declare


def _log_command(session: OpenSession) -> click.Command:
    @click.command("log", context_settings=_WORDS)
    @_NUMBER
    @_TEXT
    @_PRIVATE
    @_AS
    @_FORMAT
    def log(number: str, text: tuple[str, ...], include_private: bool, name: str, form: str) -> None:
        """Add an entry to the timeline of an incident.

        TEXT is [TIME] [TYPE:] what happened, such as "14:05 mitigation: Rolled back". TIME is 14:05, 3:10pm, -10m or
        2024-01-15 14:05, and defaults to now.
        """
        with session(name) as at:
            _say(at.log(at.number(number, include_private), " ".join(text)), form)

    return log


def _update_command(session: OpenSession) -> click.Command:
    @click.command("update", context_settings=_WORDS)
    @_NUMBER
    @_TEXT
    @_PRIVATE
    @_AS
    @_FORMAT
    def update(number: str, text: tuple[str, ...], include_private: bool, name: str, form: str) -> None:
        """Post a status update on an incident."""
        with session(name) as at:
            _say(at.update(at.number(number, include_private), " ".join(text)), form)

    return update


def _status_command(session: OpenSession) -> click.Command:
    @click.command("status")
    @click.argument("number", required=False, default="", metavar="[NUMBER]")
    @click.argument("text", nargs=-1, metavar="[STATUS|reopen|close] [TEXT]")
    @_PRIVATE
    @_AS
    @_FORMAT
    def status(number: str, text: tuple[str, ...], include_private: bool, name: str, form: str) -> None:
        """Show an incident or change its status.

        STATUS is investigating, identified, mitigating, monitoring or resolved. Without a NUMBER, lists the open
        incidents.
        """
        with session(name) as at:
            if number:
                _say(at.status(at.number(number, include_private), " ".join(text)), form)
            else:
                _say(at.list(IncidentList.OPEN, 1, include_private), form)

    return status


def _list_command(session: OpenSession) -> click.Command:
    @click.command("list")
    @click.argument(
        "which",
        default="open",
        type=click.Choice([each.value for each in IncidentList if each is not IncidentList.MINE]),
    )
    @click.argument("page", default=1, type=click.IntRange(1, 9999))
    @_PRIVATE
    @_FORMAT
    def incidents(which: str, page: int, include_private: bool, form: str) -> None:
        """List incidents, 10 per page.

        Without an argument, lists the open ones.
        """
        with session("") as at:
            _say(at.list(which, page, include_private), form)

    return incidents


def _find_command(session: OpenSession) -> click.Command:
    @click.command("find")
    @click.argument("words", nargs=-1, required=True)
    @_PRIVATE
    @_FORMAT
    def find(words: tuple[str, ...], include_private: bool, form: str) -> None:
        """Search incidents.

        Searches titles, summaries, timelines, updates, facts, tasks, action items and reviews for all of
        the WORDS.
        """
        with session("") as at:
            _say(at.find(" ".join(words), include_private), form)

    return find


def _stats_command(session: OpenSession) -> click.Command:
    @click.command("stats")
    @click.option("--period", type=click.Choice(tuple(PERIODS)), default=USUAL, show_default=True, help=wording.PERIOD)
    @click.option("--service", default="", help=wording.SERVICE)
    @_PRIVATE
    @_FORMAT
    def stats(period: str, service: str, include_private: bool, form: str) -> None:
        """Show incident counts, severities and durations."""
        with session("") as at:
            _say(at.stats(period, service, include_private), form)

    return stats


class _Result:
    """A result as text and as JSON."""

    def __init__(self, text: str, facts: Json) -> None:
        self.text = text
        self.facts = facts


class _Session:
    """What each command does, and who runs it. The arguments are parsed like those of `/incident`."""

    def __init__(self, services: Services, by: Person) -> None:
        self._services = services
        self._by = by

    def number(self, typed: str, include_private: bool) -> int:
        """The number of an incident. A private one looks like none without the flag."""
        number = number_in(typed)
        if not include_private and not self._services.permissions.is_public(number):
            raise NotFound(wording.not_found_here(number))
        return number

    def declare(self, text: str, private: bool, drill: bool) -> _Result:
        asked = self._read("declare", text)
        assert isinstance(asked, Declare)
        policy = self._services.policy
        services = policy.services_in(asked.title)
        wanted = Declaration(asked.title, asked.severity, self._by, services=services, private=private, drill=drill)
        opened = self._services.declaring.declare(replace(wanted, named=asked.named))
        facts: dict[str, Json] = {"existed": opened.existed, "similar": list(opened.hints.similar)}
        return _Result(self._opened(opened, asked), _facts(opened.incident) | facts)

    def _opened(self, opened: Opened, asked: Declare) -> str:
        incident, hints, policy = opened.incident, opened.hints, self._services.policy
        differs = opened.existed and asked.named and asked.severity != incident.severity
        return render(
            console.ConsoleOpened(
                incident,
                policy.severity(incident.severity),
                opened.existed,
                asked.word,
                hints.taken,
                hints.suggestion.reasons if hints.suggestion else (),
                self._services.lists.public(hints.similar),
                policy.severity(asked.severity) if differs else None,
            )
        )

    def log(self, number: int, text: str) -> _Result:
        asked = self._read("log", text)
        assert isinstance(asked, Log)
        entry = self._services.timeline.log(number, asked, self._by)
        local = entry.occurred_at.astimezone(ZoneInfo(self._by.tz))
        return _Result(render(console.LoggedOn(number, entry, local)), _entry_facts(number, entry))

    def update(self, number: int, text: str) -> _Result:
        asked = self._read("update", text)
        if not isinstance(asked, PostUpdate):
            raise NotUnderstood(NO_FORM)
        self._services.updates.post(number, asked, self._by)
        return self._shown(number)

    def status(self, number: int, text: str) -> _Result:
        if text:
            verb = "" if first_word(text)[0] in _ENDS else "status"
            self._move(number, self._read(verb, text))
        return self._shown(number)

    def _move(self, number: int, asked: Request) -> None:
        if isinstance(asked, Resolve):
            self._services.incidents.move(number, ChangeStatus(Verb.RESOLVE, asked.text), self._by)
        elif isinstance(asked, OpenForm) and asked.form is Verb.RESOLVE:  # there is no form here
            self._services.incidents.move(number, ChangeStatus(Verb.RESOLVE), self._by)
        elif isinstance(asked, ChangeStatus):
            self._services.incidents.move(number, asked, self._by)

    def _shown(self, number: int) -> _Result:
        incident = self._services.lists.shown(number, self._by)
        latest = self._services.updates.latest_facts(number)
        severity = self._services.policy.severity(incident.severity)
        last = latest.update
        facts: dict[str, Json] = {"known": last.text, "known_at": last.at.isoformat()} if last else {}
        return _Result(render(console.ConsoleShown(incident, severity, latest)), _facts(incident) | facts)

    def list(self, which: str, page: int, include_private: bool = False) -> _Result:
        listed = self._services.lists.page_of(which, self._by, page, include_private=include_private)
        levels = [self._services.policy.severity(each.severity) for each in listed.incidents]
        rows = tuple(zip(listed.incidents, levels, strict=True))
        facts: Json = {"incidents": [_facts(each) for each in listed.incidents], "page": page, "more": listed.more}
        return _Result(render(console.Incidents(which, page, rows, listed.more)), facts)

    def find(self, text: str, include_private: bool) -> _Result:
        asked = self._read("find", text)
        assert isinstance(asked, FindIncidents)
        finds = self._services.search.find(asked.words, self._by, include_private)
        facts: Json = {
            "found": [_facts(each) | {"in": found.what, "words": found.words} for each, found in finds.hits],
            "more": finds.more,
        }
        rows = found_rows(finds, self._services.policy)
        return _Result(render(search_messages.ConsoleFound(finds.words, rows, finds.more)), facts)

    def stats(self, period: str, service: str, include_private: bool) -> _Result:
        policy = self._services.policy
        found = self._services.metrics.stats(self._by, period, service, include_private)
        rows, peak = severity_bars(found, policy), week_name(found.peak[1])
        said = metric_messages.ConsoleStats(found, median_and_mean(found), rows, peak)
        return _Result(render(said), stats_json(found))

    def _read(self, verb: str, text: str) -> Request:
        asking = CommandContext(self._by, self._services.now(), self._services.policy)
        request = parse(TypedText(f"{verb} {text}".strip()), asking).request
        if isinstance(request, Help):
            command = click.get_current_context()
            click.echo(command.get_help())
            command.exit()
        return request


def _facts(incident: Incident) -> dict[str, Json]:
    return {
        "number": incident.number,
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status.value,
        "services": list(incident.services),
        "private": incident.private,
        "drill": incident.drill,
        "declared_by": incident.declared_by.name,
        "declared_at": incident.declared_at.isoformat(),
        "commander": incident.commander.name if incident.commander else None,
        "resolved_at": incident.resolved_at.isoformat() if incident.resolved_at else None,
        "channel": incident.channel_name,
    }


def _entry_facts(number: int, entry: Entry) -> dict[str, Json]:
    return {
        "incident": number,
        "kind": entry.kind.value,
        "text": entry.text,
        "author": entry.author.name,
        "occurred_at": entry.occurred_at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
    }


def _say(said: _Result, form: str) -> None:
    """Prints a result. Control characters could act on the terminal, so they are replaced by U+FFFD."""
    if form == "json":
        click.echo(json.dumps(said.facts, ensure_ascii=False, indent=2))
        return
    click.echo("".join("\ufffd" if _acts(letter) else letter for letter in said.text).rstrip())


def _acts(letter: str) -> bool:
    return letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Cs")
