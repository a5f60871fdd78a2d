"""A phone's name, changed in place: the owner's name with the model beside it; a pencil turns it into a field."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QWidget

from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import ElideLabel

_LONGEST_NAME = 40


class PhoneName(QWidget):
    """`renamed` when the owner has typed a name and left the field with Enter or by going elsewhere."""

    renamed = Signal(str)

    def __init__(self, role: Role = Role.SUBTITLE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = ElideLabel("", role)
        self._model = ElideLabel("", Role.SMALL, "text2")
        self._pencil = _Pencil(self.tr("Rename"))
        self._pencil.clicked.connect(self._begin)
        row.addWidget(self._label)
        row.addWidget(self._model)
        row.addWidget(self._pencil)
        row.addStretch(1)
        self._edit = QLineEdit()
        self._edit.setProperty("cell", "true")
        self._edit.setMaxLength(_LONGEST_NAME)
        self._edit.setMaximumWidth(280)
        self._edit.setAccessibleName(self.tr("Name of this phone"))
        self._edit.installEventFilter(self)
        self._edit.editingFinished.connect(self._keep)
        self._layers.addWidget(shown)
        self._layers.addWidget(self._edit)

    def show_name(self, name: str, model: str) -> None:
        """Show name and model."""
        self._known = name
        self._label.set_text(name)
        self._model.set_text(model)
        self._model.setVisible(bool(model))
        self._pencil.setAccessibleName(self.tr("Rename {name}").format(name=name))

    def show_pencil(self, *, wanted: bool) -> None:
        """Draw the pencil; it is there for the keyboard also while it is not drawn."""
        self._pencil.show_wanted(wanted=wanted)

    @property
    def pencil(self) -> Button:
        """The button that opens the field."""
        return self._pencil

    @property
    def field(self) -> QLineEdit:
        """Where a name is typed."""
        return self._edit

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return self._layers.currentWidget() is self._edit

    def _begin(self) -> None:
        self._edit.setText(self._known)
        self._layers.setCurrentWidget(self._edit)
        self._edit.selectAll()
        self._edit.setFocus()

    def _keep(self) -> None:
        if not self.editing:
            return
        name = " ".join(self._edit.text().split())
        self._end()
        if name != self._known:
            self.renamed.emit(name)

    def _end(self) -> None:
        self._layers.setCurrentIndex(0)
        self._pencil.setFocus()

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave the name as it was."""
        pressed = watched is self._edit and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._edit.setText(self._known)  # losing the focus finishes the editing
            self._end()
            return True
        return False


class _Pencil(Button):
    """Drawn only while the pointer is over the card or the keyboard is on it, so that cards stay calm."""

    def __init__(self, words: str) -> None:
        super().__init__("", Kind.GHOST, icon="", size=28, tip=words)
        self._wanted = False
        self.set_ink("text3")

    def show_wanted(self, *, wanted: bool) -> None:
        """Whether somebody points at the card."""
        self._wanted = wanted
        self._settle()

    def _settle(self) -> None:
        self.set_icon("pencil" if self._wanted or self.hasFocus() else "")

    @qt_virtual
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._settle()

    @qt_virtual
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go again."""
        super().focusOutEvent(event)
        self._settle()
