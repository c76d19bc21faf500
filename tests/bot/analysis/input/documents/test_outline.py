"""Runs of labels, lists within lists, and lists of any bullet, as a tree of sections."""

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case


def read(text: str, name: str = "x.md") -> Case:
    return read_input(text, name).cases[0]


_HEADER = """\
{labels}

## Timeline
- 2025-05-05 14:02 UTC alert
"""


@pytest.mark.parametrize(
    "labels",
    [
        "Severity: Sev-2\nIC: Dana Whitfield\nScribe: Leo Park",
        "Scribe: Leo Park\nSeverity: Sev-2\nIncident commander: Dana Whitfield",
        "Squad: Queues\nScribe: Leo Park\nLead: Dana Whitfield\nSeverity: Sev-2",
        "severity: sev2\nic: Dana Whitfield\nscribe: Leo Park",
    ],
)
@pytest.mark.parametrize("title", ["# Queue stuck\n\n", "# Queue stuck\n## Header\n"])
def test_in_a_run_of_labels_each_line_is_a_pair_of_its_own(title: str, labels: str) -> None:
    case = read(title + _HEADER.format(labels=labels))
    assert (case.severity, case.commander) == ("SEV2", "Dana Whitfield")
    assert "Leo Park" in [value for label, value in case.unknown.items() if label.casefold().endswith("scribe")]


def test_a_sentence_that_runs_on_is_no_run_of_labels() -> None:
    text = "# Queue stuck\n\nImpact: we saw that\nthe limit was: 5 for each shop\nScribe: Leo Park\n"
    case = read(text)
    assert next(claim.text for claim in case.impact).startswith("we saw that the limit was: 5 for each shop")


@pytest.mark.parametrize("bullet", ["●", "○", "•", "▪", "-", "*"])
@pytest.mark.parametrize("title", ["Ads slow\n", "# Ads slow\n"])
def test_lines_with_any_bullet_are_items(title: str, bullet: str) -> None:
    listed = "\n{0} 06:00 traffic begins\n{0} 06:12 p99 alert\n\nLessons\n{0} Add nodes early\n{0} Read the forecast\n"
    case = read(title + "\nTimeline (UTC):" + listed.format(bullet))
    assert [event.text for event in case.events] == ["traffic begins", "p99 alert"]


@pytest.mark.parametrize("indent", ["", "   ", "      "])
def test_an_item_is_a_part_of_the_one_above_only_if_it_is_deeper(indent: str) -> None:
    lines = ["1. Add the coupon to the canary", "   * with its currency", "2. Alert on rejections"]
    text = "Coupons rejected\n\nAction items\n" + "\n".join(indent + line for line in lines)
    assert [todo.title for todo in read(text, "x.txt").actions] == [
        "Add the coupon to the canary; with its currency", "Alert on rejections",
    ]  # fmt: skip


def test_an_item_that_names_those_below_it_is_a_heading() -> None:
    text = """\
# Ledger lag
2025-02-20

## Timeline
1. **Detection**
   - 09:12 lag alert
     - 41 min behind
2. Response
   - 09:25 consumer scaled to 12
- 10:05 lag zero

## Contributing factors
- **Design**
  - Poison messages are not parked
- The alert threshold is 40 min
  - set in 2021
"""
    case = read(text)
    assert {event.text for event in case.events} == {"lag alert; 41 min behind", "consumer scaled to 12", "lag zero"}
    assert [(claim.text, claim.category) for claim in case.factors] == [
        ("The alert threshold is 40 min; set in 2021", ""), ("Poison messages are not parked", "design"),
    ]  # fmt: skip


def test_a_short_field_ends_with_its_line() -> None:
    case = read("# Queue stuck\n\nSeverity: SEV1\nBoth shops saw it.\n")
    assert (case.severity, case.description) == ("SEV1", "Both shops saw it.")
