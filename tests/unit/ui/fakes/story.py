"""The story of the design's pictures as data: 1,305 rows, 1,248 messages, four phones."""

import random
from datetime import UTC, datetime, timedelta

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.outgoing import Outgoing, State
from desktop_app.domain.recipient import (
    Column,
    GridRow,
    Group,
    Mark,
    Opened,
    PlanRow,
    PlanTotals,
    SheetInfo,
    SheetView,
)

NOW = datetime(2025, 11, 20, 8, 20, tzinfo=UTC)
FILE = "customers-november.xlsx"
TEMPLATE = (
    "Hello {First name} {Last name}, your service for {Plate} is on {Appointment}. "
    "Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out."
)
HEADINGS = ("Kd-Nr", "Name", "Vorname", "Mobil", "Kennzeichen", "Termin", "Notiz")
FIELDS = {"First name": 2, "Last name": 1, "Plate": 4, "Appointment": 5}

OPENED = Opened(
    path=FILE,
    kind="xlsx",
    sheets=(SheetInfo("Info", 12), SheetInfo("Kunden", 1305), SheetInfo("Archiv", 4120)),
    best="Kunden",
)
VIEW = SheetView(
    sheet="Kunden",
    header_row=3,
    columns=tuple(
        Column(index, "ABCDEFG"[index], heading, filled=1299, width=width)
        for index, (heading, width) in enumerate(zip(HEADINGS, (12.0, 14.0, 13.0, 19.0, 12.0, 16.0, 12.0), strict=True))
    ),
    rows=1305,
    hidden_rows=0,
    phone_column=3,
    phone_candidates=(3,),
    name_columns=(2, 1),
    look_right=1281,
    need_a_look=18,
    empty=6,
    without_country=1164,
)
TOTALS = PlanTotals(
    rows=1305,
    ready=1248,
    people=1203,
    parts=1294,
    left_out={Group.NOT_A_NUMBER: 9, Group.LANDLINE: 3, Group.OPTED_OUT: 8, Group.SAME_TEXT: 31, Group.EMPTY: 6},
    marks={Mark.SAME_PERSON: 45, Mark.RECENT: 62, Mark.LONG: 38, Mark.FIXED: 6, Mark.FALLBACK: 23},
    by_parts={1: 1210, 2: 30, 3: 8},
    empty_fields={"First name": 23},
    safe_suggestions=3,
)

_PEOPLE = (
    ("20114", "Berger", "Anna", "0176 4211 1111", "M-AB 2210", "Do 27.11. 09:00", ""),
    ("20115", "Yılmaz", "Deniz", "0152/0998 2713", "M-DY 881", "Do 27.11. 10:30", "call first"),
    ("20117", "Schneider", "Paul", "+49 160 5550142", "FFB-PS 12", "Fr 28.11. 08:00", ""),
    ("20120", "Nowak", "Kasia", "k.nowak@web.de", "M-KN 404", "Fr 28.11. 08:30", ""),
    ("20121", "Haas", "", "0179 220 83 16", "DAH-H 77", "Mo 01.12. 13:00", "2 cars"),
    ("20124", "Moreau", "Lucie", "+33 6 12 34 56 78", "M-LM 930", "Mo 01.12. 15:15", ""),
    ("20125", "Wagner", "Jonas", "0171 6630021", "M-JW 5", "Di 02.12. 09:45", ""),
    ("20128", "Petrova", "Irina", "0157 3399 0217", "STA-IP 61", "Di 02.12. 11:00", ""),
    ("20131", "Lang", "Thomas", "0151 4470667", "M-TL 1200", "Di 02.12. 14:30", "diesel"),
)
_LAST = ("Hofmann", "Novák", "Arslan", "Marino", "Zimmermann", "Vogt", "Smirnova", "Weber", "Kern", "Roth", "Conti")
_FIRST = ("Greta", "Pavel", "Mehmet", "Sofia", "Peter", "Hanna", "Olga", "Nina", "Rosa", "Farid", "Jan")

_END = ". Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out."
_WHEN = {0: "Thu 27 Nov 09:00", 1: "Thu 27 Nov 10:30"}

WRONG = (
    (7, "Nowak", "Kasia", "k.nowak@web.de", "This is an e-mail address.", ()),
    (41, "Brandt", "Uwe", "0176-4411-23O7", "Letter O instead of zero?", ("+4917644112307",)),
    (88, "Costa", "Rui", "+351 912 448 0", "2 digits missing for Portugal.", ()),
    (132, "Maurer", "Eva", "1,7164E+11", "Excel shortened this number.", ()),
    (
        209,
        "Kaya",
        "Emre",
        "0152 5530 27 13 / 0160 1145 882",
        "Two numbers in one cell.",
        ("+4915255302713", "+491601145882"),
    ),
    (402, "Roth", "Felix", "0049 0171 66 48 305", "One 0 too many after 0049.", ("+491716648305",)),
    (577, "Simon", "Lea", "176 2031 5577", "The first 0 is missing.", ("+4917620315577",)),
    (690, "Vogel", "Tim", "unbekannt", "No digits in this cell.", ()),
    (1011, "Frank", "Ute", "0170", "Too short for a phone number.", ()),
)


