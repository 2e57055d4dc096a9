"""Every conformance document read once for all tests."""

from __future__ import annotations

import pytest

from tests.conformance.expectations import Expected, Found, expectations, read

Readings = list[tuple[Expected, Found]]


@pytest.fixture(scope="session")
def readings() -> Readings:
    """Each document's expectation and what the loader takes from it."""
    return [(expected, read(expected.path)) for expected in expectations()]
