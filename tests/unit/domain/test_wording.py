"""Messages with fields."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain import wording


def _filled(template: str, row: dict[str, str], fallbacks: dict[str, str] | None = None) -> wording.Merged:
    """One text the slow way and, to compare, the way a whole column goes."""
    names = list(row)
    merge = wording.Merge(wording.parse(template), [(name, n) for n, name in enumerate(names)], fallbacks)
    cells = [wording.clean_value(row[names[n]]) for n in merge.columns]
    merged = merge.text(cells)
    texts, _ = merge.texts([[cell, cell] for cell in cells], 2)
    assert texts == [merged.text, merged.text]
    return merged


def test_fields_are_filled_and_their_places_known() -> None:
    merged = _filled("Hello {First name} {Name}!", {"First name": "Anna", "Name": "Berger"})
    assert merged.text == "Hello Anna Berger!"
    assert [merged.text[a:b] for a, b in merged.spans] == ["Anna", "Berger"]
    assert (merged.missing, merged.replaced) == ((), ())


@pytest.mark.parametrize("field", ["first name", "FIRST NAME", " First  name ", "First\u00a0name", "Ｆirst name"])
def test_case_width_and_spacing_of_a_field_do_not_count(field: str) -> None:
    assert _filled("{" + field + "}", {"First name": "Anna"}).text == "Anna"


def test_an_empty_field_takes_its_fallback() -> None:
    merged = _filled("Hello {First name|customer} {Name}", {"First name": " \u00a0", "Name": "Haas"})
    assert (merged.text, merged.replaced) == ("Hello customer Haas", ("First name",))
    merged = _filled("Hello {First name} {Name}", {"First name": "", "Name": "Haas"}, {"FIRST NAME": "friend"})
    assert merged.text == "Hello friend Haas"
    merged = _filled("{First name|you}", {"First name": ""}, {"First name": "friend"})
    assert merged.text == "you"


def test_an_empty_field_without_fallback_is_missing() -> None:
    assert _filled("Hello {First name}", {"First name": ""}).missing == ("First name",)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Hello {F|} {N}, hi", "Hello Berger, hi"),
        ("Hello {F|}, hi", "Hello, hi"),
        ("{F|} Hello", "Hello"),
        ("Hello {F|}", "Hello"),
        ("Hello {F|}{N}", "Hello Berger"),
        ("Hello  {N}", "Hello  Berger"),
        ("A {F|}\nB", "A\nB"),
    ],
)
def test_blanks_are_tidied_only_around_a_field_left_out(template: str, text: str) -> None:
    assert _filled(template, {"F": "", "N": "Berger"}).text == text


def test_braces_in_cells_stay_as_they_are() -> None:
    assert _filled("{A} {B}", {"A": "{B}", "B": "{{x}} %s %(a)s"}).text == "{B} {{x}} %s %(a)s"


def test_literal_braces_and_percent_signs() -> None:
    assert _filled("{{A}} 100% {A} }} %s {{{A}}}", {"A": "x"}).text == "{A} 100% x } %s {x}"


def test_fields_nobody_has_and_braces_left_open_are_unknown() -> None:
    merge = wording.Merge(wording.parse("{Nope} {nope|x} {} Hello {Name, hi"), [("Name", 0)])
    assert merge.unknown == ("Nope", "nope", "", "{Name, hi")


def test_renamed_fields_win_over_headings() -> None:
    merge = wording.Merge(wording.parse("{Name}"), [("name", 7), ("Name", 1)])
    assert merge.columns == (7,)


def test_control_characters_and_loose_accents_go() -> None:
    merged = _filled("Hi\x00 {A}\r\n", {"A": "Mu\u0308ller\x07\ud800\ufeff \tx"})
    assert merged.text == "Hi Müller  x\n"


def test_a_column_is_cleaned_as_its_cells_are() -> None:
    column = [" a ", "\u00a0", "b\x00", "Mu\u0308", "", "ok", "x\r\ny"]
    assert wording.clean_column(column) == [wording.clean_value(cell) for cell in column]
    assert wording.clean_column([" Ärger ", "\u200b", ""]) == ["Ärger", "", ""]


def test_an_accent_at_the_start_of_a_value_joins_the_letter_before_it() -> None:
    merge = wording.Merge(wording.parse("Caf{A} {B}"), [("A", 0), ("B", 1)])
    texts, _ = merge.texts([["e", "é"], ["x", "\u0301x"]], 2)
    assert texts == ["Cafe x", unicodedata.normalize("NFC", "Café \u0301x")]
    merge = wording.Merge(wording.parse("Cafe{A}"), [("A", 0)])
    assert merge.texts([["\u0301", "z"]], 2)[0] == ["Café", "Cafez"]


_TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab{}| %é\u0301", max_size=30), _TEXT, _TEXT, st.sampled_from(["", "fb"]))
def test_any_template_and_any_cells_give_clean_text(template: str, first: str, second: str, fallback: str) -> None:
    merged = _filled_or_unknown(template, {"a": first, "b": second}, {"a": fallback})
    if merged is None:
        return
    assert unicodedata.is_normalized("NFC", merged.text)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in merged.text)
    assert all(0 <= start <= end <= len(merged.text) for start, end in merged.spans)


def _filled_or_unknown(template: str, row: dict[str, str], fallbacks: dict[str, str]) -> wording.Merged | None:
    merge = wording.Merge(wording.parse(template), [(name, n) for n, name in enumerate(row)], fallbacks)
    return None if merge.unknown else _filled(template, row, fallbacks)


@settings(max_examples=200, deadline=None)
@given(_TEXT, _TEXT)
def test_what_a_cell_says_is_never_read_as_a_field(first: str, second: str) -> None:
    merged = _filled("<{a|none}> <{b|none}>", {"a": first, "b": second})
    expected = [wording.clean_value(cell) or "none" for cell in (first, second)]
    assert merged.text == unicodedata.normalize("NFC", f"<{expected[0]}> <{expected[1]}>")
