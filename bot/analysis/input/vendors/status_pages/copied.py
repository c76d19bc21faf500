"""An incident copied from a status page of Statuspage in the browser: each update is followed by when it was posted.

Source: what the incident pages of Statuspage show: the title, `Incident Report for …`, and for each update, newest
first, its status, its text and `Posted 3 months ago. Mar 04, 2025 - 16:40 PST`; last which components were affected.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.analysis.input.json_values import event, filled, in_order
from bot.analysis.input.tables import Notes
from bot.json_types import Json

_POSTED: Final = re.compile(
    r"^[ \t]*Posted\b(?:[^\n.]{0,40}\bago\b\.?)?[ \t]*"
    r"(?P<at>[A-Z][a-z]{2,8} \d{1,2}, \d{4} - \d{2}:\d{2} [A-Z]{2,5})[ \t]*$",
    re.MULTILINE,
)
_STATUS: Final = re.compile(
    r"^[ \t]*(Investigating|Identified|Monitoring|Resolved|Update|Postmortem|Scheduled|In progress|Verifying|Completed)"
    r"[ \t]*$",
    re.MULTILINE,
)
_PAGE: Final = re.compile(r"Incident Report for .*")
_AFFECTED: Final = re.compile(r"This (?:incident|scheduled maintenance) affect(?:ed|s): (?P<services>.+?)\.?")


def recognizes(text: str) -> bool:
    return _POSTED.search(text) is not None


def read(text: str, _notes: Notes) -> Sequence[Mapping[str, Json]]:
    updates, lines, end = list[Mapping[str, Json]](), list[str](), 0
    for posted in _POSTED.finditer(text):
        before, end = text[end : posted.start()], posted.end()
        status = next(_STATUS.finditer(before), None)
        said = " ".join(before[status.end() if status else 0 :].split())
        lines += before[: status.start()].splitlines() if status else []
        updates.append(event(posted["at"], said, source="status page", status=status[1] if status else ""))
    told = [line.strip() for line in (*lines, *text[end:].splitlines()) if line.strip() and not _PAGE.match(line)]
    affected = [matched["services"] for line in told if (matched := _AFFECTED.fullmatch(line))]
    title, *rest = [line for line in told if not _AFFECTED.fullmatch(line)] or [""]
    services: list[Json] = [name.strip() for each in affected for name in re.split(r", | and ", each)]
    return [filled({"title": title, "description": "\n".join(rest), "services": services, "events": in_order(updates)})]
