"""Measure words in a text: 亩, 2000套(间), 件/万人, 元/人·月."""

from __future__ import annotations

import re
from functools import cache

from zeren_loaders.curation import measures

# What a rate is counted for, besides any measure word: 件/万人, 吨/日, 元/人·月, 吨标准煤/万元.
_MULTIPLES = ("10万", "十万", "百万", "亿", "万", "千", "百", "")
_COUNTED = ("平方公里", "公里", "GDP", "人口", "产值")
_OTHER_RATE = re.compile(r"/(?:10|十|百)万|[·/](?:人|年|月|日|天|平方公里)")
_ALONE = re.compile(r"/(?:10|十)万")


def measure_end(text: str, at: int) -> int | None:
    """Where the measure word that begins at `at` ends, with what it is counted for; None if there is none.

    >>> [measure_end(text, 0) for text in ("套(间)", "吨标准煤/万元GDP", "件每万人", "/10万", "的")]
    [4, 10, 4, 4, None]
    """
    end = _with_variants(text, at)
    if end is None:
        alone = _ALONE.match(text, at)
        return alone.end() if alone else None
    return _with_rate(text, end)


def measure_class(unit: str) -> str:
    """amount, count, share, rank or duration, by the unit's first part."""
    plain = unit.split("/", maxsplit=1)[0].split("每", maxsplit=1)[0]
    return measures().get(plain, ("count",))[0]


def rated_end(text: str, at: int) -> int | None:
    """As `measure_end`, but only for what begins with a measure word."""
    end = _with_variants(text, at)
    return None if end is None else _with_rate(text, end)


def _with_rate(text: str, at: int) -> int:
    end = _rate_end(text, at)
    if end is None:
        return at + 2 if text.startswith("当量", at) else at
    return _rate_end(text, end) or end


def _rate_end(text: str, at: int) -> int | None:
    if text.startswith(("/", "每"), at):
        # /千瓦时 is more than a thousand 瓦: the longest counts.
        starts = [at + 1 + len(multiple) for multiple in _MULTIPLES if text.startswith(multiple, at + 1)]
        ends = [end for start in starts if (end := _counted_end(text, start)) is not None]
        if ends:
            end = max(ends)
            # 吨标准煤/万元GDP
            return end + len("GDP") if text.startswith("GDP", end) else end
    found = _OTHER_RATE.match(text, at)
    return found.end() if found else None


def _counted_end(text: str, at: int) -> int | None:
    """The end of what a rate is counted by: a measure word, or else the longest of the things counted."""
    if (end := _with_variants(text, at)) is not None:
        return end
    return max((at + len(counted) for counted in _COUNTED if text.startswith(counted, at)), default=None)


def _with_variants(text: str, at: int) -> int | None:
    """The end of a measure word and of others in brackets behind it: 60场(次)."""
    end = _word_end(text, at)
    if end is None or not text.startswith("(", end):
        return end
    variant = _word_end(text, end + 1)
    while variant is not None and text.startswith(("、", "/"), variant):
        variant = _word_end(text, variant + 1)
    return variant + 1 if variant is not None and text.startswith(")", variant) else end


def _word_end(text: str, at: int) -> int | None:
    for word, guard in _words().get(text[at : at + 1], ()):
        end = at + len(word)
        if text.startswith(word, at) and not (guard and guard.match(text, end)):
            return end
    return None


@cache
def _words() -> dict[str, list[tuple[str, re.Pattern[str] | None]]]:
    """Measure words by their first character, longest first, each with what makes it another word."""
    found: dict[str, list[tuple[str, re.Pattern[str] | None]]] = {}
    for word in sorted(measures(), key=len, reverse=True):
        _, others, excepted = measures()[word]
        still = f"(?!{'|'.join(excepted)})" if excepted else ""
        guard = re.compile(f"{still}[{others}]") if others else None
        found.setdefault(word[0], []).append((word, guard))
    return found
