"""What the words behind a name say of its part in the work, in brackets and in sentences."""

from __future__ import annotations

import pytest

from tests.conformance.reading import parse_text

UNITS = (("市教育局", "市财政局"), ("市民政局", "市住建局"), ("市水利局", "市审计局"))

LEADS = (
    "牵头 主办 主抓 主责 牵头负责 牵头落实 总牵头 牵头组织 牵头推进"
    " 负责牵头 为主负责 负总责 抓总 牵头抓总 牵头实施 牵头办理 牵头组织实施 作为牵头单位 为牵头单位"
    " 具体牵头 主要负责 牵头协调 负主责 统筹 统筹协调"
)
SUPPORTS = (
    "配合 协助 参与 参加 协办 协同 支持 配合落实 积极配合 密切配合 共同配合"
    " 协同配合 配合做好 做好配合 共同参与 按职责配合 按职责分工配合 配合推进"
    " 为配合单位 等部门按职责配合 等按职责分工配合"
    " 协同做好 协作 联合配合 业务指导 监督指导"
)
DOES = (
    "负责 落实 实施 组织实施 具体负责 分别负责 按职责分工负责"
    " 按分工负责 共同负责 承办 承担 抓落实 各负其责 分工负责 按各自职责负责 按职责分工落实"
    " 分头落实 等按职责分工负责 负责组织实施 联合负责 共同推进 抓好落实"
)
BRACKET, SENTENCE = "({})", "由{}。"


def leads(said: str, frame: str) -> list[list[bool]]:
    """Whether each unit leads, task by task, where every task says so in these words."""
    lines = [
        f"{number}.新建项目{number}个。{frame.format(said.format(one=one, other=other))}"
        for number, (one, other) in enumerate(UNITS, 1)
    ]
    text = "\n".join(["青江市2023年重点工作责任分解", *lines])
    document = parse_text(text)
    assert [task.text for task in document.tasks] == [f"新建项目{number}个。" for number in (1, 2, 3)]
    told = [[mention.unit for mention in task.mentions] for task in document.tasks]
    assert told == [list(pair) for pair in UNITS]
    return [[mention.is_lead for mention in task.mentions] for task in document.tasks]


@pytest.mark.parametrize("frame", [BRACKET, SENTENCE])
@pytest.mark.parametrize("verb", LEADS.split())
def test_who_leads_beside_who_helps(verb: str, frame: str) -> None:
    assert leads(f"{{one}}{verb},{{other}}配合", frame) == [[True, False]] * 3


@pytest.mark.parametrize("frame", [BRACKET, SENTENCE])
@pytest.mark.parametrize("verb", [*SUPPORTS.split(), *DOES.split()])
def test_who_helps_or_works_beside_who_leads(verb: str, frame: str) -> None:
    assert leads(f"{{one}}牵头,{{other}}{verb}", frame) == [[True, False]] * 3


@pytest.mark.parametrize("frame", [BRACKET, SENTENCE])
@pytest.mark.parametrize("verb", DOES.split())
def test_the_first_of_those_who_do_the_work_is_taken_to_lead(verb: str, frame: str) -> None:
    assert leads(f"{{one}}、{{other}}{verb}", frame) == [[True, False]] * 3


@pytest.mark.parametrize("label", ["牵头", "主办", "牵头单位", "牵头部门", "主办单位"])
def test_all_before_a_bracket_lead_where_all_behind_it_help(label: str) -> None:
    before = f"2022年重点工作分解\n1.建校。\n责任单位:市教育局、市财政局({label}),市民政局"
    helped = parse_text(f"{before}配合。\n").tasks[0]
    assert [mention.is_lead for mention in helped.mentions] == [True, True, False]
    listed = parse_text(f"{before}。\n").tasks[0]
    assert [mention.is_lead for mention in listed.mentions] == [False, True, False]


def test_the_part_of_each_unit_in_brackets_behind_it() -> None:
    listed = "市教育局(牵头单位)、市财政局(责任单位)、市民政局(配合单位)"
    task = parse_text(f"2022年重点工作分解\n1.建校。\n责任单位:{listed}\n").tasks[0]
    assert [(m.unit, m.is_lead, m.second_name) for m in task.mentions] == [
        ("市教育局", True, None),
        ("市财政局", False, None),
        ("市民政局", False, None),
    ]
