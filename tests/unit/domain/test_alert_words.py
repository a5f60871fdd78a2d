"""What an alert says in a message."""

from datetime import UTC, datetime, timedelta

from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.outages import Alert, AlertKind, Outage

AT = datetime(2025, 11, 20, 10, 21, tzinfo=UTC)


def outage(name: str = "Back office", minutes: int = 5) -> Outage:
    return Outage(7, name, AT - timedelta(minutes=minutes), AT)


def sentence(kind: AlertKind, *outages: Outage, waiting: int = 0) -> str:
    return alert_words(Alert(kind, AT, outages, waiting), UTC).sentence


def test_one_phone_with_work_waiting():
    assert sentence(AlertKind.OFFLINE, outage(), waiting=119) == (
        "Back office stopped answering at 10:16. 119 messages are waiting for it. "
        "Is it switched on, charged and on Wi-Fi?"
    )
    assert "1 message is waiting" in sentence(AlertKind.OFFLINE, outage(), waiting=1)


def test_several_phones_are_named_and_counted():
    phones = [outage(name) for name in ("A", "B", "C", "D", "E")]
    assert sentence(AlertKind.OFFLINE, *phones, waiting=7) == (
        "5 phones went offline. A, B, C +2. 7 messages are waiting for them."
    )


def test_back_and_morning():
    assert sentence(AlertKind.BACK, outage(minutes=26)) == "Back office is back. It was silent for 26 minutes."
    assert sentence(AlertKind.MORNING, outage(minutes=488)).startswith("Back office has been silent since 02:13.")


def test_a_hostile_name_is_short_plain_text():
    told = sentence(AlertKind.OFFLINE, outage("{count} <b>x</b>\n" + "y" * 10_000))
    assert told.startswith("{count} <b>x</b> yyy")
    assert len(told) < 200
