"""What is chosen for a review, decided: framework, template and meeting."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.outbox.review import ReviewMeetingSet
from bot.review import settings
from bot.review.edit_log import EditLogKind, ReviewEdits
from tests.bot.review.review_examples import IDA, after, incident


def test_choosing_what_is_chosen_is_no_act() -> None:
    now = ReviewEdits(method="fishbone", template="brief")
    assert settings.set_framework(incident(), now, "fishbone", "brief", IDA, after(1)).log == ()
    log = settings.set_framework(incident(), now, "", "standard", IDA, after(1)).log
    assert [(entry.what, entry.key) for entry in log] == [(EditLogKind.METHOD, ""), (EditLogKind.TEMPLATE, "standard")]


def test_the_line_in_the_channel_says_which_hand_it_was() -> None:
    decision = settings.set_meeting(incident(), ReviewEdits(), after(600), IDA, after(1))
    assert isinstance(decision.change.effects[0], ReviewMeetingSet)
    assert decision.change.entries[0].text == "Review meeting scheduled for Mon 6 May 2024, 20:00 UTC"
    with pytest.raises(Refused, match="That time is in the past"):
        settings.set_meeting(incident(), ReviewEdits(), after(1) - timedelta(hours=1), IDA, after(1))
