"""Titles of plans, headings of sections, and the leaders they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_OFFICE = (
    r"(?:(?:(?:省|市|县|区|州|盟|旗|自治区|自治州|党)?(?:工?委|政府)?"
    r"(?:党组(?:副书记|书记|成员)|常委|委员|副书记|书记))[、,]? ?)*"
    r"(?:(?:省|市|县|区|州|盟|旗|自治区)?(?:(?:人民)?政府|委(?=常|副|书|秘)))?(?:常务|党组)?(?:副)?"
    r"(?:(?:省长|市长|县长|区长|州长|盟长|旗长|主席)(?:助理)?|镇长|乡长|秘书长|主任|书记|常委|部长|督导员|助理|调研员|巡视员|党组成员"
    r"|司令员|政委|总工程师|总经济师|主席团成员)"
)
_LEADS = (
    r"(?:同志)? ?(?:牵头|主抓|负责|分管|领衔|包抓|联系|抓总|领办|督办|挂帅|总牵头|具体抓|主管|抓的?|承办)"
)
# A character of a name: any letter but a Latin one. The range of Chinese characters would say the same, but
# compiling it takes a step for each of its 21,000 characters, and a name stands in many patterns.
_HAN = r"[^\W\d_a-zA-Z]"
_HAN_OR_DOT = rf"(?:{_HAN}|·)"
_DOTTED = rf"{_HAN}{{1,6}}·{_HAN}{{1,6}}?"
_NAME = (
    rf"(?:{_HAN}{{1,6}}·{_HAN}{{1,6}}|{_HAN_OR_DOT} ?{_HAN_OR_DOT}{{1,3}}?"
    rf"|{_HAN}{{2}} {_HAN}{{1,2}}?)"
)
# 管委会副主任, 党工委委员, 县总工会主席: an office in a body of its own
_OTHER_OFFICE = (
    rf"{_HAN}{{0,14}}?(?:主任|书记|部长|局长|主席|委员|院长|检察长|经理|董事长|行长|队长|秘书长|负责人"
    r"|处长|组长|专员)"
)
_NAME_FIRST = re.compile(
    rf"(?P<name>{_NAME}) ?(?:\((?P<title>{_OFFICE})\)|(?P<office>{_OFFICE})) ?{_LEADS}.*$"
)
_TITLE_FIRST = re.compile(rf"(?P<title>{_OFFICE}) ?(?P<name>{_NAME}) ?{_LEADS}.*$")
# 市长助理、市公安局局长 魏某 负责的工作
_TITLES_FIRST = re.compile(rf"(?P<title>(?:{_OFFICE}、)?{_OTHER_OFFICE}) (?P<name>{_NAME}) ?{_LEADS}.*$")
# 七、全面推进乡村振兴(副县长 雷鸣负责) · 由李某同志牵头 · 牵头领导:李某
_IN_BRACKET = re.compile(r"\((?:由)?(?P<said>[^()]{2,40}?)\)[。:]?$")
_TOLD = re.compile(
    rf"(?:由|(?!{_HAN}).|^)(?:(?P<title>{_OFFICE}) ?)?(?P<name>{_NAME}) ?同志"
    r" ?(?:牵头|主抓|负责|分管|领衔|包抓|联系)"
)
_LABELLED = re.compile(
    r"(?:牵头|责任|分管|包抓|主抓|联系)(?:市|县|区|省|州)?(?:级)?(?:领导|负责人):? ?(?P<said>.+)$"
)
# 刘洋同志(县委副书记、县长)
_COMRADE = re.compile(rf"(?P<name>{_NAME}) ?(?:同志)? ?\((?P<title>{_OFFICE})\):?$")
_OFFICE_AND_NAME = 24
_SENTENCE = re.compile(r"[,;。]")
_GOVERNS = re.compile(r"[省市县区州盟旗]长|主席|秘书长")
_HELD = "\x00"
_BRACKETED = re.compile(r"\([^()]*\)")
# 项目建设(市发改委牵头): who does the work is no theme.
_WHO_IN_BRACKET = re.compile(r"\([^()]*(?:牵头|单位|部门|负责|主办|领导|分管|[省市县区州]长)[^()]*\)[。;]?$")
_COUNT_IN_BRACKET = re.compile(r"\((?:共|计)?\d{1,3}[项件条个]\)$")
_PERSON = re.compile(rf"{_HAN}{{2,4}}$|{_HAN}{{1,6}}·{_HAN}{{1,6}}$")
# 乌云其木格, 额尔敦巴特尔: longer names are written with few characters.
_TRANSLITERATED = re.compile(
    r"[阿巴布勒额尔图格木吉日斯琴高娃其乌云那顺德力哈苏雅敦呼和宝音孟克陶特仁扎西次丹增旺堆洛桑尼玛多杰才让拉姆卓贡嘎平措桑热依买提"
    r"古丽娜江都肯别艾合麦吐逊亚森努加沙依不赛萨塔胡白包朝鲁满都道生来青达赖毕力贵荣]{5,8}"
)
_ROLE_ONLY = re.compile(
    r"助理|分管|各|有关|相关|政府|领导|主要负责|负责人|主管|单位|部门|^.{1,2}副$|常务|党组|[市县区省州党]委$|统筹|具体|^由"
)
_OFFICE_ONLY = re.compile(rf"{_OFFICE}$")
_SAID_OF_LEADER = re.compile(
    r"(?:分管|联系|主管|相关|有关|市|县|区|省|州|的|政府)*"
    rf"(?:领导|负责同志|主要负责人|负责人|{_OFFICE})(?:同志)? ?(?:{_NAME})?$"
    rf"|(?:{_NAME}|{_HAN}) ?\(?{_OFFICE}\)?(?:同志)?$|{_NAME}同志$"
)

_PLAN_TITLE = re.compile(
    r"(?=.*(?:责任|任务|工作|实事|目标|分工|项目|报告))"
    r".*(?:责任分解|任务分解|责任分工|任务分工|分解表?|分工表?|分工方案|责任清单|任务清单|责任表|任务表|一览表?|实施方案|工作方案"
    r"|民生实事|民生实事项目|为民办?实事项目?|重点工作|重点任务|目标任务|任务书|台账|责任制|分解方案|落实方案|推进方案|工作清单|主要任务)"
    r"(?:\([^()]*\))?$"
)
_NO_TITLE = re.compile(r"通知$|^序 ?号|[。:;!?,]|^\(|^附件|^《|^抄送")
_TITLE_LENGTH = 60

_FIVE_YEAR = re.compile(
    r"[“]?十(?P<which>[一二三四五六七八九])五[”]?(?!年)|第十(?P<nth>[一二三四五六七八九])个五年|五年规划"
)
# 2021—2023年三年行动计划
_YEARS = re.compile(r"(?P<first>20\d\d)年? ?(?:-+|—+|至|到|~) ?(?P<last>20\d\d)年")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})(?= ?(?:年|—|-|\D|$))")
_LIVELIHOOD = re.compile(r"实事|民生项目|民心工程|民生工程")
# 重点工作及实事项目: all the work of a year, and not only what is done for people's lives.
_ALL_WORK = re.compile(
    r"(?:工作|任务|目标)[和及与暨、](?!民生|实事$)|(?:重点|主要|目标)(?:工作|任务|目标)+[和及与暨、]"
)
_FIVE_YEAR_STARTS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}

# 一、农业农村(牵头单位:市甲局)
_OWN_UNITS = re.compile(r"\([^():]{0,8}(?:单位|部门|领导|责任人|牵头|主办):.*\)?$")
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
    >>> heading_leader("守牢安全底线(副县长 雷 鸣负责)")
    Person(name='雷鸣', title='副县长')
    """
    labelled = _LABELLED.match(text)
    if labelled is not None and len(labelled["said"]) <= _OFFICE_AND_NAME and ":" not in labelled["said"]:
        # 一、牵头领导:李某(常务副市长)
        people = named_leaders(labelled["said"])
        return people[0] if people else None
    # 由副市长李某负责 heads tasks; a sentence that goes on is one.
    by = text.removeprefix("由") if not _SENTENCE.search(text) else text
    for pattern in (_NAME_FIRST, _TITLE_FIRST, _TITLES_FIRST):
        match = pattern.match(by)
        if match:
            groups = match.groupdict()
            person = _person(groups["name"], groups["title"] or groups.get("office"))
            if person is not None:
                return person
    comrade = _COMRADE.match(text)
    if comrade is not None:
        return _person(comrade["name"], comrade["title"])
    bracket = _IN_BRACKET.search(text)
    if bracket is not None and bracket.start() > 0:
        said = bracket["said"].strip()
        return heading_leader(said) or _alone(said)
    told = _TOLD.search(text)
    if told is not None:
        return _person(told["name"], told["title"])
    if len(text) <= _OFFICE_AND_NAME and re.search(_OFFICE, text):
        # 一、县长 王建国 · 副市长: 郭某
        people = named_leaders(text.rstrip(":").replace(":", " "))
        return people[0] if len(people) == 1 and people[0].title else None
    return None


