"""The timeline as data: the same facts in CSV and JSON, and nothing that a spreadsheet would calculate."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest

from bot.people.model import Person
from bot.timeline.model import Attachment, Entry, EntryKind, EntrySource
from bot.timeline.timeline_files import COLUMNS, timeline_csv, timeline_json
from tests.bot.review.review_examples import AT, incident

ALICE, BOB = Person("U1", "Alice Chen"), Person("U2", "Bob Kim")


def marked(text: str) -> Entry:
    return Entry(
        occurred_at=AT,
        recorded_at=AT,
        kind=EntryKind.MITIGATION,
        text=text,
        author=ALICE,
        source=EntrySource.REACTION,
        captured_by=(BOB, ALICE),
        permalink="https://corp.slack.com/archives/C1/p1",
        files=(Attachment("pool.png", "image/png", "https://corp.slack.com/files/1"),),
        deleted=True,
        id=7,
        version=3,
    )


def cells(entry: Entry) -> dict[str, str]:
    return next(csv.DictReader(StringIO(timeline_csv([entry]), newline="")))


def test_a_row_has_every_fact() -> None:
    assert cells(marked("Rolled back, at last")) == {
        "id": "7",
        "occurred_at": AT.isoformat().replace("+00:00", "Z"),
        "type": "mitigation",
        "text": "Rolled back, at last",
        "author": "Alice Chen",
        "captured_by": "Bob Kim; Alice Chen",
        "source": "reaction",
        "recorded_at": AT.isoformat().replace("+00:00", "Z"),
        "permalink": "https://corp.slack.com/archives/C1/p1",
        "files": "pool.png",
        "message_deleted": "yes",
        "versions": "3",
    }


@pytest.mark.parametrize("text", ['two\nlines, "quoted"', "a;b", "Süß 🔥", "x = y"])
def test_text_comes_back_from_csv_as_it_was(text: str) -> None:
    assert cells(marked(text))["text"] == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x")', "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_made_text(text: str) -> None:
    assert cells(marked(text))["text"] == f"'{text}"


def test_json_has_the_same_facts_with_people_by_id_and_files_whole() -> None:
    told = json.loads(timeline_json(incident(), [marked("=1+1")], datetime(2024, 1, 15, 18, tzinfo=UTC)))
    assert told["exported_at"] == "2024-01-15T18:00:00Z"
    (entry,) = told["entries"]
    assert tuple(entry) == COLUMNS
    assert entry["text"] == "=1+1"
    assert entry["captured_by"] == [{"id": "U2", "name": "Bob Kim"}, {"id": "U1", "name": "Alice Chen"}]
    assert entry["files"][0]["type"] == "image/png"
