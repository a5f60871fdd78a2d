import asyncio
from collections.abc import Callable

import pytest

from desktop_app.domain.errors import NoConnection, Trouble
from desktop_app.services.tasks import Tasks
from tests.fake_clock import FakeClock


@pytest.fixture
def tasks(clock: FakeClock) -> Tasks:
    return Tasks(clock)


async def five() -> int:
    return 5


async def test_result_arrives(tasks: Tasks, clock: FakeClock) -> None:
    got: list[int] = []
    tasks.start(five(), got.append)
    await clock.settle()
    assert got == [5]
    assert not tasks.names


async def test_same_name_replaces_and_the_first_result_never_comes(tasks: Tasks, clock: FakeClock) -> None:
    got: list[str] = []

    async def after(seconds: float, word: str) -> str:
        await clock.sleep(seconds)
        return word

    tasks.start(after(1, "old"), got.append, name="read")
    await clock.advance(0.5)
    tasks.start(after(1, "new"), got.append, name="read")
    await clock.advance(5)
    assert got == ["new"]


async def test_replaced_before_it_ran(tasks: Tasks, clock: FakeClock) -> None:
    got: list[int] = []
    tasks.start(five(), got.append, name="x")
    tasks.start(five(), got.append, name="x")
    await clock.settle()
    assert got == [5]


async def test_trouble_goes_to_the_caller_or_the_default(clock: FakeClock) -> None:
    default: list[Trouble] = []
    mine: list[Trouble] = []
    tasks = Tasks(clock, on_trouble=default.append)

    async def fail() -> None:
        raise NoConnection("No connection.")

    tasks.start(fail(), on_trouble=mine.append)
    tasks.start(fail())
    await clock.settle()
    assert [str(t) for t in mine] == [str(t) for t in default] == ["No connection."]
    assert tasks.errors == ()


async def test_a_bug_is_logged_kept_and_shown(clock: FakeClock, expect_log: Callable[[str], None]) -> None:
    expect_log("task sums failed")
    shown: list[str] = []
    tasks = Tasks(clock, on_error=lambda name, _error: shown.append(name))

    async def fail() -> float:
        return 1 / 0

    tasks.start(fail(), name="sums")
    await clock.settle()
    assert shown == ["sums"]
    assert [(name, type(error)) for name, error in tasks.errors] == [("sums", ZeroDivisionError)]


async def test_a_failing_receiver_is_a_bug_too(
    tasks: Tasks, clock: FakeClock, expect_log: Callable[[str], None]
) -> None:
    expect_log("task show failed")

    def broken(_value: int) -> None:
        raise ValueError("no")

    tasks.start(five(), broken, name="show")
    await clock.settle()
    assert len(tasks.errors) == 1


async def test_every_goes_on_after_a_failure(tasks: Tasks, clock: FakeClock, expect_log: Callable[[str], None]) -> None:
    expect_log("task poll failed")
    at: list[float] = []

    async def poll() -> None:
        at.append(clock.elapsed())
        if len(at) == 2:
            raise RuntimeError("once")

    stop = tasks.every(10, poll, name="poll")
    await clock.advance(35)
    assert at == [0, 10, 20, 30]
    stop()
    await clock.advance(100)
    assert len(at) == 4


async def test_every_may_change_its_pace(tasks: Tasks, clock: FakeClock) -> None:
    at: list[float] = []

    async def poll() -> None:
        at.append(clock.elapsed())

    stop = tasks.every(lambda: 1 if len(at) < 3 else 10, poll, name="poll")
    await clock.advance(12.5)
    assert at == [0, 1, 2, 12]
    stop()
    await clock.settle()


async def test_later_once_unless_stopped(tasks: Tasks, clock: FakeClock) -> None:
    called: list[str] = []
    tasks.later(5, lambda: called.append("a"), name="a")
    stop = tasks.later(5, lambda: called.append("b"), name="b")
    await clock.advance(4.9)
    stop()
    assert called == []
    await clock.advance(10)
    assert called == ["a"]


async def test_an_old_stop_does_not_stop_its_successor(tasks: Tasks, clock: FakeClock) -> None:
    called: list[str] = []
    stop_old = tasks.later(5, lambda: called.append("old"), name="x")
    tasks.later(5, lambda: called.append("new"), name="x")
    stop_old()
    await clock.advance(6)
    assert called == ["new"]


async def test_close_cancels_and_starts_nothing_more(tasks: Tasks, clock: FakeClock) -> None:
    cleaned: list[bool] = []

    async def work() -> None:
        try:
            await clock.sleep(100)
        finally:
            cleaned.append(True)

    tasks.start(work())
    await clock.settle()
    await tasks.aclose()
    assert cleaned == [True]
    tasks.start(five(), lambda _: cleaned.append(False))
    await clock.settle()
    assert cleaned == [True]


async def test_close_waits_no_longer_than_told(
    tasks: Tasks, clock: FakeClock, expect_log: Callable[[str], None]
) -> None:
    expect_log("task stubborn did not end within 0.02 s")
    release = asyncio.Event()

    async def work() -> None:
        try:
            await clock.sleep(100)
        finally:
            await release.wait()

    tasks.start(work(), name="stubborn")
    await clock.settle()
    await tasks.aclose(0.02)
    release.set()
    await clock.settle()
