"""The words of Bulk send that several of its pages share: groups, counters, states of a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, State, WaitingFor
from desktop_app.domain.recipient import Group, Mark
from desktop_app.ui.widgets.stacked_bar import Pattern, Segment
from desktop_app.ui.words import Tone, clock_time, number

_CONTEXT = "Bulk"


def tr(text: str, n: int = -1) -> str:
    """`text` translated, with `%Ln` as a grouped number."""
    translated = QCoreApplication.translate(_CONTEXT, text, "", n)
    return translated.replace("%Ln", number(n)).replace("%n", number(n)) if n >= 0 else translated


@dataclass(frozen=True)
class GroupWords:
    """A group of step Check: its name in the list, its icon and ink, its heading over the rows."""

    name: str
    icon: str
    ink: str
    heading: str


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark `text` for translation; Qt's own is typed to return an object."""
    del context
    return text


_GROUPS: Mapping[Group | Mark, tuple[str, str, str, str]] = {
    Group.NOT_A_NUMBER: (
        QT_TRANSLATE_NOOP("Bulk", "Not a phone number"),
        "phone-off",
        "bad_dot",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows have no usable number"),
    ),
    Group.LANDLINE: (
        QT_TRANSLATE_NOOP("Bulk", "Landline"),
        "phone",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows have a landline"),
    ),
    Group.OPTED_OUT: (
        QT_TRANSLATE_NOOP("Bulk", "Asked not to be texted"),
        "user-x",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln people asked not to be texted"),
    ),
    Group.SAME_TEXT: (
        QT_TRANSLATE_NOOP("Bulk", "Same number and text"),
        "copy",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows repeat an earlier message"),
    ),
    Group.EMPTY: (
        QT_TRANSLATE_NOOP("Bulk", "Empty row"),
        "circle-dashed",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows have no number"),
    ),
    Group.FIELD_MISSING: (
        QT_TRANSLATE_NOOP("Bulk", "Field missing"),
        "type",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows lack a field of the message"),
    ),
    Group.CELL_ERROR: (
        QT_TRANSLATE_NOOP("Bulk", "Error in a cell"),
        "triangle-alert",
        "bad_dot",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows hold an error"),
    ),
    Group.TOO_LONG: (
        QT_TRANSLATE_NOOP("Bulk", "Too long"),
        "align-left",
        "bad_dot",
        QT_TRANSLATE_NOOP("Bulk", "%Ln messages are too long"),
    ),
    Group.REPEATED: (
        QT_TRANSLATE_NOOP("Bulk", "Sent not long ago"),
        "repeat-2",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln messages went out not long ago"),
    ),
    Group.SKIPPED_BY_YOU: (
        QT_TRANSLATE_NOOP("Bulk", "Skipped by you"),
        "skip-forward",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "You skipped %Ln rows"),
    ),
    Group.HIDDEN: (
        QT_TRANSLATE_NOOP("Bulk", "Hidden rows"),
        "eye-off",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows are hidden"),
    ),
    Group.READY: (
        QT_TRANSLATE_NOOP("Bulk", "Ready to send"),
        "check",
        "ok",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows are ready"),
    ),
    Mark.SAME_PERSON: (
        QT_TRANSLATE_NOOP("Bulk", "Same person, new text"),
        "copy-check",
        "accent_text",
        QT_TRANSLATE_NOOP("Bulk", "%Ln people get two messages"),
    ),
    Mark.RECENT: (
        QT_TRANSLATE_NOOP("Bulk", "Texted this week"),
        "calendar-days",
        "accent_text",
        QT_TRANSLATE_NOOP("Bulk", "%Ln had a text this week"),
    ),
    Mark.LONG: (
        QT_TRANSLATE_NOOP("Bulk", "Long: 2 SMS or more"),
        "text",
        "warn_dot",
        QT_TRANSLATE_NOOP("Bulk", "%Ln messages need 2 SMS or more"),
    ),
    Mark.FIXED: (
        QT_TRANSLATE_NOOP("Bulk", "Fixed by you"),
        "circle-check",
        "ok",
        QT_TRANSLATE_NOOP("Bulk", "You fixed %Ln rows"),
    ),
    Mark.FALLBACK: (
        QT_TRANSLATE_NOOP("Bulk", "Empty field replaced"),
        "pencil",
        "text2",
        QT_TRANSLATE_NOOP("Bulk", "%Ln rows use your words for an empty field"),
    ),
}
SHOWN_LEFT_OUT = (
    Group.NOT_A_NUMBER,
    Group.LANDLINE,
    Group.OPTED_OUT,
    Group.SAME_TEXT,
    Group.EMPTY,
    Group.FIELD_MISSING,
    Group.CELL_ERROR,
    Group.TOO_LONG,
    Group.REPEATED,
    Group.SKIPPED_BY_YOU,
    Group.HIDDEN,
)
SHOWN_MARKS = (Mark.SAME_PERSON, Mark.RECENT, Mark.LONG, Mark.FALLBACK, Mark.FIXED)


