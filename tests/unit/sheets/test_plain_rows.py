"""The quick way through a worksheet finds what the careful one finds, and an odd row costs that row only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.sheets.careful_xml import CarefulPass
from desktop_app.sheets.container import Container
from desktop_app.sheets.plain_xml import Odd, PlainPass
from desktop_app.sheets.reading import Book
from desktop_app.sheets.sheet import Sheet, SheetBuilder
from desktop_app.sheets.xlsx import Xlsx
from tests.unit.sheets.workbooks import xlsx

STRINGS = "<si><t>Anna</t></si><si><t>a &amp; b</t></si><si><t>bell\x7f</t></si>"
FORMATS = ("dd.mm.yyyy", "0.00", "@")
CELLS = (
    "",
    '<c r="{}" t="inlineStr" />',
    '<c r="{}" s="1"/>',
    '<c r="{}"></c>',
    '<c r="{}" t="n"><v>{n}</v></c>',
    '<c r="{}"><v>0{n}</v></c>',
    '<c r="{}"><v>{n}.50</v></c>',
    '<c r="{}"><v>12345678901234567{n}</v></c>',
    '<c r="{}" s="1" t="n"><v>4598{n}.25</v></c>',
    '<c r="{}" s="1"><v>-5</v></c>',
    '<c r="{}" t="s"><v>0</v></c>',
    '<c r="{}" t="s"><v>1</v></c>',
    '<c r="{}" t="s"><v>2</v></c>',
    '<c r="{}" t="b"><v>1</v></c>',
    '<c r="{}" t="e"><v>#N/A</v></c>',
    '<c r="{}" t="str"><f>A1</f><v>x{n}</v></c>',
    '<c r="{}"><f>A1</f></c>',
    '<c r="{}" t="inlineStr"><is><t>Text {n} &lt;3</t></is></c>',
    '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> _x0041_ </t></is></c>',
    '<c r="{}" t="inlineStr"><is><r><t>rich</t></r><r><t>er</t></r></is></c>',
    '<c r="{}"><f>A1</f><v/></c>',
    "<c r='{}'><v>7</v></c>",
    '<c t="n" r="{}"><v>8</v></c>',
    '<c r="{}"><v> 9 </v></c>',
    '<c r="{}"><v> </v></c>',
)
ROWS = ('<row r="{}">', '<row r="{}" spans="1:4" ht="15">', '<row r="{}" hidden="1">', '<row ht="0" r="{}">')


def read(way: type[PlainPass | CarefulPass], data: bytes) -> Sheet:
    container = Container(data)
    builder = SheetBuilder("Data")
    way(Xlsx(container), builder).read("xl/worksheets/sheet1.xml")
    return builder.finish()


def same(data: bytes) -> Sheet:
    quick, careful = read(PlainPass, data), read(CarefulPass, data)
    assert quick.rows == careful.rows
    assert list(quick.numbers) == list(careful.numbers)
    assert (quick.hidden, quick.problems) == (careful.hidden, careful.problems)
    marked = [{c: bytes(f) for c, f in sheet.stored_as_number.items() if any(f)} for sheet in (quick, careful)]
    assert marked[0] == marked[1]
    return quick


@given(
    kinds=st.lists(st.lists(st.sampled_from(CELLS), min_size=4, max_size=4), min_size=1, max_size=6),
    order=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(ROWS), st.integers(1, 3)), min_size=1, max_size=60),
)
@settings(max_examples=150, deadline=None)
def test_what_the_quick_way_finds_is_what_a_parser_finds(
    kinds: list[list[str]], order: list[tuple[int, str, int]]
) -> None:
    rows, number = "", 0
    for n, (kind, start, gap) in enumerate(order):
        number += gap
        cells = kinds[kind % len(kinds)]
        rows += f'<row r="{number - 1}"/>' if gap == 3 else ""
        rows += start.format(number) + "".join(
            cell.format(f"{letter}{number}", n=n) for letter, cell in zip("ABCD", cells, strict=True)
        )
        rows += "</row>"
    same(xlsx(rows, strings=STRINGS, formats=FORMATS))


def test_rows_by_the_thousand_with_an_odd_one_here_and_there() -> None:
    def row(n: int) -> str:
        middle = "" if n % 7 == 0 else f'<c r="C{n}" t="inlineStr" />'
        if n % 50 == 0:
            middle = f'<c r="C{n}"  s="0" ><v >{n}</v></c>'
        return (
            f'<row r="{n}" spans="1:4"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>N{n}</t></is></c>'
            f'{middle}<c r="D{n}"><v>0.5</v></c></row>'
        )

    sheet = same(xlsx("".join(map(row, range(1, 5001)))))
    assert sheet.rows[1] == ["2", "N2", "", "0.5"]
    assert sheet.rows[49] == ["50", "N50", "50", "0.5"]
    assert len(sheet.rows) == 5000


def test_a_cell_that_closes_itself_does_not_swallow_the_next() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr" /><c r="B1"><v>1</v></c><c r="C1"><f>A1</f><v>2</v></c></row>'
    assert same(xlsx(rows)).rows == [["", "1", "2"]]


@pytest.mark.parametrize("odd", ["<c r='A2'><v>7</v></c>", '<c r="A2" ><v >7</v ></c>', '<c\tr="A2"><v>7</v></c>'])
def test_an_odd_row_is_read_alone(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CarefulPass, "read", None)
    book = Book(xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{odd}</row>'), "list.xlsx")
    assert book.sheet("Data").rows == [["1"], ["7"]]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <row r="3"><c r="A3"><v>0</v></c></row> -->',
        '<!-- <row r="3"/> -->',
        "<?note <row/> ?>",
        '<row r="3"><c r="A3" t="str"><v><![CDATA[<row r="9"><c r="A9"><v>0</v></c></row>]]></v></c></row>',
    ],
)
def test_what_only_looks_like_a_row_is_none(markup: str) -> None:
    def row(n: int) -> str:
        return f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>'

    data = xlsx(row(1) + row(2) + markup + "".join(map(row, range(4, 400))))
    with pytest.raises(Odd):
        read(PlainPass, data)
    assert Book(data, "list.xlsx").sheet("Data").rows == read(CarefulPass, data).rows
