"""The page of a tab that is built when it is first needed, so that the window opens without waiting for it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class LaterPage(QWidget):
    """An empty page until `fill` puts the tab in."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, page: QWidget) -> None:
        """Show `page` from now on."""
        self._column.addWidget(page)
