"""Which incident a command is about: a number in front of the arguments, read in one way for every verb."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.commands.command_verb import Leading
from bot.commands.parser import VERBS, parse
from bot.commands.requests import Addressable, CommandContext, Help, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import Verb
from bot.incidents.verbs import ChangeStatus, MergeInto, OpenForm, Rename, Resolve, SetSeverity, ShowIncident
from bot.nudges.verbs import Snooze
from bot.people.model import Person
from bot.people.verbs import Join
from bot.roles.verbs import OfferHandover
from bot.tasks.verbs import AssignTask, CompleteTasks, ShowTasks
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log, ShowTimeline
from bot.updates.verbs import PostUpdate
from handlers.slack.commands import refusals
from templates.commands import slash_commands

NOW = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
JANE = Person("U1", "Jane Smith")


def incident(number: int, status: Status = Status.INVESTIGATING) -> Incident:
    return Incident(
        "T1",
        number,
        "Payments fail",
        "sev2",
        status,
        declared_by=JANE,
        declared_at=NOW,
        updated_at=NOW,
        channel=f"C{number}",
    )


# 1, 2, 3 and 10 are open, 4 is resolved, 5 closed; 8 is private and seen from its channel, and 9 can't be seen here.
KNOWN = {number: incident(number) for number in (1, 2, 3, 10)}
KNOWN |= {4: incident(4, Status.RESOLVED), 5: incident(5, Status.CLOSED)}
PRIVATE = 8
KNOWN[PRIVATE] = replace(incident(PRIVATE), private=True)
CHANNELS = {"#inc-three": "C3", "#support": "C9"}


def parsed(text: str, here: int = 2) -> tuple[Request, int]:
    known = Addressable(KNOWN.get(here), KNOWN.get, {"C3": KNOWN[3]}.get, {"inc-three": KNOWN[3]}.get)
    typed = TypedText(text, {"@Bob Kim": "U2"}, CHANNELS)
    _verb, request, number = parse(typed, CommandContext(JANE, NOW, Policy(), known))
    return request, number


def refused(text: str, here: int = 2) -> str:
    with pytest.raises(NotUnderstood) as refusal:
        parsed(text, here)
    with slash_commands.read_in(here):
        return refusals.in_form(refusal.value)


@pytest.mark.parametrize(
    ("text", "request_", "number"),
    [
        ("resolve 1", OpenForm(Verb.RESOLVE), 1),
        ("resolve #1 Rolled back", Resolve("Rolled back"), 1),
        ("resolve INC-1 Rolled back", Resolve("Rolled back"), 1),
        ("update #1: Rolled back", PostUpdate("Rolled back"), 1),
        ("update 1", PostUpdate(""), 1),
        ("status 1 identified", ChangeStatus(Verb.IDENTIFY), 1),
        ("severity 1 sev2x", SetSeverity("sev1", "sev2x"), 0),
        ("severity 10 2", SetSeverity("sev2"), 10),
        ("severity #1 sev2", SetSeverity("sev2"), 1),
        ("severity 7", None, 0),
        ("timeline 3", ShowTimeline(), 3),
        ("timeline 3 mitigation", ShowTimeline(EntryKind.MITIGATION), 3),
        ("close 4", ChangeStatus(Verb.CLOSE), 4),
        ("reopen 5", ChangeStatus(Verb.REOPEN), 5),
        ("reopen #5 Errors are back", ChangeStatus(Verb.REOPEN, "Errors are back"), 5),
        ("duplicate 1", MergeInto(1), 0),
        ("duplicate of #1", MergeInto(1), 0),
        ("duplicate #1", MergeInto(1), 0),
        ("duplicate 1 of 3", MergeInto(3), 1),
        ("snooze 10 For Bob", Snooze(10, "For Bob"), 0),
        ("snooze 3 10 For Bob", Snooze(10, "For Bob"), 3),
        ("handover 3 @Bob Kim", OfferHandover(Person("U2", "Bob Kim")), 3),
        ("handover 3 to @Bob Kim Half done", OfferHandover(Person("U2", "Bob Kim"), "Half done"), 3),
        ("handover to @Bob Kim 3 pods left", OfferHandover(Person("U2", "Bob Kim"), "3 pods left"), 0),
        ("task done 2", CompleteTasks((2,)), 0),
        ("task 3 @Bob Kim", AssignTask(3, Person("U2", "Bob Kim")), 0),
        ("task #7 me", AssignTask(7, JANE), 0),
        ("task 2 done", CompleteTasks((2,)), 0),
        ("task 3 done", CompleteTasks((3,)), 0),
        ("task #1 done 2", CompleteTasks((2,)), 1),
        ("update #inc-three", PostUpdate(""), 3),
        ("update #support knows", PostUpdate("#support knows"), 0),
        ("log 7 pods restarted", Log("7 pods restarted", EntryKind.NOTE, None), 0),
        ("log 5 pods restarted", Log("5 pods restarted", EntryKind.NOTE, None), 0),
        ("log 9 pods restarted", Log("9 pods restarted", EntryKind.NOTE, None), 0),
        ("rename 100 users lose carts", Rename("100 users lose carts"), 0),
    ],
)
def test_a_number_in_front_names_an_incident_or_is_an_argument(
    text: str, request_: Request | None, number: int
) -> None:
    if request_ is None:
        assert "is not a severity" in refused(text)
    else:
        assert parsed(text) == (request_, number)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "update 3 services back",
            '"3" also names an incident. For #3, type /incident update #3 services back. '
            "For #2, type /incident update #2 3 services back.",
        ),
        (
            "log 2 pods restarted",
            '"2" also names an incident. Without the number in the text, type /incident log #2 pods restarted. '
            "With it, type /incident log #2 2 pods restarted.",
        ),
        ("severity 1", "For #1, type /incident severity #1. For #2, type /incident severity #2 1."),
        ("task 3 pods left", "For #3, type /incident task #3 pods left. For #2, type /incident task #2 3 pods left."),
        ("reopen 5 Errors are back", "For #5, type /incident reopen #5 Errors are back. For #2, type"),
        ("update #inc-three has the cause", '"#inc-three" also names an incident. For #3, type'),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about_with_both_spelled_out(text: str, question: str) -> None:
    assert question in refused(text)


@pytest.mark.parametrize("typed", ["log #77 merged", "update #9 is worse", "resolve 77", "resolve 9", "log #9 x"])
def test_a_marked_or_lone_number_of_no_incident_is_not_text_and_gives_no_private_incident_away(typed: str) -> None:
    number = typed.split()[1].removeprefix("#")
    verb, rest = typed.split(maxsplit=1)
    assert refused(typed) == (f"I can't find incident #{number}. For #2, type /incident {verb} #2 {rest}.")
    assert refused(typed, here=0) == f"I can't find incident #{number}."


@pytest.mark.parametrize("spelled", ["update #2 3 services back", "update #2: 3 services back"])
def test_either_spelling_of_a_question_is_understood(spelled: str) -> None:
    assert parsed(spelled) == (PostUpdate("3 services back"), 2)
    assert parsed("update #3 services back") == (PostUpdate("services back"), 3)


@pytest.mark.parametrize(
    "text", ["resolve 4 Rolled back", "update 3 services back", "record 4 cause x", "role 3 scribe"]
)
def test_outside_of_an_incident_channel_the_number_is_the_incident(text: str) -> None:
    assert parsed(text, here=0)[1] == int(text.split()[1])


def test_the_example_of_a_refusal_keeps_the_incident() -> None:
    assert "/incident severity #3 sev2 Europe" in refused("severity #3 sev9 Europe")
    assert "/incident snooze #3 10 For Bob" in refused("snooze #3 15 For Bob")
    assert "/incident log #3 14:05" in refused("log 3", here=2)


def test_a_number_that_is_an_argument_is_answered_with_what_is_missing() -> None:
    assert "/incident snooze 10 " in refused("snooze 10")
    assert refused("task 2").startswith("Add an assignee for task 2.")
    assert parsed("task 3") == (ShowTasks(), 3)


def test_a_number_before_the_verb_is_answered_with_the_right_order() -> None:
    assert "Did you mean /incident resolve #3 Rolled back?" in refused("3 resolve Rolled back")


WRITTEN = [
    *(
        "#1",
        "#1.",
        "#1:",
        "1.",
        "1!",
        "(1)",
        "[1]",
        "(#1)",
        "#1)",
        "# 1",
        "#1 -",
        "01",
        "#01",
        "INC-1",
        "inc#1",
        "inc 1",
    ),
    *(
        "incident 1",
        "Incident #1",
        "incident no. 1",
        "no 1",
        "No. 1",
        "nr. 1",
        "number 1",
        "№1",
        "№ 1",
        "①",
        "１",
        "＃１",
    ),
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert parsed(f"resolve {written}") == (OpenForm(Verb.RESOLVE), 1)
    assert parsed(f"resolve {written} Rolled back", here=0) == (Resolve("Rolled back"), 1)
    assert parsed(f"duplicate {written}") == (MergeInto(1), 0)
    assert parsed(f"show {written}") == (ShowIncident(1), 0)
    assert said(f"update {written} Rolled back") == "" or "also names" in said(f"update {written} Rolled back")


@pytest.mark.parametrize(
    "typed", ["1)Rolled back", "#1)Rolled back", "(#1)Rolled back", "[1]Rolled back", "#1:Rolled back"]
)
def test_a_text_may_be_typed_without_a_space_behind_the_number(typed: str) -> None:
    assert parsed(f"resolve {typed}", here=0) == (Resolve("Rolled back"), 1)
    assert said(f"resolve {typed}") == "" or "also names an incident" in said(f"resolve {typed}")


@pytest.mark.parametrize(
    "text", ["1/2 fixed", "1.5 GB free", "1:30 left", "3rd try", "no", "no idea", "#", "10.0.0.1 is back", "3-node"]
)
def test_other_words_with_digits_are_text(text: str) -> None:
    assert parsed(f"resolve {text}") == (Resolve(text), 0)


@pytest.mark.parametrize("name", ["inc-three", "#inc-three", "(inc-three)", "inc-three:"])
def test_the_name_of_its_channel_names_an_incident(name: str) -> None:
    assert parsed(f"resolve {name}") == (OpenForm(Verb.RESOLVE), 3)
    assert "also names an incident. For #3, type /incident update #3 has the cause" in refused(
        f"update {name} has the cause"
    )


WORDS = st.lists(st.sampled_from(["services", "10", "3", "sev1", "@Bob Kim", "done", "of", "since", "P1"]), max_size=4)


@given(
    st.sampled_from([name for name, verb in VERBS.items() if verb.needs_incident]),
    st.sampled_from([1, 2, 3, 10]),
    st.sampled_from(["", "#"]),
    WORDS,
    st.sampled_from([0, 2]),
)
def test_the_number_of_an_open_incident_never_becomes_text_silently(
    verb: str, number: int, mark: str, words: list[str], here: int
) -> None:
    try:
        request, about = parsed(" ".join([verb, f"{mark}{number}", *words]), here)
    except NotUnderstood:
        return
    is_argument = here and VERBS[verb].leading is not Leading.TEXT
    assert about == number or is_argument, request


EMOJI = ("", ":one:", ":two:", ":three:")


def in_slack(number: int) -> str:
    return EMOJI[number]


DECORATIONS = [
    *("%", "#%", '"%"', '"#%"', "“#%”", "„%“", "«%»", "'%'", "`%`", "*%*", "*#%*", "_%_", "_#%_", "~%~", "(%)", "[#%]"),
    *("【%】", "「%」", "〈%〉", "<#%>", "%番", "N°%", "№ %", "INC-%", "INC_%", "inc %", "Incident-%", "ticket %"),
    *(
        "issue #%",
        "the #%",
        "nr. %",
        "SEV2 #%",
        "sev-2: #%",
        "#%?",
        "#%#",
        "#%。",
        "#%!",
        "- %",
        "• #%",
        "**%**",
        "# %",
    ),
    *("\u200b%", "\u200e#%", "\ufeff%\u200b", "%\ufe0f\u20e3", "case: %", "##%", "%.", "(#%):"),
]
SHAPES = st.sampled_from(
    [lambda n: str(n), lambda n: chr(0xFF10 + n), lambda n: chr(0x0660 + n), lambda n: chr(0x245F + n), in_slack]
)


@given(
    st.sampled_from([name for name, verb in VERBS.items() if verb.needs_incident and not verb.states_a_fact]),
    st.sampled_from([1, 3]),
    SHAPES,
    st.sampled_from(DECORATIONS),
    st.sampled_from(
        ["", " Rolled back", " pods are back", " 2024", " 😀 works", " sev1", " @Bob Kim", " and #1", " me"]
    ),
)
def test_what_has_another_open_incidents_number_in_front_never_changes_this_channels(
    verb: str, number: int, shape: Callable[[int], str], decoration: str, text: str
) -> None:
    typed = f"{verb} {decoration.replace('%', shape(number))}{text}"
    try:
        request, about = parsed(typed)
    except NotUnderstood:
        return
    is_own_argument = VERBS[verb].leading is Leading.ARGUMENT and "#" not in typed  # "severity 1 Europe only"
    assert about == number or is_own_argument or isinstance(request, MergeInto | Help), typed


FACTS = [name for name, verb in VERBS.items() if verb.states_a_fact]
RAISED = [
    "executives resigned 5m ago",
    "pods died 5m ago",
    "or 3 minutes ago errors started",
    "cause x",
    "none",
    "-5m x",
]


@given(
    st.sampled_from([*FACTS, "update", "resolve", "status", "severity", "rename", "snooze", "handover", "role"]),
    st.sampled_from([1, 3]),
    st.sampled_from(
        [*RAISED, "sev1", "identified x", "10 Waiting", "@Bob Kim asks", "scribe", "14:05 x", "500s on /login"]
    ),
)
def test_what_is_typed_in_a_private_channel_goes_nowhere_else_unasked(verb: str, number: int, text: str) -> None:
    try:
        request, about = parsed(f"{verb} {number} {text}", here=PRIVATE)
    except NotUnderstood:
        return
    assert about in (0, PRIVATE), request


@pytest.mark.parametrize("typed", ["log 2 pods died 5m ago", "log 1 more alert 10m ago", "log 2 or 3 minutes ago x"])
def test_a_text_that_raises_a_question_here_is_asked_and_not_logged_elsewhere(typed: str) -> None:
    assert "also names an incident" in refused(typed, here=3)


@pytest.mark.parametrize("typed", ["log SEV2 #1 is related", "task SEV2 #1 is related"])
def test_a_fact_about_another_incident_is_asked_about(typed: str) -> None:
    assert "also names an incident" in refused(typed)
    assert "also names an incident" in refused("update SEV2 #1 is related", here=PRIVATE)


@pytest.mark.parametrize("typed", ["log 2 min ago x", "log 1 hour ago x", "log 2 pm x", "log 2 Jan 14:05 x"])
def test_a_plain_time_is_no_number(typed: str) -> None:
    request, about = parsed(typed, here=3)
    assert isinstance(request, Log)
    assert request.occurred_at is not None
    assert about == 0


@pytest.mark.parametrize("typed", ["resolve #1 and #3", "resolve #1, #3", "update #1 & #3 are fine", "resolve 1 and 3"])
def test_two_incidents_are_asked_about(typed: str) -> None:
    assert "You named two incidents" in refused(typed)


@pytest.mark.parametrize(
    "typed",
    ["resolve 1/3", "resolve #1-3", "resolve Same as #3", "status monitoring #3", "severity SEV2 #3", "severity 1 #3"],
)
def test_what_could_name_another_incident_in_its_first_words_is_asked_about(typed: str) -> None:
    assert "type /incident" in refused(typed)
    assert parsed("log Same as #3") == (Log("Same as #3", EntryKind.NOTE, None), 0)


@pytest.mark.parametrize(
    ("typed", "request_", "number"),
    [
        ("update#3 Rolled back", PostUpdate("Rolled back"), 3),
        ("resolve#1 done", Resolve("done"), 1),
        ("update: Rolled back", PostUpdate("Rolled back"), 0),
        ("task 1 none", AssignTask(1, None), 0),
        ("task 1 me", AssignTask(1, JANE), 0),
        ("task 1 done!", CompleteTasks((1,)), 0),
        ("severity SEV2.", SetSeverity("sev2"), 0),
        ("severity to sev2, eu only", SetSeverity("sev2", "eu only"), 0),
        ("status to monitoring - stable", ChangeStatus(Verb.MONITOR, "stable"), 0),
        ("join INC-1", Join(1), 0),
        ("join 1.", Join(1), 0),
        ("join SEV2 #1", Join(1), 0),
    ],
)
def test_what_is_meant_is_done(typed: str, request_: Request, number: int) -> None:
    assert parsed(typed) == (request_, number)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("update3 x", "Did you mean /incident update 3 x?"),
        ("updaet#3 x", "Did you mean /incident update #3 x?"),
        ("please update x", "Did you mean /incident update x?"),
        ("unsubscribe", "Did you mean /incident subscribe off?"),
        ("fixed it", "To see all commands"),
        ("note x", "To see all commands"),
        ("status 3 nodes down", "/incident status identified 3 nodes down"),
        ("record 3 nodes lost", "/incident record cause 3 nodes lost"),
    ],
)
def test_a_hint_leads_where_the_person_meant(typed: str, hint: str) -> None:
    assert hint in refused(typed)


TYPED_IN_HINTS = re.compile(r"type /incident (.+?)\.(?= For #| With it| To | You |$)")


@given(
    st.sampled_from(["update", "resolve", "log", "status", "rename", "task", "action", "record cause", "cancel"]),
    st.sampled_from(["1", "#1", "SEV2 #1", "2", "1 and #3", "#1, #3", "1/3", "both #1", "x #3"]),
    st.sampled_from(["", " pods died 5m ago", " Rolled back", " 500s on /login", " -5m x", " cause x", " monitoring"]),
    st.sampled_from([2, 3]),
)
def test_every_hint_typed_back_does_what_it_says(verb: str, front: str, text: str, here: int) -> None:
    answer = asked(f"{verb} {front}{text}", here)
    for typed in TYPED_IN_HINTS.findall(answer) if "also names" in answer or "two incidents" in answer else ():
        number = int(re.search(r"#(\d+)", typed)[1])  # type: ignore[index]
        assert parsed(typed, here)[1] == number, (answer, typed)


@pytest.mark.parametrize("digits", ["0", "9" * 18, "9" * 20, "9" * 5000, "٩" * 30])
def test_no_number_of_digits_is_too_many(digits: str) -> None:
    for verb in VERBS:
        for mark in ("", "#"):
            try:
                request, about = parsed(f"{verb} {mark}{digits}")
            except NotUnderstood:
                continue
            assert about < 2**63
            assert not isinstance(request, Join | ShowIncident | MergeInto) or max(vars(request).values()) < 2**63


TEXTS = st.sampled_from(["update", "resolve", "log", "close", "cancel"])


@given(TEXTS, st.integers(1, 20), st.text("ab c,.", max_size=9))
def test_no_word_is_lost_in_a_question(verb: str, number: int, text: str) -> None:
    assume(text.strip())
    typed = f"{number} {' '.join(text.split())}"
    assert typed in said(f"{verb} {typed}")


def asked(text: str, here: int) -> str:
    """The question, "" if there is none."""
    try:
        parsed(text, here)
    except NotUnderstood as question:
        with slash_commands.read_in(here):
            return html.unescape(refusals.in_form(question))
    return ""


def said(text: str) -> str:
    """The request of this channel's incident, or the question."""
    try:
        request, about = parsed(text)
    except NotUnderstood as question:
        return refusals.in_form(question)
    return "" if about else str(request)


def test_where_no_reading_works_the_hint_is_about_this_channels_incident() -> None:
    assert refused("snooze 3 x").endswith("For example: /incident snooze 10 x")
    assert "I can't find incident #7." in refused("handover 7 @Bob Kim")
