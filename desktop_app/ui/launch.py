"""Puts the window together and decides what is seen first: sign-in or the tabs; asks before it leaves a send."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.domain import countries
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.phone import reader
from desktop_app.ui.alerts_desk import AlertsDesk
from desktop_app.ui.appearance_memory import AppearanceMemory
from desktop_app.ui.closing import Leave, Question
from desktop_app.ui.later_page import LaterPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.parts import SignedIn, WindowServices
from desktop_app.ui.settings_dialog import SettingsDialog
from desktop_app.ui.shell_feed import ShellFeed
from desktop_app.ui.sign_in import SignIn
from desktop_app.ui.style import Appearance, Theme
from desktop_app.ui.tabs.devices.tab import DevicesTab
from desktop_app.ui.translation import speak
from desktop_app.ui.widgets.button import Kind
from desktop_app.ui.widgets.focus_ring import FocusRings
from desktop_app.ui.words import Tone, clock_time, day, said, settle_locale

if TYPE_CHECKING:
    from desktop_app.ui.tabs.bulk.steps import BulkTab

DEVICES, BULK = "devices", "bulk"
"""Keys of the tabs; they keep the shortcuts they have when all six are there (design/UX.md 7)."""

_WELCOME_S = 8.0


class Launch(QObject):
    """Builds the window from services and the tab Bulk send; `open` shows it.

    `leaving`: the person closed it; stop the services, tell the steps to `closing`, then call `finish`.
    `demo_asked`: try the demo; `real_asked`: leave the demo and sign in for real.
    """

    leaving = Signal()
    demo_asked = Signal()
    real_asked = Signal()

    def __init__(
        self, app: QApplication, services: WindowServices, make_bulk: Callable[[], "BulkTab"], *, demo: bool = False
    ) -> None:
        """`make_bulk` makes the tab Bulk send, the largest; it is called when the tab is first needed."""
        super().__init__()
        settle_locale()
        speak(app)
        self._services = services
        self._demo = demo
        self._first = ""
        self._again = False
        self.appearance = Appearance(app)
        self._rings = FocusRings(app)
        self._memory = AppearanceMemory(services.store.settings, services.tasks, self.appearance)
        self.window = window = MainWindow()
        window.set_demo(demo=demo)
        window.header.show_account(services.account.email, demo=demo)
        self.devices = DevicesTab(services)
        self.devices.sign_in_asked.connect(self._sign_in_again)
        self._make_bulk = make_bulk
        self._bulk: BulkTab | None = None
        self._bulk_page = LaterPage()
        window.add_tab(DEVICES, self.tr("Devices"), "smartphone", self.devices, 1)
        window.add_tab(BULK, self.tr("Bulk send"), "table-2", self._bulk_page, 3)
        self.sign_in = SignIn(services.account, services.tasks)
        self.sign_in.signed_in.connect(self._entered)
        self.sign_in.demo_asked.connect(self.demo_asked)
        self.feed = ShellFeed(services, window.header, window.status, self._show_trouble)
        self._connect()
        self.alerts = AlertsDesk(services, window, self.devices, DEVICES)

    def _connect(self) -> None:
        window = self.window
        self._services.tasks.on_trouble = window.notices.trouble
        self._services.tasks.on_error = window.notices.bug
        window.header.settings_asked.connect(self.show_settings)
        window.header.sign_out_asked.connect(self._ask_sign_out)
        window.header.health.clicked.connect(lambda: window.show_tab(DEVICES))
        window.status.campaign_asked.connect(self.show_campaign)
        window.status.real_asked.connect(self.real_asked)
        window.close_asked.connect(self._ask_leave)
        window.tab_shown.connect(self._turned)
        window.add_shortcut("Ctrl+,", self.show_settings)
        window.add_shortcut("F5", self.devices.refresh)
        window.add_shortcut("Ctrl+Q", window.close)

    @property
    def bulk(self) -> "BulkTab":
        """The tab Bulk send, built now if it was not."""
        if self._bulk is None:
            self._bulk = bulk = self._make_bulk()
            bulk.step_menu_wanted.connect(self._hold_steps)
            bulk.sign_in_asked.connect(self._sign_in_again)
            bulk.devices_asked.connect(lambda: self.window.show_tab(DEVICES))
            bulk.attention_asked.connect(self._show_first)
            self._bulk_page.fill(bulk)
        return self._bulk

    def build_rest(self) -> None:
        """Build what the first sight did not need; call it once the window can be seen."""
        self.bulk.setObjectName(BULK)

    def _turned(self, key: str) -> None:
        if key == BULK:
            self.build_rest()
        self._memory.keep(tab=key)

    # --- first sight

    def open(self, tab: str = "") -> None:
        """Show the window: the tabs when signed in or in the demo, else sign-in; `tab` wins over the one used last."""
        self._memory.read(lambda place, last: self._remembered(place, tab or last))
        if self._demo or self._services.account.signed_in:
            self.window.show_shell()
        else:
            self.window.show_front(self.sign_in)
            self.sign_in.take_focus()
        self.window.show()

    def _remembered(self, place: str, tab: str) -> None:
        if place:
            self.window.put_back(place)
        if self._first:
            self.window.show_tab(self._first)
        elif tab in self.window.header.tabs.keys and self._services.store.live.devices:
            self.window.show_tab(tab)

    def _entered(self, result: SignedIn) -> None:
        """Signed in: the phones, with a welcome that goes by itself; after signing in again, where one was."""
        again, self._again = self._again, False
        self.window.header.show_account(self._services.account.email, demo=self._demo)
        self.window.show_shell()
        if not again:
            self.window.show_tab(DEVICES)
        self.devices.refresh()
        if result.note:
            self.window.notices.say("note", Tone.WARN, said(result.note))
        elif result.has_phones:
            self.window.notices.say("welcome", Tone.OK, self.tr("You are signed in. These are your phones."))
            self._services.tasks.later(_WELCOME_S, lambda: self.window.notices.take_back("welcome"), name="welcome")

    def _sign_in_again(self) -> None:
        self._again = True
        self.window.show_front(self.sign_in)
        self.sign_in.ask_again(self._services.account.email)

    def _show_trouble(self, trouble: bool) -> None:
        self.window.set_trouble(trouble=trouble)

    def _hold_steps(self, wanted: bool) -> None:
        self.window.hold(BULK, self.bulk.step_menu if wanted else None)

    def _show_first(self) -> None:
        """A send was cut off: that is seen before anything else (design/UX.md 0.5)."""
        self._first = BULK
        self.window.show_tab(BULK)

    def show_campaign(self, campaign: int) -> None:
        """Turn to Progress of a campaign."""
        self.window.show_tab(BULK)
        self.bulk.show_campaign(campaign)

    def open_file(self, path: Path) -> None:
        """Come to the front with a workbook in Bulk send."""
        self.window.raise_up()
        self.window.show_tab(BULK)
        self.bulk.open_path(path)

    # --- settings and account

    def show_settings(self) -> None:
        """Open the settings."""
        settings = self._services.settings()
        named = [(code, f"{said(countries.name(code))} (+{countries.calling_code(code)})") for code in countries.ALL]
        dialog = SettingsDialog(
            self.window, settings, self.appearance.theme, self.appearance.text_size, named, self._read_mobile
        )
        dialog.changed.connect(self._keep_setting)
        dialog.looks.connect(self._keep_looks)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read_mobile(self, typed: str) -> str:
        return reader(self._services.settings().country).read(typed).phone or ""

    def _keep_setting(self, key: str, value: str) -> None:
        self._services.tasks.start(self._services.store.settings.save(key, value), name=f"save {key}")

    def _keep_looks(self, theme: Theme, text_size: float) -> None:
        self.appearance.set(theme, text_size)
        self._memory.keep(theme=str(theme), text_size=text_size)

    def _ask_sign_out(self) -> None:
        self._ask(
            self.tr("Sign out?"),
            self.tr(
                "Campaigns, the do-not-text list and your settings stay on this computer. Nothing more is sent "
                "until you sign in again."
            ),
            [("out", self.tr("Sign out"), Kind.DANGER), ("", self.tr("Stay signed in"), Kind.SECONDARY)],
            lambda key: self._sign_out() if key else None,
        )

    def _sign_out(self) -> None:
        self._services.tasks.start(self._services.account.sign_out(), lambda _: self._signed_out(), name="sign out")

    def _signed_out(self) -> None:
        self._again = False
        self.window.show_front(self.sign_in)
        self.sign_in.take_focus()

    # --- leaving

    def _ask_leave(self) -> None:
        sending, later = self.feed.sending, self.feed.set_for_later
        if sending is not None:
            self._ask_leave_sending(sending)
        elif later is not None:
            self._ask_leave_scheduled(later)
        else:
            self._begin_leaving()

    def _ask_leave_sending(self, campaign: Campaign) -> None:
        self._ask(
            self.tr("A campaign is being sent"),
            self.tr(
                "%Ln messages of “{name}” still wait on this computer. They go out only while SMS Desk runs.",
                "",
                campaign.waiting,
            ).format(name=campaign.name),
            [
                ("", self.tr("Cancel"), Kind.GHOST),
                (Leave.PAUSE, self.tr("Pause and quit"), Kind.SECONDARY),
                (Leave.KEEP, self.tr("Keep sending in the background"), Kind.PRIMARY),
            ],
            self._leave_sending,
        )

    def _ask_leave_scheduled(self, campaign: Campaign) -> None:
        at = campaign.delivery.start_at or campaign.created
        self._ask(
            self.tr("A campaign is set for later"),
            self.tr(
                "%Ln messages of “{name}” wait on this computer for {day}, {time}. They go out only while SMS Desk "
                "runs; when it is opened after that, it asks first.",
                "",
                campaign.waiting,
            ).format(name=campaign.name, day=day(at), time=clock_time(at)),
            [
                ("", self.tr("Cancel"), Kind.GHOST),
                (Leave.QUIT, self.tr("Quit anyway"), Kind.SECONDARY),
                (Leave.KEEP, self.tr("Keep waiting in the background"), Kind.PRIMARY),
            ],
            self._leave_sending,
        )

    def _leave_sending(self, answer: str) -> None:
        if answer == Leave.KEEP:
            self.window.showMinimized()
        elif answer == Leave.PAUSE:
            self.closing(self.tr("Pausing the campaign…"))
            self._services.tasks.start(
                self._services.sending.pause_until_return(),
                lambda _: self._begin_leaving(),
                name="pause and quit",
                on_trouble=lambda _: self._begin_leaving(),
            )
        elif answer == Leave.QUIT:
            self._begin_leaving()

    def _begin_leaving(self) -> None:
        self.closing(self.tr("Finishing what is under way…"))
        self._memory.keep(self.leaving.emit, place=self.window.place())

    def closing(self, step: str) -> None:
        """Show which step of closing is on."""
        self.window.draw_curtain(step)

    def finish(self) -> None:
        """Everything has stopped: let go of the store and close the window."""
        self.feed.stop()
        self.alerts.stop()
        self.devices.stop()
        if self._bulk is not None:
            self._bulk.stop()
        self.appearance.stop()
        self._rings.stop()
        self.window.let_close()

    def _ask(
        self, title: str, text: str, answers: list[tuple[str, str, Kind]], on_answer: Callable[[str], object]
    ) -> None:
        question = Question(self.window, title, text, answers)
        question.chosen.connect(lambda answer: on_answer(answer))
        question.finished.connect(question.deleteLater)
        question.open()
