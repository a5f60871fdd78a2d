"""The system asks this process to end: a call in flight gets its moment, and everything is closed in order."""

import asyncio
import signal
import sys
from collections.abc import Callable


def on_terminate(call: Callable[[], object]) -> Callable[[], None]:
    """Call `call` on the running loop when the system wants this process to end; returns how to stop listening.

    Windows tells windows, not processes, and ends the others without a word.
    """
    if sys.platform == "win32":
        return lambda: None
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, call)

    def stop() -> None:
        loop.remove_signal_handler(signal.SIGTERM)

    return stop
