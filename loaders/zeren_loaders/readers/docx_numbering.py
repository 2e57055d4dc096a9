"""Word's automatic numbers: counted and printed here, for they are nowhere in the file's text.

`numbering.xml` holds lists of nine levels (`abstractNum`) and their uses (`num`), which can restart or
change levels; a paragraph points to a use and a level, itself or through its style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from zeren_loaders.readers.docx_xml import child, is_on, number, tag_of, value
from zeren_loaders.readers.numerals import printed_number

LEVELS = 9
# Bullets of the symbol fonts, as the signs they show; any other such bullet is shown as •.
SYMBOLS = {
    0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0A7: "▪", 0xF0A8: "◆", 0xF0AB: "★", 0xF0B6: "☆", 0xF0B7: "•",
    0xF0D8: "➢", 0xF0E8: "➔", 0xF0FC: "✓", 0xF0FE: "☑", 0xF070: "□", 0xF071: "❑", 0xF0A1: "○", 0xF052: "☑",
    0xF0C4: "➔", 0xF0E0: "→", 0xF0B0: "°", 0xF02D: "-", 0xF06F: "□",
}  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# After these a printed number needs no blank before the text.
_CLOSED = "、，．：；）】》。,:;)"


@dataclass(slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass(slots=True)
class Use:
    """One use of a list: the list's key, its levels with the changes of this use, and forced starts."""

    abstract: str
    levels: list[Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of one document, in the order its paragraphs ask for them."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self.styles = _read_styles(styles)
        self._uses: dict[str, Use] = {} if numbering is None else _read_uses(numbering, self.styles)
        self._values: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def prefix(self, properties: Any | None) -> str:
        """The number Word prints before the paragraph with these `pPr`, and the gap after it."""
        use_id, at = self._reference(properties)
        use = self._uses.get(use_id or "0")
        if use is None or not 0 <= at < LEVELS:
            return ""
        level = use.levels[at]
        values = self._count(str(use_id), use, at)
        if level.style == "bullet":
            text = show_symbols(level.pattern)
        else:
            text = re.sub(
                r"%([1-9])",
                lambda match: self._shown(use, level, values, int(match.group(1)) - 1),
                level.pattern,
            )
        if not text.strip():
            return ""
        gap = "" if level.suffix == "nothing" or text[-1] in _CLOSED else " "
        return text + gap

    def _shown(self, use: Use, level: Level, values: list[int | None], at: int) -> str:
        shown = values[at]
        if shown is None:
            shown = use.levels[at].start
        return printed_number(shown, "decimal" if level.legal else use.levels[at].style)

    def _count(self, use_id: str, use: Use, at: int) -> list[int | None]:
        values = self._values.setdefault(use.abstract, [None] * LEVELS)
        before = values[at]
        if at in use.starts and (use_id, at) not in self._begun:
            values[at] = use.starts[at]
        else:
            values[at] = use.starts.get(at, use.levels[at].start) if before is None else before + 1
        self._begun.add((use_id, at))
        for higher in range(at):
            if values[higher] is None:
                values[higher] = use.levels[higher].start
        for deeper in range(at + 1, LEVELS):
            restart = use.levels[deeper].restart
            if restart is None or at < restart:
                values[deeper] = None
        return values

    def _reference(self, properties: Any | None) -> tuple[str | None, int]:
        """The use and the level of a paragraph: its own, or its style's where it says nothing."""
        own = child(properties, "numPr")
        style_id = value(child(properties, "pStyle"))
        use_id, at = value(child(own, "numId")), value(child(own, "ilvl"))
        for style in self._chain(style_id):
            if use_id is not None:
                break
            if style.use_id is not None:
                use_id = style.use_id
                if at is None:
                    at = style.level or self._level_of(use_id, style.style_id)
        return use_id, int(at) if at is not None and at.isdigit() else 0

    def _level_of(self, use_id: str, style_id: str) -> str | None:
        use = self._uses.get(use_id)
        for at, level in enumerate(use.levels if use else []):
            if level.paragraph_style == style_id:
                return str(at)
        return None

    def _chain(self, style_id: str | None) -> list[Style]:
        chain: list[Style] = []
        while style_id in self.styles and len(chain) < 20:
            style = self.styles[style_id]
            chain.append(style)
            style_id = style.based_on
        return chain

    def is_contents(self, style_id: str | None) -> bool:
        """Whether a style is one of the table of contents."""
        style = self.styles.get(style_id or "")
        return style is not None and re.fullmatch(r"toc ?\d", style.name, re.IGNORECASE) is not None


@dataclass(slots=True)
class Style:
    """What a paragraph style says about numbers."""

    style_id: str
    name: str
    based_on: str | None
    use_id: str | None
    level: str | None


def show_symbols(text: str) -> str:
    """The text with symbol-font characters as the signs they show."""
    return _PRIVATE.sub(lambda match: SYMBOLS.get(ord(match.group()), "•"), text)


def _read_styles(root: Any | None) -> dict[str, Style]:
    styles = {}
    for element in root if root is not None else ():
        if tag_of(element) != "style":
            continue
        style_id = value(element, "styleId") or ""
        numbering = child(element, "pPr", "numPr")
        styles[style_id] = Style(
            style_id,
            value(child(element, "name")) or "",
            value(child(element, "basedOn")),
            value(child(numbering, "numId")),
            value(child(numbering, "ilvl")),
        )
    return styles


def _read_uses(root: Any, styles: dict[str, Style]) -> dict[str, Use]:
    lists: dict[str, list[Level]] = {}
    links: dict[str, str] = {}
    points_to: dict[str, str] = {}
    for element in root:
        name = tag_of(element)
        if name == "abstractNum":
            key = value(element, "abstractNumId") or ""
            lists[key] = _read_levels(element)
            if (link := value(child(element, "numStyleLink"))) is not None:
                links[key] = link
        elif name == "num":
            points_to[value(element, "numId") or ""] = value(child(element, "abstractNumId")) or ""
    uses = {}
    for element in root:
        if tag_of(element) != "num":
            continue
        key = points_to[value(element, "numId") or ""]
        # A list can stand for the list of a list style.
        style = styles.get(links.get(key, ""))
        if style is not None and style.use_id is not None:
            key = points_to.get(style.use_id, key)
        use = Use(key, list(lists.get(key) or [Level() for _ in range(LEVELS)]))
        for override in element:
            at = number(override, -1, "ilvl")
            if tag_of(override) != "lvlOverride" or not 0 <= at < LEVELS:
                continue
            if (changed := child(override, "lvl")) is not None:
                use.levels[at] = _read_level(changed)
            if (start := child(override, "startOverride")) is not None:
                use.starts[at] = number(start, 1)
        uses[value(element, "numId") or ""] = use
    uses.pop("0", None)
    return uses


def _read_levels(element: Any) -> list[Level]:
    levels = [Level() for _ in range(LEVELS)]
    for one in element:
        if tag_of(one) == "lvl" and 0 <= (at := number(one, -1, "ilvl")) < LEVELS:
            levels[at] = _read_level(one)
    return levels


def _read_level(element: Any) -> Level:
    restart = child(element, "lvlRestart")
    style = child(element, "numFmt")
    if style is None:
        # Formats newer than the first edition stand in a choice with an older one to fall back to.
        style = child(element, "mc:AlternateContent", "mc:Fallback", "numFmt")
    return Level(
        number(child(element, "start"), 1),
        value(style) or "decimal",
        value(child(element, "lvlText")) or "",
        is_on(child(element, "isLgl")),
        value(child(element, "suff")) or "tab",
        number(restart, 0) if restart is not None else None,
        value(child(element, "pStyle")),
    )
