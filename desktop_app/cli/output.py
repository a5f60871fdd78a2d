"""Lines, a bar on a terminal, JSON: how a command's messages are shown."""

import contextlib
import io
import sys
import time
from typing import TextIO

from desktop_app.commands.messages import Message

_BAR = 24
_LINE_EVERY_S = 5.0


_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}


class _Nowhere(io.StringIO):
    """Where output goes when the process was started with a closed stream."""

    def write(self, text: str, /) -> int:
        """Drop it."""
        return len(text)


class Output:
    """Shows messages: results on stdout, everything beside them on stderr."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = out or sys.stdout or _Nowhere()
        self._err = err or sys.stderr or _Nowhere()
        self._terminal = self._err.isatty()
        self._bar_shown = False
        self._last = ("", "", 0.0)

    def tell(self, message: Message) -> None:
        """Show one message."""
        if "progress" in message:
            self._progress(**message["progress"])
        if "note" in message:
            self._write(self._err, message["note"])
        if "line" in message:
            self._write(self._out, message["line"])
        if "error" in message:
            self._write(self._err, message["error"])

    def raw(self, text: str) -> None:
        """Write results as they are: JSON in pieces."""
        self._out.write(text)

    def close(self) -> None:
        """Leave the cursor on a line of its own."""
        self._clear()
        for stream in (self._out, self._err):
            with contextlib.suppress(BrokenPipeError):
                stream.flush()

    def _write(self, stream: TextIO, words: str) -> None:
        self._clear()
        if stream.isatty():
            words = words.translate(_CONTROLS)  # a cell or a phone's name must not steer the terminal
        stream.write(words + "\n")
        stream.flush()

    def _progress(self, label: str, done: int, total: int, words: str) -> None:
        if self._terminal:
            filled = round(_BAR * done / total) if total else 0
            bar = "█" * filled + "░" * (_BAR - filled)
            text = f"{label} {bar} {done:,} of {total:,}" + (f" · {words}" if words else "")
            self._err.write("\r\x1b[K" + text[:160])
            self._err.flush()
            self._bar_shown = True
            return
        text = f"{label}: {done:,} of {total:,}" + (f", {words}" if words else "")
        before_label, before, at = self._last
        now = time.monotonic()
        whole = done == total
        if text != before and (whole or label != before_label or now - at >= _LINE_EVERY_S):
            self._last = (label, text, now)
            self._write(self._err, text)

    def _clear(self) -> None:
        if self._bar_shown:
            self._err.write("\r\x1b[K")
            self._bar_shown = False
