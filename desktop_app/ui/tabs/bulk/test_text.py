"""A test to the owner's own mobile; its number is asked once and kept in Settings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.errors import Trouble
from desktop_app.ui.tabs.bulk.parts import BulkServices
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import trouble_parts


class TestText(QFrame):
    """A line that asks for the number the first time and says how the test went."""

    __test__ = False  # pytest takes the name for a test
    told = Signal(str)
    """How the test stands, in words."""

    def __init__(self, services: BulkServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._text = ""
        self._number = ""
        self.setProperty("box", "info")
        self._words = Label(self.tr("Your own mobile, for tests:"), Role.SMALL)
        self._edit = QLineEdit()
        self._edit.setFixedWidth(200)
        self._edit.setPlaceholderText("+49 170 …")
        self._edit.setAccessibleName(self.tr("Your own mobile"))
        self._edit.returnPressed.connect(self._use_number)
        self._send = Button(self.tr("Send test"), Kind.SECONDARY, size=CONTROL_SMALL)
        self._send.clicked.connect(self._use_number)
        self._close = Button("", Kind.GHOST, icon="x", size=CONTROL_SMALL, tip=self.tr("Close"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._edit)
        row.addWidget(self._send)
        row.addStretch(1)
        row.addWidget(self._close)
        self.hide()

    @property
    def number(self) -> str:
        """The owner's own mobile; "" when it was never told."""
        return self._number or self._services.settings().own_mobile

    def send(self, text: str) -> None:
        """Send `text` to the owner, asking for the number first where it is not known."""
        self._text = text
        if self.number:
            self._go(self.number)
            return
        self._ask()

    def _ask(self) -> None:
        self._words.setText(self.tr("Your own mobile, for tests:"))
        self._edit.show()
        self._send.show()
        self.show()
        self._edit.setFocus()

    def _use_number(self) -> None:
        typed = self._edit.text().strip()
        if not typed:
            self._edit.setFocus()
            return
        self._number = typed
        self._services.tasks.start(
            self._services.store.settings.save("own_mobile", typed), name="bulk own mobile", on_trouble=self._failed
        )
        self._go(typed)

    def _go(self, number: str) -> None:
        self._say(self.tr("Sending a test to {number}…").format(number=number))
        self._services.tasks.start(
            self._services.send_test(number, self._text),
            lambda _: self._say(self.tr("The test is on its way to {number}.").format(number=number)),
            name="bulk test",
            on_trouble=self._failed,
        )

    def _failed(self, trouble: Trouble) -> None:
        self._say(" ".join(trouble_parts(trouble)))

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._edit.hide()
        self._send.hide()
        self.show()
        self.told.emit(words)
