"""Which row holds the headings, and which column holds what."""

import pytest

from desktop_app.domain.errors import BadUse
from desktop_app.sheets import columns
from desktop_app.sheets.sheet import PROBLEM_MERGED, Sheet


def _sheet(*rows: list[str], hidden: tuple[int, ...] = (), **more: object) -> Sheet:
    return Sheet("S", list(rows), range(1, len(rows) + 1), frozenset(hidden), **more)  # type: ignore[arg-type]  # test data


_DATA = (["1", "Berger", "Anna", "0171 6648305"], ["2", "Haas", "", "0171 6648306"])


@pytest.mark.parametrize(
    ("above", "headings", "header_row"),
    [
        ([], ["Kd-Nr", "Name", "Vorname", "Mobil"], 1),
        ([["Customer list, 18.11.2025"], []], ["Kd-Nr", "Name", "Vorname", "Mobil"], 3),
        ([["Export", "18.11.2025"], ["Kern Garage"]], ["ID", "Last name", "First name", "Cell phone"], 3),
        ([["Liste"], []], ["A1", "B1", "C1", "D1"], 3),
        ([], ["№", "Фамилия", "Имя", "Телефон"], 1),
    ],
)
def test_headings_are_found_under_title_lines(above: list[list[str]], headings: list[str], header_row: int) -> None:
    view = columns.view(_sheet(*above, headings, *_DATA))
    assert (view.header_row, view.rows) == (header_row, 2)
    assert view.phone_column == 3


def test_the_first_row_may_be_data() -> None:
    view = columns.view(_sheet(*_DATA))
    assert (view.header_row, view.rows, view.phone_column) == (None, 2, 3)
    assert [column.heading for column in view.columns] == ["Column A", "Column B", "Column C", "Column D"]
    assert columns.view(_sheet(["0171 6648305"])).rows == 1


def test_headings_alone_are_headings() -> None:
    view = columns.view(_sheet(["Name", "Telefon"]))
    assert (view.header_row, view.rows, view.phone_column) == (1, 0, None)


def test_an_empty_sheet_has_nothing() -> None:
    view = columns.view(_sheet())
    assert (view.header_row, view.rows, view.columns, view.phone_column) == (None, 0, (), None)


def test_headings_are_cleaned_and_unique() -> None:
    head = [" Tel.\n(mobil)\u00a0", "Name", "name", "", "Name (2)", "\u200bOrt", "a{b|c}"]
    view = columns.view(_sheet(head, ["0171 6648305", "x", "y", "z", "w", "v", "u"]))
    assert [column.heading for column in view.columns] == [
        "Tel. (mobil)",
        "Name",
        "name (2)",
        "Column D",
        "Name (2) (2)",
        "Ort",
        "a b c",
    ]


def test_two_lines_of_headings_are_joined() -> None:
    rows = (
        ["Kunde", "", "Kontakt", ""],
        ["Name", "Vorname", "Mobil", "E-Mail"],
        ["Berger", "Anna", "0171 6648305", "a@b.de"],
    )
    view = columns.view(_sheet(*rows, problems={(0, 1): PROBLEM_MERGED, (0, 3): PROBLEM_MERGED}))
    assert view.header_row == 2
    assert [c.heading for c in view.columns] == ["Kunde Name", "Kunde Vorname", "Kontakt Mobil", "Kontakt E-Mail"]


@pytest.mark.parametrize(
    ("headings", "phone", "names"),
    [
        (["Kd-Nr", "Name", "Vorname", "Mobil"], 3, (2, 1)),
        (["ID", "Surname", "First name", "Mobile number"], 3, (2, 1)),
        (["N°", "Nom", "Prénom", "Téléphone portable"], 3, (2, 1)),
        (["Nº", "Apellidos", "Nombre", "Móvil"], 3, (2, 1)),
        (["Codice", "Cognome", "Nome", "Cellulare"], 3, (2, 1)),
        (["Lp", "Nazwisko", "Imię", "Komórka"], 3, (2, 1)),
        (["Код", "Фамилия", "Имя", "Мобильный телефон"], 3, (2, 1)),
    ],
)
def test_columns_are_known_in_many_languages(headings: list[str], phone: int, names: tuple[int, ...]) -> None:
    view = columns.view(_sheet(headings, *_DATA))
    assert (view.phone_column, view.name_columns) == (phone, names)


def test_the_mobile_column_comes_before_the_telephone() -> None:
    rows = (["Telefon", "Name", "Handy", "Fax"], ["089 4412730", "A", "0171 6648305", "089 4412731"])
    view = columns.view(_sheet(*rows))
    assert view.phone_column == 2
    assert view.phone_candidates == (2, 0)


def test_numbers_are_found_by_content_alone_and_ids_are_not_numbers() -> None:
    rows = [["Kunden-Nr", "Wer", "Was", "Wie"]]
    rows += [[str(1764211000 + n), "x", f"0171 66483{n:02d}", "80331"] for n in range(20)]
    flags = bytearray([0] + [1] * 20)
    view = columns.view(_sheet(*rows, stored_as_number={0: flags}))
    assert view.phone_column == 2


def test_the_vendors_own_layout_is_known_and_its_token_never_offered() -> None:
    rows = (
        ["token", "device_id", "sim", "sendto", "body", "urgent"],
        ["s3cret", "10964", "0", "+491716648305", "Hello Anna, your car is ready.", "1"],
    )
    view = columns.view(_sheet(*rows))
    assert (view.phone_column, view.text_column) == (3, 4)
    assert "token" not in [column.heading for column in view.columns]
    assert not any("s3cret" in column.samples for column in view.columns)


def test_finished_texts_are_offered() -> None:
    view = columns.view(_sheet(["Mobil", "Nachricht"], ["0171 6648305", "Hallo Anna"]))
    assert view.text_column == 1


def test_numbers_are_counted() -> None:
    rows = (["Mobil"], ["0171 6648305"], ["+49 171 6648306"], ["0049 171 6648307"], ["x@y.de"], [""], ["089 4412730"])
    view = columns.view(_sheet(*rows))
    assert (view.rows, view.look_right, view.need_a_look, view.empty, view.without_country) == (6, 3, 2, 1, 1)


def test_hidden_rows_are_left_out_unless_included() -> None:
    sheet = _sheet(["Name", "Mobil"], ["A", "0171 6648305"], ["B", "0171 6648306"], [], ["C", "x"], hidden=(3, 5))
    view = columns.view(sheet)
    assert (view.rows, view.hidden_rows, view.look_right) == (2, 2, 1)
    view = columns.view(sheet, include_hidden=True)
    assert (view.rows, view.hidden_rows, view.look_right) == (4, 2, 2)


def test_another_heading_row_can_be_chosen() -> None:
    sheet = _sheet(["x"], ["Mobil"], ["0171 6648305"])
    assert columns.view(sheet, 1).rows == 2
    assert columns.view(sheet, None).rows == 3
    with pytest.raises(BadUse):
        columns.view(sheet, 99)


def test_unused_columns_are_not_listed() -> None:
    row = [""] * 300
    head, data = row.copy(), row.copy()
    head[0], data[0], data[299] = "Mobil", "0171 6648305", "far"
    view = columns.view(_sheet(head, data))
    assert [column.letter for column in view.columns] == ["A", "KN"]
