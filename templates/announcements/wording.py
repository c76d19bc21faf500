"""Plain sentences about announcements and who gets updates."""


def posted_here_anyway(incident: str) -> str:
    return f"That is the channel of {incident}: each update is posted here anyway."


def private(incident: str) -> str:
    return f"{incident} is private, so its updates go to no other channel. Invite people here instead."


def drill(incident: str) -> str:
    return f"{incident} is a drill, so no other channel hears of it. Invite people here instead."


def no_channel(word: str) -> str:
    return f"I can't find the channel {word}."


def channel_subscribed(channel: str, off: bool) -> str:
    return f"Updates go to #{channel} no more" if off else f"Updates go to #{channel} too"


def person_subscribed(person: str, off: bool) -> str:
    return f"{person} gets no updates by direct message any more" if off else f"{person} gets each update"
