"""Headings inside tables: right below the header, over it, and in columns of their own."""

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


def test_a_heading_over_the_header_that_stands_again_below_the_next(tmp_path: Path) -> None:
    header = "<tr><td>序号</td><td>工作任务</td><td>牵头单位</td></tr>"
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><p>2020年市政府重点工作任务分工</p><table>"
        f"<tr><td colspan=3>一、脱贫攻坚(牵头领导:副市长何东)</td></tr>{header}"
        "<tr><td>1</td><td>完成1.5万人脱贫</td><td>市扶贫办</td></tr>"
        "<tr><td>2</td><td>建设扶贫车间60个</td><td>市人社局</td></tr>"
        f"<tr><td colspan=3>二、高质量发展(牵头领导:常务副市长文兵)</td></tr>{header}"
        "<tr><td>3</td><td>GDP增长6.5%</td><td>市发改委</td></tr></table></body></html>",
        encoding="utf-8",
    )
    document = parse_file(path)
    assert [task.leader for task in document.tasks] == ["何东", "何东", "文兵"]
    assert len(document.plans[0].sections) == 2


def test_a_heading_of_one_row_is_like_those_merged_over_several(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><h1>宁远区2024年重点任务分解表</h1><table>"
        "<tr><td>重点任务</td><td>具体举措</td><td>序号</td><td>工作目标</td><td>牵头部门</td></tr>"
        "<tr><td rowspan=2>一、产业升级</td><td rowspan=2>(一)做强工业</td><td>1</td>"
        "<td>工业增加值增长9%</td><td>区工信局</td></tr>"
        "<tr><td>2</td><td>培育企业20家</td><td>区工信局</td></tr>"
        "<tr><td>二、民生福祉</td><td>(二)办好教育</td><td>3</td>"
        "<td>新增学位5000个</td><td>区教育局</td></tr></table></body></html>",
        encoding="utf-8",
    )
    document = parse_file(path)
    assert [task.text for task in document.tasks] == ["工业增加值增长9%", "培育企业20家", "新增学位5000个"]
    assert [section.heading for section in document.plans[0].sections] == ["一、产业升级", "二、民生福祉"]
