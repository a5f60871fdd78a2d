"""The phones of step Delivery: which ones send, through which SIM, and how many each."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.device import Device, Reach
from desktop_app.ui import style
from desktop_app.ui.phone_words import REACH_TONE, sim_name
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice, PhoneRow, Reason, ShareMode
from desktop_app.ui.tabs.bulk.delivery_words import phone_name, series_look, standing_line
from desktop_app.ui.tabs.bulk.moment_edit import NUMBER_BOX
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card, Dot
from desktop_app.ui.widgets.choice import CheckBox, Select
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import ElideLabel, Label, Rule, plain_tip
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.share_bar import ShareBar
from desktop_app.ui.words import Tone, number

MODES = (ShareMode.SPEED, ShareMode.EVENLY, ShareMode.HAND)
_SIM_WIDTH, _BAR_WIDTH, _COUNT_WIDTH, _SPEED_WIDTH = 164, 126, 76, 56
_SIM_WIDTH_LOW, _COUNT_WIDTH_LOW, _CONTROL = 146, 48, 32
_DOTS = {Tone.OK: "ok_dot", Tone.WARN: "warn_dot", Tone.BAD: "bad_dot"}
_WARNED = (Reason.NO_SUBSCRIPTION, Reason.OFFLINE, Reason.NOT_SEEN, Reason.ROAMING)


class _Count(QSpinBox):
    """A number of messages, told when it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(NUMBER_BOX)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    @qt_virtual
    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]  # Qt hands a QWheelEvent


class _Line:
    """The widgets of one phone, in one line of the grid."""

    def __init__(self, table: "PhonesTable", device: Device) -> None:
        self.id = device.id
        self.tick = CheckBox()
        self.dot = Dot()
        self.name = ElideLabel("", Role.STRONG)
        self.standing = ElideLabel("", Role.CAPTION, "text2")
        self.sim = Select("", size=_CONTROL)
        self.bar = ShareBar("", height=8, width=_BAR_WIDTH)
        self.count = Label("", Role.STRONG)
        self.typed = _Count()
        self.speed = Label("", Role.SMALL, "text2")
        self.rule = Rule()
        self._sims: list[tuple[str, int]] = []
        self._settle()
        self.tick.clicked.connect(lambda on: table.chosen.emit(self.id, bool(on)))
        self.sim.activated.connect(lambda _: table.sim_chosen.emit(self.id, int(self.sim.currentData())))
        self.typed.valueChanged.connect(lambda value: table.count_typed.emit(self.id, value))

    def _settle(self) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.count.setAlignment(right)
        self.speed.setAlignment(right)
        self.counts = QStackedWidget()
        self.counts.addWidget(self.count)
        self.counts.addWidget(self.typed)
        self.words = QWidget()
        column = QVBoxLayout(self.words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.standing)

    def fit(self, *, compact: bool) -> None:
        """Follow the window's height and the text size."""
        self.bar.setVisible(not compact)
        self.sim.setFixedWidth(_SIM_WIDTH_LOW if compact else style.scaled(_SIM_WIDTH))
        narrow = compact and self.counts.currentWidget() is self.count
        self.counts.setFixedWidth(style.scaled(_COUNT_WIDTH_LOW if narrow else _COUNT_WIDTH))
        self.speed.setFixedWidth(style.scaled(_SPEED_WIDTH))

    def widgets(self) -> tuple[QWidget, ...]:
        """In reading order; each is a column."""
        return (self.tick, self.dot, self.words, self.sim, self.bar, self.counts, self.speed)

    def show(self, phone: PhoneRow, choice: DeliveryChoice, place: int | None, now: datetime) -> None:
        """Show the phone; `place` is its place among the chosen ones."""
        name, model = phone_name(phone)
        whole = f"{name} · {model}" if model else name
        self.name.set_text(whole)
        line = standing_line(phone, now, choice.busy.get(self.id, 0))
        self.standing.set_text(line)
        tone = REACH_TONE[phone.reach]
        self.dot.show_state(_DOTS.get(tone, "ctl"), ring=tone not in _DOTS)
        self.tick.setChecked(phone.chosen)
        self.tick.setAccessibleName(tr("Send with {phone}").format(phone=whole))
        self.tick.setAccessibleDescription(line)
        self._show_sims(phone, whole)
        self._show_share(phone, choice, place, whole)

    def _show_sims(self, phone: PhoneRow, whole: str) -> None:
        sims = [(sim_name(sim), sim.slot) for sim in phone.device.sims] or [(tr("SIM 1 (carrier unknown)"), 0)]
        if sims != self._sims:
            self._sims = sims
            self.sim.clear()
            for words, slot in sims:
                self.sim.addItem(words, slot)
        self.sim.setAccessibleName(tr("SIM of {phone}").format(phone=whole))
        self.sim.setCurrentIndex(max(self.sim.findData(phone.sim), 0))
        self.sim.setToolTip(plain_tip(self.sim.currentText()))

    def _show_share(self, phone: PhoneRow, choice: DeliveryChoice, place: int | None, whole: str) -> None:
        part = phone.rows / choice.rows if choice.rows and phone.chosen else 0.0
        words = tr("{n} of {all} messages").format(n=number(phone.rows), all=number(choice.rows))
        self.bar.show_share(part, words, *series_look(place or 0))
        self.bar.setAccessibleName(tr("Share of {phone}").format(phone=whole))
        self.count.setText(number(phone.rows) if phone.chosen else "–")
        self.count.setAccessibleName(words)
        by_hand = choice.mode is ShareMode.HAND and phone.chosen
        self.typed.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.typed.setRange(0, choice.rows)
        self.typed.setValue(phone.rows)
        self.typed.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.typed.setEnabled(len(choice.chosen) > 1)
        self.typed.setAccessibleName(tr("Messages through {phone}").format(phone=whole))
        self.counts.setCurrentIndex(1 if by_hand else 0)
        self.typed.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_hand else Qt.FocusPolicy.NoFocus)
        speed = tr("{n} / h").format(n=number(phone.per_hour)) if phone.chosen else ""
        self.speed.setText(speed)
        self.speed.setAccessibleName(tr("%Ln messages an hour", round(phone.per_hour)) if speed else "")


