"""`make soak` opens every page of the register in the browser: none can be forgotten."""

from __future__ import annotations

from benchmarks.load import register_addresses as size
from django.urls import get_resolver


def test_every_page_that_names_a_row_has_one_in_the_large_data() -> None:
    patterns = get_resolver().reverse_dict
    named = {name for name in size.names() for _pattern, names in [patterns.getlist(name)[0][0][0]] if names}
    assert named - set(size.ROWS) == set()
    assert set(size.ROWS) | set(size.QUERIES) <= set(size.names())
