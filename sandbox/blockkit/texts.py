"""The shape of the texts of Block Kit, and of the options and dialogs that consist of texts, as data.

Every figure comes from Slack's reference (docs.slack.dev/reference/block-kit); where it gives none, the
ceiling is only there to be finite. The elements that use them are in `elements`.
"""

from sandbox.blockkit.shapes import Rule, array, flag, kind, record, string, typed, whole, word

IDENTIFIER = string(255, low=0)
URL = string(3_000)


def plain(high: int) -> Rule:
    """A `plain_text` object of up to `high` characters."""
    return record(
        {"type": word("plain_text"), "text": string(high), "emoji": flag},
        ("type", "text"),
    )


def either(high: int) -> Rule:
    """A `plain_text` or `mrkdwn` object of up to `high` characters."""
    mrkdwn = record({"type": word("mrkdwn"), "text": string(high), "verbatim": flag}, ("type", "text"))
    return kind({"plain_text": plain(high), "mrkdwn": mrkdwn})


CONFIRM = record(
    {
        "title": plain(100),
        "text": either(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": word("primary", "danger"),
    },
    ("title", "text", "confirm", "deny"),
)
MENU_OPTION = record({"text": plain(75), "value": string(150), "description": plain(75)}, ("text", "value"))
BOX_OPTION = record({"text": either(75), "value": string(150), "description": either(75)}, ("text", "value"))
OVERFLOW_OPTION = record(
    {"text": plain(75), "value": string(150), "description": plain(75), "url": URL}, ("text", "value")
)
OPTION_GROUP = record({"label": plain(75), "options": array(MENU_OPTION, 100)}, ("label", "options"))

_ANY_TEXT = string(100_000, low=0)
_MANY = 10_000

_STYLE = record(
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag)
)
_STYLED: dict[str, Rule] = {"style": _STYLE}
_LEAVES: dict[str, Rule] = {
    "text": typed(_STYLED | {"text": string(100_000)}, ("text",)),
    "link": typed(_STYLED | {"url": URL, "text": _ANY_TEXT, "unsafe": flag}, ("url",)),
    "emoji": typed(_STYLED | {"name": string(255), "unicode": _ANY_TEXT, "skin_tone": whole(1, 6)}, ("name",)),
    "user": typed(_STYLED | {"user_id": string(255)}, ("user_id",)),
    "usergroup": typed(_STYLED | {"usergroup_id": string(255)}, ("usergroup_id",)),
    "team": typed(_STYLED | {"team_id": string(255)}, ("team_id",)),
    "channel": typed(_STYLED | {"channel_id": string(255)}, ("channel_id",)),
    "broadcast": typed(_STYLED | {"range": word("here", "channel", "everyone")}, ("range",)),
    "color": typed(_STYLED | {"value": string(255)}, ("value",)),
    "date": typed(
        _STYLED
        | {
            "timestamp": whole(0, 9_999_999_999),
            "format": string(3_000),
            "timezone": string(255),
            "url": URL,
            "fallback": _ANY_TEXT,
        },
        ("timestamp", "format"),
    ),
}
_RUN = array(kind(_LEAVES), _MANY)
_CODE_RUN = array(kind({name: _LEAVES[name] for name in ("text", "link")}), _MANY)
_BORDER = whole(0, 1)
_RICH_SECTION = typed({"elements": _RUN}, ("elements",))
_RICH_PARTS = kind(
    {
        "rich_text_section": _RICH_SECTION,
        "rich_text_list": typed(
            {
                "style": word("bullet", "ordered"),
                "elements": array(kind({"rich_text_section": _RICH_SECTION}), _MANY),
                "indent": whole(0, 8),
                "offset": whole(0, _MANY),
                "border": _BORDER,
            },
            ("style", "elements"),
        ),
        "rich_text_preformatted": typed(
            {"elements": _CODE_RUN, "border": _BORDER, "language": string(255)}, ("elements",)
        ),
        "rich_text_quote": typed({"elements": _RUN, "border": _BORDER}, ("elements",)),
    }
)
RICH_TEXT = typed({"block_id": IDENTIFIER, "elements": array(_RICH_PARTS, _MANY)}, ("elements",))
