"""Action items as objects, sentences and groups of either."""

import json
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
