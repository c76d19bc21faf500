"""Action items as objects, sentences and groups of either."""

import json
from datetime import date
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(items: Any) -> Case:
    return read_input(json.dumps({"title": "Export slow", "action_items": items}), "x.json").cases[0]


_GROUPED = """\
# Export slow

## Action items
{first}
- [x] Add an index (owner: Kit, due 2025-02-01)
- Cap the result

{second}
- Alert on p95

## Lessons learned
- Read plans first
"""


@pytest.mark.parametrize("form", ["**{}**", "### {}", "**{}:**\n"])
def test_action_items_in_groups_are_items_of_their_kind(form: str) -> None:
    text = _GROUPED.format(first=form.format("Prevent"), second=form.format("Detection"))
    case = read_input(text, "x.md").cases[0]
    assert [(todo.title, todo.owner, todo.status, todo.kind) for todo in case.actions] == [
        ("Add an index (owner: Kit, due 2025-02-01)", "Kit", "done", "prevention"),
        ("Cap the result", "", "", "prevention"),
        ("Alert on p95", "", "", "detection"),
    ]
    assert [claim.text for claim in case.lessons] == ["Read plans first"]
    assert not [told for told in case.complaints if "title" in told]


def test_objects_and_texts_in_groups_are_items() -> None:
    case = read({"prevent": ["Add an index", {"task": "Cap the result", "owner": "Kit"}], "detect": "Alert on p95"})
    assert [(todo.title, todo.owner, todo.kind) for todo in case.actions] == [
        ("Add an index", "", "prevention"), ("Cap the result", "Kit", "prevention"), ("Alert on p95", "", "detection"),
    ]  # fmt: skip


def test_an_action_item_with_an_owner_and_no_title_is_reported() -> None:
    assert "action_items[0]: no title." in read([{"owner": "Kit", "due": "2025-02-01"}]).complaints


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Add the coupon to the canary – Tom O'Neil – due 2026-03-18", "Tom O'Neil", date(2026, 3, 18)),
        ("Erneuerung automatisieren (Jürgen Weiß, bis 01.03.2026)", "Jürgen Weiß", date(2026, 3, 1)),
        ("Alert on p95 (owner: Kit, due Jan 5)", "Kit", date(2026, 1, 5)),
        ("Cap the result (Claire, 15 Dec)", "Claire", date(2025, 12, 15)),
        ("@lou — cap the result — by Feb 3", "lou", date(2026, 2, 3)),
        ("TODO(Kit): alert on p95", "Kit", None),
        ("[R. Iyer] autoscale on queue length, by 2026-12-06", "R. Iyer", date(2026, 12, 6)),
        ("Add idempotency key - [~eve] - 2026-06-01", "eve", date(2026, 6, 1)),
        ("Move the alert (high, by 2026-01-04)", "", date(2026, 1, 4)),
        ("Ask kit@example.com about it", "", None),
        ("Add a limit to Checkout, by 2026-01-04", "", date(2026, 1, 4)),
    ],
)
def test_a_sentence_names_its_owner_and_due_date(text: str, owner: str, due: date | None) -> None:
    whole = {"title": "Export slow", "started_at": "2025-12-14T10:00Z", "action_items": [text]}
    (todo,) = read_input(json.dumps(whole), "x.json").cases[0].actions
    assert (todo.title, todo.owner, todo.due) == (text, owner, due)


@pytest.mark.parametrize("name", ["name", "displayName", "display_name"])
def test_an_owner_may_be_an_object_of_another_tool(name: str) -> None:
    (todo,) = read([{"task": "Alert on p95", "assignee": {name: "Kit"}}]).actions
    assert todo.owner == "Kit"
