"""The methods of the service that send no text; each answers with the recorded members in recorded order."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from desktop_app.demo import answers
from desktop_app.demo.account import Account
from desktop_app.demo.messages import Telegram
from desktop_app.demo.reading_calls import Listing, listing
from desktop_app.demo.sending_calls import Refused

ALWAYS_REFUSED = "wrong"


@dataclass
class Access:
    """Whose token counts.

    By default every token is good but the refused ones, and every password but `wrong`; with `token` set, that one
    alone is good and signing in returns it.
    """

    seed: int = 0
    token: str | None = None
    refused: set[str] = field(default_factory=set)
    refuses_all: bool = False

    def sign_in(self, email: str, password: str) -> str:
        """The token of an account: the same at every sign-in, 32 hexadecimal digits.

        Raises:
            Refused: in the recorded words.
        """
        if not email.strip() or not password or password == ALWAYS_REFUSED:
            raise Refused(answers.LOGIN_REFUSED)
        return self.token or hashlib.sha256(f"{self.seed}:{email.strip().lower()}".encode()).hexdigest()[:32]

    def check(self, token: str) -> None:
        """Let a good token pass.

        Raises:
            Refused: in this gateway's own words; the real ones are unknown.
        """
        good = token == self.token if self.token is not None else bool(token.strip())
        if not good or self.refuses_all or token in self.refused:
            raise Refused(answers.TOKEN_REFUSED)


Answer = dict[str, Any] | Listing


def get_token(access: Access, params: Mapping[str, str]) -> dict[str, Any]:
    """gettoken: `error`, `token`, `message` in the recorded order."""
    return {"error": 0, "token": access.sign_in(params.get("email", ""), params.get("pass", "")), "message": "OK"}


def get_all_devices(account: Account, _params: Mapping[str, str]) -> Answer:
    """getalldevices: newest phone first, and no `error` member, as in the published sample."""
    moment = account.now()
    newest_first = sorted(account.phones.items(), reverse=True)
    found = {str(id_): answers.device_record(phone, moment) for id_, phone in newest_first}
    return {"count": len(found), "device": answers.php_map(found, account.variants)}


def get_device_status(account: Account, params: Mapping[str, str]) -> Answer:
    """Getdevicestatus: how one phone is."""
    phone = account.phones.get(_number(params.get("device_id", "")))
    if phone is None:
        raise Refused(answers.invented("There is no such device"))
    return answers.device_status(phone, account.now(), answers.Zone.of_account(account.variants))


def get_sms_status(account: Account, params: Mapping[str, str]) -> Answer:
    """Getsmsstatus: how one message is."""
    message = account.messages.get(_number(params.get("sms_id", "")))
    if message is None:
        raise Refused(answers.invented("There is no such message"))
    return {
        "error": 0,
        "sms_id": message.id,
        "status": message.status,
        "status_description": answers.TITLES.get(message.status, ""),
        "message": "Ok",
    }


def telegram_message(account: Account, params: Mapping[str, str]) -> Answer:
    """Telegrammessage: documented in words only, so its answer is what the documentation promises."""
    telegramid, body = params.get("telegramid", "").strip(), params.get("body", "")
    if not (telegramid.isascii() and telegramid.isdecimal()) or not body:
        raise Refused(answers.invented("telegramid or body is missing"))
    if not account.variants.bot_known:
        raise Refused(answers.invented("This user has not written to our bot"))
    account.telegrams.append(Telegram(telegramid, body, datetime.fromtimestamp(account.now(), UTC)))
    return {"error": 0, "message": "Ok"}


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


OTHER_CALLS: Mapping[str, Callable[[Account, Mapping[str, str]], Answer]] = {
    "getallsms": listing,
    "getalldevices": get_all_devices,
    "getdevicestatus": get_device_status,
    "getsmsstatus": get_sms_status,
    "telegrammessage": telegram_message,
}
