"""What a phone cell says, and that no digit of it changes unasked."""

import random
import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain import numbering, phone_text
from desktop_app.domain.errors import BadUse
from desktop_app.domain.phone import reader
from desktop_app.domain.recipient import Group

DE = reader("DE")


@pytest.mark.parametrize(
    "text",
    [
        "0171 6648305",
        "0171/6648305",
        "(0171) 6648305",
        "0171-664-83-05",
        "0171.664.8305",
        "+49 171 6648305",
        "+49 (0)171 6648305",
        "(+49) 171 6648305",
        "0049 171 6648305",
        "0049 (0) 171 6648305",
        "tel:+49-171-6648305",
        "'01716648305",
        '="01716648305"',
        "＋４９ １７１ ６６４８３０５",
        "٠١٧١٦٦٤٨٣٠٥",
        "०१७१६६४८३०५",
        "\u200e+49\u00a0171–664\u202f8305\u202c",
        "491716648305",
        "4.91716648305E+11",
        "491716648305.0",
    ],
)
def test_all_ways_to_write_a_number_are_one_number(text: str) -> None:
    assert DE.read(text).phone == "+491716648305"


@pytest.mark.parametrize(
    ("text", "reason", "suggestions"),
    [
        ("k.nowak@web.de", "This is an e-mail address.", ()),
        ("0176-4411-23O7", "Letter O instead of zero?", ("+4917644112307",)),
        ("0l71 6648305", "Letter l instead of 1?", ("+491716648305",)),
        ("+351 912 448 0", "2 digits missing for Portugal.", ()),
        ("+49 171 664830", "1 digit missing for Germany.", ()),
        ("1,7164E+11", "Excel shortened this number.", ()),
        ("4,91575E+12", "Excel shortened this number.", ()),
        ("0152 5530 27 13 / 0160 1145 882", "Two numbers in one cell.", ("+4915255302713", "+491601145882")),
        ("0171 6648305, 0171 6648306", "Two numbers in one cell.", ("+491716648305", "+491716648306")),
        ("0171 6648305;0171 6648306", "Two numbers in one cell.", ("+491716648305", "+491716648306")),
        ("0171 6648305\n0171 6648306", "Two numbers in one cell.", ("+491716648305", "+491716648306")),
        ("0171 6648305 oder 089 4412730", "Two numbers in one cell.", ("+491716648305", "+49894412730")),
        ("0171 6648305 0172 6648305", "Two numbers in one cell.", ("+491716648305", "+491726648305")),
        ("0171 1234567/8", "Two numbers in one cell.", ("+491711234567", "+4917112345678")),
        ("0049 0171 66 48 305", "One 0 too many after 0049.", ("+491716648305",)),
        ("+490171 6648305", "One 0 too many after +49.", ("+491716648305",)),
        ("176 2031 5577", "The first 0 is missing.", ("+4917620315577",)),
        ("33612345678", "Is the + missing?", ("+33612345678",)),
        ("0171 6648305 ext. 12", "This number has an extension; a text cannot use it.", ("+491716648305",)),
        ("Mobil: 0171 6648305", "There is more than a number in this cell.", ("+491716648305",)),
        ("siehe Notiz", "This is not a phone number.", ()),
        ("Summe: 1.305", "This is not a phone number.", ()),
        ("27.11.2025", "This looks like a date.", ()),
        ("112", "112 is an emergency number.", ()),
        ("110", "110 is an emergency number.", ()),
        ("22122", "Too short for a phone number.", ()),
        ("+999 1234567", "No country has the code +999.", ()),
        ("*100#", "This is not a phone number.", ()),
        ("0171 123456²", "This is not a phone number.", ()),
    ],
)
def test_odd_cells_are_left_out_with_a_reason(text: str, reason: str, suggestions: tuple[str, ...]) -> None:
    reading = DE.read(text)
    assert (reading.phone, reading.group) == (None, Group.NOT_A_NUMBER)
    assert (reading.sentence, reading.suggestions) == (reason, suggestions)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\u200b", "'"])
def test_nothing_in_the_cell_is_empty(text: str) -> None:
    assert DE.read(text).group is Group.EMPTY


@pytest.mark.parametrize(
    ("text", "country"),
    [("089 4412 730", "DE"), ("0900 1234567", "DE"), ("0800 1234567", "DE"), ("+44 20 7946 0018", "DE")],
)
def test_lines_that_take_no_texts_are_told_apart(text: str, country: str) -> None:
    assert reader(country).read(text).group is Group.LANDLINE


