"""Files in, text with offsets out. A reader knows its file format and nothing of the genre.

Every reader yields a `Source`: the text that becomes `documents.text`, and the stretches of it that stand
on lines or in table rows of their own. To add a format, write a module with a `read(name, data)` function
and name it in `read_source`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from zeren_schema.errors import UsageError, ZerenError

from zeren_loaders.file_names import legible
from zeren_loaders.readers.formats import is_markdown, recognise
from zeren_loaders.readers.furniture import mark_furniture
from zeren_loaders.readers.plaintext import read as read_plaintext
from zeren_loaders.readers.source import MAX_BYTES, Source, rows_of_lines

__all__ = ["Source", "read_bytes", "read_source"]


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises UsageError for a wrong path, ZerenError for a file that cannot be taken."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the document inside it")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path, f"{path.stat().st_size / 1e6:.0f} MB")
        with path.open("rb") as file:
            # A device has no size and need not end.
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise ZerenError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if len(data) > MAX_BYTES:
        raise _too_large(path, "what comes out of it")
    if not data.strip():
        raise ZerenError(f"{path}: the file is empty; give the document's text")
    return data


def _too_large(path: Path, what: str) -> ZerenError:
    return ZerenError(
        f"{path}: {what} is more than any such document has"
        f" ({MAX_BYTES // 1_000_000} MB at most); split the file or give the right one"
    )


def read_source(path: Path, data: bytes, encoding: str | None = None) -> Source:
    """The text of the file, its lines and tables. Raises ZerenError where there is no text to be had."""
    source = _read(str(path), data, encoding)
    mark_furniture(source)
    source.name = legible(path.name)
    source.sha256 = hashlib.sha256(data).hexdigest()
    return source


def _read(name: str, data: bytes, encoding: str | None) -> Source:
    """Hand over to the reader of the format; each is imported when it is needed."""
    found = recognise(name, data)
    if found == "docx":
        from zeren_loaders.readers.docx import read as read_docx  # noqa: PLC0415

        return read_docx(name, data)
    if found == "pdf":
        from zeren_loaders.readers.pdf import read as read_pdf  # noqa: PLC0415

        return read_pdf(name, data)
    if found in {"html", "mhtml"}:
        from zeren_loaders.readers.html import read as read_html  # noqa: PLC0415

        return read_html(name, data, encoding)
    if found == "xlsx":
        from zeren_loaders.readers.xlsx import read as read_xlsx  # noqa: PLC0415

        return read_xlsx(name, data)
    source = read_plaintext(name, data, encoding)
    if "<table" in source.text and "</table>" in source.text:
        from zeren_loaders.readers.html import read_tables_in_text  # noqa: PLC0415

        source = read_tables_in_text(name, source)
    if is_markdown(name, source.text):
        from zeren_loaders.readers.markdown import blank_marks  # noqa: PLC0415

        blank_marks(source)
    _find_typed_tables(source)
    return source


def _find_typed_tables(source: Source) -> None:
    if "\t" in source.text or any(mark in source.folded for mark in "|│┃║"):
        from zeren_loaders.readers.pipes import find_tables  # noqa: PLC0415

        # A page number parts no table, but a row of short cells can look like buttons.
        mark_furniture(source)
        for index in list(source.furniture):
            if any(mark in source.text[slice(*source.lines[index])] for mark in "\t|｜│┃║"):
                del source.furniture[index]
        source.tables = find_tables(source)
        source.row_of_line = rows_of_lines(source.lines, source.tables)
