"""Which titles may head a text for stakeholders.

What a document begins with is taken as its title: a channel's name, the greeting of a mail, the subject of its last
update. Such a line names no incident, and a text does without. What senders put around a subject is left out.
"""

import re
from typing import Final

_LONGEST: Final = 100
_AROUND: Final = (
    re.compile(r"^(?:re|fwd?|aw|wg)\s*:\s*", re.IGNORECASE),
    re.compile(r"^\[[^\]]*\]\s*"),
    re.compile(
        r"^(?:major |security )?(?:incident(?: report)?|post[- ]?incident review|post[- ]?mortem|outage report|pir|rca)"
        r"(?: (?:report|summary))?\s*[:–—-]\s+",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:resolved|closed|mitigated|monitoring|identified|investigating|update \d+|final)\s*[:–—-]\s+", re.I
    ),
    re.compile(r"\s*[:–—-]\s*(?:final|resolved|closed|update(?: \d+)?|final update)\s*$", re.IGNORECASE),
    re.compile(r"\s*[(\[](?:final|resolved|closed|update(?: \d+)?|sev ?-?[0-5]|p[0-5])[)\]]\s*$", re.IGNORECASE),
)
_NO_TITLE: Final = re.compile(
    r"^#\S+$"  # a channel
    r"|^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|greetings|to whom)\b(?:[ ,!]|$)"
    r"|^(?:morning|all|team|everyone)(?: all| team)?\s*(?:[,!]|$)"
    r"|^(?:from|to|on|subject|date|begin forwarded)\b.*:$"
    r"|:$|https?://|\S@\S+\.\S|^>|^\W*$"
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
