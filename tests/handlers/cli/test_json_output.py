"""JSON in pieces is the same text as the library's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.json_types import Json
from handlers.cli.json_output import pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_the_pieces_are_what_the_library_writes_with_an_indent(value: Json) -> None:
    assert "".join(pieces(value)) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_long_list_comes_in_many_pieces() -> None:
    assert len(list(pieces([{"number": number} for number in range(100)]))) > 100


def test_a_number_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        list(pieces({"minutes": float("nan")}))
