"""Texts kept for next time."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ui.tabs.bulk.parts import BulkServices

KEPT = 20
_KEY = "templates"


class Templates(QObject):
    """A menu of kept texts; the text on show can be added."""

    chosen = Signal(str)

    def __init__(self, services: BulkServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._menu = QMenu(parent)

    def open(self, below: QWidget, current: str) -> None:
        """Read the kept texts and show them under `below`."""
        self._services.tasks.start(
            self._services.store.settings.get(_KEY),
            lambda kept: self._show(below, current, kept if isinstance(kept, list) else []),
            name="bulk templates",
        )

    def _show(self, below: QWidget, current: str, kept: list[str]) -> None:
        self._menu.clear()
        for text in kept:
            line = " ".join(text.split())
            entry = self._menu.addAction((line[:60] + "…" if len(line) > 60 else line).replace("&", "&&"))
            entry.triggered.connect(lambda *_, template=text: self.chosen.emit(template))
        if kept:
            self._menu.addSeparator()
        keep = self._menu.addAction(self.tr("Keep this text"))
        keep.setEnabled(bool(current.strip()) and current not in kept)
        keep.triggered.connect(lambda: self._keep([current, *kept][:KEPT]))
        self._menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _keep(self, texts: list[str]) -> None:
        self._services.tasks.start(self._services.store.settings.put(_KEY, texts), name="bulk keep template")
