"""Which phone that left has come back under another id."""

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.same_phone import came_back

GONE = Device(7, "Galaxy", serial="ZY22J7QKLM", sims=(Sim(0, "o2", number="+491792208316", icc_id="8949"),))
OTHER = Device(8, "Pixel", serial="R58M", sims=(Sim(0, "Telekom", number="+491511111111"),))


def test_the_same_serial_is_the_same_phone():
    assert came_back(Device(12, "Galaxy", serial=" zy22j7qklm"), [OTHER, GONE]) is GONE


def test_the_same_sim_is_the_same_phone_where_a_serial_is_missing():
    assert came_back(Device(12, "Galaxy", sims=(Sim(1, number="0491792208316"[1:]),)), [OTHER, GONE]) is GONE
    assert came_back(Device(12, "Galaxy", serial="unknown", sims=(Sim(0, icc_id="8949"),)), [OTHER, GONE]) is GONE


def test_a_sim_that_moved_to_another_phone_is_not():
    assert came_back(Device(12, "New one", serial="AAAA", sims=GONE.sims), [GONE]) is None


def test_nothing_known_is_nothing_offered():
    assert came_back(Device(12, "Phone"), [GONE, Device(9, "Phone")]) is None
    assert came_back(Device(12, "Phone", serial="unknown"), [Device(9, "Phone", serial="unknown")]) is None


def test_two_that_fit_are_none():
    sims = (Sim(0, number="+491792208316"),)
    assert came_back(Device(12, "Phone", sims=sims), [Device(8, "a", sims=sims), Device(9, "b", sims=sims)]) is None
