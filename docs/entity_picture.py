"""The entity-relationship picture of the tables, drawn from their definitions as SVG."""

from __future__ import annotations

from html import escape

from sqlalchemy import Table
from zeren_schema.columns import split_comment
from zeren_schema.tables import metadata

BOX = 218
ROW = 17
HEAD = 40
GAP_X = 96
GAP_Y = 26
MARGIN = 20
FONT = "font-family='Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif'"


def parents(table: Table) -> set[str]:
    """The tables it refers to, itself left out."""
    return {key.column.table.name for key in table.foreign_keys} - {table.name}


def layers() -> list[list[Table]]:
    """Tables by depth: a table stands to the right of every table it refers to."""
    depth: dict[str, int] = {}
    for table in metadata.sorted_tables:
        depth[table.name] = max((depth[name] + 1 for name in parents(table)), default=0)
    columns: list[list[Table]] = [[] for _ in range(max(depth.values()) + 1)]
    for table in metadata.sorted_tables:
        columns[depth[table.name]].append(table)
    return columns


def draw() -> str:
    """The picture as SVG text: one box per table with its columns, one line per reference."""
    places: dict[str, tuple[int, int, int]] = {}
    tallest = 0
    columns = layers()
    for number, column in enumerate(columns):
        y = MARGIN
        for table in column:
            height = HEAD + ROW * len(table.columns) + 8
            places[table.name] = (MARGIN + number * (BOX + GAP_X), y, height)
            y += height + GAP_Y
        tallest = max(tallest, y)
    width = MARGIN * 2 + len(columns) * BOX + (len(columns) - 1) * GAP_X
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{tallest}' {FONT} font-size='11'>",
        f"<rect width='{width}' height='{tallest}' fill='#ffffff'/>",
    ]
    for column in columns:
        for table in column:
            parts += _lines(table, places)
    for column in columns:
        for table in column:
            parts += _box(table, *places[table.name])
    return "\n".join([*parts, "</svg>", ""])


def _lines(table: Table, places: dict[str, tuple[int, int, int]]) -> list[str]:
    x, y, _ = places[table.name]
    drawn = []
    for number, column in enumerate(table.columns):
        for key in column.foreign_keys:
            if key.column.table is table:
                continue
            left, top, _ = places[key.column.table.name]
            here = y + HEAD + ROW * number + ROW // 2
            start, middle = left + BOX, (left + BOX + x) // 2
            drawn.append(
                f"<path d='M{start},{top + HEAD // 2} C{middle},{top + HEAD // 2} {middle},{here} {x},{here}'"
                f" fill='none' stroke='#8a8f98' stroke-width='1.1'/>"
                f"<circle cx='{x}' cy='{here}' r='2.6' fill='#8a8f98'/>"
            )
    return drawn


def _box(table: Table, x: int, y: int, height: int) -> list[str]:
    zh, _ = split_comment(table.comment or "")
    title = escape(f"{table.name} {zh.split(':')[0]}")
    drawn = [
        f"<rect x='{x}' y='{y}' width='{BOX}' height='{height}' rx='4' fill='#fbfaf7' stroke='#b9b3a6'/>",
        f"<rect x='{x}' y='{y}' width='{BOX}' height='{HEAD - 8}' rx='4' fill='#b5452c'/>",
        f"<text x='{x + 9}' y='{y + 21}' font-size='13' fill='#ffffff'>{title}</text>",
    ]
    for number, column in enumerate(table.columns):
        line = y + HEAD + ROW * number + 12
        weight = "bold" if column.primary_key else "normal"
        mark = " →" if column.foreign_keys else ""
        null = "" if not column.nullable else " ?"
        drawn.append(
            f"<text x='{x + 9}' y='{line}' font-weight='{weight}' fill='#2b2b2b'>"
            f"{escape(column.name)}{null}{mark}</text>"
        )
    return drawn
