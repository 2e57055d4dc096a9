"""The same table, printed in several ways, holds the same tasks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from zeren_loaders.parse import parse_bytes
from zeren_loaders.records import Task

from tests.loaders.table_renderings import Sheet, as_html, as_lines, as_narrow_lines, as_pipes, invent

SEEDS = range(40)


def plain(text: str) -> str:
    """The text without white space, brackets of one width."""
    return re.sub(r"\s", "", text).replace("（", "(").replace("）", ")")


def tasks_of(name: str, text: str) -> list[Task]:
    """The tasks the loader finds in a file of this name."""
    return parse_bytes(Path(name), text.encode()).tasks


def check(sheet: Sheet, tasks: list[Task]) -> None:
    """Numbers, texts, leaders, units and leads are those of the sheet."""
    assert [task.number for task in tasks] == [str(row.number) for row in sheet.rows]
    for row, task in zip(sheet.rows, tasks, strict=True):
        text = row.item + row.text if "item" in sheet.columns else row.text
        assert plain(task.text) == plain(text)
        assert [plain(mention.mention) for mention in task.mentions] == [
            plain(name) for name in (row.lead, *row.support)
        ]
        assert [mention.is_lead for mention in task.mentions] == [True] + [False] * len(row.support)
        if "leader" in sheet.columns:
            assert task.leader == row.leader.replace(" ", "")
        if "limit" in sheet.columns:
            assert task.due_on is not None
            assert f"{task.due_on.year}年{task.due_on.month}月" in row.limit
        assert not any("3100" in target.quote or "62%" in target.quote for target in task.targets)


@pytest.mark.parametrize("seed", SEEDS)
def test_pipes(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.md", as_pipes(sheet, merged=False)))


@pytest.mark.parametrize("seed", SEEDS)
def test_pipes_that_lost_their_merged_cells(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.md", as_pipes(sheet, merged=True)))


@pytest.mark.parametrize("seed", SEEDS)
def test_web_page_with_merged_cells(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.html", as_html(sheet)))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_cell_per_line(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.txt", as_lines(sheet, units_apart=False)))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_unit_per_line(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.txt", as_lines(sheet, units_apart=True)))


@pytest.mark.parametrize("seed", SEEDS)
def test_header_repeated_on_each_page(seed: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.txt", as_lines(sheet, units_apart=True, per_page=3)))


@pytest.mark.parametrize("width", range(7, 13))
@pytest.mark.parametrize("seed", SEEDS[:20])
def test_columns_so_narrow_that_names_are_broken(seed: int, width: int) -> None:
    sheet = invent(seed)
    check(sheet, tasks_of("table.txt", as_narrow_lines(sheet, width)))
