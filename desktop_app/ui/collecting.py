"""Python's cyclic garbage is collected on the window's thread only.

The collector runs in whichever thread happens to allocate. Qt's objects may be freed only in the thread they live in: a
cycle with a widget in it, collected in the thread that reads the pipe or the database, ends the process.
"""

import gc
from types import TracebackType
from typing import Self

from PySide6.QtCore import QTimer

_LOOK_MS = 250
_OLD_EVERY = 40
"""The oldest generation is looked through every this many looks (10 s): it is the slow one."""


class Collecting:
    """While entered, automatic collection is off and a timer of the GUI thread does it instead."""

    def __init__(self) -> None:
        """Begin with `with`."""
        self._timer = QTimer()
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._looks = 0

    def __enter__(self) -> Self:
        """Take over from the automatic collector."""
        gc.disable()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Collect once more, here, and give it back."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    def _look(self) -> None:
        """Collect the young generations when they are full, the old one now and then."""
        self._looks += 1
        counts, most = gc.get_count(), gc.get_threshold()
        if self._looks % _OLD_EVERY == 0 and counts[2] > 0:
            gc.collect(2)
        elif counts[1] > most[1]:
            gc.collect(1)
        elif counts[0] > most[0]:
            gc.collect(0)


def set_aside() -> None:
    """Leave what is there out of later looks: code and widgets stay for long, and looking through them takes 50 ms."""
    gc.freeze()


def take_back() -> None:
    """Look through everything again: what was set aside may go now."""
    gc.unfreeze()
