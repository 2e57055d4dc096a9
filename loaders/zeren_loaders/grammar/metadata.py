"""What a document says of itself: title, number, issuer, date and year.

The notice says it in its title, number line and signature; a web page says it again in a box of labels (文号,
发布机构, 成文日期); a plan that circulates without its notice has a title only. What none says is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zeren_loaders.grammar.draft import Draft
from zeren_loaders.grammar.headings import is_plan_title
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.line_kinds import BOX_LABEL
from zeren_loaders.readers import Source

_CN = "〇○零一二三四五六七八九"
_CN_DIGIT = {
    **{digit: str(max(0, value - 2)) for value, digit in enumerate(_CN)},
    "O": "0",
    "Ο": "0",
    "0": "0",
}

_DOC_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{1,14}) ?[(\[](?P<year>(?:19|20)\d{2})(?:年)?[)\]] ?(?:第 ?)?(?P<n>\d{1,4}) ?号"
)
_QUOTED = re.compile(r"[《(]$|根据|按照|依据|贯彻|落实")
_ORGAN = (
    r"(?:人民政府|政府|委员会|管委会|工委|党委|[省市县区州盟旗乡镇]委|指挥部|领导小组|[局厅委办])"
    r"(?:办公厅|办公室)?"
)
_ISSUER_LINE = re.compile(
    r"(?P<issuer>(?:(?:中共|中国共产党)?[\u4e00-\u9fff]{2,22}?(?:人民政府|政府|委员会|管委会|[省市县区州盟旗]委)|国务院)"
    r"(?:办公厅|办公室)?)(?=文件$|$)"
)
_TITLE_ISSUER = re.compile(
    rf"(?P<issuer>(?:中共|中国共产党)?[\u4e00-\u9fff]{{2,25}}?{_ORGAN}|国务院(?:办公厅)?) ?"
    r"(?=关于|印发|转发|批转|\d|“)"
)
_NO_ISSUER = re.compile(r"贯彻|落实|推进|分解|承接")
_DATE = re.compile(r"(?P<y>(?:19|20)\d{2}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日")
_CN_DATE = re.compile(
    rf"(?P<y>[二一][{_CN}O0Ο]{{3}}) ?年 ?(?P<m>[一二三四五六七八九十元]{{1,2}}) ?月"
    r" ?(?P<d>[一二三四五六七八九十]{1,3}) ?日"
)
_ISO_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_TITLE_END = re.compile(
    r"(?:的通知|的意见|的决定|的公告|的函|的通报|方案|责任分解|任务分解|分工|分解表|分工表|清单|一览表|任务书"
    r"|实施意见|分解意见|实事项目|任务表|要点|计划|安排)"
    r"(?:\([^()]*\))?$"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2}) ?(?:年|-)")
_CN_YEAR = re.compile(rf"(?P<year>二[{_CN}O0]{{3}}) ?年")
# …规划和二〇三五年远景目标纲要: a year far ahead is none of the plan's.
_FAR_AHEAD = re.compile(rf"(?:20\d\d|二[{_CN}O0]{{3}}) ?年?远景目标")
_NO_TITLE = re.compile(r"[。:;!?]$|号$|文件$|^附件|^\(|^抄送|^索引|公报|^第.期|^首页|^当前位置")
_SEPARATOR = r"[: \t|\n]*"
_ISSUED = ("成文日期", "发文日期", "签发日期", "生成日期")
# When a page was published says when a document was issued where nothing else does.
_PUBLISHED = ("印发日期", "发布日期", "发布时间", "公布日期", "公开日期")
_PLAIN = ("日期", "时间")
_BOX_DATE = re.compile(
    rf"(?P<label>{'|'.join((*_ISSUED, *_PUBLISHED))}|(?<![\u4e00-\u9fff])(?:{'|'.join(_PLAIN)})){_SEPARATOR}"
)
_BOX_ISSUER = re.compile(
    rf"(?:发文机关|发布机构|发布机关|制发机关|发文单位|公开主体|发文机构){_SEPARATOR}(?P<issuer>[\u4e00-\u9fff]{{4,24}})"
)
_BOX_NUMBER = re.compile(rf"(?:发文字号|文 {{0,8}}号|文件编号|文件号){_SEPARATOR}")
_BOX_TITLE = re.compile(
    rf"(?:(?:^|[|\n]) ?(?:标 {{0,8}}题|名 {{0,8}}称|文件名称)){_SEPARATOR}(?P<title>[^|\n]{{8,80}})"
)
# 信息名称:某市人民政府关于…: the label of a box before the title.
_NAMED = re.compile(r"^(?:信息|文件|公文|文章)?(?:名称|标题|题名)[:：](?=.{8})")
_NAMELESS = re.compile(r"[市县区州旗](?:人民)?政府")
# 大邑府办发(2011)9号  2011-02-25  阅读:658次
_BYLINE = re.compile(
    r"[ \[(]*(?:(?:发布|来源|信息|成文|发文)[^。]{0,8}:|(?:阅读|浏览|点击)|(?:19|20)\d\d[-/.年])[^。]{0,80}$"
)
_TITLE_PARTS = re.compile(r" *[-_|—>]+ *")
_OWNER = re.compile(
    r"(?:主办|版权所有)(?:单位)?[: ]{1,2}(?P<owner>[\u4e00-\u9fff]{3,16}(?:政府|管委会|管理委员会))"
)
_GOVERNMENT = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:人民)?(?:政府|管委会|管理委员会)(?:办公[厅室])?(?:$|门户|网站|网)"
)
_HEAD = 3000
_BELOW_TITLE = 3
_SIGNATURE = 40


@dataclass(slots=True)
class Metadata:
    """What the text says; None where it says nothing."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    year: int | None = None


