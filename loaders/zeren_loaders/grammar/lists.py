"""The syntax of lists of units: separators, brackets, verbs, shared endings and open ends.

A list becomes items; an item is one name with the offsets where it stands. What the items mean is the
business of `zeren_loaders.units`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from zeren_loaders.grammar import conventions
from zeren_loaders.grammar.line_kinds import is_time_limit
from zeren_loaders.grammar.list_repairs import (
    is_name,
    is_open_government,
    mend,
    merge_each,
    opening_bracket,
    share_government,
)
from zeren_loaders.grammar.list_verbs import TAILS, tail_of
from zeren_loaders.passages import Passage
from zeren_loaders.units.levels import Level, level_of, restored
from zeren_loaders.units.shapes import COMPLETE, GROUP, LEVEL_PREFIX

# 省甲委牵头会省乙厅、丙局: who stands before 会 or 会同 leads, who stands after it helps.
JOINTLY = re.compile(
    r"(?<=[委厅局办部院心会头])(?:会同(?!县(?:人民)?政府|配合|落实|实施|办理|推进|做好)|(?<!管委)(?<!员)会(?=(?:[省市县区州]|自治区)[\u4e00-\u9fff]))(?=[\u4e00-\u9fff]{2})"
)
_TOKEN = re.compile(
    r"[()、,;\n 。]|(?<=[局委办厅院部心])\.(?=[\u4e00-\u9fff])|(?<= )/(?= )"
    r"|(?<=[局委办厅院部心])等(?:有关|相关)?(?:单位|部门)(?:以及|和|及|与)(?!单位|部门|企业|机构)"
    r"|(?<=[局委办厅院部心府])[|\\·](?=[省市县区州])"
    rf"|{JOINTLY.pattern}"
)
_ITEM = re.compile(r"[\u4e00-\u9fff]+")
_LEADING = re.compile(r"^(?:由|请|并由|并?会同(?!县(?:人民)?政府))")
_CONJUNCTION = re.compile(r"以及|和|及|与|会同|/")
_RUN_TOGETHER = re.compile(r"(?<=[厅局办部委会院])(?=(?:[省市县区州]|自治区)[^级直])")
_ROLE_BRACKET = re.compile(
    r"(?:(?P<lead>总?牵头(?:单位|部门|责任单位)?|主办(?:单位)?|主责(?:单位)?)|(?P<does>责任(?:单位|部门)|(?:承办|落实|实施|负责)(?:单位|部门)?)"
    r"|(?:配合|协办|协助|参与|协同)(?:责任)?(?:单位|部门)?)$"
)
_AREA_BRACKET = re.compile(
    r"^(?:[省市县区州盟旗镇乡街场]|街道|[、,/]|自治|开发|园区|管理区|林场|办事处|管委会|各)+$"
)


@dataclass(slots=True)
class Item:
    """One name in a list, cleaned, with its offsets in the passage. `mark`: lead, support, do, None."""

    name: str
    start: int
    end: int
    group: int
    mark: str | None = None
    second_name: str | None = None
    rule: str | None = None


@dataclass(slots=True)
class UnitList:
    """The items of a list, in order, and what else it said."""

    items: list[Item] = field(default_factory=list)
    first_leads: bool = False
    is_open: bool = False
    leftovers: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)


class ListReader:
    """Reads lists of units of one document.

    `knows` tells whether a name is a known unit's; `own_name` is the place whose government issues,
    `own_level` what its departments put before their names (市).
    """

    def __init__(
        self,
        knows: Callable[[str], bool],
        lead_mark: str | None = None,
        own_name: str | None = None,
        own_level: str = "",
    ) -> None:
        self.knows = knows
        self.lead_mark = lead_mark
        self.own_name = own_name
        self.own_level = own_level
        self._levels: Counter[str] = Counter()
        self._plain: dict[str, tuple[str, str | None, str | None, int]] = {}

    def read(self, passage: Passage) -> UnitList:
        """The list that fills the passage."""
        found = UnitList()
        if "〈" in passage.text:
            # 各镇〈街道、开发区〉 inside a bracket
            passage = Passage(passage.text.replace("〈", "(").replace("〉", ")"), passage.spans)
        text = passage.text
        if self._read_plain(passage, found):
            return found
        for start, end in conventions.notes(text):
            found.first_leads |= conventions.first_leads(text[start:end])
            found.notes.append((start, end))
            text = text[:start] + " " * (end - start) + text[end:]
        items = self._items(text, found)
        items = merge_each(text, items)
        items = [part for item in items for part in self._split(item)]
        self._restore_joints(passage, items)
        for item in items:
            mend(item, self.knows)
            found.is_open |= is_open_government(item)
            self._second_name(item, found)
        _share_lead(items)
        share_government(items)
        self._restore_level(items)
        for item in items:
            if is_name(item.name):
                found.items.append(item)
            else:
                found.leftovers.append((item.start, item.end))
        return found

    def _read_plain(self, passage: Passage, found: UnitList) -> bool:
        """Read a list of nothing but known names, second names and 牵头; most lists need no second look."""
        if len(passage.spans) > 1 or self.lead_mark:
            return False
        text = passage.text.rstrip("、,")
        plain = self._plain
        items: list[Item] = []
        group = start = 0
        for said in text.replace(",", "、").split("、") if text else ():
            known = plain.get(said)
            if known is None:
                known = _plain_name(said)
                if known[3] and not self.knows(known[0]):
                    known = _NOT_PLAIN
                plain[said] = known
            name, second_name, mark, length = known
            if not length:
                return False
            items.append(Item(name, start, start + length, group, mark, second_name))
            start += len(said) + 1
            if mark:
                for item in reversed(items):
                    if item.group != group:
                        break
                    item.mark = "lead"
                group += 1
            elif text[start - 1 : start] == "," and "、" in text:
                group += 1
        found.items = items
        return True

    def _items(self, text: str, found: UnitList) -> list[Item]:
        items: list[Item] = []
        depth, start, group, opening = 0, 0, 0, 0
        helpers: int | None = None
        # 市甲局,市乙局牵头: where no mark parts names, the comma does, and the verb holds for all before it.
        parts_groups = ",;。会同" if "、" in text else ";。会同"
        for match in _TOKEN.finditer(text):
            sign = match[0]
            if sign == "(":
                depth += 1
                opening = match.end()
            elif sign == ")":
                depth = max(depth - 1, 0)
                if depth == 0 and _ROLE_BRACKET.match(text[opening : match.start()]):
                    # 市甲局(牵头)市乙局: the bracket ends the item, whatever follows.
                    group = self._take(text, start, match.end(), items, group, found)
                    start = match.end()
            elif depth == 0:
                position = match.start()
                if sign == " " and not self._parts(text, start, position):
                    continue
                before = group
                group = self._take(text, start, position, items, group, found)
                start = match.end()
                found.is_open |= sign[0] == "等"
                if sign in ("会", "会同") and helpers is None:
                    for item in items:
                        item.mark = "lead" if item.group == before else item.mark
                    helpers = len(items)
                if sign in parts_groups:
                    group += 1
        self._take(text, start, len(text), items, group, found)
        for item in items[len(items) if helpers is None else helpers :]:
            item.mark = item.mark if item.mark == "lead" else "support"
        return items

    def _parts(self, text: str, start: int, position: int) -> bool:
        """Whether a blank parts two items: the name before it is whole."""
        before = text[start:position].strip()
        after = text[position:].lstrip()
        ending = _ITEM.match(after)
        verb = tail_of(before)[1]
        if ending and verb is None and not self.knows(before) and self.knows(before + ending[0]):
            # 市住房和城乡 建设局: a blank inside a name.
            return False
        return (
            len(before) >= 3
            and after != ""
            and after[0] not in "(牵负配"
            and (COMPLETE.search(before) is not None or verb in ("lead", "support"))
        ) or not before

    def _take(self, text: str, start: int, end: int, items: list[Item], group: int, found: UnitList) -> int:
        """Add the item between two separators; returns the group that the next one belongs to."""
        name = text[start:end]
        stripped = name.strip()
        if not stripped:
            return group
        start += name.index(stripped[0])
        name = stripped
        end = start + len(name)
        mark = None
        cut, meaning, is_open = tail_of(name)
        if meaning is not None:
            found.is_open |= is_open
            mark = meaning if meaning != "open" else None
            name = name[:cut].rstrip()
            end = start + len(name)
        leading = _LEADING.match(name)
        if leading and len(name) > 3:
            name = name[leading.end() :]
            start += leading.end()
        if self.lead_mark and name and self.lead_mark in (name[0], name[-1]):
            start += name[0] == self.lead_mark
            name = name.strip(self.lead_mark)
            end = start + len(name)
            items.append(Item(name, start, end, group, "lead"))
            return group
        # 市甲局等单位、部门配合: the rest of 等 is no name.
        if name and not (found.is_open and name in ("部门", "单位")):
            items.append(Item(name, start, end, group, mark))
        if mark is not None:
            # A、B牵头: the verb holds for the whole group before it.
            for item in reversed(items):
                if item.group != group or (item.mark is not None and item.mark != mark):
                    break
                item.mark = mark
            return group + 1
        return group

    def _split(self, item: Item) -> list[Item]:
        """Two names joined by 和 or 及, or run together without anything between."""
        name = item.name
        if len(name) < 5 or (self.knows(name) and not GROUP.search(name)):
            return [item]
        for match in _CONJUNCTION.finditer(name):
            left, right = name[: match.start()], name[match.end() :]
            if left and right and left.count("(") == left.count(")") and self._pair(left, right):
                first = Item(left, item.start, item.start + match.start(), item.group, item.mark)
                second = Item(right, item.start + match.end(), item.end, item.group, item.mark)
                return [first, *self._split(second)]
        for match in _RUN_TOGETHER.finditer(name):
            cut = match.start()
            if cut and self.knows(name[:cut]) and self.knows(name[cut:]):
                first = Item(name[:cut], item.start, item.start + cut, item.group, item.mark)
                second = Item(
                    name[cut:], item.start + cut, item.end, item.group, item.mark, rule="names_run_together"
                )
                return [first, second]
        return [item]

    def _pair(self, left: str, right: str) -> bool:
        starts_anew = LEVEL_PREFIX.match(right) or right.startswith(("各", "有关", "相关", "其他"))
        return bool(COMPLETE.search(left)) and (
            (self.knows(left) and self.knows(right))
            or (bool(starts_anew) and bool(COMPLETE.search(right)) and len(left) > 2)
            or (left.startswith("各") and right.endswith(("单位", "部门", "企业")))
        )

    def _restore_joints(self, passage: Passage, items: list[Item]) -> None:
        """Take line ends out of names; at a page break a character may have been printed twice."""
        joints = passage.joints() if len(passage.spans) > 1 else []
        for item in items:
            name = item.name
            for joint in joints:
                at = joint - item.start
                if 0 < at < len(name) and name[at - 1] == name[at]:
                    single = name[:at] + name[at + 1 :]
                    if COMPLETE.search(single):
                        item.name, item.rule = single, "doubled_character"
            if " " in item.name:
                item.name = item.name.replace(" ", "")

    def _second_name(self, item: Item, found: UnitList) -> None:
        name = item.name
        if not name.endswith(")"):
            return
        opening = opening_bracket(name)
        outer, inner = name[:opening], name[opening + 1 : -1]
        if opening < 2 or not inner or _AREA_BRACKET.match(inner):
            return
        if not COMPLETE.search(outer) and not (":" in inner and LEVEL_PREFIX.match(outer)):
            return
        role = _ROLE_BRACKET.match(inner)
        if is_time_limit(inner):
            # 市档案馆(9月底前完成)
            found.leftovers.append((item.start + opening + 1, item.start + len(name) - 1))
            item.name, item.end = outer, item.start + opening
        elif role:
            # 市财政局(牵头)、市审计局
            item.name, item.mark = outer, "lead" if role["lead"] else "do" if role["does"] else "support"
            if len(name) == item.end - item.start:
                item.end = item.start + opening
        elif len(inner) > 1 and (COMPLETE.search(inner) or self.knows(inner)):
            item.name, item.second_name = outer, inner
        elif len(inner) > 1 and not self.knows(name):
            item.name, item.rule = outer, item.rule or "bracket_unread"
            if ":" in inner and len(name) == item.end - item.start:
                # 市甲局(责任人:李某): a remark is no part of the name.
                item.end = item.start + opening

    def _restore_level(self, items: list[Item]) -> None:
        """`市财政局、农业局`: the level stands on the first name only, or nowhere in the list."""
        level = Level(self.own_level)
        if not level.word:
            reached = (level_of(item.name, None, "") for item in items)
            level = next((found for found in reached if found), Level(self._usual_level()))
        for item in items:
            found = level_of(item.name, self.own_name, self.own_level)
            if found is not None:
                level = found
                if not self.own_level:
                    self._levels[found.word] += 1
                continue
            candidate = restored(item.name, level, self.own_name)
            if candidate is not None:
                item.name, item.rule = candidate, "level_restored"

    def _usual_level(self) -> str:
        """The level that most names of the document carry so far."""
        return max(self._levels, key=lambda word: self._levels[word], default="")


def _share_lead(items: list[Item]) -> None:
    """市甲局、市乙局(牵头),市丙局配合: where all behind the bracket help, those before it lead too."""
    leads = [at for at, item in enumerate(items) if item.mark == "lead"]
    if len(leads) != 1 or len(items) == leads[0] + 1:
        return
    lead = items[leads[0]]
    if all(item.mark == "support" for item in items[leads[0] + 1 :]):
        for item in items[: leads[0]]:
            if item.mark is None and item.group == lead.group:
                item.mark = "lead"


_NOT_PLAIN = ("", None, None, 0)


# Documents list the same bodies again and again: what their names look like is found out once.
@lru_cache(maxsize=65_536)
def _plain_name(said: str) -> tuple[str, str | None, str | None, int]:
    """Name, second name, the mark (lead, None) and the length of what is the name; 0 if not plain."""
    name = said.removesuffix("牵头")
    second_name = None
    opening = name.find("(")
    length = len(name)
    if opening > 0 and name.endswith(")") and name.count("(") == 1:
        second_name, name = name[opening + 1 : -1], name[:opening]
        if len(second_name) < 2 or not LEVEL_PREFIX.match(second_name) or not COMPLETE.search(name):
            return _NOT_PLAIN
    if not LEVEL_PREFIX.match(name) or _TOKEN.search(name):
        return _NOT_PLAIN
    if _CONJUNCTION.search(name) is not None:
        if GROUP.search(name):
            return _NOT_PLAIN
    elif any(pattern.search(name) for pattern, _ in TAILS):
        return _NOT_PLAIN
    return name, second_name, "lead" if said.endswith("牵头") else None, length
