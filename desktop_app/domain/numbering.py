"""What kind of line a number is, straight from phonenumbers' metadata.

The library's own functions cost about 60 microseconds a number; its patterns, compiled once a country, a twentieth.
Same patterns, same order, same answer (tests compare them): only the walking around them is ours.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc


class Line(StrEnum):
    """Kinds of line, in the words of the library; UNKNOWN means no such number can exist."""

    MOBILE = "mobile"
    EITHER = "either"  # countries such as the US do not tell fixed lines from mobiles
    FIXED = "fixed"
    PREMIUM = "premium"
    TOLL_FREE = "toll free"
    SHARED_COST = "shared cost"
    VOIP = "voip"
    PERSONAL = "personal"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"
    UNKNOWN = "unknown"


TEXTABLE = frozenset({Line.MOBILE, Line.EITHER})
"""Lines a text can reach."""

WORLDWIDE = "001"
"""The library's region for country codes that belong to no country."""

_BEFORE_FIXED = (
    ("premium_rate", Line.PREMIUM),
    ("toll_free", Line.TOLL_FREE),
    ("shared_cost", Line.SHARED_COST),
    ("voip", Line.VOIP),
    ("personal_number", Line.PERSONAL),
    ("pager", Line.PAGER),
    ("uan", Line.UAN),
    ("voicemail", Line.VOICEMAIL),
)

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class _Shape:
    """One description of the metadata: a pattern and the lengths it may have (empty: any)."""

    pattern: re.Pattern[str]
    lengths: frozenset[int]

    def fits(self, national: str) -> bool:
        if self.lengths and len(national) not in self.lengths:
            return False
        return self.pattern.fullmatch(national) is not None


def _shape(description: PhoneNumberDesc | None) -> _Shape | None:
    if description is None or not description.national_number_pattern:
        return None
    lengths = frozenset(n for n in description.possible_length if n > 0)
    if description.possible_length and not lengths:  # (-1,): the country has no such numbers
        return None
    return _Shape(re.compile(description.national_number_pattern), lengths)


class Region:
    """The numbering plan of one country, compiled."""

    def __init__(self, code: str, metadata: PhoneMetadata) -> None:
        self.code = code
        self.calling_code = str(metadata.country_code)
        self.trunk: str = metadata.national_prefix or ""
        """What people dial before a national number: "0" in most of Europe."""
        self.abroad = re.compile(metadata.international_prefix) if metadata.international_prefix else _NEVER
        """What people dial before a foreign number: "00" in most of Europe."""
        self.trunk_is_plain = (metadata.national_prefix_for_parsing or "") == self.trunk
        """False where the library knows more than one prefix, or rewrites numbers while removing it."""
        self._general = _shape(metadata.general_desc)
        self._before = tuple((s, kind) for name, kind in _BEFORE_FIXED if (s := _shape(getattr(metadata, name))))
        self._fixed = _shape(metadata.fixed_line)
        self._mobile = _shape(metadata.mobile)
        self._same = bool(metadata.same_mobile_and_fixed_line_pattern)
        self.leading = re.compile(metadata.leading_digits) if metadata.leading_digits is not None else None
        self._prefix = re.compile(metadata.national_prefix_for_parsing or r"(?!)")

    @property
    def mobile_lengths(self) -> frozenset[int]:
        """How many digits a mobile number has here, without country code and trunk prefix."""
        shape = self._fixed if self._same else self._mobile
        return shape.lengths if shape else frozenset()

    def line(self, national: str) -> Line:
        """The kind of line of a national significant number, by this country's patterns alone."""
        if self._general is None or not self._general.fits(national):
            return Line.UNKNOWN
        for shape, kind in self._before:
            if shape.fits(national):
                return kind
        if self._fixed is not None and self._fixed.fits(national):
            either = self._same or (self._mobile is not None and self._mobile.fits(national))
            return Line.EITHER if either else Line.FIXED
        if not self._same and self._mobile is not None and self._mobile.fits(national):
            return Line.MOBILE
        return Line.UNKNOWN

    def may_shorten(self, national: str) -> bool:
        """Whether the library might take a trunk prefix off `national`."""
        return self._prefix.match(national) is not None

    def surely_mobile(self) -> re.Pattern[str]:
        """A pattern for national numbers that are textable beyond doubt; what it refuses needs `line`.

        It refuses numbers the library might shorten (a trunk prefix at their start), and, as other kinds come first
        in the library's order, everything that fits one of those.
        """
        shape = self._fixed if self._same else self._mobile
        if shape is None or self._general is None or self.leading is not None or not shape.lengths:
            return _NEVER
        others = [s.pattern.pattern for s, _ in self._before]
        lengths = shape.lengths & self._general.lengths if self._general.lengths else shape.lengths
        parts = [rf"(?=(?:{_digits(lengths)})\Z)"]
        if self._prefix.pattern != r"(?!)":
            parts.append(rf"(?!{self._prefix.pattern})")
        if others:
            parts.append("(?!(?:" + "|".join(f"(?:{one})" for one in others) + r")\Z)")
        parts.append(rf"(?=(?:{self._general.pattern.pattern})\Z)")
        return re.compile("".join(parts) + rf"(?:{shape.pattern.pattern})", re.ASCII)