def test_countries_that_do_not_tell_lines_apart_pass() -> None:
    assert reader("US").read("(212) 555-1234").phone == "+12125551234"
    assert DE.read("+1 212 555 1234").phone == "+12125551234"
    assert reader("CA").read("416-555-0123").phone == "+14165550123"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("1764211111", "+491764211111"),
        ("491764211111", "+491764211111"),
        ("01764211111", "+491764211111"),
        ("4915752982212", "+4915752982212"),
        ("1.764.211.111", "+491764211111"),
        ("33612345678", None),
    ],
)
def test_number_cells_that_fit_the_country_are_recovered(text: str, phone: str | None) -> None:
    assert DE.read(text, as_number=True).phone == phone


def test_digits_excel_has_lost_are_not_guessed() -> None:
    reading = DE.read("4915752982212000", as_number=True)
    assert reading.phone is None
    assert "lost" in reading.sentence


def test_emergency_numbers_are_blocked_everywhere() -> None:
    for country in ("DE", "US", "GB", "FR", "PL", "TR", "AU"):
        for number in ("110", "112", "911", "999", "000"):
            reading = reader(country).read(number)
            assert (reading.phone, reading.suggestions) == (None, ())


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(BadUse):
        reader("XX")


def _typed(text: str) -> str:
    """The digits of a cell as a person sees them."""
    return "".join(filter(str.isdigit, phone_text.plain(text)))


_PIECES = st.sampled_from(
    [
        *"0123456789" * 3,
        " ",
        "-",
        "/",
        ".",
        "(",
        ")",
        "+",
        "00",
        "+49",
        "0049",
        "0171",
        "(0)",
        "\u00a0",
        ",",
        "O",
        "x",
        "٣",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, min_size=3, max_size=18).map("".join), st.sampled_from(["DE", "US", "IT", "GB", "RU", "FR"]))
def test_no_digit_changes_silently(text: str, country: str) -> None:
    """What is sent are the digits typed, less trunk prefix and "00", plus the own country code."""
    for as_number in (False, True):
        reading = reader(country).read(text, as_number=as_number)
        if reading.phone is None:
            continue
        sent, typed = reading.phone[1:], _typed(text)
        code = numbering.split_international(sent)
        assert code is not None
        national = sent[len(code[0]) :]
        trunk = {"DE": "0", "US": "1", "IT": "", "GB": "0", "RU": "8", "FR": "0"}[country]
        allowed = {sent, "00" + sent, "011" + sent, "810" + sent}
        own = {"DE": "49", "US": "1", "IT": "39", "GB": "44", "RU": "7", "FR": "33"}[country]
        if code[0] == own:
            allowed |= {national, trunk + national}
        if "(0)" in text.replace(" ", "").replace("\u00a0", ""):
            allowed |= {code[0] + "0" + national, "00" + code[0] + "0" + national}
        variants = {typed, _typed(re.sub(r"[.,]0+$", "", text))}  # "4915752982212.0" is a whole number
        assert variants & allowed, (text, reading.phone)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.booleans())
def test_any_text_gives_an_answer(text: str, as_number: bool) -> None:
    reading = DE.read(text, as_number=as_number)
    assert (reading.phone is None) != (reading.group is Group.READY)
    assert reading.sentence or reading.phone
    for suggestion in (*reading.suggestions, *filter(None, [reading.phone])):
        assert phonenumbers.is_valid_number(phonenumbers.parse(suggestion))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.lists(_PIECES, max_size=14).map("".join), st.booleans()), max_size=8),
    st.sampled_from(["DE", "US", "IT", "GB", "RU", "CA"]),
)
def test_a_column_is_read_as_its_cells_are(cells: list[tuple[str, bool]], country: str) -> None:
    one = reader(country)
    texts = [text if number else text + "\n" * (len(text) % 2) for text, number in cells]
    flags = [int(number) for _, number in cells]
    expected = [one.quick_number(text) if flag else one.quick(text) for text, flag in zip(texts, flags, strict=True)]
    assert one.quick_column(texts, flags) == expected


def test_a_usual_column_is_read_as_its_cells_are() -> None:
    texts = [
        "0171 6648305",
        "+49 171 6648305",
        "0049-171-6648305",
        "",
        "x",
        "(0171) 6648305",
        "+33 6 12 34 56 78",
        "171",
    ]
    assert DE.quick_column(texts, [0] * 8) == [DE.quick(text) for text in texts]
    assert DE.quick_column(texts, [0] * 8).count("+491716648305") == 4


