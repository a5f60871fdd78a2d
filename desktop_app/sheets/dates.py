"""Excel's serial days as dates and times (1900 with its invented 29 February, or 1904)."""

from datetime import date, timedelta
from functools import lru_cache

from desktop_app.sheets.format_code import Section
from desktop_app.sheets.number_words import Language

_LAST_DAY = 2_958_465
"""31 December 9999 in the 1900 calendar."""
_INVENTED = 60
_DAY_S = 86_400


def date_section(section: Section, value: float, date1904: bool) -> str | None:
    """`value` through a section with date parts; None when Excel shows only `#`."""
    if value < 0 or value >= _LAST_DAY + 1:
        return None
    digits, twelve = _traits(tuple(section.tokens))
    units = round(value * _DAY_S * 10**digits)
    seconds, fraction = divmod(units, 10**digits)
    days, in_day = divmod(seconds, _DAY_S)
    if days > _LAST_DAY:
        return None
    calendar = calendar_day(days, date1904)
    pieces = []
    for kind, word in section.tokens:
        if kind == "text":
            pieces.append(word)
        elif kind in ("y", "m", "d"):
            pieces.append(_calendar_part(kind, len(word), calendar, section.language))
        elif kind == "fraction":
            pieces.append(f".{fraction:0{digits}d}"[: len(word) + 1])
        elif kind in _TIME_PARTS or kind == "half":
            pieces.append(_time_part(kind, word, seconds, in_day, twelve))
        else:
            pieces.append(word)
    return "".join(pieces)


@lru_cache(maxsize=512)
def _traits(tokens: tuple[tuple[str, str], ...]) -> tuple[int, bool]:
    """Digits of the fraction of a second, and whether hours count to twelve."""
    digits = max((len(word) for kind, word in tokens if kind == "fraction"), default=0)
    return digits, any(kind == "half" for kind, _ in tokens)


_TIME_PARTS = frozenset({"h", "minute", "s", "elapsed_h", "elapsed_m", "elapsed_s"})


@lru_cache(maxsize=4096)
def calendar_day(days: int, date1904: bool) -> tuple[int, int, int, int]:
    """Year, month, day and weekday (Monday 0) of serial day `days`, as Excel counts them."""
    if date1904:
        day = date(1904, 1, 1) + timedelta(days=min(days, _LAST_DAY - 1462))
        return day.year, day.month, day.day, day.weekday()
    weekday = (days - 2) % 7
    if days == 0:
        return 1900, 1, 0, weekday
    if days == _INVENTED:
        return 1900, 2, 29, weekday
    day = date(1899, 12, 31 if days < _INVENTED else 30) + timedelta(days=days)
    return day.year, day.month, day.day, weekday


def serial_of(day: date, seconds: float = 0.0, *, date1904: bool = False) -> float:
    """The serial number of a date in the calendar of the file; the inverse of `calendar_day`."""
    if date1904:
        return (day - date(1904, 1, 1)).days + seconds / _DAY_S
    days = (day - date(1899, 12, 30)).days
    return (days if days > _INVENTED else days - 1) + seconds / _DAY_S


def clock_time(seconds: int) -> str:
    """`09:05:00` for seconds since midnight."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _calendar_part(kind: str, length: int, calendar: tuple[int, int, int, int], language: Language) -> str:
    year, month, day, weekday = calendar
    if kind == "y":
        return f"{year % 100:02d}" if length <= 2 else f"{year:04d}"
    if kind == "m":
        if length >= 5:
            return language.months[month - 1][:1]
        if length >= 3:
            return (language.short_months if length == 3 else language.months)[month - 1]
        return f"{month:0{length}d}"
    if length >= 3:
        return (language.short_days if length == 3 else language.days)[weekday]
    return f"{day:0{length}d}"


def _time_part(kind: str, word: str, seconds: int, in_day: int, twelve: bool) -> str:
    if kind == "half":
        morning, _, evening = word.partition("/")
        return morning if in_day < _DAY_S // 2 else evening
    if kind == "h":
        hours = in_day // 3600
        return f"{hours % 12 or 12 if twelve else hours:0{min(len(word), 2)}d}"
    if kind == "minute":
        return f"{in_day // 60 % 60:0{len(word)}d}"
    if kind == "s":
        return f"{in_day % 60:0{min(len(word), 2)}d}"
    return f"{seconds // _ELAPSED_UNIT[kind]:0{len(word)}d}"


_ELAPSED_UNIT = {"elapsed_h": 3600, "elapsed_m": 60, "elapsed_s": 1}
