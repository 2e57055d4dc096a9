"""The zip archive a .docx or .xlsx is: its XML parts, refused where they would expand beyond any document."""

from __future__ import annotations

import zipfile
import zlib
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


class Package:
    """The parts of one file. Raises ZerenError for an archive that is damaged or expands too far."""

    def __init__(self, name: str, data: bytes, kind: str) -> None:
        self.name = name
        self.kind = kind
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
                " document does; check where it comes from, or save it again in Office or WPS"
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
            f"{self.name}: is a damaged {self.kind} ({first}); open it in Office or WPS and save it again"
        )
