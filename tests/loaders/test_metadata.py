"""Title, number, issuer, date and year, wherever a document says them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conformance.reading import parse_text

TASKS = "一、工业\n1.工业增长9%。\n责任单位:市统计局\n2.新增企业30家。\n责任单位:市财政局\n"


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        (
            (
                "云海市人民政府文件\n云政发〔2021〕4号\n云海市人民政府关于印发2021年重点工作责任分解的通知\n"
                "各区人民政府:\n现印发给你们。\n云海市人民政府\n2021年2月22日\n2021年重点工作责任分解\n"
            ),
            "",
            (
                "云海市人民政府关于印发2021年重点工作责任分解的通知",
                "云政发〔2021〕4号",
                "云海市人民政府",
                date(2021, 2, 22),
                2021,
            ),
        ),
        (
            "云海市人民政府办公室\n关于分解落实2025年重点工作的通知\n云府办发[2025]9号\n",
            "云海市人民政府办公室\n二〇二五年三月一日\n",
            (
                "云海市人民政府办公室关于分解落实2025年重点工作的通知",
                "云府办发[2025]9号",
                "云海市人民政府办公室",
                date(2025, 3, 1),
                2025,
            ),
        ),
        (
            (
                "索引号:000-1 发布机构:云海市人民政府办公室\n文号:云政办发〔2019〕12号 成文日期:2019-03-01\n"
                "云海市2019年重点工作责任分解\n"
            ),
            "",
            (
                "云海市2019年重点工作责任分解",
                "云政办发〔2019〕12号",
                "云海市人民政府办公室",
                date(2019, 3, 1),
                2019,
            ),
        ),
        (
            "云海市二〇〇六年重点工作任务分解\n",
            "",
            ("云海市二〇〇六年重点工作任务分解", None, None, None, 2006),
        ),
        ("", "", (None, None, None, None, None)),
        (
            (
                "云海市人民政府关于做好重点工作的通知\n一、明确责任。各单位要负起责任。\n二、加强督查。\n云海市人民政府\n2022年4月1日\n"
                "附件\n重点工作责任分解\n"
            ),
            "抄送:市委办公室。\n",
            (
                "云海市人民政府关于做好重点工作的通知",
                None,
                "云海市人民政府",
                date(2022, 4, 1),
                2022,
            ),
        ),
    ],
    ids=["notice", "signed below", "box of a page", "numerals", "nothing said", "numbered requirements"],
)
def test_what_a_document_says_of_itself(
    head: str, foot: str, expected: tuple[str | None, str | None, str | None, date | None, int | None]
) -> None:
    document = parse_text(head + TASKS + foot)
    assert len(document.tasks) == 2
    assert (
        document.title,
        document.doc_number,
        document.issuer,
        document.issued_on,
        document.year,
    ) == expected


def test_numbers_of_other_documents_are_not_its_own() -> None:
    document = parse_text(
        "云海市2021年重点工作责任分解\n根据《云海市人民政府关于印发计划的通知》(云政发〔2020〕1号)精神,现分解如下。\n"
        + TASKS
    )
    assert document.doc_number is None


def test_a_box_with_padded_labels_and_a_plan_of_five_years() -> None:
    document = parse_text(
        "发文机关:云海市人民政府  成文日期:2021-04-12\n标　　题:云海市“十四五”规划纲要重点任务分工方案\n"
        "文　　号:云政发〔2021〕9号  发布日期:2021-04-20\n"
        "云海市人民政府关于印发《云海市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》重点任务分工方案的通知\n"
        "重点任务分工方案\n" + TASKS
    )
    assert (document.doc_number, document.issued_on, document.year) == (
        "云政发〔2021〕9号",
        date(2021, 4, 12),
        2021,
    )
    (plan,) = document.plans
    assert (plan.kind, plan.starts_on, plan.ends_on) == ("five_year", date(2021, 1, 1), date(2025, 12, 31))


def test_whose_work_a_city_carries_out_is_not_the_issuer() -> None:
    document = parse_text("云海市贯彻落实国务院和省政府2022年重点工作任务分工方案\n" + TASKS)
    assert (document.issuer, document.year) == (None, 2022)


def test_a_plan_of_several_years_lasts_as_long_as_its_title_says() -> None:
    document = parse_text("云海市2021—2023年重点工作三年行动计划任务分工\n" + TASKS)
    (plan,) = document.plans
    assert (plan.kind, plan.starts_on, plan.ends_on) == ("other", date(2021, 1, 1), date(2023, 12, 31))
    assert {target.due_year for task in document.tasks for target in task.targets} == {2023}


@pytest.mark.parametrize("label", ["日期", "时间", "公开日期"])
def test_the_day_a_page_was_published_stands_for_the_day_of_issue(label: str) -> None:
    document = parse_text(
        f"关于印发2024年云海市重点任务分解的通知\n{label}:2024年1月30日 来源:市政府办\n" + TASKS
    )
    assert document.issued_on == date(2024, 1, 30)


def test_the_place_before_the_national_economy() -> None:
    document = parse_text("云海市国民经济和社会发展第十二个五年规划纲要任务分解\n" + TASKS)
    assert document.jurisdiction is not None
    assert document.jurisdiction.name == "云海市"


def test_a_level_alone_is_no_place() -> None:
    document = parse_text("关于分解落实2024年自治区政府工作报告重点任务的通知\n" + TASKS)
    assert document.jurisdiction is None


def test_labels_of_a_box_several_on_a_line_are_no_part_of_the_title() -> None:
    document = parse_text(
        "索引号：0000X/2016-00123  发文机构：海晏市人民政府办公室  发文日期：2016-03-10\n"
        "名　称：海晏市人民政府办公室关于印发2016年重点工作任务分工方案的通知\n"
        "文　号：海政办发〔2016〕18号  主题词：\n2016年重点工作任务分工方案\n" + TASKS
    )
    assert document.title == "海晏市人民政府办公室关于印发2016年重点工作任务分工方案的通知"
    assert document.doc_number == "海政办发〔2016〕18号"
    assert document.issued_on == date(2016, 3, 10)


def test_the_state_council_issues_for_the_country() -> None:
    document = parse_text(
        "国务院关于落实《政府工作报告》重点工作部门分工的意见\n国发〔2014〕99号\n"
        + TASKS
        + "国务院\n2014年4月2日\n"
    )
    assert document.issuer == "国务院"
    assert document.jurisdiction is not None
    assert document.jurisdiction.level == "country"


@pytest.mark.parametrize(
    "head",
    [
        "<title>2022年市政府重点工作责任清单_云海市人民政府</title>",
        '<title>责任清单</title><meta name="SiteName" content="云海市人民政府门户网站">',
    ],
)
def test_whose_site_a_page_stands_on(head: str) -> None:
    table = "".join(f"<p>{line}</p>" for line in TASKS.splitlines())
    page = (
        f'<html><head><meta charset="utf-8">{head}<meta name="PubDate" content="2022-02-16 10:20:00"></head>'
        f"<body><h1>2022年市政府重点工作责任清单</h1><div>{table}</div></body></html>"
    )
    document = parse_text(page, "page.html")
    assert document.jurisdiction is not None
    assert document.jurisdiction.name == "云海市"
    assert document.issuer is None
    assert document.issued_on == date(2022, 2, 16)


def test_whose_site_the_foot_of_a_page_names() -> None:
    document = parse_text(
        "2022年市政府重点工作责任清单\n" + TASKS + "主办:云海市人民政府 承办:云海市政府办公室\n"
    )
    assert document.jurisdiction is not None
    assert document.jurisdiction.name == "云海市"