def labelled_leader(text: str) -> Person | None:
    """The leader that a label introduces on a line of nothing else.

    >>> labelled_leader("责任领导:副县长 白 玲")
    Person(name='白玲', title='副县长')
    """
    labelled = _LABELLED.match(text)
    people = named_leaders(labelled["said"]) if labelled else []
    return people[0] if people else None


def _person(name: str, title: str | None) -> Person | None:
    name = name.replace(" ", "")
    return Person(name, title) if _PERSON.match(name) and not _ROLE_ONLY.search(name) else None


def _alone(said: str) -> Person | None:
    """A leader in a heading's bracket: 李某副市长, 副市长 李某, 牵头领导:李某; a mere name proves nothing."""
    labelled = _LABELLED.match(said)
    if labelled is None and not re.search(_OFFICE, said):
        return None
    people = named_leaders(labelled["said"] if labelled else said)
    return people[0] if people and (labelled or people[0].title) else None


def said_of_leader(text: str) -> bool:
    """Whether a part of a list is a leader's name with an office, or an office alone (分管副市长)."""
    return _SAID_OF_LEADER.match(text) is not None


def named_leaders(text: str) -> list[Person]:
    """The persons in a leader's part of a clause; roles without a name (分管副市长) are none."""
    several = re.match(rf"(?P<name>{_NAME}) +(?P<title>{_OFFICE})$", text.strip(" 。"))
    if several is not None and "、" in several["title"]:
        # 张某 市委常委、副市长: one person and two offices.
        return [Person(several["name"].replace(" ", ""), several["title"])]
    people = []
    # 张某(县委常委、副县长)、李某: what a bracket holds is one person's.
    text = _BRACKETED.sub(lambda held: held[0].replace(",", "、").replace("、", _HELD), text)
    for part in re.split(r"[、,;/\n]|及(?=[^及]{2})|(?<=[^和])和(?=[^和]{2})", text):
        said = part.replace(_HELD, "、").strip(" 。")
        said = re.sub(r"(?:牵头|负责|主抓|分管)$", "", said)
        spaced = re.match(rf"(?P<title>{_OFFICE}|{_OTHER_OFFICE}) +(?P<name>{_NAME})$", said) or re.match(
            rf"(?P<name>{_NAME}) +(?P<title>{_OFFICE})$", said
        )
        if spaced:
            people.append(Person(spaced["name"].replace(" ", ""), spaced["title"]))
            continue
        people += _run_of_names(said)
    return people


