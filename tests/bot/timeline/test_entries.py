"""Entries, decided: what is looked up and ticked for a message."""

from dataclasses import replace

from bot.outbox.timeline import TickMessage
from bot.timeline import entries
from bot.timeline.model import Entry, EntryKind, EntrySource
from tests.bot.incidents.incident_examples import BOB, INCIDENT, NOW, keys

ENTRY = Entry(NOW, NOW, EntryKind.NOTE, "Looking", BOB, EntrySource.COMMAND)


def test_a_message_that_was_reacted_to_is_looked_up_and_ticked_under_its_own_ts() -> None:
    reacted_to = replace(ENTRY, channel="C1", message_ts="1705329000.000100", pending=True)
    change = entries.capture(INCIDENT, reacted_to, "ballot_box_with_check")
    assert change.entries == (reacted_to,)
    assert keys(change) == ["42/entry/1705329000.000100", "42/tick/1705329000.000100"]
    assert isinstance(change.effects[1], TickMessage)
    assert change.effects[1].emoji == "ballot_box_with_check"


def test_an_edit_without_a_text_empties_no_entry() -> None:
    said = entries.MessageText("", edited_at=NOW)
    assert entries.edit_message(INCIDENT, ENTRY, said, BOB, NOW) is None
    gone = entries.delete_message(INCIDENT, ENTRY, said, NOW)
    assert gone is not None
    assert [each.text for each in gone.entries] == ["Looking"]
