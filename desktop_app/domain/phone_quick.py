"""Phone cells of a common shape, read in two microseconds; what is odd in any way is left to `phone`.

Answers only what the library would answer too (tests compare them), and never with a digit that is not in the cell.
"""

import re
from collections.abc import Sequence

from desktop_app.domain import numbering
from desktop_app.domain.errors import BadUse
from desktop_app.domain.numbering import TEXTABLE

_SEPARATORS = str.maketrans("", "", " -\u00a0\u202f\u2009\u2010\u2011\u2012\u2013")


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
        self._usual = self._usual_forms()

    def _usual_forms(self) -> re.Pattern[str] | None:
        """Own mobiles as "+49...", "0049..." and "0..." in one expression, for countries where that is all there is."""
        if not (self._own_is_main and self._double_zero and self._needs_zero and self._plan.trunk_is_plain):
            return None
        return re.compile(rf"(?:\+{self._code}|00{self._code}|0)({self._quick.pattern})", re.ASCII)

    def quick_column(self, texts: Sequence[str], as_number: Sequence[int]) -> list[str | None]:
        """`quick` for every cell of a column, or `quick_number` where `as_number` is 1."""
        bares = "\n".join(texts).translate(_SEPARATORS).split("\n")
        if len(bares) != len(texts):  # line breaks inside cells
            bares = [text.translate(_SEPARATORS) for text in texts]
        usual = self._usual.fullmatch if self._usual is not None else None
        if usual is None:
            found = list(map(self._quick_bare, bares))
        else:
            prefix = "+" + self._code
            found = [
                prefix + match[1] if (match := usual(bare)) else self._quick_bare(bare) if bare else None
                for bare in bares
            ]
        if any(as_number):
            for index, (number, known) in enumerate(zip(as_number, found, strict=True)):
                if number and known is None:
                    found[index] = self._without_zero(texts[index])
        return found

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
