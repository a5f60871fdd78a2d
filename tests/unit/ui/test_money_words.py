"""Prices: read as people type them, said in the money of the owner's country."""

from decimal import Decimal

import pytest

from desktop_app.ui.money_words import currency_sign, price_said, price_typed, read_price


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ("0.09", "0.09"),
        ("0,09", "0.09"),
        (" 0.075 ", "0.075"),
        ("1", "1"),
        ("100", "100"),
        ("0", None),
        ("0.0001", None),
        ("-1", None),
        ("1,2,3", None),
        ("1e2", None),
        ("NaN", None),
        ("", None),
        ("101", None),
        ("٠٫٠٩", None),
    ],
)
def test_a_price_is_read_or_refused(typed, price):
    assert read_price(typed) == (None if price is None else Decimal(price))


def test_a_price_is_said_with_the_countrys_sign(qapp):
    assert price_said(Decimal("0.09"), "DE") == "€0.09"
    assert price_said(Decimal("0.075"), "GB") == "£0.075"
    assert currency_sign("US") == "$"
    assert read_price(price_typed(Decimal("0.09"))) == Decimal("0.09")
    assert price_typed(Decimal("0.075")) == "0.075"
