"""The document out of the site: layouts such as government sites have had over the years, all invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import zeren_loaders

from tests.loaders.readers.samples import grid, lines, read, rules

TITLE = "某市人民政府关于印发2024年重点工作责任分解的通知"
ARTICLE = [
    "各县（市、区）人民政府：",
    "现将《2024年重点工作责任分解》印发给你们，请认真贯彻执行。",
    "一、加强运行分析，推动重大项目建设。（责任单位：市甲局、市乙局）",
    "二、促进消费，新增限上企业 100 家以上。（责任单位：市丙局）",
    "某市人民政府",
    "2024年3月5日",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in ARTICLE)
NAVIGATION = "".join(f"<li><a href='/{at}'>栏目名称{at}</a></li>" for at in range(30))
RELATED = "".join(f"<li><a href='/r{at}'>某市人民政府关于其他工作的通知第{at}号</a></li>" for at in range(8))

# Each site puts the same article somewhere else.
SITES = {
    "known id": f"""
        <div class="top"><ul class="nav">{NAVIGATION}</ul></div>
        <div class="wz">您现在的位置：<a>首页</a> &gt; <a>文件</a></div>
        <div class="main"><h1>{TITLE}</h1><div class="info">发布时间：2024-03-05 来源：市政府办</div>
        <div id="UCAP-CONTENT">{PARAGRAPHS}</div><div class="share">分享到：<a>微信</a></div></div>
        <div class="right"><h3>相关文件</h3><ul>{RELATED}</ul></div>
        <div class="footer">主办：某市人民政府办公室 地址：某路1号。备案：某ICP备12345678号</div>""",
    "known class": f"""
        <header><nav>{NAVIGATION}</nav></header>
        <section><div class="bt">{TITLE}</div><div class="TRS_Editor">{PARAGRAPHS}</div>
        <div>上一篇：<a>其他通知</a></div></section><footer>版权所有：某市人民政府</footer>""",
    "html5": f"""
        <nav>{NAVIGATION}</nav><main><article><h1>{TITLE}</h1>{PARAGRAPHS}</article>
        <aside>{RELATED}</aside></main><footer>联系电话：0000-000000。</footer>""",
    "unknown names": f"""
        <div><ul>{NAVIGATION}</ul></div>
        <div><div>{TITLE}</div><div>{PARAGRAPHS}</div><div><ul>{RELATED}</ul></div></div>
        <div>主办：某市人民政府办公室 邮编：000000</div>""",
    "layout tables": f"""
        <table><tr><td><a>首页</a> | <a>要闻</a> | <a>政务</a></td></tr></table>
        <table><tr><td><table>{"".join(f"<tr><td><a>栏目{at}</a></td></tr>" for at in range(9))}</table></td>
        <td><table><tr><td align=center><b>{TITLE}</b></td></tr>
        <tr><td>来源：市政府办　时间：2024-3-5</td></tr>
        <tr><td><font>{"<br>　　".join(ARTICLE)}</font></td></tr>
        <tr><td><a>【打印】</a><a>【关闭】</a></td></tr>
        </table></td></tr></table><table><tr><td>主办：某市人民政府办公室</td></tr></table>""",
    "one form around all": f"""
        <form><div><a>登录</a><input value="搜索"></div><div class="con"><p align=center>{TITLE}</p>
        <span>{"</span><br><span>".join(ARTICLE)}</span></div><div><a>友情链接</a></div></form>""",
    "article shown by a script": f"""
        <div class="rich_media_area"><h1>{TITLE}</h1>
        <div id="js_content" style="visibility: hidden; opacity: 0;">
        {PARAGRAPHS}</div></div><div class="related">{RELATED}{NAVIGATION}</div>
        <div style="display:none">其他隐藏的文字，不应读入。</div>""",
    "article named like noise": f"""
        <div id="top-menu">{NAVIGATION}</div>
        <div class="share-print-comment"><h2>{TITLE}</h2>{PARAGRAPHS}</div>""",
}


@pytest.mark.parametrize("site", SITES)
def test_the_article_is_found(site: str) -> None:
    source = read(f"<html><head><title>某市人民政府网</title></head><body>{SITES[site]}</body></html>")
    labelled = rules(source)
    kept = [line for line in lines(source) if line not in labelled]
    assert kept == [TITLE, *ARTICLE]
    assert "栏目" not in source.text
    assert "其他工作" not in source.text
    assert [finding.rule for finding in source.findings] == ["site_navigation"]


def test_the_title_is_not_said_twice() -> None:
    body = f"<h1>{TITLE}</h1><div id='zoom'><p>{TITLE}</p>{PARAGRAPHS}</div>"
    assert lines(read(f"<html><body>{body}</body></html>")) == [TITLE, *ARTICLE]


def test_the_box_that_describes_the_document_is_kept() -> None:
    box = (
        "<table><tr><td>索引号</td><td>00000/2024-1</td><td>文号</td><td>某政发〔2024〕1号</td></tr>"
        "<tr><td>发布机构</td><td>市政府办</td><td>成文日期</td><td>2024-03-05</td></tr></table>"
    )
    head = f"<div class='nav'>{NAVIGATION}</div><div class='x'>{box}</div><h1>{TITLE}</h1>"
    body = f"{head}<div id='zoom'>{PARAGRAPHS}</div>"
    source = read(f"<html><body>{body}</body></html>")
    assert grid(source) == [
        ["索引号", "00000/2024-1", "文号", "某政发〔2024〕1号"],
        ["发布机构", "市政府办", "成文日期", "2024-03-05"],
    ]
    assert lines(source)[2:] == [TITLE, *ARTICLE]


def test_the_box_can_be_a_list() -> None:
    labels = ("索引号：00000/2024-1", "发文字号：某政发〔2024〕1号", "发布日期：2024-03-05")
    box = f"<ul>{''.join(f'<li>{label}</li>' for label in labels)}</ul>"
    body = f"<ul class='nav'>{NAVIGATION}</ul>{box}<div id='zoom'>{PARAGRAPHS}</div>"
    assert lines(read(f"<html><body>{body}</body></html>"))[:3] == [*labels]


def test_an_article_that_is_one_table_keeps_what_stands_around_it() -> None:
    rows = "".join(f"<tr><td>{at}</td><td>任务内容第{at}项</td><td>市甲局</td></tr>" for at in range(1, 40))
    body = (
        f"<div><ul>{NAVIGATION}</ul></div><div><div><p>{TITLE}</p><p>附件</p>"
        f"<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>{rows}</table><p>注：列第一位的为牵头单位。</p></div></div>"
    )
    source = read(f"<html><body>{body}</body></html>")
    assert len(grid(source)) == 40
    assert lines(source)[:2] == [TITLE, "附件"]
    assert lines(source)[-1] == "注：列第一位的为牵头单位。"


def test_the_date_beside_the_article() -> None:
    assert read(f"<html><body>{SITES['layout tables']}</body></html>").metadata["published"] == "2024-3-5"


def test_the_list_of_parts_is_sorted_and_says_each_thing_once() -> None:
    path = Path(str(zeren_loaders.__file__)).parent / "curation" / "page_parts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [(row["part"], row["attribute"], row["name"]) for row in csv.DictReader(stream)]
    assert rows == sorted(rows)
    assert len(set(rows)) == len(rows)
    assert {part for part, _, _ in rows} == {"main", "noise", "title", "metadata"}
