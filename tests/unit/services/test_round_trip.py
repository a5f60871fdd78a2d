"""A test text from one phone to another, or to the owner."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.errors import BadUse, Trouble
from desktop_app.domain.outgoing import State
from desktop_app.domain.trial_text import ROUND_TRIP, trial_text
from desktop_app.gateway.outcome import NotReached, Why
from desktop_app.gateway.records import GatewaySms
from desktop_app.services.round_trip import NotSeen, RoundTrip, RoundTrips
from tests.unit.services.conftest import Bench
from tests.unit.services.oracle import OFFLINE, phone
from tests.unit.services.own_texts import send_text

A, B, MINE = "+4915204417730", "+491792208316", "+491702290118"


class Stage:
    """Phones 7 and 8, each with a known number, over the real outbox in virtual time."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.steps: list[str] = []
        self.trips = RoundTrips(
            bench.store,
            bench.gateway,
            bench.clock,
            lambda: bench.settings,
            send_text=lambda *what: send_text(bench, *what),
            take_back=bench.sending.stop,
            canonical=lambda number: number if number.startswith("+") else None,
            make_code=lambda: "04711",
        )

    async def phones(self, *devices: Device) -> None:
        self.bench.gateway.devices = list(devices)
        task = asyncio.ensure_future(self.bench.devices.refresh())
        while not task.done():
            await self.bench.clock.advance(0.1)
            await asyncio.sleep(0.001)
        await task

    def begin(self, device: int = 7, sim: int = 0) -> "asyncio.Task[RoundTrip]":
        return asyncio.ensure_future(self.trips.run(device, sim, self.steps.append))

    async def run(self, device: int = 7, sim: int = 0, *, meanwhile: Callable[[], object] = lambda: None) -> RoundTrip:
        task = self.begin(device, sim)
        while not task.done():
            await self.bench.pass_time(1, step=1)
            meanwhile()
        return await task

    def arrives(self, after_s: float, body: str = trial_text("04711")) -> Callable[[], None]:
        """The other phone gets it this long after the service took it."""

        def look() -> None:
            gateway = self.bench.gateway
            if gateway.stored and not gateway.incoming:
                came = gateway.stored[0].created + timedelta(seconds=after_s)
                if self.bench.clock.wall() >= came:
                    gateway.incoming.append(
                        GatewaySms(9000, A, body, None, 5, "Income", 8, 0, came, None, None, None, None)
                    )

        return look


def known(device_id: int, number: str) -> Device:
    return replace(phone(device_id), sims=(Sim(0, number=number.removeprefix("+")),))


@pytest.fixture
async def stage(bench: Bench) -> Stage:
    made = Stage(bench)
    bench.start()
    await made.phones(known(7, A), known(8, B))
    return made


async def test_it_is_seen_to_arrive_and_timed_by_the_service(stage: Stage, bench: Bench):
    told = await stage.run(meanwhile=stage.arrives(7))
    assert 6 <= told.seconds <= 8
    assert told.words == "From Phone 7 to Phone 8."
    [sent] = bench.gateway.stored
    assert (sent.item.sendto, sent.item.device_id, sent.item.sim) == (B, 7, 0)
    assert stage.steps == ["Texting Phone 8 from Phone 7…", "Phone 7 has it. Waiting until it is there…"]


async def test_with_one_phone_it_goes_to_the_owner_and_the_report_counts(stage: Stage, bench: Bench):
    bench.set(own_mobile=MINE)
    await stage.phones(known(7, A))
    told = await stage.run()
    assert told.to_owner
    assert told.words == "From Phone 7 to your mobile."
    assert 6 <= told.seconds <= 120  # the sheet's worker takes real time, and virtual time goes on meanwhile
    assert bench.gateway.stored[0].item.sendto == MINE


async def test_a_phone_that_sleeps_or_whose_number_is_unknown_is_no_target(stage: Stage, bench: Bench):
    bench.set(own_mobile=MINE)
    asleep = replace(known(8, B), last_seen=bench.clock.wall() - OFFLINE)
    await stage.phones(known(7, A), asleep, phone(9), known(10, A))
    assert (await stage.run()).to_owner


