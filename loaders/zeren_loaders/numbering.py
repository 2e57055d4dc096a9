"""The numbers that tasks have in their section, as their codes end with them."""

from __future__ import annotations

from collections.abc import Sequence

from zeren_loaders.grammar.markers import Marker


def section_numbers(printed: Sequence[Marker | None]) -> list[int]:
    """A number for each task, all different: the printed one, and a free one where none can be used.

    Numbers of inner items, such as (2) between 二 and 三, are not the section's. Where a number is printed
    twice, all tasks are counted instead.

    >>> from zeren_loaders.grammar.markers import read_marker
    >>> section_numbers([read_marker(text) for text in ("一、", "二、", "(2)", "三、")])
    [1, 2, 4, 3]
    """
    numbered = [marker for marker in printed if marker is not None and marker.value is not None]
    rank = min((marker.rank for marker in numbered), default=0)
    own = [marker.value if marker is not None and marker.rank == rank else None for marker in printed]
    values = [value for value in own if value is not None]
    if len(values) != len(set(values)):
        return list(range(1, len(printed) + 1))
    taken = set(values)
    found = []
    for ordinal, value in enumerate(own, 1):
        n = ordinal if value is None else value
        while value is None and n in taken:
            n += 1
        taken.add(n)
        found.append(n)
    return found
