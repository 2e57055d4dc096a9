"""The pieces of the genre in invented documents: numbering, clauses, lists, conventions, page breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.grammar.lists import ListReader
from zeren_loaders.grammar.markers import read_chinese_number, read_marker
from zeren_loaders.passages import Passage, fold
from zeren_loaders.units.identity import Register
from zeren_schema.errors import ZerenError

Parse = Callable[..., ParsedDocument]


def leads(document: ParsedDocument, index: int = 0) -> tuple[list[str], list[str], str]:
    """Leading units, other units and the basis of one task."""
    mentions = document.tasks[index].mentions
    return (
        [mention.unit for mention in mentions if mention.is_lead],
        [mention.unit for mention in mentions if not mention.is_lead],
        mentions[0].lead_basis,
    )


@pytest.mark.parametrize(
    ("line", "style", "value", "rest"),
    [
        ("12. 加强监管", "1.", 12, "加强监管"),
        ("3、加强监管", "1.", 3, "加强监管"),
        ("十二、加强监管", "一、", 12, "加强监管"),
        ("(三)加强监管", "(一)", 3, "加强监管"),
        ("(4)加强监管", "(1)", 4, "加强监管"),
        ("⑤加强监管", "①", 5, "加强监管"),
        ("▲加强监管", "▲", None, "加强监管"),
        ("第二条 工业", "第", 2, "工业"),
        ("4-2.加强监管", "1.1", 2, "加强监管"),
    ],
)
def test_numbers_before_a_line(line: str, style: str, value: int | None, rest: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.value, line[marker.end :]) == (style, value, rest)


@pytest.mark.parametrize("line", ["1.5万户", "2024年工作", "省财政厅", "15%以上", "5-6月", "第二条线路"])
def test_what_is_no_number_before_a_line(line: str) -> None:
    assert read_marker(line) is None


def test_chinese_numbers() -> None:
    assert [read_chinese_number(said) for said in ("一", "十", "十九", "二十", "九十九", "一百零三")] == [
        1,
        10,
        19,
        20,
        99,
        103,
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("省甲厅牵头", ["省甲厅"]),
        ("各市、县(市、区)政府", ["各市、县(市、区)政府"]),
        ("杭州市、宁波市政府", ["杭州市政府", "宁波市政府"]),
        ("省教育厅、科技厅", ["省教育厅", "省科技厅"]),
        ("市财政局、农业农村局、黄埔区政府", ["市财政局", "市农业农村局", "黄埔区政府"]),
        ("省委宣传部、统战部", ["省委宣传部", "省委统战部"]),
        ("省财政厅和省审计厅", ["省财政厅", "省审计厅"]),
        ("省文化和旅游厅", ["省文化和旅游厅"]),
        ("省财政厅省审计厅", ["省财政厅", "省审计厅"]),
        ("省财政厅、省审计厅等", ["省财政厅", "省审计厅"]),
        ("省交通强省(民航强省)建设领导小组成员单位", ["省交通强省(民航强省)建设领导小组成员单位"]),
        ("省发改委、省人社厅", ["省发改委", "省人社厅"]),
    ],
)
def test_lists_of_units(printed: str, expected: list[str]) -> None:
    register = Register(None)
    found = ListReader(register.knows).read(Passage(printed, ((0, len(printed)),)))
    assert [register.identify(item.name).name for item in found.items] == expected


def test_a_list_knows_its_second_names_and_whether_it_is_open() -> None:
    printed = "省卫生健康委(省中医药管理局)、省医保局等"
    found = ListReader(Register(None).knows).read(Passage(printed, ((0, len(printed)),)))
    assert [(item.name, item.second_name) for item in found.items] == [
        ("省卫生健康委", "省中医药管理局"),
        ("省医保局", None),
    ]
    assert found.is_open


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("责任单位:省财政厅、省审计厅", (["省财政厅"], ["省审计厅"], "assumed_first")),
        ("责任单位:省财政厅、省审计厅牵头,省水利厅", (["省财政厅", "省审计厅"], ["省水利厅"], "marked")),
        ("责任单位:省财政厅牵头", (["省财政厅"], [], "marked")),
        ("牵头单位:省财政厅;责任单位:省审计厅", (["省财政厅"], ["省审计厅"], "labelled")),
        (
            "牵头单位:省财政厅\n配合单位:省审计厅、省水利厅",
            (["省财政厅"], ["省审计厅", "省水利厅"], "labelled"),
        ),
        (
            "责任单位:省财政厅、省审计厅(列第一位的为牵头单位,下同)",
            (["省财政厅"], ["省审计厅"], "stated_first"),
        ),
    ],
)
def test_who_leads(parse: Parse, clause: str, expected: tuple[list[str], list[str], str]) -> None:
    document = parse(f"一、重点工作\n\n1. 加强监管。\n\n{clause}\n")
    assert leads(document) == expected


def test_a_convention_holds_for_the_whole_document(parse: Parse) -> None:
    document = parse(
        "一、重点工作\n1. 加强监管。\n责任单位:省财政厅、省审计厅\n"
        "2. 加强防汛。\n责任单位:省水利厅、省应急管理厅(排名第一位的为牵头单位,下同)\n"
    )
    assert {leads(document, index)[2] for index in (0, 1)} == {"stated_first"}


def test_sections_with_leaders(parse: Parse) -> None:
    document = parse(
        "一、王某省长牵头重点工作\n\n1. 加强监管。\n\n责任单位:省财政厅\n\n"
        "二、欧阳某某常务副省长牵头重点工作\n\n1. 加强防汛。\n\n责任单位:省水利厅\n"
    )
    assert [task.leader for task in document.tasks] == ["王某", "欧阳某某"]
    assert document.leaders == {"王某": ["省长"], "欧阳某某": ["常务副省长"]}
    assert [task.code for task in document.tasks] == ["1.1.1", "1.2.1"]


def test_items_in_one_paragraph(parse: Parse) -> None:
    document = parse(
        "一、医疗卫生方面\n\n新建卫生院20个。(牵头领导:李某,责任单位:省卫生健康委)培训医生300名。"
        "提高补助标准。(牵头领导:张 某,责任单位:省医保局、省财政厅)\n",
    )
    assert [(task.number, task.leader, task.text) for task in document.tasks] == [
        (None, "李某", "新建卫生院20个。"),
        (None, "张某", "培训医生300名。提高补助标准。"),
    ]
    assert [len(task.mentions) for task in document.tasks] == [1, 2]


def test_a_task_without_units_is_kept_and_named(parse: Parse) -> None:
    document = parse(
        "一、重点工作\n\n1. 加强监管。\n\n责任单位:省财政厅\n\n"
        "2. 加强防汛。\n\n3. 加强值班。\n\n责任单位:省政府办公厅\n"
    )
    assert [task.text for task in document.tasks] == ["加强监管。", "加强防汛。", "加强值班。"]
    assert [len(task.mentions) for task in document.tasks] == [1, 0, 1]
    named = [finding.task_code for finding in document.findings if finding.rule == "task_without_units"]
    assert named == ["1.1.2"]


def test_numbers_that_run_on_or_repeat(parse: Parse) -> None:
    document = parse(
        "一、甲方面\n80. 加强监管。\n责任单位:省财政厅\n81. 加强防汛。\n责任单位:省水利厅\n"
        "二、乙方面\n5. 加强值班。\n责任单位:省政府办公厅\n5. 加强宣传。\n责任单位:省委宣传部\n"
    )
    assert [task.code for task in document.tasks] == ["1.1.80", "1.1.81", "1.2.1", "1.2.2"]
    assert [task.number for task in document.tasks] == ["80", "81", "5", "5"]
    assert "number_repeated" in {finding.rule for finding in document.findings}


def test_page_breaks_leave_spans_true(parse: Parse) -> None:
    document = parse(
        "一、重点工作\n\n1. 加强行政执法规范化建设,不断提高各项工作法治化水\n\n平,保障公平正义。\n\n"
        "责任单位:省司法厅、省公安厅、省自然资\n\n源厅、省审计\n\n厅,各市、县(市、\n\n区)政府\n"
    )
    (task,) = document.tasks
    assert task.text == "加强行政执法规范化建设,不断提高各项工作法治化水平,保障公平正义。"
    assert [mention.mention for mention in task.mentions] == [
        "省司法厅",
        "省公安厅",
        "省自然资源厅",
        "省审计厅",
        "各市、县(市、区)政府",
    ]
    for mention in task.mentions:
        printed = document.text[slice(*mention.span)]
        assert "".join(printed.split()) == mention.mention


def test_a_character_doubled_at_a_page_break(parse: Parse) -> None:
    document = parse(
        "一、重点工作\n\n1. 加强监管。\n\n责任单位:省公安厅、省安全生产委员\n\n员会其他成员单位\n"
    )
    unit = document.units["省安全生产委员会其他成员单位"]
    assert unit.names["省安全生产委员员会其他成员单位"][0] == "misprint"
    assert "doubled_character" in {finding.rule for finding in document.findings}


def test_deadlines(parse: Parse) -> None:
    document = parse(
        "一、重点工作\n1. 加强监管。\n责任单位:省财政厅\n完成时限:2024年6月底前\n"
        "2. 加强防汛。\n责任单位:省水利厅\n完成时限:2024年12月15日\n"
    )
    assert [task.due_on for task in document.tasks] == [date(2024, 6, 30), date(2024, 12, 15)]


def test_metadata_comes_from_the_notice(parse: Parse) -> None:
    document = parse("一、重点工作\n1. 加强监管。\n责任单位:省财政厅\n")
    assert document.issuer == "临江省人民政府办公厅"
    assert document.doc_number == "临政办发〔2024〕7号"
    assert document.issued_on == date(2024, 2, 5)
    assert document.year == 2024
    assert document.jurisdiction is not None
    assert (document.jurisdiction.name, document.jurisdiction.level) == ("临江省", "province")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_reads_the_same(parse: Parse, encoding: str) -> None:
    body = "一、重点工作\n\n1. 新建公园20个。\n\n责任单位:省建设厅、省林业局\n"
    document = parse(body, encoding=encoding)
    assert document.text == parse(body).text
    assert [task.text for task in document.tasks] == ["新建公园20个。"]


def test_a_notice_alone_is_refused(parse: Parse) -> None:
    with pytest.raises(ZerenError, match="no task found"):
        parse("请各单位认真落实。\n", head="关于印发重点工作责任分解的通知\n\n")


@pytest.mark.parametrize("text", ["（牵头领导：李　某）", "〔2024〕７号", "责任单位：Ａ、Ｂ", "5％—6％"])
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