def read_metadata(source: Source, draft: Draft) -> Metadata:
    """Metadata from the lines before the first plan, those after the last task, and the page's labels."""
    found = Metadata()
    text, folded = source.text, source.folded
    front = [(line.text, line.passage.printed(text)) for line in draft.front]
    plan_titles = [plan.line for plan in draft.plans if plan.line is not None]
    head = folded[:_HEAD]
    # Below the title of a plan without a notice the number stands as a heading would.
    under = [line for label, line in draft.pieces if label != "front"] + draft.leftovers[:1]
    below = [(line.text, line.passage.printed(text)) for line in under[:_BELOW_TITLE]]
    found.doc_number = _number(front) or _number(below) or _boxed_number(source, head)
    found.title = (
        _title(front, bool(plan_titles)) or _plan_title(plan_titles, text) or _boxed_title(source, head)
    )
    if found.title is None and front:
        found.title = _first_line(front)
    said = _fold_title(found.title, source)
    lines = [one.replace(" ", "") for one, _ in front]
    # A notice with numbered requirements is signed below them.
    lines += [line.text.replace(" ", "") for line in draft.leftovers if len(line.text) <= _SIGNATURE]
    back = [line.text.replace(" ", "") for line in draft.back]
    match = _TITLE_ISSUER.match(said)
    if match and _NO_ISSUER.search(match["issuer"]):
        # 某市贯彻落实省政府2022年重点工作: whose work it was, and not who writes.
        match = None
    if match and found.title and not said[match.end() :].startswith(("“", "1", "2")):
        found.issuer = found.title[match.start("issuer") : match.end("issuer")]
        if _NAMELESS.match(found.issuer):
            # 县人民政府办公室关于…: the signature says which county's.
            signed = _signature(lines) or _signature(back) or ""
            found.issuer = signed if signed.endswith(found.issuer) else found.issuer
    else:
        found.issuer = _signature(lines) or _signature(back)
        box = _BOX_ISSUER.search(head) if found.issuer is None else None
        if box is not None:
            found.issuer = box["issuer"]
        elif found.issuer is None and match and found.title:
            found.issuer = found.title[match.start("issuer") : match.end("issuer")]
    imprints = [
        folded[slice(*source.lines[at])] for at, rule in source.furniture.items() if rule == "imprint"
    ]
    found.issued_on = _date(lines, [*back, *imprints], head) or _published(source)
    found.year = _year(said, found.issued_on, found.doc_number, plan_titles)
    return found