def is_of_government(label: str, said: str) -> bool:
    """Whether a 责任人 is of a government's heads and so leads the task, not an official of a unit."""
    if not label.endswith(("责任人", "负责人")) or _GOVERNS.search(said) is None:
        return False
    people = named_leaders(said)
    return bool(people) and all(_GOVERNS.search(person.title or "") for person in people)


def _run_of_names(said: str) -> list[Person]:
    """One person, or several parted by blanks where each is longer than one character (李某 张某某)."""
    words = said.split()
    said = " ".join(words)
    if any(len(word) > 1 for word in words) or len(words) == 4:
        # 李某某 张 某, 张 某 李 某: a name of two characters is padded to the width of three.
        words = re.sub(r"(?<!\S)(\S) (\S)(?!\S)", r"\1\2", said).split(" ")
    if len(words) > 1 and all(_PERSON.match(word) and len(word) <= 3 for word in words):
        return [Person(word, None) for word in words if not _ROLE_ONLY.search(word)]
    said = said.replace(" ", "").removesuffix("同志")
    if not said or _OFFICE_ONLY.match(said):
        return []
    match = re.match(rf"(?P<title>{_OFFICE})(?P<name>{_DOTTED}|{_HAN_OR_DOT}{{2,4}})$", said) or re.match(
        rf"(?P<name>{_DOTTED}|{_HAN_OR_DOT}{{2,4}}?)\(?(?P<title>{_OFFICE})\)?$", said
    )
    if match is None:
        # 组织部部长何某: an office in a body of its own.
        match = re.match(rf"(?P<title>{_OTHER_OFFICE})(?P<name>{_HAN_OR_DOT}{{2,3}})$", said)
    if match and not _ROLE_ONLY.search(match["name"]) and _PERSON.match(match["name"]):
        return [Person(match["name"], match["title"])]
    if _TRANSLITERATED.fullmatch(said):
        return [Person(said, None)]
    if _PERSON.match(said) and not _ROLE_ONLY.search(said) and not re.search(rf"{_OFFICE}$", said):
        return [Person(said, None)]
    return []


