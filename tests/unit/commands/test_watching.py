"""What `devices --watch` says."""

import json
from datetime import UTC, datetime, timedelta

from desktop_app.commands.watching import Event, PhoneWatch, told
from desktop_app.domain.device import Device
from desktop_app.domain.outages import Alert, AlertKind, Outage

NOW = datetime(2026, 11, 20, 10, 16, 4, tzinfo=UTC)


def seen(device: int, minutes: float) -> Device:
    return Device(device, f"Phone {device}", last_seen=NOW - timedelta(minutes=minutes))


def words(events: list[Event]) -> list[str]:
    return [event.as_line(UTC) for event in events]


def test_first_how_every_phone_is_then_only_what_changes():
    watch = PhoneWatch(UTC)
    assert words(watch.look([seen(7, 0), seen(8, 9)], NOW, connected=True)) == [
        "10:16:04  Phone 7: online",
        "10:16:04  Phone 8: offline, last seen 2026-11-20 10:07:04",
    ]
    assert watch.look([seen(7, 0), seen(8, 9)], NOW, connected=True) == []
    assert words(watch.look([seen(7, 2), seen(8, 0)], NOW, connected=True)) == [
        "10:16:04  Phone 7: late, last seen 2026-11-20 10:14:04",
        "10:16:04  Phone 8: online",
    ]


def test_without_a_connection_nobody_is_offline():
    watch = PhoneWatch(UTC)
    watch.look([seen(7, 0)], NOW, connected=True)
    [event] = watch.look([seen(7, 60)], NOW, connected=False)
    assert event.words.startswith("Phone 7: can't check")


def test_new_and_gone_phones_are_told():
    watch = PhoneWatch(UTC)
    watch.look([seen(7, 0)], NOW, connected=True)
    assert words(watch.look([seen(9, 0)], NOW, connected=True)) == [
        "10:16:04  Phone 7: left the account",
        "10:16:04  Phone 9: online",
    ]


def test_programs_get_one_object_a_line():
    watch = PhoneWatch(UTC)
    [new] = watch.look([seen(7, 0)], NOW, connected=True)
    [late] = watch.look([seen(7, 2)], NOW, connected=True)
    alert = told(Alert(AlertKind.OFFLINE, NOW, (Outage(7, "Phone 7", NOW, NOW),)), UTC)
    lines = [json.loads(event.as_json()) for event in (new, late, alert)]
    assert [one["event"] for one in lines] == ["phone", "state", "alert"]
    assert (lines[1]["before"], lines[1]["state"], lines[1]["id"]) == ("online", "late", 7)
    assert lines[2]["words"].startswith("Phone 7 stopped answering at 10:16.")
    assert all("\n" not in event.as_json() for event in (new, late, alert))
