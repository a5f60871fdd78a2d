"""The editor of step Message: plain text with fields as chips.

A chip is one character to the caret, readable as "field First name", and leaves as `{First name}` when copied.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QMimeData, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from desktop_app.domain.wording import key, parse
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets import cells

_CHIP = int(QTextFormat.ObjectTypes.UserObject) + 1
_NAME = int(QTextFormat.Property.UserProperty) + 1
_OBJECT = "\ufffc"
_WEIGHT = 500


class FieldChip(QPyTextObject):
    """Draws a field as a tinted chip in the line."""

    @qt_virtual
    def intrinsicSize(self, doc: QTextDocument, pos: int, fmt: QTextFormat) -> QSizeF:  # noqa: N802 - Qt's name
        """As wide as its name."""
        del doc, pos
        wide = style.text_width(str(fmt.property(_NAME)), Role.SMALL, _WEIGHT)
        return QSizeF(wide + 21, style.scaled(24))

    @qt_virtual
    def drawObject(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, pos: int, fmt: QTextFormat
    ) -> None:
        """Draw it."""
        del doc, pos
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(1.5, 0.5, -1.5, -0.5).translated(0, -style.scaled(2))  # on the line's own base line
        painter.setPen(cells.colour("accent_line"))
        painter.setBrush(cells.colour("accent_soft"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(style.font(Role.SMALL, _WEIGHT))
        painter.setPen(cells.colour("accent_text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(fmt.property(_NAME)))
        painter.restore()


class MessageEdit(QTextEdit):
    """Text and chips; `template()` is what the plan fills, with `{{` for a brace that is meant."""

    template_changed = Signal()
    fallback_found = Signal(str, str)
    """A pasted or loaded field carried its own fallback: name and text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[str, ...] = ()
        self._fields: dict[str, str] = {}
        self._loading = False
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._chip = FieldChip(self)
        self.document().documentLayout().registerHandler(_CHIP, self._chip)
        self.document().setDocumentMargin(8)
        self._menu = QMenu(self)
        self.textChanged.connect(self._changed)

    # Fields and text

    def set_fields(self, names: Iterable[str], others: Mapping[str, str]) -> None:
        """The fields that can be inserted, as they are shown; `others` are names that mean one of them too."""
        self._offered = tuple(names)
        self._fields = {key(other): name for other, name in others.items()}
        self._fields |= {key(name): name for name in self._offered}

    def set_template(self, template: str) -> None:
        """Show a template; its fields become chips."""
        self._loading = True
        self.clear()
        self._insert_template(self.textCursor(), template)
        lines = QTextBlockFormat()
        lines.setLineHeight(style.scaled(27), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(lines)
        self.document().clearUndoRedoStacks()
        self._loading = False

    def template(self) -> str:
        """The text with fields in braces."""
        return self._template_of(QTextCursor(self.document()), whole=True)

    def insert_field(self, name: str) -> None:
        """Put a chip at the caret."""
        self._insert_chip(self.textCursor(), name)
        self.setFocus()

    def replace_costly(self, replacements: dict[str, str]) -> None:
        """Write plain characters for dear ones, as one step of undo."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for sign, plain in replacements.items():
            found = self.document().find(sign)
            while not found.isNull():
                found.insertText(plain)
                found = self.document().find(sign, found)
        cursor.endEditBlock()

    def append_text(self, text: str) -> None:
        """Write a sentence at the end."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.toPlainText()
        cursor.insertText(("" if not before or before[-1].isspace() else " ") + text, QTextCharFormat())

    # Chips

    def _insert_chip(self, cursor: QTextCursor, name: str) -> None:
        chip = QTextCharFormat()
        chip.setObjectType(_CHIP)
        chip.setProperty(_NAME, name)
        chip.setToolTip(self.tr("field {name}").format(name=name))
        chip.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertText(_OBJECT, chip)
        self.setCurrentCharFormat(QTextCharFormat())

    def _insert_template(self, cursor: QTextCursor, template: str) -> None:
        parsed = parse(template)
        cursor.beginEditBlock()
        for literal, field in zip(parsed.literals, (*parsed.fields, None), strict=True):
            if literal:
                cursor.insertText(literal, QTextCharFormat())
            if field is not None:
                name = self._fields.get(key(field.name), field.name)
                self._insert_chip(cursor, name)
                if field.fallback:
                    self.fallback_found.emit(name, field.fallback)
        cursor.endEditBlock()

    def _template_of(self, cursor: QTextCursor, *, whole: bool = False) -> str:
        position, end = cursor.selectionStart(), cursor.selectionEnd()
        if whole:
            position, end = 0, self.document().characterCount() - 1
        pieces = []
        probe = QTextCursor(self.document())
        while position < end:
            probe.setPosition(position)
            if not probe.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor):
                break
            shown = probe.charFormat()
            if shown.objectType() == _CHIP:
                pieces.append("{" + str(shown.property(_NAME)) + "}")
            else:
                text = probe.selectedText()
                pieces.append({"{": "{{", "}": "}}", "\u2029": "\n", "\u2028": "\n"}.get(text, text))
            position = probe.position()
        return "".join(pieces)

    def _changed(self) -> None:
        if not self._loading:
            self._fold_typed_field()
        self.template_changed.emit()

    def _fold_typed_field(self) -> None:
        """A field typed out in braces becomes its chip."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        opened = before.rfind("{")
        if not before.endswith("}") or opened < 0:
            return
        name = self._fields.get(key(before[opened + 1 : -1].split("|")[0]))
        if name is None:
            return
        cursor.setPosition(cursor.block().position() + opened, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._insert_chip(cursor, name)

    # Qt

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the fields when a brace is typed; Ctrl+Enter is the page's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text() == "{":
            self.offer_fields()

    @qt_virtual
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed text is plain text, never part of a chip."""
        self.setCurrentCharFormat(QTextCharFormat())
        super().inputMethodEvent(event)

    def offer_fields(self) -> None:
        """List the fields at the caret."""
        self._menu.clear()
        for name in self._offered:
            entry = self._menu.addAction(name.replace("&", "&&"))
            entry.triggered.connect(lambda *_, field=name: self._take_offer(field))
        if self._offered:
            self._menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def _take_offer(self, name: str) -> None:
        cursor = self.textCursor()
        if cursor.block().text()[: cursor.positionInBlock()].endswith("{"):
            cursor.deletePreviousChar()
        self._insert_chip(cursor, name)

    @qt_virtual
    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy chips as `{First name}`."""
        data = QMimeData()
        data.setText(self._template_of(self.textCursor()))
        return data

    @qt_virtual
    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste plain text; fields in braces become chips."""
        if source.hasText():
            self._insert_template(self.textCursor(), source.text())
