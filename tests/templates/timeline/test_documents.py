"""The timeline as a Markdown document: every fact of it, and nothing that people typed acts in it."""

from datetime import UTC, date, datetime

import pytest

from bot.people.model import Person
from bot.timeline.model import Attachment, Entry, EntryKind, EntrySource
from bot.timeline.pages import EntryGroup
from templates.rendering import render
from templates.timeline.documents import TimelineMarkdown
from tests.bot.review.review_examples import incident
from tests.templates.document_reading import markdown_text, markdown_tokens
from tests.templates.hostile_examples import TYPED, marked

AT = datetime(2024, 5, 6, 10, 5, tzinfo=UTC)


def entry(text: str) -> Entry:
    by = Person("U1", text)
    files = (Attachment(text, "image/png", "https://corp.slack.com/files/1"),)
    return Entry(
        AT, AT, EntryKind.NOTE, text, by, EntrySource.REACTION, (Person("U2", "Bob Kim"),), files=files, deleted=True
    )


def document(text: str, *, private: bool = False) -> str:
    group = EntryGroup("Investigation", date(2024, 5, 6), (entry(text),))
    return render(TimelineMarkdown(incident(title=text, private=private), (group,), AT))


@pytest.mark.parametrize("typed", TYPED)
def test_hostile_text_shows_as_typed_and_links_nowhere(typed: str) -> None:
    source = document(marked(typed))
    assert [link for token in markdown_tokens(source) if (link := token.attrs.get("href"))] == [
        "https://corp.slack.com/files/1"
    ]
    shown = " ".join(markdown_text(source).split())
    assert shown.count(" ".join(marked(typed).split())) == 4  # title, text, file, author


def test_a_row_says_when_what_and_who() -> None:
    shown = markdown_text(document("Rolled back"))
    assert "Timeline of #3 Rolled back" in shown
    assert "As of Mon 6 May 2024, 10:05 UTC. All times are UTC." in shown
    assert "Investigation · Mon 6 May 2024" in shown
    for fact in (
        "10:05",
        "note",
        "Rolled back · file Rolled back · message deleted",
        "Rolled back, added by Bob Kim",
    ):
        assert fact in shown


def test_a_private_incidents_document_says_so() -> None:
    assert "This incident is private: share this file only with its members." in markdown_text(
        document("Leak", private=True)
    )
