"""Workbooks: xlsx in all its spellings, ods, and what is odd in their cells."""

import contextlib
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.reading import Book
from desktop_app.sheets.sheet import Sheet
from tests.unit.sheets.workbooks import HEAD, MAIN, ods, xlsx


def read(data: bytes, name: str = "list.xlsx") -> Sheet:
    book = Book(data, name)
    return book.sheet(book.opened().best)


def cell(reference: str, value: str, kind: str = "", style: int = 0) -> str:
    attributes = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    return f'<c r="{reference}"{attributes}><v>{value}</v></c>'


def test_numbers_show_as_excel_shows_them() -> None:
    row = "".join(
        [
            cell("A1", "4915752982212"),
            cell("B1", "4.915752982212E12"),
            cell("C1", "0.30000000000000004"),
            cell("D1", "42", style=1),
            cell("E1", "46346.375", style=2),
            cell("F1", "0.125", style=3),
            cell("G1", "1", "b"),
            cell("H1", "12.50"),
        ]
    )
    sheet = read(xlsx(f'<row r="1">{row}</row>', formats=("00000", "dd.mm.yyyy hh:mm", "0%")))
    assert sheet.rows == [["4915752982212", "4915752982212", "0.3", "00042", "20.11.2026 09:00", "13%", "TRUE", "12.5"]]
    assert [column for column, flags in sheet.stored_as_number.items() if flags[0]] == [0, 1, 2, 3, 4, 5, 7]


def test_lost_digits_errors_and_missing_values_are_problems() -> None:
    rows = (
        f'<row r="1">{cell("A1", "1234567890123456789")}{cell("B1", "#N/A", "e")}<c r="C1"><f>A1</f></c>'
        '<c r="D1"><f>A1</f><v></v></c><c r="E1" t="str"><f>A1</f><v></v></c><c r="F1" t="str"><f>A1</f><v>x</v></c></row>'  # noqa: E501  # XML as one piece
    )
    sheet = read(xlsx(rows))
    assert sheet.problems == {
        (0, 0): "digits lost",
        (0, 1): "error:#N/A",
        (0, 2): "no value",
        (0, 3): "no value",
    }
    assert sheet.rows[0][1] == "#N/A"
    assert sheet.rows[0][5] == "x"


def test_problems_are_found_in_every_row_of_a_table() -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", str(1000 + n))}{cell(f"B{n}", str(10**15 + n) if n == 50 else str(n))}</row>'
        for n in range(1, 101)
    )
    assert read(xlsx(rows)).problems == {(49, 1): "digits lost"}


def test_formulas_show_their_values() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f>B{n}*2</f><v>{n * 2}</v></c><c r="B{n}"><f t="shared" si="0"/><v>{n}</v></c></row>'  # noqa: E501  # XML as one piece
        for n in range(1, 6)
    )
    assert read(xlsx(rows)).rows == [[str(n * 2), str(n)] for n in range(1, 6)]


STRINGS = (
    "<si><t>plain</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si>"
    "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si><si><t>a &amp; b &lt;c&gt; &#228;</t></si>"
    '<si><t xml:space="preserve"> two_x000D_\nlines </t></si><si><t/></si><si><t>bell&#7;</t></si>'
)


def test_shared_strings() -> None:
    rows = f'<row r="1">{"".join(cell(f"{chr(65 + n)}1", str(n), "s") for n in range(7))}</row>'
    sheet = read(xlsx(rows, strings=STRINGS))
    assert sheet.rows == [["plain", "rich text", "漢字", "a & b <c> ä", " two\nlines ", "", "bell"]]
    assert sheet.problems == {(0, 6): "characters removed"}


def test_inline_strings() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a &amp; b</t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>'
        '<c r="C1" t="inlineStr"><is><t>x_x0007_y</t></is></c></row>'
    )
    sheet = read(xlsx(rows))
    assert sheet.rows == [["a & b", "rich", "xy"]]
    assert sheet.problems == {(0, 2): "characters removed"}


def test_hidden_rows_and_filters() -> None:
    rows = "".join(
        f'<row r="{n}"{extra}>{cell(f"A{n}", str(n))}</row>'
        for n, extra in enumerate(("", ' hidden="1"', ' ht="0" customHeight="1"', ' hidden="0"', ' hidden="true"'), 1)
    )
    sheet = read(xlsx(rows, after='<autoFilter ref="A1:A5"/>'))
    assert sheet.hidden == {2, 3, 5}
    assert sheet.filtered
    assert len(sheet.rows) == 5


def test_rows_hidden_by_default() -> None:
    rows = f'<row r="1" hidden="0">{cell("A1", "1")}</row><row r="2">{cell("A2", "2")}</row>'
    assert read(xlsx(rows, before='<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>')).hidden == {2}


