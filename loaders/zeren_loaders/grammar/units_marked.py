"""Marks beside units in a table: where `*` or `★` stands at some units of many rows, it marks the lead."""

from __future__ import annotations

import re
from collections import Counter

from zeren_loaders.grammar.sheets import Sheet

_MARKED = re.compile(
    r"(?:^|[、,; ])(?P<mark>[*★☆▲●※◆#])[\u4e00-\u9fff]|[\u4e00-\u9fff](?P<after>[*★☆▲●※◆#])(?:$|[、,; ])"
)
_MIN_SHARE = 0.3


def starred_units(folded: str, sheets: list[Sheet]) -> str | None:
    """The mark that stands at units in the lists of these sheets, or None."""
    seen: Counter[str] = Counter()
    n_lists = 0
    for sheet in sheets:
        for row in sheet.rows:
            for at in sheet.units if row.kind == "row" else ():
                cell = row.cells[at]
                if cell is None:
                    continue
                n_lists += 1
                text = cell.text(folded)
                seen.update({match["mark"] or match["after"] for match in _MARKED.finditer(text)})
    if not seen:
        return None
    mark, count = seen.most_common(1)[0]
    return mark if count >= _MIN_SHARE * n_lists else None
