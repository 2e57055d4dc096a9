"""Responsibility clauses without a label: closing brackets, closing sentences, lists on lines of their own.

What stands in such a place can be anything (见附件, 学校、医院, 含乡镇). It is a clause only if its parts
read as units or offices, and in a document that does so again and again: `accept` decides over the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zeren_loaders.grammar.clauses import Clause, Part, closing_bracket
from zeren_loaders.grammar.headings import said_of_leader
from zeren_loaders.grammar.labels import DEADLINE, LEADER, RESPONSIBLE
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.limits import without_limits
from zeren_loaders.grammar.line_kinds import person_likeness
from zeren_loaders.grammar.list_verbs import tail_of
from zeren_loaders.grammar.lists import JOINTLY
from zeren_loaders.grammar.told import front_clause, told_clauses
from zeren_loaders.units.levels import short_names
from zeren_loaders.units.shapes import COMPLETE, GROUP, LEVEL_PREFIX

_NO_LIST = re.compile(r"[%:!?“《》”=<>]|\d")
_PARTS = re.compile(r"[、,;\n ]")
_AND = re.compile(rf"(?<=[局委办厅府部门会院位])(?:和|及|与|以及)(?=[\u4e00-\u9fff]{{2}})|{JOINTLY.pattern}")
_NOTE = re.compile(r"[(,;。][^(,;。]*(?:下同|列[^,;。]{0,6}首位|不再列出|排[^,;。]{0,6}首位|第一位)[^)]*\)?$")
_STRONG = re.compile(r"(?:[局委办厅部]|中心|政府|管委会|办事处|人社局|联社|供销社|公安)$")
_NAME = re.compile(r"[\u4e00-\u9fff·()/—-]{2,30}$")
_LEAD_IN = re.compile(r"^(?:由|请|并由|主要由|具体由|责任单位|分别由)")
# A name does not say what is to be done.
_WORDS = re.compile(
    r"^(?:以上|上述|以下|下列)|[要须]|应当?|密切|切实|认真|积极|加强|推进|做好|确保|开展|完善|建立|提高|加快|实施|进一步|协同|配合|落实|抓好"
)
# What follows 各市、 in 各市、县(市、区)政府.
_AREA_GOVERNMENT = re.compile(r"^[市县区州旗乡镇]+(?:\([市县区州旗乡镇、,]+\))?(?:人民)?政府$")
_COUNT = re.compile(
    r"(?:的)?(?:重点|主要)?(?:工作|任务|事项|项目)?(?:任务|事项)? ?\(?(?:共|计)? ?\d{1,3} ?[项个件条]\)?$"
    r"|(?:的)(?:重点|主要)?(?:工作|任务|事项|项目)$"
)
# 一、区发改委(主要负责人:曹某)
_ANSWERS = re.compile(r" ?\([^():]{0,6}(?:责任人|负责人|联系人):[^()]*\)$")
_AREAS = re.compile(r"^(?:[省市县区州旗乡镇村]|街道|社区|园区|高校|学校|医院|企业|乡镇|县区|市县|县市)$")
_FIGURE = re.compile(r"\d")
_LONGEST = 400
_LIST_LENGTH = 200
# Fewer lists on lines of their own are signatures and addresses.
_LISTS = 3


class BareReader:
    """Reads what may be a list of units without a label. `knows` tells whether a name is a known unit's."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self.knows = knows
        self._seen: dict[str, int] = {}

    def read(self, text: str, start: int, end: int) -> list[Part] | None:
        """The parts between two offsets if all of it reads as units and leaders, else None."""
        found = self.judge(text, start, end)
        return found[0] if found else None

    def judge(self, text: str, start: int, end: int, is_told: bool = False) -> tuple[list[Part], str] | None:
        """The parts and what speaks for them: `verb` (牵头, 配合, 负责), `names`, or only `endings` of names.

        A list that is told in a sentence (`is_told`) must be read whole and name more than groups.
        """
        while start < end and text[start] in " ,;、-":
            start += 1
        while end > start and text[end - 1] in " ,;、。\n":
            end -= 1
        start, end, limits = without_limits(text, start, end)
        said = text[start:end]
        if not 2 <= len(said) <= _LONGEST or _NO_LIST.search(said):
            return None
        note = _NOTE.search(said)
        body = said[: note.start()] if note and note.start() else said
        parts: list[Part] = []
        scores: list[int] = []
        kinds: list[str] = []
        has_verb = False
        units_from = -1
        for low, high in _segments(body):
            kind, verb = self._kind(body[low:high])
            has_verb |= verb
            if kind == "unread" and kinds and _each(body[:low]) and _AREAS.match(body[low:high].strip()):
                # 各镇、街道: what is said of the first is said of the second.
                kind = "group"
            if kind == "leader" and units_from >= 0 and body[low:high].strip() in short_names():
                # 各盟行政公署,满洲里、二连浩特市政府: a place, though people are called so too.
                kind = "group"
            if kind == "leader":
                if units_from >= 0:
                    parts.append(Part("", RESPONSIBLE, start + units_from, start + low))
                    units_from = -1
                name, _ = _cleaned(body[low:high])
                shift = body[low:high].index(name)
                parts.append(Part("", LEADER, start + low + shift, start + low + shift + len(name)))
                continue
            kinds.append(kind)
            scores.append({"strong": 2, "group": 1, "weak": 1, "verb": 1}.get(kind, 0))
            if units_from < 0:
                units_from = low
        if units_from >= 0:
            parts.append(Part("", RESPONSIBLE, start + units_from, start + len(said)))
        elif not parts:
            return None
        for part in parts:
            while part.end > part.start and text[part.end - 1] in " ,;、\n":
                part.end -= 1
        if is_told and (0 in scores or not any(kind in ("strong", "weak") for kind in kinds)):
            return None
        proof = self._proof(scores, has_verb, parts)
        parts += [Part("", DEADLINE, low, high) for low, high in limits]
        return (parts, proof) if proof else None

    def _proof(self, scores: list[int], has_verb: bool, parts: list[Part]) -> str:
        strong, unread = scores.count(2), scores.count(0)
        if not scores:
            return "verb" if has_verb and any(part.role == LEADER for part in parts) else ""
        # One odd name is let pass among two that are sure, or in a long list.
        if unread and (strong < 1 or unread * (3 if strong > 1 else 5) > len(scores)):
            return ""
        if has_verb:
            return "verb"
        return "names" if strong else "endings"

    def _kind(self, segment: str) -> tuple[str, bool]:
        name, verb = _cleaned(segment)
        if not name:
            return ("verb" if verb else "unread"), verb
        score = self._seen.get(name)
        if score is None:
            score = self._seen[name] = self._score(name)
        kind = ("unread", "weak", "group", "strong", "leader")[score]
        return kind, verb

    def _score(self, name: str) -> int:
        if said_of_leader(name):
            return 4
        if _WORDS.search(name) and not LEVEL_PREFIX.match(name) and not self.knows(name):
            return 0
        bare = name
        if name.endswith(")") and "(" in name:
            bare = name[: name.rindex("(")] or name
        if GROUP.search(name) or _AREA_GOVERNMENT.match(name) or name in ("各地", "各部门", "各单位"):
            return 2
        if _AREAS.match(bare) or not _NAME.match(name):
            return 0
        if self.knows(bare):
            return 3
        prefix = LEVEL_PREFIX.match(bare)
        if prefix and len(bare) > 2 and _STRONG.search(bare):
            return 3
        if COMPLETE.search(bare) and len(bare) <= 25:
            return 1
        return 4 if person_likeness(name) == 1.0 else 0


