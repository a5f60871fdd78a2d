"""Plan files for tests, in the shape the sheets' worker saves them."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.domain.outgoing import Delivery, Share

PHONE = 7
CONSENT = datetime.fromisoformat("2026-11-20T09:15:00+01:00")


def number(index: int) -> str:
    """A German mobile number."""
    return f"+49157{index:08d}"


def plan_file(
    path: Path, ready: Sequence[tuple[str, str]] | int, left_out: Sequence[tuple[str, str]] = (), first_row: int = 4
) -> Path:
    """A plan with ready rows (number, text) and left-out ones (group, reason)."""
    if isinstance(ready, int):
        ready = [(number(i), f"Hello {i}") for i in range(ready)]
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE plan_row (row INTEGER PRIMARY KEY, shown_phone TEXT, phone TEXT, name TEXT, body TEXT, "
        "parts INTEGER, grp TEXT, reason TEXT, marks TEXT, cells TEXT)"
    )
    connection.execute("CREATE TABLE plan_meta (key TEXT PRIMARY KEY, value TEXT)")
    rows = [
        (first_row + i, phone, phone, f"Name {i}", body, 1, "ready", None, "", json.dumps([str(i), phone]))
        for i, (phone, body) in enumerate(ready)
    ]
    rows += [
        (first_row + len(ready) + i, "x", None, "", "", 0, group, reason, "", json.dumps(["?"]))
        for i, (group, reason) in enumerate(left_out)
    ]
    connection.executemany("INSERT INTO plan_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO plan_meta VALUES (?, ?)", [("file", "customers.xlsx"), ("headings", json.dumps(["Nr", "Mobil"]))]
    )
    connection.commit()
    connection.close()
    return path


def delivery(*shares: Share, pace_s: float = 0.0, quiet_hours: str = "off", **more: object) -> Delivery:
    """Delivery through one phone unless told otherwise."""
    return Delivery(shares=shares or (Share(PHONE, 0, 1),), pace_s=pace_s, quiet_hours=quiet_hours, **more)
