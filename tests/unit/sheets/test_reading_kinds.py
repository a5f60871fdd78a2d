"""What is not a spreadsheet, or not a safe one, is named for what it is."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from desktop_app.domain.errors import BadFile
from desktop_app.sheets import snapshot
from desktop_app.sheets.reading import Book


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refusal(data: bytes, name: str = "list.xlsx") -> str:
    with pytest.raises(BadFile) as caught:
        Book(data, name).opened()
    return caught.value.sentence


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.xlsx", "empty"),
        (b"\n\n \n", "a.csv", "empty"),
        (b"%PDF-1.7 ...", "a.xlsx", "This is a PDF"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "a.csv", "gzip"),
        (zipped(readme="x"), "a.csv", "zip"),
        (zipped(word__document="x", **{"[Content_Types].xml": "<Types/>"}), "a.docx", "Word document"),
        (zipped(**{"Index/Document.iwa": "x"}), "a.numbers", "Numbers"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "a.vcf", "contacts"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "XML"),
        (b'{"doc_id": "x", "url": "https://docs.google.com/open?id=1"}', "a.gsheet", "Google"),
        (b"Name;Mobil\nAnna;0157\n", "a.xlsx", "plain text"),
        (b"PK\x03\x04 cut off", "a.xlsx", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
        (b"{\\rtf1 }", "a.rtf", "text document"),
        (bytes(range(256)) * 20, "a.bin", "no spreadsheet"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a.doc", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "damaged"),
    ],
)
def test_each_kind_is_named(data: bytes, name: str, words: str) -> None:
    assert words in refusal(data, name)


BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">]><sst>&a;</sst>'


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "docProps/core.xml", "[Content_Types].xml", "_rels/.rels"])
def test_entities_anywhere_are_refused_before_reading(part: str) -> None:
    assert "unsafe" in refusal(zipped(**{"xl/workbook.xml": "<workbook/>", part: BOMB}))
    assert "unsafe" in refusal(zipped(**{"xl/workbook.xml": "<workbook/>", part: BOMB.encode("utf-16")}))


def test_a_doctype_far_behind_comments_is_found() -> None:
    late = '<?xml version="1.0"?>' + "<!-- filler -->" * 9000 + "<!DOCTYPE x><worksheet/>"
    assert "unsafe" in refusal(zipped(**{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": late}))


def test_a_bomb_of_zeros_is_too_large() -> None:
    assert "too large" in refusal(
        zipped(**{"xl/workbook.xml": "<workbook/>", "xl/big.xml": b"<x>" + b"0" * (160 << 20)})
    )


def test_two_parts_of_one_name_are_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for _ in range(2):
            with pytest.warns() if "xl/workbook.xml" in file.namelist() else _nothing():
                file.writestr("xl/workbook.xml", "<workbook/>")
    assert "damaged" in refusal(out.getvalue())


def _nothing():
    import contextlib

    return contextlib.nullcontext()


def test_web_exports_named_xls_are_read() -> None:
    assert Book(b"Name\tMobil\nAnna\t0157\nBert\t0158\n", "export.xls").opened().kind == "csv"


def test_snapshot_refuses_what_is_no_file(tmp_path: Path) -> None:
    import os

    with pytest.raises(BadFile, match="not there"):
        snapshot.take(tmp_path / "gone.xlsx")
    with pytest.raises(BadFile, match="not a file"):
        snapshot.take(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(BadFile, match="not a file"):
            snapshot.take(tmp_path / "pipe.csv")


def test_snapshot_notices_excel_and_changes(tmp_path: Path) -> None:
    path = tmp_path / "Kunden [1] ä.csv"
    path.write_text("a,b\n")
    (tmp_path / f"~${path.name}").write_bytes(b"x")
    assert snapshot.take(path).open_in_excel
    assert snapshot.take(path).data == b"a,b\n"


def test_snapshot_of_a_file_that_keeps_changing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a")
    real = Path.open

    def growing(self: Path, *args: str, **kwargs: str) -> object:
        with real(self, "a") as file:
            file.write("more")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", growing)
    with pytest.raises(BadFile, match="being changed"):
        snapshot.take(path, sleep=lambda _: None)
