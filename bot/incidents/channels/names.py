"""What an incident's channel is called, within Slack's rules: lower case, digits, - and _, at most 80 characters."""

import re
import unicodedata

from anyascii import anyascii

from bot.config.policy import Policy
from bot.incidents.model import Incident

DRILL = "drill"
LONGEST = 80  # Slack: conversations.create


def channel_name(incident: Incident, policy: Policy, attempt: int = 0) -> str:
    """`inc-20240115-payment-service-degradation`; attempt 1 is the name with `-2`, for where that is taken.

    The day is that of the declaration in UTC. A title without a letter or digit gives the incident's number. A drill's
    begins with `drill`.
    """
    suffix = f"-{attempt + 1}" if attempt else ""
    prefix = DRILL if incident.drill else policy.channel_prefix
    stem = f"{prefix}-{incident.declared_at:%Y%m%d}-{_slug(incident.title) or incident.number}"
    return stem[: LONGEST - len(suffix)].rstrip("-") + suffix


def number_name(incident: Incident) -> str:
    """`inc-20240115-42`: nothing in it that someone typed or configured."""
    suffix = f"-{incident.channel_generation}" if incident.channel_generation > 1 else ""
    return f"inc-{incident.declared_at:%Y%m%d}-{incident.number}{suffix}"


def is_named(name: str, incident: Incident, policy: Policy) -> bool:
    """Whether some attempt for this incident would be called so."""
    number = re.search(r"-(\d{1,3})$", name)
    attempts = (0, int(number[1]) - 1) if number else (0,)
    tried = (channel_name(incident, policy, attempt) for attempt in attempts if attempt >= 0)
    return name in (number_name(incident), *tried)


def _slug(title: str) -> str:
    """The title in Latin letters: `zhi-fu` for 支付, `platezhi` for Платежи, `fire` for 🔥."""
    latin = "".join(map(_latin, unicodedata.normalize("NFC", title)))
    return re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")


def _latin(character: str) -> str:
    """A character as letters; one that stands for a syllable, such as a Chinese one, is set apart."""
    letters = anyascii(character)
    is_syllable = unicodedata.category(character) == "Lo" and letters[:1].isupper()
    return f"-{letters}" if is_syllable else letters
