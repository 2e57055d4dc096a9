"""Which format a file is in, by what it holds. The name's suffix decides only between kinds of text."""

from __future__ import annotations

import re

from zeren_schema.errors import ZerenError

_SAVE_AS_TEXT = "save the document as .docx or as UTF-8 text and load that"

# What a file that cannot be taken starts with, what it is, and what its owner can do.
_REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office or WPS file (.doc, .xls, .wps) or one locked by a password",
        "open it in Word or WPS, save it as .docx without a password and load that",
    ),
    (b"{\\rtf", "a rich text file", "open it in Word or WPS, save it as .docx and load that"),
    (b"\x89PNG", "a picture", "load the document's text, not a picture of it"),
    (b"\xff\xd8\xff", "a picture", "load the document's text, not a picture of it"),
    (b"GIF8", "a picture", "load the document's text, not a picture of it"),
    (b"II*\0", "a picture", "load the document's text, not a picture of it"),
    (b"MM\0*", "a picture", "load the document's text, not a picture of it"),
    (b"\x1f\x8b", "a compressed file", "unpack it and load the document inside"),
    (b"Rar!", "a compressed file", "unpack it and load the document inside"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it and load the document inside"),
    (b"BZh", "a compressed file", "unpack it and load the document inside"),
    (b"\xfd7zXZ", "a compressed file", "unpack it and load the document inside"),
    (b"SQLite format 3", "a database", _SAVE_AS_TEXT),
    (b"%!PS", "a PostScript file", _SAVE_AS_TEXT),
    (b"\x7fELF", "a program", _SAVE_AS_TEXT),
    (b"MZ", "a program", _SAVE_AS_TEXT),
)
# PDF readers allow other bytes before the header.
_PDF_WITHIN = 1024
_HTML = re.compile(
    rb"(?><!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|p|"
    rb"table|section|article|main|center|font|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = 4096
# So many lines with something bold in them are no accident. A single pair may be stars beside two units.
_BOLD = re.compile(r"^[^*\n]*\*\*(?=[^\s*])[^*\n]+(?<=\S)\*\*(?!\*)", re.MULTILINE)
_BOLD_LINES = 3
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\|? *:?-{3,}:? *\|[-:| ]*$)", re.MULTILINE)


def recognise(name: str, data: bytes) -> str:
    """The format: pdf, docx, xlsx, html, mhtml or text. Raises ZerenError for what cannot be read."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _archive(name, data)
    for signature, what, advice in _REFUSED:
        if data.startswith(signature):
            raise ZerenError(f"{name}: is {what}; {advice}")
    head = _narrow(data[: 2 * _HTML_WITHIN])
    if head.startswith(b"<?xml") and (b"<?mso-application" in head or b"office/word/2003/wordml" in head):
        raise ZerenError(
            f"{name}: is a Word XML file; open it in Word or WPS, save it as .docx and load that"
        )
    if re.match(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", head, re.IGNORECASE):
        return "mhtml"
    if _HTML.match(head) or (b"<html" in head.lower() and head[:1] == b"<"):
        return "html"
    return "text"


def is_markdown(name: str, text: str) -> bool:
    """Whether a text is Markdown: by its name, or by headings and table rules no other text has."""
    return (
        name.lower().endswith((".md", ".markdown"))
        or _MARKDOWN.search(text) is not None
        or len(_BOLD.findall(text)) >= _BOLD_LINES
    )


def _narrow(head: bytes) -> bytes:
    """The first characters in an encoding of one byte for ASCII, without BOM and blanks before them."""
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            return head[2:].decode(encoding, "replace").encode("utf-8", "replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _archive(name: str, data: bytes) -> str:
    import zipfile  # noqa: PLC0415 - text needs none of this
    from io import BytesIO  # noqa: PLC0415

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise ZerenError(
            f"{name}: is a damaged .docx or zip file ({error}); open it in Word or WPS and save it again"
        ) from None
    if any(member.startswith("word/") for member in members):
        return "docx"
    if any(member.startswith("xl/") for member in members):
        return "xlsx"
    if "OFD.xml" in members:
        raise ZerenError(f"{name}: is an OFD file; export it as PDF with text or as .docx and load that")
    if "content.xml" in members and "mimetype" in members:
        raise ZerenError(f"{name}: is an OpenDocument file; save it as .docx and load that")
    if any(member.startswith("ppt/") for member in members):
        raise ZerenError(f"{name}: holds slides; {_SAVE_AS_TEXT}")
    raise ZerenError(f"{name}: is a zip archive; unpack it and load the documents inside")
