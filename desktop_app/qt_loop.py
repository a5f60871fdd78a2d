"""Asyncio on Qt's loop, and its end in the thread it lived in. The only importer of qasync.

qasync keeps all its timers in one QObject and leaves it, with timers that still run, to Python's garbage collector.
The collector works in whichever thread happens to allocate: where that is the store's, Qt's dispatcher keeps timers of
an object that is gone, and the next loop of the process crashes (leaving the demo for real work makes one).
"""

import os

os.environ.setdefault("QT_API", "pyside6")

import qasync
import shiboken6


class QtLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """An asyncio loop that runs while Qt's does, once; another one may follow when it is closed."""

    def close(self) -> None:
        """Release everything, timers included, now and in this thread."""
        if not self.is_closed():
            super().close()
            shiboken6.delete(self._timer)  # qasync offers no other way
