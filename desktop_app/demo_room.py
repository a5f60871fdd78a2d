"""Where a demo keeps its made-up data: a temporary folder of its own, locked while the demo lives.

A demo that was killed cannot drop its folder; the next one does (reliability.md S27).
"""

import logging
import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path

from desktop_app.instance import Owner, claim
from desktop_app.paths import DataFolder, private_temporary

_PURPOSE = "demo"
_BEING_MADE_S = 60.0
"""A folder without a lock file may be one that is being made at this moment."""

log = logging.getLogger(__name__)


class DemoRoom:
    """A demo's temporary folder; `data` is its data folder."""

    def __init__(self) -> None:
        """Make the folder, which nobody else enters or removes from now on."""
        self._root = private_temporary(_PURPOSE)
        self._lock = claim(DataFolder(self._root))
        self.data = DataFolder(self._root / "data")

    def leave(self) -> None:
        """Drop everything."""
        if self._lock is not None:
            self._lock.release()
        shutil.rmtree(self._root, ignore_errors=True)


def remove_left_behind() -> None:
    """Remove what killed demos of this person left; what a process uses, or belongs to others, stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"sms-desk-{_PURPOSE}-*"):
        try:
            if _is_left_behind(folder):
                shutil.rmtree(folder)
                log.info("removed %s, left behind by a demo that was killed", folder.name)
        except OSError as error:  # another demo may be removing it as well
            log.info("%s stays: %s", folder.name, error)


def _is_left_behind(folder: Path) -> bool:
    facts = folder.lstat()  # a link is nobody's folder
    if not stat.S_ISDIR(facts.st_mode) or (sys.platform != "win32" and facts.st_uid != os.getuid()):
        return False
    if not DataFolder(folder).lock.exists():
        return time.time() - facts.st_mtime > _BEING_MADE_S
    owner = claim(DataFolder(folder))
    if isinstance(owner, Owner):
        owner.release()
    return owner is not None
