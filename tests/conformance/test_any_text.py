"""Any text whatsoever, and any file, loads or is refused with one line; nothing else happens."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from zeren_loaders.load import load_file
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source
from zeren_schema.engine import open_engine
from zeren_schema.errors import ZerenError
from zeren_schema.migrate import upgrade

from tests.conformance.expectations import FOLDER, SUFFIXES
from tests.conformance.genre import TOKENS, documents
from tests.conformance.invariants import broken_invariants

DOCUMENTS = documents()
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in SUFFIXES)

quick = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


def read_whatever(data: bytes, name: str) -> None:
    """Read a file's bytes as the loader does: the only way to fail is the error that users see."""
    try:
        document = parse_source(read_source(Path(name), data))
    except ZerenError:
        return
    assert broken_invariants(document) == []


@quick
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    read_whatever(text.encode("utf-8", "surrogatepass"), "any.txt")


@settings(quick, max_examples=250)
@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_pieces_of_the_genre_in_any_order(tokens: list[str]) -> None:
    read_whatever("".join(tokens).encode(), "any.txt")


@st.composite
def damaged(draw: Any) -> str:
    """A document with pieces cut out, doubled, moved and put in."""
    text: str = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        where = draw(st.integers(0, len(text)))
        piece: str = draw(
            st.one_of(st.just(""), st.just(text[start:end] * 2), st.sampled_from(TOKENS), st.text(max_size=6))
        )
        text = (
            text[:start] + piece + text[end:] if draw(st.booleans()) else text[:where] + piece + text[where:]
        )
    return text


@settings(quick, max_examples=150)
@given(damaged(), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_damaged_documents(text: str, encoding: str) -> None:
    read_whatever(text.encode(encoding), "any.txt")


@st.composite
def damaged_file(draw: Any) -> tuple[bytes, str]:
    """A file of any format with some of its bytes changed, cut off or repeated."""
    path = draw(st.sampled_from(FILES))
    data = bytearray(path.read_bytes())
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 40))] = draw(st.binary(max_size=20))
    if draw(st.booleans()):
        del data[draw(st.integers(0, len(data))) :]
    return bytes(data), path.name


@quick
@given(damaged_file())
def test_damaged_files_of_every_format(file: tuple[bytes, str]) -> None:
    read_whatever(*file)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('any') / 'zeren.sqlite'}")
    upgrade(engine)
    return engine


@settings(quick, max_examples=60)
@given(text=st.one_of(damaged(), st.lists(st.sampled_from(TOKENS), max_size=60).map("".join)))
def test_whatever_is_read_can_be_stored(engine: Engine, tmp_path_factory: Any, text: str) -> None:
    data = text.encode()
    path = tmp_path_factory.getbasetemp() / f"{hashlib.sha256(data).hexdigest()[:20]}.txt"
    path.write_bytes(data)
    try:
        loaded = load_file(engine, path).n_tasks
    except ZerenError:
        loaded = None
    assert loaded != 0
