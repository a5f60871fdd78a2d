"""The file as it was when it was opened: its bytes in memory, so that nothing is left behind on disk."""

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import BadFile
from desktop_app.sheets import refusals

MAX_BYTES = 1 << 30
_CHUNK = 4 << 20
_TRIES = 4
_WAIT_S = 0.15
"""Between two tries to read a file that is just being saved."""


@dataclass(frozen=True)
class Snapshot:
    """A file's bytes, when it was last saved and whether Excel has it open."""

    data: bytes
    saved: datetime
    open_in_excel: bool


def take(path: Path, *, sleep: Callable[[float], None] = time.sleep) -> Snapshot:
    """Read a file whole, and again if it changed meanwhile.

    Raises:
        BadFile: not there, not a file, locked, vanishing, changing, or larger than anything of people.
    """
    for attempt in range(_TRIES):
        if attempt:
            sleep(_WAIT_S)
        taken = _try(path)
        if taken is not None:
            return taken
    raise refusals.changing(path.name)


def _try(path: Path) -> Snapshot | None:
    before = _looked_at(path)
    try:
        with path.open("rb") as file:
            pieces = []
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                if sum(map(len, pieces)) > MAX_BYTES:
                    raise refusals.too_large()
    except PermissionError as error:
        raise refusals.locked(path.name) from error
    except FileNotFoundError as error:
        raise refusals.missing(path.name) from error
    except OSError as error:
        raise refusals.unreadable(path.name) from error
    data = b"".join(pieces)
    after = _looked_at(path)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(data) != after.st_size:
        return None
    saved = datetime.fromtimestamp(after.st_mtime).astimezone()
    return Snapshot(data, saved, _lock_file(path).exists())


def _looked_at(path: Path) -> os.stat_result:
    """The file's state; pipes, devices and folders are refused before they could block a read."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refusals.missing(path.name) from error
    except PermissionError as error:
        raise refusals.locked(path.name) from error
    except (OSError, ValueError) as error:
        raise refusals.unreadable(path.name) from error
    if stat.S_ISDIR(found.st_mode) and path.suffix.lower() == ".numbers":
        raise refusals.apple_numbers()
    if not stat.S_ISREG(found.st_mode):
        raise refusals.not_a_file(path.name)
    if found.st_size > MAX_BYTES:
        raise refusals.too_large()
    return found


def _lock_file(path: Path) -> Path:
    """What Excel puts beside a workbook it has open."""
    return path.with_name(f"~${path.name}")


__all__ = ["MAX_BYTES", "BadFile", "Snapshot", "take"]
