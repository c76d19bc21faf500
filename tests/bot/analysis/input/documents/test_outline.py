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
    assert [claim.text for claim in case.impact][0].startswith("we saw that the limit was: 5 for each shop")
