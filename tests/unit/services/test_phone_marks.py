"""What the owner decides about phones is seen at once, without asking the service."""

from desktop_app.gateway.outcome import NotReached, Why
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import phone
from tests.unit.services.test_devices_and_presence import refresh


async def test_names_and_marks_are_told_while_the_service_is_out_of_reach(bench: Bench) -> None:
    bench.gateway.devices = [phone(7), phone(8)]
    await refresh(bench)
    before = bench.store.live.devices
    bench.gateway.phones_fail = lambda: NotReached(Why.CONNECT_TIMEOUT)
    await bench.store.directory.rename(7, "Front desk")
    await bench.store.directory.set_hidden(8, hidden=True)
    await bench.store.directory.set_left_out(8, left_out=True)
    await bench.devices.take_marks()
    desk, other = bench.store.live.devices
    assert (desk.name, desk.hidden, desk.left_out) == ("Front desk", False, False)
    assert (other.hidden, other.left_out) == (True, True)
    assert [device.last_seen for device in (desk, other)] == [device.last_seen for device in before]
