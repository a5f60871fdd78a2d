"""Labels: plain text always, in a role of the type scale; one that wraps, one that shortens with an ellipsis."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import TYPE, Role


class Label(QLabel):
    """Plain text in `role`, coloured by the token `ink`; `wrap` breaks lines instead of asking for width.

    With `hug` it asks for the width of its one line first, and breaks it only where there is less.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        ink: str = "text",
        *,
        wrap: bool = False,
        hug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hug = hug
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", str(role))
        self.setProperty("ink", ink)
        self.setWordWrap(wrap or hug)
        if wrap or hug:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """One line and a word's width for wrapping text; its height follows the width it gets."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(48, self.fontMetrics().height())

    @qt_virtual
    def sizeHint(self) -> QSize:
        """What Qt thinks, or one line."""
        if not self._hug:
            return super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.fontMetrics().height())

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hold the height the words need: a layout in want of room would take it from wrapped lines first."""
        super().resizeEvent(event)
        self._hold()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show other words, in the height they need."""
        super().setText(text)
        self._hold()

    def _hold(self) -> None:
        if self.wordWrap() and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.setMinimumHeight(0)  # Qt's answer is never less than it
            self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)

    def set_ink(self, ink: str) -> None:
        """Colour the text by another token."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)


class ElideLabel(QWidget):
    """One line of plain text that ends in an ellipsis where it does not fit; the whole text is its tooltip then."""

    def __init__(
        self, text: str = "", role: Role = Role.BODY, ink: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._role = role
        self._ink = ink
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show `text`; line breaks become spaces."""
        text = " ".join(text.split())
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self._set_tip()
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Colour the text by another token."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    def _set_tip(self) -> None:
        fits = style.text_width(self._text, self._role) <= self.width()
        self.setToolTip("" if fits else plain_tip(self._text))

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Wide enough for the whole text."""
        wide = style.text_width(self._text, self._role)
        return QSize(int(wide) + 2, style.scaled(_line(self._role)))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), 48), style.scaled(_line(self._role)))

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tooltip only when something is hidden."""
        super().resizeEvent(event)
        self._set_tip()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened if need be."""
        del event
        painter = QPainter(self)
        painter.setFont(style.font(self._role))
        painter.setPen(style.colours()[self._ink])
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Rule(QFrame):
    """A hairline across, or down with `vertical`."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "bar" if vertical else "line")


def plain_tip(text: str) -> str:
    """`text` for setToolTip, which would otherwise read markup in it; all its characters are shown as they are."""
    return f"<span>{escape(text)}</span>" if text else ""


def _line(role: Role) -> int:
    return TYPE[role].line
