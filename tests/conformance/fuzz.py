"""`python -m tests.conformance.fuzz SECONDS FOLDER`: a coverage-guided search for what breaks the loader.

The fuzzer grows inputs that reach new lines of the loader. An input is a list of edits of a conformance
document, or pieces of the genre put together, or the bytes of a file. What raises anything but the error that
users see, or leaves a reading that does not hold, is written to FOLDER and printed; it belongs among the
finds in `test_finds.py`. Needs atheris, which has wheels for Linux on x86-64.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped] # it comes without types

with atheris.instrument_imports(include=["zeren_loaders"]):
    from zeren_loaders.grammar import assemble, clauses, layout, lists  # noqa: F401
    from zeren_loaders.parse import parse_source
    from zeren_loaders.readers import docx, html, markdown, pdf, read_source  # noqa: F401
    from zeren_loaders.targets import extract  # noqa: F401

from zeren_schema.errors import ZerenError

from tests.conformance.expectations import FOLDER, SUFFIXES
from tests.conformance.genre import TOKENS, documents
from tests.conformance.invariants import broken_invariants

DOCUMENTS = documents()
NAMES = ("any.txt", "any.md", "any.html", "any.docx", "any.pdf", "any.csv")


def input_of(data: bytes) -> tuple[bytes, str]:
    """The file that an input stands for: its bytes and its name."""
    provider = atheris.FuzzedDataProvider(data)
    kind = provider.ConsumeIntInRange(0, 3)
    if kind == 3:
        name = NAMES[provider.ConsumeIntInRange(0, len(NAMES) - 1)]
        return provider.ConsumeBytes(provider.remaining_bytes()), name
    text = ""
    if kind > 0:
        text = DOCUMENTS[provider.ConsumeIntInRange(0, len(DOCUMENTS) - 1)]
    while provider.remaining_bytes():
        token = TOKENS[provider.ConsumeIntInRange(0, len(TOKENS) - 1)]
        if kind == 0:
            text += token
        else:
            at = provider.ConsumeIntInRange(0, len(text))
            text = text[:at] + token + text[at + provider.ConsumeIntInRange(0, 12) :]
    return text.encode("utf-8", "surrogatepass"), "any.txt"


def read_one(data: bytes) -> None:
    """Read what an input stands for."""
    content, name = input_of(data)
    try:
        document = parse_source(read_source(Path(name), content))
    except ZerenError:
        return
    broken = broken_invariants(document)
    if broken:
        raise AssertionError("; ".join(broken))


def seeds(folder: Path) -> None:
    """Inputs to begin with: every document as the bytes of a file, and some edits of each."""
    folder.mkdir(parents=True, exist_ok=True)
    # The fuzzer takes numbers from the end of an input and bytes from its start.
    for number, path in enumerate(sorted(FOLDER.iterdir())):
        if path.suffix in SUFFIXES:
            kind = NAMES.index(f"any{path.suffix}")
            (folder / f"file{number}").write_bytes(path.read_bytes() + bytes([kind, 3]))
    for number in range(len(DOCUMENTS)):
        edits = bytes((number * 37 + step * 61) % 256 for step in range(24))
        (folder / f"edits{number}").write_bytes(edits + bytes([number, 1]))
    for number in range(16):
        (folder / f"pieces{number}").write_bytes(
            bytes((number * 17 + step * 29) % 256 for step in range(80)) + b"\0"
        )


def main() -> None:
    """Search for so many seconds; exits with another code than 0 as soon as something is found."""
    seconds, folder = int(sys.argv[1]), Path(sys.argv[2])
    seeds(folder / "corpus")
    atheris.Setup(
        [
            sys.argv[0],
            str(folder / "corpus"),
            f"-max_total_time={seconds}",
            f"-artifact_prefix={folder}/",
            "-timeout=10",
            "-rss_limit_mb=1500",
            "-max_len=20000",
            "-seed=20260124",
            "-print_final_stats=1",
            "-verbosity=0",
        ],
        read_one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
