"""What a document says of itself: title, number, issuer, date, year and jurisdiction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zeren_loaders.records import Jurisdiction

_DOC_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,12}) ?\((?P<year>20\d{2}|19\d{2})\) ?第?(?P<n>\d{1,4}) ?号"
)
_ISSUER_LINE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:人民政府|政府|委员会|管委会)(?:办公厅|办公室)?(?=文件$|$)"
)
_TITLE_ISSUER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,25}?(?:人民政府|政府|委员会|管委会)(?:办公厅|办公室)?)(?: ?关于|印发)"
)
_DATE = re.compile(r"(?P<y>(?:19|20)\d{2}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日")
_TITLE_END = re.compile(
    r"(?:的通知|的意见|的决定|的公告|的函|方案|责任分解|任务分解|分工|实施意见)(?:\([^()]*\))?$"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2}) ?年")
_PLACE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|自治旗|省|市|地区|盟|州|县|旗|区|镇|乡|街道))(?=人民政府|政府|委员会|管委会|委|$)"
)
_LEVEL_OF_CODE = ((2, "province"), (4, "prefecture"), (6, "county"))


@dataclass(slots=True)
class Metadata:
    """What the text says; None where it says nothing."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    year: int | None = None


def read_metadata(front: list[str], back: list[str], printed: list[str]) -> Metadata:
    """Metadata from the lines before the first plan and those after the last task (both folded).

    `printed` holds the front lines as printed, for the title and the number.
    """
    found = Metadata()
    for text, raw in zip(front, printed, strict=True):
        if found.doc_number is None:
            match = _DOC_NUMBER.search(text)
            if match and len(text) <= len(match[0]) + 12:
                found.doc_number = raw[match.start() : match.end()].replace(" ", "")
    found.title = _title(front, printed)
    if found.title:
        match = _TITLE_ISSUER.match(found.title)
        if match:
            found.issuer = match["issuer"]
    lines = [text.replace(" ", "") for text in front]
    if found.issuer is None:
        for text in (*lines, *(text.replace(" ", "") for text in back)):
            match = _ISSUER_LINE.match(text)
            if match:
                found.issuer = match[0]
                break
    found.issued_on = _date(lines, back)
    found.year = _year(found.title, found.issued_on, found.doc_number)
    return found


def _title(front: list[str], printed: list[str]) -> str | None:
    for index, text in enumerate(front):
        if len(text) > 120 or not _TITLE_END.search(text) or text.endswith(("。", ":")):
            continue
        said = printed[index]
        # A long title is printed on several lines: take those above that belong to it.
        above = index - 1
        while above >= 0 and not re.search(r"关于", said) and _goes_on(front[above]):
            said = printed[above] + said
            above -= 1
        return said.replace(" ", "").replace("\u3000", "")
    return None


def _goes_on(text: str) -> bool:
    return len(text) <= 50 and not re.search(r"[。:;号]$|文件$", text) and not _DATE.search(text)


def _date(front: list[str], back: list[str]) -> date | None:
    """The date of issue: a line of its own, before the plans or at the end; else the date of printing."""
    printing = None
    for text in (*front, *(text.replace(" ", "") for text in back)):
        match = _DATE.search(text)
        if match is None or len(text) > len(match[0]) + 20:
            continue
        try:
            found = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if text.endswith("印发"):
            printing = printing or found
        elif match.start() == 0 and len(text) == len(match[0]):
            return found
    return printing


def _year(title: str | None, issued_on: date | None, doc_number: str | None) -> int | None:
    for text in (title or "",):
        match = _YEAR.search(text)
        if match:
            return int(match["year"])
    if issued_on is not None:
        return issued_on.year
    match = re.search(r"(?:19|20)\d{2}", doc_number or "")
    return int(match[0]) if match else None


def jurisdiction_of(issuer: str | None, title: str | None) -> Jurisdiction | None:
    """The jurisdiction whose government issues; the innermost place the issuer names."""
    for text in (issuer, title):
        match = _PLACE.match(text) if text else None
        if match:
            place = match["place"]
            return Jurisdiction(place, level_of_name(place))
    return None


def level_of_name(name: str) -> str:
    """The level a place's name shows. A bare 市 is taken for a prefecture."""
    if name.endswith(("省", "自治区")) or name in ("北京市", "天津市", "上海市", "重庆市"):
        return "province"
    if name.endswith(("自治州", "地区", "盟", "州", "市")):
        return "prefecture"
    if name.endswith(("镇", "乡", "街道")):
        return "township"
    return "county"


def level_of_code(code: str) -> str:
    """The level of a GB/T 2260 code: 330000 is a province, 330100 a prefecture."""
    significant = code.rstrip("0")
    for length, level in _LEVEL_OF_CODE:
        if len(significant) <= length:
            return level
    return "township"
