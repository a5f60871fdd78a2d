"""When: now or later, in whose hands the time is; quiet hours; and after when the rest waits (design/UX.md 0.4)."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice
from desktop_app.ui.tabs.bulk.delivery_words import hours_words, zone_words
from desktop_app.ui.tabs.bulk.moment_edit import MomentEdit, TimeEdit
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import CheckBox, RadioButton, Switch
from desktop_app.ui.widgets.label import Label

_INDENT = 28
_NOW, _LATER = range(2)


class WhenBox(Card):
    """`starts(moment or None)` and `at_gateway(on)`."""

    starts = Signal(object)
    at_gateway = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("When"), padding=20, gap=2, parent=parent)
        self.column.setContentsMargins(20, 8, 20, 6)
        self._now = RadioButton(self.tr("Start now"))
        self._later = RadioButton(self.tr("Start later"))
        self._group = QButtonGroup(self)
        self._group.addButton(self._now, _NOW)
        self._group.addButton(self._later, _LATER)
        keep_on = self.tr("Keep this computer on and the app open.")
        self._now.setAccessibleDescription(keep_on)
        self._note = _note(keep_on)
        self.moment = MomentEdit(self.tr("Day to start"), self.tr("Time to start"))
        self._zone = _note("")
        self._gateway = CheckBox(self.tr("Let SmsGateway24 keep the time"))
        self._gateway_note = _note(self.tr("Works with this computer off. No pause, no stop."), 2 * _INDENT)
        self._gateway.setAccessibleDescription(self._gateway_note.text())
        self._lay_out()
        self._group.idClicked.connect(self._pick)
        self.moment.chosen.connect(self.starts)
        self._gateway.clicked.connect(lambda on: self.at_gateway.emit(bool(on)))

    def _lay_out(self) -> None:
        for button in (self._now, self._later):
            button.setFixedHeight(style.scaled(24))
        first = QVBoxLayout()
        first.setSpacing(0)
        first.addWidget(self._now)
        first.addWidget(self._note)
        self.column.addLayout(first)
        self.column.addWidget(self._later)
        for widget in (self.moment, self._gateway):
            row = QHBoxLayout()
            row.setContentsMargins(_INDENT, 0, 0, 0)
            row.addWidget(widget)
            self.column.addLayout(row)
            self.column.addWidget(self._zone if widget is self.moment else self._gateway_note)
        self.column.addStretch(1)

    def show_choice(self, choice: DeliveryChoice, now: datetime) -> None:
        """Show the start; `now` is this computer's time."""
        later = choice.start_at is not None
        self._group.button(_LATER if later else _NOW).setChecked(True)
        self.moment.setEnabled(later)
        at = choice.start_at or usual_start(now)
        self.moment.show_moment(at, now)
        past = choice.start_at is not None and choice.start_at < now
        zone = self.tr("This is in the past, so it starts at once.") if past else zone_words(at)
        self._zone.setText(zone)
        self._zone.set_ink("warn" if past else "text2")
        self._zone.setVisible(later)
        self._gateway.setChecked(choice.at_gateway)
        self._gateway.setVisible(later)
        self._gateway_note.setVisible(later)

    def _pick(self, index: int) -> None:
        self.starts.emit(self.moment.moment() if index == _LATER else None)


class LimitsBox(Card):
    """`quiet_switched(on)`, `quiet_hours("20:00-08:00")`, `not_after(moment or None)`."""

    quiet_switched = Signal(bool)
    quiet_hours = Signal(str)
    not_after = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=6, parent=parent)
        self.column.setContentsMargins(20, 12, 20, 14)
        self.quiet = Switch("")
        self._change = Button(self.tr("Change"), Kind.QUIET, size=CONTROL_SMALL)
        self._change.setAccessibleName(self.tr("Change the quiet hours of this send"))
        self._begin = TimeEdit(self.tr("Quiet from"))
        self._end = TimeEdit(self.tr("Quiet until"))
        self._hours = QWidget()
        self.limit = CheckBox(self.tr("Don’t send after"))
        self.moment = MomentEdit(self.tr("Last day"), self.tr("Last time"))
        waits = self.tr("What is left then waits until you say so.")
        self._note = _note(waits)
        self.limit.setAccessibleDescription(waits)
        self._lay_out()
        self.quiet.clicked.connect(lambda on: self.quiet_switched.emit(bool(on)))
        self._change.clicked.connect(self._turn_hours)
        for edit in (self._begin, self._end):
            edit.userTimeChanged.connect(self._tell_hours)
        self.limit.clicked.connect(lambda on: self.not_after.emit(self.moment.moment() if on else None))
        self.moment.chosen.connect(self.not_after)

    def _lay_out(self) -> None:
        quiet = QHBoxLayout()
        quiet.addWidget(self.quiet)
        quiet.addStretch(1)
        quiet.addWidget(self._change)
        self.column.addLayout(quiet)
        hours = QHBoxLayout(self._hours)
        hours.setContentsMargins(_INDENT, 0, 0, 4)
        hours.setSpacing(8)
        for widget in (self._begin, Label("–"), self._end):
            hours.addWidget(widget)
        hours.addStretch(1)
        self._hours.hide()
        self.column.addWidget(self._hours)
        self.column.addWidget(self.limit)
        row = QHBoxLayout()
        row.setContentsMargins(_INDENT, 0, 0, 0)
        row.addWidget(self.moment)
        self.column.addLayout(row)
        self.column.addWidget(self._note)
        self.column.addStretch(1)

    def show_choice(self, choice: DeliveryChoice, now: datetime) -> None:
        """Show quiet hours and limit; `now` is this computer's time."""
        begin, end = hours_words(choice.quiet_hours)
        self.quiet.setText(self.tr("Pause from {begin} to {end}").format(begin=begin, end=end))
        self.quiet.updateGeometry()
        self.quiet.setChecked(choice.quiet_on)
        for edit, text in ((self._begin, begin), (self._end, end)):
            edit.blockSignals(True)  # noqa: FBT003 - Qt's signature
            edit.setTime(QTime.fromString(text, "HH:mm"))
            edit.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.limit.setChecked(choice.not_after is not None)
        self.moment.setEnabled(choice.not_after is not None)
        self.moment.show_moment(choice.not_after or now + timedelta(days=1), now)

    def _turn_hours(self) -> None:
        self._hours.setVisible(self._hours.isHidden())
        if self._hours.isVisible():
            self._begin.setFocus()

    def _tell_hours(self) -> None:
        begin, end = self._begin.time().toString("HH:mm"), self._end.time().toString("HH:mm")
        if begin != end:  # the whole day would never send
            self.quiet_hours.emit(f"{begin}-{end}")


def usual_start(now: datetime) -> datetime:
    """Tomorrow at nine on this computer's clock."""
    local = now.astimezone() + timedelta(days=1)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def _note(text: str, indent: int = _INDENT) -> Label:
    note = Label(text, Role.CAPTION, "text2", wrap=True)
    note.setIndent(indent)
    note.setMinimumHeight(style.scaled(16))  # else a wrapping label asks for the height of a narrow one
    return note
