"""What is no document, or a broken or hostile one, is refused in one line that says what to do."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zeren_loaders.readers import read_bytes
from zeren_schema.errors import UsageError, ZerenError

from tests.loaders.readers.pdf_samples import Canvas, body, drawn, pdf, scan
from tests.loaders.readers.samples import docx_bytes, paragraph, raw_docx, read, word_xml


def good_docx() -> bytes:
    document = docx.Document()
    for number in range(30):
        document.add_paragraph(f"{number}.加强运行分析。责任单位：市甲局")
    return docx_bytes(document)


def good_pdf() -> bytes:
    return pdf([body(f"{number}.加强运行分析。责任单位：市甲局") for number in range(30)])


def archive(**members: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


def bomb_in_text() -> bytes:
    return raw_docx(paragraph("增" * 4_000_000))


def bomb_of_paragraphs() -> bytes:
    return raw_docx(paragraph("一、稳增长。责任单位：市甲局") * 200_000)


def bomb_beside_the_text() -> bytes:
    members = {"word__document_DOT_xml": b"<a/>", "word__media__image1_DOT_png": bytes(150_000_000)}
    return archive(**members)


def many_styles() -> bytes:
    return raw_docx(paragraph("一"), styles=word_xml("styles", '<w:style w:styleId="A"/>' * 400_000))


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "增" * 10}">' for at in range(10))
    xml = word_xml("document", "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>")
    head, rest = xml.split("?>", 1)
    return archive(word__document_DOT_xml=f"{head}?><!DOCTYPE x [{levels}]>{rest}".encode())


def pdf_bomb() -> bytes:
    data = bytearray(drawn(lambda canvas: canvas.drawString(100, 700, "一、加强运行分析工作。")))
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(30)) + packer.flush()
    return bytes(data) + b"9 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj" % (
        len(packed),
        packed,
    )


def locked_pdf() -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "一、加强运行分析工作。")

    return drawn(draw, encrypt="secret")


def locked_docx() -> bytes:
    data = bytearray(good_docx())
    # The flag of encryption in the local header and in the directory of the first member.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def assert_one_line(error: ZerenError) -> None:
    assert "\n" not in str(error)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "old office": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        r"\.doc, \.xls, \.wps.*save it as \.docx",
    ),
    "rich text": (lambda: b"{\\rtf1\\ansi hello}", "rich text.*save it as .docx"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(100), "compressed.*unpack"),
    "word 2003 xml": (
        lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "Word XML",
    ),
    "workbook without sheets": (lambda: archive(xl__workbook_DOT_xml=b"<x/>"), "workbook without text"),
    "workbook without its part": (lambda: archive(xl__styles_DOT_xml=b"<x/>"), "without a workbook"),
    "slides": (lambda: archive(ppt__presentation_DOT_xml=b"<x/>"), "slides"),
    "ofd": (lambda: archive(OFD_DOT_xml=b"<x/>"), "OFD"),
    "open document": (lambda: archive(mimetype=b"x", content_DOT_xml=b"<x/>"), "OpenDocument"),
    "any zip": (lambda: archive(a_DOT_txt=b"x"), "zip archive.*unpack"),
    "zip cut short": (lambda: good_docx()[:3000], "damaged"),
    "zip head only": (lambda: b"PK\x03\x04", "damaged"),
    "docx without document": (lambda: archive(word__styles_DOT_xml=b"<x/>"), "without a document"),
    "docx with broken xml": (lambda: archive(word__document_DOT_xml=b"<w:document><w:body>"), "damaged"),
    "docx with another root": (lambda: archive(word__document_DOT_xml=b"<x/>"), "without a document"),
    "docx with no xml": (lambda: archive(word__document_DOT_xml=b"\0\1\2"), "damaged"),
    "docx with nothing in it": (lambda: raw_docx(""), "no text"),
    "docx with a password": (locked_docx, "password"),
    "docx with entities": (entities, "damaged"),
    "docx with one huge text": (bomb_in_text, "would expand"),
    "docx with many paragraphs": (bomb_of_paragraphs, "would expand"),
    "docx with a bomb beside": (bomb_beside_the_text, "would expand"),
    "docx with many styles": (many_styles, "would expand"),
    "docx with many columns": (
        lambda: raw_docx("<w:tbl><w:tr>" + f"<w:tc>{paragraph('甲')}</w:tc>" * 500 + "</w:tr></w:tbl>"),
        "more than 200 columns",
    ),
    "page without text": (lambda: b"<html><body><script>load()</script></body></html>", "without text"),
    "page nested too deep": (lambda: b"<html><body>" + b"<div><b>" * 20_000, "deeper|without text"),
    "page of nested tables": (
        ("<html><body>" + "<table><tr><td>一。<td>" * 200).encode,
        "nests tables",
    ),
    "page with a wide table": (
        lambda: b"<html><table>" + b"<tr>" + b"<td>x" * 5000 + b"<tr><td>y<td>z",
        "200 columns",
    ),
    "page archive without page": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx",
        "without a page",
    ),
    "page in no encoding": (lambda: b"<html><body>" + bytes(range(128, 256)) * 50, "no encoding"),
    "scan": (scan, "is a scan.*recognise"),
    "pdf of empty pages": (lambda: drawn(lambda canvas: None), "empty pages"),
    "pdf with a password": (locked_pdf, "password"),
    "pdf head only": (lambda: b"%PDF-1.7\n", "damaged"),
    "pdf cut to its head": (lambda: good_pdf()[:400], "damaged"),
    "pdf that expands": (pdf_bomb, "would expand"),
    "text with a long line": (("增" * 400_000).encode, "line of"),
    "binary": (lambda: bytes(range(256)) * 20, "binary|encoding"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line(case: str) -> None:
    make, message = REFUSED[case]
    with pytest.raises(ZerenError, match=message) as caught:
        read(make(), "folder/document.bin")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("folder/document.bin: ")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(ZerenError, match="50 MB is more than"):
        read_bytes(path)
    with pytest.raises(UsageError, match="is a folder"):
        read_bytes(tmp_path)
    with pytest.raises(UsageError, match="no such file"):
        read_bytes(tmp_path / "none.txt")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
@pytest.mark.parametrize(
    "case",
    [
        "docx with one huge text",
        "docx with many paragraphs",
        "docx with a bomb beside",
        "pdf that expands",
        "docx with entities",
    ],
)
def test_refusing_a_bomb_takes_little_memory(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.bin"
    path.write_bytes(REFUSED[case][0]())
    program = (
        "import sys; from pathlib import Path; from zeren_loaders.readers import read_source\n"
        "from zeren_schema.errors import ZerenError\n"
        "path = Path(sys.argv[1])\n"
        "try: read_source(path, path.read_bytes())\n"
        "except ZerenError: print(open('/proc/self/status').read().split('VmHWM:')[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert 0 < int(done.stdout.split()[0]) < 200_000  # kilobytes


def test_reading_text_imports_no_other_reader() -> None:
    program = (
        "import sys; from pathlib import Path; from zeren_loaders.readers import read_source\n"
        "read_source(Path('a.txt'), '一、稳增长。'.encode())\n"
        "print([name for name in ('lxml', 'pypdfium2', 'PIL', 'email', 'docx') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_name_of_a_file_does_not_decide_its_format() -> None:
    assert read(good_pdf(), "a.txt").tables == []
    assert len(read(good_docx(), "a.html").lines) == 30
    assert read("<html><body><p>一、稳增长。</p></body></html>", "a.doc").text == "一、稳增长。\n"
    assert read("一、稳增长。", "a.docx").text == "一、稳增长。"


GOOD = {"docx": good_docx(), "pdf": good_pdf()}


@pytest.mark.parametrize("kind", GOOD)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(damaged)))
    try:
        read(bytes(damaged[:end] if data.draw(st.booleans()) else damaged) or b"x")
    except ZerenError as error:
        assert_one_line(error)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<html>", b"%PDF-1.4\n", b"PK\x03\x04", b"MIME-Version: 1.0\n", b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        read((head + data) or b"x")
    except ZerenError as error:
        assert_one_line(error)


_fragments = st.lists(
    st.sampled_from(
        [
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:t>甲</w:t>",
            "<w:tbl>",
            "</w:tbl>",
            "<w:tr>",
            "</w:tr>",
            "<w:tc>",
            "</w:tc>",
            "<w:sdt>",
            "</w:sdt>",
            "<w:sdtContent>",
            "</w:sdtContent>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:gridSpan w:val="9999999"/>',
            '<w:gridSpan w:val="x"/>',
            "<w:vMerge/>",
            "<w:tcPr>",
            "</w:tcPr>",
            '<w:sym w:char="zz"/>',
            '<w:sym w:char="D800"/>',
            "<w:pPr>",
            "</w:pPr>",
            '<w:gridBefore w:val="-5"/>',
            "<w:trPr>",
            "</w:trPr>",
            "<mc:AlternateContent>",
            "</mc:AlternateContent>",
            "<!-- c -->",
            "<?pi x?>",
        ]
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(_fragments)
def test_any_body_is_read_or_refused(fragments: list[str]) -> None:
    opened: list[str] = []
    xml = ""
    for fragment in fragments:  # close what is open, drop what closes nothing: XML that parses
        name = fragment.strip("</>").split()[0]
        if fragment.startswith("</"):
            if name not in opened:
                continue
            while opened[-1] != name:
                xml += f"</{opened.pop()}>"
            opened.pop()
        elif (
            fragment.endswith(">")
            and not fragment.endswith("/>")
            and fragment[1] not in "!?"
            and "甲" not in fragment
        ):
            opened.append(name)
        xml += fragment
    xml += "".join(f"</{name}>" for name in reversed(opened))
    try:
        read(raw_docx(xml + paragraph("后记")))
    except ZerenError as error:
        assert_one_line(error)
