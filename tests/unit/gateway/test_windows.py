"""Reading a span of time whole."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.clock import SystemClock
from desktop_app.gateway.again import TRIES
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable
from desktop_app.gateway.records import GatewaySms, SmsPage, SmsQuery
from desktop_app.gateway.windows import IN_ORDER_OF_LIFE, Window, Windows

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = Window(NOON - timedelta(hours=26), NOON + timedelta(hours=26), strict=True)


def _sms(index: int, seconds: float, status: int = 1, device: int = 7) -> GatewaySms:
    created = NOON + timedelta(seconds=seconds)
    return GatewaySms(index, "+49157", "x", None, status, "", device, 0, created, None, None, None, None)


class NoWaiting(SystemClock):
    """A clock whose sleeps are over at once."""

    async def sleep(self, seconds: float) -> None:
        return


class Service:
    """Answers from a list, with a cap, or insisting on filters."""

    def __init__(self, messages: list[GatewaySms], cap: int | None = None, counts_all: bool = False) -> None:
        self.messages = messages
        self.cap = cap
        self.counts_all = counts_all
        self.insists = False
        self.queries: list[SmsQuery] = []
        self.before: Callable[[SmsQuery], None] = lambda _: None

    async def get_all_sms(self, query: SmsQuery) -> SmsPage:
        self.queries.append(query)
        self.before(query)
        if self.insists and (query.device_id is None or query.status is None):
            raise GatewayRefused("all inputs are required")
        found = [
            one
            for one in self.messages
            if query.begin <= one.created <= query.end
            and query.status in {None, one.status}
            and query.device_id in {None, one.device_id}
        ]
        shown = found[: self.cap]
        count = len(found) if self.counts_all else len(shown)
        return SmsPage(tuple(shown), count, complete=count == len(shown), server_time=NOON)


async def test_one_answer_is_enough_when_it_is_whole() -> None:
    service = Service([_sms(i, i) for i in range(130)])
    read = await Windows(service, NoWaiting()).read(Window(DAY.begin, DAY.end))
    assert (len(read.messages), read.complete) == (130, True)
    assert len(service.queries) == 1


@pytest.mark.parametrize("counts_all", [True, False])
async def test_a_capped_answer_is_split_until_everything_is_there(counts_all: bool) -> None:
    service = Service([_sms(i, i * 60) for i in range(950)], cap=300, counts_all=counts_all)
    read = await Windows(service, NoWaiting()).read(DAY)
    assert [one.id for one in read.messages] == list(range(950))
    assert read.complete


async def test_for_a_proof_the_largest_answer_yet_is_doubted_and_smaller_ones_are_believed() -> None:
    service = Service([_sms(i, i) for i in range(500)])  # all within minutes
    windows = Windows(service, NoWaiting())
    page = await windows.read(DAY)
    assert (len(page.messages), page.complete) == (500, True)
    assert len(service.queries) == 3
    service.messages.pop()
    await windows.read(DAY)
    assert len(service.queries) == 4


@pytest.mark.parametrize("cap", [10, 37, 100])
async def test_a_cap_that_nobody_tells_about_hides_nothing(cap: int) -> None:
    service = Service([_sms(i, i * 20) for i in range(300)], cap=cap)
    page = await Windows(service, NoWaiting()).read(DAY)
    assert [one.id for one in page.messages] == list(range(300))
    assert page.complete


async def test_bounds_read_in_another_zone_still_lead_to_everything() -> None:
    service = Service([_sms(i, i) for i in range(60)], cap=25)
    plain = service.get_all_sms

    async def shifted(query: SmsQuery) -> SmsPage:
        off = timedelta(hours=2)
        return await plain(SmsQuery(begin=query.begin + off, end=query.end + off))

    service.get_all_sms = shifted
    page = await Windows(service, NoWaiting()).read(DAY)
    assert len(page.messages) == 60
    assert page.complete


async def test_messages_of_one_moment_are_told_apart_by_their_phones_or_their_state() -> None:
    service = Service([_sms(i, 0, device=7 + i % 2) for i in range(40)])
    page = await Windows(service, NoWaiting()).read(DAY, [7, 8])
    assert (len(page.messages), page.complete, len(service.queries)) == (40, True, 3)
    service = Service([_sms(i, 0, status=1 + i % 3) for i in range(40)])
    page = await Windows(service, NoWaiting()).read(DAY, [7])
    assert (len(page.messages), page.complete) == (40, True)


async def test_a_capped_moment_of_two_phones_hides_nothing() -> None:
    service = Service([_sms(i, 0, device=7 + i // 30) for i in range(60)], cap=40)
    page = await Windows(service, NoWaiting()).read(DAY, [7, 8])
    assert [one.id for one in page.messages] == list(range(60))


async def test_an_answer_that_says_it_is_cut_is_read_by_phone_and_status_where_time_does_not_help() -> None:
    messages = [_sms(i, i % 3, status=1 + i % 3, device=7 + i % 2) for i in range(60)]
    service = Service(messages, cap=15, counts_all=True)
    page = await Windows(service, NoWaiting()).read(Window(DAY.begin, DAY.end), [7, 8])
    assert (len(page.messages), page.complete) == (60, True)


@pytest.mark.parametrize("cap", [12, 20, 40])
@pytest.mark.parametrize("counts_all", [True, False])
@pytest.mark.parametrize("off_h", [0, 2, -11])
async def test_it_always_comes_to_an_end(cap: int, counts_all: bool, off_h: int) -> None:
    messages = [_sms(i, i // 9 * 0.7, status=1 + i % 4, device=7 + i % 3) for i in range(90)]
    service = Service(messages, cap=cap, counts_all=counts_all)
    plain = service.get_all_sms

    async def shifted(query: SmsQuery) -> SmsPage:
        assert len(service.queries) < 500
        off = timedelta(hours=off_h)
        begin, end = query.begin + off, query.end + off
        return await plain(SmsQuery(begin, end, query.device_id, query.status))

    service.get_all_sms = shifted
    page = await Windows(service, NoWaiting()).read(DAY, [7, 8, 9])
    assert not page.complete or len(page.messages) == 90


async def test_what_cannot_be_told_apart_is_believed_only_when_no_cap_would_be_such_a_number() -> None:
    service = Service([_sms(i, 0) for i in range(400)], cap=300)  # one moment, one phone, one status
    page = await Windows(service, NoWaiting()).read(DAY, [7])
    assert not page.complete
    page = await Windows(Service([_sms(i, 0) for i in range(16)]), NoWaiting()).read(DAY, [7])
    assert page.complete


async def test_an_answer_that_is_too_large_is_split() -> None:
    service = Service([_sms(i, i * 60) for i in range(90)])

    def too_large(query: SmsQuery) -> None:
        if query.end - query.begin > timedelta(hours=10):
            raise GatewayUnreadable("too large")

    service.before = too_large
    read = await Windows(service, NoWaiting()).read(DAY)
    assert len(read.messages) == 90
    assert read.complete


async def test_garbled_answers_are_not_split_but_told() -> None:
    service = Service([])

    def garbled(_: SmsQuery) -> None:
        raise GatewayUnreadable("html")

    service.before = garbled
    with pytest.raises(GatewayUnreadable):
        await Windows(service, NoWaiting()).read(DAY)
    assert len(service.queries) == TRIES
    assert {query.begin for query in service.queries} == {DAY.begin}


async def test_a_service_that_insists_on_filters_gets_them_in_the_order_of_life() -> None:
    messages = [_sms(1, 0, status=1, device=7), _sms(2, 0, status=7, device=8)]
    service = Service(messages)
    service.insists = True
    windows = Windows(service, NoWaiting())
    read = await windows.read(DAY, [7, 8])
    assert [one.id for one in read.messages] == [1, 2]
    assert [query.status for query in service.queries[1::2]] == list(IN_ORDER_OF_LIFE)
    asked = len(service.queries)
    await windows.read(DAY, [7, 8])
    assert all(query.status is not None for query in service.queries[asked:])


async def test_a_message_that_moves_on_while_we_ask_is_met_later() -> None:
    moving = _sms(1, 0, status=1)
    service = Service([moving])
    service.insists = True

    def moves(query: SmsQuery) -> None:
        if query.status == 2:
            service.messages = [_sms(1, 0, status=6)]

    service.before = moves
    read = await Windows(service, NoWaiting()).read(DAY, [7])
    assert 1 in {one.id for one in read.messages}


async def test_a_refusal_with_filters_is_a_refusal() -> None:
    service = Service([])

    def refuses(_: SmsQuery) -> None:
        raise GatewayRefused("token is wrong")

    service.before = refuses
    windows = Windows(service, NoWaiting())
    with pytest.raises(GatewayRefused):
        await windows.read(DAY, [7])
    service.before = lambda _: None
    await windows.read(DAY, [7])
    assert service.queries[-1].status is None


async def test_without_a_phone_to_ask_for_an_insisting_service_proves_nothing() -> None:
    service = Service([_sms(1, 0)])
    service.insists = True
    windows = Windows(service, NoWaiting())
    assert len((await windows.read(DAY, [7])).messages) == 1
    with pytest.raises(GatewayRefused):
        await windows.read(DAY)