def group_words(group: Group | Mark, count: int = 0) -> GroupWords:
    """How a group is named, and its heading over `count` rows."""
    name, icon, ink, heading = _GROUPS[group]
    return GroupWords(tr(name), icon, ink, tr(heading, count))


@dataclass(frozen=True)
class Counter:
    """A counter of Progress, which is a filter too."""

    key: str
    words: str
    states: frozenset[State]
    ink: str
    pattern: Pattern = Pattern.SOLID

    def count(self, counts: Mapping[State, int]) -> int:
        """Its number."""
        return sum(counts.get(state, 0) for state in self.states)


def counters() -> tuple[Counter, ...]:
    """Counters in the order they are shown; every state is in exactly one, so they add up."""
    return (
        Counter("waiting", tr("Waiting"), frozenset({State.QUEUED}), "ctl", Pattern.OUTLINE),
        Counter(
            "on its way",
            tr("On its way"),
            frozenset({State.SENDING, State.ACCEPTED, State.TAKEN}),
            "seq2",
            Pattern.HATCH,
        ),
        Counter("sent", tr("Sent"), frozenset({State.SENT}), "accent"),
        Counter("delivered", tr("Delivered"), frozenset({State.DELIVERED}), "ok_dot"),
        Counter(
            "failed",
            tr("Failed"),
            frozenset({State.FAILED, State.REFUSED, State.DUPLICATE, State.QUARANTINED}),
            "bad_dot",
        ),
        Counter("not confirmed", tr("Not confirmed"), frozenset({State.UNSURE, State.ASK}), "warn_dot", Pattern.HATCH),
        Counter("skipped", tr("Not sent"), frozenset({State.SKIPPED, State.CANCELLED}), "idle"),
    )


_BAR_ORDER = ("delivered", "sent", "failed", "not confirmed", "on its way", "skipped", "waiting")


def segments(counts: Mapping[State, int]) -> tuple[Segment, ...]:
    """Parts of the stacked bar, done ones first; each name holds its number."""
    by_key = {counter.key: counter for counter in counters()}
    parts = []
    for key in _BAR_ORDER:
        counter = by_key[key]
        count = counter.count(counts)
        parts.append(Segment(f"{counter.words} {number(count)}", count, counter.ink, counter.pattern))
    return tuple(parts)


@dataclass(frozen=True)
class Standing:
    """A campaign's state as pill, and what it means in a line."""

    words: str
    tone: Tone
    icon: str = ""
    line: str = ""


