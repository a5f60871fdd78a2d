"""Phones that come back under a new id."""

from dataclasses import replace

import pytest

from desktop_app.domain.device import Device
from desktop_app.domain.outgoing import Share
from desktop_app.services.coming_back import ComingBack
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone


class Account:
    """What the service tells, reading by reading."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.back = ComingBack(bench.store, bench.devices.take_marks)

    async def tells(self, *devices: Device) -> list[tuple[int, int]]:
        """Take a reading in; the pairs that are offered then."""
        live = self.bench.store.live
        live.set_devices(await self.bench.store.directory.put_devices(devices, live.server_now()))
        return [(offer.old.id, offer.new.id) for offer in await self.back.offers()]


def known(device_id: int, serial: str) -> Device:
    return replace(phone(device_id), serial=serial)


@pytest.fixture
def account(bench: Bench) -> Account:
    return Account(bench)


async def test_the_same_serial_under_a_later_id_is_offered_until_it_is_decided(account: Account, bench: Bench):
    assert await account.tells(known(7, "ZY22"), known(8, "R58M")) == []
    await bench.store.directory.rename(7, "Front desk")
    await bench.queue(3)
    assert await account.tells(known(8, "R58M")) == []
    assert await account.tells(known(8, "R58M"), known(12, "ZY22")) == [(7, 12)]
    assert await account.tells(known(8, "R58M"), known(12, "ZY22")) == [(7, 12)]
    [offer] = await account.back.offers()
    assert (offer.old.name, offer.waiting) == ("Front desk", 3)

    await account.back.accept(7, 12)
    assert await account.back.offers() == []
    assert {device.id: device.name for device in bench.store.live.devices}[12] == "Front desk"
    [campaign] = await bench.store.outbox.campaigns()
    assert {one.device_id for one in await bench.store.outbox.lanes(campaign.id)} == {12}
    assert await account.tells(known(8, "R58M"), known(12, "ZY22")) == []


async def test_no_means_no_for_good(account: Account):
    await account.tells(known(7, "ZY22"))
    assert await account.tells(known(12, "ZY22")) == [(7, 12)]
    await account.back.decline(7, 12)
    assert await account.tells(known(12, "ZY22")) == []
    assert await account.tells(known(12, "ZY22"), known(13, "ZY22")) == [(7, 13)], "another phone is another question"


async def test_a_phone_that_was_there_all_along_did_not_come_back(account: Account):
    await account.tells(known(7, "ZY22"), known(5, "ZY22"))
    assert await account.tells(known(5, "ZY22")) == []


async def test_the_old_one_itself_coming_back_needs_no_offer(account: Account):
    await account.tells(known(7, "ZY22"))
    assert await account.tells() == []
    assert await account.tells(known(7, "ZY22")) == []


async def test_what_waits_goes_on_under_the_new_id(account: Account, bench: Bench):
    await account.tells(known(7, "ZY22"))
    bench.gateway.devices = [known(12, "ZY22")]
    campaign = await bench.queue(2, shares=(Share(7, 1, 2),))
    await account.tells(known(12, "ZY22"))
    await account.back.accept(7, 12)
    bench.start()
    await bench.sending.begin(campaign)
    await bench.until(lambda told: not told.waiting, campaign, step=2)
    assert {(one.item.device_id, one.item.sim) for one in bench.gateway.stored} == {(12, 1)}
