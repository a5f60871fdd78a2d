"""A shop with a window of its own: real data folder, practice gateway over loopback, a short list to send."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from desktop_app.clock import Clock, FastClock
from desktop_app.demo.messages import Message
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.place import Choices, Place
from desktop_app.ui.tabs.bulk.counters import CounterButton
from tests.e2e.desk import phone, write_sheet
from tests.e2e.window import Eyes, Stay, digits, until

COUNTERS = ("Waiting", "On its way", "Sent", "Delivered", "Failed", "Not confirmed", "Not sent")
WAITS_THERE = frozenset({1, 2, 3})
"""Codes of messages that have not left their phone."""
SECOND = timedelta(seconds=1)


SPEED = 20.0
QUICK = {
    "undo_s": "1", "backlog": "10", "pace_s": "0", "call_gap_s": "0", "quiet_hours": "off", "poll_s": "4",
    "settle_s": "20", "proof_gap_s": "6", "back_off_s": "1", "connect_timeout_s": "6000", "read_timeout_s": "6000",
    "total_timeout_s": "6000",
}  # fmt: skip
"""Seconds of the shop's clock, but for `undo_s`, which people live through."""


class Shop:
    """One data folder beside one practice gateway; the window opens on it as often as the owner starts it."""

    def __init__(self, application: QApplication, folder: Path, gateway: PracticeGateway, clock: Clock) -> None:
        self.gateway = gateway
        self.folder = folder
        self.settings = dict(QUICK)
        self._clock = clock
        self._application = application

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def place(self) -> Place:
        """Where one run of the program lives."""
        made = Place(Choices(self.gateway.url, self.data, settings=tuple(self.settings.items())))
        made.clock = self._clock
        return made

    def sheet(self, rows: int, first: int = 0, name: str = "people.csv") -> Path:
        """A list of people, one number each."""
        return write_sheet(self.folder / name, rows, first)

    @asynccontextmanager
    async def window(self, file: Path | None = None) -> AsyncIterator[tuple[Eyes, Stay]]:
        """The program, from its start until its end; closed by the owner if the test did not."""
        place = self.place()
        stay = Stay(self._application, place, file)
        try:
            yield await stay.eyes(), stay
        finally:
            await stay.leave()
            place.leave()

    # --- the oracle

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What was handed over, oldest first."""
        return self.gateway.entries

    @property
    def handed_over(self) -> list[Message]:
        """Our messages as they stand at the gateway."""
        return [one for one in self.gateway.messages if one.customerid]

    def handed_over_after(self, moment: datetime) -> list[str]:
        """When something was handed over later than a second after `moment`."""
        return [one["asked"] for one in self.entries if datetime.fromisoformat(one["asked"]) > moment + SECOND]

    def each_once(self, rows: int, first: int = 0) -> None:
        """Everybody of a sheet has got one message, nobody two."""
        got = Counter(entry["sendto"] for entry in self.entries)
        assert got == Counter(phone(n) for n in range(first, first + rows))
        self.each_ref_once()

    def each_ref_once(self) -> None:
        """No message was handed over twice."""
        refs = [entry["customerid"] for entry in self.entries]
        assert len(set(refs)) == len(refs)


@contextmanager
def open_shop(
    application: QApplication, folder: Path, *, phones: int = 2, speed: float = SPEED, start: datetime | None = None
) -> Iterator[Shop]:
    """A shop whose time, gateway and phones run `speed` times as fast as life, signed in with a token."""
    clock = FastClock(speed, start)
    with (
        PracticeGateway(clock, token="right", phones=plain_phones(phones)) as gateway,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("SMS_DESK_TOKEN", "right")
        yield Shop(application, folder, gateway, clock)


async def to_review(eyes: Eyes, rows: int) -> None:
    """From the opened sheet to the last step."""
    await eyes.read("Do the names look right?")
    await eyes.click("Continue")
    await eyes.read("What is in each column?")
    await eyes.click("Continue")
    await eyes.read("Write the message")
    [edit] = [one for one in eyes.seen(QTextEdit) if not one.isReadOnly()]
    edit.setFocus()
    QTest.keyClicks(edit, "Kern Garage: see you, ")
    await eyes.click("Insert Name")
    await until(lambda: eyes.says(f"{rows:,} × 1 SMS"))
    await eyes.click("Continue")
    await eyes.click(f"Continue with {rows:,}")
    await eyes.read("How should it go out?")
    await eyes.click("As fast as the phone allows")
    await eyes.click("Review")
    await eyes.read("Replies read up to")


async def press_send(eyes: Eyes, rows: int) -> None:
    """From the opened sheet to the countdown."""
    await to_review(eyes, rows)
    if eyes.button("These people agreed to get texts from me.") is not None:
        await eyes.click("These people agreed to get texts from me.")
    await eyes.click(f"Send {rows:,} messages")
    await eyes.read(f"Sending {rows:,} messages in")


def counters(eyes: Eyes) -> dict[str, int]:
    """What the counters of Progress say; they add up."""
    shown = {one.text(): digits(one.accessibleName()) for one in eyes.seen(CounterButton, eyes.window)}
    told = {words: shown.get(words, 0) for words in ("All", *COUNTERS)}
    assert told["All"] == sum(told[words] for words in COUNTERS), told
    return told


def figure(eyes: Eyes, words: str) -> int:
    """The number of a figure that is said as "502 are done. ..." or "Won't be sent: 719"."""
    for name in (one.accessibleName() for one in eyes.seen(QWidget)):
        if words in name:
            before, _, after = name.partition(words)
            found = before or after.split(".")[0]
            return digits(found)
    raise AssertionError(f"{words!r} is not on show: {eyes.texts()}")
