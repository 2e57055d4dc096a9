"""Small invented documents for tests of the command line."""

from __future__ import annotations

from pathlib import Path


def document(
    place: str = "青石市", number: int = 1, tasks: int = 3, units: str = "市建设局、市公安局"
) -> str:
    """A document with a number of its own, in the plainest form."""
    short = place[:-1]
    lines = [
        f"{place}人民政府办公室关于印发2026年政府工作报告重点工作责任分解的通知",
        f"{short}政办发〔2026〕{number}号",
        "各县(市、区)人民政府,市政府各部门:",
        "现将重点工作责任分解印发给你们,请认真贯彻落实。",
        f"{place}人民政府办公室",
        "2026年2月1日",
        f"{place}2026年政府工作报告重点工作责任分解",
        "一、王某市长牵头重点工作",
    ]
    for task in range(1, tasks + 1):
        lines += [f"{task}. 新建停车位{1000 * number + task}个。", f"责任单位:{units}"]
    return "\n\n".join(lines) + "\n"


NO_TASKS = "关于召开全省气象工作会议的通知\n\n各市气象局:\n\n定于3月5日召开会议,请准时参加。\n"


def folder_of(root: Path, count: int, tasks: int = 3) -> Path:
    """A folder of `count` documents of one city."""
    root.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (root / f"{number:03}.txt").write_text(document(number=number, tasks=tasks), encoding="utf-8")
    return root
