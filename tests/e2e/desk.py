"""SMS Desk as people and scheduled tasks start it: processes on one data folder, and what they print."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
QUICK = (
    "undo_s=0", "poll_s=0.2", "settle_s=1", "proof_gap_s=0.3", "call_gap_s=0", "quiet_hours=off", "pace_s=0",
    "back_off_s=0.1",
)  # fmt: skip
TEXT = ("--text", "Hello {Name}, see you. Kern Garage")
NO_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Desk:
    """SMS Desk on one data folder."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self._common = ["--data-dir", str(data), "--gateway", url]
        self._environment = {
            **{k: v for k, v in os.environ.items() if k not in NO_SCREEN},
            "SMS_DESK_TOKEN": "right",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *words: str, token: str | None = "right", screen: bool = False) -> subprocess.Popen[str]:
        """Start a process; the window's with `screen`, which is made up."""
        settings = [part for pair in QUICK for part in ("--set", pair)]
        environment = {**self._environment, "SMS_DESK_TOKEN": token or ""}
        if screen:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        return subprocess.Popen(
            [sys.executable, "-m", "desktop_app", *self._common, *settings, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def run(self, *words: str, token: str | None = "right") -> tuple[int, str, str]:
        """Run to the end: exit code, stdout, stderr."""
        return finish(self.start(*words, token=token))

    def json(self, *words: str) -> Any:
        """What a reading command prints with --json."""
        code, out, err = self.run(*words, "--json")
        assert code in (0, 1), err
        return json.loads(out)

    def wait_for_owner(self) -> None:
        """Wait until a process listens as the owner of the folder."""
        wait_for((self.data / "owner.json").exists, 20)


def finish(child: subprocess.Popen[str], within_s: float = 50) -> tuple[int, str, str]:
    """Wait for a process to end by itself; it never shows a traceback."""
    try:
        out, err = child.communicate(timeout=within_s)
    except subprocess.TimeoutExpired:
        child.kill()
        out, err = child.communicate()
        pytest.fail(f"still running: {child.args}\n{out}\n{err}")
    assert "Traceback" not in err + out, err + out
    return child.returncode, out, err


def wait_for(true: Callable[[], object], within_s: float = 30, child: subprocess.Popen[str] | None = None) -> None:
    """Wait until `true()`; fails when it takes too long or `child` ends first."""
    end = time.monotonic() + within_s
    while not true():
        if child is not None and child.poll() is not None:
            pytest.fail(f"it ended with {child.returncode}: {child.communicate()}")
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


def write_sheet(path: Path, count: int, first: int = 0) -> Path:
    """A list of people, `Name` and `Mobil`, with numbers from +4915752982000 on."""
    rows = [["Name", "Mobil"], *([f"P{n}", f"0157 5298{2000 + n}"] for n in range(first, first + count))]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def phone(index: int) -> str:
    """The number of a person of `write_sheet` as it goes out."""
    return f"+491575298{2000 + index}"
