"""Phone cells of a common shape, read in two microseconds; what is odd in any way is left to `phone`.

Answers only what the library would answer too (tests compare them), and never with a digit that is not in the cell.
"""

import re
from collections import Counter
from collections.abc import Sequence

from desktop_app.domain import numbering
from desktop_app.domain.errors import BadUse
from desktop_app.domain.numbering import TEXTABLE

_SEPARATORS = str.maketrans("", "", " -\u00a0\u202f\u2009\u2010\u2011\u2012\u2013")

_FREQUENT = 50
"""Numbers of one country in a column that make its pattern worth a place in the expression for the column."""


class QuickReader:
    """Reads the easy cells of people whose numbers without a country code belong to `country` (ISO 3166-1 alpha-2).

    Raises (on construction):
        BadUse: there is no such country.
    """

    def __init__(self, country: str) -> None:
        plan = numbering.region(country)
        if plan is None:
            raise BadUse("There is no country {country}.", "", "Use two letters such as DE.", country=country)
        self._plan = plan
        self._code = plan.calling_code
        self._trunk = plan.trunk
        self._quick = plan.surely_mobile()
        self._own_is_main = numbering.regions_of(self._code)[0] is plan
        self._double_zero = plan.abroad.pattern == "00"
        self._needs_zero = plan.trunk == "0"
        self._is_usual = self._own_is_main and self._double_zero and self._needs_zero and self._plan.trunk_is_plain
        """Own numbers are "+49...", "0049..." or "0...", and there is no more to it."""

    def quick_column(self, texts: Sequence[str], as_number: Sequence[int]) -> list[str | None]:
        """`quick` for every cell of a column, or `quick_number` where `as_number` is 1."""
        bares = "\n".join(texts).translate(_SEPARATORS).split("\n")
        if len(bares) != len(texts):  # line breaks inside cells
            bares = [text.translate(_SEPARATORS) for text in texts]
        found: list[str | None] = [None] * len(bares)
        if self._is_usual:
            found = self._usual_forms(bares)
        for index in [index for index, known in enumerate(found) if known is None and bares[index]]:
            number = self._without_zero(texts[index]) if as_number[index] else None
            found[index] = number or self._quick_bare(bares[index])
        return found

    def _usual_forms(self, bares: Sequence[str]) -> list[str | None]:
        """Mobiles of this country and of those that are frequent in the column, by one expression."""
        beginnings = Counter([bare[:5] for bare in bares if bare[:1] == "+" or bare[:2] == "00"])
        codes: Counter[str] = Counter()
        for beginning, times in beginnings.items():
            if parts := numbering.split_international(beginning.lstrip("+0") + "0"):
                codes[parts[0]] += times
        frequent = sorted(code for code, times in codes.items() if times >= _FREQUENT)
        abroad = "|".join(f"{code}(?:{numbering.quick(code).pattern})" for code in frequent) or "(?!)"
        fits = re.compile(f"0(?P<own>{self._quick.pattern})|(?:[+]|00)(?P<abroad>{abroad})", re.ASCII).fullmatch
        home = "+" + self._code
        return [
            (home + own if (own := match["own"]) else "+" + match["abroad"]) if (match := fits(bare)) else None
            for bare in bares
        ]

    def quick(self, text: str) -> str | None:
        """E.164 for a cell of a common shape that is textable beyond doubt; None means "ask `read`"."""
        return self._quick_bare(text.translate(_SEPARATORS))

    def _quick_bare(self, bare: str) -> str | None:
        if "/" in bare or bare[:1] == "(":
            bare = _joined(bare)
        if bare[:1] == "+":
            return self._quick_abroad(bare[1:])
        if not (bare.isascii() and bare.isdigit()):
            return None
        if bare[:2] == "00":
            return self._quick_abroad(bare[2:]) if self._double_zero else None
        return self._quick_at_home(bare) if self._plan.trunk_is_plain else None

    def _quick_at_home(self, digits: str) -> str | None:
        if self._trunk and digits.startswith(self._trunk):
            national = digits[len(self._trunk) :]
        elif self._needs_zero:
            return self._quick_own(digits)
        else:
            national = digits
        if self._own_is_main:
            sure = self._quick.fullmatch(national) is not None
        else:
            sure = not self._plan.may_shorten(national) and numbering.line_of(self._code, national)[0] in TEXTABLE
        return f"+{self._code}{national}" if sure else None

    def quick_number(self, text: str) -> str | None:
        """`quick` for a cell the file stores as a number: its first 0 or "+" cannot be there."""
        return self.quick(text) or self._without_zero(text)

    def _without_zero(self, text: str) -> str | None:
        if not (text.isascii() and text.isdigit()) or not self._own_is_main or not self._plan.trunk_is_plain:
            return None
        if text.startswith(self._code):
            return self._quick_own(text)
        if text[0] == "0" or not self._quick.fullmatch(text):
            return None
        return f"+{self._code}{text}"

    def _quick_own(self, digits: str) -> str | None:
        """Digits that begin with the own country code, where they can mean nothing else."""
        code = self._code
        if not digits.startswith(code) or not self._own_is_main or not self._quick.fullmatch(digits[len(code) :]):
            return None
        return None if numbering.line_of(code, digits)[0] in TEXTABLE else "+" + digits

    @staticmethod
    def _quick_abroad(digits: str) -> str | None:
        if not (digits.isascii() and digits.isdigit()):
            return None
        parts = numbering.split_international(digits)
        return "+" + digits if parts is not None and numbering.surely_textable(*parts) else None


def _joined(bare: str) -> str:
    """Digits of "(0171)6648305" and "0152/09982713"; "" when brackets or slash may mean something else."""
    if bare[0] == "(":
        area, _, rest = bare[1:].partition(")")
        if not 2 <= len(area) <= 6 or area[0] != "0":
            return ""
        bare = area + rest
    if "/" in bare:
        area, _, rest = bare.partition("/")
        if not 2 <= len(area) <= 5 or len(rest) < 5 or area[0] == "+":
            return ""
        bare = area + rest
    return bare
