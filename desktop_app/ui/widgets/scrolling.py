"""What scrolls where there is no room for it, and only there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from desktop_app.ui.qt_virtual import qt_virtual


class ScrolledPage(QWidget):
    """As tall as its words need at the width there is, so that nothing scrolls that fits."""

    def __init__(self, inside: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("scrolled", "true")
        self.setLayout(inside)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Height for the width at hand; Qt's own answer is that of the narrowest."""
        least = super().minimumSizeHint()
        needed = self.heightForWidth(max(self.width(), least.width())) if self.hasHeightForWidth() else 0
        return QSize(least.width(), max(needed, least.height()))


def scrolling(inside: QLayout, name: str = "") -> QScrollArea:
    """A frameless area around `inside` that scrolls downwards; with `name` it takes the keyboard's focus."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if name:
        area.setAccessibleName(name)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ScrolledPage(inside))
    return area
