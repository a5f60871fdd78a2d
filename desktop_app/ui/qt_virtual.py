"""The decorator every overridden Qt virtual carries.

On Python 3.11 an exception that C code raises inside an overridden virtual (`int("x")`, `1/0`, `[][3]`) kills the
process when Python had called into Qt. Passing the exception through one Python frame cures it, and so one bad cell
cannot end the program. `tests/checks/test_virtuals.py` checks that no override goes without.
"""

import enum
import functools
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast, get_origin, get_type_hints

_P = ParamSpec("_P")
_R = TypeVar("_R")

MARK = "__qt_virtual__"
"""Attribute set on every decorated method; the test that walks our classes looks for it."""

_PLAIN = (bool, int, float, str, list, dict, tuple)
log = logging.getLogger(__name__)


def qt_virtual(method: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make `method`, an override of a Qt virtual, safe to fail.

    An `Exception` is logged with its traceback and answered by an empty value of the annotated return type (`0`,
    `False`, `""`, `QSize()`, else `None`); `KeyboardInterrupt` and the like are raised on.
    """

    @functools.wraps(method)
    def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return method(*args, **kwargs)
        except Exception:
            log.exception("%s failed", method.__qualname__)
            return cast("_R", _harmless(method))

    setattr(guarded, MARK, True)
    return guarded


def _harmless(method: Callable[..., Any]) -> object:
    """Return an empty value of the type `method` promises; None where making one would be no empty value (a widget)."""
    try:
        hint = get_type_hints(method).get("return")
    except (NameError, AttributeError, TypeError):
        return None
    kind = get_origin(hint) or hint
    if not isinstance(kind, type):
        return None
    if issubclass(kind, enum.Flag):
        return kind(0)
    is_qt_value = kind.__module__.startswith("PySide6.") and not hasattr(kind, "metaObject")
    try:
        return kind() if kind in _PLAIN or is_qt_value else None
    except (TypeError, ValueError):
        return None
