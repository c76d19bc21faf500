"""The policy of an installation: the TOML file that MUSTER_CONFIG names, or the defaults."""

import logging
import tomllib
from pathlib import Path

from bot.config.policy import Policy
from bot.config.policy_file import policy_from
from bot.config.renamed_keys import with_current_names
from bot.errors import ConfigurationError
from templates.config import wording

logger = logging.getLogger("muster")


def read_policy(path: str) -> Policy:
    """Raises ConfigurationError."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(wording.unreadable_file(path, (error.strerror or str(error)).lower())) from None
    except UnicodeDecodeError:
        raise ConfigurationError(wording.not_utf8(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(wording.not_toml(path, error)) from None
    try:
        policy = policy_from(table)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None
    for key in with_current_names(table)[1]:
        logger.warning("%s: %s", path, wording.renamed_key(key.old, key.new))
    return policy
