"""One lane per phone: its name, when its next message goes, how far it is; chips in a low window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.device import Device, Reach
from desktop_app.domain.outgoing import Campaign, CampaignState, WaitingFor
from desktop_app.ui.phone_words import REACH_TONE, sim_name
from desktop_app.ui.tabs.bulk.campaign_parts import Lane, Live
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Dot
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.share_bar import ShareBar
from desktop_app.ui.words import Tone, ago, clock_time, number

_DOTS = {Tone.OK: "ok_dot", Tone.WARN: "warn_dot", Tone.BAD: "bad_dot"}
_MOST_CARDS = 4
_SOON_S = 600
_ENDED = (CampaignState.STOPPING, CampaignState.STOPPED, CampaignState.FINISHED)


@dataclass(frozen=True)
class LaneWords:
    """What a lane says: the phone, what it is doing, the same in short, its numbers, its dot and bar."""

    name: str
    doing: str
    short: str
    count: str
    dot: str
    ink: str
    part: float


def lane_words(lane: Lane, device: Device | None, campaign: Campaign, live: Live, *, sims: int = 1) -> LaneWords:
    """What to say about a lane now; `sims` is how many SIMs of the phone the campaign uses."""
    now = live.server_now()
    name = device.name if device else tr("Phone {id}").format(id=lane.device_id)
    if sims > 1:
        name += f" · {_sim(device, lane.sim)}"
    reach = device.reach(now, connected=live.connected is not False) if device else Reach.NOT_SEEN
    doing, short = _doing(lane, device, reach, campaign, live, now)
    return LaneWords(
        name,
        doing,
        short,
        tr("{done} of {rows}").format(done=number(lane.done), rows=number(lane.rows)),
        _DOTS.get(REACH_TONE[reach], "ctl"),
        "warn_dot" if reach is Reach.LATE else "bad_dot" if reach is Reach.OFFLINE else "accent",
        lane.done / lane.rows if lane.rows else 0.0,
    )


def _sim(device: Device | None, slot: int) -> str:
    for sim in device.sims if device else ():
        if sim.slot == slot:
            return sim_name(sim)
    return tr("SIM {slot}").format(slot=slot + 1)


def _doing(
    lane: Lane, device: Device | None, reach: Reach, campaign: Campaign, live: Live, now: datetime
) -> tuple[str, str]:
    if lane.done >= lane.rows:
        return tr("done"), tr("done")
    if campaign.state in _ENDED:
        return "", ""
    if device is None:
        return tr("not in this account"), tr("not in this account")
    if reach in (Reach.LATE, Reach.OFFLINE) and device.last_seen is not None:
        if reach is Reach.LATE:
            age = ago(device.last_seen, now)
            return tr("late {age}, gets no new ones").format(age=age), tr("late {age}").format(age=age)
        at = clock_time(device.last_seen)
        return tr("offline since {time}").format(time=at), tr("offline")
    if reach is Reach.UNKNOWN:
        return tr("can’t check"), tr("can’t check")
    if not lane.waiting:
        return tr("all handed over"), tr("all handed over")
    waits = live.campaign.get(campaign.id)
    held = waits is not None and waits.waiting not in (WaitingFor.NOTHING, WaitingFor.PACE, WaitingFor.PHONES)
    if campaign.state is not CampaignState.SENDING or held:
        return "", ""
    return _next(live.next_at.get((lane.device_id, lane.sim)), now)


def _next(at: datetime | None, now: datetime) -> tuple[str, str]:
    if at is None:
        return "", ""
    left = (at - now).total_seconds()
    if left > _SOON_S:
        return tr("next one at {time}").format(time=clock_time(at)), clock_time(at)
    words = tr("{n} s").format(n=max(round(left), 0))
    return tr("next one in {time}").format(time=words), words


class LaneCard(QFrame):
    """A lane as a card with a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 11)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(9)
        self._dot = Dot()
        self._name = Label("", Role.STRONG)
        self._doing = ElideLabel("", Role.SMALL, "text2")
        self._count = Label("", Role.SMALL_STRONG)
        row.addWidget(self._dot)
        row.addWidget(self._name)
        row.addWidget(self._doing, 1)
        row.addWidget(self._count)
        column.addLayout(row)
        self._bar = ShareBar(tr("Done"))
        column.addWidget(self._bar)

    def show_lane(self, words: LaneWords) -> None:
        """Show a lane."""
        self._dot.show_state(words.dot)
        self._name.setText(words.name)
        self._doing.set_text(words.doing)
        self._count.setText(words.count)
        self._bar.show_share(words.part, words.count, words.ink)
        self.setAccessibleName(", ".join(part for part in (words.name, words.count, words.doing) if part))


class LaneChip(QFrame):
    """A lane on one line, for low windows and for many phones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 3, 11, 3)
        row.setSpacing(7)
        self._dot = Dot()
        self._name = Label("", Role.SMALL_STRONG)
        self._rest = Label("", Role.CAPTION, "text2")
        for widget in (self._dot, self._name, self._rest):
            row.addWidget(widget)

    def show_lane(self, words: LaneWords) -> None:
        """Show a lane."""
        self._dot.show_state(words.dot)
        self._name.setText(words.name)
        rest = " · ".join(part for part in (words.count, words.short) if part)
        self._rest.setText(rest)
        self.setAccessibleName(f"{words.name}, {rest}")


class Lanes(QWidget):
    """All lanes of a campaign: up to four cards side by side, else chips that flow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Phones"))
        self._compact = False
        self._shown: list[LaneCard | LaneChip] = []
        self._body = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._body)
        self._as_chips: bool | None = None

    def set_compact(self, *, compact: bool) -> None:
        """Chips in a low window."""
        self._compact = compact

    def show_lanes(self, lanes: Sequence[Lane], devices: Mapping[int, Device], campaign: Campaign, live: Live) -> None:
        """Show the lanes as they are now."""
        chips = self._compact or len(lanes) > _MOST_CARDS
        if chips is not self._as_chips or len(lanes) != len(self._shown):
            self._rebuild(len(lanes), chips=chips)
        sims: dict[int, int] = {}
        for lane in lanes:
            sims[lane.device_id] = sims.get(lane.device_id, 0) + 1
        for widget, lane in zip(self._shown, lanes, strict=True):
            widget.show_lane(lane_words(lane, devices.get(lane.device_id), campaign, live, sims=sims[lane.device_id]))

    def _rebuild(self, count: int, *, chips: bool) -> None:
        self._as_chips = chips
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget()
        self._shown = [LaneChip() if chips else LaneCard() for _ in range(count)]
        if chips:
            flow = FlowLayout(self._body, gap=8)
            for widget in self._shown:
                flow.addWidget(widget)
        else:
            row = QHBoxLayout(self._body)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            for widget in self._shown:
                row.addWidget(widget, 1)
        self._column.addWidget(self._body)
