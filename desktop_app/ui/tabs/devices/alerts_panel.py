"""Who is told when a phone goes offline, and how: this computer, Telegram, a text; and whether its messages move."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.phone_grouping import international
from desktop_app.domain.settings import Settings
from desktop_app.ui.phone_parts import TelegramState
from desktop_app.ui.tabs.devices.telegram_setup import TelegramSetup
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.choice import Switch
from desktop_app.ui.widgets.field import Field
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.wrapping_tick import WrappingTick
from desktop_app.ui.words import Tone


class AlertsPanel(QWidget):
    """`changed(key, value)` for a setting; `telegram_off` to forget Telegram. `setup` is Telegram's three steps."""

    changed = Signal(str, str)
    telegram_off = Signal()

    def __init__(self, read_mobile: Callable[[str], str], parent: QWidget | None = None) -> None:
        """`read_mobile` turns a typed number into E.164, or "" where it is none."""
        super().__init__(parent)
        self._read_mobile = read_mobile
        self._settings = Settings()
        self._state = TelegramState.OFF
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 6, 22, 18)
        self._column.setSpacing(12)
        self.setup = TelegramSetup()
        self.computer = self._switch("notify_computer", self.tr("Notify on this computer"))
        self.add_way("monitor", self.tr("Notify on this computer"), self.tr("as soon as it is offline"), self.computer)
        self._build_telegram()
        self._build_text()
        self._build_move()
        self._build_foot()

    # --- building

    def add_way(self, icon: str, head: str, text: str, *controls: QWidget) -> Label:
        """A line: icon, words, what turns it on; returns the label under the words."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon(icon, "text2"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(head, Role.BODY))
        beneath = Label(text, Role.SMALL, "text2", wrap=True)
        words.addWidget(beneath)
        row.addLayout(words, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        return beneath

    def _switch(self, key: str, name: str) -> Switch:
        switch = Switch()
        switch.setAccessibleName(name)
        switch.clicked.connect(lambda on: self.changed.emit(key, str(int(on))))
        return switch

    def _build_telegram(self) -> None:
        self._column.addWidget(Rule())
        head = self.tr("Send a Telegram message")
        self.telegram = Switch()
        self.telegram.setAccessibleName(head)
        self.telegram.clicked.connect(lambda _: self.telegram_off.emit())
        self.set_up = Button("", size=CONTROL_SMALL)
        self.set_up.clicked.connect(lambda: self.open_setup(wanted=not self.setup.isVisibleTo(self)))
        self.telegram_words = self.add_way("send", head, "", self.telegram, self.set_up)
        self.gone = InlineMessage(
            Tone.WARN,
            self.tr("SmsGateway24 does not offer Telegram messages any more."),
            self.tr("Alerts can’t go that way. Let a text to your mobile tell you instead."),
            button=self.tr("Try again"),
            slim=True,
        )
        self.gone.pressed.connect(lambda: self.open_setup(wanted=True))
        self._column.addWidget(self.gone)
        self._column.addWidget(self.setup)
        self.gone.hide()
        self.setup.hide()

    def _build_text(self) -> None:
        self._column.addWidget(Rule())
        head = self.tr("Text my mobile")
        self.text = Switch()
        self.text.setAccessibleName(head)
        self.text.clicked.connect(self._text_pressed)
        self.text_words = self.add_way("message-square-text", head, "", self.text)
        self.mobile = QLineEdit()
        self.mobile.returnPressed.connect(self._keep_mobile)
        self.mobile_field = Field(self.tr("My mobile number"), self.mobile)
        self.keep = Button(self.tr("Use this number"))
        self.keep.clicked.connect(self._keep_mobile)
        self._number = QWidget()
        row = QHBoxLayout(self._number)
        row.setContentsMargins(30, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mobile_field, 1)
        beside = QVBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(Label("", Role.SMALL_STRONG))
        beside.addWidget(self.keep)
        beside.addStretch(1)
        row.addLayout(beside)
        self._column.addWidget(self._number)
        self.also = WrappingTick(self.tr("Also when it is back, and in the morning"))
        self.also.clicked.connect(lambda on: self.changed.emit("alert_mobile_all", str(int(on))))
        self._also_row = QWidget()
        also = QVBoxLayout(self._also_row)
        also.setContentsMargins(30, 0, 0, 0)
        also.setSpacing(6)
        also.addWidget(self.also)
        self.other_number = Button(self.tr("Another number"), size=CONTROL_SMALL)
        self.other_number.clicked.connect(self._ask_number)
        also.addWidget(self.other_number, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._also_row)

    def _build_move(self) -> None:
        self._column.addWidget(Rule())
        head = self.tr("Move waiting messages")
        self.move_waiting = self._switch("move_waiting", head)
        self.move_words = self.add_way("shuffle", head, "", self.move_waiting)

    def _build_foot(self) -> None:
        self._column.addWidget(Rule())
        self._column.addWidget(
            Label(self.tr("Alerts are sent only while SMS Desk is running."), Role.SMALL_STRONG, wrap=True)
        )
        self.night = Label("", Role.SMALL, "text2", wrap=True)
        self._column.addWidget(self.night)
        self._column.addStretch(1)

    # --- what is shown

    def show_now(self, settings: Settings, state: TelegramState) -> None:
        """Show what is set, and how far Telegram is."""
        self._settings, self._state = settings, state
        self.computer.setChecked(bool(settings.notify_computer))
        self._show_telegram(settings, state)
        on = bool(settings.alert_mobile)
        self.text.setChecked(on)
        self._number.hide()
        self._also_row.setVisible(on)
        self.also.setChecked(bool(settings.alert_mobile_all))
        number = international(settings.alert_mobile)
        self.text_words.setText(
            self.tr("to {number}, from another phone that is online").format(number=number)
            if on
            else self.tr("from another phone that is online; one SMS an outage")
        )
        self.move_waiting.setChecked(bool(settings.move_waiting))
        self.move_words.setText(
            self.tr("by itself, to another phone chosen for the same campaign")
            if settings.move_waiting
            else self.tr("off: you are asked first")
        )
        quiet = settings.quiet_hours.strip()
        self.night.setVisible(quiet.lower() != "off")
        self.night.setText(
            self.tr(
                "In quiet hours ({span}) you hear only of phones with messages waiting, without sound; of the rest in "
                "the morning. None while this computer is offline itself."
            ).format(span=quiet.replace("-", "–"))
        )

    def _show_telegram(self, settings: Settings, state: TelegramState) -> None:
        works = state is TelegramState.WORKS
        gone = state is TelegramState.NOT_OFFERED
        if works or state is TelegramState.OFF:
            self.setup.setVisible(self.setup.isVisibleTo(self) and not works)
        self.telegram.setVisible(works)
        self.telegram.setChecked(works)
        self.set_up.setVisible(not works and not gone)
        self._name_set_up()
        self.gone.setVisible(gone and not self.setup.isVisibleTo(self))
        self.telegram_words.setText(
            {
                TelegramState.WORKS: self.tr("to {number}. Works: a test has arrived").format(
                    number=settings.telegram_id
                ),
                TelegramState.NOT_OFFERED: self.tr("not offered any more"),
                TelegramState.UNPROVEN: self.tr("not working yet: no test has arrived at {number}").format(
                    number=settings.telegram_id
                ),
            }.get(state, self.tr("set up in three steps"))
        )

    def open_setup(self, *, wanted: bool) -> None:
        """Open Telegram's steps, or close them."""
        self.setup.setVisible(wanted)
        self.gone.setVisible(not wanted and self._state is TelegramState.NOT_OFFERED)
        self._name_set_up()
        if wanted:
            self.setup.begin(self._settings.telegram_id)

    def _name_set_up(self) -> None:
        word = self.tr("Not now") if self.setup.isVisibleTo(self) else self.tr("Set up…")
        self.set_up.setText(word)
        self.set_up.setAccessibleName(f"{word} {self.tr('Send a Telegram message')}")
        self.set_up.updateGeometry()

    # --- what is pressed

    def _text_pressed(self, on: bool) -> None:
        if on:
            self._ask_number()
        else:
            self._number.hide()
            if self._settings.alert_mobile:
                self.changed.emit("alert_mobile", "")

    def _ask_number(self) -> None:
        self.mobile_field.clear_error()
        known = self._settings.alert_mobile or self._settings.own_mobile
        self.mobile.setText(international(known))
        self._number.show()
        self.mobile.setFocus(Qt.FocusReason.OtherFocusReason)
        self.mobile.selectAll()

    def _keep_mobile(self) -> None:
        number = self._read_mobile(self.mobile.text().strip())
        if number:
            self.changed.emit("alert_mobile", number)
        else:
            self.mobile_field.set_error(self.tr("This is not a mobile number. Type it as you would dial it."))
