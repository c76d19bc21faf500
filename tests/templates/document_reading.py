"""How the tests read documents: what stands there once the markup is taken off, and what the markup does."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

_GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Page(HTMLParser):
    """The text, the elements and the attributes of an HTML page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name in ("href", "src", "action", "data")]


def markdown_tokens(source: str) -> list[Token]:
    return [inner for token in _GITHUB.parse(source) for inner in (token, *(token.children or ()))]


def markdown_text(source: str) -> str:
    """What a reader sees, with a new line wherever the text breaks."""
    return "".join(_seen(token) for token in markdown_tokens(source))


def _seen(token: Token) -> str:
    if token.type in ("text", "code_inline", "code_block", "fence"):
        return token.content
    if token.type == "html_inline" and token.content == "<br>":
        return "\n"
    return "\n" if token.type in ("softbreak", "hardbreak") or (token.type.endswith("_close") and token.block) else ""
