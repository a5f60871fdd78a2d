"""Where the real wire is unknown or known to vary: one switch each, all off in the recorded profile.

The defaults are the recorded answers (profile EX of the wire notes); each switch is something a tolerant client meets
sooner or later.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Variants:
    """How this gateway's answers differ from the recorded ones."""

    account_offset: str = "+02:00"
    """The account's output zone, `+HH:MM`."""
    date_type: Literal[0, 1, 2, 3] = 1
    """`timezone_type` of PHP date objects: numeric offset, abbreviation, zone name; 0 is a bare string."""
    dates_in: Literal["utc", "account"] = "utc"
    """Zone in which begindate, enddate and timetosend are read."""
    dates_column: Literal["created", "timetosend"] = "created"
    """What begindate and enddate bound."""
    clock_off_h: float = 0.0
    """Hours by which the gateway's clock is wrong, Date header included."""
    date_header: bool = True
    """Whether answers carry a Date header."""
    text_numbers: bool = False
    """Numbers as strings: `"error":"0"`, `"id":"62800001"`."""
    list_not_map: bool = False
    """`smss` and `device` as lists instead of maps keyed by id."""
    error_member: bool = True
    """Whether successful answers say `"error":0`."""
    content_type: str = "application/json"
    bom: bool = False
    """A byte order mark before each answer."""
    sms_id: Literal["int", "text", "list", "missing"] = "int"
    """What addsms says about the id."""
    queued: bool = True
    """Whether a message shows as 3 between 1 and 2."""
    status_four: bool = False
    """Whether a message shows as the undocumented 4 between 2 and 6."""
    cap: int | None = None
    """Most records in one getallsms answer."""
    cap_keeps: Literal["oldest", "newest"] = "oldest"
    cap_counts_all: bool = False
    """Whether `count` of a capped answer tells how many there are, rather than how many it shows."""
    customerid: Literal["kept", "ignored"] = "kept"
    """Whether `customerid` is stored at all."""
    customerid_filter: bool = True
    """Whether getallsms honours its `customerid` parameter."""
    camel_customerid: bool = False
    """Whether `customerId` is understood too."""
    filters_mandatory: bool = False
    """Whether getallsms insists on device_id, status, begindate and enddate."""
    missing: frozenset[str] = frozenset()
    """Methods that are not there: telegrammessage and getdevicestatus stand in the older documentation only."""
    bot_known: bool = True
    """Whether whoever is to get a Telegram message has written to the service's bot before."""
    partial: bool = False
    """Whether addalotofsms stores the good rows of a call with a bad one, instead of none."""