def _digits(lengths: frozenset[int]) -> str:
    """An expression for so many digits; for none at all when there is no such length."""
    if lengths and max(lengths) - min(lengths) == len(lengths) - 1:
        return rf"\d{{{min(lengths)},{max(lengths)}}}"
    return "|".join(rf"\d{{{n}}}" for n in sorted(lengths)) or r"(?!)"


@cache
def region(code: str) -> Region | None:
    """The numbering plan of an ISO 3166-1 country, or None when the library has none."""
    metadata = PhoneMetadata.metadata_for_region(code.upper(), None)
    return Region(code.upper(), metadata) if metadata is not None else None


@cache
def regions_of(calling_code: str) -> tuple[Region, ...]:
    """All countries that share a country code, the main one first; empty for a code nobody has."""
    codes = COUNTRY_CODE_TO_REGION_CODE.get(int(calling_code), ())
    if codes == (WORLDWIDE,):
        metadata = PhoneMetadata.metadata_for_nongeo_region(int(calling_code), None)
        return (Region(WORLDWIDE, metadata),) if metadata is not None else ()
    return tuple(found for code in codes if (found := region(code)) is not None)


@cache
def quick(calling_code: str) -> re.Pattern[str]:
    """The main country's `surely_mobile`; matches nothing for a code nobody has."""
    regions = regions_of(calling_code)
    return regions[0].surely_mobile() if regions else _NEVER


def surely_textable(calling_code: str, national: str) -> bool:
    """Whether a number after "+" is textable and the library would not shorten it; False means "ask the library"."""
    if quick(calling_code).fullmatch(national):
        return True
    regions = regions_of(calling_code)
    if len(regions) < 2 or regions[0].may_shorten(national):
        return False
    return line_of(calling_code, national)[0] in TEXTABLE


CALLING_CODES: frozenset[str] = frozenset(str(code) for code in COUNTRY_CODE_TO_REGION_CODE)


def split_international(digits: str) -> tuple[str, str] | None:
    """Country code and the rest of the digits after "+", or None when no country has such a code."""
    for length in (1, 2, 3):
        if digits[:length] in CALLING_CODES and len(digits) > length:
            return digits[:length], digits[length:]
    return None


def line_of(calling_code: str, national: str) -> tuple[Line, Region | None]:
    """Kind of line and country of a number, found as `phonenumbers.is_valid_number` and `number_type` find it."""
    regions = regions_of(calling_code)
    if len(regions) == 1:
        return regions[0].line(national), regions[0]
    for one in regions:
        if one.leading is not None:
            if one.leading.match(national):
                return one.line(national), one
        elif (kind := one.line(national)) is not Line.UNKNOWN:
            return kind, one
    return Line.UNKNOWN, regions[0] if regions else None


def is_emergency(digits: str, country: str) -> bool:
    """Whether `digits` reaches an emergency service, here or nearly anywhere."""
    if digits in {"110", "112", "911", "999", "000", "113", "115", "118", "119", "15", "17", "18", "100", "101", "102"}:
        return True
    # Only odd cells come here; the short numbers' metadata is not worth loading for the others.
    from phonenumbers import shortnumberinfo

    return bool(shortnumberinfo.is_emergency_number(digits, country))


def library_reading(text: str, country: str) -> tuple[str, str] | None:
    """Country code and national number as the library parses `text`, or None when it cannot.

    The judge of everything our own rules do not know: prefixes with carrier codes, rewritten numbers.
    """
    try:
        parsed = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if parsed.extension or parsed.country_code is None:
        return None
    return str(parsed.country_code), phonenumbers.national_significant_number(parsed)
