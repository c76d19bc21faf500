"""Recognizes source code and scripts, which people paste by mistake. A log, a stack trace, a query may be a report."""

import re
from typing import Final

_READ: Final = 20_000  # characters
_SCRIPT: Final = re.compile(r"#!\s?/\S*\b(?:sh|bash|zsh|env|python\S*|node|perl|ruby)\b|diff --git |package \w+;?\n")
_DEFINES: Final = re.compile(
    r"^\s*(?:(?:async )?def \w+\(.*|class \w+.*[:{]|(?:export |default |async |public |private |static )*"
    r"(?:function|func|fn|const|let|var|class)\s.*[{=(].*|#include\b.*|from [\w.]+ import .*"
    r"|import .*['\";])$",
    re.MULTILINE,
)
_LINE: Final = re.compile(
    r".*[{};(\[]|[)\]}]+[,;)]*|(?:import|return|raise|from|@)\b.*|(?:async )?(?:def|class|if|elif|while|for|with)\b.*:"
    r"|(?:try|else|finally|except.*):|(?:self\.)?[\w.]+(?:\[.*\])? ?(?:[-+*/|&]?=|:=) ?\S.*|[\w.]+\(.*\)|//.*"
)


def is_code(text: str) -> bool:
    if _SCRIPT.match(text):
        return True
    lines = [line.strip() for line in text[:_READ].splitlines() if line.strip()]
    return bool(_DEFINES.search(text[:_READ])) and sum(map(bool, map(_LINE.fullmatch, lines))) * 2 >= len(lines)
