"""Clauses told in a sentence (由市甲局牵头,市乙局配合) rather than set apart by labels or brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zeren_loaders.grammar.clauses import Clause, Part
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.limits import without_limits
from zeren_loaders.units.shapes import COMPLETE

if TYPE_CHECKING:
    from zeren_loaders.grammar.bare import BareReader

_VERB_NEAR_END = re.compile(
    r"(?:负责|负总责|各负其责|抓总|主责|牵头|配合|落实|承办|承担|办理|协同|协作|支持|指导|(?:配合|协同)做好|[头合]单位|实施|协助|参与|协办|主办|参加|推进|统筹(?:协调)?|(?:负责|配合|共同|牵头|协助|协同|分别|组织)完成)[。;]?$"
)
_FURTHER = re.compile(r"[, ]")
_SUBJECT = re.compile(
    r"(?:[以此该本]上?|上述|各)?(?:各?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})?项)?"
    r"(?:工作|任务|事项|项目|指标|目标|内容|条款|要点|实事|举措|措施){0,2}(?:均|分别|统一)?由"
)
_SENTENCE_ENDS = "。;!?:"
_PART_ENDS = re.compile(r"[。;]")
_LONGEST = 400
_LIST_LENGTH = 200


def told_clauses(line: Line, floor: int, reader: BareReader) -> list[Clause]:
    """The closing sentence of a line, and where that is told those that close parts of the line before it.

    …60所,由市教育局负责;…97%,由市卫生局牵头,市财政局配合。
    """
    closing = _sentence(line, floor, reader)
    if closing is None or closing.evidence != "sentence verb":
        return [] if closing is None else [closing]
    text = line.text
    start = max(floor, line.marker.end if line.marker else 0)
    found: list[Clause] = []
    for stop in _PART_ENDS.finditer(text, start, closing.start):
        end = stop.start()
        # A longer stretch is no sentence, and would take long to search.
        start = max(start, end - _LONGEST)
        if text[end - 1 : end] != ")" and _VERB_NEAR_END.search(text, max(start, end - 4), end):
            by = _begins_with_by(text, start, end)
            told = _judged(text, by, end, reader) if by >= start else None
            if told is not None:
                found.append(Clause("running", by, stop.end(), told, "sentence verb"))
        start = stop.end()
    return [*found, closing]


def _begins_with_by(text: str, start: int, end: int) -> int:
    """Where the last 由 with its subject stands that begins a clause of a sentence; below `start` if none."""
    by = text.rfind("由", start, end)
    while by > start and text[by - 1] not in " ,;。:":
        subject = _SUBJECT.search(text, start, by + 1)
        if subject and (subject.start() == start or text[subject.start() - 1] in " ,;。:"):
            return subject.start()
        by = text.rfind("由", start, by)
    return by


def _judged(text: str, by: int, end: int, reader: BareReader) -> list[Part] | None:
    subject = _SUBJECT.match(text, by)
    judged = reader.judge(text, subject.end() if subject else by, end, is_told=True)
    return judged[0] if judged is not None and judged[1] == "verb" else None


def _sentence(line: Line, floor: int, reader: BareReader) -> Clause | None:
    """The last sentence of a line if it says who does the work, or a line that is nothing but a list."""
    text = line.text
    end = len(text)
    told_end = without_limits(text, 0, len(text.rstrip("。; ")))[1]
    if _VERB_NEAR_END.search(text, max(0, told_end - 4), told_end) is None:
        told = _first_sentence(line, reader)
        if told is not None:
            return told
        if (
            line.marker is not None
            or end > _LIST_LENGTH
            or any(mark in text for mark in "。;!?:")
            or not COMPLETE.search(text.rstrip("等"), max(0, end - 8))
        ):
            return None
        judged = reader.judge(text, 0, end)
        return Clause("line", 0, end, judged[0], f"list {judged[1]}") if judged else None
    start = end - 1
    floor = max(floor, end - _LONGEST)
    while start > floor and text[start - 1] not in _SENTENCE_ENDS:
        start -= 1
    if line.marker is not None:
        start = max(start, line.marker.end)
    begins = start
    by = _begins_with_by(text, start, end)
    parts = None
    if by >= start:
        begins = by
        parts = _judged(text, by, end, reader)
    else:
        judged = None
        while judged is None and 0 <= begins < end:
            judged = reader.judge(text, begins, end, is_told=True)
            if judged is None:
                # …增长7% 市甲局牵头 市乙局配合: blanks part what stood in columns.
                further = _FURTHER.search(text, begins, end)
                begins = further.end() if further else end
        parts = judged[0] if judged is not None and judged[1] == "verb" else None
    if parts is None:
        return None
    if begins == 0:
        return Clause("line", 0, end, parts, "line verb")
    return Clause("running", begins, end, parts, "sentence verb")


def front_clause(line: Line, reader: BareReader) -> Clause | None:
    """Who does the work, said before it.

    1.市甲局牵头,市乙局配合:建设示范村60个。
    """
    text = line.text
    start = line.marker.end if line.marker else 0
    colon = text.find(":", start, start + _LIST_LENGTH)
    if colon < start + 4 or colon == len(text) - 1 or _VERB_NEAR_END.search(text, colon - 4, colon) is None:
        return None
    judged = reader.judge(text, start, colon, is_told=True)
    if judged is None or judged[1] != "verb":
        return None
    return Clause("bracket", start, colon + 1, judged[0], "first bracket verb")


def _first_sentence(line: Line, reader: BareReader) -> Clause | None:
    """The first sentence of a line without a number that goes on with a remark.

    市甲局牵头,市乙局配合。市政府督查室督办。
    """
    stop = line.text.find("。")
    if line.marker is not None or not 3 < stop < len(line.text) - 1:
        return None
    if _VERB_NEAR_END.search(line.text, stop - 4, stop) is None:
        return None
    judged = reader.judge(line.text, 0, stop, is_told=True)
    if judged is None or judged[1] != "verb":
        return None
    return Clause("line", 0, stop + 1, judged[0], "line verb")
