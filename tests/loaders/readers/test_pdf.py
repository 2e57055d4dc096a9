"""PDF files: paragraphs and tables as they were set, whatever the pages did to them."""

from __future__ import annotations

import pytest

from tests.loaders.readers.pdf_samples import (
    FONT,
    Canvas,
    PageBreak,
    body,
    drawn,
    header_and_number,
    pdf,
    table,
)
from tests.loaders.readers.samples import grid, lines, read

PARAGRAPHS = [
    "2024年重点工作任务责任分解",
    *(
        f"{number}.加强运行分析，做好监测预警，推动一批重大项目尽早开工、尽早投产、尽早见效，力争全年固定资产投资增长"
        f"{number}%以上，规模以上工业增加值增长5.5%左右。责任单位：市发展改革委、市统计局"
        for number in range(1, 15)
    ),
    "附则由办公室解释。",
]


def test_paragraphs_run_on_over_lines_and_pages() -> None:
    source = read(pdf([body(text) for text in PARAGRAPHS], header_and_number), "a.pdf")
    assert lines(source) == PARAGRAPHS
    # Four pages at 24 lines each: a header and a number on every one.
    assert [(finding.rule, finding.severity) for finding in source.findings] == [("page_furniture", "info")]
    assert "公报" not in source.text


def test_the_running_title_of_two_pages_is_dropped() -> None:
    texts = [f"{place}、新增就业{place}万人,完成改造项目{place}个。" for place in range(1, 30)]
    source = read(pdf([body(text) for text in texts], header_and_number), "a.pdf")
    assert source.text.split() == texts


def test_short_lines_never_run_on() -> None:
    texts = [
        "2023年重点任务分解表",
        "序号",
        "重点任务",
        "牵头单位",
        "1",
        "新建高标准农田3.5万亩,改造2万亩",
        "县农业农村局",
    ]
    assert lines(read(pdf([body(text) for text in texts]), "a.pdf")) == texts


def test_a_numbered_goal_opens_a_paragraph_below_a_full_line() -> None:
    texts = ["配合单位:市自然资源局、市发展改革委、滨湖城投集团", "任务二:打造光伏产业集群"]
    assert lines(read(pdf([body(text) for text in texts]), "a.pdf")) == texts


def test_a_ruled_table_with_merged_cells() -> None:
    rows = [
        ["序号", "任务", "牵头单位", "时限"],
        ["1", "稳增长", "市甲局、市乙局", "12月底"],
        ["2", "促消费", "", "12月底"],
        ["一、王某牵头", "", "", ""],
        ["3", "扩投资，推动一批重大项目尽早开工、尽早投产、尽早见效", "市发展改革委", ""],
    ]
    flow = [body("前言。"), table(rows, [40, 150, 90, 80], [(1, 2, 2, 2), (3, 0, 3, 3)]), body("后记。")]
    source = read(pdf(flow), "a.pdf")
    expected = [list(row) for row in rows]
    expected[2][2] = "市甲局、市乙局"
    expected[3] = ["一、王某牵头"] * 4
    assert grid(source) == expected
    assert lines(source)[0] == "前言。"
    assert lines(source)[-1] == "后记。"
    assert source.tables[0].kind == "pdf"


def test_a_table_over_pages_is_one_and_says_its_head_once() -> None:
    head = ["序号", "任务", "单位"]
    rows = [[str(at), f"加强第{at}项工作，确保全年目标任务圆满完成", "市发展改革委"] for at in range(1, 80)]
    flow = [body("前言。"), table([head, *rows], [40, 200, 100], repeat=1), body("后记。")]
    source = read(pdf(flow, header_and_number), "a.pdf")
    assert len(source.tables) == 1
    assert grid(source) == [head, *rows]


def test_a_cell_merged_over_a_page_break_goes_on() -> None:
    first = [["序号", "任务", "领导"], ["1", "稳增长", "王某"], ["2", "促消费", ""]]
    second = [["3", "扩投资", ""], ["4", "强农业", ""], ["5", "抓改革", "李某"]]
    flow = [
        table(first, [40, 150, 90], [(1, 2, 2, 2)]),
        PageBreak(),
        table(second, [40, 150, 90], [(0, 2, 1, 2)]),
    ]
    assert [row[2] for row in grid(read(pdf(flow), "a.pdf"))] == [
        "领导",
        "王某",
        "王某",
        "王某",
        "王某",
        "李某",
    ]


def test_a_row_cut_by_a_page_break_is_one_row() -> None:
    first = [["序号", "任务", "单位"], ["1", "稳增长。", "市甲局"], ["2", "推动一批重大项目", "市乙局、"]]
    second = [["", "尽早开工。", "市丙局"], ["3", "促消费。", "市丁局"]]
    flow = [table(first, [40, 150, 90]), PageBreak(), table(second, [40, 150, 90])]
    assert grid(read(pdf(flow), "a.pdf")) == [
        ["序号", "任务", "单位"],
        ["1", "稳增长。", "市甲局"],
        ["2", "推动一批重大项目尽早开工。", "市乙局、市丙局"],
        ["3", "促消费。", "市丁局"],
    ]


