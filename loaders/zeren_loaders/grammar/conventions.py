"""What a document says once about all its lists: who leads where nothing is marked."""

from __future__ import annotations

import re

# 列第一位的为牵头或汇总单位 · 排在首位的为牵头单位 · 第一个责任单位为牵头单位 · 首位为牵头单位
_FIRST_LEADS = re.compile(
    r"(?:列|排|排名|位列)?在?(?:第一位?|首位|第1位?|最前面?|首个|前列|第一个|第一家)的?(?:责任)?(?:单位|部门)?(?:即)?(?:为|是|系|作为)"
    r"[^,。;()]{0,8}(?:牵头|主办|主责|汇总)"
)
# ★为牵头单位 · 带*号的为牵头单位
_MARK_LEADS = re.compile(
    r"[“]?(?P<mark>[*★☆▲●◆※#])[”]?号?(?:标记)?的?(?:单位|部门)?(?:为|是|表示|系)[^,。;()]{0,6}(?:牵头|主办|主责)"
)

_NOTE = re.compile(r"\([^()]*(?:下同|除特别注明|除注明|不再列出|不再一一|注明外)[^()]*\)")


def first_leads(text: str) -> bool:
    """Whether the text says that the first unit listed leads."""
    return _FIRST_LEADS.search(text) is not None


def lead_mark(text: str) -> str | None:
    """The mark that the text says stands at the leads, such as ★."""
    match = _MARK_LEADS.search(text)
    return match["mark"] if match else None


def notes(text: str) -> list[tuple[int, int]]:
    """The spans of bracketed remarks inside a list that state a convention and name no unit."""
    return (
        [match.span() for match in _NOTE.finditer(text)]
        if "下同" in text or "注" in text or "不再" in text
        else []
    )
