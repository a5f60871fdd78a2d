"""A segmented control: one of a few views or ways, announced as radio buttons."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role


class Segmented(QWidget):
    """Exclusive choices in one strip; `chosen(index)` tells what the person picked."""

    chosen = Signal(int)

    def __init__(self, name: str, texts: list[str], *, stretch: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if stretch else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        for index, text in enumerate(texts):
            segment = _Segment(text, self)
            self._group.addButton(segment, index)
            row.addWidget(segment, 1 if stretch else 0)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def index(self) -> int:
        """Which one is on."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Turn one on without telling `chosen`."""
        self._group.button(index).setChecked(True)

    def set_text(self, index: int, text: str) -> None:
        """Change a segment's words (a count in it)."""
        button = self._group.button(index)
        button.setText(text)
        button.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the base."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colours().hover))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)


class _Segment(QRadioButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Words and padding."""
        wide = style.text_width(self.text().replace("&", ""), Role.SMALL, 500) + 24
        return QSize(int(wide) + 1, style.scaled(30))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """Take clicks everywhere on it."""
        del pos
        return True

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a raised sheet when on, words always."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        if self.isChecked():
            painter.setPen(QPen(QColor(c.border), 1))
            painter.setBrush(QColor(c.seg_on))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(style.font(Role.SMALL, 500))
        painter.setPen(QColor(c.text if self.isChecked() or self.underMouse() else c.text2))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(self.rect(), flags, self.text())
