"""Which titles may head a text for stakeholders.

What a document begins with is taken as its title: a channel's name, the greeting of a mail, the subject of its last
update. Such a line names no incident, and a text does without. What senders put around a subject is left out.
"""

import re
from typing import Final

_LONGEST: Final = 100
_KINDS: Final = (
    r"(?:major |security )?(?:incident|post[- ]?incident|post[- ]?mortem|outage|pir|rca)"
    r"(?: report| review| summary)*(?: (?:no\.? )?[#\d-]+)?"
)
_STATES: Final = r"(?:resolved|closed|mitigated|monitoring|identified|investigating|final(?: update)?|update(?: \d+)?)"
_DATE: Final = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[-. ][A-Za-z]{3,9}[-. ]\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4})"
_AROUND: Final = (
    re.compile(r"^(?:re|fwd?|aw|wg)\s*:\s*", re.IGNORECASE),
    re.compile(r"^\[[^\]]*\]\s*"),
    re.compile(r"^[^\w\s\"'(#<>@&/]+\s*"),
    re.compile(rf"^(?:{_KINDS}|{_STATES})\s*[:|–—-]\s+", re.IGNORECASE),
    re.compile(rf"^{_DATE}\s*[:|–—-]?\s+"),
    re.compile(rf"\s*[:|–—-]\s*(?:{_STATES}|{_DATE})\s*$", re.IGNORECASE),
    re.compile(rf"\s*[(\[](?:{_STATES}|sev ?-?[0-5]|p[0-5])[)\]]\s*$", re.IGNORECASE),
)
_NO_TITLE: Final = re.compile(
    r"^#\S+$"  # a channel
    r"|^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|greetings|to whom)\b(?:[ ,!]|$)"
    r"|^(?:morning|all|team|everyone)(?: all| team)?\s*(?:[,!]|$)"
    r"|^(?:from|to|on|subject|date|begin forwarded)\b.*:$"
    r"|:$|https?://|\S@\S+\.\S|^>|^\W*$"
    r"|^this (?:incident|issue|outage) (?:is|was|has been|have been)\b"
    r"|^\w+(?:,\w+){2,}$"  # the header of a table
    r"|^(?:i|we) (?:am|are|would|want) (?:writing|like|to)\b"
    r"|^(?:untitled|no title|tbd|n/a|none|timeline(?: of)?|incident(?: report)?|post[- ]?mortem|summary)$",
    re.IGNORECASE,
)


def usable_title(title: str) -> str:
    """The title without what senders put around it; "" for one that names no incident."""
    said = " ".join(title.split())
    before = None
    while said != before:
        before = said
        for around in _AROUND:
            said = around.sub("", said).strip()
    return "" if not said or len(said) > _LONGEST or _NO_TITLE.search(said) else said
