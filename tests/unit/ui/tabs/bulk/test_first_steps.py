"""File, Columns, Message and Check, driven as a person does, over a draft in memory."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import Group, Mark
from desktop_app.domain.settings import Settings
from desktop_app.ui.tabs.bulk.check_step import CheckStep
from desktop_app.ui.tabs.bulk.columns_step import ColumnsStep
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.field_roles import ColumnRole
from desktop_app.ui.tabs.bulk.file_step import FileStep
from desktop_app.ui.tabs.bulk.message_step import MessageStep
from desktop_app.ui.words import settle_locale
from tests.unit.ui.fakes import story
from tests.unit.ui.fakes.parts import FakeBulk, fake_services


@pytest.fixture
def made(qapp: Any):
    """Steps that were shown; they are let go of afterwards."""
    settle_locale()
    kept = []

    def make(kind: type, *, opened: bool = True, planned: bool = False, trouble: Any = None) -> Any:
        bulk = FakeBulk(opened=opened, trouble=trouble)
        draft = Draft(fake_services(bulk))
        if planned:
            bulk._plan()
        step = kind(draft)
        kept.append((step, draft))
        step.resize(1216, 520)
        step.show()
        step.enter()
        return step

    yield make
    for step, draft in kept:
        step.hide()
        step.deleteLater()
        draft.deleteLater()
    qapp.sendPostedEvents(None, 52)


def settled(qtbot: Any, step: Any) -> None:
    """Let every question be answered and every merged repaint be told."""
    qtbot.wait(40)
    qtbot.waitUntil(lambda: not step.draft.busy)
    qtbot.wait(200)


# File


def test_a_chosen_file_goes_straight_on_when_nothing_is_to_be_asked(made: Any, qtbot: Any) -> None:
    step = made(FileStep, opened=False)
    with qtbot.waitSignal(step.go_on):
        step.open_path(Path("customers.xlsx"))
    assert step.draft.file_name == "customers.xlsx"
    settled(qtbot, step)


def test_a_file_begins_with_the_settings_of_the_moment_whatever_was_chosen_before(made: Any, qtbot: Any) -> None:
    step = made(FileStep, opened=False)
    step.draft.services.settings = lambda: Settings(pace_s=10, quiet_hours="21:30-07:00")
    step.draft.follow_devices()  # phones were read before a file was opened
    step.draft.set_delivery(step.draft.delivery.pace(0).quiet(on=False).starts(story.NOW))
    with qtbot.waitSignal(step.go_on):
        step.open_path(Path("customers.xlsx"))
    delivery = step.draft.delivery
    assert (delivery.pace_s, delivery.quiet_on, delivery.quiet_hours) == (10, True, "21:30-07:00")
    assert delivery.start_at is None
    assert delivery.not_after is not None
    assert delivery.phones
    settled(qtbot, step)


def test_a_refused_file_says_what_to_do_and_the_page_can_be_used_again(made: Any, qtbot: Any) -> None:
    trouble = BadFile("This workbook is locked with a password.", "", "Save a copy without it and try again.")
    step = made(FileStep, opened=False, trouble=trouble)
    step.open_path(Path("locked.xlsx"))
    settled(qtbot, step)
    assert step.zone.isVisible()
    assert "locked with a password" in step.zone._message.accessibleName()
    assert step.zone.choose.isEnabled()


def test_rows_on_the_clipboard_are_opened(made: Any, qtbot: Any) -> None:
    step = made(FileStep, opened=False)
    QGuiApplication.clipboard().setText("Name\tMobil\nAnna\t0176")
    with qtbot.waitSignal(step.go_on):
        step.paste()
    assert ("paste", "Name\tMobil\nAnna\t0176") in step.draft.bulk.calls
    settled(qtbot, step)


def test_an_empty_clipboard_is_told(made: Any, qtbot: Any) -> None:
    step = made(FileStep, opened=False)
    QGuiApplication.clipboard().setText("")
    step.paste()
    settled(qtbot, step)
    assert "nothing to paste" in step.zone._message.accessibleName()


def test_a_pdf_held_over_the_page_is_named(made: Any) -> None:
    step = made(FileStep, opened=False)
    step.zone.drag(Path("offer.pdf"))
    assert step.zone._head.text() == "This is a PDF file. We need Excel, OpenDocument or CSV."
    step.zone.drag(Path("customers.xlsx"))
    assert step.zone._head.text() == "Let go to open customers.xlsx"


# Columns


def test_the_sheet_is_shown_with_its_own_letters_and_numbers(made: Any, qtbot: Any) -> None:
    step = made(ColumnsStep)
    step.grid.table.viewport().grab()
    settled(qtbot, step)
    model = step.model
    assert model.headerData(3, Qt.Orientation.Horizontal) == "D"
    assert model.headerData(2, Qt.Orientation.Vertical) == "3"
    assert model.index(3, 3).data() == "0176 4211 1111"
    assert step.grid.numbers.heading_row == 3


def test_headings_people_use_become_plain_field_names(made: Any, qtbot: Any) -> None:
    step = made(ColumnsStep)
    step.draft.bulk.set_columns((3,), {}, None)
    step.enter()
    assert step.roles.fields["First name"] == 2
    assert step.roles.fields["Last name"] == 1
    assert step.roles.of(3) is ColumnRole.PHONE
    settled(qtbot, step)


def test_without_a_phone_column_it_says_what_is_missing_instead_of_going_on(made: Any, qtbot: Any) -> None:
    step = made(ColumnsStep)
    gone = []
    step.go_on.connect(lambda: gone.append(1))
    step._set_role(story.VIEW.columns[3], ColumnRole.UNUSED, "")
    step.press()
    assert not gone
    assert "Which column has the phone numbers?" in step._missing.accessibleName()
    step._set_role(story.VIEW.columns[3], ColumnRole.PHONE, "")
    step.press()
    assert gone == [1]
    assert step.draft.bulk.request.phone_columns == (3,)
    settled(qtbot, step)


def test_a_second_phone_column_is_for_rows_where_the_first_is_empty(made: Any, qtbot: Any) -> None:
    step = made(ColumnsStep)
    step._set_role(story.VIEW.columns[6], ColumnRole.PHONE, "")
    assert step.roles.phones == (3, 6)
    assert step._phone_words(story.VIEW) == "Use Mobil first, Notiz if Mobil is empty"
    settled(qtbot, step)


def test_another_heading_row_is_chosen_by_its_number(made: Any, qtbot: Any) -> None:
    step = made(ColumnsStep)
    step.found.heading_asked.emit()
    step.grid.row_chosen.emit(5)
    settled(qtbot, step)
    choose = [call for call in step.draft.bulk.calls if call[0] == "choose"]
    assert choose[-1][2]["header_row"] == 5


# Message


def test_a_template_is_shown_as_chips_and_comes_back_the_same(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    settled(qtbot, step)
    assert step.edit.template() == story.TEMPLATE
    assert step.edit.toPlainText().count("\ufffc") == 4


def test_a_field_typed_in_braces_becomes_a_chip_and_is_deleted_as_one(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    step.edit.clear()
    step.edit.textCursor().insertText("Hello {first name}")
    assert step.edit.toPlainText() == "Hello \ufffc"
    assert step.edit.template() == "Hello {First name}"
    QTest.keyClick(step.edit, Qt.Key.Key_Backspace)
    assert step.edit.template() == "Hello "
    settled(qtbot, step)


def test_copied_chips_are_readable_and_braces_that_are_meant_survive(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    step.edit.set_template("{{20 %}} for {First name} 🙂")
    step.edit.selectAll()
    assert step.edit.createMimeDataFromSelection().text() == "{{20 %}} for {First name} 🙂"
    assert step.edit.template() == "{{20 %}} for {First name} 🙂"
    step.edit.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setText(" {Plate}")
    step.edit.insertFromMimeData(data)
    assert step.edit.template().endswith(" {Plate}")
    settled(qtbot, step)


def test_sums_and_the_phone_show_the_plan(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    settled(qtbot, step)
    assert step.sum._total.text() == "1,294"
    assert [label.text() for label in step.sum._words] == ["1,210 × 1 SMS", "30 × 2", "8 × 3"]
    assert step.preview._who.text() == "Anna Berger"
    step.preview.following.click()
    settled(qtbot, step)
    assert step.preview._who.text() == "Deniz Yılmaz"
    assert step.table.currentIndex().row() == 1


def test_words_for_an_empty_field_go_into_the_plan(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    settled(qtbot, step)
    line = step.fallbacks.findChild(QLineEdit)
    QTest.keyClicks(line, "customer")
    settled(qtbot, step)
    assert step.draft.bulk.request.fallbacks == {"First name": "customer"}


def test_a_fallback_inside_the_template_is_kept(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    step._take_template("Hello {First name|customer}")
    settled(qtbot, step)
    assert step.draft.bulk.request.template == "Hello {First name}"
    assert step.draft.bulk.request.fallbacks == {"First name": "customer"}


def test_dear_characters_are_offered_and_replaced(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    step.edit.set_template("Hello {First name}, your car’s ready " + "x" * 60)
    step._write()
    settled(qtbot, step)
    assert not step._hint.isHidden()
    step._hint.pressed.emit()
    assert "’" not in step.edit.template()
    assert "'" in step.edit.template()
    settled(qtbot, step)


def test_without_a_text_it_asks_for_one(made: Any, qtbot: Any) -> None:
    step = made(MessageStep)
    gone = []
    step.go_on.connect(lambda: gone.append(1))
    step.edit.set_template("")
    step.press()
    assert not gone
    settled(qtbot, step)


# Check


def buttons(step: CheckStep, name: str) -> list[QPushButton]:
    return [button for button in step.grid.findChildren(QPushButton) if button.accessibleName().startswith(name)]


def test_groups_add_up_and_name_their_rows(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    assert step._heading.text() == "9 rows have no usable number"
    assert step.action().words == "Continue with 1,248"
    step.show_group(Mark.LONG)
    settled(qtbot, step)
    assert step.model.rowCount() == 38


def test_skip_is_a_button_with_the_row_in_its_name(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    [skip] = buttons(step, "Skip row 7")
    skip.click()
    settled(qtbot, step)
    assert step.draft.bulk.skipped == {7}
    assert step.model.rowCount() == 8


def test_two_numbers_in_a_cell_are_two_choices(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    choices = [button for button in buttons(step, "Use ") if button.accessibleName().endswith("row 209")]
    assert [button.text() for button in choices] == ["+49 152 5530 2713", "+49 160 1145 882"]
    choices[1].click()
    settled(qtbot, step)
    assert step.draft.bulk.fixed == {209: "+491601145882"}


def test_the_ready_count_moves_with_a_number_typed_in_the_cell(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    step.grid.go_to(2)
    QTest.keyClick(step.grid, Qt.Key.Key_F2)
    editor = step.grid.findChild(QLineEdit)
    assert editor.text() == "+351 912 448 0"
    QTest.keyClicks(editor, "+351 912 448 012")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(qtbot, step)
    assert step.draft.bulk.fixed == {88: "+351 912 448 012"}
    assert step.action().words == "Continue with 1,249"


def test_escape_leaves_the_number_as_it_was(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    step.grid.go_to(2)
    QTest.keyClick(step.grid, Qt.Key.Key_F2)
    editor = step.grid.findChild(QLineEdit)
    QTest.keyClicks(editor, "123")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    settled(qtbot, step)
    assert step.draft.bulk.fixed == {}


def test_keys_take_a_suggestion_skip_and_undo(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    step.grid.go_to(1)
    QTest.keyClick(step.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, step)
    assert step.draft.bulk.fixed == {41: "+4917644112307"}
    step.grid.go_to(0)
    QTest.keyClick(step.grid, Qt.Key.Key_Delete)
    settled(qtbot, step)
    assert step.draft.bulk.skipped == {7}
    step.undo()
    settled(qtbot, step)
    step.undo()
    settled(qtbot, step)
    assert (step.draft.bulk.skipped, step.draft.bulk.fixed) == (set(), {})
    step.redo()
    settled(qtbot, step)
    assert step.draft.bulk.fixed == {41: "+4917644112307"}


def test_only_safe_suggestions_are_taken_together(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    assert step._use.text() == "Use 3 suggestions"
    step._use.click()
    settled(qtbot, step)
    assert set(step.draft.bulk.fixed) == {41, 402, 577}


def test_skip_all_skips_the_rows_of_this_group(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    step._skip_all.click()
    settled(qtbot, step)
    assert step.draft.bulk.skipped == {row[0] for row in story.WRONG}
    assert step.group is Group.LANDLINE


def test_f8_walks_the_problems_and_on_into_the_next_group(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    settled(qtbot, step)
    for _ in range(9):
        step.next_problem()
    assert step.grid.currentIndex().row() == 8
    step.next_problem()
    settled(qtbot, step)
    assert step.group is Group.LANDLINE
    step.previous_problem()
    settled(qtbot, step)
    assert step.group is Group.NOT_A_NUMBER


def test_people_who_opted_out_cannot_be_typed_over(made: Any, qtbot: Any) -> None:
    step = made(CheckStep, planned=True)
    step.show_group(Group.OPTED_OUT)
    settled(qtbot, step)
    index = step.model.index(0, step.model.phone)
    assert not step.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not buttons(step, "Skip")


def test_dropping_a_workbook_anywhere_opens_it(made: Any, qtbot: Any) -> None:
    step = made(FileStep, opened=False)
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/customers.xlsx")])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(step.go_on):
        step.dropEvent(event)
    assert step.draft.file_name == "customers.xlsx"
    settled(qtbot, step)
