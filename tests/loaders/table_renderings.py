"""Invented tables of tasks, and the ways in which the same table is printed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

VERBS = ("新建", "改造", "完成", "推进", "培育", "整治")
THINGS = (
    ("社区养老服务站", "个"),
    ("农村公路", "公里"),
    ("高标准农田", "万亩"),
    ("专精特新企业", "家"),
    ("背街小巷", "条"),
    ("城市公厕", "座"),
)
PLAIN = ("持续优化营商环境", "深入推进河湖长制", "健全基层治理体系，做实网格化服务。", "加强食品药品安全监管")
UNITS = (
    "市发展改革委",
    "市财政局",
    "市农业农村局",
    "市教育局",
    "市商务局",
    "市民政局",
    "市水利局",
    "市交通运输局",
    "各县（市、区）政府",
    "市税务局",
)
LEADERS = ("张建国", "李 明", "王秀兰", "赵卫东")
LIMITS = ("2023年12月底前", "2023年6月底前", "2023年10月")
CATEGORIES = ("经济发展", "民生保障", "生态环境", "社会治理")


@dataclass
class Row:
    """What one task says."""

    number: int
    category: str
    leader: str
    item: str
    text: str
    lead: str
    support: list[str]
    limit: str


@dataclass
class Sheet:
    """A table: which columns it has, in order, and its rows."""

    columns: list[str]
    rows: list[Row] = field(default_factory=list)


HEADERS = {
    "number": "序号",
    "category": "类别",
    "leader": "责任领导",
    "item": "项目名称",
    "text": "工作任务",
    "lead": "牵头单位",
    "support": "配合单位",
    "limit": "完成时限",
    "progress": "进展情况",
}


def invent(seed: int) -> Sheet:
    """A table of 5 to 12 tasks; the columns vary with the seed."""
    chance = random.Random(seed)
    columns = ["number", "text", "lead", "support"]
    for name, place in (("category", 0), ("item", 2), ("leader", 3)):
        if chance.random() < 0.4:
            columns.insert(min(place, len(columns) - 2), name)
    columns += [name for name in ("limit", "progress") if chance.random() < 0.5]
    if "item" in columns:
        columns.remove("item")
        columns.insert(columns.index("text"), "item")
    sheet = Sheet(columns)
    category, leader = chance.choice(CATEGORIES), chance.choice(LEADERS)
    for number in range(1, chance.randint(5, 12) + 1):
        if chance.random() < 0.3:
            category, leader = chance.choice(CATEGORIES), chance.choice(LEADERS)
        thing, measure = chance.choice(THINGS)
        text = f"{chance.choice(VERBS)}{thing}{chance.randint(2, 90)}{measure}"
        shape = chance.random()
        if shape < 0.15:
            text = chance.choice(PLAIN)
        elif shape < 0.3:
            text = f"{text}，提高服务能力和水平。"
        units = chance.sample(UNITS, chance.randint(1, 4))
        sheet.rows.append(
            Row(number, category, leader, f"{thing}建设", text, units[0], units[1:], chance.choice(LIMITS))
        )
    return sheet


def cell(row: Row, column: str) -> str:
    """What stands in one cell."""
    if column == "support":
        return "、".join(row.support)
    if column == "progress":
        return "已完成年度计划的62%，完成投资3100万元"
    return str(getattr(row, column))


def as_pipes(sheet: Sheet, *, merged: bool) -> str:
    """Pipe rows; with `merged`, categories and leaders stand in the first of their rows only."""
    lines = ["# 临山市2023年重点工作任务分解表", ""]
    lines.append("| " + " | ".join(HEADERS[name] for name in sheet.columns) + " |")
    lines.append("|" + "---|" * len(sheet.columns))
    before: Row | None = None
    for row in sheet.rows:
        said = []
        for name in sheet.columns:
            same = (
                before is not None
                and name in ("category", "leader")
                and cell(before, name) == cell(row, name)
            )
            said.append("" if merged and same else cell(row, name))
        lines.append("| " + " | ".join(said) + " |")
        before = row
    return "\n".join(lines) + "\n"


def as_html(sheet: Sheet) -> str:
    """A web page with the runs of equal categories, leaders and leads merged over their rows."""
    parts = ["<html><body><h1>临山市2023年重点工作任务分解表</h1><table><tr>"]
    parts += [f"<td>{HEADERS[name]}</td>" for name in sheet.columns]
    parts.append("</tr>")
    for place, row in enumerate(sheet.rows):
        parts.append("<tr>")
        for name in sheet.columns:
            said = cell(row, name)
            if name in ("category", "leader", "lead"):
                if place and cell(sheet.rows[place - 1], name) == said:
                    continue
                run = 1
                while place + run < len(sheet.rows) and cell(sheet.rows[place + run], name) == said:
                    run += 1
                parts.append(f'<td rowspan="{run}">{said}</td>' if run > 1 else f"<td>{said}</td>")
            else:
                parts.append(f"<td>{'<br>'.join(row.support) if name == 'support' else said}</td>")
        parts.append("</tr>")
    parts.append("</table></body></html>")
    return "".join(parts)


def as_lines(sheet: Sheet, *, units_apart: bool, per_page: int | None = None) -> str:
    """One cell per line; with `units_apart` one unit per line; with `per_page` rows the header repeats."""
    header = [HEADERS[name] for name in sheet.columns]
    lines = ["临山市2023年重点工作任务分解表", *header]
    before: Row | None = None
    for place, row in enumerate(sheet.rows):
        if per_page and place and place % per_page == 0:
            lines += [f"— {place // per_page} —", *header]
        for name in sheet.columns:
            said = cell(row, name)
            if name == "category" and before is not None and before.category == row.category:
                continue
            if name == "support" and units_apart:
                lines += row.support
            elif said:
                lines.append(said)
        before = row
    return "\n".join(lines) + "\n"


def as_narrow_lines(sheet: Sheet, width: int) -> str:
    """One cell after another, each broken wherever its narrow column ends, in the middle of names too."""
    lines = ["临山市2023年重点工作任务分解表", *(HEADERS[name] for name in sheet.columns)]
    for row in sheet.rows:
        for name in sheet.columns:
            said = cell(row, name)
            room = 2 * width if name == "text" else width
            if name not in ("text", "lead", "support"):
                room = len(said) or 1
            lines += [said[at : at + room] for at in range(0, len(said), room)]
    return "\n".join(lines) + "\n"
