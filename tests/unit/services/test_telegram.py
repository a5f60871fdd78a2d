"""Alerts by Telegram: nothing goes there before a test has arrived, and the service may let go of it."""

import asyncio
from datetime import UTC, timedelta

import pytest

from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.errors import BadUse, NotSignedIn, Trouble
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.gateway.outcome import Kind, SendOutcome, Why
from desktop_app.services.telegram import NotOffered, Telegram, TelegramState
from tests.unit.services.conftest import Bench

ME = "123456789"
TAKEN = SendOutcome(Kind.ACCEPTED)
GONE = SendOutcome(Kind.UNSURE, detail="http 404")


class Bot:
    """The service's call."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.outcomes: list[SendOutcome] = []

    async def telegram_message(self, telegram_id: str, body: str) -> SendOutcome:
        self.sent.append((telegram_id, body))
        return self.outcomes.pop(0) if self.outcomes else TAKEN


class Set:
    def __init__(self, bench: Bench) -> None:
        self.bench, self.bot = bench, Bot()
        self.way = Telegram(bench.store, self.bot, bench.clock, lambda: bench.settings, UTC, lambda: "0471")

    async def up(self) -> None:
        """Prove it."""
        await self.way.send_test(ME)
        assert await self.way.confirm("0471")
        self.bench.settings = await self.bench.store.settings.load()
        self.bot.sent.clear()

    def alert(self) -> Alert:
        now = self.bench.clock.wall()
        return Alert(AlertKind.OFFLINE, now, (Outage(7, "Back office", now - timedelta(minutes=6), now),), 3)


@pytest.fixture
def telegram(bench: Bench) -> Set:
    return Set(bench)


async def test_it_works_once_the_code_came_back(telegram: Set, bench: Bench):
    assert await telegram.way.state() is TelegramState.OFF
    code = await telegram.way.send_test(f" {ME} ")
    assert telegram.bot.sent == [(ME, f"SMS Desk test. Type this code there: {code}")]
    assert not await telegram.way.confirm("9999")
    assert (await bench.store.settings.load()).telegram_id == ""
    assert await telegram.way.confirm(" 04 71 ")
    bench.settings = await bench.store.settings.load()
    assert await telegram.way.state() is TelegramState.WORKS
    assert not await telegram.way.confirm("0471"), "a code counts once"


async def test_another_number_is_unproven_again(telegram: Set, bench: Bench):
    await telegram.up()
    bench.set(telegram_id="555")
    assert await telegram.way.state() is TelegramState.UNPROVEN
    await telegram.way.tell(telegram.alert())
    assert telegram.bot.sent == []
    bench.set(telegram_id=ME)
    assert await telegram.way.state() is TelegramState.WORKS


async def test_an_alert_goes_in_its_own_words(telegram: Set):
    await telegram.way.tell(telegram.alert())
    assert telegram.bot.sent == []
    await telegram.up()
    await telegram.way.tell(telegram.alert())
    assert telegram.bot.sent == [(ME, alert_words(telegram.alert(), UTC).sentence)]
    assert "Back office stopped answering at" in telegram.bot.sent[0][1]


async def test_a_service_that_lets_go_of_it_switches_it_off_and_says_so_once(telegram: Set, bench: Bench):
    await telegram.up()
    telegram.bot.outcomes = [GONE]
    with pytest.raises(NotOffered):
        await telegram.way.tell(telegram.alert())
    assert await telegram.way.state() is TelegramState.NOT_OFFERED
    await telegram.way.tell(telegram.alert())
    assert len(telegram.bot.sent) == 1
    [note] = await bench.store.alerts.page()
    assert note.alert.kind is AlertKind.TELEGRAM_GONE
    assert "Telegram" in alert_words(note.alert, UTC).sentence


async def test_a_test_looks_whether_it_is_offered_again(telegram: Set, bench: Bench):
    telegram.bot.outcomes = [GONE]
    with pytest.raises(NotOffered):
        await telegram.way.send_test(ME)
    assert await telegram.way.state() is TelegramState.NOT_OFFERED
    await telegram.way.send_test(ME)
    assert await telegram.way.state() is TelegramState.OFF
    assert await telegram.way.confirm("0471")


@pytest.mark.parametrize("typed", ["", "@maria", "+49170", "0"])
async def test_what_is_no_number_there_is_said_before_anything_leaves(telegram: Set, typed: str):
    with pytest.raises(BadUse):
        await telegram.way.send_test(typed)
    assert telegram.bot.sent == []


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (SendOutcome(Kind.REFUSED, words="chat not found"), Trouble),
        (SendOutcome(Kind.UNSURE, detail=Why.READ_TIMEOUT.value), Trouble),
        (SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.NO_NETWORK.value), Trouble),
        (SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.NOT_SIGNED_IN.value), NotSignedIn),
    ],
)
async def test_a_test_that_was_not_simply_taken_is_no_test(telegram: Set, outcome: SendOutcome, kind: type[Trouble]):
    telegram.bot.outcomes = [outcome]
    with pytest.raises(kind):
        await telegram.way.send_test(ME)
    assert not await telegram.way.confirm("0471")


async def test_an_alert_that_certainly_did_not_leave_is_tried_again(telegram: Set, bench: Bench):
    await telegram.up()
    telegram.bot.outcomes = [SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.NO_NETWORK.value)] * 2
    await in_time(bench, telegram.way.tell(telegram.alert()))
    assert len(telegram.bot.sent) == 3


async def test_an_alert_that_may_have_left_is_never_repeated(telegram: Set, bench: Bench):
    await telegram.up()
    telegram.bot.outcomes = [SendOutcome(Kind.UNSURE, detail=Why.READ_TIMEOUT.value)]
    with pytest.raises(Trouble, match="may still arrive"):
        await telegram.way.tell(telegram.alert())
    assert len(telegram.bot.sent) == 1


async def test_an_alert_that_is_refused_is_said_under_the_bell(telegram: Set, bench: Bench):
    await telegram.up()
    telegram.bot.outcomes = [SendOutcome(Kind.REFUSED, words="bot was blocked by the user")]
    with pytest.raises(Trouble, match="blocked"):
        await telegram.way.tell(telegram.alert())
    [note] = await bench.store.alerts.page()
    assert alert_words(note.alert, UTC).title == "An alert did not get through by Telegram."


async def test_turned_off_it_is_forgotten(telegram: Set, bench: Bench):
    await telegram.up()
    await telegram.way.turn_off()
    bench.settings = await bench.store.settings.load()
    assert (await telegram.way.state(), bench.settings.telegram_id) == (TelegramState.OFF, "")


async def in_time(bench: Bench, doing) -> None:
    """Let time pass until it is done."""
    task = asyncio.ensure_future(doing)
    while not task.done():
        await bench.pass_time(5, step=5)
    await task