def cells(row: int) -> tuple[str, ...]:
    """The owner's cells in sheet row `row`."""
    if row == 1:
        return ("Kern Garage – customer list, export 18 Nov",)
    if row == 2:
        return ()
    if row == 3:
        return HEADINGS
    if row - 4 < len(_PEOPLE):
        return _PEOPLE[row - 4]
    for wrong in WRONG:
        if wrong[0] == row:
            return (str(20110 + row), wrong[1], wrong[2], wrong[3], "M-XX 1", "Mi 03.12. 09:00", "")
    pick = random.Random(row)
    last, first = pick.choice(_LAST), pick.choice(_FIRST)
    number = f"01{pick.choice('567')}{pick.choice('012679')} {pick.randrange(10**7, 10**8)}"
    return (
        str(20110 + row),
        last,
        first,
        number,
        f"M-{first[0]}{last[0]} {pick.randrange(1, 2000)}",
        "Do 04.12. 10:30",
        "",
    )


def grid(offset: int, limit: int) -> list[GridRow]:
    """Raw rows of sheet Kunden."""
    return [GridRow(row, cells(row)) for row in range(offset + 1, min(offset + limit, 1308) + 1)]


def _e164(shown: str) -> str:
    digits = "".join(sign for sign in shown if sign.isdigit() or sign == "+")
    return digits if digits.startswith("+") else "+49" + digits.lstrip("0")


def ready_row(index: int) -> PlanRow:
    """The `index`-th message."""
    row = index + 4 + (index >= 3)
    owner = cells(row)
    values = (
        owner[2] or "customer",
        owner[1],
        owner[4],
        _WHEN.get(index, "Mon 1 Dec 13:00"),
    )
    text, spans = "", []
    for number, piece in enumerate(
        (
            "Hello ",
            " ",
            ", your service for ",
            " is on ",
            ". Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out.",
        )
    ):
        text += piece
        if number < 4:
            spans.append((len(text), len(text) + len(values[number])))
            text += values[number]
    parts = 3 if index == 1 else 1
    return PlanRow(
        row,
        owner[3],
        _e164(owner[3]),
        " ".join(part for part in (owner[2], owner[1]) if part),
        text,
        parts,
        Group.READY,
        marks=frozenset({Mark.LONG} if parts > 1 else ()) | frozenset(() if owner[2] else {Mark.FALLBACK}),
        cells=owner,
        spans=tuple(spans),
    )


_LEFT_OUT_REASON = {
    Group.LANDLINE: "This is a landline number.",
    Group.OPTED_OUT: "Asked not to be texted.",
    Group.SAME_TEXT: "Same number and text as an earlier row.",
    Group.EMPTY: "This row is empty.",
}


def group_rows(group: Group) -> list[PlanRow]:
    """The rows of a left-out group."""
    if group is Group.NOT_A_NUMBER:
        return [
            PlanRow(
                row, shown, None, f"{first} {last}", "", 0, group, reason, suggestions, cells=(*cells(row)[:3], shown)
            )
            for row, last, first, shown, reason, suggestions in WRONG
        ]
    found = []
    for number in range(TOTALS.left_out.get(group, 0)):
        row = 101 + number * 17
        owner = ("",) * 7 if group is Group.EMPTY else cells(row)
        found.append(
            PlanRow(
                row,
                owner[3],
                None,
                f"{owner[2]} {owner[1]}".strip(),
                "",
                0,
                group,
                _LEFT_OUT_REASON[group],
                cells=owner,
            )
        )
    return found


DEVICES = (
    Device(
        1570,
        "Pixel 7a",
        NOW - timedelta(seconds=12),
        sims=(Sim(0, "Vodafone", "+491702290118"), Sim(1, "o2")),
        app_version="2.1",
        subscription=True,
        nickname="Front desk",
    ),
    Device(
        1576,
        "Galaxy A54",
        NOW - timedelta(seconds=4),
        sims=(Sim(0, "Telekom"),),
        subscription=True,
        nickname="Workshop",
    ),
    Device(
        1297,
        "Moto G84",
        NOW - timedelta(minutes=3),
        sims=(Sim(0, "o2", roaming=True),),
        subscription=True,
        nickname="Delivery van",
    ),
    Device(
        1301,
        "Galaxy A14",
        NOW - timedelta(seconds=7),
        sims=(Sim(0, "Telekom"),),
        subscription=True,
        nickname="Back office",
    ),
)

MIDWAY = {
    State.QUEUED: 719,
    State.SENDING: 2,
    State.ACCEPTED: 12,
    State.TAKEN: 10,
    State.SENT: 88,
    State.DELIVERED: 402,
    State.FAILED: 12,
    State.UNSURE: 1,
    State.ASK: 2,
}
FINISHED = {State.SENT: 26, State.DELIVERED: 1198, State.FAILED: 21, State.ASK: 3}


def outgoing(counts: dict[State, int], campaign: int = 1, at: datetime = NOW) -> list[Outgoing]:
    """One row for each message of a campaign with these counts, newest last."""
    rng = random.Random(7)
    mixed = [state for state, count in counts.items() if state is not State.QUEUED for _ in range(count)]
    rng.shuffle(mixed)
    states = mixed + [State.QUEUED] * counts.get(State.QUEUED, 0)
    rows = []
    for number, state in enumerate(states):
        plan = ready_row(number)
        device = DEVICES[(0, 1, 0, 1, 2, 0, 1)[number % 7]]
        rows.append(
            Outgoing(
                id=number + 1,
                campaign=campaign,
                row=plan.row,
                ref=81204711 + number,
                device_id=device.id,
                sim=0,
                phone=plan.to or "",
                body=plan.text,
                parts=plan.parts,
                state=state,
                shown_phone=plan.shown_phone,
                name=plan.name,
                gateway_status={State.FAILED: rng.choice((8, 8, 9, 10)), State.DELIVERED: 7}.get(state),
                changed_at=None if state is State.QUEUED else at + timedelta(seconds=9 * number),
            )
        )
    return rows
