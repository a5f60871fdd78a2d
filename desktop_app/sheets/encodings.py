"""Which encoding a text file is in: marks, then UTF-8, then the single-byte one whose letters make words.

Wrong guesses look wrong in a measurable way: letters of another script, capitals inside words, box drawing and signs
where letters should be. Each candidate is decoded and scored on that; the owner can always choose another.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_MOSTLY = 0.9
"""Share of lines beyond ASCII that must be UTF-8 for a file to count as UTF-8 with a few foreign lines."""

_WEST = (
    "äöüßÄÖÜ",
    "éèêëàâçîïôûùüœæÉÈÀÇÊŒ",
    "áéíóúñüÁÉÍÓÚÑ¿¡",
    "ãõáéíóúâêôàçÃÕÇÁÉÍÓÚÂÊ",
    "åäöæøÅÄÖÆØéü",
    "àèéìòùÀÈÌÒÙ",
    "áéíóúýþðæöÁÉÍÓÚÝÞÐÆÖ",
)
_CENTRE = (
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "áčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽ",
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "ăâîșțşţĂÂÎŞŢ",
    "čćđšžČĆĐŠŽ",
    "äöüßÄÖÜ",
)
_CYRILLIC = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁ",
    "оанітвиреслкудмпязьбгйчхцїюжєщшґфОАНІТВИРЕСЛКУДМПЯЗЬБГЙЧХЦЇЮЖЄЩШҐФ",
)
_GREEK = ("αοιετσνηυρπκμλςωθγδχφβξζψάέήίόύώϊϋΑΟΙΕΤΣΝΗΥΡΠΚΜΛΩΘΓΔΧΦΒΞΖΨΆΈΉΊΌΎΏ",)
_TURKISH = ("ğşıİĞŞçöüÇÖÜ",)
_HEBREW = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)
_ARABIC = ("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ",)
_BALTIC = ("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "äõöüšžÄÕÖÜŠŽ")
"""Letters of the languages written in each family of encodings."""

_CANDIDATES = (
    ("cp1252", _WEST, 0.6),
    ("cp1251", _CYRILLIC, 0.5),
    ("cp1250", _CENTRE, 0.3),
    ("koi8-r", _CYRILLIC, 0.2),
    ("koi8-u", _CYRILLIC, 0.1),
    ("cp866", _CYRILLIC, 0.2),
    ("iso8859-5", _CYRILLIC, 0.1),
    ("mac-cyrillic", _CYRILLIC, 0.0),
    ("mac-roman", _WEST, 0.2),
    ("cp850", _WEST, 0.2),
    ("iso8859-2", _CENTRE, 0.2),
    ("mac-latin2", _CENTRE, 0.0),
    ("cp852", _CENTRE, 0.1),
    ("iso8859-15", _WEST, 0.0),
    ("cp1253", _GREEK, 0.3),
    ("cp1254", _TURKISH, 0.5),
    ("cp1255", _HEBREW, 0.2),
    ("cp1256", _ARABIC, 0.2),
    ("cp1257", _BALTIC, 0.1),
)
_EAST_ASIAN = ("cp932", "gb18030", "euc-kr", "big5", "euc-jp")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS_IN_TEXT = "\u00a0€£°§„“”‘’–—…«»©®™·´²³½"
_RARE_IN_TEXT = "№ƒˆŠšŽžŸ‡†‰¤¦¨ªº¬¯¹¼¾¸ÐÞðþµ¶×÷¥¢"


@dataclass(frozen=True)
class Decoded:
    """A file's text and how it was read."""

    text: str
    encoding: str
    foreign_lines: tuple[int, ...] = ()
    """1-based lines that are in another encoding than the rest and were read as Windows text."""
    marked: bool = False
    """Whether the file begins with a byte order mark."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file, by the owner's choice of `encoding` or by looking at it.

    Raises:
        LookupError: Python does not know the encoding named.
    """
    if encoding:
        name = codecs.lookup(encoding).name
        return Decoded(data.decode(encoding, "replace").removeprefix("\ufeff"), name)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, "replace"), name.removesuffix("-sig"), marked=True)
    if wide := _wide_without_mark(data):
        return Decoded(data.decode(wide, "replace"), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(data) or _single_byte(data)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by where its zero bytes lie."""
    head = data[: _SAMPLE - _SAMPLE % 4]
    if len(head) < 4 or b"\0" not in head or len(data) % 2:
        return None
    quarter = len(head) // 4
    zeros = [head[i::4].count(0) for i in range(4)]
    if len(data) % 4 == 0 and quarter and min(zeros[1:]) > 0.9 * quarter > zeros[0]:
        return "utf-32-le"
    if len(data) % 4 == 0 and quarter and min(zeros[:3]) > 0.9 * quarter > zeros[3]:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    name = "utf-16-le" if odd > even else "utf-16-be"
    if abs(odd - even) * 10 < len(head) // 2:
        return None
    try:
        text = head.decode(name)
    except UnicodeDecodeError:
        return None
    return name if "\0" not in text else None


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with a few lines pasted in from elsewhere."""
    lines = data.split(b"\n")
    foreign: list[int] = []
    beyond_ascii = 0
    texts: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            foreign.append(number)
            text = line.decode("cp1252", "replace")
            beyond_ascii += 1
        else:
            beyond_ascii += not line.isascii()
        texts.append(text)
    if beyond_ascii - len(foreign) < _MOSTLY * beyond_ascii:
        return None
    return Decoded("\n".join(texts), "utf-8", tuple(foreign))


def _single_byte(data: bytes) -> Decoded:
    sample = _sample(data)
    best, best_score = "cp1252", float("-inf")
    for name, letters, prior in _CANDIDATES:
        score = _score(sample, name, letters, prior)
        if score > best_score:
            best, best_score = name, score
    for name in _EAST_ASIAN:
        score = _east_asian_score(sample, name)
        if score > best_score:
            best, best_score = name, score
    try:
        return Decoded(data.decode(best), best)
    except UnicodeDecodeError:
        return Decoded(data.decode(best, "replace"), best)


def _sample(data: bytes) -> bytes:
    """The lines with something beyond ASCII, up to a bound."""
    lines = [line for line in re.split(rb"[\r\n]+", data[: 1 << 22]) if not line.isascii()]
    return b"\n".join(lines)[:_SAMPLE]


def _score(sample: bytes, encoding: str, languages: tuple[str, ...], prior: float) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    counts = Counter(letter for letter in text if letter > "\x7f")
    total = counts.total()
    if not total:
        return 0.0
    everything = "".join(languages)
    points = max(
        sum(times * _letter_points(letter, letters, everything) for letter, times in counts.items())
        for letters in languages
    )
    points += sum(_word_points(word) for word in _WORD.findall(text) if not word.isascii())
    return float(points / total + prior * min(2.5, 6 / total**1.5) + prior / 5)


def _letter_points(letter: str, letters: str, everything: str) -> float:
    if letter in letters:
        return 3.0 if letter.islower() or letter not in everything else 2.7
    if letter in everything:
        return 1.6
    if letter in _SIGNS_IN_TEXT:
        return 1.2
    if letter in _RARE_IN_TEXT or not letter.isprintable():
        return -2.0
    return 0.3 if letter.isalpha() else -2.5


def _word_points(word: str) -> float:
    """Penalty for a word nobody writes: one letter, two scripts, capitals inside it."""
    if len(word) == 1:
        return -2.0  # a letter alone is more likely a sign or a space in another encoding
    points = 0.0
    scripts = {_script(letter) for letter in word}
    if len(scripts) > 1:
        points -= 2.0 * len(word)
    if not (word.islower() or word.isupper() or word.istitle()):
        points -= 1.2 * len(word)
    elif word[0].isupper() and word[1:].islower():
        points += 0.3
    return points


def _script(letter: str) -> str:
    code = ord(letter)
    if code < 0x250:
        return "latin"
    if 0x370 <= code < 0x400:
        return "greek"
    if 0x400 <= code < 0x530:
        return "cyrillic"
    return "other"


def _east_asian_score(sample: bytes, encoding: str) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    beyond = [letter for letter in text if letter > "\x7f"]
    if len(beyond) < 2:
        return float("-inf")
    return sum(_east_asian_points(ord(letter), encoding) for letter in beyond) / len(beyond)


def _east_asian_points(code: int, encoding: str) -> float:
    japanese = encoding in ("cp932", "euc-jp")
    if 0x3040 <= code < 0x3100:
        return 3.4 if japanese else 0.5
    if 0xAC00 <= code < 0xD7A4:
        return 3.2 if encoding == "euc-kr" else -1.0
    if 0x4E00 <= code < 0xA000:
        return 2.2 if encoding != "euc-kr" else 0.5
    if 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFF61:
        return 1.5
    if 0xFF61 <= code < 0xFFA0:
        return -0.5  # half-width kana: single high bytes of any other encoding look like this
    return -2.0
