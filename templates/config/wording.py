"""What the start says of a configuration: in TOML's own terms, with the key, what is wrong and what to write."""

import re


def path(*keys: str) -> str:
    """A key with the tables it stands in, as TOML writes it: `services."search api".team`."""
    return ".".join(key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"' for key in keys)


def renamed_key(old: str, new: str) -> str:
    return f"`{old}` is now `{new}`. The old name still works; rename it in the file."


def both_names(old: str, new: str) -> str:
    return f"`{old}` is the old name of `{new}`, and the file has both. Delete `{old}`."
