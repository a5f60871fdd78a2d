"""How cells of our tables are drawn: text, two lines, a state as icon and word, a mistake, a row not here yet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop_app.ui import style
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.pill import paint_pill, pill_width
from desktop_app.ui.words import Tone

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def colour(name: str) -> QColor:
    """The token `name` in the palette in use."""
    return QColor(style.colours()[name])


def faint(name: str) -> QColor:
    """The tint `name` at half its strength, for a whole column of cells."""
    tint = colour(name)
    tint.setAlpha(150)
    return tint


def line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: Role = Role.SMALL,
    ink: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line of text, shortened where it does not fit; returns the width it took."""
    font = style.font(role)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour(ink))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def two_lines(
    painter: QPainter, rect: QRectF, upper: str, lower: str, *, strong: bool = False, ink: str = "text"
) -> None:
    """Draw a line with a lighter one beneath, centred together."""
    if not lower:
        line(painter, rect, upper, Role.SMALL_STRONG if strong else Role.SMALL, ink)
        return
    half = style.scaled(18)
    top = rect.center().y() - half + 1
    line(painter, QRectF(rect.x(), top, rect.width(), half), upper, Role.SMALL_STRONG if strong else Role.SMALL, ink)
    line(painter, QRectF(rect.x(), top + half - 1, rect.width(), half - 1), lower, Role.CAPTION, "text3")


def wrapped(painter: QPainter, rect: QRectF, text: str, role: Role = Role.SMALL, ink: str = "text2") -> None:
    """Draw text over as many lines as fit, centred."""
    painter.setFont(style.font(role))
    painter.setPen(colour(ink))
    painter.drawText(rect, int(LEFT | Qt.TextFlag.TextWordWrap), text)


def pill(painter: QPainter, rect: QRectF, text: str, tone: Tone, *, icon: str = "-") -> None:
    """Draw a pill at the left of `rect`, centred in its height; `icon` "" draws a dot, "-" neither."""
    height = min(style.scaled(22.0), rect.height())
    box = QRectF(rect.x(), rect.center().y() - height / 2, min(pill_width(text, icon), rect.width()), height)
    paint_pill(painter, box, text, tone, icon)


def wavy_underline(painter: QPainter, x: float, baseline: float, width: float, ink: str = "bad_dot") -> None:
    """Draw the mark of a mistake under text, `baseline` being where the wave runs."""
    path = QPainterPath(QPointF(x, baseline))
    step, at, up = 3.0, x, True
    while at < x + width:
        path.quadTo(QPointF(at + step / 2, baseline + (-2.2 if up else 2.2)), QPointF(at + step, baseline))
        at, up = at + step, not up
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(ink), 1.2))
    painter.drawPath(path)
    painter.restore()


def skeleton(painter: QPainter, rect: QRectF, seed: int) -> None:
    """Draw a grey block where a row is not here yet; `seed` varies its length without flicker."""
    wide = rect.width() * (0.45 + 0.1 * (seed * 7 % 5))
    block = QRectF(rect.x(), rect.center().y() - 5, min(wide, 220), 10)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("hover"))
    painter.drawRoundedRect(block, 5, 5)
    painter.restore()
