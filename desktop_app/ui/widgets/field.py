"""A form field: label above, editor, help below; an error replaces the help and marks the editor."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import Label


class Field(QWidget):
    """`label` above `editor`, `help_text` or the error below; `fix` is pressed to take the error's suggestion."""

    fixed = Signal()

    def __init__(
        self, label: str, editor: QWidget, *, help_text: str = "", help_icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._help_text = help_text
        self._help_icon = help_icon
        editor.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        caption = Label(label, Role.SMALL_STRONG)
        caption.setBuddy(editor)
        column.addWidget(caption)
        column.addWidget(editor)
        below = QHBoxLayout()
        below.setSpacing(6)
        self._mark = Label()
        self._mark.setFixedSize(QSize(14, 16))
        self._below = Label(help_text, Role.CAPTION, "text3", wrap=True)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._below, 1)
        column.addLayout(below)
        self._fix = Button("", size=CONTROL_SMALL)
        self._fix.clicked.connect(self.fixed)
        column.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear_error()

    def set_help(self, text: str) -> None:
        """Change the words below."""
        self._help_text = text
        if not self.wrong:
            self.clear_error()

    def set_error(self, text: str, fix: str = "") -> None:
        """Show what is wrong in place of the help, with a button `fix` if there is a cure."""
        self._mark_editor(wrong=True)
        self._below.set_ink("bad")
        self._below.setText(text)
        self._below.show()
        self._mark.hide()
        self._fix.setText(fix)
        self._fix.setVisible(bool(fix))
        self.editor.setAccessibleDescription(text)

    def clear_error(self) -> None:
        """Show the help again."""
        self._mark_editor(wrong=False)
        self._below.set_ink("text3")
        self._below.setText(self._help_text)
        self._below.setVisible(bool(self._help_text))
        self._mark.setVisible(bool(self._help_icon and self._help_text))
        self._paint_mark()
        self._fix.hide()
        self.editor.setAccessibleDescription(self._help_text)

    @property
    def wrong(self) -> bool:
        """Whether an error is shown."""
        return self.editor.property("wrong") is True

    def _mark_editor(self, *, wrong: bool) -> None:
        if bool(self.editor.property("wrong")) is not wrong:
            self.editor.setProperty("wrong", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _paint_mark(self) -> None:
        if self._help_icon:
            ratio = self.devicePixelRatioF()
            self._mark.setPixmap(icons.pixmap(self._help_icon, style.colours().text3, 14, ratio))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Recolour the mark with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_mark()


class PasswordEdit(QLineEdit):
    """A password, hidden unless the eye is pressed; never remembered by input methods."""

    def __init__(self, show: str, hide: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (show, hide)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._turn)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._dress()

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._dress()

    def _dress(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self._eye.setIcon(icons.icon("eye" if hidden else "eye-off", style.colours().text2, 16))
        self._eye.setText(self._words[0 if hidden else 1])

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Recolour the eye with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_eye"):
            self._dress()


class SearchEdit(QLineEdit):
    """A search field with its magnifier and a cross to empty it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setIcon(icons.icon("search", style.colours().text3, 16))
        self.setClearButtonEnabled(True)
        self.setProperty("search", "true")

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Recolour the magnifier with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._glass.setIcon(icons.icon("search", style.colours().text3, 16))
