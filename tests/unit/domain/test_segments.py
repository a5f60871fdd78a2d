"""Parts by 3GPP 23.038, checked against an independent counter."""

import smsutil
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain import segments

_ALPHABET = st.one_of(
    st.sampled_from(segments.BASIC),
    st.sampled_from(segments.EXTENDED),
    st.sampled_from("ışğ–“”…😀👩‍🚗łцяé́"),
    st.characters(exclude_categories=["Cs", "Cc"]),
)


def test_the_limits_of_one_and_more_parts() -> None:
    counted = {text: segments.parts(text) for text in ("", "a", "a" * 160, "a" * 161, "a" * 306, "a" * 307)}
    assert list(counted.values()) == [0, 1, 1, 2, 2, 3]
    counted = {text: segments.parts(text) for text in ("я" * 70, "я" * 71, "я" * 134, "я" * 135)}
    assert list(counted.values()) == [1, 2, 2, 3]


def test_extension_characters_cost_two_and_are_not_split() -> None:
    assert segments.parts("€" * 80) == 1
    assert segments.parts("€" * 81) == 2
    # 152 letters leave one septet, too little for the sign: it moves on whole, and the second part ends full.
    assert segments.parts("a" * 152 + "€" + "b" * 151) == 2
    assert segments.parts("a" * 152 + "€" + "b" * 152) == 3
    assert segments.split("a" * 152 + "€" + "b" * 100)[1].startswith("€")


def test_surrogate_pairs_are_not_split() -> None:
    text = "я" * 66 + "😀" + "я" * 65
    assert segments.parts(text) == 2
    assert segments.parts(text + "я") == 3
    assert segments.split(text)[0] == "я" * 66


def test_measure_tells_what_is_left() -> None:
    assert segments.measure("abc") == segments.Measure(gsm=True, units=3, parts=1, left=157)
    assert segments.measure("ı") == segments.Measure(gsm=False, units=1, parts=1, left=69)
    assert segments.measure("a" * 161).left == 153 - 8


def test_costly_characters_are_found_and_letters_are_kept() -> None:
    text = "“Yılmaz” – Ayşe…\u00a0ok 😀"
    found = {one.character: one.replacement for one in segments.costly(text)}
    assert found == {"“": '"', "”": '"', "–": "-", "…": "...", "\u00a0": " ", "ı": None, "ş": None, "😀": None}
    assert segments.cheaper(text) == '"Yılmaz" - Ayşe... ok 😀'
    assert segments.is_gsm(segments.cheaper("“Grüße” – Müller…"))


def test_no_replacement_is_dearer_than_what_it_replaces_or_a_letter() -> None:
    for character, replacement in segments.REPLACEMENTS.items():
        assert segments.is_gsm(replacement)
        assert not segments.is_gsm(character)
        assert not character.isalpha()


@settings(max_examples=400, deadline=None)
@given(st.lists(_ALPHABET, max_size=420).map("".join))
def test_parts_agree_with_an_independent_counter(text: str) -> None:
    theirs = smsutil.split(text)
    assert segments.parts(text) == segments.measure(text).parts == (len(theirs.parts) if text else 0)
    assert segments.is_gsm(text) == (smsutil.is_valid_gsm(text) or not text)


@settings(max_examples=200, deadline=None)
@given(st.lists(_ALPHABET, max_size=420).map("".join))
def test_every_part_fits_and_together_they_are_the_text(text: str) -> None:
    pieces = segments.split(text)
    assert "".join(pieces) == text
    assert len(pieces) == segments.parts(text)
    gsm = segments.is_gsm(text)
    alone = len(pieces) == 1
    for piece in pieces:
        size = segments.measure(piece).units if gsm else len(piece.encode("utf-16-le")) // 2
        assert size <= ((160 if alone else 153) if gsm else (70 if alone else 67))
