"""Prices as people write them, in the money of the owner's country. QtCore only."""

import re
from decimal import Decimal

from PySide6.QtCore import QLocale

_TYPED = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
_MOST = Decimal(100)


def currency_sign(country: str) -> str:
    """The sign of the money of `country` (ISO 3166-1 alpha-2): €, or the code where there is no sign."""
    local = QLocale(QLocale.Language.AnyLanguage, QLocale.codeToTerritory(country))
    return local.currencySymbol() or local.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)


def price_said(price: Decimal, country: str) -> str:
    """A price of one SMS: €0.09, with a third decimal where it has one."""
    cents = price * 100
    places = 2 if cents == cents.to_integral_value() else 3
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toCurrencyString(float(price), currency_sign(country), places)


def price_typed(price: Decimal) -> str:
    """A price as it stands in a field: 0.09, or 0,09 where people write a comma."""
    point = QLocale().decimalPoint()
    return f"{price:.3f}".removesuffix("0").replace(".", point)


def read_price(typed: str) -> Decimal | None:
    """A typed price, with a point or a comma; None for anything else, for nothing, and for more than 100."""
    text = typed.strip()
    if not _TYPED.fullmatch(text):
        return None
    price = Decimal(text.replace(",", "."))
    return price if 0 < price <= _MOST else None
