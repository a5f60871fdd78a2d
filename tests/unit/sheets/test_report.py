"""Reports open as text, never as formulas, and come back as they were."""

import csv
import json
import string
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import Group, PlanRequest
from desktop_app.sheets import plan, report
from desktop_app.sheets.reading import Book
from desktop_app.sheets.report import ReportRequest
from desktop_app.sheets.sheet import Sheet

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", " =1", "'=1", '=HYPERLINK("x")', "|cmd"]


def _request(folder: Path, name: str, rows: Sequence[Mapping[str, object]], **more: object) -> ReportRequest:
    source = folder / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return ReportRequest(folder / name, source, ("Name", "Token", "Mobil"), **more)  # type: ignore[arg-type]  # options


ROW = {
    "cells": ["Anna", "s3cret", "0171 6648305"],
    "state": "Delivered",
    "reason": None,
    "time": "2025-11-20 10:42",
    "phone": "Front desk",
    "sim": 1,
    "parts": 1,
    "number": "+491716648305",
    "text": "=1+1",
}


def _opened(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def _read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_workbook_has_the_owners_columns_then_ours(tmp_path: Path) -> None:
    assert report.write(_request(tmp_path, "r.xlsx", [ROW, {"cells": []}])) == 2
    sheet = _opened(tmp_path / "r.xlsx")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Name", "Mobil", "State", "Reason", "Time", "Phone", "SIM", "SMS", "Number", "Message"]
    assert rows[1] == [
        "Anna", "0171 6648305", "Delivered", None, "2025-11-20 10:42", "Front desk", "1", "1", "+491716648305", "=1+1",
    ]  # fmt: skip


def test_every_cell_of_a_workbook_is_text(tmp_path: Path) -> None:
    rows = [{"cells": [cell], "text": cell} for cell in DANGEROUS]
    report.write(_request(tmp_path, "r.xlsx", rows))
    sheet = _opened(tmp_path / "r.xlsx")
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert len(cells) == 2 * len(DANGEROUS)
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_csv_cells_never_begin_like_a_formula(tmp_path: Path) -> None:
    rows = [{"cells": [cell], "text": cell} for cell in DANGEROUS]
    report.write(_request(tmp_path, "r.csv", rows))
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for row in _read_csv(tmp_path / "r.csv")[1:]:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋")), cell


def test_phone_numbers_may_keep_their_plus_when_asked(tmp_path: Path) -> None:
    report.write(_request(tmp_path, "r.csv", [ROW]))
    assert _read_csv(tmp_path / "r.csv")[1][-2] == "'+491716648305"
    report.write(_request(tmp_path, "p.csv", [ROW], plain_plus=True))
    assert _read_csv(tmp_path / "p.csv")[1][-2:] == ["+491716648305", "'=1+1"]


@given(st.one_of(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")), st.sampled_from(DANGEROUS)))
def test_what_csv_cells_hide_comes_back(text: str) -> None:
    assert report.unescaped(report.csv_cell(text)) == text
    assert report.unescaped(report.csv_cell(text, plain_plus=True)) == text


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_our_own_report_reads_back_with_the_same_numbers(tmp_path: Path, name: str) -> None:
    texts = ["Grüße, Anna\nBerger", "ı😀", "_x0041_", "12", "a" * 300, "O'Neil"]
    rows = [
        {"cells": [text, "", f"0171 66483{n:02d}"], "number": f"+4917166483{n:02d}"} for n, text in enumerate(texts)
    ]
    report.write(_request(tmp_path, name, rows))
    path = tmp_path / name
    book = Book(path.read_bytes(), str(path))
    sheet = book.sheet(book.opened().best)
    made = plan.build(sheet, 1, PlanRequest(sheet.name, 1, (8,), template="{Name}"))
    assert [row.text for row in made.page()] == texts
    assert [row.to for row in made.page()] == [row["number"] for row in rows]


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=8),
    st.text("'=+-@ \n\t#,;\"0\u00a0", max_size=6),
    st.sampled_from(["'+49 1575", "='", "'=1", "''=1", '="0157"', "# note", "sep=;", ', "']),
)


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5), plain_plus=st.booleans())
@settings(max_examples=150)
def test_our_own_csv_comes_back_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], plain_plus: bool
) -> None:
    path = tmp_path_factory.mktemp("own") / "r.csv"
    rows = [["Name", "Notiz", "Number", "Time"], *([*row, "+491716648305", "-"] for row in rows)]
    report.write_table(path, rows[0], rows[1:], plain_plus=plain_plus)
    assert Book(path.read_bytes(), str(path)).sheet("r").rows == rows


@pytest.mark.parametrize(
    "text",
    [
        "Name,Notiz\r\nAnna,'=1\r\n",  # no byte order mark
        "\ufeffName,Notiz\nAnna,'=1\n",
        "\ufeffName,Notiz\r\nAnna,'=1\r\nBert,=2\r\n",  # a formula we would not have let through
    ],
)
def test_apostrophes_of_strangers_stay(text: str) -> None:
    assert Book(text.encode(), "list.csv").sheet("list").rows[1] == ["Anna", "'=1"]


def test_nothing_is_written_over_an_existing_file_unasked(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("mine")
    with pytest.raises(BadFile, match="exists already"):
        report.write(_request(tmp_path, "r.csv", [ROW]))
    assert (tmp_path / "r.csv").read_text() == "mine"
    report.write(_request(tmp_path, "r.csv", [ROW], overwrite=True))
    assert len(_read_csv(tmp_path / "r.csv")) == 2


@pytest.mark.parametrize("name", ["r.xlsx", "r.csv"])
def test_a_report_that_fails_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    request = _request(tmp_path, name, [ROW])
    request.source.write_text(json.dumps(ROW) + "\n{broken")
    with pytest.raises(json.JSONDecodeError):
        report.write(request)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.parametrize("name", ["r.pdf", "missing/r.csv"])
def test_places_that_cannot_be_written_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFile):
        report.write(_request(tmp_path, name, [ROW]))


def test_characters_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    report.write(_request(tmp_path, "r.xlsx", [{"cells": ["a\x00\x07b\ud800", "", string.printable + "x" * 40_000]}]))
    row = [cell.value for cell in _opened(tmp_path / "r.xlsx")[2]]
    assert row[0] == "ab"
    assert len(str(row[1])) <= 32_767


def test_problem_rows_are_saved_for_mending(tmp_path: Path) -> None:
    sheet = Sheet("S", [["Name", "Mobil"], ["A", "0171 6648305"], ["B", "176 20315577"]], [1, 2, 3])
    made = plan.build(sheet, 1, PlanRequest("S", 1, (1,), template="Hi {Name}"))
    made.save_rows(tmp_path / "rows.xlsx", Group.NOT_A_NUMBER)
    rows = [[cell.value for cell in row] for row in _opened(tmp_path / "rows.xlsx").iter_rows()]
    assert rows == [
        ["Name", "Mobil", "What we noticed", "Suggestion", "Number", "Message"],
        ["B", "176 20315577", "The first 0 is missing.", "+4917620315577", None, "Hi B"],
    ]
