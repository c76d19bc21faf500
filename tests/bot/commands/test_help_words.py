"""Help never acts: which words ask for it, and which are text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, Help, Request, TypedText
from bot.config.policy import Policy
from bot.incidents.transitions import Verb
from bot.incidents.verbs import ChangeStatus, Resolve
from bot.people.model import Person
from bot.review import review_command
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from bot.updates.verbs import PostUpdate

NOW = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)

# A hyphen, dashes that phones make of two, a non-breaking hyphen, a minus sign and a full-width hyphen
DASHES = ["-", "--", "–", "—", "\N{NON-BREAKING HYPHEN}" * 2, "\N{MINUS SIGN}", "－"]
MARKED = [f"{dash}{word}" for dash in DASHES for word in ("h", "help", "?")] + ["/help"]
PLAIN = ["help", "?", "help?", "help!", "help.", "(help)", '"help"', "“help”", "‘?’", "`help`", "- help", "– help"]


def understood(text: str) -> Request:
    return parse(TypedText(text), CommandContext(Person("U1", "Jane"), NOW, Policy())).request


def explained(text: str) -> str:
    request = understood(text)
    assert isinstance(request, Help)
    return request.verb


@pytest.mark.parametrize("text", ["help", "-h", "--help", "—help", "?", "help help", "help --help", "HELP"])
def test_help_alone_lists_every_command(text: str) -> None:
    assert understood(text) in (Help(), Help("help"))


@given(
    st.sampled_from([name for name in VERBS if name != "help"]),
    st.sampled_from([*MARKED, *PLAIN]),
    st.sampled_from(["", "3 ", "#3 "]),
)
def test_a_help_word_behind_a_verb_explains_it_and_never_acts(verb: str, word: str, number: str) -> None:
    assert understood(f"{verb} {number}{word}") == Help(verb)
    assert understood(f"{verb} {word.upper()}") == Help(verb)
    assert understood(f"help {verb}") == Help(verb)


OPTIONS = [each for each in MARKED if each != "/help"]


@given(
    st.sampled_from([name for name in VERBS if name != "help"]),
    st.sampled_from(OPTIONS),
    st.sampled_from(["", "(", "*"]),
    st.sampled_from(["", "!", ".", ",", ")", "*"]),
    st.sampled_from(["now", "me please", "Rollback is done"]),
)
def test_an_option_for_help_counts_as_the_first_and_as_the_last_word(
    verb: str, word: str, before: str, behind: str, text: str
) -> None:
    marked = f"{before}{word}{behind}"
    assert explained(f"{verb} {marked} {text}") == verb
    assert explained(f"{verb} {text} {marked}") == verb
    assert explained(f"{verb} 3 {marked} {text}") == verb
    assert explained(f"{marked} {verb}") == verb


INNOCENT = [
    "df -h says full",
    "mysql -h db1 hangs",
    "GET /help returns 500",
    "/help returns 500",
    "Errors on /help.",
    "Help center down",
    "help arrived",
    "help desk flooded",
    "get help",
    "payments ?",
    "Is it over?",
    "ran `psql -h`",
    "ran ``` psql -h```",
    "in ```\n$ df -h\n/dev/sda1 100%\n```",
    "- restarted\n- ran df -h\n- ran psql --help",
    "java --heap",
    "helm",
]


@given(
    st.sampled_from(INNOCENT),
    st.sampled_from(["update", "log", "task", "declare sev1", "find", "rename", "record cause"]),
)
def test_innocent_text_is_never_refused_for_a_help_word(text: str, verb: str) -> None:
    assert not isinstance(understood(f"{verb} {text}"), Help)


MOVING = [name for name, verb in VERBS.items() if verb.moves]
SLIPS = [
    "hlep",
    "hepl",
    "halp",
    "helpp",
    "hel",
    "elp",
    "hekp",
    "ｈｅｌｐ",
    "hel\u0440",
    "hélp",
    "h\u200belp",
    "HELP",
]


@given(
    st.sampled_from([name for name in VERBS if name != "help"]),
    st.sampled_from(SLIPS),
    st.sampled_from(["", "--", "-"]),
)
def test_a_slip_of_the_finger_asks_for_help_too(verb: str, word: str, dash: str) -> None:
    assert explained(f"{verb} {dash}{word}") == verb


@pytest.mark.parametrize(
    "mark", ["؟", "？", "՞", "፧", "❓", ":question:", "¿?", "⁇", "--usage", "--help=all", "\\help", "-?"]
)
def test_a_question_mark_of_any_script_asks_for_help(mark: str) -> None:
    for verb in MOVING:
        assert explained(f"{verb} {mark}") == verb


@given(
    st.sampled_from(MOVING),
    st.sampled_from(
        [
            "help me resolve this",
            "help, how does this work",
            "how do I do this",
            "how",
            "Was it real?",
            "Is it up؟",
            "/help please",
        ]
    ),
)
def test_a_question_never_ends_or_moves_an_incident(verb: str, text: str) -> None:
    assert explained(f"{verb} {text}") == verb
    assert explained(f"{verb} #3 {text}") == verb


def test_a_question_is_text_in_quotation_marks_and_other_quotations_stay() -> None:
    assert understood('resolve "Was it real?"') == Resolve("Was it real?")
    assert understood('update Vendor said "we need help now"') == PostUpdate('Vendor said "we need help now"')


@given(st.text("ab\n `-", max_size=20))
def test_what_is_given_back_has_every_letter_that_was_typed(text: str) -> None:
    typed = f"x{text}x"
    request = understood(f"update {typed} --help")
    if isinstance(request, Help):
        assert typed in request.typed


@pytest.mark.parametrize("word", MARKED)
def test_a_marked_help_word_explains_a_command_of_the_review(word: str) -> None:
    for typed in (f"approve {word}", f"approve {word} now", f"approve 1 {word}", f"approve “{word}”"):
        assert review_command.read(TypedText(typed)) == review_command.HelpOnReview("approve")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("status resolved help", "status"),
        ("status resolved --help", "status"),
        ("severity sev2 -h", "severity"),
        ("snooze 10 help", "snooze"),
        ("task done help", "task"),
        ("task 3 help", "task"),
        ("subscribe off help", "subscribe"),
    ],
)
def test_help_behind_the_choices_of_a_verb_explains_it(text: str, verb: str) -> None:
    assert understood(text) == Help(verb)


@pytest.mark.parametrize(
    "text", ["help desk is calling", "we need help", "Is it up ?", "5/h", "h", "- help desk is calling"]
)
def test_a_help_word_among_others_is_text(text: str) -> None:
    assert understood(f"update {text}") == PostUpdate(text)


@pytest.mark.parametrize(
    "text",
    [
        "help me",
        "help me please",
        "please help",
        "Rolled back --help",
        "Rolled back\twith  undo -h",
    ],
)
def test_what_was_typed_with_a_help_word_is_given_back_as_text_that_works(text: str) -> None:
    request = understood(f"update {text}")
    assert request == Help("update", f'"{text}"')
    assert understood(f"update {request.typed}") == PostUpdate(text)
    assert understood(f"status monitoring {text}") == Help("status", f'monitoring "{text}"')
    assert understood(f'status monitoring "{text}"') == ChangeStatus(Verb.MONITOR, text)
    assert understood(f'log "{text}"') == Log(text, EntryKind.NOTE, None)


@given(st.sampled_from(["list", "show", "roles", "timeline", "join"]))
def test_a_verb_that_takes_no_text_gives_none_back(verb: str) -> None:
    assert understood(f"{verb} all of them --help") == Help(verb)
