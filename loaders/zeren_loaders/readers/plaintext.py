"""Plain text in the encodings Chinese offices use: UTF-8, GB18030 (with GBK and GB2312) and UTF-16."""

from __future__ import annotations

import codecs
import re

from zeren_schema.errors import UsageError, ZerenError

from zeren_loaders.readers.source import MAX_LINE, Source
from zeren_loaders.records import Finding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# One stray control character in so many is a slip of some converter; more is no text.
_CONTROL_SHARE = 200
# Of the ideographs in running text at least so many are among the 3,755 of GB 2312's first level. Text read
# in the wrong encoding scatters over all of them.
_COMMON_SHARE = 0.75
_SAMPLE = 20_000


def read(name: str, data: bytes, encoding: str | None = None) -> Source:
    """The text of the file, line ends as LF. Raises ZerenError if it is not text in a known encoding."""
    text = _decode(name, data, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    findings = []
    stray = _CONTROL.findall(text)
    if len(stray) * _CONTROL_SHARE > len(text):
        raise ZerenError(f"{name}: is a binary file, not text; save the document as UTF-8 text and load that")
    if stray:
        # PostgreSQL cannot store NUL, and no control character means anything here.
        text = _CONTROL.sub(" ", text)
        findings.append(Finding("control_characters", "info", f"控制字符 {len(stray)} 个,已作空格处理"))
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise ZerenError(f"{name}: has a line of {longest} characters; this is not a document's text")
    if not text.strip():
        raise ZerenError(f"{name}: holds only blanks; give the document's text")
    source = Source(text)
    source.findings = findings
    return source


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
            try:
                return data[len(bom) :].decode(named)
            except UnicodeDecodeError as error:
                raise ZerenError(
                    f"{name}: says it is {named} but byte {error.start} does not fit; save it as UTF-8 again"
                ) from error
    return _guess(name, data)


def _guess(name: str, data: bytes) -> str:
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        candidates: tuple[str, ...] = ("gb18030", "utf-16-le", "utf-16-be")
    else:
        candidates = ("utf-16-le", "utf-16-be")
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_chinese(text[:_SAMPLE]):
            return text
    if b"\0" in data or _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        raise ZerenError(f"{name}: is a binary file, not text; save the document as UTF-8 text and load that")
    raise ZerenError(
        f"{name}: is in no encoding known here (UTF-8, GB18030, UTF-16);"
        " save it as UTF-8, or name its encoding, such as --encoding big5"
    )


def _reads_as_chinese(text: str) -> bool:
    ideographs = "".join(re.findall(r"[\u3400-\u9fff]", text))
    if not ideographs or len(ideographs) * 5 < len(text.strip()):
        return False
    encoded = ideographs.encode("gb2312", "ignore")
    common = sum(0xB0 <= lead <= 0xD7 for lead in encoded[::2])
    return common >= _COMMON_SHARE * len(ideographs)
