"""A date and a time side by side, on this computer's clock."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QRectF, Qt, QTime, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import to_qdatetime

NUMBER_BOX = """
QAbstractSpinBox { padding: 0px 9px; min-height: 30px; }
QAbstractSpinBox:focus { padding: 0px 8px; min-height: 28px; }
QLineEdit { border: none; background: transparent; padding: 0px; min-height: 0px; }
QDateEdit::drop-down { border: none; background: transparent; width: 20px; }
QDateEdit::down-arrow { image: none; }
"""
"""Spin boxes, dates and times without the frame of their inner line, a little lower than other fields."""


class _DateEdit(QDateEdit):
    @qt_virtual
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a calendar where the list opens."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = style.colours()["text2" if self.isEnabled() else "text3"]
        at = QRectF(self.width() - 26, (self.height() - 15) / 2, 15, 15)
        icons.paint(painter, "calendar-days", at, ink)


class TimeEdit(QTimeEdit):
    """A time of day that leaves the wheel to the page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(NUMBER_BOX)
        self.setDisplayFormat("HH:mm")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setFixedWidth(style.scaled(66))

    @qt_virtual
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class MomentEdit(QWidget):
    """`chosen(moment)`, an aware datetime, when the person changes date or time."""

    chosen = Signal(object)

    def __init__(self, date_name: str, time_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = _DateEdit()
        self._date.setStyleSheet(NUMBER_BOX)
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat("ddd d MMM")
        self._date.setAccessibleName(date_name)
        self._date.setFixedWidth(style.scaled(132))
        self._time = TimeEdit(time_name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._date)
        row.addWidget(self._time)
        row.addStretch(1)
        self._date.userDateChanged.connect(self._tell)
        self._time.userTimeChanged.connect(self._tell)

    def show_moment(self, at: datetime, earliest: datetime) -> None:
        """Show a moment without telling `chosen`; days before `earliest` can't be picked."""
        moment = to_qdatetime(at)
        for edit in (self._date, self._time):
            edit.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._date.setMinimumDate(min(to_qdatetime(earliest).date(), moment.date()))
        if not (self._date.hasFocus() or self._time.hasFocus()) or self.moment() != at:
            self._date.setDate(moment.date())
            self._time.setTime(QTime(moment.time().hour(), moment.time().minute()))
        for edit in (self._date, self._time):
            edit.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def moment(self) -> datetime:
        """What is shown, aware, in this computer's zone."""
        day: QDate = self._date.date()
        time: QTime = self._time.time()
        seconds = QDateTime(day, QTime(time.hour(), time.minute())).toSecsSinceEpoch()
        return datetime.fromtimestamp(seconds).astimezone()

    def _tell(self) -> None:
        self.chosen.emit(self.moment())