def is_plan_title(text: str) -> bool:
    """Whether a line could be the title of a plan."""
    if text.count(" ") * 2 >= len(text) - 4:
        # 重 点 工 作 责 任 分 解
        text = text.replace(" ", "")
    return len(text) <= _TITLE_LENGTH and not _NO_TITLE.search(text) and bool(_PLAN_TITLE.match(text))


def theme_of(text: str) -> str | None:
    """The theme a heading names (without its number): `医疗卫生方面` is about 医疗卫生."""
    said = _OWN_UNITS.sub("", text.replace(" ", ""))
    if _BRACKETED.fullmatch(said):
        said = said[1:-1]
    said = _COUNT_IN_BRACKET.sub("", _WHO_IN_BRACKET.sub("", said)) or said
    match = re.match(r"(?P<theme>.{2,20}?)方面(?:\([^()]*\))?$", said)
    return match["theme"] if match else said.rstrip("。") or None


def is_theme_heading(text: str) -> bool:
    """Whether a numbered line is a heading by its ending alone."""
    return bool(_THEME_END.search(text))


def plan_period(title: str, year: int | None) -> tuple[str, date | None, date | None]:
    """The kind of a plan and its first and last day, from its title and the document's year.

    >>> plan_period("“十四五”时期重点工作", 2021)
    ('five_year', datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    >>> plan_period("2017年重点工作及实事项目责任分工", None)[0]
    'annual'
    >>> plan_period("2021-2023年重点任务分工", None)
    ('other', datetime.date(2021, 1, 1), datetime.date(2023, 12, 31))
    """
    five = _FIVE_YEAR.search(title)
    if five:
        first = _FIVE_YEAR_STARTS.get(five["which"] or five["nth"] or "")
        if first is None:
            return "five_year", None, None
        return "five_year", date(first, 1, 1), date(first + 4, 12, 31)
    span = _YEARS.search(title)
    if span and int(span["first"]) < int(span["last"]):
        return "other", date(int(span["first"]), 1, 1), date(int(span["last"]), 12, 31)
    stated = _YEAR.search(title)
    which = int(stated["year"]) if stated else year
    is_livelihood = _LIVELIHOOD.search(title) and not _ALL_WORK.search(title)
    kind = "livelihood" if is_livelihood else "annual"
    if which is None:
        return kind, None, None
    return kind, date(which, 1, 1), date(which, 12, 31)