_PAUSED: Mapping[PausedBy, tuple[str, str]] = {
    PausedBy.YOU: ("Paused by you", ""),
    PausedBy.RESTART: ("Paused", "The program closed while it was sending. Nothing goes out until you press Resume."),
    PausedBy.FAILURES: ("Paused", "Many of the last messages failed. Look at them before you go on."),
    PausedBy.DUPLICATE: ("Paused", "SmsGateway24 shows a text more than once. Look at it before you go on."),
    PausedBy.SIGN_IN: ("Paused", "Please sign in again. Your queue is paused and safe."),
    PausedBy.ACCOUNT: ("Paused", "Its phones are not in this account. Sign in with the account they belong to."),
    PausedBy.REFUSALS: ("Paused", "SmsGateway24 refuses these messages. Look at them before you go on."),
    PausedBy.SILENCE: ("Paused", "SmsGateway24 has not taken a message for 15 minutes. Nothing is lost."),
    PausedBy.REPLIES: ("Paused", "Replies could not be read, so we do not know who asked not to be texted."),
    PausedBy.LATE: ("Paused", "“Don’t send after” has passed. What is left waits until you say so."),
    PausedBy.DISK: ("Paused", "Sending is paused so nothing gets lost."),
    PausedBy.TLS: (
        "Paused",
        "The connection to SmsGateway24 is not safe. Nothing goes out over it. Check this computer’s date and network.",
    ),
    PausedBy.CLOCK: ("Paused", "This computer’s clock was changed. Check date and time, then press Resume."),
}
_WAITING: Mapping[WaitingFor, tuple[str, Tone, str, str]] = {
    WaitingFor.NOTHING: ("Sending", Tone.ACCENT, "", ""),
    WaitingFor.PACE: ("Sending", Tone.ACCENT, "", ""),
    WaitingFor.QUIET_HOURS: ("Paused for quiet hours", Tone.NEUTRAL, "moon", ""),
    WaitingFor.PHONES: (
        "Waiting for phones",
        Tone.WARN,
        "",
        "What is left waits for a phone that is not online. It goes on when it is back.",
    ),
    WaitingFor.CONNECTION: ("No internet", Tone.WARN, "cloud-off", "Nothing is lost: the rest waits on this computer."),
    WaitingFor.CHECKING: ("Checking", Tone.ACCENT, "", "Messages under way are looked up at SmsGateway24."),
    WaitingFor.REPLIES: ("Reading replies", Tone.ACCENT, "", "Who asked not to be texted is looked up first."),
    WaitingFor.CANARY: ("Sending", Tone.ACCENT, "", "The first message is read back before the others go."),
    WaitingFor.START: ("Starts later", Tone.NEUTRAL, "clock", ""),
    WaitingFor.LIMIT: ("SIM limit reached", Tone.NEUTRAL, "clock", "What is left goes on after midnight."),
}


def standing(campaign: Campaign, waiting: WaitingFor = WaitingFor.NOTHING, until: str = "") -> Standing:
    """How a campaign stands (design/UX.md 4.4, Progress); `until` is a time in words."""
    state = campaign.state
    if state is CampaignState.PAUSED:
        words, line = _PAUSED[campaign.paused_by or PausedBy.YOU]
        return Standing(tr(words), Tone.NEUTRAL if not line else Tone.WARN, "pause", tr(line) if line else "")
    if state is CampaignState.SENDING and not campaign.all_out:
        words, tone, icon, line = _WAITING[waiting]
        shown = f"{tr(words)}, {tr('until {time}').format(time=until)}" if until else tr(words)
        return Standing(shown, tone, icon, tr(line) if line else "")
    failed = next(counter for counter in counters() if counter.key == "failed").count(campaign.counts)
    finished = tr("Finished, %Ln failed", failed) if failed else tr("Finished")
    all_out = tr("All sent, %Ln failed", failed) if failed else tr("All sent")
    start = campaign.delivery.start_at
    return {
        CampaignState.STARTING: Standing(tr("Starting"), Tone.ACCENT),
        CampaignState.SCHEDULED: Standing(
            tr("Starts {time}").format(time=clock_time(start)) if start else tr("Starts later"), Tone.NEUTRAL, "clock"
        ),
        CampaignState.SENDING: Standing(all_out, Tone.OK, "check"),
        CampaignState.STOPPING: Standing(tr("Stopping"), Tone.NEUTRAL, "circle-x"),
        CampaignState.STOPPED: Standing(tr("Stopped by you"), Tone.NEUTRAL, "circle-x"),
        CampaignState.FINISHED: Standing(finished, Tone.OK, "check"),
    }[state]
