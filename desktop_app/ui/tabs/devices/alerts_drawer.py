"""The sheet over Devices in which the owner chooses how he is told of outages."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from desktop_app.ui.tabs.devices.alerts_panel import AlertsPanel
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.side_drawer import SideDrawer

_WIDE = 440


class AlertsDrawer(SideDrawer):
    """Head, and the panel, which scrolls where the window is low."""

    def __init__(self, read_mobile: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(_WIDE, parent)
        self.panel.setAccessibleName(self.tr("Alerts"))
        head = QHBoxLayout()
        head.setContentsMargins(22, 14, 14, 8)
        head.addWidget(Label(self.tr("If a phone goes offline"), Role.TITLE))
        head.addStretch(1)
        self.close_button = Button("", Kind.GHOST, icon="x", tip=self.tr("Close"))
        self.close_button.clicked.connect(self.slide_out)
        head.addWidget(self.close_button)
        self.column.addLayout(head)
        self.alerts = AlertsPanel(read_mobile)
        self.alerts.setProperty("scrolled", "true")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.alerts)
        self.column.addWidget(scroll, 1)
