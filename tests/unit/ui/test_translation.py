import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop_app.domain.recipient import Group
from desktop_app.ui.tabs.bulk.groups import SumLine
from desktop_app.ui.tabs.bulk.said import group_words, tr
from desktop_app.ui.translation import speak
from desktop_app.ui.words import said


@pytest.fixture(autouse=True)
def english(qapp):
    speak(qapp)
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1305, "1,305 rows")])
def test_a_number_decides_the_form(count, words):
    assert tr("%Ln rows", count) == words


def test_every_way_to_say_it_has_its_form():
    assert said("%Ln days", 1) == "1 day"
    assert group_words(Group.NOT_A_NUMBER, 1).heading == "1 row has no usable number"
    assert group_words(Group.NOT_A_NUMBER, 9).heading == "9 rows have no usable number"


def test_a_widgets_own_texts_have_their_form(qtbot):
    line = SumLine()
    qtbot.addWidget(line)
    assert line.tr("%Ln rows left out so far", "", 1) == "1 row left out so far"
    assert line.tr("%Ln rows left out so far", "", 57) == "57 rows left out so far"


def test_numbers_are_grouped_as_the_country_writes_them():
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert tr("%Ln rows", 1305) == "1.305 rows"


def test_texts_without_a_number_stay():
    assert tr("Waiting") == "Waiting"


def test_speaking_twice_loads_once(qapp):
    speak(qapp)
    assert len(qapp.findChildren(QTranslator, "words in English")) == 1


def test_a_lost_file_is_logged_and_costs_only_the_form(tmp_path, monkeypatch, expect_log):
    monkeypatch.setattr("desktop_app.ui.translation.resources", lambda: tmp_path)
    monkeypatch.setattr(QCoreApplication, "findChild", lambda *_: None)
    expect_log("en.qm cannot be read")
    speak(QCoreApplication.instance())
    assert tr("%Ln rows", 1) == "1 row"  # the words loaded before are still there
