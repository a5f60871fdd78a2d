"""Step Delivery: safe phones are chosen, all reasons are named, and shares always add up."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.ui.tabs.bulk.delivery_choice import FAST_S, DeliveryChoice, Reason, ShareMode
from tests.unit.ui.fakes import story


def chosen(rows: int = 1248) -> DeliveryChoice:
    return DeliveryChoice(rows).with_devices(story.DEVICES, story.NOW)


def test_only_online_subscribed_phones_that_do_not_roam_are_chosen() -> None:
    choice = chosen()
    assert [phone.device.name for phone in choice.chosen] == ["Front desk", "Workshop", "Back office"]
    van = next(phone for phone in choice.phones if phone.device.name == "Delivery van")
    assert van.reasons == (Reason.LATE, Reason.ROAMING)


def test_all_reasons_are_named() -> None:
    phone = replace(story.DEVICES[2], subscription=False, last_seen=story.NOW - timedelta(hours=2))
    only = DeliveryChoice(10).with_devices([phone], story.NOW)
    assert only.phones[0].reasons == (Reason.OFFLINE, Reason.NO_SUBSCRIPTION, Reason.ROAMING)
    assert only.delivery().shares == ()


def test_a_phone_the_owner_left_out_is_not_chosen_for_him_and_says_so() -> None:
    only = DeliveryChoice(10).with_devices([replace(story.DEVICES[0], left_out=True)], story.NOW)
    assert only.phones[0].reasons == (Reason.LEFT_OUT,)
    assert only.delivery().shares == ()


def test_a_lost_connection_is_not_told_as_phones_offline() -> None:
    choice = DeliveryChoice(10).with_devices(story.DEVICES, story.NOW, connected=False)
    assert all(Reason.UNKNOWN in phone.reasons and Reason.OFFLINE not in phone.reasons for phone in choice.phones)


def test_the_picture_by_hand() -> None:
    choice = chosen().choose(1301, chosen=False).choose(1297, chosen=True)
    assert [phone.rows for phone in choice.chosen] == [416, 416, 416]
    choice = choice.by_hand(1297, 178)
    assert [phone.rows for phone in choice.phones] == [535, 535, 178, 0]
    assert [share.rows for share in choice.delivery().shares] == [535, 535, 178]


def test_a_poll_of_phones_keeps_what_the_owner_chose() -> None:
    choice = chosen().choose(1301, chosen=False).by_hand(1570, 1000)
    again = choice.with_devices(story.DEVICES, story.NOW + timedelta(seconds=5))
    assert [phone.rows for phone in again.phones] == [phone.rows for phone in choice.phones]
    assert again.delivery() == choice.delivery()


def test_phones_follow_their_state_until_the_owner_chooses() -> None:
    later = story.NOW + timedelta(minutes=30)
    assert chosen().with_devices(story.DEVICES, later).chosen == ()


def test_pace_changes_the_finish() -> None:
    gentle = chosen().forecast(story.NOW, lambda _: None)
    fast = chosen().pace(FAST_S).forecast(story.NOW, lambda _: None)
    assert gentle is not None
    assert fast is not None
    assert fast.finishes < gentle.finishes
    assert gentle.finishes == story.NOW + timedelta(hours=416 / 180)


def test_quiet_hours_off_are_off_in_the_delivery_and_the_forecast() -> None:
    def always_quiet(at: object) -> tuple[object, object]:
        raise AssertionError("asked though quiet hours are off")

    choice = replace(chosen(), quiet_on=False)
    assert choice.delivery().quiet_hours == "off"
    assert choice.forecast(story.NOW, always_quiet) is not None  # type: ignore[arg-type]


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_clicked_the_shares_add_up(data: st.DataObject) -> None:
    choice = chosen(data.draw(st.integers(0, 3000)))
    for _ in range(data.draw(st.integers(1, 8))):
        phone = data.draw(st.sampled_from(story.DEVICES))
        kind = data.draw(st.sampled_from(["choose", "mode", "hand", "rows", "poll"]))
        if kind == "choose":
            choice = choice.choose(phone.id, chosen=data.draw(st.booleans()))
        elif kind == "mode":
            choice = choice.share(data.draw(st.sampled_from(ShareMode)))
        elif kind == "hand" and phone.id in {row.device.id for row in choice.chosen}:
            choice = choice.by_hand(phone.id, data.draw(st.integers(0, 4000)))
        elif kind == "rows":
            choice = choice.with_rows(data.draw(st.integers(0, 3000)))
        else:
            choice = choice.with_devices(story.DEVICES, story.NOW)
        assert sum(row.rows for row in choice.phones) == (choice.rows if choice.chosen else 0)
        assert all(row.rows == 0 for row in choice.phones if not row.chosen)
