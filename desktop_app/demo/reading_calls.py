"""What getallsms is asked for, and which messages that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.demo.account import Account
from desktop_app.demo.answers import UTC_ZONE, Zone, invented
from desktop_app.demo.messages import Message
from desktop_app.demo.sending_calls import Refused
from desktop_app.demo.variants import Variants

_MANDATORY = ("device_id", "status", "begindate", "enddate")


@dataclass(frozen=True)
class Listing:
    """The messages of one getallsms answer; `count` is what the answer says about their number."""

    messages: Sequence[Message]
    count: int
    zone: Zone
    own_zone: bool
    """Whether `zone` is the account's own."""
    only_count: bool


def listing(account: Account, params: Mapping[str, str]) -> Listing:
    """The answer to a getallsms with these parameters; empty ones count as absent.

    `orderbydesc` changes nothing: recorded answers ascend by id whatever it says.

    Raises:
        Refused: a date nobody can read, or a filter missing where the account insists on it.
    """
    variants = account.variants
    given = {name: value.strip() for name, value in params.items() if value.strip()}
    if variants.filters_mandatory and any(name not in given for name in _MANDATORY):
        raise Refused(invented("device_id, status, begindate and enddate are required"))
    asked_zone = Zone.named(given["timezone"]) if "timezone" in given else None
    zone = asked_zone or Zone.of_account(variants)
    reads_in = asked_zone or (UTC_ZONE if variants.dates_in == "utc" else zone)
    begin, end = _bound(given.get("begindate"), reads_in), _bound(given.get("enddate"), reads_in)
    messages = _within(account, given, begin, end)
    for name, member in (("device_id", "device_id"), ("status", "status"), ("sim", "sim")):
        if name in given:
            wanted = given[name]
            messages = [message for message in messages if str(getattr(message, member)) == wanted]
    if "phone" in given:
        digits = _digits(given["phone"])
        messages = [message for message in messages if _digits(message.sendto) == digits]
    shown = _capped(messages, variants)
    count = len(messages) if variants.cap_counts_all else len(shown)
    return Listing(shown, count, zone, asked_zone is None, given.get("onlycount") == "1")


def _bound(text: str | None, zone: Zone) -> float | None:
    if text is None:
        return None
    try:
        return zone.read(text)
    except ValueError as error:
        raise Refused(invented("begindate or enddate is not a date")) from error


def _within(account: Account, given: Mapping[str, str], begin: float | None, end: float | None) -> list[Message]:
    """By customerid and dates, from the narrower index."""
    by_created = account.variants.dates_column == "created"
    if "customerid" in given and account.variants.customerid_filter:
        wanted = given["customerid"]
        messages = account.messages.with_customerid(int(wanted)) if wanted.lstrip("-").isdigit() else []
    elif by_created:
        return account.messages.created_between(begin, end)
    else:
        messages = account.messages.created_between(None, None)
    if begin is None and end is None:
        return messages
    low, high = float("-inf") if begin is None else begin, float("inf") if end is None else end
    return [message for message in messages if low <= (_column(message, by_created)) <= high]


def _column(message: Message, by_created: bool) -> int:
    return message.created if by_created or message.timetosend is None else message.timetosend


def _capped(messages: list[Message], variants: Variants) -> list[Message]:
    if variants.cap is None or len(messages) <= variants.cap:
        return messages
    return messages[: variants.cap] if variants.cap_keeps == "oldest" else messages[-variants.cap :]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
