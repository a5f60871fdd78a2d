"""Binary workbooks: formats, errors and hidden rows that a plain reader of values would lose."""

import struct

import pytest

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.reading import Book
from tests.unit.sheets.workbooks import PACKAGE, RELATED, packed


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def cell(kind: int, column: int, data: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + data)


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number - 1, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def xlsb(sheet: bytes) -> bytes:
    related = "".join(
        f'<Relationship Id="r{n}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")],
            1,
        )
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": record(153, bytes(8))
            + record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("Data")),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
            "xl/styles.bin": record(44, struct.pack("<H", 164) + wide("00000"))
            + record(617) + record(47, struct.pack("<HH", 0, 0)) + record(47, struct.pack("<HH", 0, 164)) + record(618),
            "xl/sharedStrings.bin": record(19, b"\0" + wide("Müller")),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )  # fmt: skip


def test_cells_of_every_kind() -> None:
    sheet = (
        row(1)
        + cell(7, 0, struct.pack("<I", 0))
        + cell(5, 1, struct.pack("<d", 4915752982212.0))
        + cell(2, 2, struct.pack("<I", 42 << 2 | 2), 1)
        + cell(2, 3, struct.pack("<I", 1250 << 2 | 3))
        + cell(3, 4, b"\x2a")
        + cell(4, 5, b"\x01")
        + row(2, hidden=True)
        + cell(8, 1, wide("made"))
    )
    book = Book(xlsb(sheet), "a.xlsb")
    found = book.sheet(book.opened().best)
    assert found.rows == [["Müller", "4915752982212", "00042", "12.5", "#N/A", "TRUE"], ["", "made"]]
    assert found.problems == {(0, 4): "error:#N/A"}
    assert found.hidden == {2}


@pytest.mark.parametrize("cut", [3, 9, 20])
def test_cut_records_are_damage(cut: int) -> None:
    sheet = row(1) + cell(5, 1, struct.pack("<d", 1.5))
    with pytest.raises(BadFile):
        Book(xlsb(sheet[:cut]), "a.xlsb").opened()


def test_a_claim_of_millions_of_cells_is_refused() -> None:
    claim = record(148, struct.pack("<4I", 0, 32769, 0, 129))
    with pytest.raises(BadFile, match="claims far more"):
        Book(xlsb(claim + row(1) + cell(4, 0, b"\1")), "a.xlsb").opened()
