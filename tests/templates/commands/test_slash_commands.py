"""Every command in every sentence acts on the incident that the sentence is about, wherever it is read and pasted."""

import ast
import html
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest

import templates
from bot.commands.parser import VERBS, parse
from bot.commands.requests import Addressable, CommandContext, TypedText
from bot.config.policy import Policy
from bot.errors import Either, Guess, Hint, Refused, VerbSubject
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review import review_command
from bot.review.document.material import with_number
from bot.review.review_command import ActOnReview, ShowReview
from handlers.slack.commands import refusals
from templates.catalogue import CONTEXTS
from templates.commands import slash_commands
from templates.rendering import Context, render
from templates.rendering.environment import environment_of, sentence_of
from tests.templates.hostile_examples import filled

MRKDWN = environment_of(".j2")

TEMPLATES: Final = Path(templates.__file__).parent
ROOT: Final = TEMPLATES.parent
NOW: Final = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
JANE: Final = Person("U1", "Jane Smith")
ABOUT, OTHER, TARGET = 7, 3, 2


def incident(number: int) -> Incident:
    return Incident(
        "T1", number, "Payments fail", "sev2", Status.INVESTIGATING, JANE, NOW, NOW, channel=f"C{number}"
    )  # fmt: skip


KNOWN: Final = {number: incident(number) for number in (TARGET, OTHER, ABOUT)}

# What a person types in place of a pattern
PATTERNS: Final = (
    ("<sev1..sev4>", "sev2"),
    ("<status>", "identified"),
    ("<role>", "communications"),
    ("@person", "@Bob Kim"),
    ("@name", "@Bob Kim"),
    ("<name>", "platform"),
    ("<P0..P3>", "P1"),
    ("YYYY-MM-DD HH:MM", "2024-01-16 15:00"),
    ("<YYYY-MM-DD>", "2024-01-22"),
    ("HH:MM", "14:05"),
    ("<number>", str(TARGET)),
    ("<framework>", "fishbone"),
    ("<template>", "brief"),
)
TYPED: Final = re.compile(r"`(/(?:incident|pir)\b[^`]*)`")
PLAIN: Final = re.compile(r"(?<!`)/(?:incident|pir)\b")


def commands_in(said: str) -> list[str]:
    return [html.unescape(each) for each in TYPED.findall(said)]


def filled_in(command: str) -> str:
    for pattern, word in PATTERNS:
        command = command.replace(pattern, word)
    return re.sub(r"<[^>]*>", "Rolled back", command)


def about(command: str, here: int) -> int | None:
    """The incident that a command acts on in the channel of the incident `here`, None if it is about none."""
    slash, _, text = filled_in(command).partition(" ")
    typed = TypedText(text, {"@Bob Kim": "U2"}, {"#x": "C9"})
    if slash == slash_commands.REVIEW:
        request = review_command.read(typed)
        return (request.number or here) if isinstance(request, ShowReview | ActOnReview) else None
    known = Addressable(KNOWN.get(here), KNOWN.get, lambda _channel: None, lambda _name: None)
    verb, asked, number = parse(typed, CommandContext(JANE, NOW, Policy(), known))
    if verb.name in ("show", "join"):
        return int(getattr(asked, "number", 0)) or here
    return (number or here) if verb.needs_incident else None


# Messages


def sources() -> Iterator[tuple[type[Context], str]]:
    """Each place of a template that spells a command."""
    for context in CONTEXTS:
        document = getattr(context, "template", "")
        if not document and environment_of(sentence_of(context)[0]) is MRKDWN:
            name, block = sentence_of(context)
            text = (TEMPLATES / name).read_text(encoding="utf-8")
            found = re.search(rf"{{% block {block} %}}\n(.*?){{% endblock %}}", text, re.DOTALL)
            assert found
            for place in re.findall(r"{{[^{}]*\|\s*(?:command|command_anywhere|review_command)\b[^{}]*}}", found[1]):
                yield context, place


SOURCES: Final = tuple(sources())


def test_the_places_that_spell_a_command_are_found() -> None:
    spelled = [
        re.findall(r"\| (?:command|review_command)", path.read_text()) for path in TEMPLATES.glob("*/messages.j2")
    ]
    assert len(SOURCES) >= sum(map(len, spelled)) > 20