def _fold_title(title: str | None, source: Source) -> str:
    """The folded form of the title as it stands in the text; titles are kept as printed."""
    if title is None:
        return ""
    from zeren_loaders.passages import fold  # noqa: PLC0415 - nothing else of the module is needed here

    folded = fold(title)
    if source.folded and source.folded != fold(source.text[:200]):
        from zeren_loaders import script  # noqa: PLC0415 - only Traditional documents need it

        if script.is_traditional(source.text):
            return script.simplified(folded)
    return folded


def _number(front: list[tuple[str, str]]) -> str | None:
    """The document's own number: nearly alone on its line; numbers of others stand in sentences."""
    for text, raw in front:
        match = _DOC_NUMBER.search(text)
        if match is None or _QUOTED.search(text[: match.start()]):
            continue
        if len(text) <= len(match[0]) + 12 or (not match.start() and _BYLINE.match(text, match.end())):
            return raw[match.start() : match.end()].replace(" ", "").replace("\u3000", "")
    return None


def _boxed_number(source: Source, head: str) -> str | None:
    for label in _BOX_NUMBER.finditer(head):
        match = _DOC_NUMBER.match(head, label.end())
        if match:
            return source.text[match.start() : match.end()].replace(" ", "")
    return None


def _title(front: list[tuple[str, str]], has_plan_title: bool) -> str | None:
    for index, (text, raw) in enumerate(front):
        if (
            len(text) > 120
            or not _TITLE_END.search(text)
            or text.endswith(("。", ":"))
            or text.startswith("附件")
        ):
            continue
        if (
            not re.search(r"的(?:通知|意见|决定|公告|函|通报)(?:\(.*\))?$", text)
            and has_plan_title
            and len(text) < 8
        ):
            continue
        # A long title is printed on several lines: take those above that belong to it.
        said = raw
        above = index - 1
        while above >= 0 and _goes_on(front[above][0]):
            if re.search(r"关于", said) and not (
                said.startswith("关于") and _ISSUER_LINE.fullmatch(front[above][0].replace(" ", ""))
            ):
                break
            if (
                len(front) > 1
                and re.match(r"[^的]*(?:分解|分工|清单|方案)$", said)
                and "关于" not in front[above][0]
            ):
                break
            said = front[above][1] + said
            above -= 1
        return _clean(said)
    return None


def _clean(said: str) -> str:
    return _NAMED.sub("", re.sub(r"[ \u3000\xa0*#]", "", said).strip())


def _plan_title(lines: list[Line], text: str) -> str | None:
    return _clean(lines[0].passage.printed(text).replace("\n", "")) if lines else None


def _boxed_title(source: Source, head: str) -> str | None:
    match = _BOX_TITLE.search(head)
    if match:
        return _clean(source.text[match.start("title") : match.end("title")])
    said = source.metadata.get("page_title") or source.metadata.get("title")
    if said:
        first = re.split(r"[-_|—](?=[^\d年])", said)[0].strip()
        if 8 <= len(first) <= 90:
            return _clean(first)
    return None


def _first_line(front: list[tuple[str, str]]) -> str | None:
    """The first line that could be a title: short, no end mark, and no number, date or salutation."""
    for text, raw in front[:8]:
        if (
            6 <= len(text) <= 60
            and not _NO_TITLE.search(text)
            and not _DATE.search(text)
            and not _DOC_NUMBER.search(text)
            and (
                is_plan_title(text)
                or re.search(r"工作|任务|责任|实事|分工|分解|清单|解读|事项|项目|要点|目标|计划|行动", text)
            )
        ):
            return _clean(raw)
    return None


