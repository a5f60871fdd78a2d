"""Buttons: one primary a view, the others quieter; drawn, so that every size and theme looks the same."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL, CONTROL_MAIN, CONTROL_SMALL, RADIUS_CONTROL, Colours, Role
from desktop_app.ui.widgets.label import plain_tip


class Kind(StrEnum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    GHOST = "ghost"  # text only until the pointer is over it
    QUIET = "quiet"  # a link
    SOFT = "soft"  # tinted: a suggestion to take


class Button(QPushButton):
    """A push button of `kind`, `size` logical pixels high (44 main action, 36, 28 small).

    `icon` stands before the text, `trailing` after it (Lucide names). Without text it is square; give it an
    accessible name through `tip` then. `flush`: its words end where its box does, for a link at the end of a line.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        trailing: str = "",
        size: int = CONTROL,
        tip: str = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon = icon
        self._trailing = trailing
        self._size = size
        self._flush = flush
        self._ink = ""
        self._icon_ink = ""
        self._busy_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if tip:
            self.setToolTip(plain_tip(tip))
            if not text:
                self.setAccessibleName(tip)

    @property
    def kind(self) -> Kind:
        """How loud the button is."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Make it louder or quieter."""
        self._kind = kind
        self._redo()

    def set_icon(self, icon: str, ink: str = "") -> None:
        """Change the icon before the text; `ink` (a token) gives it a colour of its own."""
        self._icon = icon
        self._icon_ink = ink
        self._redo()

    def set_trailing(self, icon: str) -> None:
        """Change the icon after the text."""
        self._trailing = icon
        self._redo()

    def set_size(self, size: int) -> None:
        """Change the height in logical pixels; text and icons follow."""
        self._size = size
        self._redo()

    def set_ink(self, ink: str) -> None:
        """Colour text and icon by a token instead of the kind's own; "" goes back."""
        self._ink = ink
        self.update()

    def set_busy(self, text: str) -> None:
        """Show `text` and take no clicks, in the same width; "" ends it."""
        if text and not self._busy_text:
            self.setMinimumWidth(self.width())
        if not text:
            self.setMinimumWidth(0)
        self._busy_text = text
        self.setAccessibleName(text or self.text())
        self.setEnabled(not text)
        self._redo()

    @property
    def busy(self) -> bool:
        """Whether it shows that work is going on."""
        return bool(self._busy_text)

    def _redo(self) -> None:
        self.updateGeometry()
        self.update()

    def _role(self) -> Role:
        if self._size >= CONTROL_MAIN:
            return Role.SUBTITLE
        return Role.SMALL if self._size <= CONTROL_SMALL or self._kind is Kind.QUIET else Role.BODY

    def _weight(self) -> int:
        return 500 if self._kind in (Kind.GHOST, Kind.QUIET, Kind.SOFT) else 600

    def _icon_size(self) -> int:
        return style.scaled(14 if self._size <= CONTROL_SMALL else 18 if not self.text() else 16)

    def _gap(self) -> int:
        return 6 if self._size <= CONTROL_SMALL else 8

    def _padding(self) -> int:
        if self._flush:
            return 0
        small = self._size <= CONTROL_SMALL
        return {Kind.QUIET: 4, Kind.GHOST: 12, Kind.SOFT: 8 if small else 14}.get(self._kind, 10 if small else 14)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as its text and icons with their paddings, never shortened."""
        height = max(style.scaled(self._size), self._size)
        shown = self._busy_text or self.text()
        if not shown:
            return QSize(height, height)
        wide = style.text_width(shown.replace("&", ""), self._role(), self._weight()) + 2 * self._padding()
        if self._size >= CONTROL_MAIN:
            wide += 20
        wide += (self._icon_size() + self._gap()) * (bool(self._icon) + bool(self._trailing))
        return QSize(int(wide) + 2, height)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Buttons grow and never shorten."""
        return self.sizeHint()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the icons and the text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        fill, line, ink = self._colours(c)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = 8 if self._size >= CONTROL_MAIN else RADIUS_CONTROL
        if fill or line:
            painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box if line else QRectF(self.rect()), radius, radius)
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        text = self._busy_text or self.text()
        size = self._icon_size()
        painter.setFont(style.font(self._role(), self._weight()))
        wide = painter.fontMetrics().horizontalAdvance(text.replace("&", ""))
        lead = size + self._gap() if self._icon and text else size if self._icon else 0
        tail = size + self._gap() if self._trailing else 0
        x = (self.width() - wide - lead - tail) / 2
        if self._icon:
            own = style.colours()[self._icon_ink] if self._icon_ink and self.isEnabled() else ink
            icons.paint(painter, self._icon, QRectF(x, (self.height() - size) / 2, size, size), own)
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(QRectF(x + lead, 0, wide + 4, self.height()), flags, text)
        if self._trailing:
            at = QRectF(x + lead + wide + self._gap(), (self.height() - size) / 2, size, size)
            icons.paint(painter, self._trailing, at, ink)

    def _colours(self, c: Colours) -> tuple[str, str, str]:
        """Fill, outline and ink for the state it is in; "" is none."""
        over = self.underMouse() and self.isEnabled()
        down = self.isDown() or (self.isCheckable() and self.isChecked())
        if not self.isEnabled() and not self._busy_text:
            loud = self._kind in (Kind.PRIMARY, Kind.SECONDARY, Kind.DANGER, Kind.SOFT)
            return (c.hover if loud else "", c.border if loud else "", c.text3)
        fill, line, ink = {
            Kind.PRIMARY: (c.accent_hover if over or down else c.accent, "", c.on_accent),
            Kind.SECONDARY: (c.hover if over or down else c.surface, c.ctl, c.text),
            Kind.DANGER: (c.bad_soft if over or down else c.surface, c.bad_dot, c.bad),
            Kind.GHOST: (c.hover if over or down else "", "", c.text2),
            Kind.QUIET: (c.accent_soft if over or down else "", "", c.accent_text),
            Kind.SOFT: (c.accent_soft, c.accent_text if over or down else c.accent_line, c.accent_text),
        }[self._kind]
        return fill, line, c[self._ink] if self._ink else ink
