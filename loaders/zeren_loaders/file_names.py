"""Names of files as text that a database takes, whatever bytes the file system holds."""

from __future__ import annotations

import re

# What stands between the separators of a path or of a message about one; GB18030 uses neither in a character.
_PIECE = re.compile(r"[^/:]*[\udc80-\udcff][^/:]*")


def legible(words: str) -> str:
    """The words with bytes that are no UTF-8 read as GB18030.

    An archive packed on a Chinese Windows unpacks into such names elsewhere. Bytes that are neither are
    written as numbers.
    """
    return _PIECE.sub(lambda piece: _read(piece[0]), words)


def _read(piece: str) -> str:
    data = piece.encode("utf-8", "surrogateescape")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("utf-8", "backslashreplace")