@pytest.mark.parametrize(("context", "place"), SOURCES, ids=[f"{c.__name__}: {p}" for c, p in SOURCES])
def test_each_command_of_a_message_acts_on_its_incident_wherever_it_is_read(context: type[Context], place: str) -> None:
    values = filled(context, "x", full=True)
    named = {field.name: getattr(values, field.name) for field in fields(values)}
    said = MRKDWN.from_string(place).render(named | {"section": SimpleNamespace(key="root-cause")})
    [command] = commands_in(said)
    assert (about(command, 0), about(command, OTHER)) == (ABOUT, ABOUT)


@pytest.mark.parametrize("context", tuple(dict.fromkeys(context for context, _place in SOURCES)))
@pytest.mark.parametrize("full", [True, False])
def test_no_message_has_a_command_that_acts_on_another_incident(context: type[Context], full: bool) -> None:
    said = render(filled(context, "x", full=full))
    assert not PLAIN.search(TYPED.sub("", said).replace("/incident list all", ""))
    for command in commands_in(said):
        assert about(command, OTHER) in (ABOUT, None), command


def test_in_the_incidents_own_channel_a_command_is_short() -> None:
    for context, place in SOURCES:
        values = filled(context, "x", full=True)
        named = {field.name: getattr(values, field.name) for field in fields(values)}
        with slash_commands.read_in(ABOUT):
            said = MRKDWN.from_string(place).render(named | {"section": SimpleNamespace(key="root-cause")})
        assert (f"#{ABOUT}" in said) is ("command_anywhere" in place), said


# Nobody spells a command about an incident by hand

BY_HAND: Final = re.compile(r"/incident ([a-z]+)|/pir\b( [a-z]+)?")
EXAMPLES: Final = (
    "`/pir{% if word.usage %} {{ word.usage }}{% endif %}`",
    "`/pir {{ word.example }}`",
    "`/pir 42`",
    "`/pir approve 42`",
    "`/pir list`",
    "`/pir` Post the review of an incident and work on it. /pir help",
)


@pytest.mark.parametrize(
    "path", [*TEMPLATES.glob("*/*.j2"), *TEMPLATES.glob("*/wording.py")], ids=lambda path: path.name
)
def test_a_sentence_leaves_the_spelling_of_a_command_about_an_incident_to_one_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for example in EXAMPLES:
        text = text.replace(example, "")
    by_hand = {found[1] or found[0] for found in BY_HAND.finditer(text)}
    assert not {each for each in by_hand if each not in VERBS or VERBS[each].needs_incident or each in ("show", "join")}


# Hints

# Words of a hint that its file makes: what they may be
MADE: Final = {
    "thing.value": ("status", "severity", "rename"),
    "role.key": ("communications",),
    "TYPED[verb]": ("severity",),
    "INSTEAD[verb]": ("<sev1..sev4>",),
    "VERBS[ReviewAction.MEETING].example": ("meeting 2024-01-16 15:00",),
    "ReviewAction.ANSWER.word": ("answer",),
    "ReviewAction.FACTORS.word": ("factors",),
    "ReviewAction.REQUEST_REVIEW.word": ("request",),
    "ALL": ("all",),
    "' '.join(text.split())": ("Rolled back",),
    "which": ("all",),
    "title": ("Alert on the pool",),
}
MODULES: Final = {
    "bot/errors.py",
    "bot/commands/command_verb.py",
    "bot/commands/addressing.py",
    "bot/commands/parser.py",
}
READ_FROM_TEXT: Final = {
    "bot/commands/arguments.py": "the verb's own words, tested with the parser",
    "bot/timeline/verbs.py": "the verb's own words, tested with the parser",
    "bot/tasks/arguments.py": "the verb's own words, tested with the parser",
    "bot/incidents/verbs.py": "the verb's own words, tested with the parser",
    "handlers/slack/commands/help.py": "the command as it was typed",
    "handlers/slack/commands/router.py": "the command as it was typed",
    "handlers/slack/review/commands.py": "the command as it was typed",
    "handlers/slack/timeline/mentions.py": "the command as it was typed",
}


