"""Who couldn't be invited: how a failed invitation is stored in the outbox, and what the card says about it.

The stored error has Slack's codes, so that the card can say for each what to do and whether a retry can help. Earlier
versions stored a sentence.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from templates.people import wording

EMPTY_GROUP: Final = "empty_group"
DEACTIVATED: Final = "deactivated"

# https://docs.slack.dev/reference/methods/conversations.invite and the two reasons above
WHY: Final[Mapping[str, str]] = {
    "users_not_found": wording.NO_SUCH_ADDRESS,
    "user_not_found": wording.NO_SUCH_PERSON,
    "no_such_subteam": wording.NO_SUCH_GROUP,
    "user_is_restricted": wording.GUEST,
    "ura_max_channels": wording.GUEST_IN_TOO_MANY,
    "cant_invite": wording.CANT_BE_INVITED,
    EMPTY_GROUP: wording.EMPTY_GROUP,
    DEACTIVATED: wording.DEACTIVATED,
}
# Nothing that happens in Slack makes these work: someone has to correct the configuration or invite by hand.
FINAL: Final = frozenset({"users_not_found", "user_not_found", "no_such_subteam", "user_is_restricted", "cant_invite"})

GONE: Final = frozenset({"user_not_found", "users_not_found", DEACTIVATED})


@dataclass(frozen=True)
class RefusedInvitation:
    """`code` is Slack's error or one of the reasons above. `id`, which isn't stored, is whom it concerns."""

    who: str
    code: str
    id: str = ""

    @property
    def has_account(self) -> bool:
        """Whether it is one person, who can be told of it."""
        return self.id[:1] in ("U", "W") and self.code not in GONE

    @property
    def can_retry(self) -> bool:
        return self.code not in FINAL | {DEACTIVATED}


def stored(refused: Iterable[RefusedInvitation]) -> str:
    return json.dumps([[each.code, each.who] for each in refused], ensure_ascii=False)


def read(error: str) -> Sequence[RefusedInvitation]:
    """Empty for an error that is about the whole invitation."""
    if not error.startswith("[["):
        return ()
    return [RefusedInvitation(who, code) for code, who in json.loads(error)]


def by_reason(refused: Iterable[RefusedInvitation]) -> Mapping[str, Sequence[RefusedInvitation]]:
    found: dict[str, list[RefusedInvitation]] = {}
    for each in refused:
        found.setdefault(each.code, []).append(each)
    return found
