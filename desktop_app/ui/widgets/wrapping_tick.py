"""A tick box whose words break into lines where they do not fit: for sentences people agree to."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import TYPE, Role
from desktop_app.ui.widgets.choice import CheckBox

_MARK, _GAP, _PAD = 18, 10, 4
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrappingTick(CheckBox):
    """As `CheckBox`, in as many lines as it needs."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """A few words, one line."""
        return QSize(140, self._height(1))

    @qt_virtual
    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    @qt_virtual
    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        room = QRect(0, 0, max(width - _MARK - _GAP, 60), 10_000)
        metrics = QFontMetrics(style.font(Role.BODY))
        tall = metrics.boundingRect(room, int(_FLAGS), self.text()).height()
        return self._height(max(round(tall / metrics.lineSpacing()), 1))

    def _height(self, lines: int) -> int:
        return style.scaled(TYPE[Role.BODY].line) * lines + 2 * _PAD

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box beside the first line, and the words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        line = style.scaled(TYPE[Role.BODY].line)
        box = QRectF(1, _PAD + (line - _MARK) / 2 + 1, _MARK - 2, _MARK - 2)
        painter.setPen(QPen(QColor(c.accent if self.isChecked() or self.underMouse() else c.ctl), 1.2))
        painter.setBrush(QColor(c.accent if self.isChecked() else c.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), c.on_accent)
        painter.setFont(style.font(Role.BODY))
        painter.setPen(QColor(c.text))
        gap = (line - painter.fontMetrics().height()) / 2
        at = QRectF(_MARK + _GAP, _PAD + max(gap, 0), self.width() - _MARK - _GAP, self.height())
        painter.drawText(at, int(_FLAGS), self.text())
