"""A test text from one phone: what goes on, how long it has taken, how it ended; it can be stopped."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.clock import Clock
from desktop_app.domain.errors import Trouble
from desktop_app.ui.announce import announce
from desktop_app.ui.parts import Tasks
from desktop_app.ui.phone_parts import NotSeen, RoundTrip, RoundTrips
from desktop_app.ui.phone_words import shown
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.spinner import Spinner
from desktop_app.ui.words import said, trouble_parts

_NAME, _TICK = "round trip", "round trip clock"
_LONGEST = 160
"""Letters of a sentence that names phones; the service sets no limit to their names."""


class RoundTripBox(QFrame):
    """Hidden until a test begins; `over` when one has ended or was put away."""

    over = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "inset")
        self._tasks, self._clock = tasks, clock
        self._began = 0.0
        self._step = ""
        self._again: Callable[[], Coroutine[Any, Any, RoundTrip]] | None = None
        self.running = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        self._spinner = Spinner(self.tr("A test text is on its way"), size=18)
        self._mark = Icon("", size=18)
        row.addWidget(self._spinner)
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._head = Label("", Role.STRONG, wrap=True)
        self._text = Label("", Role.SMALL, "text2", wrap=True)
        words.addWidget(self._head)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self.retry = Button(self.tr("Try again"), size=CONTROL_SMALL)
        self.retry.clicked.connect(self._retry)
        self.cancel = Button(self.tr("Stop"), Kind.GHOST, size=CONTROL_SMALL)
        self.cancel.clicked.connect(self.stop)
        self.away = Button("", Kind.GHOST, icon="x", size=CONTROL_SMALL, tip=self.tr("Put away"))
        self.away.clicked.connect(self.put_away)
        for button in (self.retry, self.cancel, self.away):
            row.addWidget(button)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown."""
        return " ".join(part for part in (self._head.text(), self._text.text()) if part)

    def begin(self, round_trip: RoundTrips, device_id: int, sim: int) -> None:
        """Send a test from a phone's SIM."""
        self._again = lambda: round_trip(device_id, sim, self.show_step)
        self._retry()

    def _retry(self) -> None:
        if self._again is None or self.running:
            return
        self.show_running(self.tr("Sending a test…"), "")
        self._began = self._clock.elapsed()
        self.cancel.setFocus()
        self._tasks.start(self._again(), self._ended, name=_NAME, on_trouble=self._failed)
        self._tick()

    def _tick(self) -> None:
        if not self.running:  # it may have ended at once
            return
        seconds = int(self._clock.elapsed() - self._began)
        self._text.setText(self.tr("{n} s").format(n=seconds))
        self._tasks.later(1.0, self._tick, name=_TICK)

    def stop(self) -> None:
        """Follow the test no more; what was handed over may still go out."""
        if not self.running:
            return
        self._tasks.stop(_NAME)
        self._show_end("minus", "text2", self.tr("Stopped."), self.tr("The test text may still arrive."), retry=True)

    def put_away(self) -> None:
        """Follow no more, and show nothing."""
        if self.running:
            self._tasks.stop(_NAME)
        self._rest()
        self.hide()
        self.over.emit()

    # --- what is shown

    def show_running(self, step: str, elapsed: str) -> None:
        """Show that a test goes on."""
        self.running = True
        self._spinner.show()
        for widget in (self._mark, self.retry, self.away):
            widget.hide()
        self.cancel.show()
        self._text.setText(elapsed)
        self._head.setText(step)
        self._head.set_ink("text")
        self.show()
        announce(self, step)

    def show_step(self, step: str) -> None:
        """Say what the test waits for now."""
        words = shown(said(step), _LONGEST)
        if self.running and words != self._head.text():
            self._head.setText(words)
            announce(self, words)

    def show_done(self, result: RoundTrip) -> None:
        """Show how long it took."""
        took = self.tr("Delivered in {n} s").format(n=max(round(result.seconds), 1))
        self._show_end("check-check", "ok", took, shown(said(result.words), _LONGEST), retry=False)

    def show_failed(self, trouble: Trouble) -> None:
        """Show what went wrong, and what that means."""
        what, meaning = trouble_parts(trouble)
        icon, ink = ("circle-help", "warn") if isinstance(trouble, NotSeen) else ("circle-alert", "bad")
        self._show_end(icon, ink, shown(what, _LONGEST), shown(meaning, _LONGEST), retry=True)

    def _ended(self, result: RoundTrip) -> None:
        self.show_done(result)

    def _failed(self, trouble: Trouble) -> None:
        self.show_failed(trouble)

    def _show_end(self, icon: str, ink: str, head: str, text: str, *, retry: bool) -> None:
        had_focus = self.cancel.hasFocus()
        self._rest()
        self._spinner.hide()
        self.cancel.hide()
        self._mark.show_icon(icon, ink)
        self._mark.show()
        self._head.setText(head)
        self._head.set_ink(ink if ink != "text2" else "text")
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.retry.setVisible(retry)
        self.away.show()
        self.show()
        if had_focus:
            (self.retry if retry else self.away).setFocus()
        announce(self, f"{head} {text}".strip())
        self.over.emit()

    def _rest(self) -> None:
        self.running = False
        self._tasks.stop(_TICK)
