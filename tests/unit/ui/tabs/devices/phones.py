"""Phones put before the page Devices, and what it then says."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.ui.widgets.label import ElideLabel
from tests.window_stage import NOW

HOSTILE = '<img src="file:///etc/passwd"><b>Front & desk</b>\n\u202edesk'


def put(services, *devices, **facts):
    """The account has these phones now."""
    services.store.live.devices = devices
    services.store.live.updated_at = NOW
    for name, value in facts.items():
        setattr(services.store.live, name, value)
    services.store.tell(Changes(devices=True, live=True))
    settle()


def settle():
    for _ in range(2):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


def phone(number=1, name="Front desk", age_s=12, **facts):
    return Device(number, name, last_seen=NOW - timedelta(seconds=age_s), poll_s=10, **facts)


def pass_time(services, seconds):
    """Let the page tick that much later."""
    services.clock.now = NOW + timedelta(seconds=seconds)
    services.tasks.fire("devices tick")


def texts(widget):
    """Words somebody can see."""
    labels = [*widget.findChildren(QLabel), *widget.findChildren(ElideLabel)]
    return [label.text() for label in labels if label.isVisible() and label.text()]