def test_another_table_on_the_next_page_is_another() -> None:
    flow = [table([["甲", "乙"]] * 2, [100, 100]), PageBreak(), table([["丙", "丁"]] * 2, [60, 140])]
    assert len(read(pdf(flow), "a.pdf").tables) == 2


def test_a_table_open_at_its_sides() -> None:
    rows = [["序号", "任务"], ["1", "稳增长"], ["2", "促消费"]]
    source = read(pdf([table(rows, [60, 200], rules="INNERGRID")]), "a.pdf")
    assert [row for row in grid(source) if any(row)] == rows


@pytest.mark.parametrize("thickness", [0.4, 2.0])
def test_rules_drawn_as_bars(thickness: float) -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(3):
            canvas.rect(100, 600 + 30 * at, 200, thickness, stroke=0, fill=1)
            canvas.rect(100 + 100 * at, 600, thickness, 60, stroke=0, fill=1)
        for at, text in enumerate("甲乙丙丁"):
            canvas.drawString(120 + 100 * (at % 2), 640 - 30 * (at // 2), text)

    assert grid(read(drawn(draw), "a.pdf")) == [["甲", "乙"], ["丙", "丁"]]


def test_a_frame_around_the_page_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 50, 495, 742)
        canvas.drawString(100, 700, "一、加强运行分析。")
        canvas.drawString(100, 660, "责任单位：市甲局")

    source = read(drawn(draw), "a.pdf")
    assert lines(source) == ["一、加强运行分析。", "责任单位：市甲局"]
    assert source.tables == []


def test_reading_order_is_that_of_the_page_not_of_the_file() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 500, "三、扩大有效投资。")
        canvas.drawString(200, 600, "促消费稳增长。")
        canvas.drawString(100, 700, "一、加强运行分析。")
        canvas.drawString(176, 600, "着力")
        canvas.drawString(100, 600, "二、全面落实")

    assert lines(read(drawn(draw), "a.pdf")) == [
        "一、加强运行分析。",
        "二、全面落实着力促消费稳增长。",
        "三、扩大有效投资。",
    ]


def test_padded_names_keep_their_gap() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "牵头领导：李")
        canvas.drawString(100 + 12 * 7, 700, "某，副市长，分管 A 与 B1 项目")

    assert lines(read(drawn(draw), "a.pdf")) == ["牵头领导：李 某，副市长，分管 A 与 B1 项目"]


def test_rows_of_a_table_without_rules_stay_apart() -> None:
    rows = [
        ["序号", "重点任务", "牵头单位", "配合单位"],
        ["1", "建成人才公寓500套", "区委组织部", "区住建局、区财政局"],
        ["2", "实施河道清淤30公里", "区水务局", "各镇政府"],
    ]

    def draw(canvas: Canvas) -> None:
        for line, row in enumerate(rows):
            for x, said in zip((60, 110, 280, 400), row, strict=True):
                canvas.drawString(x, 700 - 24 * line, said)

    # The second row reaches the right margin, and still the third is a line of its own.
    assert lines(read(drawn(draw), "a.pdf")) == [" ".join(row) for row in rows]


def test_characters_printed_twice_for_weight_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(100 + shift, 700, "一、加强运行分析工作。")

    assert lines(read(drawn(draw), "a.pdf")) == ["一、加强运行分析工作。"]


def test_watermarks_across_the_page_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "一、加强运行分析工作。")
        canvas.rotate(45)
        canvas.drawString(400, 200, "内部")

    assert lines(read(drawn(draw), "a.pdf")) == ["一、加强运行分析工作。"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_turned_on_their_side(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(300, 420)
        canvas.rotate(turn)
        for at in range(3):
            canvas.line(-100, -30 + 30 * at, 100, -30 + 30 * at)
            canvas.line(-100 + 100 * at, -30, -100 + 100 * at, 30)
        for at, text in enumerate(["序号", "任务", "12", "稳增长"]):
            canvas.drawString(-90 + 100 * (at % 2), 10 - 30 * (at // 2), text)
        canvas.drawString(-100, 60, "某市重点工作任务分解表")
        canvas.drawString(-100, -80, "附注说明")

    source = read(drawn(draw), "a.pdf")
    assert grid(source) == [["序号", "任务"], ["12", "稳增长"]]
    assert [lines(source)[0], lines(source)[-1]] == ["某市重点工作任务分解表", "附注说明"]


def test_a_picture_among_pages_of_text_is_reported() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "一、加强运行分析工作，确保全年目标。")
        canvas.showPage()
        canvas.drawInlineImage(_picture(), 0, 0, 595, 842)

    source = read(drawn(draw), "a.pdf")
    assert lines(source) == ["一、加强运行分析工作，确保全年目标。"]
    assert [(finding.rule, finding.severity) for finding in source.findings] == [
        ("page_without_text", "warning")
    ]


def _picture() -> object:
    from PIL import Image

    return Image.new("L", (4, 4))


def test_fonts_of_two_sizes_on_a_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "增长5%")
        canvas.setFont(FONT, 7)
        canvas.drawString(140, 704, "①")
        canvas.setFont(FONT, 12)
        canvas.drawString(150, 700, "以上并保持稳定")

    assert lines(read(drawn(draw), "a.pdf")) == ["增长5%①以上并保持稳定"]
