from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.commands.do_not_text import as_number, read_entries, write_entries
from desktop_app.domain.errors import BadFile, BadUse
from desktop_app.store.do_not_text import Entry

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_a_number_by_hand() -> None:
    assert as_number("0157 52982212", "DE") == "+4915752982212"
    with pytest.raises(BadUse, match="hello"):
        as_number("hello", "DE")


@pytest.mark.parametrize(
    ("text", "numbers", "without"),
    [
        ("0157 52982212\n\n+43 664 1234567\n", ["+4915752982212", "+436641234567"], 0),
        ("Name;Mobil\nMaria;0157 52982212\nOtto;keine\n", ["+4915752982212"], 1),
        ("\ufeffNumber,Since\n+4915752982212,2026\n", ["+4915752982212"], 0),
        ("", [], 0),
    ],
)
def test_files_people_have(tmp_path: Path, text: str, numbers: list[str], without: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    entries, left = read_entries(path, "DE", NOW)
    assert [entry.number for entry in entries] == numbers
    assert left == without


def test_a_workbook_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04\x00\x00 0157 52982212")
    with pytest.raises(BadFile, match=r"Nothing was added\. Save the list as \.csv"):
        read_entries(path, "DE", NOW)


def test_what_excel_calls_unicode_text(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Name\tMobil\nMaria\t0157 52982212\n", encoding="utf-16")
    entries, without = read_entries(path, "DE", NOW)
    assert ([entry.number for entry in entries], without) == (["+4915752982212"], 0)


def test_an_export_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    entries = [Entry("+4915752982212", NOW, "by hand", "=cmd()"), Entry("+436641234567", NOW, "incoming text", "STOP")]
    assert write_entries(path, entries) == 2
    again, without = read_entries(path, "DE", NOW)
    assert ([entry.number for entry in again], without) == ([entry.number for entry in entries], 0)
    assert ",=cmd" not in path.read_text(encoding="utf-8")
    with pytest.raises(BadFile, match="exists"):
        write_entries(path, entries)
