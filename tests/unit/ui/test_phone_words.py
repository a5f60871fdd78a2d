"""What is said about phones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.device import Device, Sim
from desktop_app.ui.phone_words import describe, health, in_order, seen, sim_name
from desktop_app.ui.words import Tone

NOW = datetime(2025, 11, 20, 9, 42, tzinfo=UTC)


def phone(name, age_s, **facts):
    return Device(hash(name) % 1000, name, last_seen=NOW - timedelta(seconds=age_s), poll_s=10, **facts)


@pytest.mark.parametrize(
    ("age", "line", "aside", "ink"),
    [
        (4, "Seen 4 s ago", "checks in every 10 s", "text"),
        (60, "Seen 1 min ago", "checks in every 10 s", "text"),
        (61, "Seen 1 min ago", "checks in every 10 s", "warn"),
        (300, "Seen 5 min ago", "checks in every 10 s", "warn"),
    ],
)
def test_the_line_follows_the_age(age, line, aside, ink):
    told = seen(phone("Workshop", age), NOW, connected=True)
    assert (told.line, told.aside, told.ink) == (line, aside, ink)


def test_an_offline_phone_is_told_by_its_time():
    device = phone("Back office", 26 * 60)
    told = seen(device, NOW, connected=True)
    assert told.line == "Last seen at " + device.last_seen.astimezone().strftime("%H:%M")
    assert (told.aside, told.ink) == ("26 min ago", "bad")


def test_without_connection_a_phone_is_never_called_offline():
    told = seen(phone("Back office", 26 * 60), NOW, connected=False)
    assert told.line.startswith("Last seen at ")
    assert (told.aside, told.ink) == ("", "text2")
    words = describe(phone("Back office", 26 * 60), NOW, connected=False)
    assert "ffline" not in words
    assert "Can’t check" in words


def test_a_new_phone_waits_for_its_first_contact():
    device = replace(phone("New", 0), last_seen=None)
    assert seen(device, NOW, connected=True).line == "Waiting for first contact"
    assert health([device], NOW, connected=True).words == "1 of 1 phones not seen yet"


def test_the_worst_news_is_the_headline():
    fine, late, gone = phone("A", 5), phone("B", 120), phone("C", 4000)
    assert health([fine, late, gone], NOW, connected=True).words == "1 of 3 phones offline"
    assert health([fine, late], NOW, connected=True).words == "1 of 2 phones late"
    assert health([fine, fine], NOW, connected=True).words == "2 phones online"
    assert health([fine], NOW, connected=True).words == "1 phone online"
    old = replace(fine, read_at=NOW - timedelta(hours=1))
    assert health([fine, old], NOW, connected=True).words == "1 of 2 phones can’t be checked"
    assert health([old], NOW, connected=True) == health([], NOW, connected=False)
    assert health([fine, gone], NOW, connected=False) == health([], NOW, connected=False)
    assert health([gone], NOW, connected=True).tone is Tone.BAD


def test_order_is_offline_late_online_then_name():
    phones = [phone("Workshop", 5), phone("front", 5), phone("Van", 120), phone("Back", 4000)]
    assert [d.title for d in in_order(phones, NOW, connected=True)] == ["Back", "Van", "front", "Workshop"]


def test_a_sim_is_never_a_bare_number():
    assert sim_name(Sim(0, "Vodafone")) == "SIM 1 · Vodafone"
    assert sim_name(Sim(1)) == "SIM 2 (carrier unknown)"
