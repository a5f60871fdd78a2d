"""The phones of the practice account: the four of the made-up garage, and as many plain ones as a test wants.

Titles are what the service calls phones, model names; names like "Front desk" are the owner's own and live with him.
"""

from desktop_app.demo.phones import Outcomes, Replies, SimCard, SimulatedPhone

FRONT_DESK, DELIVERY_VAN, WORKSHOP, BACK_OFFICE = 10417, 10422, 10433, 10408
NICKNAMES = {
    FRONT_DESK: "Front desk",
    DELIVERY_VAN: "Delivery van",
    WORKSHOP: "Workshop",
    BACK_OFFICE: "Back office",
}
"""What the owner in the story calls his phones."""
FIRST_PLAIN_ID = 20001
SILENT_BEFORE_OFFLINE_S = 300
"""A phone that polls every 10 s counts as late after one minute of silence, as offline after five."""

_LIFELIKE = Outcomes({8: 0.006, 9: 0.004, 10: 0.005, 11: 0.001, 12: 0.001}, no_receipt=0.02)
_ANSWERS = (
    ("1", 60.0),
    ("Ja", 70.0),
    ("Ja, passt", 40.0),
    ("Danke, bin dabei", 30.0),
    ("yes", 14.0),
    ("Geht auch Donnerstag?", 7.0),
    ("Was kostet das ungefähr?", 6.0),
    ("Kann ich den Wagen schon am Vorabend bringen?", 6.0),
    ("STOP", 4.0),
    ("Stopp bitte", 2.0),
)
_STRANGERS = (
    ("+4917604069011", "Guten Tag, ist mein Auto schon fertig?"),
    ("+4917604069027", "Komme 10 Minuten später"),
    ("+4917604069033", "Haben Sie Samstag offen?"),
    ("+4917604069048", "Rechnung ist angekommen, danke"),
)


def story_phones(
    *, lifelike: bool = False, offline_after_s: float = 1200, back_after_s: float | None = 3600
) -> tuple[SimulatedPhone, ...]:
    """Front desk, Delivery van, Workshop and Back office.

    Args:
        lifelike: a few messages fail, some people answer, strangers write, and Back office falls silent for a while;
            otherwise everything is delivered and nobody writes.
        offline_after_s: gateway seconds after the start at which Back office counts as offline (lifelike only); in the
            demo, 20 times as fast, that is one minute.
        back_after_s: when it is back, or `None` for never.
    """
    outcomes = _LIFELIKE if lifelike else Outcomes()
    replies = Replies(0.2, _ANSWERS) if lifelike else Replies()
    front = Replies(0.2, _ANSWERS, stranger_every_s=1500, strangers=_STRANGERS) if lifelike else Replies()
    quiet_from = max(0.0, offline_after_s - SILENT_BEFORE_OFFLINE_S)
    return (
        SimulatedPhone(
            FRONT_DESK,
            "Pixel 7a",
            (
                SimCard("Vodafone", "+4915204417730", icc_id="8949200000044177301"),
                SimCard("o2", "+4917655120098", icc_id="8949220000055120098"),
            ),
            created=1_706_000_000,
            serial="31081JEHN04417",
            outcomes=outcomes,
            replies=front,
        ),
        SimulatedPhone(
            WORKSHOP,
            "Galaxy A54",
            (SimCard("Telekom", "+4916099274411", icc_id="8949020000099274411"),),
            poll_s=5,
            created=1_712_750_400,
            serial="R5CW60QK7PD",
            outcomes=outcomes,
            replies=replies,
        ),
        SimulatedPhone(
            DELIVERY_VAN,
            "Moto G84",
            (SimCard("o2", "+4917922083165", roaming=True, icc_id="8949220000022083165"),),
            app_version="12.3.7",
            app_current=False,
            created=1_709_456_400,
            serial="ZY22J7QKLM",
            outcomes=outcomes,
            replies=replies,
        ),
        SimulatedPhone(
            BACK_OFFICE,
            "Galaxy A14",
            (SimCard("Telekom", "+4915144706672", icc_id="8949020000044706672"),),
            app_version="12.3.7",
            app_current=False,
            created=1_703_152_800,
            serial="R9TW309XYZB",
            outcomes=outcomes,
            replies=replies,
            silences=((quiet_from, back_after_s),) if lifelike else (),
        ),
    )


def plain_phones(count: int) -> tuple[SimulatedPhone, ...]:
    """`count` phones with one SIM each that deliver everything; ids from 20001."""
    return tuple(
        SimulatedPhone(
            FIRST_PLAIN_ID + place,
            f"Phone {place + 1}",
            (SimCard("Telekom", f"+49151{44700000 + place}", icc_id=f"89490200000{44700000 + place}"),),
            serial=f"PLAIN{place + 1:05d}",
        )
        for place in range(count)
    )
