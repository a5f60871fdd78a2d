"""A number as people read it: in international grouping, and whose country it is."""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=4096)
def international(phone: str) -> str:
    """E.164 in international grouping, "+49 1573 3914417"; anything else as it is."""
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


@lru_cache(maxsize=4096)
def region_of(phone: str) -> str:
    """The country of an E.164 number as ISO 3166-1 alpha-2; empty when it has none."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ""
    return region if region and region.isalpha() else ""
