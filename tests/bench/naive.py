"""The script that one would write instead: events by time, a phase for each by its first keyword, durations.

The yardstick of `make bench`: Muster may cost a small multiple of it.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

KEYWORDS = {
    "detection": ("alert", "alarm", "above", "error rate"),
    "mitigation": ("restart", "roll", "revert", "fail over", "scale"),
    "communication": ("status page", "customers", "posted"),
    "escalation": ("paging", "pinging", "escalat"),
    "investigation": ("look", "log", "check", "shows", "because"),
    "resolution": ("resolved", "closed", "back to normal", "recovered"),
}


def phase_of(text: str) -> str:
    said = text.lower()
    return next((phase for phase, words in KEYWORDS.items() if any(word in said for word in words)), "note")


def main(path: str) -> None:
    incident = json.loads(Path(path).read_text(encoding="utf-8"))
    events = sorted(incident["events"], key=lambda event: datetime.fromisoformat(event["timestamp"]))
    began: dict[str, datetime] = {}
    for event in events:
        at = datetime.fromisoformat(event["timestamp"])
        event["phase"] = phase_of(event["text"])
        began.setdefault(event["phase"], at)
    first = datetime.fromisoformat(events[0]["timestamp"])
    durations = {phase: (at - first).total_seconds() / 60 for phase, at in began.items()}
    json.dump({"title": incident["title"], "minutes_until": durations, "events": events}, sys.stdout, indent=2)


if __name__ == "__main__":
    main(sys.argv[1])
