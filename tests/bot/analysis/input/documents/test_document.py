"""Post-mortems in Markdown: headings at any level, lists, tables, front matter, and times as people write them."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.input.documents import markdown
from bot.analysis.input.reading import read_input
from bot.analysis.model import Case
from bot.errors import InputError
from tests.bot.analysis.input.fields.test_report import REPORT, lost_in

SAMPLE = (Path(__file__).parents[5] / "samples/formats/post-mortem.md").read_text("utf-8")


def read(text: str, name: str = "x.md") -> Case:
    return read_input(text, name).cases[0]


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2024, 5, day, hour, minute, tzinfo=UTC)


def test_the_events_of_the_sample_are_on_their_days_in_the_stated_zone() -> None:
    case = read(SAMPLE)
    assert [event.at for event in case.events] == [
        at(14, 11, 5), at(14, 11, 18), at(14, 11, 26), at(14, 11, 41), at(14, 11, 52), at(14, 12, 3), at(15, 7, 10),
    ]  # fmt: skip
    assert case.events[1].text == "Warehouse: printers give blank labels; first in Hall 2; a minute later in Hall 5"
    assert (case.events[4].actor, case.events[4].text) == ("Mira Sato", "rolled back to release 7.2")
    assert case.complaints == ('Times without a zone are read as Europe/Berlin, from "All times are local to Berlin".',)


def test_the_facts_of_the_sample_are_in_their_fields() -> None:
    case = read(SAMPLE)
    assert (case.title, case.severity) == ("Parcel labels printed without an address", "SEV2")
    assert "wrote addresses by hand. See the label service." in case.description
    assert "Delete this comment" not in str(case)
    assert [claim.text for claim in case.causes] == ["The template read the field `addr`, which 7.3 renamed."]
    assert [claim.text for claim in case.factors][1].endswith("because the API kept the old name")
    assert (case.factors[2].category, case.factors[2].text) == (
        "Why it took 13 minutes to notice", "Nobody watches the printers.",
    )  # fmt: skip
    assert [claim.text for claim in case.hindered] == ["The pager went to a team that doesn't exist anymore"]
    assert [(todo.ref, todo.owner, todo.due, todo.status) for todo in case.actions] == [
        ("LAB-12", "Jonas Weber", date(2024, 5, 24), "Done"),
        ("LAB-13", "Mira Sato", date(2024, 5, 31), "Open"),
    ]
    assert "label service: https://wiki.example.com/label-service" in [claim.text for claim in case.documents]


@pytest.mark.parametrize(
    "line",
    [
        "* [13:26] rolled back",
        "- **13:26**: rolled back",
        "- **13:26** rolled back",
        "- 13:26 UTC – rolled back",
        "* `13:26` - rolled back",
        "1. 13:26: rolled back",
        "* 1:26 PM UTC: rolled back",
        "* 6:26 AM PDT: rolled back",
        "13:26 rolled back",
        "**13:26**: rolled back",
        "**13:26 UTC** rolled back",
        "### 13:26 UTC – rolled back",
        "#### 13:26\n\nrolled back",
        "- [x] 13:26 rolled back",
        "- 13:26 rolled\n  back",
        "- 2024-05-14 13:26 UTC: rolled back",
        "| Time | What |\n|---|---|\n| 13:26 | rolled back |",
        "| Time (PDT) | Event |\n|---|---|\n| 6:26 am | rolled back |",
        "| Date | Time | Event |\n|---|---|---|\n| 2024-05-14 | 13:26 | rolled back |",
        "```\n13:26 rolled back\n```",
        "> 13:26 rolled back",
    ],
)
def test_a_time_in_any_of_its_shapes_is_an_event(line: str) -> None:
    case = read(f"# Labels are blank, 14 May 2024\n\n## Timeline\n\n{line}\n")
    assert [(event.at, event.text) for event in case.events] == [(at(14, 13, 26), "rolled back")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ndate: 2024-05-14\n---\n# Labels", "x.md"),
        ('+++\ndate = 2024-05-14\ntitle = "Labels"\n+++\n', "x.md"),
        ("# Labels on May 14, 2024", "x.md"),
        ("# Labels", "2024-05-14-labels.md"),
        ("# Labels\n\n**Date**: 14 May 2024", "x.md"),
        ("# Labels\n\n- Date: 2024-05-14", "x.md"),
        ("Labels\n======\n\n| Field | Value |\n|---|---|\n| Date | 2024-05-14 |", "x.md"),
        ("# Labels\n\nIncident ID: INC-20240514-3", "x.md"),
        ("# Labels 2024\n\n## Timeline\n\n### Tuesday, May 14", "x.md"),
        ("# Labels\n\n## Timeline\n\n**2024-05-14**", "x.md"),
    ],
)
def test_the_day_is_found_wherever_it_stands(text: str, name: str) -> None:
    under = "" if "Timeline" in text else "\n\n## Timeline"
    case = read(f"{text}{under}\n\n- 13:26 UTC rolled back\n", name)
    assert [event.at for event in case.events] == [at(14, 13, 26)]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_sections_are_known_at_any_level(level: int) -> None:
    mark = "#" * level
    case = read(
        f"Title\n\n{mark} Root Cause\nPool too small\n\n{mark} 3. Action Items\n- [ ] Grow it\n- [x] Watch it\n"
    )
    assert case.title == "Title"
    assert [claim.text for claim in case.causes] == ["Pool too small"]
    assert [(todo.title, todo.status) for todo in case.actions] == [("Grow it", "open"), ("Watch it", "done")]


# The headings of public templates, with what each is read into.
TEMPLATES = {
    "Google SRE": (
        "# Postmortem 12", "## Summary", "S1", "## Impact", "I1", "## Root Causes", "C1", "## Trigger", "T1",
        "## Resolution", "F1", "## Detection", "D1", "## Lessons Learned", "### What went well", "- H1",
        "### What went wrong", "- W1", "### Where we got lucky", "- L1", "## Supporting information", "- X1",
    ),
    "PagerDuty": (
        "# Outage", "## Overview", "S1", "## What Happened", "E1", "## Contributing Factors", "- C2", "## Root Cause",
        "C1",
        "## Resolution", "F1", "## Impact", "I1", "## How'd We Do?", "### What Went Well?", "- H1",
        "### What Didn't Go Well?", "- W1", "## Messaging", "### Internal Email", "M1", "### External Message", "M2",
    ),
    "Atlassian": (
        "# Incident", "## Incident summary", "S1", "## Leadup", "T1", "## Fault", "C1", "## Impact", "I1",
        "## Detection", "D1", "## Response", "F2", "## Recovery", "F1", "## Root cause", "C3", "## Recurrence", "X1",
        "## Lessons learned", "L1", "## Corrective actions", "- A1",
    ),
    "GitLab": (
        "## :page_facing_up: Summary", "S1", "## Customer Impact", "I1", "## Root Cause", "C1", "## What went well",
        "- H1",
        "## What can be improved", "- W1", "## Corrective actions", "- A1",
    ),
}  # fmt: skip
FIELDS = {
    "S": "description", "E": "description", "I": "impact", "C": "causes factors", "T": "causes", "F": "fixes",
    "D": "detection", "H": "helped", "W": "hindered", "L": "helped lessons", "X": "documents related",
    "M": "communication", "A": "actions",
}  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_sections_of_public_templates_are_read(template: str) -> None:
    text = "\n\n".join(TEMPLATES[template])
    case = read(text)
    for word in {word for word in text.split() if len(word) == 2 and word[1].isdigit()} - {"12"}:
        held = " ".join(str(getattr(case, name)) for name in FIELDS[word[0]].split())
        assert word in held, word
    assert not case.unknown


# A report by its own labels


def written(value: Mapping[str, Any], level: int, chance: random.Random) -> Iterator[str]:
    """The report as somebody would write it in Markdown: headings, tables, bullets and labels."""
    pairs = {key: each for key, each in value.items() if not isinstance(each, dict | list)}
    for key, each in pairs.items():
        yield f"**{_label(key)}**: {each}" + chance.choice(["\n", "  \n"])
    for key, each in value.items():
        if key not in pairs:
            yield f"\n{'#' * level} {_label(key)}\n"
            if isinstance(each, dict):
                yield from written(each, min(level + chance.choice([1, 1, 2]), 6), chance)
            elif isinstance(each[0], dict):
                yield from _table(each)
            else:
                yield "\n".join(f"{chance.choice('-*+')} {item}" for item in each)


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize() if "_" in key or key.islower() else key


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_label, rows[0]))} |\n|{'---|' * len(rows[0])}"
    for row in rows:
        yield f"| {' | '.join(map(str, row.values()))} |"
    yield ""


@pytest.mark.parametrize("seed", range(12))
def test_every_value_of_a_report_in_markdown_is_in_the_review(seed: int) -> None:
    chance = random.Random(seed)
    kept = [key for key in REPORT if key in ("timeline", "date") or chance.random() < 0.8]
    chance.shuffle(kept)
    report = {key: REPORT[key] for key in kept if key != "title"}
    text = f"# {REPORT['title']}\n\n" + "\n".join(written(report, chance.choice([1, 2, 3]), chance))
    assert lost_in(read(text), report) == []


def test_an_action_item_with_a_label_is_one_item() -> None:
    case = read("# T\n\n## Action items\n\n- [x] **Kim**: grow the pool\n- **Docs**: describe it\n")
    assert [(todo.title, todo.status) for todo in case.actions] == [
        ("Kim: grow the pool", "done"),
        ("Docs: describe it", ""),
    ]


# Hostile input


@pytest.mark.parametrize(
    "unit",
    ["# a\n", "- a\n", "  - a\n", "| a | b |\n", "> ", "*", "`", "[", "![", "[a](b", "<",
     "<!--", "**a**: ", "- [ ] a\n",
     "## Timeline\n", "---\n", "a\n===\n", "\\", "| a |\n|---|\n"],
)  # fmt: skip
def test_much_of_anything_is_read_or_refused(unit: str) -> None:
    text = f"# Title\n\n{unit * (markdown.MOST_TEXT * 2 // len(unit))}"
    for size in (60_000, len(text)):
        try:
            case = read(text[:size])
        except InputError:
            continue
        assert case.title


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# T", "## Timeline", "### 14 May", "- 13:26 a", "  - b", "**Root cause**:", "**Owner**: x", "| a | b |",
             "|---|---|", "| 13:26 | c |", "---", "", "```", "> q", "<br>", "1. x", "[l](u)", "- [ ] t", "## Impact",
             "text"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    try:
        case = read("\n".join(["# Title", *lines]))
    except InputError:
        return
    assert "\ue000" not in str(case)


def test_angle_brackets_that_are_no_html_stay() -> None:
    case = read("# T 2024-05-14\n\n## Timeline\n\n- 13:26 <jane> rolled back<br>twice\n")
    assert (case.events[0].actor, case.events[0].text) == ("jane", "rolled back twice")


def test_front_matter_is_yaml_and_what_is_no_yaml_is_read_as_lines() -> None:
    nested = (
        "---\ntitle: Labels\nauthors:\n  - name: Kim\nroot_cause: >\n  pool\n  too small\n---\n\nNone were printed.\n"
    )
    case = read(nested)
    assert [claim.text for claim in case.causes] == ["pool too small"]
    assert "Kim" in [claim.text for claim in case.report]
    case = read("---\ntitle: Labels: none printed\nseverity: SEV2\n---\n\n## Root cause\n\nPool too small\n")
    assert (case.title, case.severity) == ("Labels: none printed", "SEV2")
    assert case.complaints == ("front matter: invalid YAML, so its lines are read as text.",)
