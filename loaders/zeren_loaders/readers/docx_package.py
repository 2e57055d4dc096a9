"""The zip archive a .docx is: its XML parts, refused where they would expand beyond any document."""

from __future__ import annotations

import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from lxml import etree
from zeren_schema.errors import ZerenError

# The text of such a document compresses 5- to 30-fold with all its formatting. What expands further is an
# archive made to exhaust whoever opens it.
MAX_RATIO = 60
MAX_EXPANDED = 200_000_000
MAX_PART = 32_000_000
_HARMLESS = 1_000_000

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}


class Package:
    """The parts of one file. Raises ZerenError for an archive that is damaged or expands too far."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise self._damaged(str(error)) from None
        if any(member.flag_bits & 1 for member in members):
            raise ZerenError(f"{name}: is locked by a password; save it without one and load that")
        self._refuse_bomb(sum(member.file_size for member in members), len(data))
        self._sizes = {member.filename: (member.file_size, member.compress_size) for member in members}

    def _refuse_bomb(self, expanded: int, packed: int) -> None:
        if expanded > MAX_EXPANDED or (expanded > _HARMLESS and expanded > MAX_RATIO * packed):
            raise ZerenError(
                f"{self.name}: would expand from {packed / 1e6:.1f} to {expanded / 1e6:.0f} MB, as no"
                " document does; check where it comes from, or save it again in Word or WPS"
            )

    def part(self, path: str) -> Any | None:
        """The root element of an XML part; None if there is none."""
        if path not in self._sizes:
            return None
        expanded, packed = self._sizes[path]
        self._refuse_bomb(expanded, max(packed, 1))
        if expanded > MAX_PART:
            raise ZerenError(
                f"{self.name}: {path} alone has {expanded / 1e6:.0f} MB;"
                " split the document and load the parts"
            )
        try:
            with self._archive.open(path) as stream:
                # The size in the archive's directory is a claim: read no further than it goes.
                data = stream.read(expanded + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self._damaged(f"{path}: {error}") from None
        if len(data) > expanded:
            raise self._damaged(f"{path} is larger than the archive says")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{path}: {error}") from None
        if root.getroottree().docinfo.doctype:
            raise self._damaged(f"{path} declares entities")
        return root

    def _damaged(self, what: str) -> ZerenError:
        first = what.split("\n", 1)[0]
        return ZerenError(
            f"{self.name}: is a damaged .docx ({first}); open it in Word or WPS and save it again"
        )


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
