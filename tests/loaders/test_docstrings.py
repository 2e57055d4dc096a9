"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
import zeren_loaders

MODULES = sorted(one.name for one in pkgutil.walk_packages(zeren_loaders.__path__, "zeren_loaders."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
