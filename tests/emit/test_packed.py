"""What was packed comes out as it went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.emit.packed import packed, unpacked

PARTS = st.lists(st.tuples(st.text(), st.binary()), max_size=4)


@given(PARTS)
def test_any_names_and_bytes_come_back(parts: list[tuple[str, bytes]]) -> None:
    """Surrogates and line ends too, and a name twice."""
    assert [(name, bytes(data)) for name, data in unpacked(packed(parts))] == parts
