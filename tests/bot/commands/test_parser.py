"""What `/incident` understands: every verb with its arguments, and the sentence for what it does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, Help, Menu, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.incidents.transitions import Verb
from bot.incidents.verbs import (
    Cancel,
    ChangeStatus,
    Declare,
    ListIncidents,
    MergeInto,
    OpenForm,
    Rename,
    Resolve,
    SetSeverity,
    ShowIncident,
)
from bot.people.model import Person
from bot.review.facts import FactKind
from bot.review.verbs import AddFact
from bot.roles.verbs import SetCommander
from bot.tasks.verbs import AddAction
from bot.timeline.model import EntryKind
from bot.timeline.verbs import ExportTimeline, Log, PostTimeline, ShowTimeline
from bot.updates.verbs import PostUpdate, ShowStakeholderUpdates
from templates.commands import slash_commands
from tests.bot.commands.parser_examples import BOB, JANE, LINES, NOW, at, refusal, understood


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("", Menu()),
        ("  ", Menu()),
        ("status", OpenForm(Verb.INVESTIGATE)),
        ("status Monitoring: all quiet", ChangeStatus(Verb.MONITOR, "all quiet")),
        ("status resolved Rolled back", Resolve("Rolled back")),
        ("severity", OpenForm(Verb.SEVERITY)),
        ("severity SEV 2 Europe only", SetSeverity("sev2", "Europe only")),
        ("severity critical", SetSeverity("sev1")),
        ("reopen Errors are back", ChangeStatus(Verb.REOPEN, "Errors are back")),
        ("close", ChangeStatus(Verb.CLOSE)),
        ("cancel", OpenForm(Verb.CANCEL)),
        ("cancel The probe was broken", Cancel("The probe was broken")),
        ("duplicate", OpenForm(Verb.MERGE)),
        ("duplicate of #41", MergeInto(41)),
        ("duplicate 41", MergeInto(41)),
        ("rename", OpenForm(Verb.RENAME)),
        ("rename Payments   fail", Rename("Payments fail")),
        ("private", OpenForm(Verb.PRIVATE)),
        ("drill sev2 Region down", Declare("Region down", "sev2", named=True, drill=True)),
        ("help", Help()),
        ("help /incident log", Help("log")),
        ("HELP Log", Help("log")),
        ("declare", Declare("", "sev3")),
        ("declare Payments fail", Declare("Payments fail", "sev3")),
        ("Declare sev1 Payments   fail\tin Europe", Declare("Payments fail in Europe", "sev1", named=True)),
        ("declare SEV-2 Search is slow", Declare("Search is slow", "sev2", named=True)),
        ("declare sev 2: Search is slow", Declare("Search is slow", "sev2", named=True)),
        ("declare sev3 - Search is slow", Declare("Search is slow", "sev3", named=True)),
        ("declare Critical alerts are not delivered", Declare("Critical alerts are not delivered", "sev3")),
        ("declare critical payments down", Declare("critical payments down", "sev3")),
        ("declare critical, payments down", Declare("critical, payments down", "sev3")),
        ("declare Critical - payments down", Declare("Critical - payments down", "sev3")),
        ("declare critical: payments down", Declare("payments down", "sev1", named=True, word="critical")),
        ("declare Critical : payments down", Declare("payments down", "sev1", named=True, word="Critical")),
        ("declare P1: payments down", Declare("P1: payments down", "sev3")),
        ("declare Major: search is slow", Declare("search is slow", "sev2", named=True, word="Major")),
        ("declare 2: search is slow", Declare("search is slow", "sev2", named=True, word="2")),
        ("declare low: typo on the page", Declare("typo on the page", "sev4", named=True, word="low")),
        ("declare low disk space", Declare("low disk space", "sev3")),
        ("declare minor version breaks login", Declare("minor version breaks login", "sev3")),
        ("declare critical-path job fails", Declare("critical-path job fails", "sev3")),
        ("declare 3 databases are down", Declare("3 databases are down", "sev3")),
        ("declare 1", Declare("1", "sev3")),
        ("declare SEV-1234 broke the login", Declare("SEV-1234 broke the login", "sev3")),
        ("declare sev2-related alerts are lost", Declare("sev2-related alerts are lost", "sev3")),
        ("declare Sevilla region is down", Declare("Sevilla region is down", "sev3")),
        ("declare p1 replica lags", Declare("p1 replica lags", "sev3")),
        ("declare sev2 sev9 pages nobody", Declare("sev9 pages nobody", "sev2", named=True)),
        ("declare sev1 - Payments", Declare("Payments", "sev1", named=True)),
        ("declare sev1:Payments", Declare("Payments", "sev1", named=True)),
        ("resolve", OpenForm(Verb.RESOLVE)),
        ("resolve Rolled back", Resolve("Rolled back")),
        ("status resolved", OpenForm(Verb.RESOLVE)),
        ("list", ListIncidents("open")),
        ("list Mine", ListIncidents("mine")),
        ("list all 2", ListIncidents("all", 2)),
        ("list closed page 3", ListIncidents("closed", 3)),
        ("list 2", ListIncidents("open", 2)),
        ("show", ShowIncident()),
        ("show 41", ShowIncident(41)),
        ("show #41", ShowIncident(41)),
        ("show INC-41", ShowIncident(41)),
        ("declare Payments sev1", Declare("Payments sev1", "sev3")),
        ('declare <!channel> & <b>"x"</b>', Declare('<!channel> & <b>"x"</b>', "sev3")),
        ("log detection： First alert", Log("First alert", EntryKind.DETECTION, None)),
        ("log detection：First alert", Log("First alert", EntryKind.DETECTION, None)),
        ("status monitoring： all quiet", ChangeStatus(Verb.MONITOR, "all quiet")),
        ("log Rolled back", Log("Rolled back", EntryKind.NOTE, None)),
        ("log 14:05 Rolled back", Log("Rolled back", EntryKind.NOTE, at(14, 5))),
        ("log 9:05 Rolled back", Log("Rolled back", EntryKind.NOTE, at(9, 5))),
        ("log 14:30 Rolled back", Log("Rolled back", EntryKind.NOTE, at(14, 30))),
        ("log 14:31 Rolled back", Log("Rolled back", EntryKind.NOTE, at(14, 30))),
        ("log 14:05 detection: First alert", Log("First alert", EntryKind.DETECTION, at(14, 5))),
        ("log Mitigation: Pool raised", Log("Pool raised", EntryKind.MITIGATION, None)),
        ("log note: mitigation: not yet", Log("mitigation: not yet", EntryKind.NOTE, None)),
        ("log p99: over 5 s", Log("p99: over 5 s", EntryKind.NOTE, None)),
        ("log Alert: over 5 s", Log("Alert: over 5 s", EntryKind.NOTE, None)),
        ("log severity: high", Log("severity: high", EntryKind.NOTE, None)),
        ("log two\nlines", Log("two\nlines", EntryKind.NOTE, None)),
        ("log nudge: asked twice", Log("nudge: asked twice", EntryKind.NOTE, None)),
        ("log yesterday 14:31 Rolled back", Log("Rolled back", EntryKind.NOTE, at(14, 31, day=14))),
        ("log Yesterday 9:05 trigger: Deploy", Log("Deploy", EntryKind.TRIGGER, at(9, 5, day=14))),
        ("log yesterday we deployed", Log("yesterday we deployed", EntryKind.NOTE, None)),
        ("log -10m Rolled back", Log("Rolled back", EntryKind.NOTE, at(14, 20))),
        ("log -2h Rolled back", Log("Rolled back", EntryKind.NOTE, at(12, 30))),
        ("log -1H30M Rolled back", Log("Rolled back", EntryKind.NOTE, at(13, 0))),
        ("log -45min Rolled back", Log("Rolled back", EntryKind.NOTE, at(13, 45))),
        ("log 1:10pm Rolled back", Log("Rolled back", EntryKind.NOTE, at(13, 10))),
        ("log detection: 14:05 Alert", Log("Alert", EntryKind.DETECTION, at(14, 5))),
        ("log note: 10m ago @Bob Kim saw it", Log("@Bob Kim saw it", EntryKind.NOTE, at(14, 20))),
        ("log 14:05 UTC @Bob Kim trigger: Deploy", Log("Deploy", EntryKind.TRIGGER, at(14, 5), BOB)),
        ("log 10 of 12 nodes are back", Log("10 of 12 nodes are back", EntryKind.NOTE, None)),
        ("log 3.10 release deployed", Log("3.10 release deployed", EntryKind.NOTE, None)),
        ('log "14.05 deployed"', Log("14.05 deployed", EntryKind.NOTE, None)),
        ("log “25:99 is on the screen”", Log("25:99 is on the screen", EntryKind.NOTE, None)),
        ('log 14:05 "deteciton: First"', Log("deteciton: First", EntryKind.NOTE, at(14, 5))),
        ('log "It works again"', Log('"It works again"', EntryKind.NOTE, None)),
        ("log migration: failed", Log("migration: failed", EntryKind.NOTE, None)),
        ("log node: worker-3 is down", Log("node: worker-3 is down", EntryKind.NOTE, None)),
        ("log - first point", Log("- first point", EntryKind.NOTE, None)),
        ("log “10m downtime”", Log("10m downtime", EntryKind.NOTE, None)),
        ("log @Bob Kim Rolled back", Log("Rolled back", EntryKind.NOTE, None, BOB)),
        ("log @Bob Kim detection: Alert", Log("Alert", EntryKind.DETECTION, None, BOB)),
        ("log 14:05 @Bob Kim detection: Alert", Log("Alert", EntryKind.DETECTION, at(14, 5), BOB)),
        ("log @Bob Kim -10m Alert", Log("Alert", EntryKind.NOTE, at(14, 20), BOB)),
        ("log @Bob Kim (U3) Alert", Log("Alert", EntryKind.NOTE, None, Person("U3", "Bob Kim (U3)"))),
        ("log @channel Alert", Log("@channel Alert", EntryKind.NOTE, None)),
        ("log Asked @Bob Kim", Log("Asked @Bob Kim", EntryKind.NOTE, None)),
        ("update", PostUpdate("")),
        ("update  Fix is near ", PostUpdate("Fix is near")),
        ("status identified", ChangeStatus(Verb.IDENTIFY)),
        ("status Investigating", ChangeStatus(Verb.INVESTIGATE)),
        ("status mitigating", ChangeStatus(Verb.MITIGATE)),
        ("status monitoring", ChangeStatus(Verb.MONITOR)),
        ("resolve Rolled back, all good", Resolve("Rolled back, all good")),
        ("reopen", ChangeStatus(Verb.REOPEN)),
        ("severity sev1", SetSeverity("sev1")),
        ("severity SEV-4", SetSeverity("sev4")),
        ("severity major", SetSeverity("sev2")),
        ("commander", SetCommander(JANE)),
        ("commander Me", SetCommander(JANE)),
        ("commander @Bob Kim", SetCommander(Person("U2", "Bob Kim"))),
        ("timeline", ShowTimeline()),
        ("timeline Mitigation", ShowTimeline(EntryKind.MITIGATION)),
        ("timeline nudge", ShowTimeline(EntryKind.NUDGE)),
        ("timeline all", ShowTimeline(everything=True)),
        ("timeline since 1h", ShowTimeline(since=at(13, 30))),
        ("timeline since -1h30m", ShowTimeline(since=at(13, 0))),
        ("timeline since 14:05", ShowTimeline(since=at(14, 5))),
        ("timeline Since Yesterday 14:05", ShowTimeline(since=at(14, 5, day=14))),
        ("timeline mitigation since 45m", ShowTimeline(EntryKind.MITIGATION, at(13, 45))),
        ("timeline all since 2h", ShowTimeline(since=at(12, 30), everything=True)),
        ("timeline post", PostTimeline()),
        ("timeline Export", ExportTimeline()),
        ("record cause Pool too small", AddFact(FactKind.CAUSE, "Pool too small")),
        ("record Factor no load test", AddFact(FactKind.FACTOR, "no load test")),
        ("record impact 12,500 users affected", AddFact(FactKind.IMPACT, "12,500 users affected")),
        ("record fix Pool raised\nand kept", AddFact(FactKind.FIX, "Pool raised\nand kept")),
    ],
)
def test_what_is_typed_is_understood(text: str, request_: Request) -> None:
    assert understood(text) == request_


def test_a_typed_time_is_read_in_the_zone_of_who_types() -> None:
    berlin = Person("U1", "Jane Smith", "Europe/Berlin")
    assert understood("log 15:05 Rolled back", berlin) == Log("Rolled back", EntryKind.NOTE, at(14, 5))
    assert understood("action Alert today", berlin, at(23, 30)) == AddAction("Alert", due=date(2024, 1, 16))


NO_SEVERITY = "is not a severity. Use SEV1 to SEV4. For example:"
NO_STATUS = "is not a status. Use investigating, identified, mitigating, monitoring or resolved. For example:"
NO_FACT = "is not a type of fact. Use cause, factor, impact, fix, helped, hindered or lesson. For example:"
NO_TIME = "is not a time. Use 14:05, 3:10pm, -10m or 2024-01-22 14:05."
with slash_commands.read_in(1):
    USAGE = {name: slash_commands.instead(verb.hint()) for name, verb in VERBS.items()}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("declare sev2", "Enter a title. For example: /incident declare sev2 Checkout is down"),
        ("declare critical", "Enter a title. For example: /incident declare sev1 Checkout is down"),
        ("list opne", '"opne" is not a list. Did you mean /incident list open?'),
        ("list xyzzy", f'"xyzzy" is not a list. {USAGE["list"]}'),
        ("list all first", f'"first" is not a page number. {USAGE["list"]}'),
        ("list all 0", f'"0" is not a page number. {USAGE["list"]}'),
        ("show me", f'"me" is not an incident number. {USAGE["show"]}'),
        ("show 0", f'"0" is not an incident number. {USAGE["show"]}'),
        ("declare sev9 Foo", f'"sev9" {NO_SEVERITY} /incident declare sev2 Foo'),
        ("declare SEV-0: Foo: bar", f'"SEV-0" {NO_SEVERITY} /incident declare sev2 Foo: bar'),
        ("declare sev 12 Foo", f'"sev 12" {NO_SEVERITY} /incident declare sev2 Foo'),
        ("declare sev9", f'"sev9" {NO_SEVERITY} /incident declare sev2 Checkout is down'),
        ("declare sev2x Foo", f'"sev2x" {NO_SEVERITY} /incident declare sev2 Foo'),
        ("declare sev9a is down", f'"sev9a" {NO_SEVERITY} /incident declare sev2 is down'),
        ("drill sev9 Foo", f'"sev9" {NO_SEVERITY} /incident drill sev2 Foo'),
        ("log", f"Enter what happened. {USAGE['log']}"),
        ("log 14:05", f"Enter what happened. {USAGE['log']}"),
        ("log 25:00 x", f'"25:00" {NO_TIME} To use it as text, type /incident log "25:00 x".'),
        ("log @Bob Kim -10x x", f'"-10x" {NO_TIME} To use it as text, type /incident log @Bob Kim "-10x x".'),
        ("log detection: 25:99 x", f'"25:99" {NO_TIME} To use it as text, type /incident log detection: "25:99 x".'),
        (
            "log 14.05 deployed",
            '"14.05" could be a time. For 14:05, type /incident log 14:05 deployed. '
            'To use it as text, type /incident log "14.05 deployed".',
        ),
        (
            "log 2030-01-01 10:00 x",
            '"2030-01-01 10:00" is in the future. Enter the time when it happened. '
            'To use it as text, type /incident log "2030-01-01 10:00 x".',
        ),
        (
            "log 14:05 deteciton: First alert",
            '"deteciton" is not a type of entry. If you mean detection, type '
            "/incident log 14:05 detection: First alert. "
            'To use it as text, type /incident log 14:05 "deteciton: First alert".',
        ),
        (
            "log @nobody Rolled back",
            'I can\'t find @nobody. To use it as text, type /incident log "@nobody Rolled back".',
        ),
        ("drill sev1", "Enter a title. For example: /incident drill sev1 Checkout is down"),
        (
            "private please",
            "This command takes no text. To make this channel's incident private, type /incident private.",
        ),
        ("duplicate of it", f'"of it" is not an incident number. {USAGE["duplicate"]}'),
        ("status monitring: calm", '"monitring" is not a status. Did you mean /incident status monitoring calm?'),
        ("status fixed", f'"fixed" {NO_STATUS} /incident status identified'),
        ("status The pool is full", f'"The" {NO_STATUS} /incident status identified The pool is full'),
        ("severity high", f'"high" {NO_SEVERITY} /incident severity sev2'),
        ("severity sev9 Europe only", f'"sev9" {NO_SEVERITY} /incident severity sev2 Europe only'),
        (
            "log @Bob Kimberley Alert",
            'I can\'t find @Bob. To use it as text, type /incident log "@Bob Kimberley Alert".',
        ),
        ("commander Bob", f"I can't find Bob. {USAGE['commander']}"),
        ("task 3", f"Add an assignee for task 3. {USAGE['task']}"),
        ("subscribe #unknown", f"I can't find the channel #unknown. Check the name. {USAGE['subscribe']}"),
        ("action P1 2024-01-22", f"Enter an action item. {USAGE['action']}"),
        (
            "action Alert 2024-13-01",
            '"2024-13-01" is not a date. Use YYYY-MM-DD, such as 2024-01-22. '
            'To use it as text, type /incident action "Alert 2024-13-01".',
        ),
        (
            "log mitigation: ~14:05 Rolled back",
            '"~14:05" could be a time. For 14:05, type /incident log mitigation: 14:05 Rolled back. '
            'To use it as text, type /incident log mitigation: "~14:05 Rolled back".',
        ),
        (
            "log 14:05 Berlin time Rolled back",
            '"Berlin time" is not a time zone. Use one such as UTC, +02:00 or America/Chicago. '
            "For 14:05 Europe/Berlin, type /incident log 14:05 Europe/Berlin Rolled back. "
            'To use it as text, type /incident log 14:05 "Berlin time Rolled back".',
        ),
        ("record guess", f'"guess" {NO_FACT} /incident record cause guess'),
        ("snooze 15 For Bob", "Choose 10, 20 or 60 minutes. For example: /incident snooze 10 For Bob"),
        ("log -10m", f"Enter what happened. {USAGE['log']}"),
        ("log @Bob Kim", f"Enter what happened. {USAGE['log']}"),
        ("timeline xyzzy", f'Unknown filter "xyzzy". {USAGE["timeline"]}'),
        ("timeline mitigation xyzzy", f'Unknown filter "xyzzy". {USAGE["timeline"]}'),
        ("timeline now post-mortem", f'Unknown filter "now post-mortem". {USAGE["timeline"]}'),
        ("timeline since", f"Enter a start time after since. {USAGE['timeline']}"),
        ("timeline since lunch", f'"lunch" is not a start time. {USAGE["timeline"]}'),
        ("timeline since 1h now", f'"1h now" is not a start time. {USAGE["timeline"]}'),
        (
            "rezolve",
            'There is no command "rezolve". Did you mean /incident resolve?',
        ),
        (
            "sev2",
            'There is no command "sev2". Did you mean /incident severity sev2?',
        ),
        (
            "Critical payments down",
            'There is no command "Critical". Did you mean /incident declare Critical payments down?',
        ),
        (
            "Identified",
            'There is no command "Identified". Did you mean /incident status identified?',
        ),
        ("xyzzy", 'There is no command "xyzzy". To see all commands, type /incident help.'),
        ("help xyzzy", 'There is no command "xyzzy". To see all commands, type /incident help.'),
    ],
)
def test_what_is_not_understood_is_answered_with_what_to_type(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


def test_a_title_may_be_of_any_length() -> None:
    assert understood(f"declare sev1 {'x' * 2000}") == Declare("x" * 2000, "sev1", named=True)


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_each_verbs_example_is_understood_as_that_verb(verb: object) -> None:
    assert isinstance(verb, type(VERBS["log"]))
    mentioned = TypedText(verb.example, {"@jane": "U1", "@bob": "U2"}, {"#support": "C9"})
    found, request, _number = parse(mentioned, CommandContext(JANE, NOW, Policy()))
    assert found is verb
    assert request is not None
    assert verb.usage.split()[0] == verb.example.split()[0] == verb.name


def test_only_what_opens_or_finds_an_incident_works_outside_of_an_incidents_channel() -> None:
    outside = {verb.name for verb in VERBS.values() if not verb.needs_incident}
    assert outside == {"declare", "drill", "list", "show", "find", "stats", "join", "help"}


PIECES = (
    'sev1 sev9 14:05 29:99 note: P1 today 2024-01-22 2024-99-99 " @Bob owner: cause resolved me a@b.example by '
    "since -10m 1h yesterday all post \n"
)
ARGUMENTS = st.text(max_size=40) | st.lists(st.sampled_from([*PIECES.split(" "), "@Bob Kim"]), max_size=6).map(" ".join)


@given(st.sampled_from([*VERBS, "xyzzy", ""]), ARGUMENTS)
def test_whatever_is_typed_is_understood_or_answered_with_a_sentence(verb: str, arguments: str) -> None:
    answer = understood_or_not(f"{verb} {arguments}")
    assert str(answer).endswith((".", "?")) or not isinstance(answer, NotUnderstood)


def understood_or_not(text: str) -> Request | NotUnderstood:
    try:
        return understood(text)
    except NotUnderstood as refused:
        return refused


@given(LINES)
def test_what_is_said_is_kept_word_for_word(text: str) -> None:
    assert understood(f"update {text}") == PostUpdate(text)
    assert understood(f"resolve {text}") == Resolve(text)
    assert understood(f"record cause {text}") == AddFact(FactKind.CAUSE, text)
    assert understood(f"log 14:05 trigger: {text}") == Log(text, EntryKind.TRIGGER, at(14, 5))


@pytest.mark.parametrize("nothing", ['""', "“”", "''"])
def test_empty_quotation_marks_are_no_text(nothing: str) -> None:
    assert understood(f"update {nothing}") == understood("update")
    assert understood(f"resolve {nothing}") == understood("resolve")
    assert understood(f"status identified {nothing}") == understood("status identified")
    assert understood(f"rename {nothing}") == understood("rename")
    assert understood(f"declare {nothing}") == understood("declare")
    assert refusal(f"log {nothing}").startswith("Enter what happened.")
    assert refusal(f"snooze 10 {nothing}").startswith("Enter a reason.")
    assert understood(f"update The name is {nothing}") == PostUpdate(f"The name is {nothing}")


@pytest.mark.parametrize("word", ["draft", "Drafts", "drafts:", "drafts?"])
def test_drafts_are_opened_or_asked_about_and_never_posted(word: str) -> None:
    assert understood(f"update {word}") == ShowStakeholderUpdates()
    assert refusal(f"update {word} 3") == (
        "This could be an update or the command for the stakeholder updates. To open the stakeholder updates, type "
        f'/incident update drafts. To use it as text, type /incident update "{word} 3".'
    )
    assert understood(f'update "{word} 3"') == PostUpdate(f"{word} 3")
