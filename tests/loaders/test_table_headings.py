"""A heading over the whole width right below a table's header is no second header row."""

from __future__ import annotations

from pathlib import Path

from zeren_loaders import parse_file

PAGE = """<html><head><meta charset="utf-8"><title>青石县2023年目标任务分解表</title></head><body>
<h2>青石县2023年目标任务分解表</h2>
<table>
<tr><td>序号</td><td>目标任务</td><td>责任单位</td><td>完成时限</td></tr>
<tr><td colspan="4">一、经济发展方面(责任领导:副县长 王某)</td></tr>
<tr><td>1</td><td>新建厂房5万平方米。</td><td>★县发展和改革局、县财政局</td><td>12月底</td></tr>
<tr><td>2</td><td>整治河道3条。</td><td>★县水利局</td><td>12月底</td></tr>
</table></body></html>"""


def test_heading_below_the_header(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    document = parse_file(path)
    assert [task.text for task in document.tasks] == ["新建厂房5万平方米。", "整治河道3条。"]
    assert [task.leader for task in document.tasks] == ["王某", "王某"]
    assert [mention.unit for mention in document.tasks[0].mentions] == ["县发展和改革局", "县财政局"]
