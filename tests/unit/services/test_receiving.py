"""Reading incoming texts up to now."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from desktop_app.services.receiving import Read, RepliesUnread
from tests.unit.services.conftest import Bench
from tests.unit.store.plans import number


async def read(bench: Bench) -> Read:
    task = asyncio.ensure_future(bench.receiving.read_up_to_now())
    while not task.done():
        await asyncio.sleep(0.0005)
        await bench.clock.advance(0.1)
    return task.result()


async def test_everything_new_is_stored_and_stops_are_told_once(bench: Bench) -> None:
    bench.gateway.receive(number(1), "STOP")
    bench.gateway.receive(number(2), "Ok")
    first = await read(bench)
    assert (first.new, first.stops) == (2, (number(1),))
    assert (await read(bench)).new == 0
    bench.gateway.receive(number(3), "Abmelden!")
    assert (await read(bench)).stops == (number(3),)
    assert await bench.store.do_not_text.numbers() == {number(1), number(3)}


async def test_the_first_time_reaches_far_back_and_later_ones_to_the_last_with_a_margin(bench: Bench) -> None:
    await read(bench)
    await read(bench)
    first, later = bench.gateway.queries
    assert bench.clock.wall() - first.begin > timedelta(days=90)
    assert timedelta(hours=24) < bench.clock.wall() - later.begin < timedelta(days=2)
    assert {first.status, later.status} == {5}


async def test_a_garbled_answer_is_asked_for_again(bench: Bench) -> None:
    troubles: list[Trouble | None] = [GatewayUnreadable("html"), NotReached(Why.CUT)]
    bench.gateway.reading_fails = lambda: troubles.pop() if troubles else None
    bench.gateway.receive(number(1), "STOP")
    assert (await read(bench)).stops == (number(1),)


@pytest.mark.parametrize("trouble", [NotReached(Why.NO_NETWORK), GatewayRefused("no"), GatewayUnreadable("html")])
async def test_when_it_cannot_be_read_it_is_said_and_not_taken_for_read(bench: Bench, trouble: Trouble) -> None:
    bench.gateway.reading_fails = lambda: trouble
    with pytest.raises(type(trouble)):
        await read(bench)
    assert await bench.store.inbox.read_up_to() is None


async def test_an_answer_that_is_not_whole_is_not_taken_for_everything(bench: Bench, monkeypatch) -> None:
    whole = bench.gateway.get_all_sms

    async def damaged(query):
        return replace(await whole(query), complete=False)

    monkeypatch.setattr(bench.gateway, "get_all_sms", damaged)
    with pytest.raises(RepliesUnread, match="not to be texted"):
        await read(bench)
    assert await bench.store.inbox.read_up_to() is None


async def test_two_readings_at_once_take_turns(bench: Bench) -> None:
    bench.gateway.receive(number(1), "STOP")
    both = asyncio.gather(bench.receiving.read_up_to_now(), bench.receiving.read_up_to_now())
    while not both.done():
        await asyncio.sleep(0.0005)
        await bench.clock.advance(0.1)
    assert sorted(one.new for one in both.result()) == [0, 1]


async def test_a_service_that_insists_on_filters_is_read_from_the_start(bench: Bench) -> None:
    bench.gateway.insists = True
    bench.gateway.receive(number(1), "STOP")
    assert bench.store.live.devices == ()
    assert (await read(bench)).stops == (number(1),)


async def test_without_phones_it_cannot_be_read_and_says_so(bench: Bench) -> None:
    bench.gateway.phones_fail = lambda: NotReached(Why.NO_NETWORK)
    with pytest.raises(NotReached):
        await read(bench)
    assert await bench.store.inbox.read_up_to() is None
    bench.gateway.phones_fail = lambda: None
    assert (await read(bench)).new == 0
