"""Every setting with its unit, default and meaning; `--set KEY=VALUE` takes any of them."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from desktop_app.domain import quiet_hours
from desktop_app.domain.errors import BadUse


@dataclass(frozen=True)
class Settings:
    """All settings. Times are seconds unless the name says otherwise."""

    country: str = "DE"
    """Default country for numbers without a country code, ISO 3166-1 alpha-2."""
    pace_s: float = 20.0
    """Seconds between two messages of one phone; 0 is "as fast as the phone allows"."""
    quiet_hours: str = "20:00-08:00"
    """Local time span in which nothing is handed over, or `off`."""
    quiet_taper_s: float = 900.0
    """Hand-over tapers to nothing in this span before quiet hours (ARCHITECTURE decision 3)."""
    backlog: int = 0
    """Untaken messages allowed per phone; 0 follows the pace (1-2 gentle, up to 15 at full speed), at most 100."""
    batch_max: int = 50
    """Messages in one addalotofsms call, at most 50."""
    undo_s: float = 10.0
    """Seconds between pressing Send and the first hand-over."""
    poll_s: float = 5.0
    """Seconds between two rounds of reading delivery states and phones while something is open."""
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 60.0
    total_timeout_s: float = 90.0
    """Longest time one call may take from connecting to the last byte."""
    slow_down_s: float = 60.0
    """First pause of all calls when the service asks to slow down without saying for how long; doubles."""
    slow_down_max_s: float = 900.0
    settle_s: float = 0.0
    """Least age of a hand-over before absence can be proven; 0 means max(120, 4 x read timeout, 3 x slowest answer)."""
    proof_gap_s: float = 30.0
    """Least time between the two negative answers of a proof."""
    ask_after_s: float = 900.0
    """An unproven row, and a campaign without an accepted answer, asks the owner after this long."""
    auto_retry_within_s: float = 21600.0
    """A row proven absent goes out again by itself only this long after its first hand-over."""
    attempts_max: int = 8
    """Hand-overs of one row by proof alone; then it asks. A duplicate pauses long before (reliability.md 2.4)."""
    unseen_after_s: float = 600.0
    """An accepted row not seen at the gateway for this long becomes unsure."""
    stale_s: float = 900.0
    """A campaign inactive for longer than this asks before it goes on."""
    receipt_wait_s: float = 259200.0
    """How long a sent message waits for its delivery receipt before it counts as final (72 h)."""
    back_off_s: float = 1.0
    """First pause after a failed call; doubles up to `back_off_max_s`."""
    back_off_max_s: float = 60.0
    call_gap_s: float = 0.5
    """Least time between two calls of the account (gateway-api.md section 5: at most 2 requests/s)."""
    late_after_h: float = 24.0
    """"Don't send after": hours after the planned start at which the rest asks."""
    same_text_within_h: float = 24.0
    """A text identical to one of the last hours is left out unless asked for."""
    recent_days: int = 7
    """People texted within this many days are shown on Check and Review."""
    max_parts: int = 10
    """Longest message in SMS parts; a longer row is left out."""
    own_mobile: str = ""
    """The owner's own mobile for "Send me a test", E.164."""
    notify_computer: int = 1
    """1: an alert shows on this computer's desktop; 0: only under the bell."""
    telegram_id: str = ""
    """The owner's number at Telegram for alerts; used once a test has arrived there. Empty is off."""
    alert_mobile: str = ""
    """Mobile that gets a text when a phone goes offline, E.164; empty is off."""
    alert_mobile_all: int = 0
    """1: that mobile also hears that a phone is back, and what happened at night."""
    move_waiting: int = 0
    """1: what waits here for a phone that went offline moves by itself to another chosen one; 0: ask first."""


_SWITCHES = frozenset({"notify_computer", "alert_mobile_all", "move_waiting"})
_SHAPES = {"telegram_id": re.compile(r"[1-9][0-9]{0,19}|"), "alert_mobile": re.compile(r"\+[1-9][0-9]{6,14}|")}
_MAY_BE_EMPTY = frozenset({"own_mobile", *_SHAPES})
_BY_NAME = {field.name: field for field in fields(Settings)}


def with_setting(settings: Settings, key: str, value: str) -> Settings:
    """`settings` with `key` set from text.

    Raises:
        BadUse: no such setting, or `value` does not fit it.
    """
    field = _BY_NAME.get(key)
    if field is None:
        raise BadUse("There is no setting {key}.", "", "Known settings: {names}.", key=key, names=", ".join(_BY_NAME))
    parsed: Any = value.strip()
    if not parsed and key not in _MAY_BE_EMPTY:
        raise BadUse("The setting {key} needs a value.", "", "Write {key}=VALUE.", key=key)
    if key == "quiet_hours":
        quiet_hours.parse(parsed)
    elif key in _SHAPES and _SHAPES[key].fullmatch(parsed) is None:
        raise BadUse("{value} does not fit the setting {key}.", value=value, key=key)
    if field.type is not str:
        try:
            parsed = int(parsed) if field.type is int else float(parsed)
        except ValueError as error:
            raise BadUse("{value} does not fit the setting {key}.", value=value, key=key) from error
        if not 0 <= parsed < 1e9 or (key in _SWITCHES and parsed > 1):
            raise BadUse("{value} is out of range for the setting {key}.", value=value, key=key)
    return replace(settings, **{key: parsed})
