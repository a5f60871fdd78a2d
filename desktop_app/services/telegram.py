"""Alerts by Telegram, through the service's own call; counted as working only once a test has arrived."""

import secrets
from collections.abc import Callable
from datetime import tzinfo
from enum import StrEnum
from typing import Any, Protocol

from desktop_app.clock import Clock
from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.errors import BadUse, NotSignedIn, Trouble
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.domain.settings import Settings, with_setting
from desktop_app.gateway.outcome import Kind, SendOutcome, Why
from desktop_app.store.database import Store

MEMORY = "telegram"
"""What is remembered: `proven`, the number a test arrived at; `gone`, that the service knows no such call."""
_TRIES = (5.0, 20.0, 60.0, 180.0)
"""Pauses between tries of an alert that certainly did not leave this computer."""


class TelegramState(StrEnum):
    """How far it is set up."""

    OFF = "off"
    UNPROVEN = "unproven"
    """A number is set, and no test has arrived there yet."""
    WORKS = "works"
    NOT_OFFERED = "not offered"
    """The service answered that it knows no such call; a new test looks again."""


class NotOffered(Trouble):
    """The service does not pass Telegram messages on."""

    def __init__(self) -> None:
        super().__init__(
            "SmsGateway24 does not offer Telegram messages any more.",
            "Alerts can't go that way.",
            "Let a text to your mobile tell you instead.",
        )


class SendsTelegrams(Protocol):
    """What is needed of the gateway's client."""

    async def telegram_message(self, telegram_id: str, body: str) -> SendOutcome:
        """Send a Telegram message, once."""
        ...


class Telegram:
    """A way to the owner. `send_test`, then `confirm` with the code that came, sets it up."""

    def __init__(
        self,
        store: Store,
        client: SendsTelegrams,
        clock: Clock,
        settings: Callable[[], Settings],
        zone: tzinfo,
        make_code: Callable[[], str] = lambda: f"{secrets.randbelow(10_000):04}",
    ) -> None:
        """Send nothing yet.

        Args:
            store: the bell, and what is remembered.
            client: the gateway's.
            clock: for pauses between tries.
            settings: of the moment.
            zone: of times in the words.
            make_code: what a test carries.
        """
        self._store = store
        self._client = client
        self._clock = clock
        self._settings = settings
        self._zone = zone
        self._make_code = make_code
        self._test: tuple[str, str] | None = None
        """Number and code of the last test."""

    async def state(self) -> TelegramState:
        """How far it is set up."""
        kept = await self._kept()
        number = self._settings().telegram_id
        if kept.get("gone"):
            return TelegramState.NOT_OFFERED
        if not number:
            return TelegramState.OFF
        return TelegramState.WORKS if kept.get("proven") == number else TelegramState.UNPROVEN

    async def send_test(self, telegram_id: str) -> str:
        """Send a code to a number at Telegram (not kept before the code came back); returns the code.

        Raises:
            BadUse: that is no such number.
            NotOffered: the service knows no such call.
            Trouble: it was not sent, or nobody can tell whether it was.
        """
        number = telegram_id.strip()
        if not number:
            raise BadUse(
                "The Telegram number is missing.", "Nothing was sent.", "Paste the number the ID bot told you."
            )
        try:
            with_setting(Settings(), "telegram_id", number)
        except BadUse as error:
            raise BadUse(
                "{number} is not a Telegram number.",
                "Nothing was sent.",
                "Paste the number the ID bot told you: only digits.",
                number=number[:40],
            ) from error
        code = self._make_code()
        outcome = await self._client.telegram_message(number, f"SMS Desk test. Type this code there: {code}")
        if outcome.not_offered:
            await self._store.settings.put(MEMORY, {"gone": True})
            raise NotOffered
        _raise_unless_taken(outcome)
        if (await self._kept()).get("gone"):
            await self._store.settings.put(MEMORY, None)
        self._test = (number, code)
        return code

    async def confirm(self, code: str) -> bool:
        """Take the code the owner read in Telegram; True when it is the last test's, and alerts go there from now."""
        if self._test is None or "".join(code.split()) != self._test[1]:
            return False
        number, self._test = self._test[0], None
        await self._store.settings.put(MEMORY, {"proven": number})
        await self._store.settings.save("telegram_id", number)
        return True

    async def turn_off(self) -> None:
        """Send no alerts there any more, and forget the number."""
        self._test = None
        await self._store.settings.put(MEMORY, None)
        await self._store.settings.save("telegram_id", "")

    async def tell(self, alert: Alert) -> None:
        """Pass an alert on; tried again only while it certainly did not leave.

        Raises:
            Trouble: it could not be passed on.
        """
        if await self.state() is not TelegramState.WORKS:
            return
        body = alert_words(alert, self._zone).sentence
        outcome = await self._client.telegram_message(self._settings().telegram_id, body)
        for pause in _TRIES:
            if outcome.kind is not Kind.NOT_HANDED_OVER:
                break
            await self._clock.sleep(pause)
            if await self.state() is not TelegramState.WORKS:
                return
            outcome = await self._client.telegram_message(self._settings().telegram_id, body)
        if outcome.not_offered:
            await self._store.settings.put(MEMORY, {"gone": True})
            await self._note(AlertKind.TELEGRAM_GONE)
            raise NotOffered
        if outcome.kind is Kind.REFUSED:
            await self._note(AlertKind.TELEGRAM_REFUSED)
        _raise_unless_taken(outcome)

    async def _note(self, kind: AlertKind) -> None:
        """Say under the bell that this way does not work."""
        await self._store.alerts.add(Alert(kind, self._store.live.server_now(), ()))

    async def _kept(self) -> dict[str, Any]:
        kept = await self._store.settings.get(MEMORY)
        return kept if isinstance(kept, dict) else {}


def _raise_unless_taken(outcome: SendOutcome) -> None:
    """Say what became of a message that was not simply accepted."""
    if outcome.kind is Kind.ACCEPTED:
        return
    if outcome.kind is Kind.REFUSED:
        raise Trouble(
            "SmsGateway24 did not take the Telegram message: '{words}'.",
            "It was not sent.",
            "Write to the SmsGateway24 bot in Telegram first, then try again.",
            words=outcome.words or "-",
        )
    if outcome.detail == Why.NOT_SIGNED_IN.value:
        raise NotSignedIn("Please sign in again.", "The Telegram message was not sent.")
    if outcome.kind is Kind.NOT_HANDED_OVER:
        raise Trouble(
            "SmsGateway24 could not be reached.", "The Telegram message was not sent.", "Try again in a moment."
        )
    raise Trouble(
        "SmsGateway24 did not say whether it took the Telegram message.",
        "It may still arrive.",
        "Look into Telegram before you try again.",
    )
