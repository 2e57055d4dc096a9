"""Traditional script read as Simplified, character for character, so that every offset stays.

Phrases are not converted: a phrase may become longer or shorter, and spans would no longer close. What was
printed is kept in `documents.text`; only the text that the grammar reads is converted.
"""

from __future__ import annotations

from functools import cache

# Characters that documents of this genre cannot do without and that Simplified script does not have.
_TELLING = "責單務發財廳辦實業屬區縣長農動設會開領導專項點產體衛鄉鎮"
# A person's name or a quotation may hold some of them; a document in the script holds many.
_ENOUGH = 5


def is_traditional(text: str) -> bool:
    """Whether the text is written in Traditional script; a name in it alone does not make it so."""
    return sum(character in text for character in _TELLING) >= _ENOUGH


def simplified(text: str) -> str:
    """The text with each Traditional character replaced by its Simplified one; the length never changes."""
    table = {ord(character): _simple(character) for character in set(text) if character >= "\u3400"}
    return text.translate(table)


@cache
def _simple(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _converter():  # type: ignore[no-untyped-def]  # opencc comes without types
    from opencc import OpenCC  # noqa: PLC0415 - most documents never need it

    return OpenCC("t2s")
