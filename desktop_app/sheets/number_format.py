"""Excel's number formats: from the number in the file to the text Excel shows.

The rules are those of ECMA-376 part 1, 18.8.30-31, and of what Excel does: `General` fits into eleven characters,
halves are rounded away from zero on the fifteen digits Excel keeps. One exception on purpose: a whole number of up to
fifteen digits is never written with an exponent, since it is most likely a phone number.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from desktop_app.sheets.dates import date_section
from desktop_app.sheets.format_code import Section, parse_sections
from desktop_app.sheets.number_words import ENGLISH, Language

UNSHOWABLE = "########"
"""What Excel shows for a date before its calendar begins."""

MAX_EXACT_DIGITS = 15
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)

_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "$#,##0_);($#,##0)",
    6: "$#,##0_);[Red]($#,##0)",
    7: "$#,##0.00_);($#,##0.00)",
    8: "$#,##0.00_);[Red]($#,##0.00)",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
_SHORT_DATES = frozenset({14, *range(27, 32), 36, *range(50, 55), 57, 58})
_SHORT_DATE_AND_TIME = 22
_SHORT_TIMES = frozenset({32, 33, 34, 35, 55, 56})


def built_in_code(number: int, language: Language = ENGLISH) -> str:
    """The code of a format the file names by number only; `General` when there is none."""
    if number in _SHORT_DATES:
        return language.short_date
    if number == _SHORT_DATE_AND_TIME:
        return f"{language.short_date} hh:mm"
    if number in _SHORT_TIMES:
        return "h:mm:ss"
    return _BUILT_IN.get(number, "General")


class NumberFormat:
    """A format code made ready; use `number_format` to get one."""

    def __init__(self, code: str, date1904: bool, language: Language) -> None:
        self.code = code
        self._date1904 = date1904
        self._language = language
        sections = parse_sections(code, language)
        text_sections = [section for section in sections if section.is_text]
        self._text = text_sections[-1] if text_sections else (sections[3] if len(sections) > 3 else None)
        self._numbers = [section for section in sections[:3] if not section.is_text] or [Section()]
        self._only_text = bool(text_sections) and len(sections) == 1
        self._conditional = any(section.condition for section in self._numbers)
        self.is_date = any(section.is_date for section in self._numbers)
        self.is_general = self._only_text or (len(self._numbers) == 1 and self._numbers[0].is_plain_general)
        self.changes_text = self._text is not None and not self._text.is_plain_text

    def text(self, value: str) -> str:
        """How a text cell with this format shows."""
        if self._text is None:
            return value
        return "".join(value if kind == "@" else word for kind, word in self._text.tokens if kind in ("@", "text"))

    def number(self, value: float) -> str:
        """How a number with this format shows; `UNSHOWABLE` for a date Excel cannot show."""
        if self.is_general and self._only_text and self._text is not None:
            return self.text(general(value, self._language.decimal))
        section, negative = self._choose(value)
        if section is None:
            return UNSHOWABLE
        if section.is_date:
            shown = date_section(section, value, self._date1904)
            return UNSHOWABLE if shown is None else shown
        magnitude = abs(value) if negative else value
        return _render(section, magnitude, self._language).strip(" ")  # "_)" and the like only align in the cell

    def _choose(self, value: float) -> tuple[Section | None, bool]:
        """The section for `value` and whether it shows the value without its sign."""
        numbers = self._numbers
        if self._conditional:
            return self._choose_by_condition(value)
        if len(numbers) == 1 or value > 0:
            return numbers[0], False
        if value < 0:
            return numbers[1], True
        return (numbers[2] if len(numbers) > 2 else numbers[0]), False

    def _choose_by_condition(self, value: float) -> tuple[Section | None, bool]:
        for position, section in enumerate(self._numbers):
            if section.condition:
                if section.holds(value):
                    return section, value < 0 and section.only_negative
                continue
            if position == 1 and len(self._numbers) > 2 and value >= 0:
                continue  # the second of three sections without a condition is the one for negative numbers
            return section, value < 0 and position == 1
        return None, False


@lru_cache(maxsize=4096)
def number_format(code: str, date1904: bool = False, language: Language = ENGLISH) -> NumberFormat:
    """The format for `code` as the file writes it (English letters); an unreadable code acts as `General`."""
    return NumberFormat(code[:1000], date1904, language)


def general(value: float, decimal_sign: str = ".") -> str:
    """`value` as Excel's General shows it in a wide cell; whole numbers of up to 15 digits in full."""
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    whole = float(f"{value:.15g}")
    if whole == int(whole) and abs(whole) < 1e21:
        return str(int(Decimal(f"{value:.15g}")))
    exponent = int(f"{abs(value):.14e}".split("e")[1])
    shown = _fixed_or_exponent(value, exponent)
    return shown.replace(".", decimal_sign) if decimal_sign != "." else shown


def _fixed_or_exponent(value: float, exponent: int) -> str:
    width = 12 if value < 0 else 11
    if -4 <= exponent <= -1:
        return _trim(_plain(value, 10 + exponent))
    if -9 <= exponent <= 9:
        for shown in (_trim(f"{value:.12f}"), _trim(_plain(value, 10))):
            if len(shown) <= width and float(shown):
                return shown
    elif exponent == 10:
        return _trim(_plain(value, 11))
    mantissa, power = f"{value:.5e}".split("e")
    return f"{_trim(mantissa)}E{power[0]}{int(power[1:]):02d}"


def _plain(value: float, digits: int) -> str:
    """`value` with so many significant digits, without an exponent."""
    return format(Decimal(f"{value:.{max(digits, 1) - 1}e}"), "f")


