"""How cells of our tables are drawn: text, two lines, a state as icon and word, a mistake, a row not here yet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop_app.ui import icons, style
from desktop_app.ui.tokens import Role
from desktop_app.ui.words import Tone

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_TONES: dict[Tone, tuple[str, str]] = {
    Tone.NEUTRAL: ("hover", "text2"),
    Tone.ACCENT: ("accent_soft", "accent_text"),
    Tone.OK: ("ok_soft", "ok"),
    Tone.WARN: ("warn_soft", "warn"),
    Tone.BAD: ("bad_soft", "bad"),
}
"""Tint and ink of a tone; names of `tokens.Colours`."""


def colour(name: str) -> QColor:
    """The token `name` in the palette in use."""
    return QColor(style.colours()[name])


def tone_colours(tone: Tone) -> tuple[QColor, QColor]:
    """Tint and ink of a tone."""
    tint, ink = _TONES[tone]
    return colour(tint), colour(ink)


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
    line(
        painter, QRectF(rect.x(), top, rect.width(), half), upper, Role.SMALL_STRONG if strong else Role.SMALL, ink
    )
    line(painter, QRectF(rect.x(), top + half - 1, rect.width(), half - 1), lower, Role.CAPTION, "text3")


def wrapped(painter: QPainter, rect: QRectF, text: str, role: Role = Role.SMALL, ink: str = "text2") -> None:
    """Draw text over as many lines as fit, centred."""
    painter.setFont(style.font(role))
    painter.setPen(colour(ink))
    painter.drawText(rect, int(LEFT | Qt.TextFlag.TextWordWrap), text)


def pill_width(text: str, *, icon: str = "", role: Role = Role.CAPTION_STRONG) -> float:
    """How wide a pill with these words is."""
    return style.text_width(text, role) + 20 + (18 if icon else 0)


def pill(painter: QPainter, rect: QRectF, text: str, tone: Tone, *, icon: str = "") -> None:
    """Draw icon and word on a tint, at the left of `rect` and centred in its height."""
    height = min(style.scaled(22.0), rect.height())
    wide = min(pill_width(text, icon=icon), rect.width())
    box = QRectF(rect.x(), rect.center().y() - height / 2, wide, height)
    tint, ink = tone_colours(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(box, height / 2, height / 2)
    inner = box.adjusted(10, 0, -8, 0)
    if icon:
        icons.paint(painter, icon, QRectF(box.x() + 8, box.center().y() - 7, 14, 14), ink)
        inner.setLeft(box.x() + 26)
    painter.setFont(style.font(Role.CAPTION_STRONG))
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, int(LEFT), shown)
    painter.restore()


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
