"""In which years a department went by a name: the reforms of government that renamed it."""

from __future__ import annotations

from functools import cache, lru_cache

from zeren_loaders import curation
from zeren_loaders.units.identity import standard_of
from zeren_loaders.units.shapes import LEVEL_PREFIX, SUFFIXES


@lru_cache(maxsize=4096)
def period_of(name: str) -> tuple[int | None, int | None]:
    """The first and the last year of a name; None where it still holds or nothing general is known.

    >>> period_of("省国土资源厅")
    (None, 2019)
    """
    body = standard_of(name)
    if body is None:
        return None, None
    standard = body[0]
    prefix = LEVEL_PREFIX.match(standard)
    rest = standard[prefix.end() :] if prefix else standard
    known = periods()
    if rest in known:
        return known[rest]
    for _, short in SUFFIXES:
        if rest.endswith(short) and rest[: -len(short)] in known:
            return known[rest[: -len(short)]]
    return None, None


@cache
def periods() -> dict[str, tuple[int | None, int | None]]:
    """First and last year by the root or the whole of a standard name."""
    return {
        row["name"]: (
            int(row["since"]) if row["since"] else None,
            int(row["until"]) if row["until"] else None,
        )
        for row in curation.read_rows("periods.csv")
    }