async def test_without_anybody_to_text_it_says_what_to_do(stage: Stage, bench: Bench):
    await stage.phones(known(7, A))
    with pytest.raises(BadUse, match="Enter your own mobile"):
        await stage.run()
    assert bench.gateway.stored == []


async def test_a_sleeping_phone_is_asked_nothing(stage: Stage, bench: Bench):
    await stage.phones(replace(known(7, A), last_seen=bench.clock.wall() - OFFLINE), known(8, B))
    with pytest.raises(BadUse, match="not online"):
        await stage.run()
    assert await bench.store.outbox.campaigns() == []


async def test_not_seen_in_time_is_never_called_failed(stage: Stage):
    with pytest.raises(NotSeen) as caught:
        await stage.run()
    assert caught.value.sentence == "Not seen after 3 minutes. Phone 7 has sent it; it may still arrive."


async def test_a_text_of_somebody_else_is_not_it(stage: Stage):
    with pytest.raises(NotSeen):
        await stage.run(meanwhile=stage.arrives(5, trial_text("99999")))


async def test_readings_that_fail_end_nothing(stage: Stage, bench: Bench):
    bench.gateway.reading_fails = lambda: NotReached(Why.READ_TIMEOUT) if len(bench.gateway.queries) % 3 else None
    told = await stage.run(meanwhile=stage.arrives(9))
    assert 8 <= told.seconds <= 10


async def test_what_the_phone_reports_as_failed_is_said_with_its_reason(stage: Stage, bench: Bench):
    def fail() -> None:
        for one in bench.gateway.stored:
            one.status = 12

    with pytest.raises(Trouble, match="Phone 7 could not send the test"):
        await stage.run(meanwhile=fail)


async def test_what_cannot_leave_is_taken_back(stage: Stage, bench: Bench):
    bench.gateway.script = ["not reached"] * 1000
    with pytest.raises(Trouble, match="nothing went out"):
        await stage.run()
    [campaign] = await bench.store.outbox.campaigns()
    assert (campaign.name, campaign.counts) == (ROUND_TRIP, {State.CANCELLED: 1})


async def test_cancelled_before_it_left_it_never_leaves(stage: Stage, bench: Bench):
    bench.gateway.phones_fail = bench.gateway.reading_fails = lambda: NotReached(Why.NO_NETWORK)
    task = stage.begin()
    await bench.pass_time(3)
    await stopped(bench, task)
    bench.gateway.phones_fail = bench.gateway.reading_fails = lambda: None
    await bench.pass_time(120, step=2)
    assert bench.gateway.stored == []


async def test_cancelled_while_it_is_queued_it_never_leaves_either(stage: Stage, bench: Bench):
    bench.gateway.phones_fail = bench.gateway.reading_fails = lambda: NotReached(Why.NO_NETWORK)
    task = stage.begin()
    while not stage.steps:
        await asyncio.sleep(0)
    await stopped(bench, task)
    bench.gateway.phones_fail = bench.gateway.reading_fails = lambda: None
    await bench.pass_time(120, step=2)
    assert bench.gateway.stored == []
    assert [one.counts for one in await bench.store.outbox.campaigns()] == [{State.CANCELLED: 1}]


async def stopped(bench: Bench, task: "asyncio.Task[RoundTrip]") -> None:
    """Cancel it, as closing the drawer does, and wait for its end."""
    task.cancel()
    while not task.done():
        await bench.pass_time(1)
    assert task.cancelled()


async def test_a_number_on_the_do_not_text_list_is_not_texted(stage: Stage, bench: Bench):
    await bench.store.do_not_text.add(B, "he phoned", "you")
    with pytest.raises(Trouble, match="do-not-text"):
        await stage.run()
    assert bench.gateway.stored == []


async def test_it_is_nobodys_reply(stage: Stage, bench: Bench):
    await stage.run(meanwhile=stage.arrives(5))
    bench.gateway.receive(B, "Thanks!")
    bench.gateway.receive(B, trial_text("55555"))
    task = asyncio.ensure_future(bench.receiving.read_up_to_now())
    while not task.done():
        await bench.pass_time(1, step=0.5)
    assert [text.body for text in await bench.store.inbox.page()] == [trial_text("55555"), "Thanks!"], (
        "ours is left out"
    )
    assert (await task).new == 2
