"""Stretches of the document that know where they were printed.

A page break, a column or a line end can cut a sentence in two. Everything after the readers works on
passages: text put together again from one or more stretches of `documents.text`, with every character
still traceable to the offset where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

# One character becomes one character, so an offset in the folded text is an offset in the document.
_FOLD: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD.update(
    {
        ord(printed): folded
        for printeds, folded in (
            ("\u3000\u00a0\u2002\u2003\u2009\t\u200b\ufeff", " "),
            ("〔［【〖﹝", "("),
            ("〕］】〗﹞", ")"),
            ("「『", "“"),
            ("」』", "”"),
            ("—–―－～∼〜-", "-"),
            ("﹪", "%"),
            ("﹕∶︰", ":"),
            ("﹐", ","),
            ("﹔", ";"),
            ("﹑､", "、"),
            ("﹒．", "."),
            ("﹙⟮❨", "("),
            ("﹚⟯❩", ")"),
            ("╱∕", "/"),
        )
        for printed in printeds
    }
)
_FOLDED_MARKS = frozenset(chr(code) for code in _FOLD)


def fold(text: str) -> str:
    """The text with one form for each mark: half-width letters, digits, brackets, colons, commas and dashes.

    The length never changes.

    >>> fold("（牵头领导：李　某）")
    '(牵头领导:李 某)'
    """
    # Few of the marks occur in one text: replacing those is three times as fast as translating.
    for mark in _FOLDED_MARKS.intersection(text):
        text = text.replace(mark, _FOLD[ord(mark)])
    return text


class Passage:
    """Folded text and the spans of `documents.text` it was put together from, in order."""

    __slots__ = ("spans", "text")

    def __init__(self, text: str, spans: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.spans = spans

    def __repr__(self) -> str:
        return f"Passage({self.text!r}, {self.spans!r})"

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of `documents.text` that runs from character `start` to before `end` (`start < end`)."""
        spans = self.spans
        if len(spans) == 1:
            base = spans[0][0]
            return base + start, base + end
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, position: int) -> int:
        for start, end in self.spans:
            length = end - start
            if position < length:
                return start + position
            position -= length
        raise IndexError(position)

    def cut(self, start: int, end: int) -> Passage:
        """The part from character `start` to before `end`, without blanks at its ends."""
        text = self.text
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if len(self.spans) == 1:
            base = self.spans[0][0]
            return Passage(text[start:end], ((base + start, base + end),))
        kept = []
        position = 0
        for low, high in self.spans:
            length = high - low
            first, last = max(start - position, 0), min(end - position, length)
            if first < last:
                kept.append((low + first, low + last))
            position += length
        return Passage(text[start:end], tuple(kept))

    def printed(self, document: str) -> str:
        """The characters as they stand in the document, line ends left out.

        A newline in the text parts two paragraphs or two cells and stays one, whatever was printed there.
        """
        if "\n" not in self.text:
            return self._unmarked("".join([document[start:end] for start, end in self.spans]))
        pieces, position = [], 0
        for start, end in self.spans:
            is_break = end - start == 1 and self.text[position] == "\n"
            pieces.append("\n" if is_break else document[start:end])
            position += end - start
        return self._unmarked("".join(pieces))

    def _unmarked(self, printed: str) -> str:
        """Without the marks of Markdown, which the folded text has as blanks.

        **扩大消费**、稳定外贸 is read as 扩大消费、稳定外贸.
        """
        if "**" not in printed and "__" not in printed:
            return printed
        pairs = zip(printed, self.text, strict=True)
        return "".join([one for one, folded in pairs if folded != " " or one not in "*_"])

    def joints(self) -> list[int]:
        """The positions in the text where two stretches were joined."""
        positions, position = [], 0
        for start, end in self.spans[:-1]:
            position += end - start
            positions.append(position)
        return positions


def join(passages: Iterable[Passage]) -> Passage:
    """One passage out of several, in the order given, with nothing between them."""
    parts = list(passages)
    if len(parts) == 1:
        return parts[0]
    return Passage(
        "".join([part.text for part in parts]), tuple([span for part in parts for span in part.spans])
    )
