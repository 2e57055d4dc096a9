"""What a person wrote about a document in the YAML file beside it: it wins over the document's own text."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from zeren_schema.errors import ZerenError

# What each key holds; other keys are the person's own affair.
_KINDS: dict[str, tuple[type, str]] = {
    "title": (str, "words"),
    "doc_number": (str, "words"),
    "issuer": (str, "words"),
    "issued_on": (date, "a date, such as 2026-01-24"),
    "year": (int, "a year, such as 2026"),
    "sha256": (str, "the digest of the file in quotation marks"),
    "jurisdiction": (dict, "`code: 330000`, and `name` and `level` if needed, on lines of their own"),
}


def read_sidecar(path: Path) -> dict[str, Any]:
    """What the YAML file beside a document says; empty if there is none.

    Raises ZerenError if it cannot be read, or says something that cannot be meant.
    """
    sidecar = path.with_suffix(".yaml")
    if sidecar == path or not sidecar.is_file():
        return {}
    import yaml  # noqa: PLC0415 - most documents have no sidecar

    try:
        # The loader in C takes a tenth of the time, where it was built.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        said = yaml.load(sidecar.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ZerenError(f"{sidecar}: cannot be read as YAML ({reason}); mend it or remove it") from error
    except OSError as error:
        raise ZerenError(f"{sidecar}: cannot be read ({error.strerror}); check its permissions") from error
    if not isinstance(said, dict):
        raise ZerenError(f"{sidecar}: should say `name: value` line by line; mend it or remove it")
    for key, (kind, meaning) in _KINDS.items():
        value = said.get(key)
        if value is not None and not _is(value, kind):
            raise ZerenError(f"{sidecar}: {key} is {value!r}; it should be {meaning}")
    place = said.get("jurisdiction")
    if place is not None and not _is_code(place.get("code")):
        raise ZerenError(f"{sidecar}: jurisdiction has no code of six digits; write `code: 330000` below it")
    return said


def _is(value: object, kind: type) -> bool:
    # A boolean is an integer to Python and a timestamp a date; a person means neither.
    return isinstance(value, kind) and not isinstance(value, bool | datetime)


def _is_code(value: object) -> bool:
    return len(str(value)) == 6 and str(value).isdigit()
