"""How many SMS a text is: GSM-7 and UCS-2 parts by 3GPP TS 23.038 and 23.040, exactly.

160 septets alone or 153 a part; 70 UTF-16 units alone or 67 a part as soon as one character is outside the GSM-7
alphabet. Characters of the extension table cost two septets, characters beyond U+FFFF two units; neither pair may be
split across parts, so that a part may end one short.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet (23.038 6.2.1) without its escape character."""
EXTENDED = "\f^{}\\[~]|€"
"""The extension table (23.038 6.2.1.1): two septets each."""

GSM_ALONE, GSM_PART = 160, 153
UCS_ALONE, UCS_PART = 70, 67

_all_basic = re.compile(f"[{re.escape(BASIC)}]*+").fullmatch
_NOT_GSM = re.compile(f"[^{re.escape(BASIC + EXTENDED)}]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_EXTENDED = re.compile(f"[{re.escape(EXTENDED)}]")

REPLACEMENTS: dict[str, str] = {
    **dict.fromkeys("“”„‟″〝〞«»", '"'),
    **dict.fromkeys("‘’‚‛′´`‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys(map(chr, (0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " "),
    **dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""),
    **dict.fromkeys("•‣▪●", "-"),
    "…": "...",
    "‥": "..",
    "×": "x",
    "™": "(TM)",
    "©": "(c)",
    "®": "(R)",
    "\u2028": "\n",
    "\u2029": "\n",
}
"""Characters that make a text dearer without saying more, and what can stand for them. Never letters of names."""


@dataclass(frozen=True)
class Measure:
    """Size of one text: `units` are septets (GSM-7) or UTF-16 units (UCS-2), `left` those free in the last part."""

    gsm: bool
    units: int
    parts: int
    left: int


@dataclass(frozen=True)
class Costly:
    """A character that forces UCS-2: its place in the text and what could stand for it (None: nothing should)."""

    position: int
    character: str
    replacement: str | None


def is_gsm(text: str) -> bool:
    """Whether the whole text fits the GSM-7 alphabet."""
    return _NOT_GSM.search(text) is None


def parts(text: str) -> int:
    """How many SMS the text is; 0 for an empty one. The fast twin of `measure`."""
    size = len(text)
    if _all_basic(text):
        return min(size, 1) if size <= GSM_ALONE else -(-size // GSM_PART)
    if not _NOT_GSM.search(text):
        if size + len(_EXTENDED.findall(text)) <= GSM_ALONE:
            return 1
        return len(_walk(text, GSM_PART, _septets))
    if not _ASTRAL.search(text):
        return 1 if size <= UCS_ALONE else -(-size // UCS_PART)
    if sum(map(_utf16, text)) <= UCS_ALONE:
        return 1
    return len(_walk(text, UCS_PART, _utf16))


def measure(text: str) -> Measure:
    """Alphabet, size and parts of a text."""
    gsm = is_gsm(text)
    cost = _septets if gsm else _utf16
    alone = GSM_ALONE if gsm else UCS_ALONE
    units = sum(map(cost, text))
    if units <= alone:
        return Measure(gsm, units, 1 if text else 0, alone - units)
    room = GSM_PART if gsm else UCS_PART
    pieces = _walk(text, room, cost)
    return Measure(gsm, units, len(pieces), room - sum(map(cost, pieces[-1])))


def split(text: str) -> list[str]:
    """The text of every part, in order."""
    gsm = is_gsm(text)
    cost = _septets if gsm else _utf16
    if sum(map(cost, text)) <= (GSM_ALONE if gsm else UCS_ALONE):
        return [text] if text else []
    return _walk(text, GSM_PART if gsm else UCS_PART, cost)


def costly(text: str) -> list[Costly]:
    """Every character outside the GSM-7 alphabet, with the replacement to offer."""
    return [Costly(m.start(), m[0], REPLACEMENTS.get(m[0])) for m in _NOT_GSM.finditer(text)]


def cheaper(text: str) -> str:
    """The text with every replaceable character replaced; letters and emoji stay."""
    return _NOT_GSM.sub(lambda m: REPLACEMENTS.get(m[0], m[0]), text)


def _septets(character: str) -> int:
    return 2 if character in EXTENDED else 1


def _utf16(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _walk(text: str, room: int, cost: Callable[[str], int]) -> list[str]:
    """The text cut into parts of at most `room` units, no character cut in two."""
    pieces, start, used = [], 0, 0
    for position, character in enumerate(text):
        size = cost(character)
        if used + size > room:
            pieces.append(text[start:position])
            start, used = position, 0
        used += size
    pieces.append(text[start:])
    return pieces
