"""The shape of a phone cell's text: what people write around digits, before anybody asks what number it is."""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 250
"""Characters of a cell beyond which nobody looks for a number in it (the library's own limit)."""

_PLUS = "+\uff0b\ufe62\u207a\u2795"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")

EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
"""A number as Excel shows it when the column is too narrow: 1,7164E+11."""
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}(?:[ T].*)?")
GROUPED = re.compile(r"\d{1,3}(?:[., '’]\d{3})+")
"""A number cell shown with thousands separators."""
WHOLE = re.compile(r"(\d+)[.,]0+")
"""A whole number somebody's program wrote as a decimal one: 4915752982212.0."""
EXTENSION = re.compile(
    r"^(?P<base>.*?\d.*?)[\s,;/-]*(?:;ext=|\b(?:extension|ext|durchwahl|dw|app|poste|int|доб)\b\.?|(?<=\d)\s*[x#])"
    r"[\s.:=]*\d{1,6}$",
    re.IGNORECASE | re.DOTALL,
)
LOOKALIKES = str.maketrans({**dict.fromkeys("OoОоΟο", "0"), **dict.fromkeys("lIІ|", "1")})
"""Letters people type for 0 and 1, Latin, Cyrillic and Greek."""
LOOKS_LIKE_ZERO = frozenset("OoОоΟο")

_WORDS = r"\b(?:or|and|oder|und|bzw|ou|et|y|или|lub|oraz)\b\.?"
_BETWEEN = re.compile(rf"[,;|\n/&]|{_WORDS}|(?<=\d)\s*(?=\+)", re.IGNORECASE)
_RUN = re.compile(r"(?:\+|\(\+)?\(?\d[\d ()./-]{4,}\d")

_COUNTRY_IN_BRACKETS = re.compile(r"^\((\+|00)\s?(\d{1,3})\)")
_TRUNK_IN_BRACKETS = re.compile(r"^(\+|00)\s?(\d[\d ]{0,3}?)[ .-]*\(0\)")
_BRACKETS = re.compile(r"\((\d{1,7})\)")
_SLASH = re.compile(r"^(\+?)([\d -]+)/([\d -]+)$")


def plain(text: str) -> str:
    """`text` in ASCII digits, hyphens, spaces and plus signs; letters stay.

    Digits of any script become their ASCII twins (superscripts do not: they are footnotes); all dashes become
    hyphens; invisible marks go; a leading apostrophe, `="..."` and `tel:` are unwrapped.
    """
    if not text.isascii():
        text = "".join(map(_plain_character, _INVISIBLE.sub("", text)))
    text = re.sub(r"[\r\n\x0b\x0c]+", "\n", text).replace("\t", " ")
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", text).strip()
    if text.startswith("="):
        text = text[1:].strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    text = text.lstrip("'`").strip()
    if text[:4].lower() == "tel:":
        text = text[4:].strip()
    return text


def _plain_character(character: str) -> str:
    if character in _PLUS:
        return "+"
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    return character


def digits(text: str, drops_zero: Callable[[str], bool]) -> str | None:
    """The digits of `text` (result of `plain`) with a leading "+" where there is one.

    None when anything but harmless punctuation stands between them: then it may be two numbers or none. In
    "+49 (0)171" the bracketed 0 is left out for country codes of which `drops_zero` says that it goes.
    """
    text = _COUNTRY_IN_BRACKETS.sub(r"\1\2 ", text)
    bracketed = _TRUNK_IN_BRACKETS.match(text)
    if bracketed and drops_zero(bracketed[2].replace(" ", "")):
        text = bracketed[1] + bracketed[2] + " " + text[bracketed.end() :]
    text = _BRACKETS.sub(r"\1", text, count=1)
    if slash := _SLASH.match(text):
        before, after = (re.sub(r"\D", "", slash[n]) for n in (2, 3))
        longest = 7 if slash[1] or before.startswith("00") else 5
        if not 2 <= len(before) <= longest or len(after) < 5:
            return None
        text = slash[1] + before + after
    if "." in text:
        if re.search(r"\.\s*\d?$|\.\s*\.", text):
            return None
        text = text.replace(".", "")
    text = text.replace(" ", "").replace("-", "")
    return text if re.fullmatch(r"\+?\d+", text) else None


def several(text: str) -> list[str]:
    """The parts of a cell that could each be a number, when separators or words stand between at least two."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part]
    numbers = [part for part in parts if sum(map(str.isdigit, part)) >= 5]
    if len(numbers) >= 2:
        return numbers
    if len(parts) == 2 and len(numbers) == 1 and parts[1].isdigit() and text.count("/") == 1:
        return [parts[0], parts[0] + parts[1]]  # "0171 1234567/8": the second number, or the last digit of one?
    return []


def halves(text: str) -> list[tuple[str, str]]:
    """All ways to cut a cell of too many digits in two at a blank."""
    words = text.split()
    return [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]


def runs(text: str) -> list[str]:
    """Stretches of a longer text that look like a number."""
    return [run.strip(" -./(") for run in _RUN.findall(text)]
