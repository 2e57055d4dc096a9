"""Numbering at the start of a line: what style it is and what number it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_DIGITS["〇"] = 0
_DIGITS["两"] = 2

# Styles from the outermost to the innermost, as these documents nest them.
STYLES = ("第", "一、", "(一)", "1.", "1.1", "(1)", "①", "▲")

BULLETS = "▲△●■◆☆◇○▪◎►▶"
_MARKER = re.compile(
    r"第(?P<part>[一二三四五六七八九十百]{1,4})(?:(?:部分|章|编|篇)[、:. ]*|[条节][、:. ]+)"
    r"|(?:重点工作|(?:重点|专项|攻坚)?(?:任务|项目|实事|事项|目标|行动|工程))(?P<item>[一二三四五六七八九十]{1,3}|\d{1,3})"
    r" ?(?:[:、]|\.(?!\d)) ?"
    r"|\((?:重点工作|任务|项目|实事|事项|目标|行动|工程) ?"
    r"(?P<framed>[一二三四五六七八九十]{1,3}|\d{1,3}) ?\) ?[:、]? ?"
    r"|第 ?(?P<nth>[一二三四五六七八九十]{1,3}|\d{1,3}) ?[项件](?:任务|工作|实事)?(?: ?[:、.] ?| )"
    r"|序号 ?:? ?(?P<serial>\d{1,3})(?:[:、. ]+|$)"
    r"|(?P<cn>[一二三四五六七八九十百]{1,5}) ?[、.] ?"
    r"|\( ?(?P<pcn>[一二三四五六七八九十百]{1,5}) ?\) ?[、.]? ?"
    r"|(?P<dec>\d{1,2}(?:\.\d{1,2}){1,3})"
    r"(?: ?、 ?|\. ?(?=[\u4e00-\u9fff])| (?=[\u4e00-\u9fff“《]|[A-Z]{1,3}[&\d\u4e00-\u9fff]))"
    r"|(?P<dash>\d{1,2}-\d{1,2})(?: ?、 ?|\. ?(?=[\u4e00-\u9fff“《]))"
    r"|(?P<num>\d{1,3}) ?(?:[、]|\.(?!\d)|\.(?=(?:1[0-2]|[1-9])月(?!份?[均度])|20\d\d年)) ?"
    r"|(?P<tab>\d{1,3})(?: {1,8}(?=[^\d\W])|(?=[“《]))"
    r"|\(? ?(?P<pnum>\d{1,3}) ?\) ?[、.]? ?"
    r"|(?P<boxed>[⑴-⒇⒈-⒛㈠-㈩]) ?[、.]? ?"
    r"|(?P<circled>[①-⑳㉑-㉟]) ?[、.]? ?"
    rf"|(?P<bullet>[{BULLETS}]) ?"
)
# ★一、 and ●1.: what is marked as important, or a bullet besides the number.
_STARRED = re.compile(rf"[★※*{BULLETS}] ?(?=[\d第(一二三四五六七八九十①-⑳])")
_STYLE_OF = {
    "part": "第",
    "cn": "一、",
    # 任务一:…, 项目3:… stand as deep as (一).
    "item": "(一)",
    "framed": "(一)",
    "nth": "(一)",
    "pcn": "(一)",
    "serial": "1.",
    "dec": "1.1",
    "dash": "1.1",
    "num": "1.",
    "tab": "1 ",
    "pnum": "(1)",
    "boxed": "",
    "circled": "①",
    "bullet": "▲",
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number printed before a heading or a task. `value` is None for bullets."""

    style: str
    printed: str
    value: int | None
    end: int

    @property
    def rank(self) -> int:
        """How far in it stands: 0 is the outermost style."""
        return STYLES.index("1." if self.style == "1 " else self.style)


def read_marker(text: str) -> Marker | None:
    """The number a line begins with, or None.

    >>> read_marker("十二、其他").value
    12
    >>> read_marker("1.5万户") is None
    True
    """
    starred = _STARRED.match(text)
    match = _MARKER.match(text, starred.end()) if starred else None
    if match is None or match.lastgroup == "tab":
        match = _MARKER.match(text)
    if match is None:
        return None
    group = match.lastgroup
    assert group is not None  # noqa: S101 - every alternative of the pattern is named
    said = match[group]
    style = _STYLE_OF[group]
    if not style:
        return _boxed(said, match.end())
    if style in ("1.", "1 "):
        value: int | None = int(said)
        printed = said
    elif style == "1.1":
        value, printed = int(re.split(r"[.-]", said)[-1]), said
    elif style == "(1)":
        value, printed = int(said), match[0].strip()
    elif style == "①":
        value, printed = ord(said) - ord("①") + 1 if said <= "⑳" else ord(said) - ord("㉑") + 21, said
    elif style == "▲":
        value, printed = None, said
    else:
        value = int(said) if said.isdigit() else read_chinese_number(said)
        printed = said if group in ("item", "framed", "nth") else match[0].strip(" 、.:")
    return Marker(style, printed, value, match.end())


def begins_as_heading(text: str) -> bool:
    """Whether a text begins with a number of the outer styles, 一、 or (一), as headings inside tables do."""
    marker = read_marker(text)
    return marker is not None and marker.style in ("一、", "(一)")


def _boxed(said: str, end: int) -> Marker:
    """A number that is one character with its bracket or full stop: ⑴, ⒈, ㈠."""
    if said >= "㈠":
        number = ord(said) - ord("㈠")
        return Marker("(一)", f"({'一二三四五六七八九十'[number]})", number + 1, end)
    if said >= "⒈":
        return Marker("1.", str(ord(said) - ord("⒈") + 1), ord(said) - ord("⒈") + 1, end)
    return Marker("(1)", f"({ord(said) - ord('⑴') + 1})", ord(said) - ord("⑴") + 1, end)


def read_chinese_number(said: str) -> int:
    """A whole number below 1,000 in Chinese numerals.

    >>> read_chinese_number("二十三"), read_chinese_number("一百零八")
    (23, 108)
    """
    total, digit = 0, 0
    for character in said:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[character]
    return total + digit
