"""CSV, TSV and pasted rows."""

import contextlib
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.encodings import decode
from desktop_app.sheets.reading import Book
from desktop_app.sheets.sheet import Sheet


def read(data: bytes | str, name: str = "list.csv") -> Sheet:
    book = Book(data.encode() if isinstance(data, str) else data, name)
    return book.sheet(book.opened().best)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(separator: str) -> None:
    text = "\n".join(separator.join(row) for row in [["Name", "Mobil"], ["Anna", "0157 1"], ["Bert", "0157 2"]])
    assert read(text).rows[1] == ["Anna", "0157 1"]


def test_decimal_commas_do_not_win_over_semicolons() -> None:
    assert read("Name;Preis\nAnna;1,50\nBert;2,50\n").rows[1] == ["Anna", "1,50"]


def test_the_files_own_word_decides() -> None:
    sheet = read("sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert sheet.rows == [["a,b", "c"], ["1,2", "3"]]
    assert list(sheet.numbers) == [1, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert read(end.join(["a,b", "1,2", "3,4"])).rows == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_mixed_line_ends_and_blank_lines_keep_the_sheets_numbers() -> None:
    sheet = read("a,b\r\n\n1,2\r3,4\n\n")
    assert [(n, row) for n, row in zip(sheet.numbers, sheet.rows, strict=True) if row] == [
        (1, ["a", "b"]),
        (3, ["1", "2"]),
        (4, ["3", "4"]),
    ]


def test_quotes() -> None:
    assert read('a,b\n"x, y","say ""hi""\nthere"\n').rows[1] == ["x, y", 'say "hi"\nthere']


def test_a_quote_that_never_closes_costs_one_line() -> None:
    lines = ["Name;Mobil", 'Anna;"0157', *[f"Person {i};0157{i}" for i in range(50)]]
    sheet = read("\n".join(lines))
    assert len(sheet.rows) == 52
    assert sheet.rows[1] == ["Anna", "0157"]
    assert "unclosed quote" in sheet.problems.values()


def test_a_stray_quote_that_meets_another_one_does_not_swallow_rows() -> None:
    lines = ["Name;Mobil", 'Anna;"0157', "Bert;0158", '"Carl";0159', "Dora;0160"]
    assert [row[0] for row in read("\n".join(lines)).rows] == ["Name", "Anna", "Bert", "Carl", "Dora"]


def test_comment_lines_are_left_out_and_numbers_stay() -> None:
    sheet = read("# exported today\nName,Mobil\nAnna,1\nBert,2\n")
    assert list(sheet.numbers)[-1] == 4
    assert ["Name", "Mobil"] in sheet.rows
    assert ["# exported today"] not in sheet.rows


def test_a_heading_that_is_a_hash_stays() -> None:
    assert read("#,Name\n1,Anna\n").rows[0] == ["#", "Name"]


def test_numbers_stay_the_text_they_are() -> None:
    assert read("a;b\n4,91575E+12;0157\n").rows[1] == ["4,91575E+12", "0157"]


def test_formula_text_is_unwrapped_and_an_apostrophe_stays() -> None:
    assert read('a;b\n="0157";\'+49157\n').rows[1] == ["0157", "'+49157"]


def test_ragged_rows_and_control_characters() -> None:
    sheet = read("a,b,c\n1\n1,2,3,4\nx\x07y,2\n")
    assert sheet.rows[1:3] == [["1"], ["1", "2", "3", "4"]]
    assert sheet.rows[3][0] == "xy"
    assert sheet.problems[(3, 0)] == "characters removed"


RUSSIAN = "Имя;Город\nИванов;Москва\nПетрова Анна;Тверь\n"
GERMAN = "Name;Ort\nMüller;Köln\nGrößer;Fürth\n"
POLISH = "imię;miasto\nŁukasz;Łódź\nMałgorzata;Gdańsk\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(GERMAN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac-roman", "cp850")],
        *[(RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16-le", "utf-16-be")],
        *[(POLISH, name) for name in ("cp1250", "iso8859-2", "cp852")],
        ("név;város\nGyőző;Győr\nŐsz Gergő;Fűzfő\n", "cp1250"),
        ("Ad;Şehir\nIşıl;İzmir\nGökçe;Muğla\n", "cp1254"),
        ("Όνομα;Πόλη\nΓιώργος;Αθήνα\n", "cp1253"),
        ("名前,電話\n山田太郎,090\n鈴木さくら,080\n", "cp932"),
        ("Preis;12 €\nMüller;5 €\n", "cp1252"),
        ("nombre;ciudad\nPeña;Logroño\nGarcía;León\n", "cp1252"),
        ("Müller", "cp1252"),
    ],
)
def test_encodings_are_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text.removeprefix("\ufeff") == text


def test_the_owners_choice_wins() -> None:
    book = Book("Имя;x\nИван;1\n".encode("cp1251"), "a.csv")
    book.recode("cp1252", ",")
    assert book.sheet("a").rows[0][0].startswith("Èìÿ")
    with pytest.raises(BadFile, match="no encoding"):
        book.recode("klingon", None)


def test_a_foreign_line_in_utf8_is_named() -> None:
    data = "\n".join(["Name;Ort", *["Müller;Köln"] * 20]).encode() + b"\nM\xfcller;K\xf6ln\n"
    book = Book(data, "a.csv")
    assert any("22" in note for note in book.opened().notes)
    sheet = book.sheet("a")
    assert sheet.rows[21] == ["Müller", "Köln"]
    assert sheet.problems[(21, 0)] == "mixed encoding"


def test_pasted_rows() -> None:
    book = Book(b'Name\tMobil\n"Anna ""A"""\t0157\n', "", pasted=True)
    assert book.sheet(book.opened().best).rows[1] == ['Anna "A"', "0157"]


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff#'="), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=8), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=150)
def test_what_csv_writes_is_what_is_read(rows: list[list[str]], separator: str) -> None:
    rows = [["Name", "Mobil"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    book = Book(out.getvalue().encode(), "a.csv")
    book.recode("utf-8", separator)
    found = dict(zip((sheet := book.sheet("a")).numbers, sheet.rows, strict=True))
    for number, row in enumerate(rows, 1):
        cells = found.get(number, [])
        assert cells + [""] * (2 - len(cells)) == row


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_open_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(BadFile):
        read(data)
