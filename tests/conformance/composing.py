"""Documents put together at random, with the expectation known because it came first.

A plan is drawn: a government, tasks, units, who leads, leaders, numbers, dates. A manner of writing is drawn
beside it, and the document is the plan written in that manner. So every combination of forms, label words,
numbering, separators and prefixes can be met, also those that nobody thought of writing down.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.conformance.expectations import Expected
from tests.conformance.stock import (
    BODIES,
    GOVERNMENTS,
    HEADLINES,
    LEAD_INS,
    LEADERS,
    SENTENCES,
    THEMES,
    Government,
)

FORMS = ("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "T1", "T2")

LEAD_LABELS = ("牵头单位", "主办单位", "牵头部门", "牵头责任单位")
OTHER_LABELS = ("责任单位", "配合单位", "协办单位", "协同单位", "参与单位")
LEADER_LABELS = ("牵头领导", "责任领导", "分管领导")
DATE_LABELS = ("完成时限", "完成时间", "时限要求")
# As printed, and the day it means.
DATES: tuple[tuple[str, date | None], ...] = (
    ("2025年6月底前", date(2025, 6, 30)),
    ("9月底", date(2025, 9, 30)),
    ("2025年12月31日", date(2025, 12, 31)),
    ("2025年底前", date(2025, 12, 31)),
    ("11月底前", date(2025, 11, 30)),
    ("长期", None),
    ("全年", None),
    ("持续推进", None),
)
NUMBERS = ("{n}.", "{n}、", "{n}．", "({n})", "（{n}）", "{c}、", "（{c}）", "{n}. ")
CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十".split()  # noqa: SIM905


@dataclass
class Unit:
    """One body on a task: as it is printed, and as a reader knows it."""

    printed: str
    names: tuple[str, ...]
    leads: bool = False


@dataclass
class Task:
    """One task before it is written."""

    text: str
    leads: list[Unit]
    others: list[Unit]
    leader: str | None
    due: tuple[str, date | None] | None
    targets: list[dict[str, Any]]
    number: str | None = None
    headline: str = ""


@dataclass
class Manner:
    """How the document is written."""

    form: str
    government: Government
    lead_label: str
    other_label: str
    leader_label: str
    date_label: str
    number: str
    separator: str
    colon: str
    brackets: str
    stop: str
    has_leaders: bool
    has_dates: bool
    sections: str
    restarts: bool
    notice: bool
    # 等 behind the last name, a supplier of figures, the leader's office, the stop behind the bracket.
    open_end: str
    supplier: bool
    office: str
    stop_behind: bool
    paragraphs: bool
    nested: bool


def compose(seed: int) -> tuple[str, Expected, Manner]:
    """The text, what a reader takes from it, and how it was written; one seed gives one document."""
    chance = random.Random(seed)
    manner = _manner(chance, FORMS[seed % len(FORMS)])
    sections = [
        [_task(chance, manner) for _ in range(chance.randint(2, 4))] for _ in range(chance.randint(1, 3))
    ]
    if manner.form in ("L1", "L2"):
        for tasks in sections:
            leader = chance.choice(LEADERS)
            for task in tasks:
                task.leader = leader
    # No two texts may be alike: the second of a pair says more.
    seen: set[str] = set()
    for task in [task for tasks in sections for task in tasks]:
        while task.text in seen:
            task.text += "，确保取得实效"
        seen.add(task.text)
    for task in [task for tasks in sections for task in tasks]:
        if manner.stop_behind:
            continue
        task.text += manner.stop if manner.form in ("L5", "L7") else "。"
    text = _write(chance, manner, sections)
    tasks = [task for section in sections for task in section]
    expected = Expected(
        Path(f"composed-{seed}-{manner.form}.txt"),
        (manner.form,),
        {},
        tuple(_expectation(manner, task) for task in tasks),
    )
    return text, expected, manner


def _manner(chance: random.Random, form: str) -> Manner:
    wide = chance.random() < 0.6
    return Manner(
        form=form,
        government=chance.choice(GOVERNMENTS),
        lead_label=chance.choice(LEAD_LABELS),
        other_label=chance.choice(OTHER_LABELS),
        leader_label=chance.choice(LEADER_LABELS),
        date_label=chance.choice(DATE_LABELS),
        number=chance.choice(NUMBERS),
        # Behind a comma 牵头 would be the last name's alone.
        separator="、" if form in ("L1", "L4", "L7") else chance.choice(["、", "、", "，", ","]),
        colon="：" if wide else ":",
        brackets="（）" if wide else "()",
        stop=chance.choice(["。", "。", ""]) if form in ("L3", "L5", "L7") else "。",
        has_leaders=form in ("L1", "L2") or chance.random() < 0.5,
        has_dates=chance.random() < 0.4,
        sections=chance.choice(["themes", "themes", "none"]),
        restarts=chance.random() < 0.3,
        notice=chance.random() < 0.6,
        open_end=chance.choice(["", "", "", "等", "等部门", "等有关单位"]),
        supplier=form in ("L3", "L5", "L6", "L10") and chance.random() < 0.25,
        office=chance.choice(["", "", "{office}{name}", "{name}{office}", "{office} {name}"]),
        stop_behind=form in ("L5", "L7") and chance.random() < 0.3,
        paragraphs=form in ("L1", "L3", "L4") and chance.random() < 0.3,
        nested=form in ("L3", "L5", "L6", "L7", "L8") and chance.random() < 0.25,
    )


def _task(chance: random.Random, manner: Manner) -> Task:
    targets = []
    parts = []
    for sentence in chance.sample(SENTENCES, chance.choice([1, 1, 2])):
        figure = chance.choice(sentence.figures)
        parts.append(sentence.text.format(n=figure))
        target = sentence.target(figure)
        if target is not None:
            targets.append(target)
    units = _units(chance, manner, chance.randint(1, 5))
    cut = 1 if manner.form in ("L7", "L8") or chance.random() < 0.8 else min(2, len(units))
    if manner.form == "L2":
        cut = len(units)
    leads, others = units[:cut], units[cut:]
    for unit in leads:
        unit.leads = True
    due = chance.choice(DATES)
    has_leader = manner.has_leaders and manner.form not in ("L4", "L7", "L8")
    return Task(
        chance.choice(LEAD_INS) + "，".join(parts),
        leads,
        others,
        chance.choice(LEADERS) if has_leader else None,
        due if manner.has_dates and manner.form in ("L3", "L5", "L6", "T1", "T2") else None,
        targets,
        headline=chance.choice(HEADLINES),
    )


def _units(chance: random.Random, manner: Manner, count: int) -> list[Unit]:
    level = manner.government.level
    units = []
    # The level stands on each name, or on the first of a list alone.
    repeated = chance.random() < 0.6
    for place, body in enumerate(chance.sample(BODIES, count)):
        fitting = [
            name
            for name in body
            if name.endswith("厅") == (level == "省" and any(n.endswith("厅") for n in body))
        ]
        printed = chance.choice(fitting or body)
        names = tuple(level + name for name in body)
        party = printed.startswith("委")
        prefix = level if place == 0 or repeated or party or printed in ("残联", "妇联", "总工会") else ""
        units.append(Unit(prefix + printed, names))
    if count > 2 and chance.random() < 0.4:
        units.append(Unit(manner.government.lower, (manner.government.lower,)))
    return units


def _expectation(manner: Manner, task: Task) -> dict[str, Any]:
    said: dict[str, Any] = {
        "text": task.text,
        "leader": task.leader,
        "due_on": task.due[1] if task.due else None,
        "units": [
            {"name": unit.names[0], "also": list(unit.names[1:]), "lead": unit.leads}
            for unit in (*task.leads, *task.others)
        ],
        "targets": task.targets,
    }
    if manner.form != "L9":
        said["number"] = task.number
    return said


def _list(manner: Manner, units: list[Unit]) -> str:
    return manner.separator.join(unit.printed for unit in units)


def _open_list(manner: Manner, units: list[Unit]) -> str:
    """A list that says that it does not name everybody."""
    named = _list(manner, units)
    return named + manner.open_end if not units[-1].printed.startswith("各") else named


def _bracketed(manner: Manner, inside: str) -> str:
    return manner.brackets[0] + inside + manner.brackets[1] + ("。" if manner.stop_behind else "")


def _number(manner: Manner, task: Task, n: int) -> str:
    task.number = CHINESE[n - 1] if "{c}" in manner.number else str(n)
    return manner.number.format(n=n, c=CHINESE[n - 1])


def _head(manner: Manner) -> list[str]:
    place = manner.government
    name = "2025年政府工作报告重点工作责任分解"
    if not manner.notice:
        return [f"{place.place}{name}"]
    return [
        f"{place.place}人民政府{place.office}关于印发{name}的通知",
        f"{place.short}政办发〔2025〕6号",
        "各县（市、区）人民政府，各有关单位：",
        f"现将《{name}》印发给你们，请认真贯彻落实。",
        f"{place.place}人民政府{place.office}",
        "2025年2月18日",
        name,
    ]


def _write(chance: random.Random, manner: Manner, sections: list[list[Task]]) -> str:
    lines = _head(manner)
    if manner.form in ("T1", "T2"):
        lines += _table(manner, sections)
        return "\n".join(lines) + "\n"
    headed = manner.form in ("L1", "L2") or manner.sections == "themes"
    if headed and "{c}、" in manner.number:
        manner.number = "{n}."
    if manner.nested:
        # 一、 over （一） over 1.
        headed, manner.number = True, "{n}."
    n = 0
    for place, tasks in enumerate(sections):
        if headed:
            lines.append(f"{CHINESE[place]}、{_heading(manner, place, tasks)}")
            if manner.restarts:
                n = 0
        if manner.form == "L10":
            lines.append("".join(_closed(chance, manner, task) for task in tasks))
            continue
        for below, task in enumerate(tasks):
            if manner.nested and below % 2 == 0:
                lines.append(f"（{CHINESE[below // 2]}）{THEMES[(place + below // 2 + 1) % len(THEMES)]}")
                if manner.restarts:
                    n = 0
            n += 1
            lines += _lines(chance, manner, task, _number(manner, task, n))
    gap = "\n\n" if chance.random() < 0.5 else "\n"
    return gap.join(lines) + "\n"


def _heading(manner: Manner, place: int, tasks: list[Task]) -> str:
    if manner.form in ("L1", "L2"):
        verb = "牵头" if manner.form == "L1" else "主抓"
        return f"{tasks[0].leader}副{manner.government.head}{verb}重点工作"
    return THEMES[place]


def _lines(chance: random.Random, manner: Manner, task: Task, number: str) -> list[str]:
    """The lines of one task."""
    colon = manner.colon
    text = f"{number}{task.text}"
    everyone = [*task.leads, *task.others]
    if manner.paragraphs:
        text, second = f"{number}{task.headline}", task.text
        task.text = f"{task.headline}\n{second}"
        text = f"{text}\n{second}"
    if manner.form == "L1":
        others = f"，{_list(manner, task.others)}" if task.others else ""
        return [text, f"责任单位{colon}{_list(manner, task.leads)}牵头{others}"]
    if manner.form == "L2":
        return [text, f"牵头单位{colon}{_list(manner, task.leads)}"]
    if manner.form == "L3":
        return [text, *(f"{label}{colon}{said}{manner.stop}" for label, said in _parts(manner, task))]
    if manner.form == "L4":
        others = f"，{_open_list(manner, task.others)}配合" if task.others else ""
        return [text, f"部门分工{colon}{_list(manner, task.leads)}牵头{others}。"]
    if manner.form == "L5":
        inside = "，".join(f"{label}{colon}{said}" for label, said in _parts(manner, task))
        if manner.separator != "、":
            inside = "；".join(f"{label}{colon}{said}" for label, said in _parts(manner, task))
        return [f"{text}{_bracketed(manner, inside)}"]
    if manner.form == "L6":
        return [text + "；".join(f"{label}{colon}{said}" for label, said in _parts(manner, task))]
    if manner.form == "L7":
        said = _list(manner, everyone)
        kind = chance.randrange(3)
        if kind == 1:
            said += "负责"
        if kind == 2:
            others = f"，{_open_list(manner, task.others)}配合" if task.others else ""
            said = f"{_list(manner, task.leads)}牵头{others}"
        return [f"{text}{_bracketed(manner, said)}"]
    if manner.form == "L8":
        return [f"{text}由{_list(manner, everyone)}负责落实。"]
    # L9: the headline stands for what its items say together.
    inside = "；".join(f"{label}{colon}{said}" for label, said in _parts(manner, task))
    headline, _, rest = task.text.removesuffix("。").partition("，")
    if not rest:
        return [f"{text}{_bracketed(manner, inside)}"]
    items = rest.split("，")
    task.text = "\n".join([headline + "。", *(f"▲{item}。" for item in items)])
    return [f"{number}{headline}。{_bracketed(manner, inside)}", *(f"▲{item}。" for item in items)]


def _closed(chance: random.Random, manner: Manner, task: Task) -> str:
    inside = "，".join(f"{label}{manner.colon}{said}" for label, said in _parts(manner, task))
    if manner.separator != "、":
        inside = "；".join(f"{label}{manner.colon}{said}" for label, said in _parts(manner, task))
    return f"{task.text}{_bracketed(manner, inside)}"


def _parts(manner: Manner, task: Task) -> list[tuple[str, str]]:
    """Labels with what stands behind them."""
    parts = []
    if task.leader:
        name = task.leader if len(task.leader) > 2 else f"{task.leader[0]}　{task.leader[1]}"
        if manner.office:
            name = manner.office.format(office=f"副{manner.government.head}", name=task.leader)
        parts.append((manner.leader_label, name))
    parts.append((manner.lead_label, _list(manner, task.leads)))
    if task.others:
        parts.append((manner.other_label, _open_list(manner, task.others)))
    if manner.supplier:
        parts.append(("数据提供单位", f"{manner.government.level}统计局"))
    if task.due:
        parts.append((manner.date_label, task.due[0]))
    return parts


def _table(manner: Manner, sections: list[list[Task]]) -> list[str]:
    tasks = [task for section in sections for task in section]
    header = ["序号", "工作任务", manner.lead_label, manner.other_label]
    if manner.has_leaders:
        header.insert(2, manner.leader_label)
    if manner.has_dates:
        header.append(manner.date_label)
    rows = []
    for n, task in enumerate(tasks, 1):
        task.number = str(n)
        row = [str(n), task.text, _list(manner, task.leads), _list(manner, task.others)]
        if manner.has_leaders:
            row.insert(2, task.leader or "")
        if manner.has_dates:
            row.append(task.due[0] if task.due else "")
        rows.append(row)
    if manner.form == "T1":
        ruled = ["| " + " | ".join(row) + " |" for row in (header, *rows)]
        ruled.insert(1, "|" + " --- |" * len(header))
        return ruled
    # Flattened, an empty cell leaves no line: such a table has units in every cell.
    for task in tasks:
        if not task.others:
            task.others = [Unit(manner.government.lower, (manner.government.lower,))]
    flat = [cell for row in (header, *rows) for cell in row]
    return [cell or manner.government.lower for cell in flat]
