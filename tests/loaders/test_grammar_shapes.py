"""The shapes in which tasks and their units stand in lines and paragraphs, one small document each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source

Read = Callable[[str], ParsedDocument]
Told = tuple[str | None, str, list[str]]


@pytest.fixture
def read() -> Read:
    def read_text(text: str) -> ParsedDocument:
        return parse_source(read_source(Path("text.txt"), text.encode()))

    return read_text


def told(document: ParsedDocument) -> list[Told]:
    """Number, text and units of every task; ★ before those that lead."""
    return [
        (task.number, task.text, [("★" if one.is_lead else "") + one.unit for one in task.mentions])
        for task in document.tasks
    ]


BARE_BRACKETS = """一、稳定增长
1.开工项目100个。(市发展改革委、市财政局)
2.利用外资5亿美元。(市商务局牵头,市财政局、各区政府配合)。
3.出口增长5%。(由市商务局、云海海关负责)
4.发放贷款。(人行云海分行、证监局,各区政府)
"""


def test_units_in_the_closing_bracket(read: Read) -> None:
    assert told(read(BARE_BRACKETS)) == [
        ("1", "开工项目100个。", ["★市发展改革委", "市财政局"]),
        ("2", "利用外资5亿美元。", ["★市商务局", "市财政局", "各区政府"]),
        ("3", "出口增长5%。", ["★市商务局", "云海海关"]),
        ("4", "发放贷款。", ["★人行云海分行", "市证监局", "各区政府"]),
    ]


def test_a_bracket_that_lists_no_units_stays_in_the_text(read: Read) -> None:
    text = (
        BARE_BRACKETS
        + "5.改造公办学校(含幼儿园)、医院(见附件)。(市教育局)\n6.建设站点(学校、医院)。(市卫生健康委)\n"
    )
    assert [task.text for task in read(text).tasks[4:]] == [
        "改造公办学校(含幼儿园)、医院(见附件)。",
        "建设站点(学校、医院)。",
    ]


def test_leader_and_units_in_one_bracket(read: Read) -> None:
    document = read(
        "1.扩大投资。(分管副市长负责,市发展改革委牵头,市财政局等配合)\n"
        "2.扩大消费。(李明副市长负责,市商务局牵头)\n"
    )
    assert told(document) == [
        ("1", "扩大投资。", ["★市发展改革委", "市财政局"]),
        ("2", "扩大消费。", ["★市商务局"]),
    ]
    assert [task.leader for task in document.tasks] == [None, "李明"]


def test_several_brackets_in_a_paragraph(read: Read) -> None:
    document = read(
        "一、公共服务\n新增学位5000个(市教育局);新增床位800张(市卫生健康委、市财政局);新建公园10个(市园林局)。\n"
    )
    assert told(document) == [
        (None, "新增学位5000个", ["★市教育局"]),
        (None, "新增床位800张", ["★市卫生健康委", "市财政局"]),
        (None, "新建公园10个", ["★市园林局"]),
    ]


def test_units_in_a_bracket_before_the_text(read: Read) -> None:
    document = read("(省教育厅)新增学位10万个。\n(省水利厅)新建水库3座。\n(省林业局)造林20万亩。\n")
    assert told(document) == [
        (None, "新增学位10万个。", ["★省教育厅"]),
        (None, "新建水库3座。", ["★省水利厅"]),
        (None, "造林20万亩。", ["★省林业局"]),
    ]


def test_closing_sentences(read: Read) -> None:
    document = read(
        "一、新增公交线路。更新车辆200辆。由市交通运输局、公交集团,各县(市)、区政府负责落实。\n"
        "二、城乡低保标准提高10%,由市民政局牵头,市财政局配合。\n"
        "三、推进医保改革,市医保局会同市卫生健康委落实。\n"
        "四、建设保障房5000套,责任单位为市住房城乡建设局、各区政府。\n"
    )
    assert told(document) == [
        (
            "一",
            "新增公交线路。更新车辆200辆。",
            ["★市交通运输局", "公交集团", "各县(市)、区政府"],
        ),
        ("二", "城乡低保标准提高10%", ["★市民政局", "市财政局"]),
        ("三", "推进医保改革", ["★市医保局", "市卫生健康委"]),
        ("四", "建设保障房5000套", ["★市住房城乡建设局", "各区政府"]),
    ]


def test_those_who_do_it_lead_beside_those_who_help(read: Read) -> None:
    document = read(
        "1.新增床位。由市民政局、市卫生健康委负责,市财政局配合。\n2.新增学位。由市教育局负责,市财政局协助。\n"
    )
    assert [units for _, _, units in told(document)] == [
        ["★市民政局", "★市卫生健康委", "市财政局"],
        ["★市教育局", "市财政局"],
    ]
    assert {mention.lead_basis for task in document.tasks for mention in task.mentions} == {"marked"}


def test_unit_lines_without_a_label(read: Read) -> None:
    document = read(
        "1.财政收入增长9%。\n市财政局、市税务局\n2.投资增长15%。\n市发展改革委、各区政府\n3.降低能耗。\n市工业和信息化局牵头,市统计局配合\n"
        "4.扩大就业。\n市人力资源社会保障局、市教育局\n"
    )
    assert [units for _, _, units in told(document)] == [
        ["★市财政局", "市税务局"],
        ["★市发展改革委", "各区政府"],
        ["★市工业和信息化局", "市统计局"],
        ["★市人力资源社会保障局", "市教育局"],
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "牵头单位:市科技局\n配合单位:市财政局",
        "【牵头单位】市科技局\n【配合单位】市财政局",
        "牵 头 单 位:市科技局\n配 合 单 位:市财政局",
        "牵头单位:市科技局 配合单位:市财政局",
        "牵头单位:市科技局;配合单位:市财政局。",
        "--牵头单位:市科技局\n--配合单位:市财政局",
        "(牵头单位:市科技局,配合单位:市财政局)",
        "[牵头部门:市科技局;协办部门:市财政局]",
        "牵头:市科技局;配合:市财政局",
        "(市科技局牵头,配合单位:市财政局)",
        "责任单位:市科技局(牵头)、市财政局",
        "牵头单位\n市科技局\n配合单位\n市财政局",
        "主办单位:市科技局\n协办单位:市财政局",
        "牵头责任单位:市科技局\n协同责任单位:市财政局",
    ],
)
def test_one_division_of_labour_in_many_manners(read: Read, clause: str) -> None:
    document = read(f"一、强化创新\n1.研发投入强度达到3%。\n{clause}\n2.新增高企100家。\n{clause}\n")
    expected = ["★市科技局", "市财政局"]
    assert told(document) == [
        ("1", "研发投入强度达到3%。", expected),
        ("2", "新增高企100家。", expected),
    ]


def test_a_headline_with_its_units_holds_its_items(read: Read) -> None:
    document = read(
        "1、加强调度。(牵头单位:市统计局)\n▲工业增长9%;\n▲新增企业80户。\n"
        "2、发展服务业。(牵头单位:市商务局)\n▲服务业增长8%。\n"
    )
    assert ["".join(task.text.split()) for task in document.tasks] == [
        "加强调度。▲工业增长9%;▲新增企业80户。",
        "发展服务业。▲服务业增长8%。",
    ]


def test_items_share_the_clause_that_follows_them(read: Read) -> None:
    document = read(
        "一、交通\n1.建设物流枢纽。\n(1)完成专用线;\n(2)引进企业5家。\n责任单位:市交通运输局\n"
        "2.建设公路。\n(1)新建60公里;\n(2)改建40公里。\n责任单位:市公路局\n"
    )
    assert [(task.number, len(task.mentions)) for task in document.tasks] == [("1", 1), ("2", 1)]
    assert "改建40公里" in document.tasks[1].text


def test_the_innermost_lines_with_units_are_the_tasks(read: Read) -> None:
    document = read(
        "一、稳增长\n(一)实施工程。\n1.开工项目100个。(市发展改革委)\n2.促进消费。(市商务局)\n"
        "(二)招商引资。引资500亿元。(市投资促进局)\n二、促改革\n(三)放管服改革。(市行政审批局)\n"
    )
    assert told(document) == [
        ("1", "开工项目100个。", ["★市发展改革委"]),
        ("2", "促进消费。", ["★市商务局"]),
        ("(二)", "招商引资。引资500亿元。", ["★市投资促进局"]),
        ("(三)", "放管服改革。", ["★市行政审批局"]),
    ]
    headings = [section.heading for section in document.plans[0].sections]
    assert headings == ["(一)实施工程。", "一、稳增长", "二、促改革"]


def test_a_heading_may_name_the_units_of_all_tasks_below(read: Read) -> None:
    document = read(
        "一、县发展和改革局\n1.编制规划。\n2.争取资金5亿元。\n二、县教育局(1项)\n3.新建幼儿园3所。\n"
    )
    assert told(document) == [
        ("1", "编制规划。", ["★县发展和改革局"]),
        ("2", "争取资金5亿元。", ["★县发展和改革局"]),
        ("3", "新建幼儿园3所。", ["★县教育局"]),
    ]


def test_a_line_may_assign_all_tasks_above_it(read: Read) -> None:
    document = read(
        "一、创新\n1.建设实验室3家。\n2.培育企业20家。\n以上任务由市科技局牵头,市财政局配合。\n"
        "二、开放\n3.进出口增长5%。\n4.新设外企30家。\n以上任务由市商务局牵头,市财政局配合。\n"
    )
    assert told(document) == [
        ("1", "建设实验室3家。", ["★市科技局", "市财政局"]),
        ("2", "培育企业20家。", ["★市科技局", "市财政局"]),
        ("3", "进出口增长5%。", ["★市商务局", "市财政局"]),
        ("4", "新设外企30家。", ["★市商务局", "市财政局"]),
    ]


def test_tasks_stay_in_the_order_of_the_document(read: Read) -> None:
    document = read(
        "(一)监测运行。(责任单位:市统计局)\n(二)扩大投资。\n1.建设项目。(责任单位:市发展改革委)\n"
        "2.用好债券。(责任单位:市财政局)\n(三)促进消费。(责任单位:市商务局)\n"
    )
    assert [task.text for task in document.tasks] == ["监测运行。", "建设项目。", "用好债券。", "促进消费。"]


def test_a_remark_may_follow_the_sentence_that_divides_the_work(read: Read) -> None:
    document = read(
        "1.新增高新技术企业60家。\n区科技局牵头,区财政局配合。区政府办李志强督办。\n"
        "2.打通断头路9条。\n区住建局牵头,区交警大队配合。\n"
    )
    assert told(document) == [
        ("1", "新增高新技术企业60家。\n区政府办李志强督办。", ["★区科技局", "区财政局"]),
        ("2", "打通断头路9条。", ["★区住建局", "区交警大队"]),
    ]


def test_places_that_share_their_government_are_no_leaders(read: Read) -> None:
    document = read(
        "1.深化改革。(自治区商务厅牵头,满洲里、二连浩特市人民政府配合)\n2.抓好整改。(自治区生态环境厅牵头)\n"
    )
    assert told(document)[0][2] == ["★自治区商务厅", "满洲里市人民政府", "二连浩特市人民政府"]
    assert document.leaders == {}


@pytest.mark.parametrize("said", ["列第一位者为牵头部门,下同", "排在首位的为牵头单位,下同"])
def test_the_first_listed_leads_where_a_bracket_says_so(read: Read, said: str) -> None:
    document = read(f"1.稳定物价。(省发展改革委、商务厅负责。{said})\n2.化解风险。(省财政厅、审计厅负责)\n")
    assert [[one.lead_basis for one in task.mentions] for task in document.tasks] == [
        ["stated_first"] * 2
    ] * 2


def test_items_with_one_clause_at_their_end_are_one_task_where_its_like_are(read: Read) -> None:
    document = read(
        "一、改善住房。新建安置房2万套。\n责任单位:市建委\n二、方便出行。新辟公交线路20条。\n责任单位:市交通委\n"
        "三、加强食品安全。\n(一)开展抽检4万批次。\n(二)建成明厨亮灶2000户。\n责任单位:市市场监管委、市教委\n"
    )
    assert [task.number for task in document.tasks] == ["一", "二", "三"]
    assert document.tasks[2].text == "加强食品安全。\n(一)开展抽检4万批次。\n(二)建成明厨亮灶2000户。"


@pytest.mark.parametrize(
    ("units", "leads"),
    [
        ("责任单位:市甲局、市乙局\n配合单位:市丙局", ["市甲局", "市乙局"]),
        ("责任单位:市甲局、市乙局(列第一位的为牵头单位,下同)\n配合单位:市丙局", ["市甲局"]),
        ("责任单位:市甲局、市乙局牵头,市丁局\n配合单位:市丙局", ["市甲局", "市乙局"]),
        ("牵头单位:市甲局\n责任单位:市乙局\n配合单位:市丙局", ["市甲局"]),
        ("责任单位:市甲局、市乙局", ["市甲局"]),
    ],
)
def test_who_is_responsible_leads_beside_who_supports(read: Read, units: str, leads: list[str]) -> None:
    document = read(f"1.建设公园。\n{units}\n2.建设车站。\n{units}\n")
    assert [[one.unit for one in task.mentions if one.is_lead] for task in document.tasks] == [leads, leads]
    by_role = [one.task_code for one in document.findings if one.rule == "lead_by_role"]
    assert bool(by_role) == (units == "责任单位:市甲局、市乙局\n配合单位:市丙局")


def test_what_frames_the_tasks_is_none(read: Read) -> None:
    document = read(
        "云海市2024年重点工作任务分解\n一、总体要求\n(一)指导思想。坚持稳中求进。\n(二)基本原则。统筹兼顾。\n"
        "二、重点任务\n(一)新建公园20个。\n责任单位:市园林局\n(二)新增车位3000个。\n责任单位:市公安局\n"
        "三、工作要求\n(一)加强领导。各责任单位要高度重视,各部门要密切配合。\n(二)强化督查。由市政府督查室负责督办。\n"
    )
    assert [task.text for task in document.tasks] == ["新建公园20个。", "新增车位3000个。"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "关于做好重点工作的通知\n各区政府:\n一、明确责任。各牵头单位、责任单位要负起责任。\n"
            "二、加强督查。由市政府督查室负责督办。\n"
            "本通知由市政府办公室负责解释。\n市人民政府\n2021年3月1日\n"
        ),
        "重点工作推进会召开\n3月5日,全市推进会召开。市发展改革委、市财政局负责同志发言。(市政府办公室)\n责任编辑:王明\n",
        "问:今年有哪些实事?\n答:共十件,由市民政局牵头,市财政局配合。\n问:怎么落实?\n答:由市教育局负责。\n",
        "《云海市重点工作责任分解》政策解读\n一、内容\n1.新建公园。(责任单位:市园林局)\n2.新增车位。(责任单位:市公安局)\n",
        "云海市市直事业单位2023年公开招聘公告\n1.学校招聘教师60名。(市教育局)\n2.医院招聘医生20名。(市卫生健康委)\n",
        (
            "重点工作完成情况的通报\n一、已完成113项。\n二、个别项目(责任单位:市文旅局)因用地原因尚未开工。\n"
            "三、各责任单位要抓紧整改。\n"
        ),
        (
            "关于调整市政府领导同志工作分工的通知\n一、市长陈立群\n领导市政府全面工作。\n分管单位:市审计局、市委编办\n"
            "二、副市长胡长青\n负责财税工作。\n分管单位:市财政局\n联系单位:市税务局\n"
        ),
        "市政府2023年第二季度重点工作进展情况\n一、实现产值50亿元。(市工信局)\n二、产值30亿元。(市农业局)\n",
        "云海市政府部门权责清单\n1.食品生产许可(市市场监管局)\n2.道路运输许可(市交通局)\n",
        "2023年专项资金分配方案\n1.农业资金500万元(市农业农村局)\n2.科技资金800万元(市科技局)\n",
        "关于公布2023年重点项目名单的通知\n1.云海机场改扩建(市交通局)\n2.城市书房(市文旅局)\n",
        "推进会召开\n会议部署工作。\n主办单位:云海市人民政府办公室\n承办单位:云海市大数据局\n技术支持:ICP备0号\n",
    ],
    ids=[
        "notice",
        "news",
        "questions",
        "explanation",
        "vacancies",
        "progress",
        "leaders",
        "figures",
        "powers",
        "funds",
        "names",
        "foot of a page",
    ],
)
def test_texts_that_assign_nothing(read: Read, text: str) -> None:
    assert read(text).tasks == []


def test_units_that_one_sentence_adds_to_later_tasks(read: Read) -> None:
    document = read(
        "1.稳定粮食。\n责任单位:县农业农村局(以下任务均需各乡镇政府落实,不再列出)\n2.新建村庄9个。\n责任单位:县农业农村局\n"
    )
    assert [units for _, _, units in told(document)] == [["★县农业农村局"], ["★县农业农村局", "各乡镇政府"]]
    assert "unit_added_by_sentence" in {finding.rule for finding in document.findings}


@pytest.mark.parametrize(
    ("first", "front", "expected"),
    [
        (",各市州负责落实。以下均需各市州落实,不再列出", "", ["县财政局 各市州", "县教育局 各市州"]),
        (";以下均需各市州落实,不再列出", "", ["县财政局", "县教育局 各市州"]),
        (",各市州均为责任单位,不再单列", "", ["县财政局 各市州", "县教育局 各市州"]),
        ("", "以下任务,各市州均为责任单位,不再一一列出。\n", ["县财政局 各市州", "县教育局 各市州"]),
    ],
)
def test_sentences_that_put_units_on_every_task(
    read: Read, first: str, front: str, expected: list[str]
) -> None:
    document = read(
        f"2021年重点工作责任分解\n{front}1.生产总值增长7%。(县发改局牵头,县财政局配合{first})\n"
        "2.新增就业60万人。(县人社局牵头,县教育局配合)\n"
    )
    assert [" ".join(units[1:]) for _, _, units in told(document)] == expected


def test_a_label_of_a_higher_level_is_no_responsibility(read: Read) -> None:
    document = read(
        "云海市人民政府关于2024年重点工作责任分解的通知\n1.扩大投资。\n省牵头单位:省发展改革委\n牵头单位:市发展改革委\n"
    )
    assert [units for _, _, units in told(document)] == [["★市发展改革委"]]
    assert "role_without_responsibility" in {finding.rule for finding in document.findings}
