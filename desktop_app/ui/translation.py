"""Which language the program speaks: English, whose numbers need their forms (1 row, 2 rows). QtCore only."""

import logging

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop_app.paths import resources

log = logging.getLogger(__name__)

_NAME = "words in English"


def speak(application: QCoreApplication) -> None:
    """Load the words of the window; a second call does nothing. Without the file one row reads “1 rows”."""
    if application.findChild(QTranslator, _NAME) is not None:
        return
    words = QTranslator(application)
    words.setObjectName(_NAME)
    if words.load(str(resources() / "i18n" / "en.qm")) and application.installTranslator(words):
        return
    log.error("en.qm cannot be read: numbers keep their plural")
    words.deleteLater()
