"""What one person sees, with the person before and after; and how many SMS the whole send takes."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.recipient import PlanRow, PlanTotals
from desktop_app.domain.segments import measure
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.bubble import Bubble
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import ElideLabel, Label, Rule
from desktop_app.ui.widgets.stacked_bar import Segment, StackedBar, Swatch
from desktop_app.ui.words import number


class _Handset(QWidget):
    """The outline of a phone around what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 26, 22, 18)
        self.column.setSpacing(4)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(cells.colour("ctl"), 1.4))
        painter.setBrush(cells.colour("surface"))
        painter.drawRoundedRect(outer, 26, 26)
        painter.setPen(QPen(cells.colour("border"), 1))
        painter.drawRoundedRect(outer.adjusted(6, 6, -6, -6), 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(cells.colour("idle"))
        painter.drawRoundedRect(QRectF(self.width() / 2 - 22, 15, 44, 5), 2.5, 2.5)


class PhonePreview(QWidget):
    """One finished message on a phone; previous and next person."""

    person_asked = Signal(int)
    """Index among the rows that go out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = 0
        self._count = 0
        self.text = ""
        self.previous = Button("", icon="chevron-left", size=CONTROL_SMALL, tip=self.tr("Previous person"))
        self.following = Button("", icon="chevron-right", size=CONTROL_SMALL, tip=self.tr("Next person"))
        self.previous.clicked.connect(lambda: self.person_asked.emit(self._index - 1))
        self.following.clicked.connect(lambda: self.person_asked.emit(self._index + 1))
        self._who = ElideLabel("", Role.SMALL_STRONG)
        self._place = Label("", Role.SMALL, "text2")
        self._sees = ElideLabel("", Role.CAPTION, "text2")
        self._bubble = Bubble(self.tr("Message"))
        self._size = Label("", Role.CAPTION, "text2")
        self._lay_out()
        self.show_row(None, 0, 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.previous)
        head.addStretch(1)
        head.addWidget(self._who)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self.following)
        handset = _Handset()
        handset.column.addWidget(
            Label(self.tr("Your phone number"), Role.SMALL_STRONG), 0, Qt.AlignmentFlag.AlignHCenter
        )
        sees = QHBoxLayout()
        sees.addStretch(1)
        sees.addWidget(self._sees)
        sees.addStretch(1)
        handset.column.addLayout(sees)
        handset.column.addWidget(Rule())
        handset.column.addSpacing(4)
        handset.column.addWidget(self._bubble)
        handset.column.addWidget(self._size)
        handset.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(handset, 1)

    @property
    def index(self) -> int:
        """Which person is on show."""
        return self._index

    def show_row(self, row: PlanRow | None, index: int, count: int) -> None:
        """Show a person's message, the `index`-th of `count`."""
        self._index, self._count = index, count
        self.text = row.text if row is not None else ""
        self.previous.setEnabled(index > 0)
        self.following.setEnabled(index + 1 < count)
        self._bubble.setVisible(row is not None and bool(row.text))
        if row is None:
            self._who.set_text("")
            self._place.setText("")
            self._sees.set_text(self.tr("what they see"))
            self._size.setText("")
            return
        who = row.name or row.shown_phone
        self._who.set_text(who)
        self._place.setText(self.tr("{n} of {count}").format(n=number(index + 1), count=number(count)))
        self._sees.set_text(self.tr("what {name} sees").format(name=who))
        self._bubble.say(row.text, row.spans)
        sms = self.tr("%Ln SMS", "", row.parts).replace("%Ln", number(row.parts))
        units = measure(row.text).units
        letters = self.tr("%Ln characters", "", units).replace("%Ln", number(units))
        self._size.setText(f"{letters} · {sms}")


class SmsSum(Card):
    """SMS in total, split by how many each message takes."""

    longest_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self._total = Label("", Role.STRONG)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("SMS in total"), Role.STRONG))
        head.addStretch(1)
        head.addWidget(self._total)
        self._bar = StackedBar(self.tr("SMS by length"), height=8)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(6)
        self._words: list[Label] = []
        for ink in ("seq3", "seq2", "accent"):
            words = Label("", Role.CAPTION, "text2")
            self._legend.addWidget(Swatch(ink, size=8))
            self._legend.addWidget(words)
            self._words.append(words)
            if ink != "accent":
                self._legend.addStretch(1)
        self.longest = Button(self.tr("Show the longest"), Kind.QUIET, size=CONTROL_SMALL)
        self.longest.clicked.connect(self.longest_asked)
        self.column.addLayout(head)
        self.column.addWidget(self._bar)
        self.column.addLayout(self._legend)
        self.column.addWidget(self.longest, 0, Qt.AlignmentFlag.AlignLeft)

    def show_totals(self, totals: PlanTotals | None) -> None:
        """Counts of the plan."""
        by_parts = dict(totals.by_parts) if totals else {}
        one, two = by_parts.pop(1, 0), by_parts.pop(2, 0)
        more = sum(by_parts.values())
        least = min(by_parts, default=3)
        self._total.setText(number(totals.parts) if totals else "–")
        third = f"{number(more)} × {least}" + ("+" if len(by_parts) > 1 else "")
        sms = self.tr("{n} × 1 SMS").format(n=number(one))
        for label, words in zip(self._words, (sms, f"{number(two)} × 2", third), strict=True):
            label.setText(words)
        self._bar.show_parts(
            (
                Segment(sms, one, "seq3"),
                Segment(f"{number(two)} × 2", two, "seq2"),
                Segment(third, more, "accent"),
            )
        )
        self.longest.setEnabled(bool(totals and totals.ready))
