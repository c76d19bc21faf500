"""How Markdown is split into the sections of a canvas, and what Slack rejects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.workspace.canvas_text import blocks, joined, kind_of, problem

REVIEW = """# Payments down

Paid orders failed for 12 minutes.
Nobody was charged twice.

- [x] Tell support
- [ ] Raise the pool
  to 40

| Time | What |
| --- | --- |
| 14:23 | declared |

> Customers saw an error.

```
pool = 20

# no heading
```
---
### Next"""


def test_each_heading_paragraph_item_table_quote_and_fence_is_a_section() -> None:
    kinds = [kind_of(each.text) for each in blocks(REVIEW)]
    assert kinds == ["h1", "paragraph", "item", "item", "table", "quote", "fence", "rule", "h3"]


def test_sections_put_together_read_as_before() -> None:
    assert joined(each.text for each in blocks(REVIEW)) == REVIEW.replace("```\n---\n###", "```\n\n---\n\n###")


def test_an_open_fence_reaches_to_the_end() -> None:
    assert [each.text for each in blocks("```\na\n\n- b")] == ["```\na\n\n- b"]


LINES = st.sampled_from(
    ["", "words", "a|b", "-|-", "- |-", "- one", "  - two", "1. one", "> said", "# head", "---", "```", "  more"]
)


@given(st.lists(LINES).map("\n".join) | st.text())
def test_a_canvas_falls_into_the_sections_it_was_put_together_from(text: str) -> None:
    sections = [each.text for each in blocks(text)]
    assert [each.text for each in blocks(joined(sections))] == sections


def table(cells: int) -> str:
    return "a\n\n| h |\n| --- |\n" + "| x |\n" * (cells - 1)


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        (REVIEW, None),
        ("words\n\n#### Deep", "line 3: Unsupported heading depth (4)"),
        ("```\n#### a comment\n```", None),
        ("> said\n> - listed", "line 2: Unsupported block type (List) within block quote"),
        (table(300), None),
        (table(301), "line 3: Table exceeds 300 cells"),
        ("x" * 1_048_576, None),
        ("x" * 1_048_577, "content exceeds 1048576 characters"),
    ],
)
def test_what_slack_does_not_take_is_named_with_its_line(markdown: str, sentence: str | None) -> None:
    assert problem(markdown) == sentence
