"""A number format's code taken apart: its sections and their tokens (ECMA-376 part 1, 18.8.31)."""

import re
from dataclasses import dataclass, field

from desktop_app.sheets.number_words import ENGLISH, Language, language_for

Token = tuple[str, str]
"""Kind and word. Kinds: text, general, @, 0 # ? (digit places), point, percent, exponent, slash, digit,
y m d h s minute elapsed_h elapsed_m elapsed_s fraction half (date parts)."""

_DATE_KINDS = frozenset({"y", "m", "d", "h", "s", "minute", "elapsed_h", "elapsed_m", "elapsed_s", "half"})
_PLACES = ("0", "#", "?")
_SIGNS = {"0": "0", "#": "#", "?": "?", "%": "percent", "@": "@", ",": "comma"}
_EVERYDAY = re.compile(r"(t*)(#*0)((?:point0+)?)t*$")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)$")
_HALF = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)
_SYSTEM_DATE = ("f800", "x-sysdate")
_SYSTEM_TIME = ("f400", "x-systime")


@dataclass
class Section:
    """One part of a code between semicolons, with what its tokens add up to."""

    tokens: list[Token] = field(default_factory=lambda: [("general", "")])
    condition: tuple[str, float] | None = None
    language: Language = ENGLISH
    thousands_scale: int = 0
    """Each trailing comma divides by a thousand."""
    groups: bool = False
    is_text: bool = field(init=False)
    """Whether it says how text shows."""
    is_date: bool = field(init=False)
    is_general: bool = field(init=False)
    """Whether the number shows as General somewhere in it."""
    placeholders: int = field(init=False)
    """Number of digit places."""
    percents: int = field(init=False)
    """Each percent sign multiplies by a hundred."""
    exponent: bool = field(init=False)
    fraction: bool = field(init=False)
    point: int = field(init=False)
    """Index of the decimal point, the number of tokens when there is none."""
    decimals: int = field(init=False)
    """Digit places after the point."""
    simple: tuple[str, int, str] | None = field(init=False)
    """Words before, decimals, words after, for the everyday `0`, `#,##0` and `0.00`."""

    def __post_init__(self) -> None:
        kinds = [kind for kind, _ in self.tokens]
        self.is_text = "@" in kinds
        self.is_date = not _DATE_KINDS.isdisjoint(kinds)
        self.is_general = "general" in kinds
        self.placeholders = sum(kind in _PLACES for kind in kinds)
        self.percents = kinds.count("percent")
        self.exponent = "exponent" in kinds
        self.fraction = "slash" in kinds
        self.point = kinds.index("point") if "point" in kinds else len(kinds)
        self.decimals = sum(kind in _PLACES for kind in kinds[self.point + 1 :])
        self.simple = self._simple(kinds)

    def _simple(self, kinds: list[str]) -> tuple[str, int, str] | None:
        spelled = "".join(kind if kind in _PLACES or kind == "point" else "t" for kind in kinds)
        found = _EVERYDAY.match(spelled)
        if not found or self.is_date or self.percents or self.thousands_scale or self.exponent or self.fraction:
            return None
        before, whole, part = (len(found.group(i) or "") for i in (1, 2, 3))
        part -= 4 if part else 0  # "point" is five letters for one token
        words = [word for _, word in self.tokens]
        decimals = part - 1 if part else 0
        return "".join(words[:before]), decimals, "".join(words[before + whole + part :])

    @property
    def is_plain_text(self) -> bool:
        """Whether it is nothing but `@`."""
        return [kind for kind, _ in self.tokens] == ["@"]

    @property
    def is_plain_general(self) -> bool:
        """Whether it is nothing but General, for every number."""
        return self.condition is None and [kind for kind, _ in self.tokens] == ["general"]

    @property
    def only_negative(self) -> bool:
        """Whether the condition admits negative numbers only, so that the sign is not repeated."""
        if self.condition is None:
            return False
        sign, bound = self.condition
        return sign in ("<", "<=") and bound <= 0

    def holds(self, value: float) -> bool:
        """Whether `value` meets the condition."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
            "=": value == bound,
            "<>": value != bound,
        }[sign]

    def part(self, start: int, stop: int) -> "Section":
        """A section of its own made of some tokens."""
        return Section(self.tokens[start:stop], language=self.language, groups=self.groups)


def parse_sections(code: str, language: Language = ENGLISH) -> list[Section]:
    """The sections of `code`, in order; an empty code is General."""
    reader = _Reader(code, language)
    return reader.sections() if code.strip() else [Section(language=language)]


@dataclass
class _Draft:
    """A section while its code is being read."""

    language: Language
    tokens: list[Token] = field(default_factory=list)
    condition: tuple[str, float] | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds was read."""
        return any(kind in kinds for kind, _ in self.tokens)


