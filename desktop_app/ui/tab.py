"""What the window asks of a tab."""

from PySide6.QtWidgets import QWidget


class Tab(QWidget):
    """A page behind a tab; it keeps its state while another is shown. Both answers below suit a simple page."""

    def set_compact(self, *, compact: bool) -> None:
        """Follow the window becoming low (under 640 px of height) or high again."""

    def header_part(self) -> QWidget | None:
        """Return a widget for the header of a low window (the wizard's steps)."""
        return None