def _trim(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _render(section: Section, value: float, language: Language) -> str:
    """A number through a section without date parts."""
    if section.is_general:
        shown = general(abs(value), language.decimal)
        body = "".join(shown if kind == "general" else word for kind, word in section.tokens if kind in _WRITTEN)
        return f"-{body}" if value < 0 else body
    if not section.placeholders:
        body = "".join(word for kind, word in section.tokens if kind in _WRITTEN)
        return f"-{body}" if value < 0 and body else body
    if section.simple is not None and (shown := _everyday(section, abs(value), language)):
        return f"-{shown}" if value < 0 else shown
    exact = Decimal(f"{abs(value):.15g}").scaleb(2 * section.percents - 3 * section.thousands_scale, context=_EXACT)
    renderer: Callable[[Section, Decimal, Language], str] = _decimal
    if section.exponent:
        renderer = _scientific
    elif section.fraction:
        renderer = _fraction
    body = renderer(section, exact, language)
    return f"-{body}" if value < 0 else body


_WRITTEN = frozenset({"text", "general", "percent"})
_SAFE_MAGNITUDE = 1e12


def _everyday(section: Section, value: float, language: Language) -> str:
    """The formats nearly every sheet uses, without decimal arithmetic; nothing when rounding could be at stake."""
    if section.simple is None or value >= _SAFE_MAGNITUDE:
        return ""
    before, decimals, after = section.simple
    scaled = value * 10**decimals
    if abs(scaled % 1 - 0.5) < 1e-3:
        return ""
    shown = f"{value:,.{decimals}f}" if section.groups else f"{value:.{decimals}f}"
    if language.decimal != "." or language.group != ",":
        shown = shown.translate({44: language.group, 46: language.decimal})
    return f"{before}{shown}{after}"


def _decimal(section: Section, value: Decimal, language: Language) -> str:
    places = section.decimals
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    whole, _, part = format(rounded, "f").partition(".")
    return _place(section, whole.lstrip("0"), part, language)


def _place(section: Section, whole: str, part: str, language: Language) -> str:
    """Put digits into the placeholders of the section; literals between them stay where they are."""
    before = section.tokens[: section.point]
    after = section.tokens[section.point + 1 :] if section.point < len(section.tokens) else []
    shown = _place_whole(before, whole, language.group if section.groups else "")
    if section.point < len(section.tokens):
        shown += language.decimal + _place_part(after, part)
    return shown


def _place_whole(tokens: list[tuple[str, str]], digits: str, group: str) -> str:
    slots = sum(kind in "0#?" for kind, _ in tokens)
    left, written, pieces = digits, 0, []
    for kind, word in reversed(tokens):
        if kind not in ("0", "#", "?"):
            pieces.append(word if kind in _WRITTEN else "")
            continue
        slots -= 1
        take = left if slots == 0 else left[-1:]
        left = left[: len(left) - len(take)]
        for digit in reversed(take or {"0": "0", "?": " "}.get(kind, "")):
            if group and written and written % 3 == 0:
                pieces.append(group if digit != " " else " ")
            pieces.append(digit)
            written += 1
    return "".join(reversed(pieces))


def _place_part(tokens: list[tuple[str, str]], digits: str) -> str:
    kinds = [kind for kind, _ in tokens if kind in ("0", "#", "?")]
    kept = list(digits.ljust(len(kinds), "0")[: len(kinds)])
    for position in range(len(kinds) - 1, -1, -1):
        if kept[position] != "0" or kinds[position] == "0":
            break
        kept[position] = " " if kinds[position] == "?" else ""
    queue = iter(kept)
    return "".join(
        next(queue) if kind in ("0", "#", "?") else (word if kind in _WRITTEN else "") for kind, word in tokens
    )


def _scientific(section: Section, value: Decimal, language: Language) -> str:
    at = next(i for i, (kind, _) in enumerate(section.tokens) if kind == "exponent")
    mantissa = section.part(0, at)
    step = max(sum(kind in "0#?" for kind, _ in mantissa.tokens[: mantissa.point]), 1)
    power = 0 if not value else value.adjusted() // step * step if step > 1 else value.adjusted()
    scaled = value.scaleb(-power, context=_EXACT)
    rounded = scaled.quantize(Decimal(1).scaleb(-mantissa.decimals), context=_EXACT)
    if rounded.adjusted() >= step and rounded:
        power += step
        scaled = value.scaleb(-power, context=_EXACT)
    sign = "-" if power < 0 else "+" if section.tokens[at][1] == "+" else ""
    tail = section.tokens[at + 1 :]
    width = sum(kind in ("0", "?") for kind, _ in tail)
    words = "".join(word for kind, word in tail if kind in _WRITTEN)
    return f"{_decimal(mantissa, scaled, language)}E{sign}{abs(power):0{max(width, 1)}d}{words}"


def _fraction(section: Section, value: Decimal, _language: Language) -> str:
    """Mixed fractions such as `# ?/?`: whole part, then the closest fraction the placeholders can hold."""
    slash = next(i for i, (kind, _) in enumerate(section.tokens) if kind == "slash")
    below = [word for kind, word in section.tokens[slash + 1 :] if kind in ("0", "#", "?", "digit")]
    fixed = "".join(word for word in below if word.isdigit() and word != "0")
    spaced = any(kind == "text" and word == " " for kind, word in section.tokens[:slash])
    exact = Fraction(value)
    if fixed:
        denominator = int(fixed)
        near = Fraction(round(exact * denominator), 1)
        top, bottom = int(near), denominator
    else:
        limited = exact.limit_denominator(10 ** max(len(below), 1) - 1)
        top, bottom = limited.numerator, limited.denominator
    whole, rest = divmod(top, bottom) if spaced else (0, top)
    if not rest and spaced:
        return str(whole)
    return f"{whole} {rest}/{bottom}" if whole else f"{rest}/{bottom}"
