"""From printed lines to logical lines: page furniture dropped, paragraphs cut by page breaks joined.

A line is joined to the one before it only on evidence: an open bracket, a list that ends in a comma, a
list item cut in two, or a sentence without its end. What starts with a number, a label or a title begins
anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from zeren_loaders.grammar.labels import DEADLINE, LEADER, UNIT_ROLES, find_labels, role_of
from zeren_loaders.grammar.line_kinds import BOX_LABEL, names_office_holder, signature_lines, unit_likeness
from zeren_loaders.grammar.markers import Marker, read_marker
from zeren_loaders.passages import Passage
from zeren_loaders.readers import Source
from zeren_loaders.records import Finding
from zeren_loaders.units.shapes import COMPLETE

_TERMINAL = re.compile(r"[。;:!?…](?:[”)]*)$")
_TITLE_END = re.compile(
    r"(?:通知|责任分解|任务分解|分解|分工|方案|清单|意见|报告|分解表|分工表|一览表?|责任书|公告|决定|安排|目标|要点)(?:\(.*\))?$"
)
_IN_SENTENCE = re.compile(r"[,、。;:]")
_CONTINUES = ("、", ",", "(", "-", "“", "《", "/", "+")
_CONTINUED = ("、", ",", "。", ";", ")", "”", "》", "%", "/", "+")
_LIST_PARTS = re.compile(r"[、,; ]")
# A sentence that runs over a page break fills its line first; headings do not.
_FULL_LINE = 20
# A line without a number and without a comma is a title up to this length.
_TITLE_LENGTH = 45
_HEAD_LENGTH = 60
# How far a label reaches to both sides of a joint, and up to what length a line's labels are mended.
_LABEL_REACH = 12
# Where programs break lines (in characters), how much shorter a broken line may be because of marks that must
# not begin the next, and how many such lines tell that a program did.
_WRAPPED = (24, 60)
_UNEVEN = 2
_FULL_LINES = 5
# 由市甲局牵头,市乙局配合: a sentence about who does the work is whole without its full stop.
_TOLD = re.compile(r"由[\u4e00-\u9fff][^。;]*(?:牵头|配合|负责|协助|协办|参与|组织实施)$")
# A list in brackets, and a sentence about who does the work, are no longer than this.
_LONGEST_BRACKET, _REACH = 400, 200
# 大邑府办发(2011)9号  2011-02-25: the line of a document's number is whole.
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{2,14}\((?:19|20)\d\d\) ?(?:第 ?)?\d{1,4} ?号")
_TITLE_TAIL = re.compile(
    r"(?:责任|任务|目标|工作)*(?:分解|分工|落实|实施)*(?:方案|表|清单|意见|(?:方案|意见)?的?通知)"
)
_TITLE_BEGUN = re.compile(
    r"(?=.{10,60}$)(?=.*(?:年|报告))[^。:;!?]*(?:责任|任务|目标|工作|分解|重点|报告|实事)$"
)
_BROKEN = re.compile(r"\d+(?:[^\d.、)）]|\.\d)")
_LABELLED = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:目标|任务|内容|措施|要求|标准|规模|进度|计划|名称|地点|举措):"
)
# So much of a line below a label must read as units.
_UNITS = 0.5
# 各责任单位要在4月10日前报县政府督查室: who must do what by when is no list.
_ORDERS = re.compile(r"\d ?[月日]|(?:单位|部门|乡镇|街道|县区?|市区?)[要须请应](?!急)|^请[各于将]")
_SURE_UNITS = 0.75
_REMARK = re.compile(r"\(?(?:注|备注|说明|附) ?:")
_LEADS = re.compile(r"(?:牵头|主办|负责)[,;]?$")
_HELPS = re.compile(r"(?:配合|协助|协办|参加|参与)[。;]?$")
_BRACKETED = re.compile(r"\([\u4e00-\u9fff、 ]{2,12}\)")
_AREAS = re.compile(r"[市县区州盟旗乡镇街道、,]+$")
_MENDED = 5000
_GLUED = re.compile(
    r"\d{1,3}(?=[\u4e00-\u9fff“])(?![年月日个家项户万亿号人元处所条公里米千百十种类级名平亩台套座小时分届次批期周天度成以多余])"
)
# So many glued numbers in a row are a numbering.
_RUN = 3


@dataclass(slots=True, eq=False)
class Line:
    """A logical line; `text` is its folded text.

    `labels` holds (label, start, end) of every label in it, `end` after the colon.
    """

    passage: Passage
    marker: Marker | None
    labels: list[tuple[str, int, int]] = field(default_factory=list)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.passage.text


def logical_lines(
    source: Source, knows: Callable[[str], bool], taken: Container[int] = ()
) -> tuple[list[Line], list[Finding]]:
    """The lines of the document as they were before pages cut them, and what was repaired.

    `knows` tells whether a unit of that name is known; it decides where a list was cut. The lines `taken`
    belong to tables: they are left out, and nothing is joined across them.
    """
    lines: list[Line] = []
    findings: list[Finding] = []
    folded = source.folded
    depth = 0
    is_parted = False
    heads = _page_heads(source)
    glued = _glued_numbers(source)
    width = _wrapped_at(source)
    signed = signature_lines(folded, source.lines)
    is_full = False
    for index, (start, end) in enumerate(source.lines):
        if index in taken:
            is_parted = True
            continue
        text = folded[start:end]
        if "[" in text:
            text = text.replace("[", "(").replace("]", ")")
        if index in source.furniture:
            found = Finding(source.furniture[index], "info", "页面附属文字,不属文件", (start, end), text[:60])
            findings.append(found)
            continue
        if text in heads:
            findings.append(Finding("page_head", "info", "页眉,不属文件", (start, end), text[:60]))
            continue
        labels = find_labels(text)
        marker = None if labels and labels[0][1] == 0 else glued.get(index) or read_marker(text)
        if labels and marker is not None and marker.style == "▲" and labels[0][1] == marker.end:
            # ▶牵头单位:市甲局: the bullet dresses the label.
            marker = None
        previous = lines[-1] if lines and not is_parted else None
        if is_full and marker is not None and previous is not None and _BROKEN.match(text):
            # …新增学位1 / 200个 and 投资10 / 3.8亿元: the number was broken, and begins no item.
            marker = marker if _TERMINAL.search(previous.text) else None
        is_parted = False
        glue = None
        opens = labels and labels[0][1] <= 1 and not text.startswith(_CONTINUED)
        if previous is not None and not opens and index not in signed:
            glue = _glue(previous, depth, text, marker, knows, is_full=is_full)
        elif (
            previous is not None
            and depth > 0
            and _depth(text) < 0
            and (previous.labels or previous.text.endswith("(") or is_full)
        ):
            # (牵头领导:李某, / 牵头单位:市甲局): the bracket closes on this line.
            glue = "" if is_full or previous.text.endswith(_CONTINUES) else "\n"
        is_full = 0 < width <= end - start + _UNEVEN
        if previous is None or glue is None:
            lines.append(Line(Passage(text, ((start, end),)), marker, labels))
            depth = _depth(text)
            continue
        joint = previous.passage.spans[-1][1]
        _append(previous, start, end, text, glue, labels, folded)
        depth = max(depth, 0) + _depth(text)
        around = (max(previous.passage.spans[0][0], joint - 12), min(end, start + 12))
        findings.append(
            Finding("page_break_joined", "info", "换行处接合", around, source.text[slice(*around)])
        )
    return lines, findings


def _wrapped_at(source: Source) -> int:
    """The length at which a program broke every longer line of the text; 0 if none did.

    No line is longer then, and most long lines are as long. Lines that writers end differ in length.
    """
    lengths = Counter(end - start for start, end in source.lines)
    longest = max(lengths, default=0)
    if not _WRAPPED[0] <= longest <= _WRAPPED[1]:
        return 0
    full = sum(lengths[longest - less] for less in range(_UNEVEN + 1))
    long = sum(count for length, count in lengths.items() if length * 4 >= longest * 3)
    return longest if full >= _FULL_LINES and full * 2 >= long else 0


def _page_heads(source: Source) -> set[str]:
    """Lines that stand again and again beside page numbers: the running head of printed pages."""
    pages = [index for index, rule in source.furniture.items() if "page" in rule]
    if len(pages) < 2:
        return set()
    lines = source.lines
    near = Counter(
        source.folded[slice(*lines[at])]
        for index in pages
        for at in (index - 1, index + 1)
        if 0 <= at < len(lines) and at not in source.furniture and lines[at][1] - lines[at][0] <= _HEAD_LENGTH
    )
    return {
        text
        for text, count in near.items()
        if count >= 2 and not _TERMINAL.search(text) and read_marker(text) is None and not find_labels(text)
    }


def _glued_numbers(source: Source) -> dict[int, Marker]:
    """Numbers printed right before the text (1完善, 2推动): told from quantities by running on."""
    found: list[tuple[int, Marker]] = []
    for index, (start, end) in enumerate(source.lines):
        if source.folded[start].isdigit():
            match = _GLUED.match(source.folded, start, end)
            if match:
                number = match[0]
                found.append((index, Marker("1 ", number, int(number), len(number))))
    kept: dict[int, Marker] = {}
    run: list[tuple[int, Marker]] = []
    for one in [*found, (-1, Marker("1 ", "", -1, 0))]:
        if run and one[1].value != (run[-1][1].value or 0) + 1:
            if len(run) >= _RUN:
                kept.update(run)
            run = []
        run.append(one)
    return kept


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


def _append(
    line: Line, start: int, end: int, text: str, glue: str, labels: list[tuple[str, int, int]], folded: str
) -> None:
    passage = line.passage
    shift = len(passage.text)
    if glue:
        # The line end itself parts two items: it stays in the text as their separator.
        newline = folded.index("\n", passage.spans[-1][1])
        passage = Passage(passage.text + "\n", (*passage.spans, (newline, newline + 1)))
        shift += 1
    line.text = passage.text + text
    line.passage = Passage(line.text, (*passage.spans, (start, end)))
    if not glue and shift + len(text) < _MENDED and (cut := _label_cut(line.text, shift)):
        # …(牵头领导:李某,牵 / 头单位:市甲局): the label itself was cut.
        line.labels = [one for one in line.labels if one[2] <= cut[1]] + [cut]
        labels = [one for one in labels if one[1] + shift >= cut[2]]
    line.labels += [(label, first + shift, last + shift) for label, first, last in labels]


def _label_cut(text: str, joint: int) -> tuple[str, int, int] | None:
    """The label that runs over the joint."""
    low = max(0, joint - _LABEL_REACH)
    found = find_labels(text[low : joint + _LABEL_REACH])
    return next(
        ((name, start + low, end + low) for name, start, end in found if start + low < joint < end + low),
        None,
    )


def _glue(
    previous: Line,
    depth: int,
    text: str,
    marker: Marker | None,
    knows: Callable[[str], bool],
    *,
    is_full: bool,
) -> str | None:
    """None to begin a new line; else what parts the two: nothing, or a newline between list items."""
    before = previous.text
    if depth > 0 and not is_full and _was_left_open(previous, text, marker, knows):
        return None
    if marker is not None and not (depth > 0 and marker.style == "(1)"):
        # 1. and (一) begin anew, except that a bracket may be cut after its opening.
        begins = marker.style in ("第", "一、", "1.") or (
            marker.style == "(一)" and not before.endswith(_CONTINUES)
        )
        return None if depth <= 0 or begins else ""
    if depth > 0 and text[0] != "(":
        return ""
    if _is_lone_label(previous, (LEADER, DEADLINE)) and len(text) <= _FULL_LINE:
        # 牵头领导 / 李某: the name stands below its label.
        return ""
    if _is_lone_label(previous, UNIT_ROLES) and unit_likeness(text, knows) >= _UNITS:
        # 责任单位 / 市甲局(牵头)、市乙局
        return ""
    if _LEADS.search(before) and _HELPS.search(text) and unit_likeness(text, knows) >= _UNITS:
        # 由市甲局牵头 / 市乙局配合
        return "\n"
    if before.endswith(_CONTINUES) or text.startswith(_CONTINUED):
        return ""
    if not is_full and depth <= 0 and _LABELLED.match(text):
        # 建设内容:… / 年度目标:…
        return None
    if is_full and previous.labels and previous.labels[-1][2] == len(before):
        return ""
    if is_full and (text[0] == "(" or not (_TERMINAL.search(before) or _closes_task(previous))):
        # Broken where the line was full, whatever stood there.
        return ""
    if previous.marker is None and _TITLE_TAIL.fullmatch(text) and _TITLE_BEGUN.match(before):
        # …2008年政府工作报告主要目标责任 / 分解方案
        return ""
    if names_office_holder(text) or _REMARK.match(text):
        return None
    if BOX_LABEL.match(text) or BOX_LABEL.match(before) or _NUMBERED.match(before):
        return None
    if _in_unit_list(previous):
        return _glue_list(before, text, knows, is_running=previous.labels[0][1] > 0)
    if _TERMINAL.search(before) or _TITLE_END.search(before) or before.endswith(")"):
        return None
    if _TOLD.search(before, len(before) - _REACH):
        return None
    if len(before) < _FULL_LINE or (
        previous.marker is not None and previous.marker.rank < 3 and len(before) < 40
    ):
        return None
    if previous.marker is None and len(before) <= _TITLE_LENGTH and not _IN_SENTENCE.search(before):
        return None
    return None if _TITLE_END.search(text) and len(text) < 40 else ""


def _was_left_open(line: Line, following: str, marker: Marker | None, knows: Callable[[str], bool]) -> bool:
    """Whether the bracket at the end of a line lacks its closing half, and nothing below belongs to it.

    …增长8%。(牵头单位:市甲局,责任单位:市乙局、市丙局 / (2)新建学校3所。
    """
    if _depth(following) < 0 or following.startswith(_CONTINUED) or line.text.endswith(_CONTINUES):
        return False
    opening = line.text.rfind("(")
    said = line.text[opening + 1 :]
    if len(said) > _LONGEST_BRACKET:
        return False
    is_labelled = any(start > opening and role_of(label) in UNIT_ROLES for label, start, _ in line.labels)
    if unit_likeness(said, knows) < _UNITS and not (is_labelled and COMPLETE.search(said)):
        return False
    if marker is not None:
        return True
    return not find_labels(following) and unit_likeness(following, knows) == 0


def _closes_task(line: Line) -> bool:
    """Whether the line ends with a bracket that says who does the work."""
    if not line.text.endswith(")"):
        return False
    opening = line.text.rfind("(")
    said = line.text[opening + 1 : -1]
    if _AREAS.match(said):
        return False
    return COMPLETE.search(said) is not None or any(start > opening for _, start, _ in line.labels)


def _is_lone_label(line: Line, roles: Container[str]) -> bool:
    """Whether the line is nothing but a label of one of these roles."""
    if len(line.labels) != 1:
        return False
    label, start, end = line.labels[0]
    return start == 0 and not line.text[end:].strip() and role_of(label) in roles


def _in_unit_list(line: Line) -> bool:
    """Whether the line ends inside a list that a label opened."""
    if not line.labels or role_of(line.labels[-1][0]) not in UNIT_ROLES:
        return False
    said = line.text[line.labels[-1][2] :]
    return line.labels[0][1] == 0 or ("。" not in said and said.count("(") == said.count(")"))


def _glue_list(before: str, text: str, knows: Callable[[str], bool], *, is_running: bool) -> str | None:
    """How a line goes on a unit list: joined to the last item, as a new item, or not at all.

    Below a list in running text (`is_running`) a new item must be seen to be one.
    """
    if before.endswith("。") or _ORDERS.search(text):
        return None
    last = _LIST_PARTS.split(before.rpartition(":")[2])[-1]
    if text[0] == "(":
        # (城建): a heading in brackets, where what it holds is no second name.
        is_heading = _BRACKETED.fullmatch(text) and not COMPLETE.search(text) and COMPLETE.search(last)
        return None if is_heading else ""
    parts = [
        part.removesuffix("牵头").removesuffix("配合")
        for part in _LIST_PARTS.split(text.rstrip("。"))
        if part
    ]
    # The last item may be cut again at the end of this line.
    whole = parts[:-1] or parts
    if not all(len(part) <= 30 for part in parts) or not all(COMPLETE.search(part) for part in whole):
        return None
    first = parts[0]
    if last and first and last[-1] == first[0] and not knows(first):
        return ""
    if knows(last) and knows(first):
        return "\n"
    if is_running and COMPLETE.search(last) and unit_likeness(text, knows) < _SURE_UNITS:
        return "" if knows(last + first) else None
    if knows(last + first) or not COMPLETE.search(last):
        return ""
    return "\n"