def _each(before: str) -> bool:
    """Whether the segment before begins with 各."""
    return before.rstrip("、,;/ ").rpartition("、")[2].rpartition(",")[2].strip().startswith("各")


def _segments(text: str) -> list[tuple[int, int]]:
    """The stretches between separators outside brackets."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for at, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and sign in "、,;.。\n ":
            if at > start:
                found.append((start, at))
            start = at + 1
    if start < len(text):
        found.append((start, len(text)))
    split: list[tuple[int, int]] = []
    for low, high in found:
        first = low
        for match in _AND.finditer(text, low, high):
            split.append((first, match.start()))
            first = match.end()
        split.append((first, high))
    return split


def _cleaned(segment: str) -> tuple[str, bool]:
    """The name in a segment without 由 before and verbs behind, and whether there was a verb."""
    name = segment.strip()
    leading = _LEAD_IN.match(name)
    if leading and len(name) > leading.end():
        name = name[leading.end() :]
    name = name.strip("*★☆▲●◆※# ")
    cut, meaning, _ = tail_of(name)
    return name[:cut].strip(), meaning not in (None, "open")


def find_bare(line: Line, clauses: Sequence[Clause], reader: BareReader) -> list[Clause]:
    """The clauses without a label in what the labelled `clauses` leave of a line, in order."""
    text = line.text
    start = line.marker.end if line.marker else 0
    found: list[Clause] = []
    front = front_clause(line, reader) if line.marker is not None and not clauses else None
    if front is not None:
        return [front]
    dash = text.rfind("--", start)
    if dash > start and not clauses:
        judged = reader.judge(text, dash + 2, len(text))
        if judged is not None and judged[1] != "endings":
            return [Clause("running", dash, len(text), judged[0], "dash names")]
    column = _column(line, reader) if line.marker is not None and not clauses else None
    if column is not None:
        return [column]
    if "(" not in text:
        return [] if clauses or text[-1:] == ":" else told_clauses(line, 0, reader)
    bounds = [*((clause.start, clause.end) for clause in clauses), (len(text), len(text))]
    for low, high in bounds:
        if start < low:
            found += _brackets(text, start, low, reader)
        start = max(start, high)
    if not clauses and text[-1:] not in ":)":
        found += told_clauses(line, found[-1].end if found else 0, reader)
    return found


def _column(line: Line, reader: BareReader) -> Clause | None:
    """Units behind a blank at the end of a numbered line, as columns are copied.

    1、新建公路20公里  市交通局  市财政局
    """
    text = line.text
    assert line.marker is not None  # noqa: S101 - only numbered lines are rows
    at = text.find(" ", max(line.marker.end + 2, len(text) - _LIST_LENGTH))
    while at >= 0:
        is_inside = text[at - 1] in "、,;:(" or text.count("(", at) != text.count(")", at)
        judged = None if is_inside else reader.judge(text, at + 1, len(text))
        if judged is not None and judged[1] == "names":
            return Clause("running", at, len(text), judged[0], "column names")
        at = text.find(" ", at + 1)
    return None


def _brackets(text: str, start: int, end: int, reader: BareReader) -> list[Clause]:
    found: list[Clause] = []
    opening = text.find("(", start, end)
    while opening >= 0:
        close = closing_bracket(text, opening + 1)
        before = text[start:opening].rstrip()
        after = text[close + 1 : end].lstrip(" ")
        is_last = not after.strip("。;,. ")
        place = ""
        if is_last:
            place = "bracket"
        elif after[0] in "。;,、(" or before[-1:] in ("。", ";", "!"):
            place = "inner bracket"
        elif not before.strip():
            place = "first bracket"
        elif close - opening > 4 and text.endswith(("牵头", "负责", "配合"), opening, close):
            # …预算制度,(省财政厅负责)发展…: in the middle of a sentence only if it says that they do it.
            place = "inner bracket"
        if place and close <= end and not _is_second_name(text, opening, close, reader):
            judged = reader.judge(text, opening + 1, close)
            if judged is not None and after[:1] == "、" and judged[1] != "verb":
                # 医院(市卫生局)、学校 goes on; 投资6亿元(市经信局)、项目15个(市商务局) names two tasks.
                judged = judged if _FIGURE.search(text, found[-1].end if found else start, opening) else None
            if judged is not None and not (close == len(text) and judged[1] == "endings"):
                stop = min(close + 1, end)
                while stop < end and text[stop] in "。;,、. ":
                    stop += 1
                found.append(Clause("bracket", opening, stop, judged[0], f"{place} {judged[1]}"))
        opening = text.find("(", max(close, opening + 1), end)
    return found


def _is_second_name(text: str, opening: int, close: int, reader: BareReader) -> bool:
    """Whether the bracket holds the second name of the unit before it."""
    if text[opening - 1 : opening] not in tuple("厅局委办") or "、" in text[opening:close]:
        return False
    return any(reader.knows(text[max(0, opening - n) : opening]) for n in range(3, 13))


def heading_units(line: Line, reader: BareReader) -> Clause | None:
    """The units that are all of a heading (一、市财政局 · 县教育局牵头负责的工作(5项)), as a clause."""
    text = line.text
    start = line.marker.end if line.marker else 0
    if not 3 <= len(text) - start <= 60 or text.endswith(("。", ";")):
        return None
    # 县发改局: / 1.… / 2.…
    is_opening = text.endswith(":")
    count = None if is_opening else _COUNT.search(text, start) or _ANSWERS.search(text, start)
    end = count.start() if count else len(text) - is_opening
    judged = reader.judge(text, start, end)
    if judged is None or judged[1] == "endings" or not all(part.role == RESPONSIBLE for part in judged[0]):
        return None
    if is_opening and (judged[1] != "names" or len(judged[0]) > 1):
        return None
    return Clause("heading", start, len(text), judged[0], "heading names")


def accept(candidates: list[tuple[Line, Clause]], n_labelled: int) -> set[int]:
    """Which candidates are clauses, by their identity (`id`): a lone one proves nothing.

    A list on a line of its own (a signature, an address) needs company; a bracket inside a paragraph needs
    others at the ends of paragraphs or its like.
    """
    kept: set[int] = set()
    by_kind: dict[str, list[tuple[Line, Clause]]] = {}
    for line, clause in candidates:
        if clause.names_units:
            place, _, proof = clause.evidence.rpartition(" ")
            by_kind.setdefault("endings" if proof == "endings" else place, []).append((line, clause))
    brackets = by_kind.get("bracket", [])
    inner = by_kind.get("inner bracket", [])
    told = [*by_kind.get("sentence", []), *by_kind.get("line", [])]
    lists = by_kind.get("list", [])
    if len(lists) < _LISTS:
        lists = []
    for rows in (by_kind.get("dash", []), by_kind.get("column", [])):
        if len(rows) >= _LISTS:
            kept.update(id(clause) for _, clause in rows)
    n_sure = len(brackets) + len(told) + len(lists)
    if len(brackets) + len(inner) >= 2 or (brackets and (told or n_labelled >= 2)):
        kept.update(id(clause) for _, clause in (*brackets, *inner))
        ending = [clause for _, clause in by_kind.get("endings", []) if clause.shape == "bracket"]
        kept.update(id(clause) for clause in ending if len(brackets) >= len(ending))
    if len(by_kind.get("first bracket", [])) >= 3:
        kept.update(id(clause) for _, clause in by_kind["first bracket"])
    if n_sure >= 2 or n_labelled >= 2:
        kept.update(id(clause) for _, clause in told)
    kept.update(id(clause) for _, clause in lists)
    kept.update(id(clause) for _, clause in candidates if not clause.names_units and (n_sure or n_labelled))
    return kept
