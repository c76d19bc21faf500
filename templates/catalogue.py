"""All that Muster can say: the contexts of every sentence and document, for tests that walk them."""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from typing import Final

import templates
from templates.rendering import Context
from templates.rendering.environment import MRKDWN, sentence_of


def _contexts() -> Iterator[type[Context]]:
    for found in pkgutil.walk_packages(templates.__path__, "templates."):
        if found.ispkg or found.name == __name__:
            continue
        for _name, value in inspect.getmembers(import_module(found.name), inspect.isclass):
            if value.__module__ == found.name and is_dataclass(value) and _is_said(value):
                yield value


def _is_said(context: type[Context]) -> bool:
    """Parts of a context, such as one line of a brief, have neither a document nor a block."""
    if hasattr(context, "template"):
        return True
    name, block = sentence_of(context)
    return name in MRKDWN.list_templates() and block in MRKDWN.get_template(name).blocks


CONTEXTS: Final[tuple[type[Context], ...]] = tuple(_contexts())
