"""The window as a whole: names, plain text, tab order, size classes, closing in two steps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import BadFile, NoConnection
from desktop_app.domain.outgoing import Campaign, CampaignState, Delivery, State
from desktop_app.ui.closing import Leave, Question
from desktop_app.ui.show import STATES, show_state
from desktop_app.ui.style import Theme
from tests.unit.ui.fakes import story
from tests.window_stage import NOW
from tests.window_stage import settle as settle_stage

SIZES = [(1280, 720), (960, 460)]


class WindowsShown(QObject):
    """Remembers what came up as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


MAIN = [
    "sign-in", "sign-in-again", "devices", "devices-empty", "settings", "bulk", "bulk-columns", "bulk-message",
    "bulk-check", "bulk-delivery-by-hand", "bulk-review", "progress", "progress-not-confirmed", "progress-starting",
    "receipt", "welcome-back",
]  # fmt: skip
"""States looked at in every run; all of them in a full one."""


BOTH, WIDE, LOW = SIZES, SIZES[:1], SIZES[1:]
CUT_AT_150 = {
    "banner-how-to-fix": LOW,
    "bulk": LOW, "bulk-check": WIDE, "bulk-delivery": WIDE, "bulk-delivery-by-hand": WIDE,
    "bulk-delivery-over-night": WIDE, "bulk-delivery-roaming": BOTH, "bulk-message": BOTH,
    "progress-not-confirmed": LOW, "progress-quiet-hours": BOTH, "receipt": BOTH, "receipt-all-arrived": BOTH,
    "welcome-back": BOTH, "welcome-back-checked": BOTH,
}  # fmt: skip
"""Where text of 150 % is still cut off (design/UX.md 8.7 is not met there yet); each may only leave this list."""


def settle():
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


def bring_up(launch, name, size=(1280, 720)):
    launch.window.resize(*size)
    launch.window.show_shell()
    launch.window.show()
    show_state(launch, name)
    settle_stage(launch._make_bulk)
    return QApplication.activeModalWidget() or launch.window


def close_dialog():
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()
        settle()


def visible(kind, within):
    return [widget for widget in within.findChildren(kind) if widget.isVisible()]


@pytest.fixture(autouse=True)
def _no_dialog_stays():
    yield
    close_dialog()


