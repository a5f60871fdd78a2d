"""The tab: the six steps in their order, then Progress of what was sent, its receipt, and coming back after a crash."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy
from desktop_app.domain.recipient import Group, Mark
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk import order
from desktop_app.ui.tabs.bulk.campaign_view import CampaignView
from desktop_app.ui.tabs.bulk.check_step import CheckStep
from desktop_app.ui.tabs.bulk.columns_step import ColumnsStep
from desktop_app.ui.tabs.bulk.delivery_step import DeliveryStep
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.file_step import FileStep
from desktop_app.ui.tabs.bulk.footer import Footer
from desktop_app.ui.tabs.bulk.message_step import MessageStep
from desktop_app.ui.tabs.bulk.order import CHECK, COLUMNS, DELIVERY, FILE, REVIEW
from desktop_app.ui.tabs.bulk.parts import BulkServices
from desktop_app.ui.tabs.bulk.review_step import ReviewStep
from desktop_app.ui.tabs.bulk.sent_draft import SentDraft
from desktop_app.ui.tabs.bulk.step import Step
from desktop_app.ui.tabs.bulk.step_bar import WizardBar
from desktop_app.ui.tabs.bulk.welcome_back import WelcomeBack
from desktop_app.ui.tokens import PAGE_MEDIUM, PAGE_SMALL, PAGE_WIDE, WIDE_WIDTH
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.step_bar import StepMenu
from desktop_app.ui.words import Tone, number, trouble_parts


class BulkTab(QWidget):
    """Bulk send. `step_menu` stands in the window's header while the window is low."""

    step_menu_wanted = Signal(bool)
    """Whether the header should show `step_menu` (design/UX.md 0.22)."""
    history_asked = Signal()
    sign_in_asked = Signal()
    devices_asked = Signal()
    attention_asked = Signal()
    """Something here must be seen first, on whatever tab one is."""

    def __init__(self, services: BulkServices, parent: QWidget | None = None) -> None:
        """The landing page; the worker is started when the tab is shown first."""
        super().__init__(parent)
        self._services = services
        self._reached = FILE
        self._low = False
        self.draft = Draft(services, self)
        self._sent = SentDraft(services, self)
        self._sent.gone.connect(self._forget_sent)
        names = [
            self.tr("File"),
            self.tr("Columns"),
            self.tr("Message"),
            self.tr("Check"),
            self.tr("Delivery"),
            self.tr("Review"),
        ]
        self.bar = WizardBar(names, self)
        self.step_menu = StepMenu(self.tr("Steps"), names, self.tr("{step} of {steps} · {name}"))
        self._file = FileStep(self.draft)
        self.steps: tuple[Step, ...] = (
            self._file,
            ColumnsStep(self.draft),
            MessageStep(self.draft),
            CheckStep(self.draft),
            DeliveryStep(self.draft),
            ReviewStep(self.draft),
        )
        self.campaign_view = CampaignView(services)
        self.welcome_back = WelcomeBack(services)
        self.footer = Footer(self)
        self._trouble = InlineMessage(Tone.BAD, slim=True)
        self._trouble.hide()
        self._lay_out()
        self._connect()
        self._show_step(FILE)
        services.tasks.start(services.store.outbox.campaigns(), self._look_for_cut_off, name="bulk cut off")

    # Building

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        for page in (*self.steps, self.campaign_view, self.welcome_back):
            self._pages.addWidget(page)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(10)
        self._inner.addWidget(self._trouble)
        self._inner.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._inner, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        for number_, step in enumerate(self.steps):
            step.action_changed.connect(self._show_action)
            step.go_on.connect(lambda here=number_: self._go_on(here))
        review, delivery = self.steps[REVIEW], self.steps[DELIVERY]
        assert isinstance(review, ReviewStep)
        assert isinstance(delivery, DeliveryStep)
        self._file.campaign_asked.connect(self.show_campaign)
        self._file.check_asked.connect(lambda: self._jump(CHECK))
        self._file.history_asked.connect(self.history_asked)
        review.edit_asked.connect(self.show_step)
        review.group_asked.connect(self._show_group)
        review.sent.connect(self.begin)
        self.bar.chosen.connect(self.show_step)
        self.step_menu.chosen.connect(self.show_step)
        self.bar.close_asked.connect(self.close_draft)
        self.footer.back.clicked.connect(self.back)
        self.footer.main.clicked.connect(self.press_main)
        self.campaign_view.left.connect(self.show_landing)
        self.campaign_view.use_again.connect(self._use_again)
        self.campaign_view.sign_in_asked.connect(self.sign_in_asked)
        self.campaign_view.devices_asked.connect(self.devices_asked)
        self.welcome_back.left.connect(self.show_landing)
        self.welcome_back.campaign_asked.connect(self.show_campaign)
        self.draft.trouble.connect(self.show_trouble)
        self.draft.totals_changed.connect(self._show_file)
        self._unsubscribe = self._services.store.subscribe(self._changed)
        for keys, slot in (
            ("Alt+Left", self.back),
            ("Alt+Right", self.press_main),
            ("Ctrl+Return", self.press_main),
            ("Ctrl+Enter", self.press_main),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # Where one is

    @property
    def here(self) -> int | None:
        """The step on show; None on Progress and beyond."""
        index = self._pages.currentIndex()
        return index if index < len(self.steps) else None

    def show_step(self, step: int) -> None:
        """Show a step that was reached before."""
        if step <= self._reached and step != self.here:
            self._leave()
            self._show_step(step)

    def _jump(self, step: int) -> None:
        self._leave()
        self._show_step(step)

    def _leave(self) -> None:
        if self.here is not None:
            self.steps[self.here].leave()

    def _show_step(self, step: int) -> None:
        self._reached = max(self._reached, step)
        self._trouble.hide()
        self._pages.setCurrentIndex(step)
        self.steps[step].enter()
        self._show_chrome()
        self._show_file()
        self._show_action()

    def _go_on(self, here: int) -> None:
        if here >= REVIEW or here != self.here:
            return
        if here == COLUMNS and order.finished_texts(self.draft):
            self.draft.replan(lambda: self.draft.bulk.write(None))
        self._jump(order.after(here, self.draft))

    def back(self) -> None:
        """One step back; from Progress to the landing page."""
        if self.here:
            self.show_step(order.before(self.here, self.draft))
        elif self.here is None:
            self.show_landing()

    def press_main(self) -> None:
        """The main action of the step on show, where it can be pressed."""
        if self.here is not None and self.steps[self.here].action().enabled and self._has_footer:
            self.steps[self.here].press()

    @property
    def _has_footer(self) -> bool:
        return bool(self.here)

    def _show_chrome(self) -> None:
        in_wizard = bool(self.here)
        self.bar.setVisible(in_wizard and not self._low)
        self.footer.setVisible(in_wizard)
        self.footer.set_compact(compact=self._low)
        self.step_menu_wanted.emit(in_wizard and self._low)
        if self.here is not None:
            self.bar.steps.show_step(self.here, self._reached)
            self.step_menu.show_step(self.here, self._reached)
        side = PAGE_SMALL if self._low else PAGE_WIDE if self.window().width() >= WIDE_WIDTH else PAGE_MEDIUM
        top = 8 if self._low else 14
        self._inner.setContentsMargins(side, top, side, top)

    def _show_file(self) -> None:
        view = self.draft.bulk.view
        rows = self.tr("%Ln rows", "", view.rows).replace("%Ln", number(view.rows)) if view else ""
        self.bar.show_file(self.draft.file_name, rows)
        self.footer.show_file(self.draft.file_name)

    def _show_action(self) -> None:
        if self.here is not None:
            self.footer.show_action(self.steps[self.here].action())

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what could not be done, above the page."""
        what, rest = trouble_parts(trouble)
        self._trouble.say(Tone.BAD, what, rest)
        self._trouble.show()

    # From outside

    def open_path(self, path: Path) -> None:
        """Open a file as if it were dropped."""
        self.show_landing()
        self._file.open_path(path)

    def show_landing(self) -> None:
        """The first page, with the draft kept unless it was sent."""
        self._jump(FILE)
        self._sent.look()

    def _use_again(self) -> None:
        facts = self.campaign_view.reader.facts
        self._file.use_again(order.used_text(facts.campaign.name, facts.meta) if facts else None)
        self.show_landing()

    def close_draft(self) -> None:
        """Let go of the file; the draft stays saved."""
        self.draft.forget_questions()
        self._services.tasks.start(self.draft.bulk.close(), lambda _: self._closed(), name="bulk close")
        self._reached = FILE
        self._jump(FILE)

    def _closed(self) -> None:
        if self.here == FILE:
            self._show_step(FILE)

    def show_campaign(self, campaign: int) -> None:
        """Progress of a campaign, or its receipt once it has finished."""
        self._leave()
        self._pages.setCurrentWidget(self.campaign_view)
        self.campaign_view.show_campaign(campaign)
        self._show_chrome()

    def show_welcome_back(self, campaign: Campaign) -> None:
        """What was under way when the program closed (design/UX.md 0.5)."""
        self._leave()
        self._pages.setCurrentWidget(self.welcome_back)
        self.welcome_back.show_campaign(campaign.id)
        self._show_chrome()

    @staticmethod
    def needs_welcome(campaign: Campaign) -> bool:
        """Whether a campaign was cut off by the end of the program and waits for consent."""
        return campaign.state is CampaignState.PAUSED and campaign.paused_by is PausedBy.RESTART

    def _look_for_cut_off(self, campaigns: list[Campaign]) -> None:
        cut_off = next((campaign for campaign in campaigns if self.needs_welcome(campaign)), None)
        if cut_off is not None:
            self.show_welcome_back(cut_off)
            self.attention_asked.emit()

    def _show_group(self, group: Group | Mark) -> None:
        check = self.steps[CHECK]
        assert isinstance(check, CheckStep)
        check.group = group

    def begin(self, campaign: int) -> None:
        """Queued: the countdown begins. The draft stays until it is known that nobody took the send back."""
        self._sent.remember(campaign)
        self.draft.again = None
        self._services.tasks.start(
            self._services.sending.begin(campaign),
            lambda _: self.show_campaign(campaign),
            name="bulk begin",
            on_trouble=self.show_trouble,
        )

    def _forget_sent(self) -> None:
        self.draft.name = ""
        self.draft.template = ""
        self.close_draft()

    def show_page(self, page: CampaignView | WelcomeBack) -> None:
        """Show a page made elsewhere: a state brought up on purpose (`--show`)."""
        self._leave()
        self._pages.addWidget(page)
        page.set_compact(compact=self._low)
        self._pages.setCurrentWidget(page)
        self._show_chrome()

    def _changed(self, changes: Changes) -> None:
        if changes.live or changes.devices:
            self.draft.follow_devices()
        if self.here == FILE and changes.campaigns:
            self.steps[FILE].enter()
        self.campaign_view.changed(changes)
        self.welcome_back.changed(changes)

    # Size

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's height."""
        super().resizeEvent(event)
        low = style.is_low(self.window().height())
        if low != self._low:
            self._low = low
            for page in map(self._pages.widget, range(self._pages.count())):
                assert isinstance(page, Step | CampaignView | WelcomeBack)
                page.set_compact(compact=low)
        self._show_chrome()

    def stop(self) -> None:
        """Stop listening; the program closes."""
        self._unsubscribe()
