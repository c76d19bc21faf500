"""Every template gets exactly its context, and nothing that people typed acts in Slack."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import ClassVar

import pytest
from jinja2 import UndefinedError, meta
from markupsafe import Markup

import templates
from bot.outbox.model import OutboxMessage
from bot.people.model import Person
from templates.catalogue import CONTEXTS
from templates.rendering import Context, render
from templates.rendering.environment import environment_of, sentence_of
from templates.rendering.mrkdwn import channel_link, link, mention, moment, moment_ago
from tests.templates.hostile_examples import OPEN, TYPED, filled, marked

HTML = environment_of(".html.j2")
MARKDOWN = environment_of(".md.j2")
MRKDWN = environment_of(".j2")
TEXT = environment_of(".txt.j2")

FOLDER = Path(templates.__file__).parent
AT = datetime(2024, 1, 5, 9, 3, tzinfo=UTC)
TIME = "<!date^1704445380^{time}|09:03 UTC>"


def place_of(context: type[Context]) -> tuple[str, str]:
    """The template that a context is set into, and the block in it, "" for the whole of a document."""
    document = getattr(context, "template", "")
    return (document, "") if document else sentence_of(context)


def name_of(context: type[Context]) -> str:
    return "#".join(place_of(context))


def source_of(context: type[Context]) -> str:
    template, block = place_of(context)
    source = (FOLDER / template).read_text(encoding="utf-8")
    return re.search(rf"{{% block {block} %}}\n(.*?){{% endblock %}}", source, re.DOTALL)[1] if block else source  # type: ignore[index]


MRKDWN_CONTEXTS = tuple(context for context in CONTEXTS if environment_of(place_of(context)[0]) is MRKDWN)

# What the bot itself may write: a date, a mention of someone, a link to a channel or a web address
TOKEN = re.compile(r"<!date\^\d+\^[^|<>]*\|[^|<>]*>|<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|<https?://[^|<>\s]+\|[^<>]+>")


def test_each_sentence_and_document_has_one_context() -> None:
    named = sorted(map(place_of, CONTEXTS))
    assert named == sorted(said())


def said() -> Iterator[tuple[str, str]]:
    for path in FOLDER.glob("*/*.j2"):
        name = path.relative_to(FOLDER).as_posix()
        blocks = MRKDWN.get_template(name).blocks if path.name == "messages.j2" else {"": None}
        yield from ((name, block) for block in blocks)


@pytest.mark.parametrize("context", CONTEXTS, ids=name_of)
def test_a_context_has_exactly_the_names_that_its_template_uses_and_a_message_has_them(context: type[Context]) -> None:
    names = {field.name for field in fields(context)}
    assert used_by(context) <= names if issubclass(context, OutboxMessage) else used_by(context) == names


def used_by(context: type[Context]) -> set[str]:
    return meta.find_undeclared_variables(environment_of(place_of(context)[0]).parse(source_of(context)))


@pytest.mark.parametrize("context", MRKDWN_CONTEXTS, ids=name_of)
def test_hostile_text_acts_nowhere_in_slack_and_shows_as_typed(context: type[Context]) -> None:
    for typed, full in product(TYPED, (True, False)):
        said = render(filled(context, marked(typed), full=full))
        rest = TOKEN.sub("", said)
        assert "<" not in rest, (typed, full)
        assert ">" not in rest, (typed, full)
        shown = html.unescape(rest).replace("´", "`")  # a backtick in something to type is an accent
        assert shown.count(marked(typed)) == rest.count(OPEN), (typed, full)


def test_every_message_that_is_told_a_text_shows_it() -> None:
    full = {name_of(context): filled(context, marked("x"), full=True) for context in MRKDWN_CONTEXTS}
    told = {
        template
        for template, context in full.items()
        if any(OPEN in repr(getattr(context, name)) for name in used_by(type(context)))
    }
    assert {template for template, context in full.items() if OPEN in render(context)} == told


@pytest.mark.parametrize(
    ("template", "environment"),
    [
        ("nudges/messages.j2", MRKDWN),
        ("review/review.md.j2", MARKDOWN),
        ("review/review.html.j2", HTML),
        ("review/review.txt.j2", TEXT),
    ],
)
def test_the_ending_of_a_template_picks_its_escaping(template: str, environment: object) -> None:
    assert environment_of(template) is environment


def test_escaping_leaves_quotation_marks_alone_in_slack() -> None:
    said = MRKDWN.from_string("{{ typed }}").render(typed='"it\'s" <!here> & co')
    assert said == '"it\'s" &lt;!here&gt; &amp; co'


def test_a_name_that_is_missing_is_an_error() -> None:
    @dataclass(frozen=True)
    class Empty:
        template: ClassVar[str] = "review/review.txt.j2"

    with pytest.raises(UndefinedError):
        render(Empty())


def test_a_date_token_carries_the_moment_and_a_fallback_in_utc() -> None:
    day = "{date_short_pretty} at {time}"
    assert moment_ago(AT) == f"<!date^1704445380^{day} ({{ago}})|Fri 5 Jan 2024, 09:03 UTC>"
    assert moment(AT) == "<!date^1704445380^{date_short_pretty} at {time}|Fri 5 Jan 2024, 09:03 UTC>"


@pytest.mark.parametrize(
    ("later", "clocked", "at_clocked"),
    [
        (timedelta(0), TIME, f"at {TIME}"),
        (timedelta(hours=11), TIME, f"at {TIME}"),
        (timedelta(hours=-11), TIME, f"at {TIME}"),
        (timedelta(hours=12), moment(AT), moment(AT)),
        (timedelta(days=5), moment(AT), moment(AT)),
        (None, moment(AT), moment(AT)),
    ],
)
def test_a_time_stands_alone_only_near_the_moment_shown_beside_the_text(
    later: timedelta | None, clocked: str, at_clocked: str
) -> None:
    beside = None if later is None else AT + later
    text = MRKDWN.from_string("{{ at | clock }}/{{ at | at_clock }}")
    assert text.render(at=AT, beside=beside) == f"{clocked}/{at_clocked}"


def test_a_time_in_a_list_stands_alone_near_the_one_before_it() -> None:
    text = MRKDWN.from_string("{{ at | clock(before) }}")
    assert text.render(at=AT, before=AT - timedelta(minutes=9)) == TIME
    assert text.render(at=AT, before=None) == text.render(at=AT, before=AT - timedelta(days=1)) == moment(AT)


def test_no_sentence_writes_a_time_by_other_means_than_the_filters() -> None:
    """Only the confirmation of `log` does: it names the zone, and the day if it isn't today."""
    for path in sorted(FOLDER.rglob("messages.j2")):
        by_hand = [line for line in path.read_text().splitlines() if "strftime" in line or "<!date" in line]
        assert all("local" in line for line in by_hand), path


