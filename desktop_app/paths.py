"""Where things live on this computer."""

import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PRIVATE = 0o700
_LONGEST_SOCKET = 90
"""Bytes of a socket's path; systems allow 104 to 108."""


@dataclass(frozen=True)
class DataFolder:
    """One folder with everything an installation keeps; one process owns it at a time (ARCHITECTURE)."""

    root: Path

    @property
    def database(self) -> Path:
        """Campaigns, rows, incoming texts, the do-not-text list, settings."""
        return self.root / "sms-desk.db"

    @property
    def plans(self) -> Path:
        """Plan files on their way into the database."""
        return self.root / "plans"

    @property
    def logs(self) -> Path:
        """Rotating logs and crash notes."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """The file whose lock makes the owner."""
        return self.root / "owner.lock"

    @property
    def door(self) -> Path:
        """Where the owner listens and the key, as JSON."""
        return self.root / "owner.json"

    @property
    def socket(self) -> Path | None:
        """Path for the owner's socket; None when one in this folder would be too long for the system."""
        path = self.root / "owner.sock"
        return path if len(os.fsencode(path)) <= _LONGEST_SOCKET else None

    def prepare(self) -> None:
        """Make the folder and its parts, readable by this person only.

        Raises:
            PermissionError: others may write to the folder, or it belongs to somebody else.
            OSError: it cannot be made.
        """
        for folder in (self.root, self.plans, self.logs):
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            if sys.platform != "win32":  # there the profile's own access list keeps others out
                facts = folder.stat()
                if facts.st_uid != os.getuid():
                    raise PermissionError(f"{folder} belongs to somebody else")
                if facts.st_mode & stat.S_IWOTH and not facts.st_mode & stat.S_ISVTX:
                    raise PermissionError(f"everybody may write to {folder}")
                if stat.S_IMODE(facts.st_mode) != _PRIVATE:
                    folder.chmod(_PRIVATE)


def default_data_folder() -> DataFolder:
    """Return the folder used when none is named: where the system wants an application's data."""
    name = "sms-desk" if sys.platform not in ("win32", "darwin") else "SMS Desk"
    return DataFolder(platformdirs.user_data_path(name, appauthor=False))


def marks_folder() -> Path:
    """Return where this computer notes how far each data folder has come.

    It lies beside none of them, so that one put back from a backup or carried here is told from the one used last.
    """
    name = "sms-desk-marks" if sys.platform not in ("win32", "darwin") else "SMS Desk marks"
    return platformdirs.user_state_path(name, appauthor=False)


def private_temporary(purpose: str) -> Path:
    """Make a new empty folder that only this person can enter; the caller removes it."""
    return Path(tempfile.mkdtemp(prefix=f"sms-desk-{purpose}-"))


def resources() -> Path:
    """Return the folder of icons, fonts, sample and texts: in a bundle, in an installed package or in the source."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
