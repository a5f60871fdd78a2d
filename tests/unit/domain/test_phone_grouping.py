"""Numbers as people read them."""

import pytest

from desktop_app.domain.phone_grouping import international, region_of


@pytest.mark.parametrize(
    ("phone", "shown", "region"),
    [
        ("+420603118204", "+420 603 118 204", "CZ"),
        ("+4917660284431", "+49 176 6028 4431", "DE"),
        ("+4915733914417", "+49 157 3391 4417", "DE"),
        ("+49 1573 3914417", "+49 157 3391 4417", "DE"),  # as a phone reports its SIM's
        ("+491716630021", "+49 171 6630 021", "DE"),
        ("+498944127300", "+49 89 4412 7300", "DE"),
        ("+436641234567", "+43 664 1234 567", "AT"),
        ("+33612345678", "+33 6 12 34 56 78", "FR"),
        ("+881612345678", "+881 6 123 45678", ""),  # belongs to no country
        ("no number", "no number", ""),
        ("", "", ""),
    ],
)
def test_grouping_and_country(phone: str, shown: str, region: str) -> None:
    assert international(phone) == shown
    assert region_of(phone) == region


def test_no_digit_changes() -> None:
    for phone in ("+4915733914417", "+12025550123", "+33612345678"):
        assert international(phone).replace(" ", "").replace("-", "") == phone
