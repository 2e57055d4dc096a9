"""Which names mean one body, what kind of body it is and what it does."""

from __future__ import annotations

import pytest
from zeren_loaders.units.identity import Register
from zeren_loaders.units.naming import choose
from zeren_loaders.units.periods import period_of


@pytest.mark.parametrize(
    "names",
    [
        ("市发改委", "市发展改革委", "市发展和改革委", "市发展和改革委员会"),
        ("市住建局", "市住房城乡建设局", "市住房和城乡建设局"),
        ("市卫健委", "市卫生健康委", "市卫生健康委员会"),
        ("省人社厅", "省人力资源社会保障厅", "省人力资源和社会保障厅"),
        ("市编办", "市委编办", "市委机构编制委员会办公室"),
        ("团县委", "共青团县委", "县团委"),
        ("市政府办", "市政府办公室", "市人民政府办公室"),
        ("省食药监局", "省食品药品监管局", "省食品药品监督管理局"),
        ("市供销社", "市供销合作社", "市供销联社"),
    ],
)
def test_spellings_of_one_body(names: tuple[str, ...]) -> None:
    assert len({Register(None).identify(name).key for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("省国税局", "省地税局", "省税务局"),
        ("省卫生厅", "省卫生计生委", "省卫生健康委", "省人口计生委"),
        ("省环保厅", "省生态环境厅"),
        ("省农业厅", "省农业农村厅"),
        ("省人事厅", "省劳动保障厅", "省人力资源社会保障厅"),
        ("市金融办", "市委金融办", "市地方金融监管局"),
        ("市工商局", "市质监局", "市市场监管局"),
        ("市委办公室", "市政府办公室"),
        ("市财政局", "省财政局", "区财政局"),
    ],
)
def test_bodies_that_differ(names: tuple[str, ...]) -> None:
    assert len({Register(None).identify(name).key for name in names}) == len(names)


def test_the_name_of_the_own_place_says_nothing() -> None:
    register = Register(None, "青云市")
    assert register.identify("共青团青云市委").key == register.identify("团市委").key
    assert register.identify("共青团白石县委").key != register.identify("共青团云岭县委").key


@pytest.mark.parametrize(
    ("name", "kind", "function"),
    [
        ("省财政厅", "government", "财政"),
        ("区财政局", "government", "财政"),
        ("市委组织部", "party", "组织"),
        ("市委网信办", "party", "网信"),
        ("市总工会", "mass_organisation", "工会"),
        ("共青团青云市委", "mass_organisation", "共青团"),
        ("共青团白石县委", "mass_organisation", "共青团"),
        ("省纪委省监委机关", "party", "纪检监察"),
        ("市税务局", "central", "税务"),
        ("青云海关", "central", "海关"),
        ("人行青云市分行", "central", "金融"),
        ("市地方金融监管局", "government", "金融"),
        ("国网青云供电公司", "enterprise", "能源"),
        ("青云高新区管委会", "local_government", "园区"),
        ("云岭县政府", "local_government", None),
        ("东风街道", "local_government", None),
        ("各县(市、区)政府", "group", None),
        ("市直有关部门", "group", None),
        ("青云职业技术学院", "public_institution", "教育"),
        ("市疾控中心", "public_institution", "卫生健康"),
        ("省外经贸厅", "government", "商务"),
        ("市城市管理综合行政执法局", "government", "城市管理"),
        ("市科技创新局", "government", "科技"),
        ("省直机关工委", "party", "机关党建"),
        ("市直机关事务局", "government", "机关事务"),
        ("省直各单位", "group", None),
        ("市公安局交警支队", "government", "公安"),
        ("出入境检验检疫局", "central", "海关"),
        ("市检验检疫局", "central", "海关"),
        ("外汇局云岭省分局", "central", "金融"),
        ("财政部云岭监管局", "central", "财政"),
        ("民航云岭监管局", "central", "民航铁路"),
        ("盟行署办公室", "government", "办公综合"),
        ("行署发改委", "government", "发展改革"),
        ("省农垦总局", "government", "农业农村"),
        ("国网云岭省电力有限公司", "enterprise", "能源"),
    ],
)
def test_kind_and_function(name: str, kind: str, function: str | None) -> None:
    found = Register(None).identify(name)
    assert (found.kind, found.function) == (kind, function)


def test_the_own_place_is_the_level() -> None:
    register = Register(None)
    register.settle(None, "青云市", "prefecture")
    assert register.identify("青云市财政局").name == "市财政局"
    assert register.identify("青云市分行").name == "青云市分行"
    register.settle(None, "望江经济技术开发区", "county")
    assert register.identify("望江经济技术开发区管委会").name == "望江经济技术开发区管委会"


def test_the_most_used_spelling_names_a_body() -> None:
    assert choose({"市发改委": 3, "市发展改革委": 1}, "市发展改革委") == "市发改委"
    assert choose({"市发展改革委": 1, "市发改委": 1}, "市发展改革委") == "市发展改革委"
    assert choose({"市卫计委": 2, "市卫生和计生委": 2}, "市卫生计生委") == "市卫生和计生委"


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("省卫生厅", (None, 2014)),
        ("市卫计委", (2013, 2019)),
        ("市卫生健康委", (2018, None)),
        ("省国土资源厅", (None, 2019)),
        ("市地税局", (None, 2018)),
        ("省财政厅", (None, None)),
    ],
)
def test_reforms_bound_names(name: str, years: tuple[int | None, int | None]) -> None:
    assert period_of(name) == years