def hints() -> Iterator[tuple[str, Hint]]:
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers" / "slack").rglob("*.py")]):
        name = path.relative_to(ROOT).as_posix()
        if name in {*MODULES, "handlers/slack/incidents/listing.py"}:  # there, no incident is known
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Hint", "Guess", "hint")
            ):
                try:
                    yield from made(name, node)
                except KeyError:
                    assert name in READ_FROM_TEXT or name == "bot/review/review_command.py", ast.unparse(node)


def made(name: str, call: ast.Call) -> Iterator[tuple[str, Hint]]:
    named = {each.arg: each.value for each in call.keywords}
    arguments = call.args[1] if len(call.args) > 1 and call.func.id != "hint" else named.get("arguments")  # type: ignore[attr-defined]
    is_review = call.func.id == "hint" or "subject" in named  # type: ignore[attr-defined]
    for verb in words(call.args[0]):
        for each in words(arguments):
            for example in words(named.get("example")):
                subject = VerbSubject.REVIEW if is_review else VerbSubject.INCIDENT
                yield f"{name}:{call.lineno}", Hint(verb, each, example=example, subject=subject)


def words(node: ast.expr | None) -> tuple[str, ...]:
    if node is None:
        return ("",)
    if isinstance(node, ast.Constant):
        return (str(node.value),)
    if isinstance(node, ast.JoinedStr):
        return ("".join(str(part.value) if isinstance(part, ast.Constant) else _in_text(part) for part in node.values),)
    return MADE[ast.unparse(node)]


IN_TEXT: Final = (
    ("quoted", "Rolled back"),
    ("said", ""),
    ("kept", ""),
    ("role", "communications"),
    ("name", "Bob Kim"),
    ("minutes", "10"),
    ("text", "1h"),
)


def _in_text(part: ast.expr) -> str:
    return next((word for name, word in IN_TEXT if name in ast.unparse(part)), str(TARGET))


HINTS: Final = tuple(hints())


@pytest.mark.parametrize(("place", "hint"), HINTS, ids=[f"{place} {hint.verb}" for place, hint in HINTS])
def test_each_hint_acts_on_the_incident_of_the_request_wherever_it_is_read(place: str, hint: Hint) -> None:
    said = refusals.in_message(Refused("No.", hint.about(ABOUT)))
    commands = commands_in(said)
    assert commands
    for command in commands:
        assert about(command, 0) in (ABOUT, None), command
        assert about(command, OTHER) in (ABOUT, None), command
        assert about(command, OTHER) is not None or f"#{ABOUT}" not in command
    with slash_commands.read_in(ABOUT):
        assert f"#{ABOUT}" not in refusals.in_message(Refused("No.", hint.about(ABOUT)))


def test_there_are_hints_to_walk() -> None:
    assert len(HINTS) > 50


def test_a_hint_about_another_incident_keeps_it() -> None:
    hint = Hint("reopen", incident=OTHER).about(ABOUT)
    for here in (0, ABOUT):
        with slash_commands.read_in(here):
            assert slash_commands.instead(hint) == f"Type /incident reopen #{OTHER}."
    either = Either("log", "14:05 x", other=Hint("log", '"14:05 x"')).about(ABOUT)
    assert slash_commands.instead(either).count(f"#{ABOUT}") == 2


def test_a_hint_about_no_known_incident_says_that_a_number_is_missing() -> None:
    assert slash_commands.instead(Hint("task")) == "Type /incident task #<number>."
    assert slash_commands.instead(Guess("resolve", "#4 Done")) == "Did you mean /incident resolve #4 Done?"
    assert slash_commands.instead(Guess("resolve", "4 Done")) == "Did you mean /incident resolve 4 Done?"
    assert slash_commands.instead(Hint("update", '4 "run --help"')) == 'Type /incident update 4 "run --help".'
    assert slash_commands.instead(Hint("list", "all")) == "Type /incident list all."


# What a review's document says to type


def test_each_command_of_a_review_document_acts_on_its_incident() -> None:
    found = [
        node.value
        for path in (ROOT / "bot" / "review").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"/(incident|pir)\b", node.value)
    ]
    assert len(found) > 20
    for command in found:
        whole = replace_tail(command)
        assert about(with_number(whole, ABOUT), OTHER) == ABOUT, command


def replace_tail(command: str) -> str:
    """The part of an f-string before its first value."""
    return f"{command}trigger: Rolled back" if command.endswith("HH:MM ") else command
