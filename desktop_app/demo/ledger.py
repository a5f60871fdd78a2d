"""The ledger: one JSON line per stored message, on disk before the answer leaves. The oracle of the tests.

Of each message it has the id and what was asked for: `call`, `sendto` (as stored), `body`, `device_id`, `sim`,
`customerid` (what the caller sent; `stored_customerid` is what getallsms tells), `timetosend`, `urgent`; and the times:
`asked` and `at` by this computer's clock (the call had arrived, the line was written), `created` by the gateway's.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FIELDS = frozenset(
    {"id", "created", "call", "sendto", "body", "device_id", "sim", "stored_customerid", "timetosend", "urgent"}
)
"""What a line needs to be taken up again."""
_LOCKED_BYTE = 1 << 40
"""Windows keeps others from reading what is locked: a byte that no ledger ever has."""


class LedgerInUse(OSError):
    """Another practice gateway writes this ledger."""


class Ledger:
    """Appends to a file; what `write` returned from survives a power cut.

    Args:
        path: the file, created if missing; a last line cut short by a crash is dropped.

    Raises:
        LedgerInUse: another gateway has it open; it was left as it is.
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("ab", buffering=0)
        try:
            self._lock()
            self._drop_cut_line()
        except BaseException:
            self._file.close()
            raise

    def _lock(self) -> None:
        """Keep others out until the file is closed, or the process is gone however that ends."""
        try:
            if sys.platform == "win32":
                self._file.seek(_LOCKED_BYTE)  # appending pays no heed to it
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LedgerInUse(f"another practice gateway is writing the ledger {self.path}") from error

    def _drop_cut_line(self) -> None:
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            self._file.truncate(whole)

    def write(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write all `entries` and wait until the disk has them.

        Raises:
            OSError: the disk refused; the file then still holds whole lines only.
        """
        lines = b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)
        before = os.fstat(self._file.fileno()).st_size
        try:
            while lines:
                lines = lines[self._file.write(lines) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(before)
            raise

    def close(self) -> None:
        """Close the file; there is nothing left to flush."""
        self._file.close()


def read(path: Path) -> Iterator[dict[str, Any]]:
    """All whole lines of a ledger, oldest first; nothing if there is no file yet.

    Raises:
        ValueError: the file is no ledger.
        OSError: it cannot be read.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.endswith(b"\n"):
                yield _entry(line, f"line {number} of {path} is no line of a ledger")


def _entry(line: bytes, otherwise: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise ValueError(otherwise) from error
    if not isinstance(entry, dict) or not entry.keys() >= _FIELDS:
        raise ValueError(otherwise)
    return entry
