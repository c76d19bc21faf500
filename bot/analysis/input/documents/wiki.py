"""The markup of Jira and Confluence as Markdown: `h2. Timeline`, `|| Time || Event ||`, `{noformat}`.

Source: jira.atlassian.com, text formatting notation.
"""

import re
from typing import Final

_HEADING: Final = re.compile(r"^[ \t]{0,3}h([1-6])\.[ \t]+(?=\S)", re.MULTILINE)
_ITEM: Final = re.compile(r"^[ \t]{0,3}([*#-]{1,6})[ \t]+(?=\S)", re.MULTILINE)
_HEADER: Final = re.compile(r"^[ \t]{0,3}\|\|(.+?)\|\|[ \t]*$", re.MULTILINE)
_FENCE: Final = re.compile(r"\{(?:noformat|code)(?::[^{}\n]{0,80})?\}")
_BRACES: Final = re.compile(r"\{(?:color|panel|quote|info|note|warning|tip|expand)(?::[^{}\n]{0,200})?\}")
_BOLD: Final = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200}?)(?<=\S)\*(?![\w*])")
_LINK: Final = re.compile(r"\[([^\[\]|\n]{1,200})\|([^\[\]|\s]{1,500})\]")


def is_wiki(text: str) -> bool:
    return _HEADING.search(text) is not None


def as_markdown(text: str) -> str:
    text = _ITEM.sub(lambda found: f"{'  ' * (len(found[1]) - 1)}- ", text)
    text = _HEADING.sub(lambda found: f"\n{'#' * int(found[1])} ", text)
    text = _HEADER.sub(_header, text)
    text = _FENCE.sub("\n```\n", _BRACES.sub("", text))
    return _LINK.sub(r"[\1](\2)", _BOLD.sub(r"**\1**", text))


def _header(found: re.Match[str]) -> str:
    heads = found[1].split("||")
    return f"\n|{'|'.join(heads)}|\n|{'---|' * len(heads)}"
