"""Titles of plans, headings of sections, and the leaders they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_OFFICE = (
    r"(?:(?:省|市|县|区|州|盟|旗|自治区|自治州)?(?:委|政府)?"
    r"(?:党组(?:副书记|书记|成员)|常委|副书记|书记)[、,]?)?"
    r"(?:(?:省|市|县|区|州|盟|旗|自治区)?政府)?(?:常务)?(?:副)?"
    r"(?:省长|市长|县长|区长|州长|盟长|旗长|主席|镇长|乡长|秘书长|主任|书记|常委|部长|督导员|助理|调研员|巡视员)"
)
_LEADS = r"(?:同志)?(?:牵头|主抓|负责|分管|领衔|包抓|联系|抓总|领办|督办)"
_NAME_FIRST = re.compile(
    rf"(?P<name>[\u4e00-\u9fff·] ?[\u4e00-\u9fff·]{{1,3}}?) ?\(?(?P<title>{_OFFICE})\)?{_LEADS}.*$"
)
_TITLE_FIRST = re.compile(
    rf"(?P<title>{_OFFICE}) ?(?P<name>[\u4e00-\u9fff·] ?[\u4e00-\u9fff·]{{1,3}}?){_LEADS}.*$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}$|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}$")
_ROLE_ONLY = re.compile(r"分管|各|有关|相关|政府|领导|主要负责|负责人")
_OFFICE_ONLY = re.compile(rf"{_OFFICE}$")

_PLAN_TITLE = re.compile(
    r"(?=.*(?:责任|任务|工作|实事|目标|分工|项目|报告))"
    r".*(?:责任分解|任务分解|责任分工|任务分工|分解表?|分工表?|分工方案|责任清单|任务清单|责任表|任务表|一览表|实施方案|工作方案"
    r"|民生实事|民生实事项目|为民办?实事项目?|重点工作|重点任务|目标任务|责任制|分解方案|落实方案|推进方案|工作清单|主要任务)"
    r"(?:\([^()]*\))?$"
)
_NO_TITLE = re.compile(r"通知$|[。:;!?,]|^\(|^附件|^《|^抄送")
_TITLE_LENGTH = 60

_FIVE_YEAR = re.compile(r"[“]?十(?P<which>[一二三四五六七八九])五[”]?(?!年)|五年规划")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})(?= ?(?:年|—|-|\D|$))")
_LIVELIHOOD = re.compile(r"实事|民生项目|民心工程|民生工程")
_FIVE_YEAR_STARTS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}

_THEME_END = re.compile(r"(?:方面|领域|类|篇|行动|工程)(?:\([^()]*\))?$")


@dataclass(frozen=True, slots=True)
class Person:
    """A leader as a heading or a bracket names them."""

    name: str
    title: str | None


def heading_leader(text: str) -> Person | None:
    """The leader a heading names (without its number), or None.

    >>> heading_leader("王某省长牵头重点工作")
    Person(name='王某', title='省长')
    """
    for pattern in (_NAME_FIRST, _TITLE_FIRST):
        match = pattern.match(text)
        if match:
            name = match["name"].replace(" ", "")
            if _PERSON.match(name):
                return Person(name, match["title"])
    return None


def named_leaders(text: str) -> list[Person]:
    """The persons in a leader's part of a clause; roles without a name (分管副市长) are none."""
    people = []
    for part in re.split(r"[、,;/\n]|及|和", text):
        said = part.replace(" ", "").removesuffix("同志")
        if not said:
            continue
        match = re.match(rf"(?P<title>{_OFFICE})(?P<name>[\u4e00-\u9fff·]{{2,4}})$", said) or re.match(
            rf"(?P<name>[\u4e00-\u9fff·]{{2,4}}?)\(?(?P<title>{_OFFICE})\)?$", said
        )
        if match and not _ROLE_ONLY.search(match["name"]):
            people.append(Person(match["name"], match["title"]))
        elif _PERSON.match(said) and not _ROLE_ONLY.search(said) and not _OFFICE_ONLY.match(said):
            people.append(Person(said, None))
    return people


def is_plan_title(text: str) -> bool:
    """Whether a line could be the title of a plan."""
    return len(text) <= _TITLE_LENGTH and not _NO_TITLE.search(text) and bool(_PLAN_TITLE.match(text))


def theme_of(text: str) -> str | None:
    """The theme a heading names (without its number): `医疗卫生方面` is about 医疗卫生."""
    said = text.replace(" ", "")
    match = re.match(r"(?P<theme>.{2,20}?)方面(?:\([^()]*\))?$", said)
    return match["theme"] if match else said or None


def is_theme_heading(text: str) -> bool:
    """Whether a numbered line is a heading by its ending alone."""
    return bool(_THEME_END.search(text))


def plan_period(title: str, year: int | None) -> tuple[str, date | None, date | None]:
    """The kind of a plan and its first and last day, from its title and the document's year.

    >>> plan_period("“十四五”时期重点工作", 2021)
    ('five_year', datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    """
    five = _FIVE_YEAR.search(title)
    if five:
        first = _FIVE_YEAR_STARTS.get(five["which"] or "")
        if first is None:
            return "five_year", None, None
        return "five_year", date(first, 1, 1), date(first + 4, 12, 31)
    stated = _YEAR.search(title)
    which = int(stated["year"]) if stated else year
    kind = "livelihood" if _LIVELIHOOD.search(title) else "annual"
    if which is None:
        return kind, None, None
    return kind, date(which, 1, 1), date(which, 12, 31)
