"""The text of messages of other apps, wherever they have it."""

from typing import Any

import pytest

from handlers.slack.requests.decoding import message_text

FILLER = "This content can't be displayed."


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": FILLER, "attachments": [{"title": "Disk full", "text": "db-1 at 97%"}]}, "Disk full\ndb-1 at 97%"),
        (
            {"text": FILLER, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Disk full"}}]},
            "Disk full",
        ),
        ({"text": FILLER}, FILLER),
        ({"text": "Disk full", "attachments": [{"text": "db-1"}]}, "Disk full"),
        ({"blocks": [{"type": "image", "alt_text": "Error rate", "image_url": "https://x.y/z.png"}]}, "Error rate"),
        (
            {
                "blocks": [
                    {
                        "type": "table",
                        "rows": [[{"type": "raw_text", "text": "db-1"}, {"type": "raw_text", "text": "97%"}]],
                    }
                ]
            },
            "db-1\n97%",
        ),
        (
            {"blocks": [{"type": "call", "call": {"v1": {"name": "War room", "join_url": "https://x.y/call"}}}]},
            "https://x.y/call",
        ),
    ],
)
def test_the_text_is_that_of_blocks_where_slack_has_filled_it(message: dict[str, Any], expected: str) -> None:
    assert message_text(message) == expected
