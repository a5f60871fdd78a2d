"""The left half of the first page: what the program does, in one sentence and one drawing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.header import Mark
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import Label

_ROWS = (
    ("Anna", "0176 4211 1111"),
    ("Deniz", "0152 0998 2713"),
    ("Paul", "0160 5550 142"),
    ("Lucie", "06 12 34 56 78"),
    ("Jonas", "0171 6630 021"),
)
_SIZE = QSize(473, 290)


class Promise(QFrame):
    """Mark, promise, drawing. `set_compact` leaves the drawing out of a low window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "promise")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(56, 48, 32, 32)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Mark(size=36))
        head.addWidget(Label("SMS Desk", Role.SUBTITLE))
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addSpacing(36)
        self._column.addWidget(Label(self.tr("Text your customers\nfrom your own phone."), Role.HERO))
        self._column.addWidget(
            Label(
                self.tr(
                    "Take a spreadsheet, write one message, and your Android\n"
                    "phones send it to everyone. Replies come back here."
                ),
                Role.LEAD,
                "text2",
            )
        )
        self._column.addStretch(1)
        self._drawing = _Drawing(
            self.tr("A workbook whose rows become messages on a phone"),
            (
                self.tr("Hello Anna, your car\nis ready to collect."),
                self.tr("Great, see you at 5!"),
                self.tr("Hello Deniz, see you\nThursday at 10:30."),
                self.tr("Yes please"),
                self.tr("Hello Paul, your tyres\nare in."),
            ),
        )
        self._column.addWidget(self._drawing)
        self._column.addStretch(2)
        self._note = Label(
            self.tr("Numbers and texts pass through SmsGateway24 when you send. Your file stays here."),
            Role.CAPTION,
            "text2",
            wrap=True,
        )
        self._column.addWidget(self._note)

    def set_compact(self, *, compact: bool) -> None:
        """Leave the drawing out where there is no height for it."""
        self._drawing.setVisible(not compact)
        self._column.setContentsMargins(40 if compact else 56, 32 if compact else 48, 24, 24)


class _Drawing(QWidget):
    """A sheet, three dotted lines, a phone with messages."""

    def __init__(self, name: str, texts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As drawn."""
        return _SIZE

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sheet(painter, QRectF(0.5, 38.5, 236, 212))
        self._paint_lines(painter)
        self._paint_phone(painter, QRectF(312.5, 0.5, 160, 288))

    def _paint_sheet(self, painter: QPainter, at: QRectF) -> None:
        c = style.colours()
        clip = QPainterPath()
        clip.addRoundedRect(at, 12, 12)
        painter.fillPath(clip, QColor(c.surface))
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(QRectF(at.left(), at.top(), at.width(), 35), QColor(c.ok_soft))
        icons.paint(painter, "file-spreadsheet", QRectF(at.left() + 12, at.top() + 9, 17, 17), c.ok)
        painter.setFont(style.font(Role.CAPTION_STRONG))
        painter.setPen(QColor(c.ok))
        painter.drawText(QRectF(at.left() + 37, at.top(), 180, 35), Qt.AlignmentFlag.AlignVCenter, "customers.xlsx")
        painter.setFont(style.font(Role.CAPTION))
        middle = Qt.AlignmentFlag.AlignVCenter
        for index, (name, number) in enumerate(_ROWS):
            top = at.top() + 35 + index * 35.4
            painter.setPen(QColor(c.grid))
            painter.drawLine(QPointF(at.left(), top), QPointF(at.right(), top))
            painter.setPen(QColor(c.text))
            painter.drawText(QRectF(at.left() + 14, top, 70, 35), middle, name)
            painter.setPen(QColor(c.text2))
            painter.drawText(QRectF(at.left() + 95, top, 140, 35), middle, number)
        painter.setPen(QColor(c.grid))
        painter.drawLine(QPointF(at.left() + 82, at.top() + 35), QPointF(at.left() + 82, at.bottom()))
        painter.restore()
        painter.setPen(QPen(QColor(c.accent_line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(at, 12, 12)

    def _paint_lines(self, painter: QPainter) -> None:
        pen = QPen(QColor(style.colours().accent), 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([1.2, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for begin, end in ((116, 87), (145, 145), (174, 203)):
            path = QPainterPath(QPointF(241, begin))
            path.cubicTo(QPointF(275, begin), QPointF(275, end), QPointF(308, end))
            painter.drawPath(path)

    def _paint_phone(self, painter: QPainter, at: QRectF) -> None:
        c = style.colours()
        painter.setPen(QPen(QColor(c.ctl), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(at, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.idle))
        painter.drawRoundedRect(QRectF(at.center().x() - 22, at.top() + 12, 44, 5), 2.5, 2.5)
        font = style.font(Role.CAPTION)
        font.setPixelSize(11)  # a drawing of a small screen, not text to read
        painter.setFont(font)
        top = at.top() + 34
        for index, text in enumerate(self._texts):
            ours = index % 2 == 0
            lines = text.split("\n")
            wide = max(painter.fontMetrics().horizontalAdvance(line) for line in lines) + 18
            tall = 12 + 14 * len(lines)
            left = at.right() - 10 - wide if ours else at.left() + 10
            bubble = QRectF(left, top, wide, tall)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent if ours else c.hover))
            painter.drawRoundedRect(bubble, 7, 7)
            painter.setPen(QColor(c.on_accent if ours else c.text))
            painter.drawText(bubble.adjusted(9, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            top += tall + 10
