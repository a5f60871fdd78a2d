"""The contrast table of design/UX.md 6, computed from the token table: nothing may fall below what it promises."""

import pytest

from desktop_app.ui.tokens import DARK, LIGHT, TYPE, contrast

# pair: light promised, dark promised, least allowed
PROMISED = {
    ("text", "bg"): (15.8, 16.6, 4.5),
    ("text", "surface"): (17.4, 15.4, 4.5),
    ("text", "hover"): (14.9, 13.0, 4.5),
    ("text2", "bg"): (7.2, 9.5, 4.5),
    ("text2", "surface"): (7.9, 8.8, 4.5),
    ("text2", "bad_soft"): (6.6, 7.7, 4.5),
    ("text3", "bg"): (5.2, 6.4, 4.5),
    ("text3", "surface"): (5.7, 5.9, 4.5),
    ("text3", "hover"): (4.9, 5.0, 4.5),
    ("text3", "accent_soft"): (4.8, 4.8, 4.5),
    ("on_accent", "accent"): (6.9, 4.54, 4.5),
    ("on_accent", "accent_hover"): (8.4, 5.3, 4.5),
    ("accent_text", "surface"): (8.0, 8.7, 4.5),
    ("accent_text", "accent_soft"): (6.8, 7.0, 4.5),
    ("ok", "ok_soft"): (5.3, 7.4, 4.5),
    ("ok", "surface"): (6.2, 9.0, 4.5),
    ("warn", "warn_soft"): (6.2, 8.1, 4.5),
    ("warn", "surface"): (7.1, 9.9, 4.5),
    ("bad", "bad_soft"): (5.7, 6.9, 4.5),
    ("bad", "surface"): (6.7, 7.9, 4.5),
    ("ctl", "surface"): (3.5, 3.9, 3),
    ("ctl", "bg"): (3.2, 4.2, 3),
    ("accent", "surface"): (6.9, 3.8, 3),
    ("accent", "bg"): (6.2, 4.1, 3),
    ("ok_dot", "surface"): (4.4, 6.9, 3),
    ("warn_dot", "surface"): (3.7, 7.7, 3),
    ("bad_dot", "surface"): (4.9, 5.2, 3),
    ("seq2", "surface"): (3.3, 7.4, 3),
}


@pytest.mark.parametrize("pair", PROMISED, ids=" on ".join)
def test_contrast_is_what_was_promised(pair):
    above, below = pair
    light, dark, least = PROMISED[pair]
    for colours, promised in ((LIGHT, light), (DARK, dark)):
        measured = contrast(colours[above], colours[below])
        assert measured >= least
        assert measured == pytest.approx(promised, abs=0.06)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_paper_reads_as_well_as_a_card(colours):
    for ink in ("text", "text2", "text3", "accent_text", "ok", "warn", "bad"):
        assert contrast(colours[ink], colours["paper"]) >= 4.5


def test_contrast_follows_the_formula():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_no_text_is_smaller_than_twelve_pixels():
    assert min(kind.px for kind in TYPE.values()) == 12
