"""Numbers as Excel shows them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.sheets.dates import calendar_day, serial_of
from desktop_app.sheets.number_format import UNSHOWABLE, built_in_code, general, number_format


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (12.0, "12"),
        (0.0, "0"),
        (-0.0, "0"),
        (-1234.5, "-1234.5"),
        (1 / 3, "0.333333333"),
        (math.pi, "3.141592654"),
        (12345.678901234, "12345.6789"),
        (4915752982212.0, "4915752982212"),
        (999999999999999.0, "999999999999999"),
        (0.00001, "0.00001"),
        (0.0000123456789, "1.23457E-05"),
        (1.5e21, "1.5E+21"),
        (123456789012.5, "1.23457E+11"),
        (49.900000000000006, "49.9"),
        (1e-300, "1E-300"),
    ],
)
def test_general(value: float, shown: str) -> None:
    assert general(value) == shown


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
@settings(max_examples=200)
def test_general_keeps_every_digit_of_whole_numbers(value: int) -> None:
    assert general(float(value)) == str(value)


@given(st.floats(min_value=-1e9, max_value=1e9).filter(lambda value: value == 0 or abs(value) > 1e-99))
@settings(max_examples=300)
def test_general_fits_and_stays_close(value: float) -> None:
    shown = general(value)
    assert len(shown) <= 12
    assert float(shown) == pytest.approx(value, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0.00", 2.675, "2.68"),
        ("0.00", 1.005, "1.01"),
        ("0", 0.5, "1"),
        ("#,##0.00", 1234567.891, "1,234,567.89"),
        ('#,##0.00 "€"', 49.9, "49.90 €"),
        ("[$€-407] #,##0.00", 49.9, "€ 49.90"),
        ("$#,##0_);[Red]($#,##0)", -1200, "($1,200)"),
        ("00000", 42, "00042"),
        ("00000", -42, "-00042"),
        ("0000 000000", 1575298221, "1575 298221"),
        ("000-0000", 5551234, "555-1234"),
        ('"+49 "000 0000000', 1575298221, "+49 157 5298221"),
        ("0%", 0.125, "13%"),
        ("0.0%", 0.125, "12.5%"),
        ("0,", 12345, "12"),
        ('0.0,,"M"', 12345678, "12.3M"),
        ("0.00E+00", 12345, "1.23E+04"),
        ("##0.0E+0", 12345, "12.3E+3"),
        ("# ?/?", 1.5, "1 1/2"),
        ("# ?/8", 1.25, "1 2/8"),
        ("0.##", 5, "5."),
        ("#", 0, ""),
        ("@", 12.5, "12.5"),
        ("General", 12.5, "12.5"),
        ('General" km"', 12.5, "12.5 km"),
        ('[>100]"many";[<0]"below" 0;0.0', 150, "many"),
        ('[>100]"many";[<0]"below" 0;0.0', -5, "below 5"),
        ('[>100]"many";[<0]"below" 0;0.0', 5, "5.0"),
        ("[<=9999999]###-####;(###) ###-####", 5551234567, "(555) 123-4567"),
        ('0;-0;"none";@', 0, "none"),
        ("0.00;", -1, ""),
        ("\\T\\e\\l 0", 7, "Tel 7"),
        ("", 12.5, "12.5"),
    ],
)
def test_numbers(code: str, value: float, shown: str) -> None:
    assert number_format(code).number(value) == shown


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("yyyy-mm-dd", 46346, "2026-11-20"),
        ("dd.mm.yyyy hh:mm", 46346.375, "20.11.2026 09:00"),
        ("d/m/yy h:mm", 46346.52, "20/11/26 12:28"),
        ("[$-407]dddd, dd. mmmm yyyy", 46346, "Freitag, 20. November 2026"),
        ("[$-C07]mmmm", 46023, "Jänner"),
        ("[$-409]ddd d mmm", 46346, "Fri 20 Nov"),
        ("[$-419]d mmmm yyyy", 46346, "20 Ноябрь 2026"),
        ("[$-FC19]d mmmm yyyy", 46346, "20 ноября 2026"),
        ("[$-40C]dddd d mmmm", 46346, "vendredi 20 novembre"),
        ("[$-de-DE]mmm", 46096, "Mrz"),
        ("mmmmm", 46346, "N"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("h AM/PM", 0.0, "12 AM"),
        ("[h]:mm", 1.5, "36:00"),
        ("[mm]:ss", 0.0423, "60:55"),
        ("mm:ss.0", 0.001, "01:26.4"),
        ("hh:mm:ss", 0.999999, "00:00:00"),
        ("[$-F800]dddd, mmmm dd, yyyy", 46346.5, "2026-11-20"),
        ("dddd", 1, "Sunday"),
        ("yyyy-mm-dd", 60, "1900-02-29"),
        ("yyyy-mm-dd", 59, "1900-02-28"),
        ("yyyy-mm-dd", 61, "1900-03-01"),
        ("yyyy-mm-dd", -1, UNSHOWABLE),
        ("yyyy-mm-dd", 3e6, UNSHOWABLE),
    ],
)
def test_dates(code: str, value: float, shown: str) -> None:
    assert number_format(code).number(value) == shown


def test_the_1904_calendar_is_1462_days_later() -> None:
    assert number_format("yyyy-mm-dd", date1904=True).number(0) == "1904-01-01"
    assert number_format("yyyy-mm-dd", date1904=True).number(46346 - 1462) == "2026-11-20"


@given(st.integers(min_value=1, max_value=2_900_000).filter(lambda days: days != 60), st.booleans())
@settings(max_examples=100)
def test_days_and_serials_are_inverse(days: int, date1904: bool) -> None:
    from datetime import date

    year, month, day, weekday = calendar_day(days, date1904)
    when = date(year, month, day)
    assert serial_of(when, date1904=date1904) == days
    if days > 60:
        assert weekday == when.weekday()


def test_the_owners_short_date_is_neutral() -> None:
    assert number_format(built_in_code(14)).number(46346) == "2026-11-20"
    assert number_format(built_in_code(22)).number(46346.5) == "2026-11-20 12:00"


def test_text_sections() -> None:
    assert number_format('0;-0;0;"Tel: "@').text("0157") == "Tel: 0157"
    assert number_format("0.00").text("0157") == "0157"
    assert not number_format("@").changes_text


@given(st.text(alphabet='0#?.,%;@"[]$-+/eEymdhsGal\\_* AMP', max_size=24), st.floats(-1e15, 1e15))
@settings(max_examples=400)
def test_no_code_breaks_it(code: str, value: float) -> None:
    shown = number_format(code)
    assert isinstance(shown.number(value), str)
    assert isinstance(shown.text("x"), str)
