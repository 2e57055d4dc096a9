"""Word's table grid, made of every edge any row ever had, brought down to the columns a reader sees."""

from __future__ import annotations

from itertools import pairwise

from zeren_loaders.readers.blocks import GridCell

# Edges nearer to each other than this, in twentieths of a point (about the width of half a character), were
# dragged by hand and mean the same column.
TOLERANCE = 150


def compact_columns(rows: list[list[GridCell]], widths: list[int]) -> None:
    """Number the columns by the edges that cells really begin at, near edges counting as one.

    Changes `column` and `colspan` of the cells. `widths` are those of the file's grid; where they do not
    cover the cells, edges are only counted.
    """
    starts = sorted({cell.column or 0 for row in rows for cell in row})
    ends = [(cell.column or 0) + cell.colspan for row in rows for cell in row]
    if not starts:
        return
    place = _same_edges(rows, starts, widths) if len(widths) >= max(ends) else {at: at for at in starts}
    columns = {at: index for index, at in enumerate(sorted(set(place.values())))}
    edges = sorted(columns)
    for row in rows:
        for cell in row:
            first = cell.column or 0
            end = first + cell.colspan
            cell.column = columns[place[first]]
            stop = place.get(end, end)
            cell.colspan = max(1, sum(1 for edge in edges if place[first] <= edge < stop))


def _same_edges(rows: list[list[GridCell]], starts: list[int], widths: list[int]) -> dict[int, int]:
    """For each starting edge the edge it counts as. No cell may vanish by that."""
    at = [0]
    for width in widths:
        at.append(at[-1] + width)
    place = {start: start for start in starts}
    for before, after in pairwise(starts):
        first = place[before]
        if at[after] - at[first] >= TOLERANCE:
            continue
        if any(place[cell.column or 0] == first and _end(cell) <= after for row in rows for cell in row):
            continue
        place[after] = first
    return place


def _end(cell: GridCell) -> int:
    return (cell.column or 0) + cell.colspan
