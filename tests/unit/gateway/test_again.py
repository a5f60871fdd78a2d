"""Asking again after a garbled answer."""

import asyncio

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.gateway.again import TRIES, read_again
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from tests.fake_clock import FakeClock


async def _ask(clock: FakeClock, *troubles: Trouble) -> tuple[int, object]:
    left, asked = list(troubles), 0

    async def read() -> str:
        nonlocal asked
        asked += 1
        if left:
            raise left.pop(0)
        return "answer"

    task = asyncio.ensure_future(read_again(read, clock))
    await clock.advance(60)
    return asked, task.exception() or task.result()


async def test_a_garbled_or_cut_answer_is_asked_for_again(clock: FakeClock) -> None:
    assert await _ask(clock, GatewayUnreadable("html"), NotReached(Why.CUT)) == (3, "answer")


async def test_it_gives_up_with_the_last_trouble(clock: FakeClock) -> None:
    last = GatewayUnreadable("http 500")
    assert await _ask(clock, *[GatewayUnreadable("html")] * (TRIES - 1), last) == (TRIES, last)


@pytest.mark.parametrize(
    "trouble",
    [
        GatewayUnreadable("too large"),
        GatewayUnreadable("http 404"),
        GatewayUnreadable("http 429"),
        GatewayUnreadable("redirect 302"),
        GatewayRefused("no"),
        NotReached(Why.NO_NETWORK),
        NotReached(Why.READ_TIMEOUT),
    ],
)
async def test_what_another_try_would_not_mend_is_told_at_once(clock: FakeClock, trouble: Trouble) -> None:
    assert await _ask(clock, trouble) == (1, trouble)
