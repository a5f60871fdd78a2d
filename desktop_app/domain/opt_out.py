"""Who asked not to be texted: a message that is nothing but a STOP word acts at once, a near miss is only suggested.

Words: design/UX.md 4.6 and 0.18.
"""

import re
import unicodedata
from enum import StrEnum

STOP_WORDS = frozenset(
    {
        "stop", "stopp", "stopall", "stop all", "end", "cancel", "unsubscribe", "quit", "remove",
        "abmelden", "abbestellen", "austragen",
        "стоп", "отписаться", "отмена",
        "arret", "desabonner",
        "baja",
        "cancella", "annulla",
        "afmelden",
        "wypisz",
    }
)  # fmt: skip
"""Whole messages, folded: lower case, without accents; the Cyrillic ones as they are."""

_NEAR = frozenset(
    {
        "stop", "stopp", "unsubscribe", "abmelden", "abbestellen", "austragen", "стоп", "отписаться", "arret", "baja",
        "afmelden",
    }
)  # fmt: skip
"""Words that inside a sentence are worth a look."""

_NEAR_PHRASES = frozenset(
    {"nein danke", "no thanks", "no thank you", "keine sms", "keine nachrichten", "leave me alone"}
)

_NOT_A_WORD = re.compile(r"[^\w]+|_+")


class Wish(StrEnum):
    """What a text asks for."""

    NONE = ""
    MAYBE = "maybe"  # suggested to the owner, nothing happens by itself
    STOP = "stop"


def fold(text: str) -> str:
    """The words of a text for comparing: lower case, no accents, no punctuation, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) or c == "\N{COMBINING BREVE}")
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(_NOT_A_WORD.sub(" ", unicodedata.normalize("NFC", plain)).split())


def wish(text: str) -> Wish:
    """What an incoming text asks for; only a whole message counts as STOP ("STOP.", not "please stop by")."""
    words = fold(text)
    if words in STOP_WORDS:
        return Wish.STOP
    if words in _NEAR_PHRASES:
        return Wish.MAYBE
    few = words.split()
    if len(few) <= 6 and _NEAR.intersection(few):
        return Wish.MAYBE
    return Wish.NONE
