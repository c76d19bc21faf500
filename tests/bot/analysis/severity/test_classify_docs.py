"""What the documentation says of classifying and of the texts for audiences is what the code does."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.analysis.severity.classify import CONFIDENCE
from bot.announcements.stakeholder_updates import Audience, PublicStatus, StakeholderFacts
from templates.announcements.stakeholder_updates import drafts

ROOT = Path(__file__).parents[4]
ANALYSIS = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")
OWN = json.loads((Path(__file__).parents[1] / "data" / "own_severity.json").read_text(encoding="utf-8"))

ROWS = re.findall(r"^\| ([a-z ]+) \| [^|]+ \| (\d+) of (\d+) \| (0\.\d\d) \|$", ANALYSIS, re.MULTILINE)


def test_the_page_lists_each_sort_of_answer_with_its_confidence() -> None:
    assert {sort: float(confidence) for sort, _, _, confidence in ROWS} == CONFIDENCE


def test_each_confidence_follows_from_its_counts() -> None:
    assert [float(confidence) for *_, confidence in ROWS] == [
        round((int(right) + 1) / (int(read) + 2), 2) for _, right, read, _ in ROWS
    ]


def test_the_page_counts_how_each_sort_was_read_at_first() -> None:
    told = {sort: (int(right), int(read)) for sort, right, read, _ in ROWS}
    read = Counter(case["first_sort"] for case in OWN if "first_sort" in case)
    missed = Counter(case["first_sort"] for case in OWN if "first_sort" in case and case.get("missed_at_first"))
    assert told == {sort: (read[sort] - missed[sort], read[sort]) for sort in read}


def test_the_page_counts_what_was_missed_in_each_batch() -> None:
    numbers = {
        name: [case for case in OWN if case["written"] == name] for name in ("ninth", "tenth", "eleventh", "twelfth")
    }
    for name, batch in numbers.items():
        fine = 100 * sum("missed_at_first" not in case for case in batch) / len(batch)
        assert f"| {name} batch, first reading | {len(batch)} | {fine:.1f}% |" in ANALYSIS


@pytest.mark.parametrize("public", list(PublicStatus))
@pytest.mark.parametrize("audience", list(Audience))
def test_texts_of_what_nobody_told_have_no_hole(public: PublicStatus, audience: Audience) -> None:
    text = drafts(StakeholderFacts(title="Payments fail", severity="SEV1", status=public))[audience]
    assert "None" not in text
    assert "  " not in text


@pytest.mark.parametrize("public", list(PublicStatus))
@pytest.mark.parametrize("audience", [Audience.STATUS_PAGE, Audience.CUSTOMER])
def test_people_outside_read_no_names_causes_or_severities(public: PublicStatus, audience: Audience) -> None:
    facts = StakeholderFacts(
        "Title", "SEV1", public, known="Pool of db-7", doing="Rolling back", commander="Jane Smith"
    )
    text = drafts(facts)[audience]
    assert not any(inside in text for inside in ("Title", "SEV1", "db-7", "Rolling back", "Jane"))
