"""The log: a rotating file that never holds a whole phone number, a token or a password."""

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG_NAME, CRASH_NAME = "sms-desk.log", "crash.log"
_MAX_BYTES, _KEPT = 1_000_000, 4
_TALKATIVE = ("httpx", "httpcore", "urllib3", "uvicorn", "asyncio", "keyring", "qasync")
"""Loggers held at WARNING even when debugging: httpx writes whole addresses at INFO."""

_NAMED_SECRET = re.compile(
    r"""(?ix) (["']? \b [\w-]* (?:token|passw(?:or)?d|passwort|pwd|pass|secret|authorization|bearer|api[_-]?key|cookie)
    \b ["']? \s* (?:[:=>]+|\s(?:is\s)?) \s* (?:bearer\s+|basic\s+)?) (?: "[^"]*" | '[^']*' | [^\s"',;&)}\]]+ )"""
)
_UNNAMED_SECRET = re.compile(r"(?<![\w/.\\-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}(?![\w/\\]|\.\w)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d\b)\+?\d(?:[ \t()/.\u00a0-]{0,2}\d){6,}")
_DIGITS_SHOWN = 3


def mask(text: str) -> str:
    """Hide what must not be in a log: phone numbers but for their last three digits, tokens, passwords, e-mails."""
    text = _NAMED_SECRET.sub(r"\1[hidden]", text)
    text = _EMAIL.sub("[e-mail]", text)
    text = _UNNAMED_SECRET.sub("[hidden]", text)
    return _NUMBER.sub(_last_digits, text)


def _last_digits(number: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", number.group())
    return "…" + digits[-_DIGITS_SHOWN:]


class MaskingFormatter(logging.Formatter):
    """Masks message, traceback and stack; time, level and logger stay as they are."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line with a masked message."""
        record.message = mask(record.message)
        return super().formatMessage(record)

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the masked traceback."""
        return mask(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        """Return the masked stack."""
        return mask(super().formatStack(stack_info))

    def format(self, record: logging.LogRecord) -> str:
        """Return the record; a traceback that another handler rendered unmasked is rendered anew."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text


def set_up(folder: Path, *, debug: bool = False) -> Callable[[], None]:
    """Write the log of this process to `folder` from now on; returns how to end it.

    Unexpected exceptions of any thread are logged; a crash of the interpreter itself leaves its stacks beside the log.
    """
    handler = RotatingFileHandler(
        folder / LOG_NAME, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace"
    )
    handler.setFormatter(MaskingFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    crash = (folder / CRASH_NAME).open("a", encoding="utf-8")
    faulthandler.enable(crash)
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook = _log_exception
    threading.excepthook = _log_thread_exception

    def end() -> None:
        sys.excepthook, threading.excepthook = hooks
        faulthandler.disable()
        crash.close()
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()

    return end


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("desktop_app").critical("unexpected", exc_info=(kind, error, trace))


def _log_thread_exception(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        where = failure.thread.name if failure.thread else "a thread"
        logging.getLogger("desktop_app").critical(
            "unexpected in %s", where, exc_info=(failure.exc_type, failure.exc_value, failure.exc_traceback)
        )
