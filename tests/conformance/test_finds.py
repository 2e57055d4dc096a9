"""Texts that once broke the loader, found by fuzzing and made as short as they can be."""

from __future__ import annotations

import pytest

from tests.conformance.invariants import broken_invariants
from tests.conformance.reading import parse_text

FINDS = {
    "a mark alone in a cell of units": "序\n任务\n牵头单位\n任\n委\n局\n●",
    "a star that marks nobody at the end of a cell": "|序|任務\n||業開辦|★廳、★",
}


@pytest.mark.parametrize("text", FINDS.values(), ids=FINDS.keys())
def test_find_is_read(text: str) -> None:
    assert broken_invariants(parse_text(text)) == []
