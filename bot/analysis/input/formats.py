"""The formats of other tools: which one an input is in, and what it says in our own fields.

A reader recognizes its format by what is there, never by the file's name, and translates it into the fields that
reading_case.py reads (reading_names.py lists them), so that each rule about times, people and text stands once. What a
reader leaves out (ids, addresses of an API) is lost on purpose; what it could not read, it says in the notes.

The first format that recognizes an input reads it: the narrow ones come first. What none recognizes is read by the
names of its fields if it is JSON, and line by line if it is text. Add a format as a file in the folder of its kind and
as one line here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.analysis.input import exports
from bot.analysis.input.alerts import alertmanager, datadog_monitor, grafana_oncall, opsgenie
from bot.analysis.input.chat import copied, slack
from bot.analysis.input.documents import mail, markdown
from bot.analysis.input.spreadsheets import sheet
from bot.analysis.input.tables import Notes
from bot.analysis.input.vendors import (
    datadog,
    github,
    jira,
    pagerduty,
    pagerduty_log,
    pagerduty_webhook,
    status_history,
    status_page_files,
    statuspage,
)
from bot.analysis.model import Case
from bot.json_types import Json

T = TypeVar("T")

Fields = Mapping[str, Json]  # one incident in our own fields


@dataclass(frozen=True)
class Format(Generic[T]):
    """`name` is said where an input is refused. `read` returns the incidents of an input: in our own fields, or as a
    case if it is one of our exports. It must accept any value that `recognizes` accepts, whatever is missing in it."""

    name: str
    recognizes: Callable[[T], bool]
    read: Callable[[T, Notes], Sequence[Fields | Case]]


# What JSON may be. A list of incidents needs no format of its own: each item is looked up here.
JSON_FORMATS: Final[Sequence[Format[Json]]] = (
    Format("Muster", exports.is_export, exports.read),
    Format("Alertmanager and Grafana", alertmanager.recognizes, alertmanager.read),
    Format("Grafana OnCall", grafana_oncall.recognizes, grafana_oncall.read),
    Format("Slack", slack.recognizes, slack.read),
    Format("Statuspage", statuspage.recognizes, statuspage.read),
    Format("PagerDuty", pagerduty_webhook.recognizes, pagerduty_webhook.read),
    Format("PagerDuty", pagerduty_log.recognizes, pagerduty_log.read),
    Format("PagerDuty", pagerduty.recognizes, pagerduty.read),
    Format("Datadog", datadog.recognizes, datadog.read),
    Format("Datadog", datadog_monitor.recognizes, datadog_monitor.read),
    Format("Opsgenie", opsgenie.recognizes, opsgenie.read),
    Format("Jira", jira.recognizes, jira.read),
    Format("GitHub", github.recognizes, github.read),
    Format("status histories", status_history.recognizes, status_history.read),
)

# What a text may be that is not JSON.
TEXT_FORMATS: Final[Sequence[Format[str]]] = (
    Format("e-mail", mail.recognizes, mail.read),
    Format("cState and Statusfy", status_page_files.recognizes, status_page_files.read),
    Format("chats", copied.recognizes, copied.read),
    Format("Markdown", markdown.recognizes, markdown.read),
    Format("spreadsheets", sheet.recognizes, sheet.read),
)


def format_of(value: T, formats: Sequence[Format[T]]) -> Format[T] | None:
    return next((known for known in formats if known.recognizes(value)), None)


def known_formats() -> str:
    """Returns the names of the formats, for a refusal."""
    names = {known.name for known in JSON_FORMATS} | {known.name for known in TEXT_FORMATS}
    return f"what these export or send: {', '.join(sorted(names, key=str.casefold))}"
