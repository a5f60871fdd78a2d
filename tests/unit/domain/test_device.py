"""How alive a phone is (design/UX.md 4.2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.device import Device, Reach, Sim

NOW = datetime(2025, 11, 20, 10, 42, tzinfo=UTC)


def phone(age_s: float | None, poll_s: int | None = 10) -> Device:
    seen = None if age_s is None else NOW - timedelta(seconds=age_s)
    return Device(id=1, title="Pixel 7a", last_seen=seen, poll_s=poll_s)


@pytest.mark.parametrize(
    ("age_s", "poll_s", "reach"),
    [
        (0, 10, Reach.ONLINE),
        (60, 10, Reach.ONLINE),
        (61, 10, Reach.LATE),
        (300, 10, Reach.LATE),
        (301, 10, Reach.OFFLINE),
        (60, None, Reach.ONLINE),
        (195, 60, Reach.ONLINE),
        (196, 60, Reach.LATE),
        (660, 60, Reach.LATE),
        (661, 60, Reach.OFFLINE),
        (60, 1, Reach.ONLINE),
        (-30, 10, Reach.ONLINE),
        (None, 10, Reach.NOT_SEEN),
    ],
)
def test_reach_follows_the_phones_own_poll_interval(age_s: float | None, poll_s: int | None, reach: Reach) -> None:
    assert phone(age_s, poll_s).reach(NOW) is reach


def test_a_phone_is_what_it_was_when_it_was_read() -> None:
    read = replace(phone(5), read_at=NOW)
    assert read.reach(NOW + timedelta(seconds=70)) is Reach.ONLINE
    assert read.reach(NOW + timedelta(seconds=76)) is Reach.UNKNOWN


def test_a_computer_that_slept_calls_no_phone_offline() -> None:
    assert replace(phone(5), read_at=NOW).reach(NOW + timedelta(hours=8)) is Reach.UNKNOWN


def test_a_phone_is_never_called_offline_when_this_computer_is() -> None:
    assert phone(100_000).reach(NOW, connected=False) is Reach.UNKNOWN


def test_the_owners_name_wins_over_the_services() -> None:
    assert Device(id=7, title="Pixel 7a", nickname="Front desk").name == "Front desk"
    assert Device(id=7, title="Pixel 7a").name == "Pixel 7a"
    assert Device(id=7, title="").name == "Phone 7"


def test_one_roaming_sim_makes_a_roaming_phone() -> None:
    assert Device(id=1, title="", sims=(Sim(0), Sim(1, roaming=True))).roaming
    assert not Device(id=1, title="", sims=(Sim(0),)).roaming