def test_gaps_keep_the_sheets_numbers() -> None:
    rows = (
        f'<row r="3">{cell("B3", "1")}</row><row r="4"/><row r="6">{cell("A6", "2")}{cell("D6", "3")}</row><row r="9"/>'
    )
    sheet = read(xlsx(rows))
    assert dict(zip(sheet.numbers, sheet.rows, strict=True)) == {
        1: [], 2: [], 3: ["", "1"], 4: [], 5: [], 6: ["2", "", "", "3"],
    }  # fmt: skip


def test_two_far_corners_do_not_fill_memory() -> None:
    rows = f'<row r="1">{cell("A1", "1")}</row><row r="1048576">{cell("XFD1048576", "2")}</row>'
    sheet = read(xlsx(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert [number for number, row in zip(sheet.numbers, sheet.rows, strict=True) if row] == [1, 1048576]


def test_merged_cells_are_marked_but_for_the_first() -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", str(n))}{cell(f"B{n}", "1")}</row>' for n in range(1, 4))
    merged = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    assert read(xlsx(rows, after=merged)).problems == {(1, 0): "merged", (2, 0): "merged"}


def test_column_widths() -> None:
    columns = (
        '<cols><col min="1" max="2" width="20.5" customWidth="1"/><col min="3" max="3" width="9" hidden="1"/></cols>'
    )
    assert read(xlsx(f'<row r="1">{cell("A1", "1")}</row>', before=columns)).widths == {0: 20.5, 1: 20.5}


ODD_SPELLINGS = {
    "prefixed": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2" hidden="1"><x:c r="B2"><x:v>7</x:v></x:c>'
    "</x:row></x:sheetData></x:worksheet>",
    "commented": f'<worksheet xmlns="{MAIN}"><!-- by hand --><sheetData><row r="2" hidden="1"><c r="B2"><v>7</v></c></row>'  # noqa: E501  # XML as one piece
    "</sheetData></worksheet>",
    "cdata": f'<worksheet xmlns="{MAIN}"><sheetData><row r="2" hidden="1"><c r="B2" t="str"><v><![CDATA[7]]></v></c></row>'  # noqa: E501  # XML as one piece
    "</sheetData></worksheet>",
    "single quotes": f"<worksheet xmlns='{MAIN}'><sheetData><row r='2' hidden='1'><c r='B2'><v>7</v></c></row>"
    "</sheetData></worksheet>",
    "indented": f'<worksheet xmlns="{MAIN}">\n <sheetData>\n  <row r="2" hidden="1">\n   <c r="B2">\n    <v>7</v>\n   </c>\n'  # noqa: E501  # XML as one piece
    "  </row>\n </sheetData>\n</worksheet>",
}


@pytest.mark.parametrize("spelling", ODD_SPELLINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_other_spellings_read_the_same(spelling: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.upper()}"?>{ODD_SPELLINGS[spelling]}'
    sheet = read(xlsx(parts={"xl/worksheets/sheet1.xml": text.encode(encoding)}))
    assert sheet.rows == [[], ["", "7"]]
    assert sheet.hidden == {2}


def test_cells_without_references() -> None:
    assert read(xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")).rows == [["1", "2"], ["3"]]


def test_strict_workbooks_and_missing_styles() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = f'{HEAD}<worksheet xmlns="{strict}"><sheetData><row r="1">{cell("A1", "1", style=3)}</row></sheetData></worksheet>'  # noqa: E501  # XML as one piece
    assert read(xlsx(sheet=sheet)).rows == [["1"]]


def test_the_1904_calendar() -> None:
    rows = f'<row r="1">{cell("A1", "0", style=1)}</row>'
    data = xlsx(rows, formats=("yyyy-mm-dd",), properties='<workbookPr date1904="1"/>')
    assert read(data).rows == [["1904-01-01"]]


def test_iso_dates() -> None:
    rows = f'<row r="1">{cell("A1", "2026-11-20T09:00:00", "d", 1)}{cell("B1", "08:30", "d")}</row>'
    assert read(xlsx(rows, formats=("dd.mm.yyyy",))).rows == [["20.11.2026", "08:30"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><t>bad & text</t></is></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>never</v></c></row>',
        '<row r="1"><c r="A1"><v>abc</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_damage_is_said(rows: str) -> None:
    with pytest.raises(BadFile, match="damaged"):
        read(xlsx(rows))


SECOND = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{{}}</row></sheetData></worksheet>'


def test_sheets_hidden_ones_left_out_and_the_one_with_numbers_first() -> None:
    data = xlsx(
        f'<row r="1">{cell("A1", "1")}</row>',
        sheets='<sheet name="Info" sheetId="1" r:id="rId1"/><sheet name="Chart" sheetId="3" r:id="rId3"/>'
        '<sheet name="Secret" state="veryHidden" sheetId="4" r:id="rId1"/>'
        '<sheet name="Kunden" sheetId="2" r:id="rId2"/>',
        parts={"xl/worksheets/sheet2.xml": SECOND.format(cell("A1", "+49 157 5298221", "str"))},
    )
    book = Book(data, "a.xlsx")
    opened = book.opened()
    assert [sheet.name for sheet in opened.sheets] == ["Info", "Kunden"]
    assert opened.best == "Kunden"
    assert opened.notes == ("1 hidden sheet is left out.",)
    with pytest.raises(BadFile, match="no sheet Secret"):
        book.sheet("Secret")


def test_no_rows() -> None:
    with pytest.raises(BadFile, match="no rows"):
        Book(xlsx('<row r="1"/>'), "a.xlsx").opened()


def test_what_openpyxl_writes() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Mobil", "Termin", "Zeit", "=1+1"])
    nine = dt.datetime(2026, 11, 20, 9)  # noqa: DTZ001  # cells know no zone
    sheet.append(["Müller & Söhne", 4915752982212, nine, dt.time(9, 30), "#N/A"])
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert found.rows[1] == ["Müller & Söhne", "4915752982212", "2026-11-20 9:00:00", "9:30:00", "#N/A"]
    assert found.problems == {(0, 4): "no value", (1, 4): "error:#N/A"}


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)


@given(
    st.lists(st.lists(st.one_of(TEXTS, st.integers(-(10**14), 10**14)), min_size=1, max_size=5), min_size=1, max_size=6)
)
@settings(max_examples=60, deadline=None)
def test_texts_and_whole_numbers_come_back_exactly(rows: list[list[str | int]]) -> None:
    book = openpyxl.Workbook()
    for number, row in enumerate([["x"], *rows], 1):
        for column, value in enumerate(row, 1):
            target = book.active.cell(number, column)
            target.value = value
            if isinstance(value, str):
                target.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    by_number = dict(zip(found.numbers, found.rows, strict=True))
    for number, row in enumerate(rows, 2):
        cells = by_number.get(number, [])
        wanted = [str(value).replace("\r\n", "\n").replace("\r", "\n") for value in row]
        assert cells + [""] * (len(wanted) - len(cells)) == wanted


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_mutated_workbooks_open_or_are_refused(data: st.DataObject) -> None:
    whole = bytearray(xlsx(f'<row r="1">{cell("A1", "0", "s")}</row>', strings=STRINGS, formats=("0.00",)))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(whole))))
    with contextlib.suppress(BadFile):
        read(bytes(whole[:cut]))


def table(rows: str, name: str = "Data", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def shown(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_ods_cells_show_their_own_text() -> None:
    row = (
        shown("Müller<text:s text:c='2'/>&amp;<text:line-break/>Co", 'office:value-type="string"')
        + shown("4,92E+12", 'office:value-type="float" office:value="4915752982212"')
        + shown("20.11.26", 'office:value-type="date" office:date-value="2026-11-20"')
        + shown("#N/A", 'table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"')
        + "<table:table-cell table:number-columns-repeated='16000'/>"
    )
    sheet = read(ods(table(f"<table:table-row>{row}</table:table-row>")), "a.ods")
    assert sheet.rows == [["Müller  &\nCo", "4915752982212", "20.11.26", "#N/A"]]
    assert sheet.problems == {(0, 3): "error:#N/A"}
    assert list(sheet.stored_as_number) == [1]


def test_ods_repeats_hidden_rows_and_hidden_sheets() -> None:
    rows = (
        f"<table:table-row table:number-rows-repeated='2'>{shown('a')}</table:table-row>"
        f"<table:table-row table:visibility='filter'>{shown('b')}</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    )
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    book = Book(ods(table(rows) + table(rows, "Off", "h"), styles), "a.ods")
    assert [sheet.name for sheet in book.opened().sheets] == ["Data"]
    sheet = book.sheet("Data")
    assert sheet.rows == [["a"], ["a"], ["b"]]
    assert sheet.hidden == {3}


def test_ods_that_claims_billions_of_cells_is_refused() -> None:
    row = shown("x").replace("<table:table-cell ", "<table:table-cell table:number-columns-repeated='16384' ")
    with pytest.raises(BadFile):
        read(ods(table(f"<table:table-row table:number-rows-repeated='1048576'>{row}</table:table-row>")), "a.ods")


def test_locked_ods() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(BadFile, match="password"):
        Book(ods("", manifest=manifest), "a.ods")
