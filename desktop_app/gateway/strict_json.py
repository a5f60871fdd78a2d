"""JSON from outside, bounded: what a hostile or broken answer could do to us ends in `Unreadable` (S13)."""

import json
import math
from typing import Any

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 64
MAX_INT = 2**53
_MAX_DIGITS = 17
_AROUND = " \t\r\n\ufeff"
"""What may stand around an answer: PHP prints the blank lines and byte order marks of every file it includes."""


class Unreadable(ValueError):
    """Not an answer we can read; the text is our own short class, never the answer's."""


def loads(body: bytes) -> Any:
    """The value in `body`: UTF-8, blanks and byte order marks around it allowed.

    Raises:
        Unreadable: empty, not UTF-8, a web page, not JSON, over 32 MB, deeper than 64, an integer beyond 2^53,
            NaN or an infinite number, or a key twice in one object.
    """
    if len(body) > MAX_BYTES:
        raise Unreadable("too large")
    try:
        text = body.decode("utf-8").strip(_AROUND)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    if not text:
        raise Unreadable("empty")
    if text.startswith("<"):
        raise Unreadable("html")
    try:
        value = json.loads(
            text, parse_int=_int, parse_float=_float, parse_constant=_constant, object_pairs_hook=_unique
        )
    except RecursionError:
        raise Unreadable("too deep") from None
    except json.JSONDecodeError:
        raise Unreadable("not json") from None
    if _too_deep(value):
        raise Unreadable("too deep")
    return value


def _int(digits: str) -> int:
    if len(digits) > _MAX_DIGITS or abs(number := int(digits)) > MAX_INT:
        raise Unreadable("number too large")
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Unreadable("number too large")
    return number


def _constant(_name: str) -> float:
    raise Unreadable("not a number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Unreadable("key twice")
    return members


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level if isinstance(outer, (dict, list)) for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(outer: dict[str, Any] | list[Any]) -> list[Any]:
    values = outer.values() if isinstance(outer, dict) else outer
    return [value for value in values if isinstance(value, (dict, list))]
