"""Quiet advice about a text: dear characters, a missing way out, a sender nobody knows. No Qt."""

import re
from dataclasses import dataclass

from desktop_app.domain.segments import cheaper, costly, parts

_WAY_OUT = re.compile(r"\b(stop|stopp|abmelden|unsubscribe|opt.?out|отписаться|стоп)\b", re.IGNORECASE)
_ADVERTISING = re.compile(
    r"%|€|\b(offer|sale|discount|save|free|angebot|rabatt|aktion|gratis|sparen|скидк\w*|акци\w*|бесплатн\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dear:
    """Characters that make the text dearer and what can stand for them; parts now and then."""

    replacements: dict[str, str]
    parts: int
    parts_then: int


def dear_characters(text: str) -> Dear | None:
    """Dear characters that can be replaced, when that saves an SMS; letters of names are never among them."""
    found = {one.character: one.replacement for one in costly(text) if one.replacement is not None}
    if not found:
        return None
    now, then = parts(text), parts(cheaper(text))
    return Dear(found, now, then) if then < now else None


def lacks_way_out(text: str) -> bool:
    """Whether a text looks like advertising and offers no way to stop it."""
    return bool(_ADVERTISING.search(text)) and not _WAY_OUT.search(text)


def lacks_sender(text: str, email: str) -> bool:
    """Whether a text names nothing of the sender's own address; False where that tells nothing.

    The words of `maria@kern-garage.de` are maria, kern and garage; public mail services are no sender's name.
    """
    local, _, domain = email.casefold().partition("@")
    words = re.split(r"[^\w]+", local)
    host = domain.rsplit(".", 1)[0]
    if host and host not in _PUBLIC:
        words += re.split(r"[^\w]+", host)
    words = [word for word in words if len(word) > 2 and word not in _NO_NAME]
    return bool(words) and bool(text.strip()) and not any(word in text.casefold() for word in words)


_PUBLIC = frozenset({"gmail", "googlemail", "gmx", "web", "outlook", "hotmail", "yahoo", "icloud", "mail", "yandex"})
_NO_NAME = frozenset({"info", "mail", "office", "post", "kontakt", "contact", "hello", "hallo", "sms"})
