"""Cards that tools send to Microsoft Teams: a title, sentences, and facts by their names."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input

SECTIONS: dict[str, Any] = {
    "@type": "MessageCard",
    "@context": "http://schema.org/extensions",
    "summary": "Disk full",
    "sections": [
        {
            "activityTitle": "db-3 disk 100%",
            "facts": [
                {"name": "Severity:", "value": "Critical"},
                {"name": "Time", "value": "2025-03-03 04:05 UTC"},
                {"name": "Region", "value": "eu-west-1"},
            ],
        }
    ],
}
BODY = [
    {"type": "TextBlock", "text": "Disk full"},
    {"type": "Container", "items": [{"type": "TextBlock", "text": "db-3 disk 100%"}]},
    {
        "type": "FactSet",
        "facts": [{"title": each["name"], "value": each["value"]} for each in SECTIONS["sections"][0]["facts"]],
    },
]
ADAPTIVE = {"type": "AdaptiveCard", "version": "1.4", "body": BODY}
MESSAGE = {"contentType": "application/vnd.microsoft.card.adaptive", "content": ADAPTIVE}


@pytest.mark.parametrize("card", [SECTIONS, ADAPTIVE, {"type": "message", "attachments": [MESSAGE]}])
def test_a_card_is_read_with_its_facts(card: dict[str, Any]) -> None:
    (case,) = read_input(json.dumps(card), "x.json").cases
    assert (case.title, case.description, case.priority) == ("Disk full", "db-3 disk 100%", "Critical")
    assert [(f"{event.at:%H:%M}", event.text) for event in case.events if event.at] == [("04:05", "Disk full")]
    assert case.facts["regions"] == ["eu-west-1"]
    assert not case.complaints
