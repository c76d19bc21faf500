"""How long a text is in a message, where &, < and > are written as escapes."""


def encoded_length(text: str) -> int:
    """The length of a typed text once it is escaped: & takes 5 characters, < and > take 4."""
    return units(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def units(text: str) -> int:
    """The length in UTF-16, in which a character beyond U+FFFF, such as most emoji, counts as 2."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
