"""What the fuzzer once found stays mended."""

from __future__ import annotations

import base64

import pytest

FINDS = {
    "a heading of units on the last line": (
        "5CFemxWD2FrlXpsVg9ha5YWPzAlGg8D9tHc6AABrqOUiXxSFj8wJRoPA9Tp3tAAAa6jl5YWPzAlGg8D9tHc6AABrqOUiXxSFj8wJ"
        "RoPA9Tp3tAAAa6jlIl8UAQ=="
    ),
}


@pytest.mark.parametrize("data", FINDS.values(), ids=list(FINDS))
def test_a_find_stays_mended(data: str) -> None:
    pytest.importorskip("atheris", reason="atheris, the fuzzer, has wheels for Linux on x86-64 alone")
    from tests.conformance.fuzz import read_one

    read_one(base64.b64decode(data))
