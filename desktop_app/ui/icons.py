"""Lucide icons, recoloured at run time and drawn sharp on every screen scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resources


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def read_all() -> None:
    """Read every icon's file ahead, so that no paint waits for the disk. Any thread: no object of Qt's is made."""
    for file in (resources() / "icons").glob("*.svg"):
        _source(file.stem)


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `colour` (`#RRGGBB`), `size` logical pixels square, for a screen of scale `ratio`.

    Stroke is 1.75 of 24 from 18 px on and 2 below (design/UX.md 6). An unknown name raises FileNotFoundError: icons
    are ours, so that is a bug and a test looks for it.
    """
    stroke = "1.75" if size >= 18 else "2"
    source = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    renderer = QSvgRenderer(QByteArray(source.encode()))
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def paint(painter: QPainter, name: str, rect: QRectF, colour: str | QColor) -> None:
    """Draw the icon `name` centred in `rect`, as large as its shorter side."""
    size = int(min(rect.width(), rect.height()))
    hex_colour = colour if isinstance(colour, str) else colour.name()
    ratio = painter.device().devicePixelRatioF()
    at = QPointF(rect.center().x() - size / 2, rect.center().y() - size / 2)
    painter.drawPixmap(at, pixmap(name, hex_colour, size, ratio))


def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """A QIcon for menus and actions, sharp at scales 1 and 2; make a new one when the theme changes."""
    made = QIcon(pixmap(name, colour, size, 1.0))
    made.addPixmap(pixmap(name, colour, size, 2.0))
    return made
