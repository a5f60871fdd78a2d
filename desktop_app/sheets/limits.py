"""What reading a file may cost, held by the operating system: memory and processor time of the worker's process.

Linux counts private memory (RLIMIT_DATA: pandas reserves address space it never uses, so RLIMIT_AS would lie), Windows
has job objects, a Mac gets a thread that looks at its own size.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

SMALL_FILE = 10 << 20
"""Bytes up to which a file must be read within `SMALL_MEMORY` and `SMALL_SECONDS`."""
SMALL_MEMORY = 500 << 20
SMALL_SECONDS = 10
LARGE_MEMORY = 2 << 30
_RESERVE = 24 << 20
"""Left below the limit: what the interpreter needs to say that memory is short."""
_WATCH_S = 0.05
OUT_OF_MEMORY_CODE = 97
"""Exit code of a worker that found itself too large."""


def memory_for(size: int) -> int:
    """Bytes of resident memory the worker may have for a file of `size` bytes."""
    return SMALL_MEMORY if size <= SMALL_FILE else LARGE_MEMORY


def seconds_for(size: int) -> int | None:
    """Seconds of processor time reading may take; None where the owner can watch and cancel instead."""
    return SMALL_SECONDS if size <= SMALL_FILE else None


class Limits:
    """The limits of this process, set anew for each file."""

    def __init__(self) -> None:
        self._watch: Callable[[int], None] | None = None

    def set_memory(self, size: int) -> None:
        """Allow the memory a file of `size` bytes may take."""
        allowed = memory_for(size)
        if sys.platform == "linux":
            _limit_linux_memory(allowed)
        elif sys.platform == "win32":
            _limit_windows(allowed)
        else:
            self._watch_size(allowed)

    def start_clock(self, size: int) -> None:
        """Begin to count processor time for a reading step."""
        seconds = seconds_for(size)
        if sys.platform != "win32":
            _limit_time(seconds)

    def stop_clock(self) -> None:
        """The step is done."""
        if sys.platform != "win32":
            _limit_time(None)

    def _watch_size(self, allowed: int) -> None:
        if self._watch is None:
            bound = [allowed]
            threading.Thread(target=_watchdog, args=(bound,), daemon=True, name="memory watch").start()
            self._watch = lambda new: bound.__setitem__(0, new)
        self._watch(allowed)


def _watchdog(bound: list[int]) -> None:
    """End the process when it grew beyond `bound[0]` bytes (ru_maxrss is in bytes on a Mac)."""
    import resource

    while True:
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > bound[0]:
            os._exit(OUT_OF_MEMORY_CODE)
        time.sleep(_WATCH_S)


def resident() -> tuple[int, int]:
    """Resident and private bytes of this process now (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = {line.split(":")[0]: line for line in status.splitlines()}
    return tuple(int(found[name].split()[1]) * 1024 for name in ("VmRSS", "VmData"))  # type: ignore[return-value]  # two names


def _limit_linux_memory(allowed: int) -> None:
    import resource

    resident_now, private_now = resident()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    # What is resident now stays (libraries, earlier sheets); private memory may grow until both together are `allowed`.
    wanted = private_now + max(allowed - resident_now - _RESERVE, _RESERVE)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def _limit_time(seconds: int | None) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = resource.RLIM_INFINITY if seconds is None else int(time.process_time()) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


def _limit_windows(allowed: int) -> None:
    from desktop_app.sheets.windows_job import limit_memory

    limit_memory(allowed)
