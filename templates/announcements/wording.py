"""Plain sentences about announcements and who gets updates."""


def posted_here_anyway(incident: str) -> str:
    return f"That is the channel of {incident}: each update is posted here anyway."


def private(incident: str) -> str:
    return f"{incident} is private, so its updates go to no other channel. Invite people here instead."


def drill(incident: str) -> str:
    return f"{incident} is a drill, so no other channel hears of it. Invite people here instead."
