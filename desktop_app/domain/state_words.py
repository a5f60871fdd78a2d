"""The states of a message in plain words (design/UX.md 4.5), the same for window, report and command line.

English; the window translates these texts.
"""

from collections.abc import Mapping

from desktop_app.domain.outgoing import State

WORDS: Mapping[State, str] = {
    State.QUEUED: "Waiting",
    State.SENDING: "Being handed over",
    State.UNSURE: "Not confirmed",
    State.ASK: "Not confirmed",
    State.ACCEPTED: "At SmsGateway24",
    State.TAKEN: "On the phone",
    State.SENT: "Sent",
    State.DELIVERED: "Delivered",
    State.FAILED: "Failed",
    State.REFUSED: "Refused",
    State.SKIPPED: "Skipped",
    State.CANCELLED: "Stopped",
    State.DUPLICATE: "Sent twice",
    State.QUARANTINED: "Unreadable",
}

MEANINGS: Mapping[State, str] = {
    State.QUEUED: "On this computer. Not handed over yet.",
    State.SENDING: "On its way to SmsGateway24.",
    State.UNSURE: "The connection broke while handing it over. It may have gone out. We are checking.",
    State.ASK: "The connection broke while handing it over. It may have gone out. You decide.",
    State.ACCEPTED: "Waiting for the phone to pick it up.",
    State.TAKEN: "The phone has it and sends it next.",
    State.SENT: "Left the phone. The receipt is on its way, if the carrier sends one.",
    State.DELIVERED: "Their phone has it.",
    State.REFUSED: "SmsGateway24 did not take it.",
    State.SKIPPED: "Left out when its turn came.",
    State.CANCELLED: "You stopped the campaign. It was not sent.",
    State.DUPLICATE: "The service shows this text more than once.",
    State.QUARANTINED: "Its record on this computer is damaged.",
}

FAILURES: Mapping[int, tuple[str, str]] = {
    8: ("Not delivered", "Their phone was off or out of reach, or the number is no longer in use."),
    9: ("Phone couldn’t send", "The carrier refused. Often no credit or a monthly limit."),
    10: ("No signal", "The phone had no network."),
    11: ("Text couldn’t be sent", "The phone could not handle this text."),
    12: ("Flight mode", "The phone’s radio is off."),
    100: ("Blocked", "SmsGateway24 does not allow this phone to send."),
    101: ("Blocked", "SmsGateway24 does not allow this phone to send."),
}
"""What the gateway's failure codes mean, in a word and a sentence."""


def word(state: State, code: int | None) -> str:
    """The state in a word; `code` is the gateway's and tells why a message failed."""
    if state is State.FAILED and code is not None and code in FAILURES:
        return FAILURES[code][0]
    return WORDS[state]


def meaning(state: State, code: int | None) -> str:
    """What the state means, in a sentence; empty where the word says it all."""
    if state is State.FAILED and code is not None and code in FAILURES:
        return FAILURES[code][1]
    return MEANINGS.get(state, "")