def test_a_time_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        moment(datetime(2024, 1, 5, 9, 3))


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (Person("U0AB1", "Nora"), "<@U0AB1>"),
        (Person("W0AB1", "Nora"), "<@W0AB1>"),
        (Person("B0AB1", "Alarm <bell>"), "Alarm &lt;bell&gt;"),
        (Person("", "<!channel>"), "&lt;!channel&gt;"),
        (Person("U1> <!channel", "Nora"), "Nora"),
    ],
)
def test_only_members_of_the_workspace_are_mentioned(person: Person, said: str) -> None:
    assert mention(person) == said


def test_a_channel_is_linked_by_its_id_only() -> None:
    assert channel_link("C0AB1") == "<#C0AB1>"
    assert channel_link("<!here>") == "&lt;!here&gt;"


@pytest.mark.parametrize(
    ("url", "label", "said"),
    [
        ("https://corp.slack.com/p1?a=1&b=2", "message", "<https://corp.slack.com/p1?a=1&amp;b=2|message>"),
        ("https://corp.slack.com/a|b", "x > y\nz", "<https://corp.slack.com/a%7Cb|x &gt; y z>"),
        ("https://corp.slack.com/p1", "", "<https://corp.slack.com/p1|https://corp.slack.com/p1>"),
        ("javascript:alert(1)", "message", "message"),
        ("https://corp.slack.com/> <!channel>", "message", "message"),
    ],
)
def test_a_link_can_not_be_broken_out_of(url: str, label: str, said: str) -> None:
    assert link(url, label) == said


def test_what_a_filter_wrote_is_not_escaped_again() -> None:
    assert isinstance(moment(AT), Markup)
    assert MRKDWN.from_string("{{ at | clock }}").render(at=AT) == moment(AT)
