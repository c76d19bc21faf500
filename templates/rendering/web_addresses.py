"""Which addresses a link may lead to."""

import re
from typing import Final

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")


def is_web_address(url: str) -> bool:
    """Whether a link may lead there: http or https, and no character that could end the link early."""
    return _WEB_ADDRESS.fullmatch(url) is not None
