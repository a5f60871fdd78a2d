"""The receipt on paper: drawn in black from the same lines as on screen, to a printer or a PDF."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from desktop_app.domain.errors import BadFile
from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.receipt_lines import Line, ReceiptText
from desktop_app.ui.tokens import Role

_WIDTH = 420.0
"""The receipt's width in its own units; a line of text is about 20 of them."""
_ROLES = {0: Role.CAPTION, 1: Role.BODY, 2: Role.SUBTITLE}
_RESOLUTION = 300


def write_pdf(text: ReceiptText, path: Path) -> None:
    """Write the receipt as PDF.

    Raises:
        BadFile: it cannot be written.
    """
    try:
        with path.open("ab"):
            pass  # Qt only warns where it cannot write
    except OSError as error:
        raise BadFile(
            "{file} cannot be written.", "The receipt stays here.", "Choose another place.", file=path.name
        ) from error
    writer = QPdfWriter(str(path))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(text.title)
    writer.setPageLayout(page())
    paint_receipt(writer, text)


def page() -> QPageLayout:
    """A4, upright, with margins."""
    margins = QMarginsF(20, 20, 20, 20)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )


def paint_receipt(device: QPagedPaintDevice, text: ReceiptText) -> None:
    """Draw the receipt at the top of a page, half its width."""
    painter = QPainter(device)
    scale = device.logicalDpiX() / 96 * 1.1
    painter.scale(scale, scale)
    _Paper(painter).draw(text)
    painter.end()


class _Paper:
    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._y = 0.0

    def draw(self, text: ReceiptText) -> None:
        self._centred(text.title, Role.STRONG)
        self._centred(text.about, Role.CAPTION)
        for index, block in enumerate(text.blocks):
            self._rule()
            for line in block:
                self._line(line)
            if index == text.sum_block:
                self._line(Line(text.people, "", 0))
        if text.bars:
            self._rule(solid=True)
            self._bars(text)

    def _font(self, role: Role) -> QFont:
        font = QFont(style.font(role))
        font.setPixelSize({Role.CAPTION: 12, Role.SUBTITLE: 17}.get(role, 14))
        self._painter.setFont(font)
        self._painter.setPen(QColor(Qt.GlobalColor.black))
        return font

    def _centred(self, words: str, role: Role) -> None:
        self._font(role)
        self._painter.drawText(QRectF(0, self._y, _WIDTH, 20), Qt.AlignmentFlag.AlignCenter, words)
        self._y += 20

    def _rule(self, *, solid: bool = False) -> None:
        self._painter.setPen(
            QPen(QColor(Qt.GlobalColor.black), 0.7, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine)
        )
        self._painter.drawLine(0, int(self._y + 6), int(_WIDTH), int(self._y + 6))
        self._y += 12

    def _line(self, line: Line) -> None:
        tall = 26 if line.weight > 1 else 21
        box = QRectF(0, self._y, _WIDTH, tall)
        self._font(_ROLES[line.weight])
        words = f"{line.words}  ({line.note})" if line.note else line.words
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.value)
        self._y += tall

    def _bars(self, text: ReceiptText) -> None:
        tall, most = 40.0, max(text.bars) or 1
        step = _WIDTH / len(text.bars)
        for index, bar in enumerate(text.bars):
            high = bar / most * tall
            self._painter.fillRect(
                QRectF(index * step, self._y + tall - high, max(step - 1.2, 0.8), high), QColor(Qt.GlobalColor.black)
            )
        self._y += tall + 2
        self._font(Role.CAPTION)
        box = QRectF(0, self._y, _WIDTH, 18)
        for words, side in zip(
            text.times,
            (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight),
            strict=True,
        ):
            self._painter.drawText(box, int(side), words)