class PhonesTable(Card):
    """`chosen(id, on)`, `sim_chosen(id, slot)`, `count_typed(id, rows)`, `mode_chosen(mode)`."""

    chosen = Signal(int, bool)
    sim_chosen = Signal(int, int)
    count_typed = Signal(int, int)
    mode_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Phones"), padding=20, gap=3, parent=parent)
        self.column.setContentsMargins(20, 8, 20, 10)
        self._lines: dict[int, _Line] = {}
        self._compact = False
        self._left_out = 0
        caption = Label(self.tr("Share the work"), Role.SMALL, "text2")
        self.modes = Segmented(self.tr("Share the work"), [self.tr("By speed"), self.tr("Evenly"), self.tr("By hand")])
        self.modes.chosen.connect(lambda index: self.mode_chosen.emit(MODES[index]))
        self._caption = caption
        self.head.addWidget(caption)
        self.head.addSpacing(4)
        self.head.addWidget(self.modes)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(2, 1)
        self.column.addLayout(self._grid)
        self.none = InlineMessage(Tone.WARN, slim=True)
        self.warning = InlineMessage(Tone.WARN, slim=True)
        self.warning.pressed.connect(lambda: self.chosen.emit(self._left_out, False))  # noqa: FBT003 - a signal's value
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        self.keep = CheckBox(self.tr("People you’ve texted before keep the same number"))
        below.addWidget(self.keep)
        below.addStretch(1)
        self.column.addSpacing(3)
        self.column.addWidget(self.none)
        self.column.addWidget(self.warning)
        self.column.addLayout(below)

    def show_choice(self, choice: DeliveryChoice, now: datetime, *, connected: bool) -> None:
        """Show phones and shares; `now` is the gateway's time."""
        if list(self._lines) != [phone.device.id for phone in choice.phones]:
            self._rebuild(choice)
        places = {phone.device.id: place for place, phone in enumerate(choice.chosen)}
        for phone in choice.phones:
            self._lines[phone.device.id].show(phone, choice, places.get(phone.device.id), now)
        self.modes.choose(MODES.index(choice.mode))
        self.keep.setChecked(choice.keep_phone)
        self._show_none(choice, connected=connected)
        self._show_warning(choice)
        self._fit()

    def _rebuild(self, choice: DeliveryChoice) -> None:
        for line in self._lines.values():
            for widget in (*line.widgets(), line.rule):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines = {}
        for index, phone in enumerate(choice.phones):
            line = _Line(self, phone.device)
            self._lines[phone.device.id] = line
            for column, widget in enumerate(line.widgets()):
                self._grid.addWidget(widget, 2 * index, column, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(line.rule, 2 * index + 1, 0, 1, 7)
            line.rule.setVisible(index + 1 < len(choice.phones))
        self._fit()

    def _show_none(self, choice: DeliveryChoice, *, connected: bool) -> None:
        online = any(phone.reach is Reach.ONLINE for phone in choice.phones)
        if not choice.phones:
            words = self.tr("No phone is connected yet. Connect one on Devices; your draft waits here.")
        elif not connected:
            words = self.tr("No internet connection, so we can’t see your phones. It starts once it is back.")
        elif not online and choice.chosen:
            words = self.tr("No phone is online. You can go on; it starts by itself when one is back.")
        elif not online:
            words = self.tr("No phone is online. Choose who should send; it starts by itself when one is back.")
        elif not choice.chosen:
            words = self.tr("Choose at least one phone.")
        else:
            self.none.hide()
            return
        self.none.say(Tone.WARN, "", words)
        self.none.show()

    def _show_warning(self, choice: DeliveryChoice) -> None:
        for reason in _WARNED:
            found = [phone for phone in choice.chosen if reason in phone.reasons]
            if found and (len(choice.chosen) > len(found) or reason is not Reason.OFFLINE):
                phone = found[0]
                self._left_out = phone.device.id
                words = _warning(reason, phone.rows).format(phone=phone.device.name)
                self.warning.say(Tone.WARN, "", words, button=self.tr("Leave it out"))
                self.warning.show()
                return
        self.warning.hide()

    def focus_first(self) -> None:
        """Put the keyboard on the first phone's tick."""
        for line in self._lines.values():
            line.tick.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def set_compact(self, *, compact: bool) -> None:
        """Without the bars in a low window."""
        self._compact = compact
        self._caption.setVisible(not compact)
        self._fit()

    def _fit(self) -> None:
        for line in self._lines.values():
            line.fit(compact=self._compact)


def _warning(reason: Reason, rows: int) -> str:
    return {
        Reason.NO_SUBSCRIPTION: tr("{phone} has no subscription. SmsGateway24 may refuse its messages."),
        Reason.OFFLINE: tr("{phone} is offline. Its %Ln messages wait until it is back.", rows),
        Reason.NOT_SEEN: tr("{phone} was never seen. Its %Ln messages wait for its first contact.", rows),
        Reason.ROAMING: tr("{phone} is roaming. Its carrier may charge extra per SMS."),
    }[reason]
