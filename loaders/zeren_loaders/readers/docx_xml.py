"""Word's XML by short names, in either edition of the format."""

from __future__ import annotations

from functools import cache
from typing import Any

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}


@cache
def short(tag: str) -> str:
    """A tag's local name: bare for Word's own, with `mc:` or `m:` for two others, else with `?`."""
    namespace, _, local = tag[1:].rpartition("}")
    if namespace in _WORD:
        return local
    return f"{_PREFIXES.get(namespace, '?')}{local}"


def tag_of(element: Any) -> str:
    """`short` of an element; empty for comments and processing instructions."""
    return short(element.tag) if isinstance(element.tag, str) else ""


def child(element: Any | None, *path: str) -> Any | None:
    """The first descendant by a path of short names; None if a step is missing, or the element is."""
    for name in path:
        for one in () if element is None else element:
            if tag_of(one) == name:
                element = one
                break
        else:
            return None
    return element


def value(element: Any | None, name: str = "val") -> str | None:
    """An attribute of Word's namespace, in either edition of the format."""
    if element is None:
        return None
    for namespace in _WORD:
        found = element.get(f"{{{namespace}}}{name}")
        if found is not None:
            return str(found)
    return None


def number(element: Any | None, default: int, name: str = "val") -> int:
    """An attribute as a number; the default where it is missing or no number."""
    try:
        return int(value(element, name) or default)
    except ValueError:
        return default


def is_on(element: Any | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not switched off."""
    return element is not None and value(element) not in {"0", "false", "off"}
