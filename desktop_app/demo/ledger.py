"""The ledger: one JSON line per stored message, on disk before the answer leaves. The oracle of the tests.

Of each message it has the id and what was asked for: `call`, `sendto` (as stored), `body`, `device_id`, `sim`,
`customerid` (what the caller sent; `stored_customerid` is what getallsms tells), `timetosend`, `urgent`; and the times:
`asked` and `at` by this computer's clock (the call had arrived, the line was written), `created` by the gateway's.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any


class Ledger:
    """Appends to a file; what `write` returned from survives a power cut.

    Args:
        path: the file, created if missing; a last line cut short by a crash is dropped.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("ab", buffering=0)
        self._drop_cut_line()

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
    """All whole lines of a ledger, oldest first; nothing if there is no file yet."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield json.loads(line)
