import pytest

from desktop_app.domain.device import Sim
from desktop_app.gateway import fields


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5), ("5", 5), (" 5 ", 5), ("-3", -3), (2**53, 2**53), (0, 0), (2**53 + 1, None), (True, None), (5.0, None),
        ("5.0", None), ("", None), ("٥", None), ("9" * 17, None), ("1,2", None), ([5], None),
        (None, None), ("null", None),
    ],
)  # fmt: skip
def test_integers(value, number):
    assert fields.whole(value) == number


def test_ids_are_above_zero():
    assert [fields.positive(v) for v in (1, "7")] == [1, 7]
    assert not any(fields.positive(v) for v in (0, "0", -1, None, "null", {}))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, True), (1, True), ("1", True), ("true", True), (False, False), (0, False), ("0", False), (None, None),
        (2, None), ("yes", None), ([], None), (1.0, None),
    ],
)  # fmt: skip
def test_booleans(value, told):
    assert fields.flag(value) is told


def test_text_is_kept_exactly_but_for_what_no_file_can_hold():
    assert fields.text("  Grüße \U0001f44d \n") == "  Grüße \U0001f44d \n"
    assert fields.text("a\ud83db") == "a\ufffdb"
    assert [fields.text(v) for v in (12, True, None, ["x"])] == ["12", "", "", ""]


def test_labels_and_words_are_one_plain_line():
    assert fields.label(" 15550000000") == "15550000000"
    assert [fields.label(v) for v in ("null", "NULL", None, " ")] == ["", "", "", ""]
    assert fields.words("<b>No\r\n\x00 credit</b>\u2028left") == "<b>No credit</b> left"
    assert len(fields.words("x" * 1_000)) == 300


@pytest.mark.parametrize(
    "value",
    [
        [{"Slot": "1", "CarrierName": "B"}, {"Slot": "0", "CarrierName": "A", "Roaming": "1"}],
        {"x": {"slot": 0, "carriername": "A", "roaming": True}, "y": {"slot": 1, "carriername": "B"}},
        '[{"Slot":"0","CarrierName":"A","Roaming":1},{"Slot":"1","CarrierName":"B"}]',
        [{"Slot": "0", "CarrierName": "A", "Roaming": "1"}, {"CarrierName": "B"}, "junk", None],
    ],
)
def test_sims_in_every_shape(value):
    assert fields.sims(value) == (Sim(0, "A", roaming=True), Sim(1, "B"))


@pytest.mark.parametrize("value", [None, [], {}, "", "null", "[", 5, True, "[" * 5_000, [[]], '{"Slot":1}'])
def test_no_sims(value):
    assert fields.sims(value) == ()


def test_an_entry_that_is_no_phone_is_none():
    assert fields.device("", {"id": "My Sender", "title": "x"}) is None
    assert fields.device("My Sender", {"title": "x"}) is None
    assert fields.device("5", None) is None
    assert fields.device("5", {"title": "x"}).id == 5


def test_senseless_delays_are_not_believed():
    phone = fields.device("5", {"delaybetweenrequest": 0, "delaybetweeneachsms": -1})
    assert (phone.poll_s, phone.delay_s, phone.interval_s) == (None, None, 10)
