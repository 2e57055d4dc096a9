"""One file in, one `ParsedDocument` out. No database is touched here."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from zeren_schema.errors import UsageError, ZerenError

from zeren_loaders import script
from zeren_loaders.build import Builder
from zeren_loaders.grammar.assemble import assemble
from zeren_loaders.grammar.layout import logical_lines
from zeren_loaders.grammar.metadata import jurisdiction_of, level_of_code, read_metadata
from zeren_loaders.grammar.tables import add_plans, find_sheets
from zeren_loaders.readers import Source, read_bytes, read_source
from zeren_loaders.records import Finding, Jurisdiction, LoadOptions, ParsedDocument
from zeren_loaders.units.identity import Register

NO_OPTIONS = LoadOptions()


def parse_file(path: Path, options: LoadOptions = NO_OPTIONS) -> ParsedDocument:
    """Read one document.

    Raises UsageError for a wrong path or option, ZerenError for a file without readable text or without a
    single task.
    """
    path = Path(path)
    return parse_bytes(path, read_bytes(path), options)


def parse_bytes(path: Path, data: bytes, options: LoadOptions = NO_OPTIONS) -> ParsedDocument:
    """Read one document whose bytes are at hand; `path` names it and its sidecar."""
    source = read_source(path, data, options.encoding)
    document = parse_source(source, read_sidecar(path), options)
    if not document.tasks:
        raise ZerenError(f"{path}: no task found; this text assigns no tasks to units, so nothing was stored")
    return document


def parse_source(
    source: Source, sidecar: dict[str, Any] | None = None, options: LoadOptions = NO_OPTIONS
) -> ParsedDocument:
    """Read text that a reader has made of a file. A text without tasks gives a document without plans."""
    document = ParsedDocument(source.name, source.sha256, source.text, findings=source.findings)
    said = sidecar or {}
    if script.is_traditional(source.text):
        # The grammar reads Simplified script; what was printed stays in `documents.text`.
        source.folded = script.simplified(source.folded)
    place = _jurisdiction(said, options)
    register = Register(place.code if place else None)
    tables = find_sheets(source, register.knows)
    lines, findings = logical_lines(source, register.knows, tables.taken)
    document.findings += [*tables.findings, *findings]
    draft = assemble(lines)
    add_plans(draft, tables, source, lines, register.knows)
    metadata = read_metadata(
        [line.text for line in draft.front],
        [line.text for line in draft.back],
        [line.passage.printed(source.text) for line in draft.front],
    )
    document.title, document.doc_number = metadata.title, metadata.doc_number
    document.issuer, document.issued_on, document.year = metadata.issuer, metadata.issued_on, metadata.year
    for name in ("title", "doc_number", "issuer", "issued_on", "year"):
        if name in said:
            setattr(document, name, said[name])
    document.jurisdiction = place or jurisdiction_of(metadata.issuer, metadata.title)
    if document.jurisdiction is not None:
        if not document.jurisdiction.name and metadata.issuer:
            found = jurisdiction_of(metadata.issuer, metadata.title)
            document.jurisdiction.name = found.name if found else document.jurisdiction.code or ""
        register.own_name = document.jurisdiction.name
    for label, line in draft.pieces:
        document.pieces.append((label, line.passage.spans[0][0], line.passage.spans[-1][1]))
    for index in source.furniture:
        document.pieces.append(("furniture", *source.lines[index]))
    if said.get("sha256") not in (None, source.sha256):
        document.findings.append(
            Finding("sidecar_for_other_bytes", "warning", "附属说明文件的 sha256 与本文件不符")
        )
    Builder(document, register, draft).build()
    return document


def check_options(options: LoadOptions) -> None:
    """Raises UsageError for an option that no document could be read with."""
    code = options.jurisdiction
    if code is not None and not (code.isdigit() and len(code) == 6):
        raise UsageError(f"{code!r} is no GB/T 2260 code; give six digits, such as 330000")
    if options.encoding is not None:
        try:
            codecs.lookup(options.encoding)
        except (LookupError, ValueError):
            raise UsageError(f"{options.encoding!r} is no encoding; say utf-8, gb18030 or utf-16") from None


def read_sidecar(path: Path) -> dict[str, Any]:
    """What the YAML file beside a document says; empty if there is none.

    Raises ZerenError if it cannot be read as a mapping.
    """
    sidecar = path.with_suffix(".yaml")
    if sidecar == path or not sidecar.is_file():
        return {}
    import yaml  # noqa: PLC0415 - most documents have no sidecar

    try:
        said = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0]
        raise ZerenError(f"{sidecar}: cannot be read as YAML ({reason}); mend it or remove it") from error
    if not isinstance(said, dict):
        raise ZerenError(f"{sidecar}: should say `name: value` line by line; mend it or remove it")
    return said


def _jurisdiction(said: dict[str, Any], options: LoadOptions) -> Jurisdiction | None:
    check_options(options)
    if options.jurisdiction is not None:
        code = options.jurisdiction
        stated = said.get("jurisdiction") or {}
        name = stated.get("name", "") if str(stated.get("code")) == code else ""
        return Jurisdiction(name, level_of_code(code), code)
    stated = said.get("jurisdiction")
    if not stated:
        return None
    code = str(stated["code"])
    return Jurisdiction(stated.get("name", ""), stated.get("level") or level_of_code(code), code)
