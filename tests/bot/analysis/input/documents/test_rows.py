"""Tables of documents, told by their cells: events, and labels with values, whatever the columns are called."""

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(*lines: str) -> Case:
    return read_input("\n".join(("# Trunk congestion", "", *lines, "")), "x.md").cases[0]


@pytest.mark.parametrize("head", ["What|Details", "Field|Value", "Metric|Value", "Topic|Answer", "A|B"])
def test_a_column_of_labels_makes_fields_whatever_it_is_called(head: str) -> None:
    case = read(
        f"|{head}|", "|:--|:--|", "|Opened|2026-10-10 19:02 UTC|", "|Fixed|2026-10-10 20:31 UTC|", "|Prio|P1|",
        "|Lead|Sofia K.|", "|Reason|Route withdrawn|", "|Fix|Route announced again|", "|Customers hit|55,000|",
    )  # fmt: skip
    assert {key: f"{at:%H:%M}" for key, at in case.moments.items()} == {
        "declared_at": "19:02", "mitigated_at": "20:31",
    }  # fmt: skip
    assert (case.commander, case.priority, case.facts["affected_users"]) == ("Sofia K.", "P1", 55_000)
    assert [case.causes[0].text, case.fixes[0].text] == ["Route withdrawn", "Route announced again"]


def test_the_longest_column_beside_times_tells_what_happened() -> None:
    case = read("|When|Who|Did what|", "|--|--|--|", "|19:02|NOC|alarm on TG-14|", "|19:11|NOC|calls Sofia|")
    assert [(event.actor, event.text) for event in case.events] == [("NOC", "alarm on TG-14"), ("NOC", "calls Sofia")]
    assert not case.actions


def test_a_first_column_of_times_is_read_and_named_if_it_is_called_otherwise() -> None:
    case = read("|NY|London|Event|", "|--|--|--|", "|09:31|13:31|latency 900 ms|", "|09:55|13:55|latency normal|")
    assert [event.text for event in case.events] == ["latency 900 ms", "latency normal"]
    assert [f"{event.at:%H:%M}" for event in case.events] == ["09:31", "09:55"]
    assert 'The column "NY" is read as the time of the events.' in case.complaints
