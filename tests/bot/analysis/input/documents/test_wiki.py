"""Reports in the markup of Jira and Confluence."""

from bot.analysis.input.reading import read_input

_PAGE = """\
h1. Voucher mails sent twice
*Severity:* SEV3
*Date:* 2025-05-20

h2. Timeline (UTC)
|| Time || Event ||
| 10:00 | Mail job restarted by hand |
| 10:45 | Job stopped by Eve |

h2. Root cause
{noformat}job has no idempotency key{noformat}

h2. What went well
# {color:green}Eve{color} looked at the *right* log, see [the log|https://logs.example.com/1]
## within a minute

h2. Actions
* Add idempotency key - [~eve] - 2025-06-01
"""


def test_a_page_in_wiki_markup_is_a_document() -> None:
    (case,) = read_input(_PAGE, "x.txt").cases
    assert (case.title, case.severity) == ("Voucher mails sent twice", "SEV3")
    assert [event.text for event in case.events] == ["Mail job restarted by hand", "Job stopped by Eve"]
    assert [claim.text for claim in case.causes] == ["job has no idempotency key"]
    assert [claim.text for claim in case.helped] == ["Eve looked at the right log, see the log; within a minute"]
    assert [(todo.title, todo.owner) for todo in case.actions] == [("Add idempotency key - [~eve] - 2025-06-01", "eve")]
    assert not case.complaints