@pytest.mark.parametrize("country", ["DE", "FR", "US", "IT"])
def test_a_column_of_many_countries_is_read_as_its_cells_are(country: str) -> None:
    shapes = (
        "0171 664{:04}", "(0171) 664{:04}", "0171/664{:04}", "+49 171 664{:04}", "0049 171 664{:04}",
        "+33 6 1234 {:04}", "0033 6 1234 {:04}", "+43 664 12{:04}",
        "+1 202 555 {:04}", "+7 912 345 {:04}", "+44 7400 12{:04}",
        "171664{:04}", "49171664{:04}", "030 12{:04}", "+49 30 12{:04}", "+", "00", "+0", "+999 {:04}", "x{:04}", "",
    )  # fmt: skip
    texts = [shape.format(n) for n in range(120) for shape in shapes]
    flags = [int(text.isdigit() and text[0] != "0") for text in texts]
    one = reader(country)
    expected = [one.quick_number(text) if flag else one.quick(text) for text, flag in zip(texts, flags, strict=True)]
    assert one.quick_column(texts, flags) == expected
    assert sum(found is not None for found in expected) > 600


def _some_numbers(seed: int, regions: list[str], each: int) -> list[tuple[str, str]]:
    """National numbers near the examples of each country, some of them wrong."""
    draw = random.Random(seed)
    found = []
    for region in regions:
        examples = [
            phonenumbers.national_significant_number(example)
            for kind in range(11)
            if (example := phonenumbers.example_number_for_type(region, kind)) is not None
        ]
        code = str(phonenumbers.country_code_for_region(region))
        for _ in range(each):
            digits = list(draw.choice(examples))
            for _ in range(draw.randrange(4)):
                digits[draw.randrange(len(digits))] = str(draw.randrange(10))
            if draw.random() < 0.1:
                digits.append("1")
            if draw.random() < 0.1:
                digits.pop()
            found.append((code, "".join(digits)))
    return found


_KIND = phonenumbers.PhoneNumberType
_KINDS = {
    _KIND.FIXED_LINE: "fixed",
    _KIND.MOBILE: "mobile",
    _KIND.FIXED_LINE_OR_MOBILE: "either",
    _KIND.TOLL_FREE: "toll free",
    _KIND.PREMIUM_RATE: "premium",
    _KIND.SHARED_COST: "shared cost",
    _KIND.VOIP: "voip",
    _KIND.PERSONAL_NUMBER: "personal",
    _KIND.PAGER: "pager",
    _KIND.UAN: "uan",
    _KIND.VOICEMAIL: "voicemail",
}


def test_lines_are_judged_as_the_library_judges_them_in_every_country() -> None:
    for code, national in _some_numbers(1, sorted(phonenumbers.SUPPORTED_REGIONS), 40):
        try:
            parsed = phonenumbers.parse(f"+{code}{national}")
        except phonenumbers.NumberParseException:
            continue
        kept = phonenumbers.national_significant_number(parsed)
        valid = phonenumbers.is_valid_number(parsed)
        expected = _KINDS[phonenumbers.number_type(parsed)] if valid else "unknown"
        assert numbering.line_of(code, kept)[0] == expected, (code, kept)
        if numbering.surely_textable(code, national):
            assert (kept, expected in ("mobile", "either")) == (national, True), (code, national)


@pytest.mark.parametrize(
    "country", ["DE", "AT", "CH", "FR", "GB", "US", "CA", "IT", "ES", "PL", "RU", "TR", "AU", "NL"]
)
def test_readings_agree_with_the_library(country: str) -> None:
    """Whatever goes out unasked is what the library reads in it; and what it calls a mobile in full form goes out."""
    plan = numbering.region(country)
    assert plan is not None
    some = _some_numbers(2, [country], 300) + _some_numbers(3, ["DE", "FR", "US", "GB", "IT", "PL", "BR"], 20)
    for code, national in some:
        forms = [f"+{code} {national[:3]} {national[3:]}", f"00{code}{national}"]
        if code == plan.calling_code:
            forms.append(f"{plan.trunk}{national[:3]}-{national[3:]}")
        for text in forms:
            ours = reader(country).read(text).phone
            try:
                parsed = phonenumbers.parse(text, country)
            except phonenumbers.NumberParseException:
                assert ours is None or text.startswith("00")
                continue
            textable = phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in (1, 2)
            theirs = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if textable else None
            if ours is not None:
                assert ours == theirs, text
            elif theirs is not None and text.startswith("+"):
                assert theirs != f"+{code}{national}", text