@pytest.mark.parametrize("name", ["devices", "bulk-review", "progress", "receipt", "welcome-back"])
def test_no_part_comes_up_as_a_window_of_its_own(launch, qapp, name):
    """It would flash on the screen and take the focus."""
    watching = WindowsShown()
    qapp.installEventFilter(watching)
    bring_up(launch, name)
    qapp.removeEventFilter(watching)
    assert watching.seen == ["MainWindow"]
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in MAIN else pytest.mark.full) for name in sorted(STATES)]
)
def test_everything_that_takes_focus_has_a_name(launch, name):
    shown = bring_up(launch, name)
    nameless = [
        widget
        for widget in visible(QWidget, shown)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and widget.isEnabled()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def cut_off(shown):
    """Texts with less room than they need."""
    cut = []
    for widget in [*visible(QLabel, shown), *visible(QPushButton, shown)]:
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.sizeHint().height()
        wide_enough = widget.hasHeightForWidth() or widget.width() >= widget.minimumSizeHint().width()
        if (widget.text() and widget.height() < needed) or not wide_enough:
            cut.append((widget.text(), widget.size(), widget.sizeHint()))
    return cut


@pytest.mark.parametrize("name", MAIN)
def test_no_text_is_cut_off(launch, name):
    """In the small window; the other sizes of text and window are for a full run."""
    assert cut_off(bring_up(launch, name, (960, 460))) == []


@pytest.mark.full
@pytest.mark.parametrize("size", SIZES, ids=["1280x720", "960x460"])
@pytest.mark.parametrize("scale", [1.0, 1.5], ids=["100 %", "150 %"])
@pytest.mark.parametrize("name", sorted(STATES))
def test_no_text_is_cut_off_in_any_state(launch, name, size, scale):
    launch.appearance.set(Theme.LIGHT, scale)
    known = scale > 1 and size in CUT_AT_150.get(name, [])
    assert bool(cut_off(bring_up(launch, name, size))) == known


@pytest.mark.parametrize("name", ["sign-in-slip", "devices", "bulk-check", "bulk-review", "progress", "receipt"])
def test_labels_never_read_markup(launch, name):
    shown = bring_up(launch, name)
    formats = {label.textFormat() for label in shown.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_tab_goes_from_the_header_down_the_page(launch):
    bring_up(launch, "devices")
    launch.window.header.tabs.setFocus()
    reached = []
    for _ in range(13):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
    assert [words.partition(",")[0] for words in reached] == [
        "1 of 4 phones offline", "Alerts", "Settings", "Account: maria.kern@kern-garage.de", "Change alerts", "Cards",
        "Add a phone", "How to fix", "Move 119 messages…", "Back office", "Rename Back office", "Delivery van",
        "Rename Delivery van",
    ]  # fmt: skip


def test_tab_in_the_form_goes_from_field_to_button(launch):
    bring_up(launch, "sign-in")
    email = launch.sign_in.findChildren(QLineEdit)[0]
    email.setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
    assert reached == ["Password", "Sign in", "Try the demo"]


def test_the_low_window_saves_height(launch):
    bring_up(launch, "devices", (1280, 720))
    assert launch.window.status.isVisible()
    tall = launch.window.header.height()
    launch.window.resize(960, 460)
    settle()
    assert launch.window.header.height() < tall
    assert not launch.window.status.isVisible()
    assert launch.window.header.health.words == "1 of 4"


def test_the_low_window_shows_the_status_bar_in_trouble(launch):
    bring_up(launch, "devices-cant-check", (960, 460))
    assert launch.window.status.isVisible()


def test_the_steps_of_bulk_send_stand_in_the_header_only_there(launch):
    bring_up(launch, "bulk-check", (960, 460))
    assert launch.bulk.step_menu.isVisible()
    assert launch.bulk.step_menu.text() == "4 of 6 · Check"
    launch.window.show_tab("devices")
    settle()
    assert not launch.bulk.step_menu.isVisible()
    launch.window.show_tab("bulk")
    settle()
    assert launch.bulk.step_menu.isVisible()
    launch.window.resize(1280, 720)
    settle()
    assert not launch.bulk.step_menu.isVisible()


def test_closing_waits_until_everything_has_stopped(launch):
    bring_up(launch, "devices")
    left = []
    launch.leaving.connect(lambda: left.append(True))
    launch.window.close()
    settle()
    assert left == [True]
    assert launch.window.isVisible()
    launch.window.close()
    assert left == [True], "asked twice"
    launch.closing("Closing the data…")
    launch.finish()
    assert not launch.window.isVisible()
    assert launch._services.store.listeners == []


def running(state=CampaignState.SENDING):
    counts = {State.QUEUED: 719, State.DELIVERED: 402, State.SENT: 88, State.FAILED: 12, State.TAKEN: 27}
    return Campaign(7, "November & <b>reminder</b>", "k.xlsx", NOW, state, 1248, 1203, 1294, counts, Delivery((), 20))


def test_a_running_campaign_is_asked_about(launch, services):
    services.store.outbox.all = [running()]
    services.store.tell(Changes(campaigns=frozenset({7})))
    bring_up(launch, "devices")
    left = []
    launch.leaving.connect(lambda: left.append(True))
    launch.window.close()
    settle()
    question = launch.window.findChild(Question)
    assert question.isVisible()
    assert any("719 messages of “November & <b>reminder</b>”" in label.text() for label in visible(QLabel, question))
    assert QApplication.focusWidget().text() == "Keep sending in the background"
    assert left == []
    question._choose(Leave.PAUSE)
    settle()
    assert services.sending.paused
    assert left == [True]


def test_a_campaign_that_hands_nothing_more_over_is_not_asked_about(launch, services):
    out = replace(running(), counts={State.DELIVERED: 1221, State.TAKEN: 27})
    services.store.outbox.all = [out]
    services.store.tell(Changes(campaigns=frozenset({7})))
    bring_up(launch, "devices")
    left = []
    launch.leaving.connect(lambda: left.append(True))
    launch.window.close()
    settle()
    assert left == [True]


def test_the_status_bar_leads_to_the_running_campaign(launch, services, stage):
    services.store.outbox.all = [running()]
    stage.services.store.outbox.stored[7] = (running(), story.outgoing(running().counts, 7))
    services.store.tell(Changes(campaigns=frozenset({7})))
    bring_up(launch, "devices")
    button = next(b for b in visible(QPushButton, launch.window.status) if "November" in b.text())
    assert button.accessibleName() == "November & <b>reminder</b> · 502 of 1,248"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert launch.window.tab == "bulk"
    settle_stage(stage)
    assert launch.bulk.campaign_view.isVisible()
    assert launch.bulk.campaign_view.reader.campaign == 7


def test_troubles_and_bugs_are_told_once_in_plain_words(launch):
    bring_up(launch, "devices")
    notices = launch.window.notices
    notices.trouble(NoConnection("No connection to <b>{host}</b>.", "Nothing is lost.", host="<i>x</i>"))
    notices.trouble(NoConnection("No connection to <b>{host}</b>.", "Nothing is lost.", host="<i>x</i>"))
    settle()
    words = [label.text() for label in visible(QLabel, notices)]
    assert words.count("No connection to <b><i>x</i></b>.") == 1
    notices.bug("task", RuntimeError("secret detail"))
    notices.trouble(BadFile("One"))
    settle()
    words = [label.text() for label in visible(QLabel, notices)]
    assert "One" in words
    assert not any("secret" in word for word in words)
    assert len(notices.keys) == 2


def test_settings_are_kept_as_they_are_changed(launch, services):
    dialog = bring_up(launch, "settings")
    dialog._mobile.setText("0170 2290118")
    dialog._mobile.editingFinished.emit()
    assert services.settings().own_mobile == "+491702290118"
    dialog._mobile.setText("hello")
    dialog._mobile.editingFinished.emit()
    assert services.settings().own_mobile == "+491702290118"
    assert dialog._mobile_wrong.isVisible()
    dialog._quiet.setChecked(False)
    assert services.settings().quiet_hours == "off"
    dialog.changed.emit("pace_s", "10")
    assert services.settings().pace_s == 10
    dialog.looks.emit(Theme.DARK, 1.25)
    assert services.store.settings.values["window"] == {"theme": "dark", "text size": 1.25}


def test_theme_and_text_size_change_live(launch, qapp):
    bring_up(launch, "devices")
    launch.appearance.set(Theme.DARK, 1.0)
    settle()
    dark = launch.window.grab().toImage().pixelColor(5, 300).lightness()
    launch.appearance.set(Theme.LIGHT, 1.5)
    settle()
    light = launch.window.grab().toImage().pixelColor(5, 300).lightness()
    assert dark < 60 < 200 < light
    assert qapp.font().pixelSize() == 21


def test_the_clock_of_the_status_bar_ticks(launch, services):
    services.store.live.updated_at = NOW - timedelta(seconds=4)
    launch.window.show_shell()
    launch.window.show()
    services.tasks.fire("shell tick")
    assert launch.window.status._updated.text() == "Updated 4 s ago"
    services.clock.now += timedelta(seconds=3)
    services.tasks.fire("shell tick")
    assert launch.window.status._updated.text() == "Updated 7 s ago"
