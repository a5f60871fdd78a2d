"""What the owner does to a campaign from Progress: every action with its question, where it needs one."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Decision, Share, State
from desktop_app.ui.closing import Question
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices, Stopping
from desktop_app.ui.tabs.bulk.campaign_reader import Facts
from desktop_app.ui.tabs.bulk.next_step import Act, until_words
from desktop_app.ui.tabs.bulk.phones_dialog import PhonesDialog
from desktop_app.ui.tabs.bulk.retry_dialog import RetryDialog
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tabs.bulk.stop_dialog import StopDialog
from desktop_app.ui.widgets.button import Kind
from desktop_app.ui.words import clock_time, said

_YES = "yes"
_FILTERS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)"}


class Acting(QObject):
    """Asks, then tells `services.sending`. Dialogs stand over `window`; nothing here waits."""

    trouble = Signal(object)
    """A `Trouble` to show above the page."""
    told = Signal(str)
    """Something was done: a line to show and to announce."""
    done = Signal()
    """Read the campaign again."""
    sign_in_asked = Signal()
    devices_asked = Signal()

    def __init__(self, services: CampaignServices, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self.dialog: QDialog | None = None
        """The dialog that is open, for tests and to close it with the page."""

    def act(self, act: Act, facts: Facts) -> None:
        """Carry out the main action of a state."""
        on_campaign: dict[Act, Callable[[Campaign], None]] = {
            Act.UNDO: self._undo,
            Act.PAUSE: self.pause,
            Act.RESUME: self._resume,
            Act.SEND_NOW: self._ask_send_now,
            Act.SEND_REST: self._ask_send_rest,
            Act.EXPORT: lambda campaign: self.ask_file(campaign, "xlsx"),
        }
        if act in on_campaign:
            on_campaign[act](facts.campaign)
        elif act is Act.FIX_PHONES:
            self.show_phones(facts)
        elif act is Act.RETRY:
            self.ask_retry(facts)
        elif act is Act.SIGN_IN:
            self.sign_in_asked.emit()
        elif act is Act.TRY_NOW:
            self._services.sending.wake()
            self.told.emit(tr("Trying now."))

    def _do(self, coro: Coroutine[Any, Any, object], words: str = "") -> None:
        def finished(_result: object) -> None:
            if words:
                self.told.emit(words)
            self.done.emit()

        self._services.tasks.start(coro, finished, on_trouble=self._fail)

    def _fail(self, trouble: Trouble) -> None:
        self.trouble.emit(trouble)
        self.done.emit()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _question(self, title: str, text: str, no: str, yes: str, go: Callable[[], None]) -> None:
        answers = [(_YES, yes, Kind.SECONDARY), ("", no, Kind.PRIMARY)]
        dialog = Question(self._window, title, text, answers)
        dialog.chosen.connect(lambda key: go() if key == _YES else None)
        self._open(dialog)

    # Going on

    def _undo(self, campaign: Campaign) -> None:
        def undone(in_time: object) -> None:
            too_late = tr("Too late to undo: sending has begun. Pause or Stop ends it.")
            self.told.emit(tr("Undone. Nothing was sent.") if in_time else too_late)
            self.done.emit()

        self._services.tasks.start(self._services.sending.undo(campaign.id), undone, on_trouble=self._fail)

    def pause(self, campaign: Campaign) -> None:
        """Hand nothing over from now on."""
        self._do(self._services.sending.pause(campaign.id))

    def _resume(self, campaign: Campaign) -> None:
        late = campaign.paused_by is not None and campaign.paused_by.value == "late"
        go = self._resumed(campaign)
        if not late:
            go()
            return
        self._question(
            tr("Send the rest now?"),
            tr("“Don’t send after” has passed. %Ln messages wait.", campaign.waiting),
            tr("Keep waiting"),
            tr("Send now"),
            go,
        )

    def _resumed(self, campaign: Campaign) -> Callable[[], None]:
        return lambda: self._do(self._services.sending.resume(campaign.id))

    def _ask_send_now(self, campaign: Campaign) -> None:
        now = self._services.clock.wall()
        until = until_words(self._services.store.live, campaign.id, now)
        wait = tr("Wait until {time}").format(time=until) if until else tr("Keep waiting")
        self._question(
            tr("It is {time}. Send now?").format(time=clock_time(now)),
            tr("%Ln messages would go out in quiet hours. People may be asleep.", campaign.waiting),
            wait,
            tr("Send now"),
            lambda: self._do(self._services.sending.send_now(campaign.id)),
        )

    def _ask_send_rest(self, campaign: Campaign) -> None:
        left = campaign.counts.get(State.CANCELLED, 0)
        self._question(
            tr("Send the rest?"),
            tr("%Ln messages that you stopped go out after all. Replies are read first.", left),
            tr("Cancel"),
            tr("Send %Ln messages", left),
            lambda: self._do(self._services.sending.send_rest(campaign.id)),
        )

    def show_phones(self, facts: Facts) -> None:
        """Say how to get the phones back."""
        live = self._services.store.live
        waits = {lane.device_id: lane.waiting for lane in facts.lanes}
        phones = [(device, waits[device.id]) for device in live.devices if device.id in waits]
        connected = live.connected is not False
        dialog = PhonesDialog(self._window, phones, live.server_now(), connected=connected)
        dialog.devices_asked.connect(self.devices_asked)
        self._open(dialog)

    # Ending

    def ask_stop(self, facts: Facts) -> None:
        """Ask before stopping, with what it means now."""

        def show(preview: Stopping) -> None:
            running = facts.campaign.state is not CampaignState.PAUSED
            dialog = StopDialog(self._window, preview, sending=running)
            dialog.stop_pressed.connect(lambda: self._stop(facts.campaign.id))
            self._open(dialog)

        preview = self._services.sending.stop_preview(facts.campaign.id)
        self._services.tasks.start(preview, show, name="stop preview", on_trouble=self._fail)

    def follow_stop(self, facts: Facts) -> None:
        """Keep the numbers of an open stop dialog true while messages go out behind it."""
        if isinstance(self.dialog, StopDialog):
            preview = self._services.sending.stop_preview(facts.campaign.id)
            self._services.tasks.start(preview, self._show_stop, name="stop preview", on_trouble=self._fail)

    def _show_stop(self, preview: Stopping) -> None:
        if isinstance(self.dialog, StopDialog):
            self.dialog.show_preview(preview)

    def _stop(self, campaign: int) -> None:
        def stopped(left: Stopping) -> None:
            words = tr("%Ln won’t be sent.", left.wont)
            if left.may:
                words += " " + tr("%Ln were already handed over and may still go out.", left.may)
            self.told.emit(words)
            self.done.emit()

        self._services.tasks.start(self._services.sending.stop(campaign), stopped, on_trouble=self._fail)

    # After failures

    def ask_retry(self, facts: Facts) -> None:
        """Ask which failures to try again, and from which phone."""
        dialog = RetryDialog(self._window, facts.causes, self._services.store.live.devices)

        def retry(codes: frozenset[int], share: Share | None) -> None:
            def queued(count: int) -> None:
                self.told.emit(tr("%Ln messages are queued again.", count))
                self.done.emit()

            retried = self._services.sending.retry(facts.campaign.id, codes, share)
            self._services.tasks.start(retried, queued, on_trouble=self._fail)

        dialog.chosen.connect(retry)
        self._open(dialog)

    def decide(self, facts: Facts, decision: Decision) -> None:
        """Do what the owner decided about what is not confirmed; sending again asks once more."""

        def go() -> None:
            self._do(self._services.sending.decide(facts.campaign.id, None, decision))

        if decision is not Decision.SEND_AGAIN:
            go()
            return
        self._question(
            tr("Send %Ln messages again?", facts.undecided),
            tr("They may have gone out. Then people get them twice."),
            tr("Don’t send"),
            tr("Send again"),
            go,
        )

    # Report

    def ask_file(self, campaign: Campaign, kind: str) -> None:
        """Ask where the report goes."""
        dialog = QFileDialog(self._window, tr("Save report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(_FILTERS[kind])
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(report_name(campaign, kind))
        dialog.fileSelected.connect(lambda path: self.write_report(campaign.id, Path(path)))
        self._open(dialog)

    def write_report(self, campaign: int, path: Path) -> None:
        """Write the report; the file dialog has asked about one that is there."""

        def written(rows: int) -> None:
            self.told.emit(tr("Saved %Ln rows as {file}.", rows).format(file=path.name))

        coro = self._services.reports.write(campaign, path, overwrite=True, say=said)
        self._services.tasks.start(coro, written, name="campaign report", on_trouble=self._fail)


def report_name(campaign: Campaign, kind: str, what: str = "") -> str:
    """A name for a file about a campaign, without signs a file system refuses; `what` it is, a report otherwise."""
    plain = "".join(sign if sign.isalnum() or sign in " -_()" else " " for sign in campaign.name)
    return f"{' '.join(plain.split()) or 'campaign'} {what or tr('report')}.{kind}"
