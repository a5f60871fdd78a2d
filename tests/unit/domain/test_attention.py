"""Slow troubles: one line each."""

from dataclasses import replace
from datetime import time

from desktop_app.domain.attention import Attention, Need, SimUse, needs_attention
from desktop_app.domain.device import Device, Sim

FINE = Device(1, "Fine", subscription=True, app_current=True)
OLD = Device(2, "Old", app_current=False)
VAN = Device(3, "Van", subscription=False, app_current=False, sims=(Sim(0, "o2", roaming=True),))


def lines(*devices, quiet=None, uses=(), clock_off_s=0.0) -> list[Attention]:
    return needs_attention(devices, quiet=quiet or {}, uses=uses, clock_off_s=clock_off_s)


def test_nothing_wrong_is_nothing_told():
    assert lines(FINE, Device(4, "Silent about itself"), clock_off_s=-119) == []


def test_phones_with_the_same_trouble_share_a_line():
    assert [(line.need, line.devices) for line in lines(FINE, OLD, VAN)] == [
        (Need.NO_SUBSCRIPTION, (VAN,)),
        (Need.ROAMING, (VAN,)),
        (Need.OLD_APP, (OLD, VAN)),
    ]


def test_roaming_is_settled_once_the_phone_is_left_out():
    assert Need.ROAMING not in [line.need for line in lines(replace(VAN, left_out=True))]


def test_hidden_phones_are_left_in_peace():
    assert lines(replace(VAN, hidden=True), quiet={3: (time(22), time(5))}, uses=[SimUse(3, 0, 9, 9)]) == []


def test_a_limit_counts_when_nine_tenths_are_used():
    assert lines(FINE, uses=[SimUse(1, 0, 179, 200)]) == []
    [line] = lines(FINE, uses=[SimUse(1, 0, 180, 200), SimUse(99, 0, 5, 5)])
    assert (line.need, line.devices, line.uses) == (Need.SIM_LIMIT, (FINE,), (SimUse(1, 0, 180, 200),))


def test_each_habit_of_silence_has_its_own_line():
    [line] = lines(FINE, quiet={1: (time(23), time(5))})
    assert (line.need, line.quiet) == (Need.QUIET_AT_NIGHT, (time(23), time(5)))


def test_a_clock_two_minutes_off_is_told():
    assert [line.need for line in lines(FINE, clock_off_s=-121)] == [Need.CLOCK]
