"""Web pages: the document out of the site around it, as paragraphs and tables.

The parser is lxml's, which takes what browsers take; what a page hides, its navigation, buttons and lists of
links are left out (`html_parts.py`), and a finding says how much that was.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree
from zeren_schema.errors import UsageError, ZerenError

from zeren_loaders.readers.blocks import write_blocks
from zeren_loaders.readers.html_blocks import blocks_of
from zeren_loaders.readers.html_parts import find_parts
from zeren_loaders.readers.rendering import Rendering
from zeren_loaders.readers.source import Source
from zeren_loaders.records import Finding

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# GB 18030 holds both of its predecessors, which pages name when they use characters of the whole.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
}
# What pages of Chinese governments say about themselves, by the names the State Council set for them.
_META = {
    "articletitle": "title", "pubdate": "published", "contentsource": "source", "sitename": "site",
    "columnname": "column",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.IGNORECASE | re.DOTALL)
_TOO_LITTLE = 40
_BROKEN_SHARE = 0.01


def read(name: str, data: bytes, encoding: str | None = None) -> Source:
    """The document in a web page or a page archive. Raises ZerenError where there is none."""
    if re.match(rb"\s*[\w-]+:", data) and not data.lstrip().startswith(b"<"):
        data = _page_of_archive(name, data)
    text = _decode(name, data, encoding)
    root = _parse(name, text)
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        raise ZerenError(f"{name}: is a web page without a body; save the page with its text")
    metadata = _metadata(root)
    source = _read_parts(name, body, metadata, show_hidden=False)
    if len(source.text) < _TOO_LITTLE:
        # Some sites hide the article and let a script show it.
        shown = _read_parts(name, body, metadata, show_hidden=True)
        source = shown if len(shown.text) > 2 * len(source.text) else source
    if not source.lines:
        raise ZerenError(
            f"{name}: is a web page without text; where a script loads the text, copy it from the browser"
        )
    source.metadata = metadata
    n_broken = text.count("\ufffd")
    if n_broken:
        source.findings.append(Finding("broken_characters", "warning", f"无法识别的字符 {n_broken} 个"))
    return source


def read_tables_in_text(name: str, text: Source) -> Source:
    """A text with its HTML tables read, such as Markdown has where cells are merged."""
    rendering = Rendering(name)
    end = 0
    for match in _TABLE.finditer(text.text):
        rendering.paragraph(text.text[end : match.start()])
        root = _parse(name, match.group())
        write_blocks(rendering, blocks_of(name, root, set()))
        end = match.end()
    rendering.paragraph(text.text[end:])
    source = rendering.source()
    source.findings = text.findings
    return source


def _read_parts(name: str, body: Any, metadata: dict[str, str], *, show_hidden: bool) -> Source:
    parts = find_parts(body, metadata.get("title"), show_hidden=show_hidden)
    if parts.published:
        metadata.setdefault("published", parts.published)
    rendering = Rendering(name)
    for element in parts.read:
        write_blocks(rendering, blocks_of(name, element, parts.unread))
    source = rendering.source()
    if parts.n_dropped:
        message = f"网页上正文以外的文字 {parts.n_dropped} 字,未读入"
        source.findings.append(Finding("site_navigation", "info", message))
    return source


def _parse(name: str, text: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    text = _DECLARATION.sub("", text.replace("\0", ""), count=1)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ZerenError(f"{name}: is no web page that can be read ({error}); save the page again") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ZerenError(f"{name}: nests its elements deeper than any page; copy the text from the browser")
    if root is None:
        raise ZerenError(f"{name}: is an empty web page; save the page with its text")
    return root


def _metadata(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = _META.get((element.get("name") or "").lower())
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key, content)
    title = root.find(".//head/title")
    if title is not None and title.text and title.text.strip():
        found.setdefault("page_title", " ".join(title.text.split()))
    return found


def _decode(name: str, data: bytes, encoding: str | None) -> str:
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except LookupError:
            raise UsageError(f"{encoding!r} is no encoding; say utf-8, gb18030 or utf-16") from None
        except UnicodeDecodeError as error:
            raise ZerenError(
                f"{name}: is not {encoding} (byte {error.start} does not fit); leave the encoding to be found"
            ) from error
    for bom, named in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(named, "replace")
    # Text that fits UTF-8 is UTF-8, whatever the page says; pages were copied from one site to another.
    declared = [_WIDER.get(found.lower(), found) for found in _declared(data)]
    for candidate in ("utf-8", *declared, "gb18030"):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    for candidate in (*declared, "gb18030"):
        try:
            text = data.decode(candidate, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= _BROKEN_SHARE * len(text):
            return text
    raise ZerenError(f"{name}: is a web page in no encoding known here; save it as UTF-8 and load that")


def _declared(data: bytes) -> list[str]:
    match = _CHARSET.search(data[:8192])
    return [match.group(1).decode("ascii")] if match else []


def _page_of_archive(name: str, data: bytes) -> bytes:
    """The page in an archive saved by a browser or by Word (.mht), as UTF-8."""
    import email  # noqa: PLC0415 - only page archives need it

    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset()
                if charset:
                    try:
                        return payload.decode(_WIDER.get(charset, charset)).encode("utf-8")
                    except (UnicodeDecodeError, LookupError):
                        pass
                return payload
    raise ZerenError(f"{name}: is a page archive without a page; save the page as .html")
