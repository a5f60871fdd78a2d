"""Why texts of one phone failed, counted, and the newest of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.store.connection import Connection
from desktop_app.store.times import from_ms


@dataclass(frozen=True)
class FailedText:
    """One text that did not go out; `code` is the gateway's, None where the service refused to take it."""

    at: datetime
    phone: str
    name: str
    code: int | None


@dataclass(frozen=True)
class Failures:
    """All of them by code, and the newest."""

    by_code: Mapping[int | None, int] = field(default_factory=dict)
    newest: tuple[FailedText, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return sum(self.by_code.values())


def failures(connection: Connection, device_id: int, since_ms: int, limit: int) -> Failures:
    """Failed and refused texts of a phone handed over since then, at most `limit` of them one by one."""
    counted = connection.execute(
        "SELECT CASE state WHEN 'failed' THEN gateway_status END AS code, COUNT(*) AS rows FROM outgoing "
        "WHERE claimed_at >= ? AND device_id = ? AND superseded = 0 AND state IN ('failed', 'refused') "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        (since_ms, device_id),
    )
    by_code = {row["code"]: row["rows"] for row in counted}
    newest = connection.execute(
        "SELECT changed_at, phone, shown_phone, name, CASE state WHEN 'failed' THEN gateway_status END AS code "
        "FROM outgoing WHERE claimed_at >= ? AND device_id = ? AND superseded = 0 AND state IN ('failed', 'refused') "
        "ORDER BY changed_at DESC, id DESC LIMIT ?",
        (since_ms, device_id, limit),
    )
    texts = (
        FailedText(from_ms(row["changed_at"]), row["phone"] or row["shown_phone"], row["name"], row["code"])
        for row in newest
    )
    return Failures(by_code, tuple(texts))
