"""What to look at when a phone has stopped answering: four points, in the order that finds most."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.label import Label


class HowToFix(Card):
    """Power, internet, app open, battery saver; the banner opens and closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, gap=6, parent=parent)
        self.setAccessibleName(self.tr("How to fix"))
        points = (
            ("plug", self.tr("Power"), self.tr("Is the phone switched on and charged? Plug it in.")),
            ("wifi", self.tr("Internet"), self.tr("Open any web page on the phone. If none opens, turn Wi-Fi on.")),
            ("smartphone", self.tr("App open"), self.tr("Open SmsGateway24; it must say that it is running.")),
            (
                "battery-warning",
                self.tr("Battery saver"),
                self.tr("Turn it off for the app, or Android puts it to sleep."),
            ),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, (icon, head, text) in enumerate(points):
            grid.addLayout(_point(icon, head, text), place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)
        after = self.tr("Once the phone answers again, its messages go out by themselves. Nothing is sent twice.")
        words = Label(after, Role.SMALL, "text2", wrap=True)
        words.setContentsMargins(28, 0, 0, 0)
        self.column.addWidget(words)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the words need at this width, however low the window is."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.column.heightForWidth(self.width()) + 2)


def _point(icon: str, head: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Icon(icon, "text2"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(head, Role.SMALL_STRONG))
    words.addWidget(Label(text, Role.SMALL, "text2", wrap=True))
    row.addLayout(words, 1)
    return row
