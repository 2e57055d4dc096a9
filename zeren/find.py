"""`zeren find`: tasks by words of their text, leader or units."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from zeren_schema.errors import UsageError, ZerenError

from zeren.marking import mark_words, printable, wants_colour
from zeren.record import find_tasks, reading, unit_names_of
from zeren.settings import Settings


def print_found(settings: Settings, words: Sequence[str], limit: int) -> None:
    """Print each task that holds every word: code, text with the words marked, units (★ leads).

    Raises ZerenError if none does, so that scripts can tell.
    """
    wanted = [word.strip() for word in words if word.strip()]
    if not wanted:
        raise UsageError("give at least one word to look for")
    with reading(settings) as connection:
        # One more than asked for, to know whether there are more.
        rows = find_tasks(connection, wanted, limit + 1)
        names = unit_names_of(connection, [row.task_id for row in rows[:limit]])
    if not rows:
        raise ZerenError(f"no task mentions {' and '.join(wanted)}")
    several = len({row.document_id for row in rows}) > 1
    colour = wants_colour()
    for row in rows[:limit]:
        origin = f"  {row.doc_number or row.source_name}" if several else ""
        print(f"{row.code}{origin}  {mark_words(row.text, wanted) if colour else printable(row.text)}")
        print("    " + "、".join(f"★{name}" if leads else name for name, leads in names[row.task_id]))
    if len(rows) > limit:
        print(f"zeren: only the first {limit} tasks are shown; --limit shows more", file=sys.stderr)
