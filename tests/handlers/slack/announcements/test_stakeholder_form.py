"""Reading the submitted form of stakeholder updates: which texts were edited, and what is wrong with them."""

import json
from typing import Any

from handlers.slack.announcements import stakeholder_form

KEPT = {"shown": "saved", "over": 3, "turn": 0, "update": 2, "status": "Identified"}


def view(before: str, after: str, **kept: object) -> dict[str, Any]:
    """A form whose one field was opened with a text, and submitted with another."""
    block = "status_page" if not kept.get("turn") else f"status_page_{kept['turn']}"
    metadata = json.dumps({"incident": 1, "fields": {"status_page": {**KEPT, **kept}}})
    element = {"type": "plain_text_input", "initial_value": before}
    values = {block: {block: {"type": "plain_text_input", "value": after}}}
    return {
        "private_metadata": metadata,
        "blocks": [{"type": "input", "block_id": block, "element": element}],
        "state": {"values": values},
    }


def edited(submitted: dict[str, Any]) -> list[tuple[str, int, int]]:
    edits = stakeholder_form.edits_in(submitted, stakeholder_form.fields_in(submitted))
    return [(each.text, each.over, each.basis.update) for each in edits]


def errors(submitted: dict[str, Any]) -> dict[str, str]:
    return stakeholder_form.errors_in(submitted, stakeholder_form.fields_in(submitted))


def test_an_edited_text_is_read_with_what_it_was_based_on() -> None:
    assert edited(view("We are on it.", "It is fixed.")) == [("It is fixed.", 3, 2)]
    assert edited(view("We are on it.", "We are on it. ")) == []


def test_a_new_draft_and_a_text_in_conflict_are_saved_even_unchanged() -> None:
    assert edited(view("New", "New", shown="new draft", turn=1)) == [("New", 3, 2)]
    assert edited(view("Mine", "Mine", shown="conflict")) == [("Mine", 3, 2)]


def test_a_text_over_the_limit_of_slack_is_refused_beside_its_field_with_how_much_is_too_long() -> None:
    assert errors(view("", "x" * 3000)) == {}
    assert errors(view("", "x" * 3214)) == {
        "status_page": "Shorten the text by 214 characters. Each & counts as 5 characters and each < or > as 4."
    }
    assert errors(view("We are on it.", " ", turn=2)) == {"status_page_2": "Enter the text for this audience."}