def _goes_on(text: str) -> bool:
    return (
        len(text) <= 50
        and not re.search(r"[。:;号]$|文件$|公报|\)$|^附件", text)
        and not BOX_LABEL.search(text)
        and not _DATE.search(text)
        and not _DOC_NUMBER.search(text)
    )


def _signature(lines: Iterable[str]) -> str | None:
    for text in lines:
        match = _ISSUER_LINE.match(text) if len(text) <= 40 else None
        if match:
            return match["issuer"]
    return None


def _date(front: list[str], back: list[str], head: str) -> date | None:
    """The date of issue: on a line of its own, before the plans or at the end; else as the page says."""
    printing = None
    for text in (*front, *back):
        said = text.strip("()")
        if len(said) > 60:
            continue
        match = _DATE.search(said) or _CN_DATE.search(said)
        if match is None or len(said) > len(match[0]) + 20:
            continue
        found = _day(match)
        if found is None:
            continue
        if "印发" in said[match.end() :]:
            printing = printing or found
        elif match.end() == len(said) and (not match.start() or _ISSUER_LINE.match(said[: match.start()])):
            return found
    boxed: dict[str, date] = {}
    for label in _BOX_DATE.finditer(head):
        at = label.end()
        found = _day(_DATE.match(head, at) or _ISO_DATE.match(head, at) or _CN_DATE.match(head, at))
        if found is not None:
            boxed.setdefault(label["label"], found)
    days = [boxed.get(name) for name in _ISSUED]
    days += [printing, *(boxed.get(name) for name in (*_PUBLISHED, *_PLAIN)), _beside_number(front)]
    return next((day for day in days if day is not None), None)


def _beside_number(front: list[str]) -> date | None:
    """The day that stands behind the document's number on the same line."""
    for text in front:
        number = _DOC_NUMBER.match(text)
        if number and _BYLINE.match(text, number.end()):
            at = number.end()
            if match := _ISO_DATE.search(text, at) or _DATE.search(text, at):
                return _day(match)
    return None


def _published(source: Source) -> date | None:
    """The day on which the page says in its head that it was published."""
    said = source.metadata.get("published", "")
    return _day(_ISO_DATE.match(said) or _DATE.match(said))


def site_owners(source: Source) -> list[str]:
    """Whose web page it is, as its title, its head and its foot tell."""
    said = [source.metadata.get("site", "")]
    said += _TITLE_PARTS.split(source.metadata.get("page_title", ""))
    for index, rule in source.furniture.items():
        owner = _OWNER.search(source.folded, *source.lines[index]) if rule == "copyright" else None
        if owner:
            said.append(owner["owner"])
    return [text for text in said if _GOVERNMENT.match(text)]


def _day(match: re.Match[str] | None) -> date | None:
    """The day a date names; None where there is none or it is no day of the calendar."""
    if match is None:
        return None
    year, month, day = match["y"], match["m"], match["d"]
    try:
        if year.isascii() and year.isdigit():
            return date(int(year), int(month), int(day))
        return date(_chinese_year(year), _chinese_day(month), _chinese_day(day))
    except ValueError:
        return None


def _chinese_year(said: str) -> int:
    """The year that is spelled out digit by digit.

    >>> _chinese_year("二〇〇九")
    2009
    """
    return int("".join(_CN_DIGIT[digit] for digit in said))


def _chinese_day(said: str) -> int:
    from zeren_loaders.grammar.markers import read_chinese_number  # noqa: PLC0415 - few dates are in numerals

    return read_chinese_number(said.replace("元", "一"))


def _year(title: str, issued_on: date | None, doc_number: str | None, plan_titles: list[Line]) -> int | None:
    for text in (title, *(line.text for line in plan_titles)):
        said = _FAR_AHEAD.sub("", text)
        match = _YEAR.search(said)
        if match:
            return int(match["year"])
        chinese = _CN_YEAR.search(said)
        if chinese:
            return _chinese_year(chinese["year"])
        if text is title and issued_on is not None:
            return issued_on.year
    match = re.search(r"(?:19|20)\d{2}", doc_number or "")
    return int(match[0]) if match else None
