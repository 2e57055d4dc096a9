"""Files made on the spot with the formats' own libraries, and what was read back from them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from zeren_loaders.readers import read_source
from zeren_loaders.readers.source import Source
from zeren_loaders.readers.tables import Table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes | str, name: str = "document.txt") -> Source:
    """The source read from the bytes of a file, its provenance checked."""
    encoded = data.encode() if isinstance(data, str) else data
    source = read_source(Path(name), encoded)
    assert_provenance(source)
    return source


def lines(source: Source) -> list[str]:
    """The lines as they stand in the text."""
    return [source.text[start:end] for start, end in source.lines]


def grid(source: Source, number: int = 0) -> list[list[str | None]]:
    """A table as rows of texts, paragraphs parted by `/`; a merged cell's text at all it covers."""
    table = source.tables[number]
    return [
        [None if cell is None else "/".join(cell.texts(source.text)) for cell in row] for row in table.grid()
    ]


def assert_provenance(source: Source) -> None:
    """Every line and cell stands where its span says, once, in order, inside its row."""
    assert len(source.text) == len(source.folded)
    last = 0
    for start, end in source.lines:
        assert last <= start < end <= len(source.text)
        assert source.folded[start:end].strip() == source.folded[start:end] != ""
        last = end
    seen: list[tuple[int, int]] = []
    for table in source.tables:
        _assert_table(source, table, seen)
    assert len(seen) == len(set(seen))
    for index, (number, position) in source.row_of_line.items():
        start, end = source.lines[index]
        row = source.tables[number].rows[position].span
        assert row[0] < end
        assert start < row[1]
    covered = {
        index
        for index, line in enumerate(source.lines)
        for table in source.tables
        for row in table.rows
        if line[0] < row.span[1] and row.span[0] < line[1]
    }
    assert covered == set(source.row_of_line)


def _assert_table(source: Source, table: Table, seen: list[tuple[int, int]]) -> None:
    places = set()
    last = 0
    for number, row in enumerate(table.rows):
        assert last <= row.span[0] < row.span[1] <= len(source.text)
        last = row.span[1]
        at = row.span[0]
        for cell in row.cells:
            assert cell.row == number
            for start, end in cell.spans:
                assert at <= start < end <= row.span[1]
                assert source.folded[start:end].strip() == source.folded[start:end]
                at = end
                seen.append((start, end))
            for covered in [
                (cell.row + down, cell.column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            ]:
                assert covered not in places
                places.add(covered)
                assert covered[0] < len(table.rows)
                assert covered[1] < table.n_columns


def rules(source: Source) -> dict[str, str]:
    """The furniture lines by their text."""
    text = lines(source)
    return {text[index]: rule for index, rule in source.furniture.items()}


def docx_bytes(document: Any) -> bytes:
    """A python-docx document as a file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def raw_docx(body: str, **parts: str) -> bytes:
    """A .docx out of the XML inside its body, and other parts such as `numbering=`."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", word_xml("document", f"<w:body>{body}</w:body>"))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def word_xml(root: str, content: str) -> str:
    """A part of a .docx with Word's namespaces."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{WORD}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{content}</w:{root}>"
    )


def paragraph(text: str, properties: str = "") -> str:
    """The XML of a paragraph with one run."""
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{about}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, use: int, level: int = 0) -> str:
    """The XML of a paragraph with an automatic number."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>')


def squeezed(texts: Iterable[str]) -> str:
    """All texts without blanks, for comparing what was said and not how it was laid out."""
    return re.sub(r"\s+", "", "".join(texts))
