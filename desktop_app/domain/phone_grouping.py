"""A number as people read it: in international grouping, and whose country it is."""

import re
from functools import lru_cache

import phonenumbers

_GERMANY = 49
_MOBILE = re.compile(r"1[5-7]\d{6,}")
_LONG = re.compile(r"\d{7,}")
"""More digits in a row than one can hold in mind."""


@lru_cache(maxsize=4096)
def international(phone: str) -> str:
    """E.164 in international grouping, "+49 157 3391 4417"; anything else as it is."""
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    shown = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    if parsed.country_code == _GERMANY and _MOBILE.fullmatch(digits := str(parsed.national_number)):
        shown = f"+{_GERMANY} {digits[:3]} {digits[3:]}"  # nobody reads the four-digit blocks they are assigned in
    return _LONG.sub(_in_fours, shown)


def _in_fours(digits: re.Match[str]) -> str:
    """Digits by four, none left alone at the end."""
    run = digits[0]
    parts = [run[at : at + 4] for at in range(0, len(run), 4)]
    return " ".join([*parts[:-2], parts[-2] + parts[-1]] if len(parts[-1]) == 1 else parts)


@lru_cache(maxsize=4096)
def region_of(phone: str) -> str:
    """The country of an E.164 number as ISO 3166-1 alpha-2; empty when it has none."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ""
    return region if region and region.isalpha() else ""
