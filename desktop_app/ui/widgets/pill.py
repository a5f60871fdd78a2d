"""A pill: a dot or an icon, and always a word."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Colours, Role
from desktop_app.ui.words import Tone

_HEIGHT = 24
_PAD = 9


def tone_colours(c: Colours, tone: Tone) -> tuple[str, str, str]:
    """Fill, ink and dot of `tone`."""
    return {
        Tone.OK: (c.ok_soft, c.ok, c.ok_dot),
        Tone.WARN: (c.warn_soft, c.warn, c.warn_dot),
        Tone.BAD: (c.bad_soft, c.bad, c.bad_dot),
        Tone.ACCENT: (c.accent_soft, c.accent_text, c.accent),
        Tone.NEUTRAL: (c.hover, c.text2, c.ctl),
    }[tone]


def pill_width(text: str, icon: str = "") -> int:
    """How wide a pill with `text` is, in logical pixels; a dot stands where there is no icon (`icon="-"`: neither)."""
    lead = 0 if icon == "-" else 20 if icon else 14
    return int(style.text_width(text, Role.CAPTION, 500)) + lead + 2 * _PAD + 3


def paint_pill(painter: QPainter, at: QRectF, text: str, tone: Tone, icon: str = "") -> None:
    """Draw a pill filling `at`, its words shortened where they do not fit; for delegates and for `Pill` itself."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill, ink, dot = tone_colours(style.colours(), tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
    x = at.left() + _PAD
    if icon == "-":
        pass
    elif icon:
        icons.paint(painter, icon, QRectF(x - 1, at.center().y() - 7, 14, 14), ink)
        x += 19
    else:
        painter.setBrush(QColor(dot))
        painter.drawEllipse(QPointF(x + 3.5, at.center().y()), 3.5, 3.5)
        x += 14
    painter.setFont(style.font(Role.CAPTION, 500))
    painter.setPen(QColor(ink))
    room = at.right() - _PAD - x + 3
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room) + 1)
    painter.drawText(QRectF(x, at.top(), room + 2, at.height()), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


class Pill(QWidget):
    """A state in one word."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def tone(self) -> Tone:
        """What its colour means."""
        return self._tone

    def show_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another state; `icon` "-" leaves both dot and icon out."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(pill_width(self._text, self._icon), style.scaled(_HEIGHT))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        paint_pill(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon)