class _Reader:
    def __init__(self, code: str, language: Language) -> None:
        self._code = code
        self._at = 0
        self._language = language

    def sections(self) -> list[Section]:
        found = [self._section()]
        while self._at < len(self._code) and len(found) < 8:
            self._at += 1  # the semicolon
            found.append(self._section())
        return found

    def _section(self) -> Section:
        draft = _Draft(language=self._language)
        while self._at < len(self._code) and self._code[self._at] != ";":
            self._next(draft)
        _settle_minutes(draft.tokens)
        tokens, groups, scale = _settle_commas(draft.tokens)
        return Section(tokens, draft.condition, draft.language, scale, groups)

    def _next(self, section: _Draft) -> None:
        """Read one token; each reader returns how many characters it took, none when it is not its turn."""
        self._at += (
            self._literal(section) or self._word(section) or self._place(section) or self._date_letters(section)
        ) or self._plain(section)

    def _literal(self, section: _Draft) -> int:
        code, at = self._code, self._at
        sign = code[at]
        if sign == "*":
            return 2
        if sign in ("\\", "_"):
            section.tokens.append(("text", code[at + 1 : at + 2] if sign == "\\" else " "))
            return 2
        if sign not in ('"', "["):
            return 0
        end = code.find('"' if sign == '"' else "]", at + 1)
        end = len(code) if end < 0 else end
        if sign == '"':
            section.tokens.append(("text", code[at + 1 : end]))
        else:
            self._bracket(section, code[at + 1 : end])
        return end + 1 - at

    def _word(self, section: _Draft) -> int:
        if self._code[self._at : self._at + 7].lower() == "general":
            section.tokens.append(("general", ""))
            return 7
        if half := _HALF.match(self._code, self._at):
            section.tokens.append(("half", half.group()))
            return len(half.group())
        return 0

    def _place(self, section: _Draft) -> int:
        sign = self._code[self._at]
        if sign == ".":
            return self._point(section)
        if sign in _SIGNS:
            section.tokens.append((_SIGNS[sign], sign))
            return 1
        if not section.has(*_PLACES):
            return 0
        follows = self._code[self._at + 1 : self._at + 2]
        if sign in "eE" and follows in ("+", "-"):
            section.tokens.append(("exponent", follows))
            return 2
        if sign == "/" and not section.has(*_DATE_KINDS):
            section.tokens.append(("slash", "/"))
            return 1
        return 0

    def _date_letters(self, section: _Draft) -> int:
        letter = self._code[self._at].lower()
        if letter not in "ymdhsebg":
            return 0
        rest = self._code[self._at :].lower()
        length = len(rest) - len(rest.lstrip(letter))
        self._date_part(section, letter, length)
        return length

    def _plain(self, section: _Draft) -> int:
        sign = self._code[self._at]
        section.tokens.append(("digit" if sign.isdigit() and section.has("slash") else "text", sign))
        return 1

    def _point(self, section: _Draft) -> int:
        rest = self._code[self._at + 1 :]
        zeros = len(rest) - len(rest.lstrip("0"))
        if zeros and section.tokens and section.tokens[-1][0] in ("s", "elapsed_s"):
            section.tokens.append(("fraction", "0" * zeros))
            return 1 + zeros
        if section.has("point", *_DATE_KINDS):
            section.tokens.append(("text", "."))
        else:
            section.tokens.append(("point", "."))
        return 1

    def _date_part(self, section: _Draft, letter: str, length: int) -> None:
        if letter == "g":
            return
        if letter in ("e", "b"):
            letter, length = "y", 4
        section.tokens.append((letter, letter * length))

    def _bracket(self, section: _Draft, inside: str) -> None:
        lower = inside.strip().lower()
        if lower and lower[0] in "hms" and set(lower) == {lower[0]}:
            section.tokens.append((f"elapsed_{lower[0]}", lower))
        elif inside.startswith("$"):
            symbol, _, tag = inside[1:].partition("-")
            if symbol:
                section.tokens.append(("text", symbol))
            self._locale(section, tag)
        elif condition := _CONDITION.match(inside.strip()):
            section.condition = (condition.group(1), float(condition.group(2).replace(",", ".")))

    def _locale(self, section: _Draft, tag: str) -> None:
        name = tag.split(",", maxsplit=1)[0].lower()
        if name in _SYSTEM_DATE or name in _SYSTEM_TIME:
            # What follows is one machine's idea of "long date": the owner's own system decides, so be neutral.
            end = self._code.find(";", self._at)
            code = self._language.short_date if name in _SYSTEM_DATE else "hh:mm:ss"
            self._code = self._code[: self._code.find("]", self._at) + 1] + code + (self._code[end:] if end > 0 else "")
        section.language = language_for(name) or section.language


def _settle_minutes(tokens: list[Token]) -> None:
    """`m` and `mm` are minutes right after hours or right before seconds, months otherwise."""
    parts = [i for i, (kind, _) in enumerate(tokens) if kind in _DATE_KINDS and kind != "half"]
    for order, i in enumerate(parts):
        kind, word = tokens[i]
        if kind != "m" or len(word) > 2:
            continue
        before = tokens[parts[order - 1]][0] if order else ""
        after = tokens[parts[order + 1]][0] if order + 1 < len(parts) else ""
        if before in ("h", "elapsed_h") or after in ("s", "elapsed_s"):
            tokens[i] = ("minute", word)


def _settle_commas(tokens: list[Token]) -> tuple[list[Token], bool, int]:
    """Commas between digit places group thousands, commas after the last one scale, others are plain text."""
    point = next((i for i, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    every_place = [i for i, (kind, _) in enumerate(tokens) if kind in _PLACES]
    places = [i for i in every_place if i < point]
    ends = (places[-1:] or [-1])[0], (every_place[-1:] or [-1])[0]
    groups, scale = False, 0
    kept: list[Token] = []
    for i, (kind, word) in enumerate(tokens):
        if kind != "comma":
            kept.append((kind, word))
        elif places and places[0] < i < places[-1]:
            groups = True
        elif any(0 <= end < i and all(t[0] == "comma" for t in tokens[end + 1 : i]) for end in ends):
            scale += 1
        else:
            kept.append(("text", word))
    return kept, groups, scale
